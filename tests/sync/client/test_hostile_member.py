"""A member whose laptop writes nonsense, rightly signed, stops nobody's program."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from desktop.journal.rebuild import compare
from desktop.journal.spaces import space_key
from desktop.services import groups, people
from sync.batch.header import Link, read_label
from sync.batch.identities import OriginOf
from sync.batch.keys import chain_id, public_key, signer
from sync.batch.operation import Operation
from sync.batch.records import seal_records
from tests.sync.batch.strategies import runs
from tests.sync.batch.world import World
from tests.sync.client.conftest import Laptop, Programme


@pytest.fixture(scope="module")
def victim(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    """The founder's laptop, which hears from the member who joined; used by all examples."""
    folder = Path(shutil.copytree(programme.first, tmp_path_factory.mktemp("victim") / "data"))
    laptop = Laptop(folder, programme.founder)
    yield laptop
    laptop.desk.close()


def seal_nonsense(
    laptop: Laptop, programme: Programme, seed: bytes, ops: Sequence[Operation], origin_of: OriginOf
) -> bytes:
    """The first batch of a chain of the member's own."""
    opener = next(
        label
        for label in map(read_label, laptop.outbox().values())
        if label.space == laptop.work.home
    )
    assert opener.programme is not None
    return seal_records(
        Link(opener.programme, laptop.work.home, public_key(seed), programme.joined.card.id),
        ops,
        origin_of,
        epoch=1,
        space_key=space_key(laptop.work, laptop.work.home, 1),
        salt=seed[:16],
        sealer=programme.joined.card.id,
        sign_chain=signer(seed),
        sign_sealer=programme.joined.sign,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(run=runs())
def test_no_operation_of_a_member_stops_the_program(
    victim: Laptop,
    programme: Programme,
    tmp_path_factory: pytest.TempPathFactory,
    run: tuple[World, list[Operation]],
) -> None:
    world, drawn = run
    seed = hashlib.sha256(repr(drawn).encode(errors="replace")).digest()
    chain = chain_id(public_key(seed))
    ops = [
        replace(
            op,
            chain=chain,
            seq=n + 1,
            author=programme.joined.card.id,
            lamport=1 + n * 7,
            ends_commit=n + 1 == len(drawn) or op.ends_commit,
        )
        for n, op in enumerate(drawn)
    ]
    try:
        data = seal_nonsense(victim, programme, seed, ops, world.origins.get)
    except (ValueError, KeyError):
        assume(False)
    victim.put(data)
    victim.take_in()
    assert victim.inbox() == []
    groups.list_groups(victim.work)
    people.list_people(victim.work)
    assert compare(victim.work, tmp_path_factory.mktemp("scratch")) == []
