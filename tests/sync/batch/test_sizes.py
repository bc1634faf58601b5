"""What a sync costs is decided here: bytes of sealed files, exact and repeatable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.batch.frames import Answer, Hello, encode_request
from sync.batch.header import Link, read_label
from sync.batch.keys import batch_hash, device_id, public_key, signer
from sync.batch.operation import Operation
from sync.batch.receipt import Cursor, Head, Receipt, space_tag
from sync.batch.records import open_records
from tests.sync.batch.attendance import operations, rows
from tests.sync.batch.world import World, fixed

BULK_RECORDS = 10_000
WEEK_RECORDS = 50


@pytest.fixture(scope="module")
def year() -> tuple[World, list[Operation], list[Operation]]:
    """A year of attendance, and the week after it."""
    world = World()
    records = rows(BULK_RECORDS + WEEK_RECORDS)
    week_begins_ms = records[BULK_RECORDS].created_ms
    ops = operations(world, records)
    return (
        world,
        [op for op in ops if op.at_ms < week_begins_ms],
        [op for op in ops if op.at_ms >= week_begins_ms],
    )


def _late_in_the_chain(world: World, ops: list[Operation]) -> Link:
    return replace(world.link(), number=40, next_seq=ops[0].seq, last_hash=fixed("last", 32))


def _seal_week(world: World, week: list[Operation]) -> bytes:
    return world.seal(_late_in_the_chain(world, week), week)


def test_ten_thousand_records_cost_at_most_nine_bytes_each(
    year: tuple[World, list[Operation], list[Operation]],
) -> None:
    world, ops, _ = year
    link = _late_in_the_chain(world, ops)
    files = world.seal_all(link, ops)
    assert sum(map(len, files)) <= 9.0 * BULK_RECORDS
    back: list[Operation] = []
    for data in files:
        header = link.complete(read_label(data))
        back += open_records(data, header, world.space_key, lambda _: None).ops
        link = link.after(header, data)
    assert back == ops


def test_a_week_of_fifty_records_is_a_file_of_less_than_800_bytes(
    year: tuple[World, list[Operation], list[Operation]],
) -> None:
    world, _, week = year
    assert len(week) >= WEEK_RECORDS
    assert len(_seal_week(world, week)) < 800


def test_asking_and_answering_around_one_batch_stays_small(
    year: tuple[World, list[Operation], list[Operation]],
) -> None:
    world, _, week = year
    data = _seal_week(world, week)
    transport, server = fixed("transport", 32), fixed("server", 32)
    cursors = (Cursor(space_tag(world.space), 3_000_000),)
    hello = Hello(
        world.programme,
        device_id(public_key(transport)),
        nonce=fixed("nonce", 8),
        at_ms=1_760_000_000_000,
        epoch=fixed("epoch", 8),
        cursors=cursors,
    ).sign(signer(transport), [batch_hash(data)])
    receipt = Receipt(
        world.programme,
        hello.nonce,
        server_ms=1_760_000_000_500,
        epoch=hello.epoch,
        heads=(Head(world.chain, 41, batch_hash(data)),),
        cursors=cursors,
    )
    request = encode_request(hello, [data])
    answer = Answer(receipt).sign(signer(server)).encode()
    assert len(request) - len(data) <= 140
    assert len(answer) <= 160
    assert len(request) + len(answer) <= 1_080
