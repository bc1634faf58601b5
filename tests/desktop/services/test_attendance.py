"""Attendance keeps its promises on a real encrypted vault."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.changes import Changes
from desktop.journal.receive import receive
from desktop.programme.schema import ATTENDANCE, SESSION
from desktop.programme.vocabulary import AttendanceState, SessionState, SkipReason
from desktop.services import attendance, groups, history, people
from desktop.services.entrance import Desk
from desktop.services.people import PersonForm
from desktop.services.refusals import NotEnrolled, NotFound, SessionClosed, SessionSkipped
from desktop.services.today import today
from sync.batch.operation import ChildOf, Clock, Joining, Operation, record_id

ABSENT, EXCUSED = AttendanceState.ABSENT, AttendanceState.EXCUSED
LATE, PRESENT = AttendanceState.LATE, AttendanceState.PRESENT


def states(desk: Desk, session: bytes) -> dict[str, AttendanceState | None]:
    return {line.nickname: line.state for line in attendance.sheet(desk.work, session).lines}


def test_the_sheet_is_in_spanish_order_and_marking_does_not_move_a_row(desk, course) -> None:
    session = course.sessions[0]
    before = [line.nickname for line in attendance.sheet(desk.work, session).lines]
    assert before == ["Brisa", "Ceiba", "Flor", "Luna", "Maíz", "Nube", "Río", "Sol"]
    attendance.mark(desk.work, session, course.people[3], PRESENT)
    assert [line.nickname for line in attendance.sheet(desk.work, session).lines] == before


def test_the_sheet_says_where_and_when_and_who_leads(desk, course) -> None:
    sheet = attendance.sheet(desk.work, course.sessions[6])
    assert (sheet.group_name, sheet.ordinal, sheet.sessions) == ("Grupo Jacaranda", 7, 25)
    assert (sheet.theme, sheet.place) == ("Autonomía y toma de decisiones", "Casa Comunal")
    assert (sheet.date.isoformat(), sheet.start_minute, sheet.minutes) == ("2026-11-19", 960, 150)
    assert (sheet.lead, sheet.colead, sheet.state) == ("Colibrí", "", SessionState.PLANNED)


def test_the_sheet_shows_no_name_and_no_history(desk, course) -> None:
    line = attendance.sheet(desk.work, course.sessions[0]).lines[0]
    assert set(line.__slots__) == {
        "participant",
        "folio",
        "nickname",
        "state",
        "detail",
        "note",
        "conflict",
    }


def test_a_mark_can_be_changed_and_cleared(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, luna, LATE, 15)
    line = next(n for n in attendance.sheet(desk.work, session).lines if n.nickname == "Luna")
    assert (line.state, line.detail, line.conflict) == (LATE, 15, False)
    attendance.mark(desk.work, session, luna, PRESENT, 15)
    line = next(n for n in attendance.sheet(desk.work, session).lines if n.nickname == "Luna")
    assert (line.state, line.detail) == (PRESENT, None)
    attendance.mark(desk.work, session, luna, None)
    assert states(desk, session)["Luna"] is None


def test_a_mark_tells_the_pages_of_its_session_and_its_person(desk, course) -> None:
    changes = attendance.mark(desk.work, course.sessions[0], course.people[0], PRESENT)
    assert changes.touches(ATTENDANCE.number, course.sessions[0])
    assert changes.touches(ATTENDANCE.number, course.people[0])
    assert not changes.touches(ATTENDANCE.number, course.sessions[1])


def test_undo_brings_back_the_mark_before_and_can_itself_be_undone(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, luna, PRESENT)
    changed = attendance.mark(desk.work, session, luna, ABSENT)
    undone = history.undo(desk.work, changed)
    assert states(desk, session)["Luna"] is PRESENT
    history.undo(desk.work, undone)
    assert states(desk, session)["Luna"] is ABSENT


def test_undo_leaves_what_was_changed_since(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    first = attendance.mark(desk.work, session, luna, PRESENT)
    attendance.mark(desk.work, session, luna, LATE, 5)
    assert not history.undo(desk.work, first)
    assert states(desk, session)["Luna"] is LATE


def test_an_ended_meeting_refuses_marks_until_it_is_reopened(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.finish(desk.work, session)
    with pytest.raises(SessionClosed):
        attendance.mark(desk.work, session, luna, PRESENT)
    attendance.reopen(desk.work, session)
    attendance.mark(desk.work, session, luna, PRESENT)
    assert states(desk, session)["Luna"] is PRESENT


def test_a_skipped_meeting_refuses_marks_and_cannot_be_ended(desk, course) -> None:
    session = course.sessions[0]
    groups.skip_session(desk.work, session, SkipReason.ROAD)
    with pytest.raises(SessionSkipped):
        attendance.mark(desk.work, session, course.people[0], PRESENT)
    with pytest.raises(SessionSkipped):
        attendance.finish(desk.work, session)


def test_ending_a_meeting_invents_no_absence(desk, course) -> None:
    session = course.sessions[0]
    attendance.mark(desk.work, session, course.people[0], PRESENT)
    attendance.finish(desk.work, session)
    sheet = attendance.sheet(desk.work, session)
    assert sheet.state is SessionState.HELD
    assert sheet.marked == 1
    assert sum(line.state is None for line in sheet.lines) == 7


def test_who_led_a_meeting_is_settled_when_it_ends(desk, course) -> None:
    colibri = groups.list_members(desk.work)[0].id
    ceiba = groups.add_member(desk.work, "Encina").created[0]
    attendance.set_facilitators(desk.work, course.sessions[0], ceiba, colibri)
    attendance.finish(desk.work, course.sessions[0])
    attendance.finish(desk.work, course.sessions[1])
    led = attendance.sheet(desk.work, course.sessions[0])
    assert (led.lead, led.colead) == ("Encina", "Colibrí")
    assert attendance.sheet(desk.work, course.sessions[1]).lead == "Colibrí"


def test_somebody_who_is_not_in_the_group_cannot_be_marked(desk, course) -> None:
    stranger = people.add_person(desk.work, PersonForm()).created[0]
    with pytest.raises(NotEnrolled):
        attendance.mark(desk.work, course.sessions[0], stranger, PRESENT)
    with pytest.raises(NotFound):
        attendance.mark(desk.work, bytes(16), course.people[0], PRESENT)


def test_somebody_who_left_keeps_the_marks_and_their_correction(desk, course) -> None:
    held, later, luna = course.sessions[0], course.sessions[1], course.people[0]
    attendance.mark(desk.work, held, luna, PRESENT)
    groups.leave_group(desk.work, course.group, luna, "se mudó")
    assert states(desk, held)["Luna"] is PRESENT
    assert "Luna" not in states(desk, later)
    attendance.mark(desk.work, held, luna, LATE, 10)
    assert states(desk, held)["Luna"] is LATE
    with pytest.raises(NotEnrolled):
        attendance.mark(desk.work, later, luna, PRESENT)


def test_a_note_stays_beside_the_mark_and_can_be_removed(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, luna, EXCUSED)
    attendance.finish(desk.work, session)
    attendance.write_note(desk.work, session, luna, "  avisó por su hermana  ")
    line = next(n for n in attendance.sheet(desk.work, session).lines if n.nickname == "Luna")
    assert (line.state, line.note) == (EXCUSED, "avisó por su hermana")
    attendance.write_note(desk.work, session, luna, "")
    line = next(n for n in attendance.sheet(desk.work, session).lines if n.nickname == "Luna")
    assert line.note == ""


def arrives_from_another_laptop(desk, session, person, state, seq=1, replaces=()) -> Changes:
    """What `receive` gets when somebody else marked this person."""
    origin = Joining(session, person)
    other = Operation(
        chain=b"another laptop's",
        seq=seq,
        lamport=10_000 * seq,
        author=b"someone else 16b",
        at_ms=0,
        clock=Clock(b"its boot", 0),
        kind=ATTENDANCE.number,
        record=record_id(ATTENDANCE.number, origin),
        fields={1: (int(state), None)},
        replaces=replaces,
    )
    return receive(desk.work, other.chain, desk.work.home, [other], {other.record: origin})


def test_two_people_marking_one_person_differently_is_shown_until_someone_settles_it(
    desk, course
) -> None:
    session, luna = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, luna, PRESENT)
    changes = arrives_from_another_laptop(desk, session, luna, ABSENT)
    assert changes.touches(ATTENDANCE.number, session)
    (line,) = [n for n in attendance.sheet(desk.work, session).lines if n.participant == luna]
    assert (line.state, line.conflict) == (ABSENT, True)
    attendance.mark(desk.work, session, luna, ABSENT)
    (line,) = [n for n in attendance.sheet(desk.work, session).lines if n.participant == luna]
    assert (line.state, line.conflict) == (ABSENT, False)


def test_a_mark_and_a_date_of_a_later_version_stop_nobody(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    arrives_from_another_laptop(desk, session, luna, 77)
    assert states(desk, session)["Luna"] is None
    odd = Operation(
        chain=b"a third laptop's",
        seq=1,
        lamport=20_000,
        author=b"someone else 16b",
        at_ms=0,
        clock=Clock(b"its boot", 0),
        kind=SESSION.number,
        record=course.sessions[1],
        fields={1: "2026-13-45", 2: (9, 77, None)},
    )
    origin = ChildOf(course.group, 2)
    receive(desk.work, odd.chain, desk.work.home, [odd], {odd.record: origin})
    assert len(groups.get_group(desk.work, course.group).sessions) == 24
    assert today(desk.work, datetime(2026, 10, 16)).next is not None
    groups.skip_and_shift(desk.work, course.sessions[2], SkipReason.ROAD)
    with pytest.raises(NotFound):
        attendance.sheet(desk.work, course.sessions[1])


def test_undo_never_goes_back_behind_what_somebody_else_marked(desk, course) -> None:
    session, luna = course.sessions[0], course.people[0]
    first = attendance.mark(desk.work, session, luna, PRESENT)
    ((chain, seq),) = first.undo[0].after
    arrives_from_another_laptop(
        desk, session, luna, EXCUSED, replaces=((bytes.fromhex(chain), seq),)
    )
    second = attendance.mark(desk.work, session, luna, ABSENT)
    assert history.undo(desk.work, second)
    assert states(desk, session)["Luna"] is EXCUSED
    assert not history.undo(desk.work, first)
    assert states(desk, session)["Luna"] is EXCUSED


TAPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from([*AttendanceState, None])), max_size=12
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TAPS)
def test_taking_back_every_tap_one_by_one_goes_through_every_sheet_before(
    desk, course, taps
) -> None:
    session, done = course.sessions[2], []
    sheets = [attendance.sheet(desk.work, session)]
    for who, state in taps:
        changes = attendance.mark(desk.work, session, course.people[who], state)
        if changes:
            done.append(changes)
            sheets.append(attendance.sheet(desk.work, session))
    undone = []
    while done:
        assert attendance.sheet(desk.work, session) == sheets[len(done)]
        undone.append(history.undo(desk.work, done.pop()))
        assert undone[-1]
    assert attendance.sheet(desk.work, session) == sheets[0]
    for place, changes in enumerate(reversed(undone), start=1):
        assert history.undo(desk.work, changes), "what was taken back can be done again"
        assert attendance.sheet(desk.work, session) == sheets[place]
