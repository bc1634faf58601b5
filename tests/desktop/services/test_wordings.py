"""Texts never change under an answer: each edit is another version, reviewed by somebody."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.programme.wordings_shipped import SHIPPED, read_shipped_id, shipped_id
from desktop.services import wordings
from desktop.services.refusals import BadForm, NotFound
from desktop.services.wordings import OnlyCoordinationWrites, WordingsClosed

DAY = date(2026, 11, 19)
SHA = "ab" * 32

BETRAYING = ("reconcilia", "volver con", "salvar su matrimonio", "perdonar", "get back together")


def test_shipped_texts_are_drafts_in_both_languages_and_say_so(desk) -> None:
    for slot in SHIPPED:
        for language in ("es", "en"):
            found = wordings.current(desk, slot, language)
            assert (found.slot, found.language, found.is_draft) == (slot, language, True)
            assert found.id_hex == shipped_id(slot, language)
            assert wordings.find(desk, found.id_hex) == found
            assert len(found.text) <= wordings.TEXT_MAX_CHARS


def test_no_shipped_text_suggests_staying_with_or_going_back_to_a_partner() -> None:
    for by_language in SHIPPED.values():
        for text in by_language.values():
            assert not [each for each in BETRAYING if each in text.casefold()]


def test_what_cannot_stay_secret_is_told_to_both_streams() -> None:
    for slot in ("limits", "limits.men"):
        spanish, english = SHIPPED[slot]["es"], SHIPPED[slot]["en"]
        assert all(each in spanish for each in ("peligro", "menor de 18", "juez"))
        assert all(each in english for each in ("danger", "under 18", "judge"))
    for slot in SHIPPED:
        if slot.endswith(".men"):
            assert "pareja" not in SHIPPED[slot]["es"], "no one mentions the notice to him"


def test_a_language_without_a_text_is_read_in_spanish(desk) -> None:
    wordings.write(desk, "limits", "es", "Lo que no es secreto.")
    found = wordings.current(desk, "limits", "yua")
    assert (found.language, found.text) == ("es", "Lo que no es secreto.")
    wordings.write(desk, "limits", "yua", "Ma' ta'aki'")
    assert wordings.current(desk, "limits", "yua").language == "yua"


def test_another_version_is_a_draft_without_sound_and_the_earlier_stays(desk) -> None:
    first = wordings.current(desk, "consent.2", "es")
    wordings.record_review(desk, first.id_hex, "  Lic. Prueba ", DAY)
    reviewed = wordings.current(desk, "consent.2", "es")
    assert (reviewed.reviewed_by, reviewed.reviewed_on, reviewed.text) == (
        "Lic. Prueba",
        DAY,
        first.text,
    )
    wordings.set_sound(desk, reviewed.id_hex, SHA)
    assert wordings.spoken_in(desk, ("consent.2",), "es") == {"consent.2": SHA}
    assert wordings.spoken_in(desk, ("consent.2",), "yua") == {"consent.2": None}
    wordings.write(desk, "consent.2", "es", "Otro texto.")
    now = wordings.current(desk, "consent.2", "es")
    assert (now.version, now.is_draft, now.sound_sha) == (2, True, None)
    assert [each.version for each in wordings.versions(desk, "consent.2", "es")] == [2, 1]
    kept = wordings.find(desk, reviewed.id_hex)
    assert kept is not None
    assert (kept.text, kept.sound_sha, kept.reviewed_by) == (first.text, SHA, "Lic. Prueba")


def test_writing_what_stands_writes_nothing(desk) -> None:
    assert not wordings.write(desk, "limits", "en", SHIPPED["limits"]["en"])


def test_what_cannot_be_kept_is_refused_and_never_cut(desk) -> None:
    for text in ("  ", "a" * (wordings.TEXT_MAX_CHARS + 1)):
        with pytest.raises(BadForm):
            wordings.write(desk, "limits", "es", text)
    for slot, language in (("nothing", "es"), ("limits", "klingon")):
        with pytest.raises(NotFound):
            wordings.write(desk, slot, language, "Texto.")
    with pytest.raises(BadForm):
        wordings.record_review(desk, shipped_id("limits", "es"), " ", DAY)
    with pytest.raises(NotFound):
        wordings.set_sound(desk, "shipped:limits:es:99", SHA)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(min_size=1, max_size=60))
def test_a_text_is_kept_as_it_was_typed_or_refused(desk, text) -> None:
    try:
        wordings.write(desk, "consent.4", "es", text)
    except BadForm:
        assert not text.strip() or any(0xD800 <= ord(sign) < 0xE000 for sign in text)
    else:
        assert wordings.current(desk, "consent.4", "es").text == text.strip()


def test_only_coordination_changes_what_people_hear(mens_desk) -> None:
    for change in (
        lambda: wordings.write(mens_desk, "limits", "es", "Otro."),
        lambda: wordings.record_review(mens_desk, shipped_id("limits", "es"), "Yo", DAY),
        lambda: wordings.set_sound(mens_desk, shipped_id("limits", "es"), SHA),
    ):
        with pytest.raises(OnlyCoordinationWrites):
            change()


def test_where_the_shared_vault_is_damaged_the_drafts_are_read(desk, monkeypatch) -> None:
    monkeypatch.setattr(desk, "shared", None)
    assert wordings.current(desk, "limits", "es").is_draft
    with pytest.raises(WordingsClosed):
        wordings.write(desk, "limits", "es", "Otro.")


@pytest.mark.parametrize(
    "wording", ["", "shipped", "shipped:limits:es:2", "shipped:x:es:1", "::::"]
)
def test_an_id_that_names_no_text_of_ours_is_none(wording) -> None:
    assert read_shipped_id(wording) is None
