"""Whatever order batches come in, the same ones are kept; a bad one stops nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.batch.keys import batch_hash
from sync.batch.reason import Reason
from sync.server.intake import Fate, Intake, Verdict
from sync.server.limits import Limits
from sync.server.opening import OpenStore, open_store
from sync.server.rosters import Rosters
from sync.server.shelf import Shelf

from .stage import Person, Programme, seed

LAPTOP = seed("laptop")[:16]
ROOMY = Limits()
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Counter:
    """A server's intake without the network around it."""

    def __init__(self, store: OpenStore, limits: Limits = ROOMY, *, demo: bool = True) -> None:
        self.store, self.limits, self.demo = store, limits, demo
        self.rosters = Rosters()

    @contextmanager
    def intake(self, programme: Programme) -> Iterator[Intake]:
        with self.store.transaction() as connection:
            yield Intake(
                programme.id,
                Shelf(connection, programme.id),
                self.rosters,
                self.limits,
                self.demo,
                1_000,
                Random(1),
            )

    def bring(self, programme: Programme, *batches: bytes) -> list[Verdict]:
        with self.intake(programme) as intake:
            return [intake.receive(data, LAPTOP) for data in batches]

    def kept(self, programme: Programme) -> set[bytes]:
        with self.store.transaction() as connection:
            shelf = Shelf(connection, programme.id)
            spaces = (bytes(16), programme.space, programme.other_space)
            return {
                data
                for space in spaces
                for data in shelf.page(space, 0, 10**9, lambda *_: False).batches
            }


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    store = open_store(tmp_path / "store")
    yield Counter(store)
    store.close()


def fates(verdicts: list[Verdict]) -> list[Fate]:
    return [verdict.fate for verdict in verdicts]


def test_the_first_roster_opens_a_programme_and_its_members_may_write(counter: Counter) -> None:
    programme = Programme()
    chain = programme.chain("a")
    verdicts = counter.bring(programme, *programme.rosters, chain.write(), chain.write())
    assert fates(verdicts) == [Fate.STORED] * 3
    assert counter.kept(programme) == {*programme.rosters, *chain.batches}


def test_a_batch_that_came_before_is_known(counter: Counter) -> None:
    programme = Programme()
    counter.bring(programme, *programme.rosters)
    assert fates(counter.bring(programme, *programme.rosters)) == [Fate.KNOWN]


@QUICK
@given(data=st.data())
def test_any_order_of_arrival_keeps_the_same_batches(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    programme = Programme()
    newcomer = Person("newcomer")
    first, second = programme.chain("a"), programme.chain("b", newcomer)
    batches = [first.write() for _ in range(3)] + [second.write() for _ in range(3)]
    batches.append(programme.append(programme.member(newcomer, programme.space)))
    store = open_store(tmp_path_factory.mktemp("store"))
    try:
        counter = Counter(store)
        counter.bring(programme, programme.rosters[0])
        for batch in data.draw(st.permutations(batches)):
            counter.bring(programme, batch)
        assert counter.kept(programme) == {*programme.rosters, *batches}
        with counter.intake(programme) as intake:
            assert intake.shelf.parked() == (0, 0)
    finally:
        store.close()


@QUICK
@given(bit=st.integers(min_value=0))
def test_a_flipped_bit_is_refused_or_waits_and_the_rest_goes_on(
    bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    programme = Programme()
    chain = programme.chain("a")
    whole = chain.write()
    bit %= len(whole) * 8
    broken = bytearray(whole)
    broken[bit // 8] ^= 1 << bit % 8
    store = open_store(tmp_path_factory.mktemp("store"))
    try:
        counter = Counter(store)
        verdicts = counter.bring(programme, *programme.rosters, bytes(broken), whole)
        assert verdicts[1].fate in (Fate.REFUSED, Fate.WAITING)
        assert verdicts[2].fate is Fate.STORED
        assert counter.kept(programme) == {*programme.rosters, whole}
    finally:
        store.close()


def test_a_cut_batch_is_refused_with_its_reason(counter: Counter) -> None:
    programme = Programme()
    chain = programme.chain("a")
    verdicts = counter.bring(programme, *programme.rosters, chain.write()[:-5], b"", b"junk")
    assert [verdict.reason for verdict in verdicts[1:]] == [
        Reason.CUT,
        verdicts[2].reason,
        Reason.NOT_A_BATCH,
    ]
    assert fates(verdicts)[1:] == [Fate.REFUSED] * 3


def test_both_branches_of_a_fork_are_kept_and_reported(counter: Counter) -> None:
    programme = Programme()
    chain = programme.chain("a")
    chain.write()
    twin = chain.fork()
    verdicts = counter.bring(
        programme,
        *programme.rosters,
        chain.batches[0],
        chain.write(),
        chain.write(),
        twin.write(),
        twin.write(),
    )
    assert fates(verdicts) == [Fate.STORED] * 6
    assert [verdict.reason for verdict in verdicts[-2:]] == [Reason.FORK, Reason.FORK]
    with counter.intake(programme) as intake:
        tips = intake.shelf.tips(chain.id)
    assert {hash_ for _, hash_ in tips} == {
        batch_hash(chain.batches[-1]),
        batch_hash(twin.batches[-1]),
    }


def test_a_stranger_waits_and_a_member_of_another_space_is_refused(counter: Counter) -> None:
    programme = Programme()
    elsewhere = Person("elsewhere")
    programme.append(programme.member(elsewhere, programme.other_space))
    verdicts = counter.bring(
        programme,
        *programme.rosters,
        programme.chain("x", Person("stranger")).write(),
        programme.chain("y", elsewhere).write(),
    )
    assert [(v.fate, v.reason) for v in verdicts[2:]] == [
        (Fate.WAITING, Reason.UNKNOWN_SIGNER),
        (Fate.REFUSED, Reason.NOT_ALLOWED),
    ]


def test_records_among_the_rosters_are_refused(counter: Counter) -> None:
    programme = Programme()
    programme.append(programme.member(programme.coordinator, bytes(16)))
    verdicts = counter.bring(
        programme, *programme.rosters, programme.chain("a", space=bytes(16)).write()
    )
    assert verdicts[-1].reason is Reason.NOT_ALLOWED


def test_the_waiting_area_is_bounded(tmp_path: Path) -> None:
    programme, stranger = Programme(), Person("stranger")
    store = open_store(tmp_path)
    try:
        counter = Counter(store, replace(ROOMY, waiting_batches=2))
        batches = [programme.chain(name, stranger).write() for name in "abc"]
        verdicts = counter.bring(programme, *programme.rosters, *batches)
        assert fates(verdicts)[1:] == [Fate.WAITING, Fate.WAITING, Fate.REFUSED]
    finally:
        store.close()


def test_the_number_of_programmes_and_the_room_of_each_are_bounded(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    try:
        counter = Counter(store, replace(ROOMY, programmes=1, programme_bytes=2_000))
        one, two = Programme("one"), Programme("two")
        chain = one.chain("a")
        verdicts = counter.bring(one, *one.rosters, chain.write(), chain.write_blob(3_000))
        assert fates(verdicts) == [Fate.STORED, Fate.STORED, Fate.REFUSED]
        assert verdicts[-1].reason is Reason.TOO_LARGE
        assert fates(counter.bring(two, *two.rosters)) == [Fate.REFUSED]
    finally:
        store.close()


def test_a_demonstration_is_refused_where_real_programmes_live(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    try:
        counter = Counter(store, demo=False)
        demonstration, real = Programme("demo"), Programme("real", demo=False)
        assert fates(counter.bring(demonstration, *demonstration.rosters)) == [Fate.REFUSED]
        assert fates(counter.bring(real, *real.rosters)) == [Fate.STORED]
    finally:
        store.close()


def test_batches_of_an_unknown_or_another_programme_are_refused(counter: Counter) -> None:
    one, two = Programme("one"), Programme("two")
    assert fates(counter.bring(one, one.chain("a").write())) == [Fate.REFUSED]
    counter.bring(one, *one.rosters)
    assert fates(counter.bring(one, two.rosters[0])) == [Fate.REFUSED]


def test_a_place_of_a_space_is_not_found_again_after_the_store_was_set_back(
    tmp_path: Path,
) -> None:
    programme = Programme()
    chain = programme.chain("a")
    store = open_store(tmp_path)
    try:
        counter = Counter(store)
        counter.bring(programme, *programme.rosters, chain.write())
        with counter.intake(programme) as intake:
            page = intake.shelf.page(programme.space, 0, 10**6, lambda *_: False)
            assert intake.shelf.is_place(programme.space, page.position)
            assert not intake.shelf.is_place(programme.space, page.position + 1)
    finally:
        store.close()
