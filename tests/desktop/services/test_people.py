"""People: kept, found and corrected on a real encrypted vault."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from desktop.programme.names import NICKNAMES
from desktop.programme.text import matches
from desktop.programme.vocabulary import AttendanceState, EnrolmentState, Reason
from desktop.services import attendance, groups, history, people
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, FolioTaken, NotFound

FORM = PersonForm(
    folio="4831",
    nickname="Luna",
    name="María Ixchel Núñez",
    birth="1984",
    phone="999 123 4567",
    phone_safe=False,
    reasons=(Reason.FAMILY_RELATIONS, Reason.SOMEONE_TO_TALK_TO),
    main_reason=Reason.SOMEONE_TO_TALK_TO,
    note="prefiere las tardes",
    locality="San Isidro",
    intake_date=date(2026, 10, 1),
)
FIELDS = FORM.__slots__


def test_what_was_asked_is_what_is_kept(desk) -> None:
    person = people.get_person(desk.work, people.add_person(desk.work, FORM).created[0])
    assert {f: getattr(person, f) for f in FIELDS} == {f: getattr(FORM, f) for f in FIELDS}


def test_an_empty_form_makes_a_person_with_folio_and_nickname(desk) -> None:
    changes = people.add_person(desk.work, PersonForm(), Random(3))
    person = people.get_person(desk.work, changes.created[0])
    assert len(person.folio) == 4
    assert person.nickname in NICKNAMES
    assert person.phone_safe is None


def test_the_offered_folio_and_nickname_are_free(desk, course) -> None:
    lines = people.list_people(desk.work)
    assert people.new_folio(desk.work, Random(1)) not in {line.folio for line in lines}
    assert people.offered_nickname(desk.work, Random(1)) not in {n.nickname for n in lines}


def test_no_two_people_share_a_folio(desk) -> None:
    people.add_person(desk.work, FORM)
    with pytest.raises(FolioTaken):
        people.add_person(desk.work, PersonForm(folio="4831"))
    other = people.add_person(desk.work, PersonForm(folio="4832")).created[0]
    with pytest.raises(FolioTaken):
        people.edit_person(desk.work, other, PersonForm(folio="4831"))
    assert people.get_person(desk.work, other).folio == "4832"


@pytest.mark.parametrize(
    "wrong",
    [
        PersonForm(folio="M-012"),
        PersonForm(folio="12"),
        PersonForm(birth="ayer"),
        PersonForm(main_reason=Reason.OTHER),
    ],
)
def test_a_form_that_cannot_be_kept_is_refused_whole(desk, wrong) -> None:
    with pytest.raises(BadForm):
        people.add_person(desk.work, wrong)
    assert people.list_people(desk.work) == []


def test_a_correction_writes_only_what_differs(desk) -> None:
    luna = people.add_person(desk.work, FORM).created[0]
    assert not people.edit_person(desk.work, luna, FORM)
    corrected = PersonForm(nickname="Lluvia", name=FORM.name, reasons=(), phone_safe=None)
    people.edit_person(desk.work, luna, corrected)
    person = people.get_person(desk.work, luna)
    assert (person.folio, person.nickname, person.birth) == ("4831", "Lluvia", "")
    assert (person.phone, person.phone_safe, person.reasons) == ("", None, ())
    with pytest.raises(NotFound):
        people.edit_person(desk.work, bytes(16), FORM)


def test_the_list_is_by_nickname_and_found_without_accents(desk, course) -> None:
    people.add_person(desk.work, FORM)
    lines = people.list_people(desk.work)
    nicknames = [line.nickname for line in lines]
    assert nicknames == ["Brisa", "Ceiba", "Flor", "Luna", "Luna", "Maíz", "Nube", "Río", "Sol"]
    found = [line.nickname for line in lines if matches("maria nunez 48", line.sought)]
    assert found == ["Luna"]
    assert len([line for line in lines if matches("jacaranda", line.sought)]) == 8


def test_a_person_knows_the_groups_and_how_often_she_came(desk, course) -> None:
    luna = course.people[0]
    for session, state in zip(course.sessions, AttendanceState, strict=False):
        attendance.mark(desk.work, session, luna, state)
    for session in course.sessions[:3]:
        attendance.finish(desk.work, session)
    person = people.get_person(desk.work, luna)
    assert (person.attended, person.marked) == (2, 3)
    groups.leave_group(desk.work, course.group, luna)
    (place,) = people.get_person(desk.work, luna).groups
    assert (place.group_name, place.state) == ("Grupo Jacaranda", EnrolmentState.LEFT)
    (line,) = [line for line in people.list_people(desk.work) if line.id == luna]
    assert line.group_name == ""


def test_somebody_who_arrives_during_a_meeting_is_on_its_list_in_one_step(desk, course) -> None:
    added = people.add_person(desk.work, PersonForm(nickname="Zorro"), group=course.group)
    lines = attendance.sheet(desk.work, course.sessions[0]).lines
    assert lines[-1].participant == added.created[0]
    history.undo(desk.work, added)
    assert len(attendance.sheet(desk.work, course.sessions[0]).lines) == 8
    with pytest.raises(NotFound):
        people.add_person(desk.work, PersonForm(nickname="Zorro"), group=bytes(16))
    assert "Zorro" not in [line.nickname for line in people.list_people(desk.work)]
