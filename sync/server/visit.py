"""One laptop's visit: what it brings is kept as it comes, then it hears a signed answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sync.batch.frames import NO_EPOCH, Answer, FrameDecoder, Hello, frames
from sync.batch.header import NO_SPACE
from sync.batch.limits import CHAINS_MAX
from sync.batch.reason import BatchError, Reason
from sync.batch.receipt import Cursor, Head, Receipt, space_tag
from sync.batch.remarks import Remark, Remarked, encode_remarks
from sync.batch.roster import Roster
from sync.server.desk import Desk
from sync.server.intake import Fate, Intake, Verdict
from sync.server.shelf import Has, Shelf

REMARKED = {Fate.WAITING: Remarked.WAITS, Fate.REFUSED: Remarked.REFUSED}


class Visit:
    """A request from its first byte to the answer. `decode` may run anywhere, the rest
    on the store's thread.
    """

    def __init__(self, desk: Desk) -> None:
        self.bytes_in = 0
        self._desk = desk
        self._decoder = FrameDecoder()
        self._hello: Hello | None = None
        self._verdicts: list[Verdict] = []

    def count(self, fate: Fate) -> int:
        """How many of the batches brought met this fate."""
        return sum(verdict.fate is fate for verdict in self._verdicts)

    def decode(self, piece: bytes) -> list[bytes]:
        """The batches that this piece of the body completes. Raises BatchError."""
        self.bytes_in += len(piece)
        parts = self._decoder.feed(piece)
        if parts and self._hello is None:
            self._hello = Hello.decode(parts.pop(0))
        return parts

    def take(self, batches: Sequence[bytes]) -> None:
        """Keep these batches, in one transaction. Durable when it returns.

        Raises BatchError when more come than the hello announced.
        """
        hello = self._said()
        if len(self._verdicts) + len(batches) > hello.batches:
            raise BatchError(Reason.TOO_LARGE, "more batches than announced")
        with self._shelf(hello.programme) as shelf:
            intake = Intake(
                programme=hello.programme,
                shelf=shelf,
                rosters=self._desk.rosters,
                limits=self._desk.limits,
                takes_demonstrations=self._desk.takes_demonstrations,
                now_ms=self._desk.now_ms(),
                rng=self._desk.rng,
            )
            verdicts = [intake.receive(data, hello.device) for data in batches]
        self._verdicts += verdicts

    def answer(self) -> bytes:
        """The whole answer: a signed receipt, batches, remarks. Raises BatchError(CUT)."""
        self._decoder.finish()
        hello = self._said()
        if len(self._verdicts) != hello.batches:
            raise BatchError(Reason.CUT, "fewer batches than announced")
        with self._shelf(hello.programme) as shelf:
            roster = self._desk.rosters.of(hello.programme, shelf)
            reading = self._read(shelf, hello, roster)
            programme = shelf.programme()
            receipt = Receipt(
                programme=hello.programme,
                nonce=hello.nonce,
                server_ms=self._desk.now_ms(),
                epoch=programme.epoch if programme else NO_EPOCH,
                heads=self._heads(shelf, hello),
                cursors=reading.cursors,
                more=reading.more,
            )
        answer = Answer(receipt, reading.batches).sign(self._desk.store.receipt_key.sign)
        remarks = self._remarks()
        return answer.encode() + (frames(encode_remarks(remarks)) if remarks else b"")

    def _said(self) -> Hello:
        if self._hello is None:
            raise BatchError(Reason.CUT, "no hello")
        return self._hello

    @contextmanager
    def _shelf(self, programme: bytes) -> Iterator[Shelf]:
        try:
            with self._desk.store.transaction() as connection:
                yield Shelf(connection, programme)
        except BaseException:
            self._desk.rosters.forget(programme)  # it may hold what was just undone
            raise

    def _heads(self, shelf: Shelf, hello: Hello) -> tuple[Head, ...]:
        """What we hold of every chain that was named or brought: its tips.

        A tip may be a batch that this laptop never saw: so its own newest one
        is told as well when it is here below a tip.
        """
        newest: dict[bytes, dict[bytes, int]] = {head.chain: {} for head in hello.heads}
        for verdict in self._accepted():
            newest.setdefault(verdict.chain, {})[verdict.hash] = verdict.number
        for head in hello.heads:
            if shelf.holds_head(head):
                newest[head.chain][head.hash] = head.number
        told: list[Head] = []
        for chain, here in sorted(newest.items()):
            tips = {hash_: number for number, hash_ in shelf.tips(chain)}
            if here and not tips.keys() & here.keys():
                last = max(here.values())
                tips |= {hash_: number for hash_, number in here.items() if number == last}
            told += (Head(chain, number, hash_) for hash_, number in sorted(tips.items()))
        return tuple(told[:CHAINS_MAX])

    def _read(self, shelf: Shelf, hello: Hello, roster: Roster) -> _Reading:
        """The batches that this device may have, after the places it named.

        A device whose access has ended has rosters alone: they tell it so.
        A space that it may read and did not name is only told, with the place
        to read it from. A place that is none of ours means that the store was
        set back to a backup: everybody must compare what they hold with us.
        """
        device = roster.device(hello.device)
        if device is None or not self._is_signed(hello, device.transport_pub):
            return _Reading()
        has = self._held_by_laptop(shelf, hello)
        named = {cursor.space: cursor.position for cursor in hello.cursors}
        reading = _Reading()
        room = self._desk.limits.answer_bytes
        readable = {space for space in device.spaces if roster.may_pull(device.id, space)}
        for space in (NO_SPACE, *sorted(readable - {NO_SPACE})):
            tag = space_tag(space)
            place = named.get(tag, 0)
            if not shelf.is_place(space, place):
                self._renew_epoch(shelf, hello)
                place = 0
            page = shelf.page(space, place, room if tag in named else 0, has)
            room -= sum(map(len, page.batches))
            reading.batches += page.batches
            reading.more |= page.more
            if page.position != named.get(tag):
                reading.cursors += (Cursor(tag, page.position),)
        return reading

    def _is_signed(self, hello: Hello, transport_pub: bytes) -> bool:
        try:
            hello.verify(transport_pub, [verdict.hash for verdict in self._verdicts])
        except BatchError:
            return False
        return True

    def _held_by_laptop(self, shelf: Shelf, hello: Hello) -> Has:
        """Whether the laptop has a batch: it brought it just now, or named a head above it."""
        brought = {verdict.hash for verdict in self._verdicts}
        upto = {
            head.chain: head.number
            for head in hello.heads
            if shelf.holds_head(head) and len(shelf.tips(head.chain)) == 1
        }

        def has(hash_: bytes, chain: bytes, number: int) -> bool:
            return hash_ in brought or number <= upto.get(chain, 0)

        return has

    def _renew_epoch(self, shelf: Shelf, hello: Hello) -> None:
        """Unless this laptop will notice anyway, because its epoch is an old one."""
        programme = shelf.programme()
        if programme is not None and programme.epoch == hello.epoch:
            shelf.renew_epoch(self._desk.rng)

    def _accepted(self) -> Iterator[Verdict]:
        return (v for v in self._verdicts if v.fate in (Fate.STORED, Fate.KNOWN))

    def _remarks(self) -> list[Remark]:
        remarks = []
        for index, verdict in enumerate(self._verdicts):
            what = REMARKED.get(verdict.fate)
            if verdict.reason is Reason.FORK and verdict.fate is Fate.STORED:
                what = Remarked.FORKS
            if what is not None and verdict.reason is not None:
                remarks.append(Remark(index, what, verdict.reason.name))
        return remarks


@dataclass
class _Reading:
    batches: tuple[bytes, ...] = ()
    cursors: tuple[Cursor, ...] = ()
    more: bool = False
