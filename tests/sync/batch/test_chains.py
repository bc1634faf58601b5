"""A chain holds: order, gaps, forks, and work that somebody else seals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.batch.header import BatchKind, Link, read_label
from sync.batch.heads import NO_HEAD, commit_message, next_head
from sync.batch.operation import Operation
from sync.batch.padding import FLOOR_BYTES, pad, padded_length, unpad
from sync.batch.reason import BatchError, Reason
from sync.batch.records import Proof, open_records
from sync.batch.seal import verify
from tests.sync.batch.world import World, fixed

SECRET = fixed("run secret")


def _follow(world: World, link: Link, ops: list[Operation]) -> tuple[bytes, Link]:
    data = world.seal(link, ops)
    return data, link.after(link.complete(read_label(data)), data)


def _reason(link: Link, data: bytes) -> Reason:
    with pytest.raises(BatchError) as caught:
        link.complete(read_label(data))
    return caught.value.reason


def test_only_the_next_batch_of_the_same_branch_continues_a_chain(world: World) -> None:
    start = world.link()
    first, after_first = _follow(world, start, world.marks(2))
    second, after_second = _follow(world, after_first, world.marks(2, first_seq=3))
    third, _ = _follow(world, after_second, world.marks(1, first_seq=5))
    assert _reason(after_first, third) is Reason.GAP
    assert _reason(after_second, first) is Reason.REPEATED
    assert _reason(after_second, second) is Reason.REPEATED
    other_first = world.seal(start, world.marks(2), salt=fixed("another salt"))
    branch = start.after(start.complete(read_label(other_first)), other_first)
    assert _reason(branch, second) is Reason.FORK
    stranger = replace(after_first, chain_pub=fixed("somebody else's key", 32))
    assert _reason(stranger, second) is Reason.UNKNOWN_CHAIN


def test_what_a_later_batch_does_not_send_is_signed_all_the_same(world: World) -> None:
    _, link = _follow(world, world.link(), world.marks(2))
    data = world.seal(link, world.marks(1, first_seq=3))
    label = read_label(data)
    verify(data, link.complete(label), world.author.sign_pub)
    for wrong in (
        {"programme": fixed("another programme")},
        {"space": fixed("the other stream's space")},
        {"opener": world.colleague.id},
        {"last_hash": link.last_hash[:8] + bytes(24)},
    ):
        header = replace(link, **wrong).complete(label)  # type: ignore[arg-type]
        with pytest.raises(BatchError) as caught:
            verify(data, header, world.author.sign_pub)
        assert caught.value.reason is Reason.BAD_SIGNATURE


def test_a_demonstration_chain_stays_one(world: World) -> None:
    demo = world.link(demo=True)
    opening, after = _follow(world, demo, world.marks(1))
    assert read_label(opening).demo
    real = replace(after, demo=False)
    assert _reason(real, world.seal(after, world.marks(1, first_seq=2))) is Reason.DAMAGED


def _left_behind(ops: list[Operation], world: World) -> Proof:
    head = NO_HEAD
    for op in ops:
        head = next_head(head, SECRET, op)
    message = commit_message(world.chain, ops[-1].seq, head)
    return Proof(SECRET, NO_HEAD, world.author.sign(message))


def test_work_left_unsealed_stays_its_authors_when_a_colleague_seals_it(world: World) -> None:
    ops = world.marks(4)
    link = world.link()
    with pytest.raises(ValueError, match="signature"):
        world.seal(link, ops, by=world.colleague)
    data = world.seal(link, ops, by=world.colleague, proof=_left_behind(ops, world))
    start = Link.opened_by(read_label(data))
    header = start.complete(read_label(data))
    assert header.sealer == world.colleague.id
    verify(data, header, world.colleague.sign_pub)
    keys = {world.author.id: world.author.sign_pub}
    records = open_records(data, header, world.space_key, keys.get)
    assert records.author == world.author.id
    assert list(records.ops) == ops


def test_a_colleague_cannot_put_words_into_an_authors_mouth(world: World) -> None:
    ops = world.marks(2)
    forged = [replace(op, fields={1: 4}) for op in ops]
    data = world.seal(world.link(), forged, by=world.colleague, proof=_left_behind(ops, world))
    header = Link.opened_by(read_label(data)).complete(read_label(data))
    keys = {world.author.id: world.author.sign_pub}
    for sign_pub_of, reason in (
        (keys.get, Reason.BAD_SIGNATURE),
        (lambda _: None, Reason.UNKNOWN_SIGNER),
    ):
        with pytest.raises(BatchError) as caught:
            open_records(data, header, world.space_key, sign_pub_of)
        assert caught.value.reason is reason


def test_any_change_of_an_operation_changes_the_head(world: World) -> None:
    op = world.marks(1)[0]
    heads = {
        next_head(NO_HEAD, SECRET, replace(op, **change))  # type: ignore[arg-type]
        for change in (
            {},
            {"fields": {1: True, 2: "nota 1"}},
            {"fields": {1: 1, 2: b"nota 1"}},
            {"replaces": ((world.chain, 1),)},
            {"ends_commit": False},
            {"at_ms": op.at_ms + 1},
            {"author": world.colleague.id},
        )
    }
    assert len(heads) == 7


def test_operations_that_do_not_come_next_are_not_sealed(world: World) -> None:
    with pytest.raises(ValueError, match="next"):
        world.seal(world.link(), world.marks(1, first_seq=2))
    with pytest.raises(ValueError, match="clear"):
        world.link().next_header(
            BatchKind.RECORDS, count=1, epoch=0, salt=b"", sealer=world.author.id
        ).clear(1)


@given(st.integers(0, 20_000))
def test_padding_tells_little_and_costs_at_most_an_eighth(length: int) -> None:
    body = bytes(length)
    padded = pad(body)
    assert unpad(padded) == body
    assert len(padded) == padded_length(length + 1) >= FLOOR_BYTES
    assert len(padded) <= max(FLOOR_BYTES, (length + 1) * 1.12)
    assert padded_length(len(padded)) == len(padded)
