"""However roster batches arrive, all end with one roster, and an ended access stays ended."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.batch.admission import within_cut_off
from sync.batch.header import Header
from sync.batch.keys import device_id, public_key, signer
from sync.batch.reason import BatchError, Reason
from sync.batch.root_words import RootWord, signed_by_root
from sync.batch.roster import Roster
from sync.batch.roster_entries import (
    CoordinatorEnd,
    DeviceEnd,
    DeviceEntry,
    PolicyEntry,
    RecoveryEntry,
    RevocationEntry,
    certify,
)
from tests.sync.batch.chains_of_rosters import (
    COORDINATORS,
    MEMBERS,
    ROOT_PUB,
    SPACES,
    TRANSPORTS,
    WORLD,
    Chain,
    by_root,
    certificate,
    member,
    programmes,
    settled,
)
from tests.sync.batch.world import fixed, person

WOMEN, MEN, SHARED = SPACES
ANA, BETO, CARO = MEMBERS
FIRST, SECOND, THIRD = COORDINATORS


@settings(max_examples=60, deadline=None)
@given(chains=programmes(), data=st.data())
def test_any_order_of_arrival_and_any_repetition_gives_the_same_roster(
    chains: list[Chain], data: st.DataObject
) -> None:
    files = [file for chain in chains for file in chain.files]
    again = data.draw(st.lists(st.sampled_from(files), max_size=3))
    assert settled(data.draw(st.permutations([*files, *again]))) == settled(files)


@settings(max_examples=40, deadline=None)
@given(chains=programmes())
def test_no_entry_gives_back_an_access_that_ended(chains: list[Chain]) -> None:
    chains[0].write(RevocationEntry(ANA.id, {fixed("chain"): 2}))
    chains[0].write(member(ANA, *SPACES))
    roster = settled([file for chain in chains for file in chain.files])
    ended = not roster.member(chains[0].coordinator.id).coordinator  # type: ignore[union-attr]
    certified = ANA.id in roster.certificates
    if not ended and not certified:
        assert roster.revoked(ANA.id)
        assert roster.cut_off(ANA.id, fixed("chain")) == 2
        assert ANA.id not in {m.id for space in SPACES for m in roster.members_of(space)}
    assert all(roster.cut_off(m.id, b"") is None for m in roster.members_of(WOMEN))


def test_what_was_written_before_goes_on_being_verified_and_later_work_waits_for_review() -> None:
    chain = Chain(FIRST)
    chain.write(member(ANA, WOMEN), member(BETO, WOMEN), RevocationEntry(ANA.id, {WORLD.chain: 3}))
    roster = settled(chain.files)
    assert roster.may_write(ANA.id, WOMEN)
    assert [m.id for m in roster.members_of(WOMEN)] == [BETO.id]
    within_cut_off(_header(3, ANA.id), roster)
    within_cut_off(_header(9, BETO.id), roster)
    for number, sealer, author in ((4, ANA.id, None), (4, BETO.id, ANA.id)):
        with pytest.raises(BatchError) as told:
            within_cut_off(_header(number, sealer), roster, author)
        assert told.value.reason is Reason.REVOKED
    chain.write(RevocationEntry(ANA.id, {WORLD.chain: 4}))
    within_cut_off(_header(4, ANA.id), settled(chain.files))


def _header(number: int, sealer: bytes) -> Header:
    return Header(
        kind=1,
        programme=WORLD.programme,
        space=WOMEN,
        chain_pub=public_key(WORLD.chain_seed),
        number=number,
        first_seq=1,
        count=1,
        previous=bytes(32),
        epoch=1,
        salt=bytes(16),
        sealer=sealer,
        opener=sealer,
    )


def test_a_coordinator_is_ended_by_the_root_alone_and_then_like_anybody() -> None:
    one, two = Chain(FIRST), Chain(SECOND)
    one.write(member(SECOND, WOMEN))
    two.write()
    one.write(RevocationEntry(SECOND.id, {}))
    assert not settled([*one.files, *two.files]).revoked(SECOND.id)
    one.write(by_root(CoordinatorEnd(SECOND.id, {two.id: 1}, ROOT_PUB)))
    roster = settled([*one.files, *two.files])
    assert roster.revoked(SECOND.id)
    assert not roster.member(SECOND.id).coordinator  # type: ignore[union-attr]
    assert roster.chains_of(SECOND.id) == {two.id: 1}


def test_of_an_ended_coordinator_nothing_counts_that_came_after_nor_a_second_chain() -> None:
    one, two, hidden = Chain(FIRST), Chain(SECOND), Chain(SECOND, "hidden")
    one.write(member(ANA, WOMEN))
    two.write(member(ANA, MEN), sealed=b"before")
    two.write(member(BETO, MEN), RevocationEntry(ANA.id, {}), sealed=b"after")
    hidden.write(member(CARO, MEN))
    one.write(by_root(CoordinatorEnd(SECOND.id, {two.id: 1}, ROOT_PUB)))
    for files in permutations([*one.files, *two.files, *hidden.files]):
        roster = settled(files)
        assert roster.may_write(ANA.id, MEN)
        assert not roster.revoked(ANA.id)
        assert roster.member(BETO.id) is None
        assert roster.member(CARO.id) is None
        assert roster.sealed == (b"before",)


def test_a_word_of_the_root_counts_whoever_carries_it() -> None:
    one, two = Chain(FIRST), Chain(SECOND)
    one.write(by_root(CoordinatorEnd(SECOND.id, {}, ROOT_PUB)))
    two.write(certificate(THIRD), by_root(PolicyEntry(1, True, ROOT_PUB)))
    roster = settled([*one.files, *two.files])
    assert roster.policy_both_streams
    assert roster.member(THIRD.id).coordinator  # type: ignore[union-attr]
    three = Chain(THIRD)
    three.write(member(ANA, WOMEN))
    assert roster.apply(three.files[0]).may_write(ANA.id, WOMEN)


WORDS: list[RootWord] = [
    certificate(THIRD),
    by_root(CoordinatorEnd(SECOND.id, {fixed("chain"): 1}, ROOT_PUB)),
    by_root(PolicyEntry(1, True, ROOT_PUB)),
    by_root(RecoveryEntry(1, {1: fixed("box", 32), 3: fixed("other", 32)}, b"x", ROOT_PUB)),
]


@pytest.mark.parametrize("word", WORDS, ids=lambda word: type(word).__name__)
def test_a_batch_with_a_word_that_the_root_did_not_say_is_refused(word: RootWord) -> None:
    other = fixed("another root", 32)
    forged = [
        signed_by_root(word, FIRST.sign),
        signed_by_root(_of(word, public_key(other)), signer(other)),
        _of(word, public_key(other)),
    ]
    for lie in forged:
        chain = Chain(FIRST)
        roster = Roster.empty(WORLD.programme).apply(chain.write())
        with pytest.raises(BatchError) as told:
            roster.apply(chain.write(lie))
        assert told.value.reason is Reason.BAD_SIGNATURE
    chain = Chain(FIRST)
    chain.write(word)
    settled(chain.files)


def _of(word: RootWord, root_pub: bytes) -> RootWord:
    return replace(word, root_pub=root_pub)


def test_the_newest_policy_counts_and_of_two_at_once_the_stricter() -> None:
    chain = Chain(FIRST)
    for revision, both, holds in ((1, True, True), (3, True, True), (3, False, False)):
        chain.write(by_root(PolicyEntry(revision, both, ROOT_PUB)))
        assert settled(chain.files).policy_both_streams is holds
    chain.write(by_root(PolicyEntry(2, True, ROOT_PUB)))
    roster = settled(chain.files)
    assert (roster.policy_both_streams, roster.policy_revision) == (False, 3)
    assert not Roster.empty(WORLD.programme).policy_both_streams


def test_the_newest_recovery_keys_count() -> None:
    chain = Chain(FIRST)
    for revision in (2, 1):
        boxes = {3: fixed(f"box {revision}", 32)}
        chain.write(by_root(RecoveryEntry(revision, boxes, b"wrapped", ROOT_PUB)))
    recovery = settled(chain.files).recovery
    assert recovery is not None
    assert (recovery.revision, recovery.boxes) == (2, {3: fixed("box 2", 32)})


def test_an_ended_laptop_reads_nothing_even_when_somebody_enters_it_again() -> None:
    chain = Chain(FIRST)
    chain.write(DeviceEntry(TRANSPORTS[0], frozenset(SPACES)))
    device = device_id(TRANSPORTS[0])
    assert settled(chain.files).may_pull(device, WOMEN)
    chain.write(DeviceEnd(device), DeviceEntry(TRANSPORTS[0], frozenset(SPACES)))
    roster = settled(chain.files)
    assert roster.device_ended(device)
    assert not any(roster.may_pull(device, space) for space in SPACES)


def test_a_certificate_with_exchanged_keys_is_no_certificate() -> None:
    who, thief = person("who"), person("thief")
    real = certify(signer(WORLD.root), ROOT_PUB, who.sign_pub, who.box_pub)
    chain = Chain(FIRST)
    chain.write(replace(real, box_pub=thief.box_pub))
    with pytest.raises(BatchError) as told:
        settled(chain.files)
    assert told.value.reason is Reason.BAD_SIGNATURE
