"""The real server and an access that ended: it stores what is signed, and hands nothing out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sync.batch.keys import device_id, public_key, signer
from sync.batch.receipt import Cursor, Head, space_tag
from sync.batch.root_words import signed_by_root
from sync.batch.roster_entries import CoordinatorEnd, DeviceEnd, RevocationEntry

from .conftest import ServerProcess
from .stage import Person, Programme, batch_hash, seed
from .talk import request
from .test_links import post

Start = Callable[..., ServerProcess]
TRANSPORT = seed("transport", "one")


def test_an_ended_laptop_gets_rosters_and_nothing_else(server: Start, tmp_path: Path) -> None:
    programme = Programme()
    programme.append(programme.device(TRANSPORT, programme.space, programme.other_space))
    chain = programme.chain("a")
    running = server(tmp_path / "store", "--demo")
    post(running, programme, request(programme, *programme.rosters, chain.write()))
    cursors = [Cursor(space_tag(programme.space), 0)]
    before = post(running, programme, request(programme, cursors=cursors))
    assert before.batches == tuple(chain.batches)
    end = programme.append(
        DeviceEnd(device_id(public_key(TRANSPORT))),
        programme.device(TRANSPORT, programme.space, programme.other_space),
    )
    cursors.append(Cursor(space_tag(bytes(16)), 0))
    after = post(running, programme, request(programme, end, cursors=cursors))
    # The one that it brought itself is not given back.
    assert after.batches == tuple(programme.rosters[:-1])
    assert {cursor.space for cursor in after.receipt.cursors} == {space_tag(bytes(16))}


def test_what_a_revoked_person_signed_is_stored_and_acknowledged_as_always(
    server: Start, tmp_path: Path
) -> None:
    programme, leaves = Programme(), Person("leaves")
    programme.append(
        programme.member(leaves, programme.space), programme.device(TRANSPORT, programme.space)
    )
    programme.append(RevocationEntry(leaves.id, {}))
    chain = programme.chain("a", leaves)
    batches = [chain.write(), chain.write()]
    running = server(tmp_path / "store", "--demo")
    told = post(running, programme, request(programme, *programme.rosters, *batches))
    assert told.remarks == ()
    assert Head(chain.id, 2, batch_hash(batches[-1])) in told.receipt.heads
    cursors = [Cursor(space_tag(programme.space), 0)]
    assert post(running, programme, request(programme, cursors=cursors)).batches == tuple(batches)


def test_what_an_ended_coordinator_enters_later_is_stored_and_lets_nobody_in(
    server: Start, tmp_path: Path
) -> None:
    programme = Programme()
    end = CoordinatorEnd(
        programme.coordinator.id,
        dict(programme.roster.chains_of(programme.coordinator.id)),
        public_key(programme.root_seed),
    )
    programme.append(signed_by_root(end, signer(programme.root_seed)))
    programme.append(programme.device(TRANSPORT, programme.space))
    chain = programme.chain("a")
    running = server(tmp_path / "store", "--demo")
    told = post(running, programme, request(programme, *programme.rosters, chain.write()))
    assert told.remarks == ()
    cursors = [Cursor(space_tag(programme.space), 0)]
    assert post(running, programme, request(programme, cursors=cursors)).batches == ()
