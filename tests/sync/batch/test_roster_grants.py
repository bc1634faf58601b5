"""Keys of spaces reach the people they are for, in batches that fit, and a taint is seen by all."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.vault.sealing import NotSealedToMe, open_sealed, seal_to
from sync.batch.limits import FILE_MAX_BYTES
from sync.batch.roster import Roster
from sync.batch.roster_entries import GrantEntry, RevocationEntry
from sync.batch.roster_grants import FIRST_ROTATED_EPOCH, grant_entries, grant_info, next_epoch
from tests.sync.batch.chains_of_rosters import (
    COORDINATORS,
    MEMBERS,
    SPACES,
    WORLD,
    Chain,
    member,
    settled,
)
from tests.sync.batch.world import fixed

ANA, BETO, CARO = MEMBERS
SPACE = SPACES[0]
FIRST = COORDINATORS[0]


def random_of(rng: Random) -> Callable[[int], bytes]:
    return rng.randbytes


def test_grants_for_500_people_in_20_spaces_fit_their_batches_and_nobody_is_left_out() -> None:
    people = [fixed(f"account {n}") for n in range(500)]
    grants = [
        GrantEntry(fixed(f"space {n}"), FIRST_ROTATED_EPOCH + n, {a: a * 5 for a in people})
        for n in range(20)
    ]
    chain = Chain(FIRST)
    chain.write()
    for part in grant_entries(grants):
        assert len(chain.write(*part)) < FILE_MAX_BYTES // 4
    assert len(chain.files) < 40
    assert settled(chain.files).grants == {(g.space, g.epoch): g for g in grants}


@settings(max_examples=50, deadline=None)
@given(sizes=st.lists(st.integers(0, 900), max_size=6))
def test_splitting_grants_loses_and_repeats_no_key(sizes: list[int]) -> None:
    grants = [
        GrantEntry(fixed(f"space {n}"), n + 1, {i.to_bytes(16, "big"): bytes(80) for i in range(k)})
        for n, k in enumerate(sizes)
    ]
    told = [
        (grant.space, grant.epoch, account)
        for part in grant_entries(grants)
        for grant in part
        for account in grant.sealed
    ]
    assert sorted(told) == sorted((g.space, g.epoch, a) for g in grants for a in g.sealed)
    assert all(part for part in grant_entries(grants))


@settings(max_examples=50, deadline=None)
@given(latest=st.integers(1, 1 << 40), rng=st.randoms(use_true_random=False))
def test_the_next_epoch_is_later_and_two_who_draw_at_once_differ(latest: int, rng: Random) -> None:
    one, other = (next_epoch(latest, random_of(rng)) for _ in range(2))
    assert min(one, other) > latest
    assert min(one, other) >= FIRST_ROTATED_EPOCH
    assert one >> 16 == other >> 16
    assert next_epoch(max(one, other), random_of(rng)) > max(one, other)


def test_a_space_is_tainted_until_a_key_is_granted_that_the_revoked_do_not_get() -> None:
    chain = Chain(FIRST)
    chain.write(member(ANA, SPACE), member(BETO, SPACE), member(CARO, SPACES[1]))
    assert not settled(chain.files).tainted(SPACE, 1)
    chain.write(RevocationEntry(ANA.id, {}))
    roster = settled(chain.files)
    assert roster.tainted(SPACE, 1)
    assert not roster.tainted(SPACES[1], 1)
    rotated = next_epoch(1, lambda n: bytes(n))
    assert roster.tainted(SPACE, rotated), "no grant is known for it"
    chain.write(GrantEntry(SPACE, rotated, {BETO.id: bytes(80)}))
    assert not settled(chain.files).tainted(SPACE, rotated)
    chain.write(GrantEntry(SPACE, 1, {BETO.id: bytes(80)}))
    assert settled(chain.files).tainted(SPACE, 1), "who has the first key no grant tells"


def test_two_who_revoke_two_people_at_once_both_see_the_taint_and_one_more_key_ends_it() -> None:
    one, two = Chain(FIRST), Chain(COORDINATORS[1])
    one.write(member(ANA, SPACE), member(BETO, SPACE), member(CARO, SPACE))
    two.write()
    here, there = FIRST_ROTATED_EPOCH + 5, FIRST_ROTATED_EPOCH + 9
    one.write(RevocationEntry(ANA.id, {}), GrantEntry(SPACE, here, _for(BETO.id, CARO.id)))
    two.write(RevocationEntry(BETO.id, {}), GrantEntry(SPACE, there, _for(ANA.id, CARO.id)))
    roster = settled([*one.files, *two.files])
    assert roster.tainted(SPACE, there)
    assert roster.tainted(SPACE, here)
    last = next_epoch(there, lambda n: bytes(n))
    one.write(GrantEntry(SPACE, last, _for(CARO.id)))
    roster = settled([*two.files, *one.files])
    assert not roster.tainted(SPACE, last)
    assert roster == settled([*reversed(one.files), *two.files])


def _for(*accounts: bytes) -> dict[bytes, bytes]:
    return dict.fromkeys(accounts, bytes(80))


def test_who_has_no_earlier_key_of_a_space_cannot_slip_a_key_into_it() -> None:
    box = X25519PrivateKey.from_private_bytes(fixed("box", 32))
    pub = box.public_key().public_bytes_raw()
    earlier, planted = fixed("earlier key", 32), fixed("planted key", 32)
    epoch = FIRST_ROTATED_EPOCH

    def info(key: bytes | None, space: bytes = SPACE, number: int = epoch) -> bytes:
        return grant_info(WORLD.programme, space, number, key)

    honest = seal_to(pub, planted, info(earlier))
    assert len(honest) == 80
    assert open_sealed(box, honest, info(earlier)) == planted
    for wrong in (info(None), info(planted), info(earlier, SPACES[1]), info(earlier, SPACE, 7)):
        with pytest.raises(NotSealedToMe):
            open_sealed(box, honest, wrong)
        with pytest.raises(NotSealedToMe):
            open_sealed(box, seal_to(pub, planted, wrong), info(earlier))


def test_an_empty_roster_knows_no_grant_and_no_taint() -> None:
    assert not Roster.empty(WORLD.programme).tainted(SPACE, 1)
    assert grant_entries([]) == []
