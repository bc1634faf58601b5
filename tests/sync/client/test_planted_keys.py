"""A coordinator who has no key of a space cannot make its people write under one that she knows."""

from __future__ import annotations

import pytest

from desktop.journal.spaces import latest_epoch, space_keys
from desktop.services import roster as rosters
from desktop.vault.sealing import seal_to
from sync.batch.roster import Roster
from sync.batch.roster_entries import GrantEntry
from sync.batch.roster_grants import grant_info, next_epoch
from tests.sync.client.conftest import Laptop

PLANTED = b"a key that the men's people know"


def roster_of(laptop: Laptop) -> Roster:
    assert laptop.desk.shared is not None
    return rosters.known(laptop.desk.shared).roster


@pytest.mark.parametrize("earlier", [None, b"what she may guess, never right."])
def test_a_key_that_no_holder_of_the_earlier_ones_sealed_is_not_taken(
    met: tuple[Laptop, Laptop], earlier: bytes | None
) -> None:
    first, second = met
    space, roster = second.work.home, roster_of(first)
    before = space_keys(second.work, space)
    epoch = next_epoch(1, bytes)
    info = grant_info(roster.programme, space, epoch, earlier)
    box_pub = second.account.card.box_pub
    planted = GrantEntry(space, epoch, {second.account.card.id: seal_to(box_pub, PLANTED, info)})
    assert first.desk.shared is not None
    rosters.append(first.desk.shared, first.account, first.folder, (planted,))
    second.put(*first.outbox().values())
    assert second.take_in().put_aside == 0
    assert (space, epoch) in roster_of(second).grants
    assert space_keys(second.work, space) == before
    second.reopen()
    assert latest_epoch(second.work, space) == 1


def test_a_key_that_a_holder_of_an_earlier_one_sealed_is_taken(
    met: tuple[Laptop, Laptop],
) -> None:
    first, second = met
    space, roster = second.work.home, roster_of(first)
    epoch = next_epoch(1, bytes)
    info = grant_info(roster.programme, space, epoch, space_keys(first.work, space)[1])
    sealed = seal_to(second.account.card.box_pub, PLANTED, info)
    grant = GrantEntry(space, epoch, {second.account.card.id: sealed})
    assert first.desk.shared is not None
    rosters.append(first.desk.shared, first.account, first.folder, (grant,))
    second.put(*first.outbox().values())
    second.take_in()
    assert space_keys(second.work, space)[epoch] == PLANTED
