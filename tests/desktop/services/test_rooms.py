"""Women's and men's groups never share a place on a day, and the calendar tells neither from
the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.journal import meta
from desktop.programme.schema import GROUP, SESSION
from desktop.programme.vocabulary import SessionState
from desktop.records.tables import TABLES
from desktop.services import rooms
from desktop.services.bookings import meetings_from
from desktop.services.entrance import Desk, sit_down
from desktop.services.rooms import Taken, VenueTaken
from desktop.trouble import Trouble
from tests.desktop.services.conftest import Programme, StillClock, at
from tests.desktop.services.killing import in_a_process
from tests.desktop.services.meeting_places import (
    FIRST,
    WEEK,
    OneChair,
    a_group,
    a_venue,
    calendar,
    move,
    shared_of,
)

TODAY = date(2026, 10, 1)
SECOND, THIRD = FIRST + WEEK, FIRST + WEEK * 2
DAYS = (FIRST, SECOND, THIRD)


@pytest.fixture
def chair(laptop: Path, programme: Programme, clock: StillClock) -> Iterator[OneChair]:
    """Her laptop, which is his on other days."""
    accounts = {"her": at(laptop, programme.women), "him": at(laptop, programme.men)}
    made = OneChair(laptop, accounts, clock)
    yield made
    made.leave()


def test_a_day_that_one_programme_asked_for_is_taken_for_the_other(chair: OneChair) -> None:
    venue = a_venue(chair("her"))
    a_group(chair("her"), venue)
    rooms.settle(chair("her"), TODAY)
    before = calendar(chair("her"))
    assert rooms.taken(chair("him"), venue, DAYS) == dict.fromkeys(DAYS, Taken.OTHERS)
    his = a_group(chair("him"), venue)
    assert not rooms.settle(chair("him"), TODAY)
    assert calendar(chair("him")) == before
    clashes = rooms.clashes(chair("him"), TODAY)
    assert [clash.date for clash in clashes] == list(DAYS)
    assert (clashes[0].group, clashes[0].venue_name) == (his, "Casa Comunal")
    assert rooms.clashes(chair("her"), TODAY) == ()


def test_two_groups_of_one_programme_may_share_a_place_on_a_day(desk: Desk) -> None:
    venue = a_venue(desk)
    one, other = a_group(desk, venue), a_group(desk, venue, 2, "Sauce")
    rooms.settle(desk, TODAY)
    assert rooms.clashes(desk, TODAY) == ()
    assert rooms.taken(desk, venue, DAYS, but_group=other) == dict.fromkeys(DAYS, Taken.OURS)
    assert rooms.taken(desk, venue, DAYS, but_group=one) == dict.fromkeys(DAYS[:2], Taken.OURS)


def test_when_one_of_two_that_share_a_day_moves_the_other_keeps_it(chair: OneChair) -> None:
    venue = a_venue(chair("her"))
    groups = a_group(chair("her"), venue, 1), a_group(chair("her"), venue, 1, "Sauce")
    rooms.settle(chair("her"), TODAY)
    for group in groups:
        assert rooms.taken(chair("him"), venue, [FIRST])
        move(chair("her"), group, 1, THIRD)
        rooms.settle(chair("her"), TODAY)
    assert not rooms.taken(chair("him"), venue, [FIRST])
    assert rooms.taken(chair("him"), venue, [THIRD])


def test_a_group_does_not_stand_in_its_own_way(desk: Desk) -> None:
    venue = a_venue(desk)
    group = a_group(desk, venue)
    rooms.settle(desk, TODAY)
    assert rooms.taken(desk, venue, DAYS, but_group=group) == {}


def test_a_day_that_a_group_leaves_is_free_for_the_other_programme(chair: OneChair) -> None:
    desk = chair("her")
    venue = a_venue(desk)
    group = a_group(desk, venue)
    rooms.settle(desk, TODAY)
    move(desk, group, 2, SECOND + WEEK * 5)
    with desk.work.write() as journal:
        journal.record(SESSION.child(group, 3, state=SessionState.SKIPPED))
    rooms.settle(desk, TODAY)
    assert rooms.taken(chair("him"), venue, [*DAYS, SECOND + WEEK * 5]) == {
        FIRST: Taken.OTHERS,
        SECOND + WEEK * 5: Taken.OTHERS,
    }


@pytest.mark.parametrize("end", [{"closed": True}, {"deleted": True}, {"venue": None}])
def test_a_group_that_meets_there_no_more_gives_its_days_back(
    chair: OneChair, end: dict[str, object]
) -> None:
    desk = chair("her")
    venue = a_venue(desk)
    group = a_group(desk, venue)
    rooms.settle(desk, TODAY)
    with desk.work.write() as journal:
        journal.record(GROUP.of(group, **end))
    rooms.settle(desk, TODAY)
    assert not rooms.taken(chair("him"), venue, DAYS)


def test_one_meeting_elsewhere_frees_that_day_alone(desk: Desk) -> None:
    venue, other = a_venue(desk), a_venue(desk, "Escuela")
    group = a_group(desk, venue)
    with desk.work.write() as journal:
        journal.record(SESSION.child(group, 1, place="Escuela", venue=other))
        journal.record(SESSION.child(group, 2, place="bajo el árbol", venue=None))
    rooms.settle(desk, TODAY)
    assert sorted(calendar(desk)) == [FIRST, THIRD]
    assert rooms.taken(desk, other, DAYS) == {FIRST: Taken.OURS}


def test_settling_again_changes_nothing_and_past_days_are_left(desk: Desk) -> None:
    venue = a_venue(desk)
    group = a_group(desk, venue)
    assert rooms.settle(desk, TODAY)
    assert not rooms.settle(desk, TODAY)
    move(desk, group, 1, FIRST + WEEK * 9)
    rooms.settle(desk, SECOND)
    assert sorted(calendar(desk)) == [*DAYS, FIRST + WEEK * 9]


def test_a_clock_that_was_far_ahead_once_leaves_no_day_taken_for_ever(desk: Desk) -> None:
    venue = a_venue(desk)
    group = a_group(desk, venue)
    rooms.settle(desk, TODAY)
    rooms.settle(desk, date(2050, 1, 1))
    move(desk, group, 2, FIRST + WEEK * 7)
    rooms.settle(desk, TODAY)
    assert sorted(calendar(desk)) == [FIRST, THIRD, FIRST + WEEK * 7]


def test_without_the_shared_vault_settling_waits_and_asking_says_so(desk: Desk) -> None:
    venue, shared = a_venue(desk), desk.shared
    a_group(desk, venue)
    desk.shared = None
    assert not rooms.settle(desk, TODAY)
    assert rooms.clashes(desk, TODAY) == ()
    with pytest.raises(Trouble):
        rooms.taken(desk, venue, DAYS)
    desk.shared = shared
    assert rooms.settle(desk, TODAY)


def test_a_kill_between_the_two_vaults_is_made_good_by_the_next_settling(
    laptop, programme: Programme, clock: StillClock
) -> None:
    women = at(laptop, programme.women)

    def prepare(prior: int) -> None:
        desk = sit_down(laptop, women, clock)
        venue = a_venue(desk)
        with desk.work.read() as connection:
            found = connection.exec_driver_sql("SELECT id FROM grp").scalar()
        group = bytes(found) if found else a_group(desk, venue)
        rooms.settle(desk, TODAY)
        move(desk, group, 2, SECOND + WEEK * prior)
        desk.close()

    def settle() -> None:
        desk = sit_down(laptop, women, clock)
        rooms.settle(desk, TODAY)
        desk.close()

    for kill_after_shared in (False, True):
        prior = 5 + kill_after_shared
        prepare(prior)
        _killed_between(settle, kill_after_shared)
        # Moved on once more before anybody settles: the day in between is not forgotten.
        prepare(prior + 3)
        settle()
        desk = sit_down(laptop, women, clock)
        assert sorted(calendar(desk)) == sorted([FIRST, THIRD, SECOND + WEEK * (prior + 3)])
        desk.close()


def _killed_between(work: Callable[[], None], after_shared: bool) -> None:
    """Kill the process where it would note what it asked for, before or after the calendar."""
    import os
    import signal

    put, seen = meta.put, []

    def die(connection, name, value) -> None:
        if name == rooms._ASKED:
            seen.append(name)
            if len(seen) == 1 + after_shared:
                os.kill(os.getpid(), signal.SIGKILL)
        put(connection, name, value)

    def killed() -> None:
        meta.put = die
        work()

    assert in_a_process(killed, None) == 0


def test_rows_of_both_programmes_cannot_be_told_apart(chair: OneChair) -> None:
    names = {"her": "Encino", "him": "Sauce"}
    groups = []
    for who, name in names.items():
        groups.append(a_group(chair(who), a_venue(chair(who), f"Casa {who}"), 12, name))
        rooms.settle(chair(who), TODAY)
    with shared_of(chair("her")).read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM booking").mappings().fetchall()
        everything = repr(
            [
                connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall()  # noqa: S608
                for name in ("booking", "venue", "day_off")
            ]
        )
    assert {key for row in rows for key in row} == {
        "id", "venue", "ordinal", "holder", "deleted", "heads"
    }  # fmt: skip
    assert len(rows) == 24
    assert all(re.fullmatch("[0-9a-f]{32}", row["holder"]) for row in rows)
    assert len({row["holder"] for row in rows}) == 24
    assert len({row["holder"][:4] for row in rows}) > 20
    for told in (
        *names.values(),
        "women",
        "men",
        *(g.hex() for g in groups),
        *(repr(g) for g in groups),
    ):
        assert told not in everything


def test_the_tables_that_both_programmes_share_have_no_column_for_a_stream_or_a_group() -> None:
    for kind in (23, 24, 25):
        columns = set(TABLES[kind].columns.keys())
        assert not columns & {"stream", "grp", "group", "site", "space", "session"}


def test_a_place_written_twice_is_one_place(chair: OneChair) -> None:
    one = rooms.add_venue(shared_of(chair("her")), "Casa Comunal", "Comala").created
    shared = shared_of(chair("him"))
    assert rooms.add_venue(shared, "  casa COMUNAL ", "cómala").created == one
    assert [venue.name for venue in rooms.venues(shared)] == ["Casa Comunal"]
    assert rooms.add_venue(shared, "Casa Comunal", "Colima").created != one
    assert [v.municipality for v in rooms.venues(shared, "COMALA")] == ["Comala"]


@pytest.mark.parametrize(
    ("written", "asks"),
    [
        ("Casa Comunal de Suchitlán", True),
        ("La comunal", True),
        ("Caza Comunl", True),
        ("casa comunal", False),
        ("Biblioteca", False),
    ],
)
def test_a_place_that_reads_alike_is_asked_about(desk: Desk, written: str, asks: bool) -> None:
    shared = shared_of(desk)
    rooms.add_venue(shared, "Casa Comunal", "Comala")
    assert bool(rooms.alike(shared, written, "Comala")) is asks


def test_a_place_is_retired_only_when_nobody_has_it_ahead_and_comes_back(desk: Desk) -> None:
    shared, venue = shared_of(desk), a_venue(desk)
    a_group(desk, venue, 1)
    rooms.settle(desk, TODAY)
    with pytest.raises(VenueTaken):
        rooms.retire_venue(shared, venue, TODAY)
    rooms.retire_venue(shared, venue, SECOND)
    assert rooms.venues(shared) == []
    assert a_venue(desk) == venue
    assert len(rooms.venues(shared)) == 1


@pytest.mark.parametrize(("name", "municipality"), [("", "Comala"), ("Casa", " "), (" ", "")])
def test_a_place_has_a_name_and_a_municipality(desk: Desk, name: str, municipality: str) -> None:
    with pytest.raises(Trouble):
        rooms.add_venue(shared_of(desk), name, municipality)


STEPS = st.lists(
    st.tuples(st.booleans(), st.integers(1, 2), st.integers(0, 3)), min_size=1, max_size=8
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_moves_no_day_of_the_calendar_belongs_to_two(
    chair: OneChair, steps: list[tuple[bool, int, int]]
) -> None:
    """Who holds a day keeps it; every other meeting there is a clash on its own side."""
    groups = {}
    for who in ("her", "him"):
        venue = a_venue(chair(who))
        groups[who] = a_group(chair(who), venue, 2)
    for his, ordinal, week in steps:
        who = "him" if his else "her"
        move(chair(who), groups[who], ordinal, FIRST + WEEK * week)
        rooms.settle(chair(who), TODAY)
    chair.in_turn(lambda desk: rooms.settle(desk, TODAY))
    meeting: list[set[date]] = []
    clashing: list[set[date]] = []
    for who in groups:
        clashing.append({clash.date for clash in rooms.clashes(chair(who), TODAY)})
        meeting.append({meeting.date for meeting in meetings_from(chair(who).work, TODAY)})
    assert clashing[0] | clashing[1] == meeting[0] & meeting[1]
    assert not clashing[0] & clashing[1]
    assert calendar(chair("him")).keys() == meeting[0] | meeting[1]
    chair.in_turn(_empty)


def _empty(desk: Desk) -> None:
    with desk.work.write() as journal:
        for (group,) in journal.connection.exec_driver_sql("SELECT id FROM grp").fetchall():
            journal.record(GROUP.of(group, deleted=True))
    rooms.settle(desk, TODAY)
