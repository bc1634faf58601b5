"""Groups and their meetings on a real encrypted vault."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.schedule import WEEK
from desktop.programme.vocabulary import (
    AttendanceState,
    EnrolmentState,
    SessionState,
    SkipReason,
)
from desktop.services import attendance, closing_group, groups, history
from desktop.services.groups import GroupEdit, NewGroup, SessionLine
from desktop.services.refusals import (
    BadForm,
    NotEnrolled,
    NotFound,
    SessionClosed,
    SessionStarted,
)

START = date(2026, 10, 8)
DAY = timedelta(days=1)


def meetings(desk, course) -> list[SessionLine]:
    return list(groups.get_group(desk.work, course.group).sessions)


def dates(desk, course) -> dict[int, date]:
    return {line.ordinal: line.date for line in meetings(desk, course)}


def test_a_group_for_women_gets_25_weekly_meetings_and_one_for_men_24(desk, mens_desk) -> None:
    for place, sessions in ((desk.work, 25), (mens_desk.work, 24)):
        new = NewGroup(name="Encino", start_date=START, start_minute=600)
        group = groups.create_group(place, new).created[0]
        lines = groups.get_group(place, group).sessions
        assert [line.ordinal for line in lines] == list(range(1, sessions + 1))
        assert [line.date for line in lines] == [START + WEEK * n for n in range(sessions)]
        assert {line.state for line in lines} == {SessionState.PLANNED}
        assert all(line.theme for line in lines)


def test_a_group_of_another_length_is_made_as_asked(desk) -> None:
    new = NewGroup(name="Corto", start_date=START, start_minute=600, sessions=16, minutes=120)
    group = groups.create_group(desk.work, new).created[0]
    (line,) = groups.list_groups(desk.work)
    assert (line.id, line.sessions, line.minutes, line.weekday) == (group, 16, 120, 3)
    assert line.site_name == "San Isidro"


@pytest.mark.parametrize(
    "wrong",
    [
        NewGroup(name="  ", start_date=START, start_minute=600),
        NewGroup(name="A", start_date=START, start_minute=600, sessions=0),
        NewGroup(name="A", start_date=START, start_minute=600, sessions=1000),
        NewGroup(name="A", start_date=START, start_minute=1440),
        NewGroup(name="A", start_date=START, start_minute=600, minutes=0),
    ],
)
def test_a_group_that_makes_no_sense_is_refused_and_nothing_is_written(desk, wrong) -> None:
    with pytest.raises(BadForm):
        groups.create_group(desk.work, wrong)
    assert groups.list_groups(desk.work) == []


def test_undo_takes_a_whole_new_group_back(desk, course) -> None:
    made = groups.create_group(desk.work, NewGroup(name="B", start_date=START, start_minute=0))
    history.undo(desk.work, made)
    assert [line.id for line in groups.list_groups(desk.work)] == [course.group]
    with pytest.raises(NotFound):
        groups.get_group(desk.work, made.created[0])


def test_the_list_says_how_far_a_group_has_come(desk, course) -> None:
    attendance.finish(desk.work, course.sessions[0])
    groups.skip_session(desk.work, course.sessions[1], SkipReason.HARVEST)
    (line,) = groups.list_groups(desk.work)
    assert (line.people, line.held, line.sessions) == (8, 1, 25)
    assert (line.next_session, line.next_date) == (course.sessions[2], START + 2 * WEEK)
    assert (line.facilitators, line.place) == ("Colibrí", "Casa Comunal")


def test_a_skipped_meeting_keeps_its_number_and_moves_nothing(desk, course) -> None:
    before = dates(desk, course)
    groups.skip_session(desk.work, course.sessions[3], SkipReason.HOLIDAY, "fiesta patronal")
    line = meetings(desk, course)[3]
    assert (line.ordinal, line.state) == (4, SessionState.SKIPPED)
    assert (line.skip_reason, line.skip_note) == (SkipReason.HOLIDAY, "fiesta patronal")
    assert dates(desk, course) == before
    groups.unskip_session(desk.work, course.sessions[3])
    line = meetings(desk, course)[3]
    assert (line.state, line.skip_reason) == (SessionState.PLANNED, None)


def test_shifting_moves_this_and_the_later_meetings_a_week_and_leaves_the_held(
    desk, course
) -> None:
    attendance.finish(desk.work, course.sessions[0])
    groups.skip_session(desk.work, course.sessions[4], SkipReason.HOLIDAY)
    before = dates(desk, course)
    changes = groups.skip_and_shift(desk.work, course.sessions[2], SkipReason.ROAD, "río crecido")
    after = dates(desk, course)
    assert {n: after[n] for n in (1, 2, 5)} == {n: before[n] for n in (1, 2, 5)}
    assert after[3] == before[3] + WEEK
    assert after[4] == before[4] + 2 * WEEK, "jumps over the holiday"
    assert [after[n] for n in range(6, 26)] == [before[n] + WEEK for n in range(6, 26)]
    assert len(set(after.values())) == 25
    moved = next(line for line in meetings(desk, course) if line.ordinal == 3)
    assert (moved.state, moved.skip_reason) == (SessionState.PLANNED, SkipReason.ROAD)
    history.undo(desk.work, changes)
    assert dates(desk, course) == before


def test_one_meeting_moves_alone(desk, course) -> None:
    before = dates(desk, course)
    groups.move_session(desk.work, course.sessions[5], before[6] + DAY, start_minute=9 * 60)
    assert dates(desk, course) == before | {6: before[6] + DAY}
    sheet = attendance.sheet(desk.work, course.sessions[5])
    assert (sheet.start_minute, sheet.minutes) == (540, 150)


def test_a_meeting_with_a_list_cannot_be_skipped_away(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    marked = attendance.mark(desk.work, session, luna, AttendanceState.PRESENT)
    with pytest.raises(SessionStarted):
        groups.skip_session(desk.work, session, SkipReason.ROAD)
    with pytest.raises(SessionStarted):
        groups.skip_and_shift(desk.work, session, SkipReason.ROAD)
    attendance.finish(desk.work, session)
    for change in (
        lambda: groups.skip_session(desk.work, session, SkipReason.ROAD),
        lambda: groups.move_session(desk.work, session, START + DAY),
        lambda: groups.unskip_session(desk.work, session),
    ):
        with pytest.raises(SessionClosed):
            change()
    attendance.reopen(desk.work, session)
    history.undo(desk.work, marked)
    groups.skip_session(desk.work, session, SkipReason.ROAD)


def test_somebody_can_leave_and_come_back(desk, course) -> None:
    luna = course.people[0]
    groups.leave_group(desk.work, course.group, luna, "trabajo")
    assert "Luna" not in [p.nickname for p in groups.get_group(desk.work, course.group).people]
    with pytest.raises(NotEnrolled):
        groups.leave_group(desk.work, course.group, luna)
    groups.add_to_group(desk.work, course.group, [luna])
    people = groups.get_group(desk.work, course.group).people
    assert ("Luna", EnrolmentState.ACTIVE) in [(p.nickname, p.state) for p in people]


def test_adding_somebody_who_is_in_already_changes_nothing(desk, course) -> None:
    assert not groups.add_to_group(desk.work, course.group, course.people, since=START)


def test_only_known_people_enter_a_known_group(desk, course) -> None:
    with pytest.raises(NotFound):
        groups.add_to_group(desk.work, course.group, [bytes(16)])
    with pytest.raises(NotFound):
        groups.add_to_group(desk.work, bytes(16), course.people)


def test_present_and_marked_are_counted_by_meeting(desk, course) -> None:
    states = [AttendanceState.PRESENT, AttendanceState.LATE, AttendanceState.ABSENT]
    for person, state in zip(course.people, states, strict=False):
        attendance.mark(desk.work, course.sessions[0], person, state)
    line = meetings(desk, course)[0]
    assert (line.present, line.marked) == (2, 3)


def test_the_team_of_one_stream_is_listed_without_the_other(desk, mens_desk) -> None:
    groups.add_member(desk.work, "Ñandú")
    groups.add_member(desk.work, "Nube")
    assert [m.nickname for m in groups.list_members(desk.work)] == ["Colibrí", "Nube", "Ñandú"]
    assert [m.nickname for m in groups.list_members(mens_desk.work)] == ["Barro"]
    with pytest.raises(BadForm):
        groups.add_member(desk.work, " ")


def test_somebody_who_is_away_is_not_on_the_sheet_and_comes_back(desk, course) -> None:
    luna = course.people[0]
    groups.pause_in_group(desk.work, course.group, luna, "cosecha", START)
    lines = attendance.sheet(desk.work, course.sessions[0]).lines
    assert luna not in [line.participant for line in lines]
    people = groups.get_group(desk.work, course.group).people
    assert ("Luna", EnrolmentState.PAUSED) in [(p.nickname, p.state) for p in people]
    groups.add_to_group(desk.work, course.group, [luna])
    lines = attendance.sheet(desk.work, course.sessions[0]).lines
    assert luna in [line.participant for line in lines]


def test_changing_who_leads_a_group_does_not_rewrite_the_meetings_held(desk, course) -> None:
    encina = groups.add_member(desk.work, "Encina").created[0]
    attendance.finish(desk.work, course.sessions[0])
    edit = GroupEdit("Grupo Ceiba", place="Biblioteca", facilitator=encina)
    groups.edit_group(desk.work, course.group, edit)
    assert attendance.sheet(desk.work, course.sessions[0]).lead == "Colibrí"
    sheet = attendance.sheet(desk.work, course.sessions[1])
    assert (sheet.group_name, sheet.place, sheet.lead) == ("Grupo Ceiba", "Biblioteca", "Encina")
    assert not groups.edit_group(desk.work, course.group, edit), "nothing differs"
    with pytest.raises(BadForm):
        groups.edit_group(desk.work, course.group, GroupEdit(" "))


def test_a_closed_group_goes_last(desk, course) -> None:
    new = NewGroup(name="Zapote", start_date=START, start_minute=600)
    groups.create_group(desk.work, new)
    closing_group.close(desk, course.group, START)
    lines = groups.list_groups(desk.work)
    assert [(line.name, line.closed) for line in lines] == [
        ("Zapote", False),
        ("Grupo Jacaranda", True),
    ]


def test_a_course_at_the_end_of_the_calendar_is_refused_and_stays_as_it_was(desk) -> None:
    last = date.max - 2 * WEEK
    with pytest.raises(BadForm):
        groups.create_group(desk.work, NewGroup(name="Lejos", start_date=last, start_minute=600))
    new = NewGroup(name="Lejos", start_date=last, start_minute=600, sessions=3)
    group = groups.create_group(desk.work, new).created[0]
    before = groups.get_group(desk.work, group)
    with pytest.raises(BadForm):
        groups.skip_and_shift(desk.work, before.sessions[0].id, SkipReason.HOLIDAY)
    assert groups.get_group(desk.work, group) == before
