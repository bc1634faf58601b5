"""What one person agreed to, on screen: a yes at once, a no only after what it ends was said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.i18n import install
from desktop.programme.certificate import betraying
from desktop.programme.vocabulary import ConsentHow, ConsentState, EnrolmentState, Purpose
from desktop.programme.wordings_shipped import SHIPPED
from desktop.reports.consent_sheet import consent_sheet
from desktop.services import consents, enrolments, people, wordings
from tests.e2e.some_materials import bring
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.paper import sheets_of
from ui.consent_card import ConsentCard
from ui.media.headphones import HeadphonesDialog
from ui.pages.consents.no import NoDialog
from ui.printing import PAPERS
from ui.widgets.rowbutton import RowButton

GIVEN, REFUSED, WITHDRAWN = ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN


@pytest.fixture
def asked(play: Play, demonstration: Demonstration):
    """The page of somebody whom nobody has asked."""
    person = _person(play, demonstration)
    play.show("consents", person)
    assert play.window.shell is not None
    return play.window.shell.current


def _person(play: Play, demonstration: Demonstration) -> bytes:
    with play.window.desk.work.read() as connection:
        return sorted(enrolments.standings(connection, demonstration.group))[0]


def line(play: Play, person: bytes, purpose: Purpose):
    lines = consents.of_person(play.window.desk.work, person)
    return next(each for each in lines if each.purpose is purpose)


def press(play: Play, page, purpose: Purpose, *, yes: bool) -> None:
    shown = page.card.rows[purpose]
    (shown.yes if yes else shown.no).click()
    play.settle()


def test_a_yes_is_kept_at_once_with_the_text_that_stands_there(play, asked) -> None:
    press(play, asked, Purpose.REFERRAL, yes=True)
    kept = line(play, asked.person, Purpose.REFERRAL)
    assert (kept.state, kept.how, kept.wording) == (
        GIVEN,
        ConsentHow.SPOKEN,
        "shipped:consent.3:es:1",
    )
    assert SHIPPED["consent.3"]["es"] in every_text(asked)


def test_a_no_to_what_is_voluntary_is_kept_without_a_question(play, asked) -> None:
    press(play, asked, Purpose.EVALUATION, yes=False)
    assert not dialogs()
    assert line(play, asked.person, Purpose.EVALUATION).state is REFUSED


@pytest.mark.parametrize("purpose", [Purpose.TAKING_PART, Purpose.KEEPING_DATA])
def test_a_no_to_what_is_necessary_first_says_what_it_ends(
    play, asked, demonstration, purpose
) -> None:
    press(play, asked, purpose, yes=False)
    told = " ".join(every_text(dialog()))
    assert "Sale hoy de sus grupos" in told
    assert "se conserva" in told
    dialog().reject()
    play.settle()
    assert line(play, asked.person, purpose).state is None
    assert not asked.card.rows[purpose].no.isChecked(), "what was not kept does not show"
    press(play, asked, purpose, yes=False)
    dialog().primary.click()
    play.settle()
    assert line(play, asked.person, purpose).state is REFUSED
    with play.window.desk.work.read() as connection:
        there = enrolments.standings(connection, demonstration.group)
    assert there[asked.person] is EnrolmentState.LEFT


def test_taking_a_yes_back_asks_no_reason_and_can_be_undone(play, asked) -> None:
    press(play, asked, Purpose.FOLLOW_UP_CALL, yes=True)
    press(play, asked, Purpose.FOLLOW_UP_CALL, yes=False)
    shown = dialog()
    assert isinstance(shown, NoDialog)
    assert "no tiene que decir por qué" in " ".join(every_text(shown))
    shown.primary.click()
    play.settle()
    assert line(play, asked.person, Purpose.FOLLOW_UP_CALL).state is WITHDRAWN
    assert "Lo retiró" in " ".join(every_text(asked.card))
    button(play.window.shell.toast, "Deshacer").click()
    play.settle()
    assert line(play, asked.person, Purpose.FOLLOW_UP_CALL).state is GIVEN


def test_correcting_how_it_was_said_keeps_what_was_heard(play, asked) -> None:
    press(play, asked, Purpose.REFERRAL, yes=True)
    wordings.write(play.window.desk, "consent.3", "es", "Otro texto.")
    asked.reload()
    play.settle()
    assert "Oyó una versión anterior" in " ".join(every_text(asked.card))
    how = asked.card.rows[Purpose.REFERRAL].how
    how.setCurrentIndex(how.findData(ConsentHow.THUMBPRINT))
    how.activated.emit(how.currentIndex())
    play.settle()
    kept = line(play, asked.person, Purpose.REFERRAL)
    assert (kept.how, kept.wording) == (ConsentHow.THUMBPRINT, "shipped:consent.3:es:1")
    press(play, asked, Purpose.REFERRAL, yes=True)
    assert line(play, asked.person, Purpose.REFERRAL).wording != "shipped:consent.3:es:1"
    assert "Oyó una versión anterior" not in " ".join(every_text(asked.card))


def test_an_answer_of_another_day_is_kept_with_its_day_and_never_of_tomorrow(play, asked) -> None:
    asked.day.text.setText("1/2/2026")
    press(play, asked, Purpose.EVALUATION, yes=True)
    kept = line(play, asked.person, Purpose.EVALUATION)
    assert (kept.on.isoformat(), kept.state) == ("2026-02-01", GIVEN)
    asked.day.text.setText("mañana")
    press(play, asked, Purpose.REFERRAL, yes=True)
    assert line(play, asked.person, Purpose.REFERRAL).state is None
    assert not asked.card.rows[Purpose.REFERRAL].yes.isChecked()


def test_all_of_it_can_be_answered_with_the_keyboard(play, asked) -> None:
    rows = asked.card.rows
    for purpose in Purpose:
        rows[purpose].yes.setFocus()
        QTest.keyClick(rows[purpose].yes, Qt.Key.Key_Space)
        play.settle()
    found = consents.of_person(play.window.desk.work, asked.person)
    assert {each.state for each in found} == {GIVEN}


def test_what_was_answered_before_is_listed(play, asked) -> None:
    press(play, asked, Purpose.REFERRAL, yes=True)
    press(play, asked, Purpose.REFERRAL, yes=False)
    dialog().primary.click()
    play.settle()
    told = [text for text in every_text(asked.past) if "Canalizarle" in text]
    assert len(told) == 2
    assert "Lo retiró" in told[0]


def test_a_text_without_sound_has_a_loudspeaker_that_says_so(play, asked) -> None:
    listen = asked.card.rows[Purpose.REFERRAL].listen
    assert not listen.isEnabled()
    assert "Todavía no hay sonido" in listen.toolTip()


def test_sound_is_heard_only_after_headphones_were_confirmed(play, asked) -> None:
    desk = play.window.desk
    bring(desk, play.window.folder)
    sounds = [
        each
        for each in wordings_sounds(desk, play.window.folder)
        if each.here and each.language == "es"
    ]
    wordings.set_sound(desk, "shipped:consent.3:es:1", sounds[0].sha256)
    asked.reload()
    play.settle()
    listen = asked.card.rows[Purpose.REFERRAL].listen
    assert listen.isEnabled()
    listen.click()
    play.settle()
    shown = dialog()
    assert isinstance(shown, HeadphonesDialog)
    shown.reject()
    play.settle()
    asked.spoken.picked.emit("inali-04")
    play.settle()
    assert not asked.card.rows[Purpose.REFERRAL].listen.isEnabled(), "not in that language"


def wordings_sounds(desk, folder):
    from desktop.programme.vocabulary import MediaSort
    from desktop.services.materials.catalogue import list_materials

    return [each for each in list_materials(desk, folder) if each.sort is MediaSort.SOUND]


def test_the_card_answers_nothing_before_its_texts_are_there(play, asked) -> None:
    card = ConsentCard(asked)
    told: list[object] = []
    card.answered.connect(told.append)
    card.rows[Purpose.REFERRAL].yes.click()
    assert not told
    assert card.rows[Purpose.REFERRAL].state is None
    card.deleteLater()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("men", [False, True])
def test_the_paper_is_one_sheet_with_the_texts_and_a_folio_alone(
    qapp, language, paper, men, request
) -> None:
    install(language)
    request.addfinalizer(lambda: install("es"))
    heard = {
        slot: wordings.Wording(
            id_hex="x",
            slot=slot,
            language=language,
            version=1,
            text=SHIPPED[slot + ".men" if men and slot + ".men" in SHIPPED else slot][language],
        )
        for slot in wordings.CONSENT_SLOTS
    }
    for folio in ("4324", ""):
        (sheet,) = sheets_of(consent_sheet(heard, folio), paper)
        assert folio in sheet.text
        assert betraying(sheet.text) == ""
        assert sheet.blank_edges()


def test_the_blank_form_of_a_group_has_the_texts_that_count(play, demonstration) -> None:
    wordings.write(play.window.desk, "consent.4", "es", "¿Contesta unas preguntas?")
    play.show("paper", demonstration.group)
    page = play.window.shell.current
    button_of(page, "Hoja C: consentimiento").click()
    play.settle()
    assert "¿Contesta unas preguntas?" in dialog()._content()
    dialog().reject()


def button_of(page, words: str):
    return next(each for each in page.findChildren(RowButton) if words in each.accessibleName())


def test_the_printed_sheet_holds_no_name(play, asked, monkeypatch) -> None:
    printed: list[str] = []
    monkeypatch.setattr(
        "ui.print_or_keep.print_out", lambda _over, _room, _what, html: printed.append(html) or True
    )
    name = people.get_person(play.window.desk.work, asked.person).name
    asked.print.click()
    play.settle()
    dialog().primary.click()
    play.settle()
    assert name
    assert name not in printed[0]
    assert asked.paper.nickname not in printed[0]
    assert asked.paper.folio in printed[0]
