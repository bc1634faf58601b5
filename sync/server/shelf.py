"""What one programme keeps in the store: batches, tips, the waiting area, positions.

Plain statements on a connection; no rules. A connection here is always inside
a transaction that holds the write lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sqlalchemy import Connection, delete, func, insert, select, update

from sync.batch.header import Header, Label, Link
from sync.batch.keys import batch_hash
from sync.batch.receipt import EPOCH_BYTES, Head
from sync.server import tables

STEP_MAX = 1 << 16
"""Positions grow by random steps, so that a place taken before a backup was
restored is not found again after it: a laptop that shows such a place tells
the server that it forgot something."""

PAGE_ROWS = 32

Has = Callable[[bytes, bytes, int], bool]
"""Whether a reader has the batch with this hash, chain and number."""


@dataclass(frozen=True)
class Programme:
    id: bytes
    demo: bool
    epoch: bytes
    stored_bytes: int


@dataclass(frozen=True)
class Page:
    """A stretch of one space: batches, the place reached, whether more follow."""

    batches: tuple[bytes, ...]
    position: int
    more: bool


class Shelf:
    """One programme's part of the store, through one transaction."""

    def __init__(self, connection: Connection, programme: bytes) -> None:
        self._connection = connection
        self._id = programme

    def programme(self) -> Programme | None:
        t = tables.programme.c
        row = self._connection.execute(
            select(t.demo, t.epoch, t.stored_bytes).where(t.programme == self._id)
        ).first()
        return None if row is None else Programme(self._id, row.demo, row.epoch, row.stored_bytes)

    def programmes(self) -> int:
        """How many programmes the store holds."""
        return self._connection.scalar(select(func.count()).select_from(tables.programme)) or 0

    def open_programme(self, demo: bool, now_ms: int, rng: Random) -> None:
        self._connection.execute(
            insert(tables.programme).values(
                programme=self._id,
                demo=demo,
                epoch=rng.randbytes(EPOCH_BYTES),
                opened_ms=now_ms,
                stored_bytes=0,
            )
        )

    def renew_epoch(self, rng: Random) -> bytes:
        """Tell every laptop of the programme to compare what it holds with us."""
        epoch = rng.randbytes(EPOCH_BYTES)
        t = tables.programme
        self._connection.execute(update(t).where(t.c.programme == self._id).values(epoch=epoch))
        return epoch

    def holds(self, hash_: bytes) -> bool:
        t = tables.batch.c
        return (
            self._connection.scalar(
                select(t.number).where(t.programme == self._id, t.hash == hash_)
            )
            is not None
        )

    def holds_head(self, head: Head) -> bool:
        """Whether this very batch is here, with that number in that chain."""
        return head.hash in self.hashes_at(head.chain, head.number)

    def hashes_at(self, chain: bytes, number: int) -> list[bytes]:
        """Batches with this number: none, one, or the branches of a fork."""
        t = tables.batch.c
        return list(
            self._connection.scalars(
                select(t.hash).where(t.programme == self._id, t.chain == chain, t.number == number)
            )
        )

    def tips(self, chain: bytes) -> list[tuple[int, bytes]]:
        """(number, hash) of the newest batch of each branch, the longest first."""
        t = tables.tip.c
        rows = self._connection.execute(
            select(t.number, t.hash)
            .where(t.programme == self._id, t.chain == chain)
            .order_by(t.number.desc(), t.hash)
        )
        return [(row.number, row.hash) for row in rows]

    def link_before(self, label: Label) -> Link | None:
        """The chain as it stood when the batch of this label was written.

        For a first batch that is what the label says; None when the chain, or
        the one batch that the label follows, is not here.
        """
        if label.opens_chain:
            return Link.opened_by(label)
        c, b = tables.chain.c, tables.batch.c
        rows = self._connection.execute(
            select(c.space, c.chain_pub, c.opener, tables.programme.c.demo, b.hash, b.next_seq)
            .join_from(
                tables.batch, tables.chain, (c.programme == b.programme) & (c.chain == b.chain)
            )
            .join(tables.programme, tables.programme.c.programme == b.programme)
            .where(b.programme == self._id, b.chain == label.chain, b.number == label.number - 1)
            .order_by(b.hash)
        )
        for row in rows:
            if row.hash.startswith(label.previous):
                return Link(
                    programme=self._id,
                    space=row.space,
                    chain_pub=row.chain_pub,
                    opener=row.opener,
                    demo=row.demo,
                    number=label.number - 1,
                    next_seq=row.next_seq,
                    last_hash=row.hash,
                )
        return None

    def knows_chain(self, chain: bytes) -> bool:
        t = tables.chain.c
        return (
            self._connection.scalar(
                select(t.space).where(t.programme == self._id, t.chain == chain)
            )
            is not None
        )

    def chains(self) -> int:
        t = tables.chain
        return (
            self._connection.scalar(
                select(func.count()).select_from(t).where(t.c.programme == self._id)
            )
            or 0
        )

    def chains_of(self, opener: bytes) -> int:
        """How many chains this account opened."""
        t = tables.chain
        count = select(func.count()).select_from(t)
        here = (t.c.programme == self._id) & (t.c.opener == opener)
        return self._connection.scalar(count.where(here)) or 0

    def begin_chain(self, header: Header) -> None:
        self._connection.execute(
            insert(tables.chain).values(
                programme=self._id,
                chain=header.chain,
                space=header.space,
                chain_pub=header.chain_pub,
                opener=header.opener,
            )
        )

    def is_notice(self, chain: bytes) -> bool:
        """Whether this chain is a notice: then nothing follows in it."""
        t = tables.notice.c
        return (
            self._connection.scalar(
                select(t.space).where(t.programme == self._id, t.chain == chain)
            )
            is not None
        )

    def notices_of(self, sender: bytes, space: bytes, since_ms: int) -> int:
        """How many notices this account has put into a space since then."""
        t = tables.notice
        count = select(func.count()).select_from(t)
        here = (t.c.programme == self._id) & (t.c.sender == sender) & (t.c.space == space)
        return self._connection.scalar(count.where(here & (t.c.received_ms > since_ms))) or 0

    def note_notice(self, header: Header, now_ms: int) -> None:
        self._connection.execute(
            insert(tables.notice).values(
                programme=self._id,
                chain=header.chain,
                sender=header.sealer,
                space=header.space,
                received_ms=now_ms,
            )
        )

    def add(self, header: Header, data: bytes, brought_by: bytes, now_ms: int, rng: Random) -> int:
        """Store a verified batch at the end of its space; its position."""
        position = self._next_position(header.space, rng)
        hash_, chain = batch_hash(data), header.chain
        self._connection.execute(
            insert(tables.batch).values(
                programme=self._id,
                hash=hash_,
                chain=chain,
                number=header.number,
                next_seq=header.first_seq + header.count,
                space=header.space,
                position=position,
                kind=header.kind,
                brought_by=brought_by,
                received_ms=now_ms,
                data=data,
            )
        )
        t = tables.tip
        self._connection.execute(
            delete(t).where(
                t.c.programme == self._id, t.c.chain == chain, t.c.hash == header.previous
            )
        )
        self._connection.execute(
            insert(t).values(programme=self._id, chain=chain, hash=hash_, number=header.number)
        )
        p = tables.programme
        self._connection.execute(
            update(p)
            .where(p.c.programme == self._id)
            .values(stored_bytes=p.c.stored_bytes + len(data))
        )
        return position

    def _next_position(self, space: bytes, rng: Random) -> int:
        t = tables.space
        here = (t.c.programme == self._id) & (t.c.space == space)
        last = self._connection.scalar(select(t.c.last_position).where(here).with_for_update())
        position = (last or 0) + rng.randrange(1, STEP_MAX + 1)
        if last is None:
            self._connection.execute(
                insert(t).values(programme=self._id, space=space, last_position=position)
            )
        else:
            self._connection.execute(update(t).where(here).values(last_position=position))
        return position

    def last_position(self, space: bytes) -> int:
        """The place of a space's newest batch; 0 when it has none."""
        t = tables.space.c
        return (
            self._connection.scalar(
                select(t.last_position).where(t.programme == self._id, t.space == space)
            )
            or 0
        )

    def is_place(self, space: bytes, position: int) -> bool:
        """Whether a laptop's cursor is one that this store gave. 0 is the beginning."""
        if position == 0:
            return True
        t = tables.batch.c
        return (
            self._connection.scalar(
                select(t.number).where(
                    t.programme == self._id, t.space == space, t.position == position
                )
            )
            is not None
        )

    def page(self, space: bytes, after: int, max_bytes: int, has: Has) -> Page:
        """Batches of a space after a place, in order, without those the reader has.

        With no room at all it only finds the place before the first one that
        the reader lacks.
        """
        t = tables.batch.c
        rows = self._connection.execute(
            select(t.position, t.hash, t.chain, t.number, t.data)
            .where(t.programme == self._id, t.space == space, t.position > after)
            .order_by(t.position)
            .execution_options(yield_per=PAGE_ROWS)
        )
        taken: list[bytes] = []
        position, room = after, max_bytes
        for row in rows:
            if not has(row.hash, row.chain, row.number):
                if len(row.data) > room:
                    rows.close()
                    return Page(tuple(taken), position, True)
                taken.append(row.data)
                room -= len(row.data)
            position = row.position
        return Page(tuple(taken), position, False)

    def is_parked(self, hash_: bytes) -> bool:
        t = tables.waiting.c
        return (
            self._connection.scalar(select(t.size).where(t.programme == self._id, t.hash == hash_))
            is not None
        )

    def park(self, label: Label, data: bytes, brought_by: bytes, now_ms: int) -> None:
        """Put a batch into the waiting area."""
        self._connection.execute(
            insert(tables.waiting).values(
                programme=self._id,
                hash=batch_hash(data),
                chain=label.chain,
                number=label.number,
                size=len(data),
                brought_by=brought_by,
                arrived_ms=now_ms,
                data=data,
            )
        )

    def forget_parked(self, before_ms: int) -> None:
        """Drop what has waited since before `before_ms`: whoever has it will send it again."""
        t = tables.waiting
        self._connection.execute(
            delete(t).where(t.c.programme == self._id, t.c.arrived_ms < before_ms)
        )

    def parked(self) -> tuple[int, int]:
        """(batches, bytes) in the waiting area."""
        t = tables.waiting
        row = self._connection.execute(
            select(func.count(), func.coalesce(func.sum(t.c.size), 0)).where(
                t.c.programme == self._id
            )
        ).one()
        return row[0], row[1]

    def parked_at(self, chain: bytes, number: int) -> list[tuple[bytes, bytes]]:
        """(bytes, bringer) of waiting batches with this number in this chain."""
        t = tables.waiting.c
        rows = self._connection.execute(
            select(t.data, t.brought_by)
            .where(t.programme == self._id, t.chain == chain, t.number == number)
            .order_by(t.hash)
        )
        return [(row.data, row.brought_by) for row in rows]

    def all_parked(self) -> list[tuple[bytes, bytes]]:
        """(bytes, bringer) of everything that waits, chain by chain in order."""
        t = tables.waiting.c
        rows = self._connection.execute(
            select(t.data, t.brought_by)
            .where(t.programme == self._id)
            .order_by(t.chain, t.number, t.hash)
        )
        return [(row.data, row.brought_by) for row in rows]

    def unpark(self, hash_: bytes) -> None:
        t = tables.waiting
        self._connection.execute(delete(t).where(t.c.programme == self._id, t.c.hash == hash_))
