"""What is typed is kept as typed or refused with a sentence, and never cut in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.programme.directory import Service
from desktop.programme.typed import clean_line, clean_text
from desktop.programme.vocabulary import ServiceSort
from desktop.services import certificates, directory, notice_duty, people, telephone
from desktop.services.people import LONGEST, PersonForm
from desktop.services.refusals import BadForm
from desktop.services.typed import TEXT_MAX_CHARS, TooLong, a_line, a_text

ANY = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.fixture
def person(desk) -> Iterator[bytes]:
    return people.add_person(desk.work, PersonForm(nickname="Luna")).created[0]


@given(nickname=ANY, name=ANY, note=ANY, locality=ANY)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_comes_back_clean_or_is_refused(
    desk, person: bytes, nickname: str, name: str, note: str, locality: str
) -> None:
    form = PersonForm(nickname=nickname, name=name, note=note, locality=locality)
    before = people.get_person(desk.work, person)
    try:
        people.edit_person(desk.work, person, form)
    except TooLong:
        assert people.get_person(desk.work, person) == before
        return
    kept = people.get_person(desk.work, person)
    assert kept.nickname == (clean_line(nickname) or before.nickname)
    assert kept.name == clean_line(name)
    assert kept.note == clean_text(note)
    assert kept.locality == clean_line(locality)


@pytest.mark.parametrize("letter", ["a", "ñ", "ह", "👩", "\u202eא"])
def test_ten_thousand_letters_of_a_note_come_back(letter: str, desk, person: bytes) -> None:
    note = (letter * 10_000)[:10_000]
    people.edit_person(desk.work, person, PersonForm(note=note))
    assert people.get_person(desk.work, person).note == clean_text(note)


def test_more_than_a_note_holds_is_refused_whole(desk, person: bytes) -> None:
    with pytest.raises(TooLong) as refused:
        people.edit_person(desk.work, person, PersonForm(note="a" * (TEXT_MAX_CHARS + 1)))
    assert "12,001" in str(refused.value.happened)
    assert people.get_person(desk.work, person).note == ""


@pytest.mark.parametrize("column", sorted(LONGEST.keys() - {"folio", "birth"}))
def test_no_line_of_a_person_is_cut(column: str, desk, person: bytes) -> None:
    fits = "a" * LONGEST[column]
    people.edit_person(desk.work, person, PersonForm(**{column: fits}))
    assert getattr(people.get_person(desk.work, person), column) == fits
    with pytest.raises(TooLong):
        people.edit_person(desk.work, person, PersonForm(**{column: fits + "a"}))


@pytest.mark.parametrize("birth", ["2031", "2031-01-01", "1984-02-31", "1700", "ayer"])
def test_an_impossible_birth_is_refused_with_a_sentence(birth: str, desk, person: bytes) -> None:
    with pytest.raises(BadForm):
        people.edit_person(desk.work, person, PersonForm(birth=birth))


def test_no_line_of_a_service_is_cut(desk) -> None:
    service = Service(name="n" * 301, sort=ServiceSort.HEALTH, phone="1")
    with pytest.raises(TooLong):
        directory.add_service(desk, service)
    made = directory.add_service(
        desk, Service(name="Clínica", sort=ServiceSort.HEALTH, phone="1", about="a" * 5_000)
    ).created[0]
    line = next(each for each in directory.list_services(desk) if each.id == made)
    assert len(line.about.about) == 5_000


def test_neither_who_is_on_duty_nor_a_certificate_is_cut(desk) -> None:
    with pytest.raises(TooLong):
        notice_duty.set_contact(desk, "a" * 121)
    text = certificates.read(desk.work)
    name = next(iter(text.__dataclass_fields__))
    with pytest.raises(TooLong):
        certificates.keep(desk, type(text)(**{name: "a" * 2_000}))


@given(ANY)
@settings(max_examples=100)
def test_lines_and_texts_are_clean_or_nothing(typed: str) -> None:
    for read in (a_line, a_text):
        kept = read(typed)
        assert kept is None or kept == read(kept)


@pytest.mark.parametrize(
    "typed",
    [
        "999 123 4567",
        "(999) 123-45-67",
        "9991234567",
        "044 999 123 4567",
        "01 999 123 4567",
        "+52 999 123 4567",
        "+52 1 999 123 4567",
        "999.123.4567",
        "٩٩٩ ١٢٣ ٤٥٦٧",
    ],
)
def test_a_number_is_the_same_in_any_writing(typed: str) -> None:
    assert telephone.read(typed) == telephone.Phone("999 123 4567", ok=True)


@pytest.mark.parametrize("typed", ["123", "no tiene", "999 123 456", "999 123 4567 8", "+++"])
def test_what_is_no_number_is_kept_and_doubted(typed: str) -> None:
    assert telephone.read(typed) == telephone.Phone(typed, ok=False)


def test_a_number_of_another_country_keeps_its_prefix() -> None:
    assert telephone.read("+1 213 373 4253") == telephone.Phone("+1 213-373-4253", ok=True)


@given(ANY)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_as_a_number_or_not(typed: str) -> None:
    assert telephone.read(typed).shown == clean_line(typed) or telephone.read(typed).ok


def test_somebody_may_be_born_this_year(desk, person: bytes) -> None:
    people.edit_person(desk.work, person, PersonForm(birth="2026"))
    assert people.get_person(desk.work, person).birth == "2026"
