"""The history of a mark tells both authors after a merge, the same on both laptops."""

from __future__ import annotations

from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, record_history
from desktop.services.record_history import MarkVersion
from tests.sync.client.conftest import ABSENT, PRESENT, Course, Laptop
from tests.sync.client.test_two_laptops import exchange_by_stick

LATE = AttendanceState.LATE


def test_two_authors_are_named_and_both_versions_stand_until_one_is_chosen(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    second.clock.ms += 60_000
    session, person = course.sessions[1], course.people[0]
    attendance.mark(first.work, session, person, PRESENT)
    attendance.mark(second.work, session, person, ABSENT)
    exchange_by_stick(first, second)

    def told(laptop: Laptop) -> tuple[MarkVersion, ...]:
        return record_history.of_mark(laptop.work, session, person)

    assert told(first) == told(second)
    assert {(each.author, each.state, each.stands) for each in told(first)} == {
        ("Colibrí", PRESENT, True),
        ("Barranca", ABSENT, True),
    }
    attendance.finish(second.work, session)
    attendance.correct(second.work, session, person, LATE, 20, "Llegó después de pasar lista")
    exchange_by_stick(first, second)
    assert told(first) == told(second)
    newest, *older = told(first)
    assert newest == MarkVersion(
        "Barranca", second.clock.ms, LATE, 20, "Llegó después de pasar lista", True
    )
    assert [each.stands for each in older] == [False, False]
    assert not any(line.conflict for line in attendance.sheet(first.work, session).lines)
