from __future__ import annotations

from desktop.programme.roles import Role
from desktop.programme.vocabulary import SkipReason
from desktop.services import attendance, counts, groups, team
from tests.sync.client.conftest import FIRST_MEETING, Course, Laptop


def test_told_counts_arrive_on_another_laptop_as_they_were_told(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    attendance.finish(first.work, course.sessions[0])
    groups.skip_session(first.work, course.sessions[1], SkipReason.ROAD)
    counts.publish(first.desk, FIRST_MEETING)
    assert first.desk.shared is not None
    assert second.desk.shared is not None
    told = counts.published(first.desk.shared)
    assert len(told) == 1
    first.seal()
    second.put(*first.outbox().values())
    taken = second.take_in()
    assert not taken.put_aside
    assert counts.published(second.desk.shared) == told


def test_two_laptops_that_tell_one_month_make_one_line(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    attendance.finish(first.work, course.sessions[0])
    first.seal()
    second.put(*first.outbox().values())
    second.take_in()
    team.make_coordinator(first.folder, first.desk, second.desk.me)
    first.seal()
    second.put(*first.outbox().values())
    second.take_in()
    second.reopen()
    for laptop in met:
        counts.publish(laptop.desk, FIRST_MEETING)
        laptop.seal()
    first.put(*second.outbox().values())
    second.put(*first.outbox().values())
    for laptop in met:
        laptop.take_in()
        assert laptop.desk.shared is not None
        assert len(counts.published(laptop.desk.shared)) == 1
    assert first.desk.shared is not None
    assert second.desk.shared is not None
    assert counts.published(first.desk.shared) == counts.published(second.desk.shared)


def test_figures_that_no_coordinator_signed_are_not_shown(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    attendance.finish(second.work, course.sessions[0])
    second.desk.role = Role.COORDINATOR  # as a tampered program would have it
    counts.publish(second.desk, FIRST_MEETING)
    second.seal()
    first.put(*second.outbox().values())
    assert not first.take_in().put_aside
    for laptop in met:
        assert laptop.desk.shared is not None
        with laptop.desk.shared.read() as connection:
            told = connection.exec_driver_sql("SELECT count(*) FROM counts").scalar()
        assert told == 1
        assert counts.published(laptop.desk.shared) == ()
