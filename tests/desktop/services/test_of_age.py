"""Nobody under 18 gets into a group, whichever door somebody tries, and whatever the clock says."""

from __future__ import annotations

from random import Random

import pytest

from desktop.programme.roles import Role
from desktop.programme.schema import INTAKE
from desktop.programme.vocabulary import Answer
from desktop.services import enrolments, people
from desktop.services.groups import NewGroup, create_group
from desktop.services.of_age import UnderAge
from desktop.services.people import PersonForm
from tests.desktop.services.conftest import FIRST_MEETING as START


def somebody(desk, birth: str) -> bytes:
    form = PersonForm(nickname="Alguien", birth=birth)
    return people.add_person(desk.work, form, Random(3)).created[0]


def other_group(desk) -> bytes:
    new = NewGroup(name="Ceiba", start_date=START, start_minute=600)
    return create_group(desk.work, new).created[0]


@pytest.fixture
def child(desk) -> bytes:
    return somebody(desk, f"{START.year - 15}")


@pytest.mark.parametrize("door", ["add", "admit", "rejoin", "back", "transfer", "new"])
def test_nobody_under_18_gets_into_a_group_by_any_door(desk, course, child, door: str) -> None:
    group, other = course.group, other_group(desk)
    desk.role = Role.COORDINATOR
    if door in ("rejoin", "back", "transfer"):
        grown = somebody(desk, f"{START.year - 30}")
        enrolments.add_to_group(desk.work, group, [grown])
        if door == "back":
            enrolments.pause_everywhere(desk.work, grown)
        people.edit_person(desk.work, grown, PersonForm(birth=f"{START.year - 15}"))
        child = grown
    form = PersonForm(nickname="Otra", birth=f"{START.year - 15}")
    doors = {
        "add": lambda: enrolments.add_to_group(desk.work, group, [child]),
        "admit": lambda: enrolments.admit(desk, group, [child], "lo pidió"),
        "rejoin": lambda: enrolments.rejoin(desk.work, group, child),
        "back": lambda: enrolments.back_everywhere(desk.work, child),
        "transfer": lambda: enrolments.transfer(desk.work, child, group, other),
        "new": lambda: people.add_person(desk.work, form, Random(4), group=group),
    }
    with pytest.raises(UnderAge):
        doors[door]()


def test_an_interview_that_found_somebody_under_18_bars_without_a_birth_too(desk, course) -> None:
    unknown = somebody(desk, "")
    with desk.work.write() as journal:
        journal.record(INTAKE.new(participant=unknown, minor=Answer.YES, on_date=START.isoformat()))
    with pytest.raises(UnderAge):
        enrolments.add_to_group(desk.work, course.group, [unknown])


@pytest.mark.parametrize("birth", ["", "1980", "1980-05-01"])
def test_who_is_of_age_or_told_no_age_gets_in(desk, course, birth: str) -> None:
    enrolments.add_to_group(desk.work, course.group, [somebody(desk, birth)])


def test_a_clock_of_1999_does_not_make_children_of_grown_ups(desk, course, monkeypatch) -> None:
    born_2000 = somebody(desk, "2000")
    with desk.work.write() as journal:
        journal.connection.exec_driver_sql("UPDATE participant SET intake_date = '2026-03-01'")
    back_then = 925_000_000_000  # April 1999, in milliseconds
    monkeypatch.setattr(type(desk.work.clock), "now_ms", lambda _clock: back_then)
    enrolments.add_to_group(desk.work, course.group, [born_2000])
