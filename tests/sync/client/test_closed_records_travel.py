"""What closes a record, or keeps two apart, holds while two laptops disagree."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.vocabulary import EnrolmentState, Nearness
from desktop.services import apart, closeness, groups, people
from desktop.services.apart import KeptApart
from desktop.services.closeness import RecordClosed
from desktop.services.enrolments import standings
from desktop.services.groups import NewGroup
from tests.sync.client.conftest import FIRST_MEETING, Course, Laptop
from tests.sync.client.test_two_laptops import exchange_by_stick

TODAY = date(2026, 11, 22)


def member_of(laptop: Laptop) -> bytes:
    account = laptop.work.account.card.id.hex()
    return next(each.id for each in groups.list_members(laptop.work) if each.account == account)


@pytest.mark.parametrize("ends_last", [True, False])
def test_a_record_stays_closed_while_one_laptop_says_so(
    met: tuple[Laptop, Laptop], course: Course, ends_last: bool
) -> None:
    first, second = met
    person, who = course.people[0], member_of(second)
    closeness.declare(first.work, person, who, Nearness.FAMILY, TODAY)
    exchange_by_stick(first, second)
    acts = [
        lambda: closeness.declare(second.work, course.people[1], who, Nearness.FAMILY, TODAY),
        lambda: closeness.end(first.desk, person, who),
    ]
    for act in acts if ends_last else reversed(acts):
        act()
    # The second laptop renews what the first one ends, knowing nothing of it.
    with second.work.write() as journal:
        journal.record(
            closeness.CLOSENESS.pair(
                person, who, relation=Nearness.NEIGHBOUR, declared_on="2026-11-23", ended=False
            )
        )
    exchange_by_stick(first, second)
    with pytest.raises(RecordClosed):
        people.get_person(second.work, person)
    assert people.get_person(first.work, person).nickname
    closeness.end(first.desk, person, who)
    exchange_by_stick(first, second)
    assert people.get_person(second.work, person).nickname


def test_two_are_kept_apart_while_one_laptop_says_so(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two = course.people[:2]
    apart.keep(first.work, one, two, TODAY)
    exchange_by_stick(first, second)
    apart.end(first.desk, one, two)
    apart.keep(second.work, two, one, date(2026, 11, 23))
    exchange_by_stick(first, second)
    assert first.tables() == second.tables()
    group = groups.create_group(first.work, NewGroup("Encino", FIRST_MEETING, 960)).created[0]
    with pytest.raises(KeptApart):
        groups.add_to_group(first.work, group, [one, two])


def test_two_whom_a_merge_put_together_are_told_to_the_coordinator(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    one, two = course.people[:2]
    group = groups.create_group(first.work, NewGroup("Encino", FIRST_MEETING, 960)).created[0]
    exchange_by_stick(first, second)
    groups.leave_group(first.work, course.group, two)
    exchange_by_stick(first, second)
    groups.add_to_group(first.work, group, [one])
    apart.keep(first.work, one, two, TODAY)
    groups.add_to_group(second.work, group, [two])
    exchange_by_stick(first, second)
    with first.work.read() as connection:
        there = standings(connection, group)
    assert {there[one], there[two]} == {EnrolmentState.ACTIVE}
    assert [each.group for each in apart.on_today(first.desk, TODAY)] == [group]
