"""One calendar on two laptops: both took a day with no signal, and then they met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.programme.schema import GROUP, SESSION
from desktop.programme.vocabulary import SessionState
from desktop.services import rooms
from desktop.services.bookings import meetings_from
from desktop.services.rooms import Clash, Taken
from tests.desktop.services.meeting_places import FIRST, WEEK, a_group, a_venue, calendar, move
from tests.sync.client.conftest import Laptop, Programme

TODAY = date(2026, 10, 1)
SECOND, THIRD = FIRST + WEEK, FIRST + WEEK * 2


@pytest.fixture
def his(met: tuple[Laptop, Laptop], programme: Programme) -> Laptop:
    """The first laptop, at which the men's facilitator sits now."""
    met[0].reopen(programme.man)
    return met[0]


@pytest.fixture
def hers(met: tuple[Laptop, Laptop]) -> Laptop:
    """The second laptop, of the women's groups."""
    return met[1]


def meet(*laptops: Laptop) -> None:
    """A stick goes back and forth, until nobody has anything new."""
    for _round in range(2):
        for laptop in laptops:
            laptop.seal()
            for other in laptops:
                if other is not laptop:
                    other.put(*laptop.outbox().values())
                    assert not other.take_in().put_aside


def by_side(*laptops: Laptop) -> Iterator[tuple[Clash, ...]]:
    for laptop in laptops:
        yield rooms.clashes(laptop.desk, TODAY)


def test_a_day_that_both_took_belongs_to_one_and_the_other_is_asked_to_move(
    his: Laptop, hers: Laptop
) -> None:
    venue = a_venue(hers.desk)
    assert a_venue(his.desk) == venue
    groups = {id(each): a_group(each.desk, venue, 1) for each in (his, hers)}
    for each in (his, hers):
        rooms.settle(each.desk, TODAY)
        assert rooms.clashes(each.desk, TODAY) == ()
    meet(his, hers)
    assert calendar(his.desk) == calendar(hers.desk)
    assert sorted(map(len, by_side(his, hers))) == [0, 1]
    stays, goes = sorted((his, hers), key=lambda one: len(rooms.clashes(one.desk, TODAY)))
    holder = calendar(stays.desk)[FIRST]
    for each in (goes, stays):
        rooms.settle(each.desk, TODAY)
        assert calendar(each.desk)[FIRST] == holder
    move(goes.desk, groups[id(goes)], 1, SECOND)
    rooms.settle(goes.desk, TODAY)
    meet(his, hers)
    assert list(by_side(his, hers)) == [(), ()]
    for each in (his, hers):
        assert not rooms.settle(each.desk, TODAY)
        assert sorted(calendar(each.desk)) == [FIRST, SECOND]
    assert rooms.taken(stays.desk, venue, [FIRST, SECOND]) == {
        FIRST: Taken.OURS,
        SECOND: Taken.OTHERS,
    }


def test_when_who_keeps_the_day_leaves_it_the_other_takes_it(his: Laptop, hers: Laptop) -> None:
    venue = a_venue(hers.desk)
    a_venue(his.desk)
    groups = {id(each): a_group(each.desk, venue, 1) for each in (his, hers)}
    for each in (his, hers):
        rooms.settle(each.desk, TODAY)
    meet(his, hers)
    stays, goes = sorted((his, hers), key=lambda one: len(rooms.clashes(one.desk, TODAY)))
    with stays.work.write() as journal:
        journal.record(SESSION.child(groups[id(stays)], 1, state=SessionState.SKIPPED))
    rooms.settle(stays.desk, TODAY)
    meet(his, hers)
    rooms.settle(goes.desk, TODAY)
    meet(his, hers)
    assert list(by_side(his, hers)) == [(), ()]
    assert rooms.taken(stays.desk, venue, [FIRST]) == {FIRST: Taken.OTHERS}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 1), st.integers(1, 2), st.integers(0, 3)),
        st.just("they meet"),
    ),
    min_size=2,
    max_size=7,
)


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_was_done_without_signal_each_day_belongs_to_one_and_both_say_so(
    his: Laptop, hers: Laptop, steps: list[tuple[int, int, int] | str]
) -> None:
    both = (his, hers)
    venue, _same = (a_venue(each.desk) for each in both)
    groups = [a_group(each.desk, venue, 2) for each in both]
    for step in steps:
        if isinstance(step, str):
            meet(*both)
            continue
        side, ordinal, week = step
        move(both[side].desk, groups[side], ordinal, FIRST + WEEK * week)
        rooms.settle(both[side].desk, TODAY)
    for _until_quiet in range(3):
        meet(*both)
        for each in both:
            rooms.settle(each.desk, TODAY)
    meet(*both)
    assert not any(rooms.settle(each.desk, TODAY) for each in both)
    assert calendar(his.desk) == calendar(hers.desk)
    wanted = [{one.date for one in meetings_from(each.work, TODAY) if one.venue} for each in both]
    clashing = [{clash.date for clash in found} for found in by_side(*both)]
    assert not clashing[0] & clashing[1]
    assert clashing[0] | clashing[1] == wanted[0] & wanted[1]
    assert calendar(his.desk).keys() == wanted[0] | wanted[1]
    for each, group in zip(both, groups, strict=True):
        with each.work.write() as journal:
            journal.record(GROUP.of(group, deleted=True))
        rooms.settle(each.desk, TODAY)


def test_the_same_group_on_two_laptops_takes_its_days_once_and_disputes_nothing(
    met: tuple[Laptop, Laptop],
) -> None:
    one, other = met
    venue = a_venue(one.desk)
    group = a_group(one.desk, venue)
    meet(one, other)
    for each in met:
        assert rooms.settle(each.desk, TODAY)
    meet(one, other)
    for each in met:
        assert rooms.clashes(each.desk, TODAY) == ()
        assert rooms.taken(each.desk, venue, [FIRST], but_group=group) == {}
        assert not rooms.settle(each.desk, TODAY)


def test_a_laptop_that_has_not_heard_of_a_move_does_not_give_the_new_day_away(
    met: tuple[Laptop, Laptop],
) -> None:
    """The calendar came, the women's records did not."""
    one, other = met
    venue = a_venue(one.desk)
    group = a_group(one.desk, venue, 1)
    rooms.settle(one.desk, TODAY)
    meet(one, other)
    rooms.settle(other.desk, TODAY)
    move(one.desk, group, 1, THIRD)
    rooms.settle(one.desk, TODAY)
    one.seal()
    shared = one.desk.shared
    assert shared is not None
    with shared.read() as connection:
        of_the_calendar = [
            bytes(row[0]) for row in connection.exec_driver_sql("SELECT bytes FROM batch")
        ]
    other.put(*of_the_calendar)
    other.take_in()
    assert sorted(calendar(other.desk)) == [THIRD]
    rooms.settle(other.desk, TODAY)
    assert sorted(calendar(other.desk)) == [FIRST, THIRD]
    meet(one, other)
    rooms.settle(other.desk, TODAY)
    assert sorted(calendar(other.desk)) == [THIRD]
