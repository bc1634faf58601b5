"""What follows from a receipt: which files it covers, and what the server has forgotten. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sync.batch.receipt import Cursor, Head, Receipt
from sync.batch.remarks import Remark, Remarked
from sync.carriers.boxes import State
from sync.carriers.cargo import Piece, covered

Heads = Mapping[bytes, tuple[int, bytes]]

NEVER_AGAIN = frozenset({"NOT_A_BATCH", "CUT", "DAMAGED", "TOO_LARGE", "BAD_SIGNATURE"})
"""Reasons that another try cannot change."""


@dataclass(frozen=True)
class Missing:
    """What the server forgot: pieces to send again, and chains to be written anew."""

    again: tuple[Piece, ...]
    lacking: Mapping[bytes, int]


def after_receipt(state: State, receipt: Receipt, ours: Iterable[Piece]) -> State:
    """The state once the receipt and all batches with it are on disk.

    `ours` are the pieces of outbox and sent.
    """
    reached = {head.chain: head.number for head in sorted(receipt.heads, key=lambda h: h.number)}
    lacking = {c: n for c, n in state.lacking.items() if reached.get(c, 0) <= n}
    cursors = dict(state.cursors) | {c.space: c.position for c in receipt.cursors}
    acknowledged = dict(state.acknowledged)
    for piece in covered(ours, [head.hash for head in receipt.heads]):
        if piece.number >= acknowledged.get(piece.chain, (0, b""))[0]:
            acknowledged[piece.chain] = (piece.number, piece.hash)
    return replace(
        state,
        epoch=receipt.epoch,
        cursors=cursors,
        acknowledged=acknowledged,
        lacking=lacking,
        unfinished=False,
        pulled={},
        server_time_ms=receipt.server_ms,
    )


def after_remarks(state: State, remarks: Sequence[Remark], load: Sequence[Piece]) -> State:
    """The state once it is written down which pieces of a load wait or were refused."""
    held, refused = dict(state.held), dict(state.refused)
    for piece in load:
        held.pop(piece.name, None)
        refused.pop(piece.name, None)
    for remark in remarks:
        if remark.index < len(load):
            name = load[remark.index].name
            if remark.what is Remarked.WAITS:
                held[name] = remark.reason
            elif remark.what is Remarked.REFUSED:
                refused[name] = remark.reason
    return replace(state, held=held, refused=refused)


def forgetful(state: State, receipt: Receipt, asked: Collection[bytes]) -> bool:
    """Whether this receipt shows that the server lost what it once acknowledged.

    Either its epoch changed, or a chain that we `asked` about or brought is
    shorter than an older receipt said.
    """
    if state.acknowledged and receipt.epoch != state.epoch:
        return True
    reached: dict[bytes, int] = {}
    for head in receipt.heads:
        reached[head.chain] = max(head.number, reached.get(head.chain, 0))
    return any(
        chain in state.acknowledged and state.acknowledged[chain][0] > reached.get(chain, 0)
        for chain in asked
    )


def missing(state: State, receipt: Receipt, sent: Sequence[Piece]) -> Missing:
    """What must go up again, after the server was asked for all acknowledged chains."""
    told = {head.hash for head in receipt.heads}
    here = {piece.hash for piece in covered(sent, told)}
    again: list[Piece] = []
    lacking: dict[bytes, int] = {}
    for chain, (number, hash_) in state.acknowledged.items():
        if hash_ in told:
            continue
        reached = max((h.number for h in receipt.heads if h.chain == chain), default=0)
        lost = [p for p in sent if p.chain == chain and p.hash not in here]
        again += lost
        held_numbers = {piece.number for piece in lost}
        if not set(range(reached + 1, number + 1)) <= held_numbers:
            lacking[chain] = reached
    return Missing(tuple(again), lacking)


def heads_to_ask(*sources: Heads) -> tuple[Head, ...]:
    """One head a chain, the highest of all sources."""
    best: dict[bytes, tuple[int, bytes]] = {}
    for source in sources:
        for chain, head in source.items():
            if head[0] >= best.get(chain, (0, b""))[0]:
                best[chain] = head
    return tuple(Head(chain, number, hash_) for chain, (number, hash_) in sorted(best.items()))


def newest_of(pieces: Iterable[Piece]) -> dict[bytes, tuple[int, bytes]]:
    """Per chain, the (number, hash) of its newest piece."""
    newest: dict[bytes, tuple[int, bytes]] = {}
    for piece in pieces:
        if piece.number >= newest.get(piece.chain, (0, b""))[0]:
            newest[piece.chain] = (piece.number, piece.hash)
    return newest


def cursors_to_ask(state: State) -> tuple[Cursor, ...]:
    return tuple(Cursor(space, place) for space, place in sorted(state.cursors.items()))
