"""A person's further data: kept field by field, and missing only while nobody asked."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from desktop.programme.vocabulary import (
    Answer,
    CameBy,
    Disability,
    Interpreter,
    Purpose,
    Schooling,
)
from desktop.services import people, person_details
from desktop.services.entrance import sit_down
from desktop.services.people import PersonForm
from desktop.services.person_details import Details
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.services.undoing import undo

TOLD = {
    "birth": "1984",
    "language": "yua",
    "interpreter": Interpreter.ARRANGED,
    "place_code": "310960123",
    "place_name": "San Isidro",
    "indigenous": Answer.YES,
    "schooling": Schooling.PRIMARY,
    "disability": (Disability.SEEING, Disability.WALKING),
    "pregnant": Answer.YES,
    "pregnant_on": date(2026, 11, 1),
    "children": 3,
    "children_ages": "2, 5 y 11",
    "curp": "HEGG560427MVZRRL04",
    "phone": "999 123 4567",
    "phone_safe": True,
}


@pytest.fixture
def person(desk) -> bytes:
    return people.add_person(desk.work, PersonForm(nickname="Luna")).created[0]


def fields(desk, person: bytes) -> set[str]:
    return {each.field for each in person_details.missing(desk.work, person)}


def test_what_was_told_is_what_is_kept(desk, person) -> None:
    person_details.save(desk.work, person, **TOLD)
    assert person_details.get(desk.work, person) == Details(**TOLD)


def test_one_answer_leaves_the_others_as_they_are(desk, person) -> None:
    person_details.save(desk.work, person, **TOLD)
    for name, value in (("interpreter", Interpreter.NEEDED), ("children", 4), ("place_name", "X")):
        person_details.save(desk.work, person, **{name: value})
        expected = replace(Details(**TOLD), **{name: value})
        assert person_details.get(desk.work, person) == expected
        person_details.save(desk.work, person, **{name: TOLD[name]})
    person_details.save(desk.work, person, schooling=None, curp="")
    taken = person_details.get(desk.work, person)
    assert (taken.schooling, taken.curp) == (None, "")


def test_an_answer_can_be_taken_back_from_the_toast(desk, person) -> None:
    changes = person_details.save(desk.work, person, language="yua")
    undo(desk, changes)
    assert person_details.get(desk.work, person).language == ""


def test_pregnancy_is_kept_with_the_day_it_was_told(desk, person) -> None:
    person_details.save(desk.work, person, pregnant=Answer.NO)
    assert person_details.get(desk.work, person).pregnant_on is not None


def test_everything_is_missing_until_it_is_told(desk, person) -> None:
    assert fields(desk, person) == {
        *("birth", "place", "language", "indigenous", "schooling", "disability"),
        *("pregnant", "children", "phone_safe", "consent"),
    }
    person_details.save(desk.work, person, **TOLD)
    assert fields(desk, person) == {"consent", "contact"}


def test_who_speaks_spanish_is_not_asked_about_an_interpreter(desk, person) -> None:
    person_details.save(desk.work, person, language="es")
    assert "interpreter" not in fields(desk, person)
    person_details.save(desk.work, person, language="tzh")
    assert "interpreter" in fields(desk, person)


def test_what_somebody_would_rather_not_tell_is_never_asked_again(desk, person) -> None:
    person_details.pass_over(desk.work, person, "schooling")
    person_details.pass_over(desk.work, person, "birth")
    assert not {"schooling", "birth"} & fields(desk, person)
    person_details.save(desk.work, person, birth="1990")
    assert person_details.get(desk.work, person).not_asked == {"schooling"}


def test_consents_are_missing_until_all_five_are_answered(desk, person) -> None:
    from desktop.programme.schema import CONSENT
    from desktop.programme.vocabulary import ConsentState

    for purpose in Purpose:
        assert "consent" in fields(desk, person)
        with desk.work.write() as journal:
            journal.record(CONSENT.child(person, int(purpose), state=int(ConsentState.GIVEN)))
    assert "consent" not in fields(desk, person)


def test_of_the_dead_nothing_is_missing(desk, person) -> None:
    from desktop.programme.schema import PARTICIPANT

    with desk.work.write() as journal:
        journal.record(PARTICIPANT.of(person, died=True, died_on="2026-11-01"))
    assert fields(desk, person) == set()


def test_men_are_asked_how_they_came_and_never_about_pregnancy(mens_desk) -> None:
    man = people.add_person(mens_desk.work, PersonForm(nickname="Roble")).created[0]
    found = fields(mens_desk, man)
    assert "came_by" in found
    assert "pregnant" not in found
    person_details.save(mens_desk.work, man, came_by=CameBy.COURT_ORDER)
    assert "came_by" not in fields(mens_desk, man)


def test_the_curp_is_asked_only_where_a_coordinator_wants_it(desk, person) -> None:
    assert "curp" not in fields(desk, person)
    person_details.ask_curp(desk, on=True)
    assert "curp" in fields(desk, person)
    person_details.ask_curp(desk, on=False)
    assert not person_details.asks_curp(desk.work)


def test_only_a_coordinator_chooses_that(crew, clock) -> None:
    desk = sit_down(crew.folder, crew.nube, clock)
    with closing(desk), pytest.raises(Refusal):
        person_details.ask_curp(desk, on=True)


def test_a_wrong_curp_is_kept_as_the_paper_has_it(desk, person) -> None:
    person_details.save(desk.work, person, curp="hegg560427 mvzrrl05")
    assert person_details.get(desk.work, person).curp == "HEGG560427MVZRRL05"


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth": "2031"},
        {"birth": "2026-11-30"},
        {"birth": "1984-02-31"},
        {"birth": "hoy"},
        {"children": 200},
        {"children": -1},
        {"place_code": "3109"},
        {"place_code": "31x960123"},
        {"place_name": "a" * 201},
        {"children_ages": "a" * 201},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(desk, person, wrong) -> None:
    with pytest.raises(BadForm):
        person_details.save(desk.work, person, **wrong)
    assert person_details.get(desk.work, person) == Details()


def test_nobody_unknown_has_details(desk) -> None:
    with pytest.raises(NotFound):
        person_details.get(desk.work, bytes(16))
