"""The note of a meeting tells counts and folios, the steps that were done, and no name."""

from __future__ import annotations

from datetime import date

from desktop.programme.vocabulary import AttendanceState, IncidentSort, SessionState
from desktop.services import attendance, incidents, session_notes
from desktop.services.incidents import Happening


def test_a_note_counts_everybody_once(desk, course, programme) -> None:
    session = course.sessions[0]
    marks = (AttendanceState.PRESENT, AttendanceState.PRESENT, AttendanceState.ABSENT)
    for person, state in zip(course.people, marks, strict=False):
        attendance.mark(desk.work, session, person, state)
    attendance.head_count(desk.work, session, 2, None, 3)
    for sort in (IncidentSort.HEALTH, IncidentSort.HEALTH, IncidentSort.OTHER):
        incidents.note(
            desk.work, session, Happening(sort, date(2026, 10, 8), note="algo que nadie imprime")
        )
    attendance.finish(desk.work, session)
    note = session_notes.session_note(desk, programme.folder, session)
    assert note.marks == {AttendanceState.PRESENT: 2, AttendanceState.ABSENT: 1}
    assert note.unmarked == 5
    assert sum(map(len, note.folios.values())) == 3
    assert (note.visitors, note.interpreters, note.children, note.shown) == (2, None, 3, 0)
    assert note.incidents == {IncidentSort.HEALTH: 2, IncidentSort.OTHER: 1}
    assert (note.state, note.ordinal, note.replaces) == (SessionState.HELD, 1, None)
    assert "algo que nadie imprime" not in repr(note)


def test_the_steps_of_the_plan_are_told_with_what_was_done(desk, course, programme) -> None:
    from desktop.programme.schema import GROUP, SESSION
    from tests.e2e.some_course import offered_and_draft

    offered, _draft = offered_and_draft(desk)
    with desk.work.write() as journal:
        journal.record(
            GROUP.of(course.group, course=offered), SESSION.of(course.sessions[1], done_steps="1")
        )
    note = session_notes.session_note(desk, programme.folder, course.sessions[1])
    assert [done for _title, done in note.steps][:2] == [True, False]
    assert all(title for title, _done in note.steps)
