"""One run of the courier: rounds of one request each, until nothing is left to send or fetch.

When a receipt shows that the server forgot something (another epoch, or a
chain shorter than an older receipt said), the run asks for its heads and puts
back from `sent/` into the outbox what is missing there. What is no longer in
`sent/` either is written down as `lacking` in courier-state.json: the window
writes it anew from the vault at the next unlock (sync.client).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.host.clock import Clock
from sync.batch.frames import NO_EPOCH, Hello
from sync.batch.header import NO_SPACE
from sync.batch.keys import device_id
from sync.batch.receipt import NONCE_BYTES, Head, Receipt, space_tag
from sync.carriers import boxes
from sync.carriers.boxes import Settings
from sync.carriers.cargo import Piece, covered, look, next_load
from sync.carriers.dialogue import Reply, ask
from sync.carriers.http import Line
from sync.carriers.reckoning import (
    NEVER_AGAIN,
    after_receipt,
    after_remarks,
    cursors_to_ask,
    forgetful,
    heads_to_ask,
    missing,
    newest_of,
)
from sync.carriers.trouble import CarrierTrouble

Progress = Callable[[int, int], None]
"""Hears (bytes sent, bytes to send) of this run."""

ROUNDS_MAX = 1_000
RETRY_MS = 3_600_000
"""Before files that the server held or refused are tried again."""
HEADS_MAX = 1_000


@dataclass(frozen=True)
class Outcome:
    """What one run did. Bytes are those of bodies, without headers.

    Attributes:
        sent: batches newly under a receipt.
        brought: batches put into the inbox.
        waiting: batches still in the outbox.
        held, refused: how many of them the server keeps waiting, or refused.
        resent: batches put back because the server had forgotten them.
        server_ms: the server's signed time, None when no answer was taken in.
        trouble: why the run ended early; None when it ended well.
    """

    sent: int = 0
    brought: int = 0
    waiting: int = 0
    held: int = 0
    refused: int = 0
    resent: int = 0
    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    server_ms: int | None = None
    trouble: CarrierTrouble | None = None


class Run:
    """Reads and writes one data folder; `outcome` and `state` are true at every moment."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        line: Line,
        clock: Clock,
        progress: Progress | None,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        self.outcome = Outcome()
        self.state = boxes.read_state(folder)
        self._folder = folder
        self._settings = settings
        self._line = line
        self._clock = clock
        self._progress = progress
        self._random_bytes = random_bytes
        self._checked = False

    def go(self) -> None:
        """Raises CarrierTrouble, OSError."""
        boxes.prepare(self._folder)
        self._key = boxes.transport_key(self._folder)
        self._server_pub = self._meet_server()
        self._pieces, strangers = look(boxes.outbox(self._folder))
        self._to_send = sum(piece.size for piece in self._pieces)
        self._sent_before = 0
        self._tidy_state({path.stem for path in strangers})
        asking = self.state.unfinished or bool(self.state.pulled)
        more = True
        for _ in range(ROUNDS_MAX):
            load = [] if asking else self._next_load()
            if not (load or asking or more):
                return
            more, asking = self._round(load, asking)

    def _meet_server(self) -> bytes:
        """The key that must sign receipts: the named one, the pinned one, or the first met."""
        state = self.state
        chosen = self._settings.server, self._settings.choice
        if (state.server, state.choice) != chosen:
            server, choice = chosen
            state = replace(
                state, server=server, choice=choice, pinned_key=None, held={}, refused={}
            )
        key = self._settings.server_key or state.pinned_key or self._line.fetch_key()
        if state.again != self._settings.again:
            state = replace(state, again=self._settings.again, cursors={}, pulled={})
        cursors = state.cursors or {space_tag(NO_SPACE): 0}
        self.state = replace(state, pinned_key=key, cursors=cursors)
        return key

    def _tidy_state(self, strangers: set[str]) -> None:
        """Forget names that are gone, and try held and refused files again once an hour."""
        now, last = self._clock.now_ms(), self.state.retried_ms
        due = last is None or not 0 <= now - last < RETRY_MS
        names = {piece.name for piece in self._pieces}
        held = {n: why for n, why in self.state.held.items() if n in names and not due}
        refused = {
            n: why
            for n, why in self.state.refused.items()
            if n in names and (why in NEVER_AGAIN or not due)
        }
        refused |= dict.fromkeys(strangers, "DAMAGED")
        self.state = replace(
            self.state, held=held, refused=refused, retried_ms=now if due else last
        )

    def _next_load(self) -> list[Piece]:
        put_off = self.state.held.keys() | self.state.refused.keys()
        return next_load([piece for piece in self._pieces if piece.name not in put_off])

    def _round(self, load: list[Piece], asking: bool) -> tuple[bool, bool]:
        """One request and its consequences: whether more waits there, whether to ask next."""
        heads = self._heads(asking)
        asked = {head.chain for head in heads} | {piece.chain for piece in load}
        before = self.state
        if load:
            self.state = replace(before, unfinished=True)
            boxes.write_state(self._folder, self.state)
        reply = self._ask(load, heads)
        if reply.trouble is not None or reply.receipt is None:
            if not reply.bytes_up:  # nobody was reached: the next try may send at once
                self.state = replace(self.state, unfinished=before.unfinished)
            self._keep_what_came(reply, load)
            raise reply.trouble or AssertionError("an answer without a receipt")
        self._take_in(reply.receipt, reply, load)
        more = reply.receipt.more and bool(reply.hashes or reply.receipt.cursors)
        if self._checked and asking:
            self._put_back(before, reply.receipt)
            return more, False
        doubt = not self._checked and forgetful(before, reply.receipt, asked)
        self._checked = self._checked or doubt
        return more, doubt

    def _heads(self, asking: bool) -> tuple[Head, ...]:
        """After an unfinished exchange all that waits here; when in doubt all that was
        ever acknowledged; otherwise only chains of which the server holds a piece back.
        """
        if not asking:
            held = newest_of(p for p in self._pieces if p.name in self.state.held)
            return heads_to_ask(held)[:HEADS_MAX]
        sources = [newest_of(self._pieces), self.state.pulled]
        if self._checked:
            sources.append(dict(self.state.acknowledged))
        return heads_to_ask(*sources)[:HEADS_MAX]

    def _ask(self, load: list[Piece], heads: tuple[Head, ...]) -> Reply:
        hello = Hello(
            programme=self._settings.programme,
            device=device_id(self._key.public_key().public_bytes_raw()),
            nonce=self._random_bytes(NONCE_BYTES),
            at_ms=max(0, self._clock.now_ms()),
            epoch=self.state.epoch or NO_EPOCH,
            heads=heads,
            cursors=cursors_to_ask(self.state),
        )
        reply = ask(
            self._line,
            hello,
            load,
            sign=self._key.sign,
            server_pub=self._server_pub,
            inbox=boxes.inbox(self._folder),
            sent=self._tell if load else None,
        )
        self.outcome = replace(
            self.outcome,
            requests=self.outcome.requests + 1,
            bytes_up=self.outcome.bytes_up + reply.bytes_up,
            bytes_down=self.outcome.bytes_down + reply.bytes_down,
            brought=self.outcome.brought + len(reply.hashes),
        )
        return reply

    def _tell(self, sent: int) -> None:
        if self._progress is not None:
            self._progress(min(self._sent_before + sent, self._to_send), self._to_send)

    def _keep_what_came(self, reply: Reply, load: list[Piece]) -> None:
        """An answer broke off: its receipt and the batches that came whole still count."""
        self._handed(reply, load)
        if reply.receipt is not None:
            self._settle(reply.receipt, reply)
        self.state = replace(self.state, pulled={**self.state.pulled, **reply.newest})

    def _handed(self, reply: Reply, load: list[Piece]) -> None:
        if reply.handed:
            names = {piece.name for piece in load}
            self.state = replace(self.state, handed=self.state.handed | names)

    def _take_in(self, receipt: Receipt, reply: Reply, load: list[Piece]) -> None:
        """A whole answer: receipt to disk, files to sent/, then the state."""
        ours = list(self._pieces)
        self._handed(reply, load)
        self._settle(receipt, reply)
        state = after_receipt(self.state, receipt, ours)
        state = after_remarks(state, reply.remarks, load)
        left = {piece.name for piece in self._pieces}
        self.state = replace(
            state,
            handed=state.handed & left - state.refused.keys(),
            held={name: why for name, why in state.held.items() if name in left},
            last_contact_ms=self._clock.now_ms(),
        )
        boxes.write_state(self._folder, self.state)
        self._sent_before += sum(piece.size for piece in load)
        # A piece neither acknowledged nor explained waits for the next run, or this one never ends.
        put_off = self.state.held.keys() | self.state.refused.keys()
        stuck = {piece.name for piece in load} - put_off
        self._pieces = [piece for piece in self._pieces if piece.name not in stuck]

    def _settle(self, receipt: Receipt, reply: Reply) -> None:
        """Move what the receipt covers, once the receipt is on disk."""
        boxes.put_receipt(boxes.inbox(self._folder), reply.receipt_bytes)
        done = covered(self._pieces, [head.hash for head in receipt.heads])
        boxes.move([piece.path for piece in done], boxes.sent(self._folder))
        names = {piece.name for piece in done}
        self._pieces = [piece for piece in self._pieces if piece.name not in names]
        self.outcome = replace(
            self.outcome, sent=self.outcome.sent + len(done), server_ms=receipt.server_ms
        )

    def _put_back(self, before: boxes.State, receipt: Receipt) -> None:
        """The server told what it has of all that it acknowledged: the rest goes again."""
        found = missing(before, receipt, look(boxes.sent(self._folder))[0])
        boxes.move([piece.path for piece in found.again], boxes.outbox(self._folder))
        chains = {piece.chain for piece in found.again} | found.lacking.keys()
        self.state = replace(
            self.state,
            lacking={**self.state.lacking, **found.lacking},
            acknowledged={
                chain: head
                for chain, head in self.state.acknowledged.items()
                if chain not in chains
            },
        )
        boxes.write_state(self._folder, self.state)
        self._pieces = look(boxes.outbox(self._folder))[0]
        self._to_send += sum(piece.size for piece in found.again)
        self.outcome = replace(self.outcome, resent=self.outcome.resent + len(found.again))
