"""One batch comes in: known, stored, waiting for another, or refused with a reason."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum
from random import Random

from sync.batch.admission import admit_notice
from sync.batch.header import NO_SPACE, BatchKind, Header, Label, Link, read_label
from sync.batch.keys import batch_hash
from sync.batch.reason import BatchError, Reason
from sync.batch.seal import verify
from sync.server.limits import Limits
from sync.server.rosters import Rosters
from sync.server.shelf import Shelf

MAY_COME_LATER = frozenset({Reason.GAP, Reason.UNKNOWN_SIGNER, Reason.UNKNOWN_CHAIN})
"""Reasons that another batch can take away: a batch with one of them waits."""


DAY_MS = 24 * 3_600_000


class Fate(Enum):
    """What became of a batch."""

    STORED = "stored"
    KNOWN = "known"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """What became of one batch; `reason` says why it waits, was refused, or is a fork."""

    hash: bytes
    fate: Fate
    reason: Reason | None = None
    chain: bytes = b""
    number: int = 0


@dataclass
class Intake:
    """The rules by which one programme's batches enter, inside one transaction."""

    programme: bytes
    shelf: Shelf
    rosters: Rosters
    limits: Limits
    takes_demonstrations: bool
    now_ms: int
    rng: Random

    def receive(self, data: bytes, brought_by: bytes) -> Verdict:
        """Take one batch in, and then whatever waited for it."""
        verdict, label = self._judge(data, brought_by)
        if verdict.fate is Fate.STORED and label is not None:
            self._release(label)
        return verdict

    def _judge(self, data: bytes, brought_by: bytes) -> tuple[Verdict, Label | None]:
        hash_ = batch_hash(data)
        try:
            label = read_label(data)
        except BatchError as error:
            return Verdict(hash_, Fate.REFUSED, error.reason), None
        fate, reason = self._decide(label, data, brought_by)
        return Verdict(hash_, fate, reason, label.chain, label.number), label

    def _decide(self, label: Label, data: bytes, brought_by: bytes) -> tuple[Fate, Reason | None]:
        if self.shelf.holds(batch_hash(data)):
            return Fate.KNOWN, None
        try:
            self._check_programme(label, len(data))
            if label.kind == BatchKind.NOTICE:
                self._store_notice(label, data, brought_by)
                return Fate.STORED, None
            fork = self._store(label, data, brought_by)
        except BatchError as error:
            waits = error.reason in MAY_COME_LATER and self._park(label, data, brought_by)
            return Fate.WAITING if waits else Fate.REFUSED, error.reason
        return Fate.STORED, Reason.FORK if fork else None

    def _check_programme(self, label: Label, size: int) -> None:
        """Raises BatchError unless this server keeps the batch's programme."""
        if label.programme not in (None, self.programme):
            raise BatchError(Reason.NOT_ALLOWED, "another programme")
        if label.demo and not self.takes_demonstrations:
            raise BatchError(Reason.NOT_ALLOWED, "a demonstration")
        known = self.shelf.programme()
        if known is None:
            if label.kind != BatchKind.ROSTER or not label.opens_chain:
                raise BatchError(Reason.UNKNOWN_SIGNER, "a programme that is not open here")
            self._check_room_for_programme()
            return
        if known.demo != label.demo:
            raise BatchError(Reason.NOT_ALLOWED, "a demonstration among real programmes")
        if known.stored_bytes + size > self.limits.programme_bytes:
            raise BatchError(Reason.TOO_LARGE, "the programme's room is used up")

    def _check_room_for_programme(self) -> None:
        """Anybody can make programmes, and fill what a server has open to all."""
        if self.limits.only:
            if self.programme not in self.limits.only:
                raise BatchError(Reason.NOT_ALLOWED, "none of this server's programmes")
        elif self.shelf.programmes() >= self.limits.programmes:
            raise BatchError(Reason.NOT_ALLOWED, "no room for another programme")

    def _store(self, label: Label, data: bytes, brought_by: bytes) -> bool:
        """Check who signed and what comes before, then store; whether it is a fork.

        Raises BatchError, with nothing changed.
        """
        link = self._link(label)
        header = link.complete(label)
        roster = self.rosters.of(self.programme, self.shelf)
        if (label.kind == BatchKind.ROSTER) != (header.space == NO_SPACE):
            raise BatchError(Reason.NOT_ALLOWED, "rosters have a space of their own")
        if label.kind == BatchKind.ROSTER:
            roster.apply(data)  # raises unless a coordinator signed it
        else:
            signer = roster.member(header.sealer)
            if signer is None:
                raise BatchError(Reason.UNKNOWN_SIGNER)
            verify(data, header, signer.sign_pub)
            if not roster.may_write(header.sealer, header.space):
                raise BatchError(Reason.NOT_ALLOWED, "space")
        if label.opens_chain:
            self._begin(header)
        fork = bool(self.shelf.hashes_at(label.chain, label.number))
        self.shelf.add(header, data, brought_by, self.now_ms, self.rng)
        return fork

    def _store_notice(self, label: Label, data: bytes, brought_by: bytes) -> None:
        """Store a notice: whoever is in the programme may put one into a space of others.

        Of which stream a space is nobody tells a server; laptops know. Raises BatchError,
        with nothing changed.
        """
        header = admit_notice(data, self.rosters.of(self.programme, self.shelf))
        shelf = self.shelf
        if shelf.is_notice(label.chain) or shelf.knows_chain(label.chain):
            raise BatchError(Reason.NOT_ALLOWED, "a notice is its chain's only batch")
        lately = shelf.notices_of(header.sealer, header.space, self.now_ms - DAY_MS)
        if lately >= self.limits.notices_a_day:
            raise BatchError(Reason.NOT_ALLOWED, "too many notices in one day")
        shelf.note_notice(header, self.now_ms)
        shelf.add(header, data, brought_by, self.now_ms, self.rng)

    def _link(self, label: Label) -> Link:
        if self.shelf.is_notice(label.chain):
            raise BatchError(Reason.NOT_ALLOWED, "nothing follows a notice")
        link = self.shelf.link_before(label)
        if link is None:
            known = self.shelf.knows_chain(label.chain)
            raise BatchError(Reason.GAP if known else Reason.UNKNOWN_CHAIN)
        return link

    def _begin(self, header: Header) -> None:
        """Write down a chain's first batch, and the programme when it is the very first."""
        if self.shelf.programme() is None:
            self.shelf.open_programme(header.demo, self.now_ms, self.rng)
        elif self.shelf.chains() >= self.limits.chains:
            raise BatchError(Reason.NOT_ALLOWED, "no room for another chain")
        if not self.shelf.knows_chain(header.chain):
            if self.shelf.chains_of(header.opener) >= self.limits.chains_of_one:
                raise BatchError(Reason.NOT_ALLOWED, "no room for another chain of this member")
            self.shelf.begin_chain(header)

    def _park(self, label: Label, data: bytes, brought_by: bytes) -> bool:
        """Keep a batch that must wait; False when there is no room, or no programme."""
        if self.shelf.programme() is None:
            return False
        if self.shelf.is_parked(batch_hash(data)):
            return True
        self.shelf.forget_parked(self.now_ms - self.limits.waiting_ms)
        batches, size = self.shelf.parked()
        if batches >= self.limits.waiting_batches or size + len(data) > self.limits.waiting_bytes:
            return False
        self.shelf.park(label, data, brought_by, self.now_ms)
        return True

    def _release(self, label: Label) -> None:
        """Try what waited for the batch of this label: its successor, or all after a roster."""
        ready = deque([label])
        while ready:
            came = ready.popleft()
            waiting = (
                self.shelf.all_parked()
                if came.kind == BatchKind.ROSTER
                else self.shelf.parked_at(came.chain, came.number + 1)
            )
            for data, brought_by in waiting:
                verdict, released = self._judge(data, brought_by)
                if verdict.fate is not Fate.WAITING:
                    self.shelf.unpark(verdict.hash)
                if verdict.fate is Fate.STORED and released is not None:
                    ready.append(released)
