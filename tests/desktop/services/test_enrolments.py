"""Joining late, being away, leaving and going over to another group, on a real vault."""

from __future__ import annotations

from random import Random

import pytest

from desktop.programme.roles import Role
from desktop.programme.schedule import WEEK
from desktop.programme.vocabulary import (
    AttendanceState,
    EnrolmentState,
    Intake,
    LeaveReason,
)
from desktop.services import attendance, closing_group, doubts, enrolments, groups, history, people
from desktop.services.doubts import DoubtSort
from desktop.services.enrolments import IntakeClosed, OnlyCoordination
from desktop.services.groups import GroupEdit, NewGroup
from desktop.services.open_calls import open_calls
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotEnrolled
from tests.desktop.services.conftest import FIRST_MEETING as START

ABSENT, PRESENT = AttendanceState.ABSENT, AttendanceState.PRESENT


def newcomer(desk, nickname: str = "Nueva") -> bytes:
    return people.add_person(desk.work, PersonForm(nickname=nickname), Random(7)).created[0]


def another(desk, **facts) -> bytes:
    new = NewGroup(name="Ceiba", start_date=START, start_minute=600, **facts)
    return groups.create_group(desk.work, new).created[0]


def listed(desk, session: bytes) -> set[bytes]:
    return {line.participant for line in attendance.sheet(desk.work, session).lines}


def person_in(desk, group: bytes, person: bytes):
    found = groups.get_group(desk.work, group)
    return next(one for one in (*found.people, *found.gone) if one.id == person)


def close_intake(desk, group: bytes, capacity: int | None = None) -> None:
    edit = GroupEdit("Grupo Jacaranda", intake=Intake.CLOSED, capacity=capacity)
    groups.edit_group(desk.work, group, edit)


def test_who_joins_late_is_on_no_list_before_and_has_no_absence(desk, course) -> None:
    late = newcomer(desk)
    groups.add_to_group(desk.work, course.group, [late], START + 2 * WEEK)
    assert [late in listed(desk, session) for session in course.sessions[:4]] == [
        False,
        False,
        True,
        True,
    ]
    for session in course.sessions[:2]:  # as another laptop may have marked unawares
        attendance.mark(desk.work, session, late, ABSENT)
        attendance.finish(desk.work, session)
    assert open_calls(desk.work, START + 3 * WEEK) == ()
    for session in course.sessions[2:4]:
        attendance.mark(desk.work, session, late, ABSENT)
        attendance.finish(desk.work, session)
    (call,) = open_calls(desk.work, START + 4 * WEEK)
    assert (call.participant, call.absences) == (late, 2)


def test_a_closed_group_takes_people_until_it_begins_and_then_nobody_new(desk, course) -> None:
    close_intake(desk, course.group)
    early = newcomer(desk, "Temprana")
    groups.add_to_group(desk.work, course.group, [early])
    attendance.mark(desk.work, course.sessions[0], early, PRESENT)
    late = newcomer(desk)
    with pytest.raises(IntakeClosed) as refused:
        groups.add_to_group(desk.work, course.group, [early, late])
    assert "coordinación" in refused.value.next_step.text
    with pytest.raises(IntakeClosed):
        people.add_person(desk.work, PersonForm(nickname="Otra"), group=course.group)
    with pytest.raises(IntakeClosed):
        groups.transfer(desk.work, *moving(desk, late, course.group))
    assert late not in listed(desk, course.sessions[5])


def moving(desk, person: bytes, to: bytes) -> tuple[bytes, bytes, bytes]:
    there = another(desk)
    groups.add_to_group(desk.work, there, [person])
    return person, there, to


def test_a_coordinator_lets_somebody_into_a_closed_group_and_says_why(desk, course) -> None:
    close_intake(desk, course.group)
    attendance.mark(desk.work, course.sessions[0], course.people[0], PRESENT)
    late = newcomer(desk)
    with pytest.raises(BadForm):
        enrolments.admit(desk, course.group, [late], " ")
    assert desk.role is Role.COORDINATOR
    enrolments.admit(desk, course.group, [late], "la manda el juzgado", START + WEEK)
    assert late in listed(desk, course.sessions[1])
    with desk.work.read() as connection:
        why = connection.exec_driver_sql(
            "SELECT why FROM enrolment WHERE participant = ?", (late,)
        ).scalar()
    assert why == "la manda el juzgado"
    desk.role = Role.FACILITATOR
    with pytest.raises(OnlyCoordination):
        enrolments.admit(desk, course.group, [newcomer(desk, "Otra")], "porque sí")


def test_who_comes_back_is_never_refused_nor_asked_about_room(desk, course) -> None:
    luna, ceiba = course.people[:2]
    close_intake(desk, course.group, capacity=7)
    attendance.mark(desk.work, course.sessions[0], luna, PRESENT)
    groups.leave_group(desk.work, course.group, luna, since=START)
    groups.pause_in_group(desk.work, course.group, ceiba, since=START)
    door = doubts.door(desk.work, course.group)
    assert (door.begun, door.closed, door.people) == (True, True, 7)
    assert door.doubts([luna, ceiba]) == ()
    groups.rejoin(desk.work, course.group, ceiba, START + WEEK)
    groups.add_to_group(desk.work, course.group, [luna], START + WEEK)
    states = {p.id: p.state for p in groups.get_group(desk.work, course.group).people}
    assert states[luna] == states[ceiba] == EnrolmentState.ACTIVE
    with pytest.raises(NotEnrolled):
        groups.rejoin(desk.work, course.group, newcomer(desk))


def test_a_full_group_and_a_second_group_are_asked_about_and_not_forbidden(desk, course) -> None:
    there = another(desk, capacity=1)
    door = doubts.door(desk.work, there)
    luna, ceiba = course.people[:2]
    found = door.doubts([luna, ceiba])
    assert [(d.sort, d.people, d.capacity) for d in found[:1]] == [(DoubtSort.FULL, 2, 1)]
    assert [(d.sort, d.nickname, d.group_name) for d in found[1:]] == [
        (DoubtSort.ELSEWHERE, "Luna", "Grupo Jacaranda"),
        (DoubtSort.ELSEWHERE, "Ceiba", "Grupo Jacaranda"),
    ]
    assert door.doubts([luna], leaving=course.group) == ()
    assert [d.sort for d in door.doubts([], newcomers=2)] == [DoubtSort.FULL]
    groups.add_to_group(desk.work, there, [luna, ceiba])
    assert len(groups.get_group(desk.work, there).people) == 2
    assert person_in(desk, there, luna).elsewhere == "Grupo Jacaranda"
    assert {(two.participant, two.group_names) for two in doubts.twice(desk.work)} == {
        (luna, ("Ceiba", "Grupo Jacaranda")),
        (ceiba, ("Ceiba", "Grupo Jacaranda")),
    }
    closing_group.close(desk, there, START)
    assert doubts.twice(desk.work) == ()


def test_a_transfer_keeps_attendance_where_it_was_and_names_where_to(desk, course) -> None:
    luna, there = course.people[0], another(desk)
    attendance.mark(desk.work, course.sessions[0], luna, PRESENT)
    attendance.finish(desk.work, course.sessions[0])
    moved = groups.transfer(desk.work, luna, course.group, there, START + WEEK)
    (line,) = [x for x in attendance.sheet(desk.work, course.sessions[0]).lines if x.state]
    assert (line.participant, line.state) == (luna, PRESENT)
    assert luna not in listed(desk, course.sessions[1])
    gone = person_in(desk, course.group, luna)
    assert (gone.state, gone.moved_to, gone.since) == (EnrolmentState.LEFT, "Ceiba", START + WEEK)
    theirs = [line.id for line in groups.get_group(desk.work, there).sessions]
    assert [luna in listed(desk, session) for session in theirs[:2]] == [False, True]
    assert doubts.twice(desk.work) == ()
    history.undo(desk.work, moved)
    assert luna in listed(desk, course.sessions[1])
    assert not groups.get_group(desk.work, there).people
    with pytest.raises(BadForm):
        groups.transfer(desk.work, luna, course.group, course.group)
    with pytest.raises(NotEnrolled):
        groups.transfer(desk.work, luna, there, course.group)


def test_a_pause_is_no_absence_and_ends_with_one_call(desk, course) -> None:
    luna = course.people[0]
    for session in course.sessions[:2]:
        attendance.mark(desk.work, session, luna, ABSENT)
        attendance.finish(desk.work, session)
    assert len(open_calls(desk.work, START + 2 * WEEK)) == 1
    groups.pause_in_group(desk.work, course.group, luna, "cosecha", START + 2 * WEEK)
    assert luna in listed(desk, course.sessions[1]), "what came before stays"
    assert luna not in listed(desk, course.sessions[2])
    assert open_calls(desk.work, START + 3 * WEEK) == ()
    groups.rejoin(desk.work, course.group, luna, START + 5 * WEEK)
    assert luna not in listed(desk, course.sessions[4])
    assert luna in listed(desk, course.sessions[5])
    assert open_calls(desk.work, START + 6 * WEEK) == (), "the count begins again"


def test_who_left_can_still_be_entered_for_the_meetings_before(desk, course) -> None:
    """A paper sheet that is typed in a week later."""
    luna = course.people[0]
    groups.leave_group(desk.work, course.group, luna, since=START + WEEK)
    assert luna in listed(desk, course.sessions[0])
    attendance.mark(desk.work, course.sessions[0], luna, PRESENT)
    with pytest.raises(NotEnrolled):
        attendance.mark(desk.work, course.sessions[1], luna, PRESENT)


def test_leaving_says_why_and_death_ends_every_group(desk, course) -> None:
    luna, ceiba, there = *course.people[:2], another(desk)
    groups.add_to_group(desk.work, there, [luna, ceiba])
    groups.leave_group(desk.work, there, ceiba, "le queda lejos", reason=LeaveReason.TRANSPORT)
    assert person_in(desk, course.group, ceiba).state is EnrolmentState.ACTIVE
    died = groups.leave_group(desk.work, there, luna, since=START, reason=LeaveReason.DIED)
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT grp, participant, state, leave_reason FROM enrolment WHERE state = 3"
        ).fetchall()
    assert {tuple(row) for row in rows} == {
        (there, ceiba, EnrolmentState.LEFT, LeaveReason.TRANSPORT),
        (there, luna, EnrolmentState.LEFT, LeaveReason.DIED),
        (course.group, luna, EnrolmentState.LEFT, LeaveReason.DIED),
    }
    history.undo(desk.work, died)
    assert person_in(desk, course.group, luna).state is EnrolmentState.ACTIVE
    assert person_in(desk, there, luna).state is EnrolmentState.ACTIVE


def test_an_earlier_version_s_undated_members_belong_to_every_meeting(desk, course) -> None:
    assert person_in(desk, course.group, course.people[0]).since is None
    assert listed(desk, course.sessions[0]) == set(course.people)
