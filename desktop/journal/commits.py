"""Appending operations to this laptop's chain, and the author's signature at each commit's end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.host.clock import Clock as HostClock
from desktop.journal.encoding import Head, write_fields, write_origin, write_replaces
from desktop.journal.ledger import Chain, Ledger, Run
from desktop.records.journal_tables import place
from desktop.trouble import Exit, Trouble, say
from desktop.vault.accounts import UnlockedAccount
from sync.batch.heads import commit_message, next_head
from sync.batch.limits import BATCH_MAX_OPERATIONS, OPERATION_MAX_BYTES
from sync.batch.operation import Born, Clock, Operation, Origin, Value

INSERT_OP = (
    "INSERT INTO op (place, lamport, author_no, at_ms, clock_no, kind, record, origin, "
    "fields, replaces, ends_commit, head, signature) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


VALUES_MAX_BYTES = OPERATION_MAX_BYTES * 9 // 10
"""Values of one operation as stored; the rest is room for what a batch adds."""
COMMIT_MAX_BYTES = 112 * 1024
"""Values of a commit, so that one batch carries it whole even when they do not shrink."""


class TextTooLong(Trouble):
    """More than one operation, or one commit, can carry. Nothing of the call was written."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            happened=say("El texto es demasiado largo para guardarlo de una vez."),
            safe=say("Todo lo guardado antes sigue guardado."),
            next_step=say("Acórtelo o divídalo en partes, y guarde otra vez."),
        )


@dataclass(slots=True)
class _Waiting:
    """The newest operation, not yet written."""

    seq: int
    lamport: int
    at_ms: int
    kind: int
    record: bytes
    origin: Origin | None
    fields: Mapping[int, Value]
    packed: bytes
    replaces: list[tuple[int, int]]
    run_secret: bytes


class Commits:
    """One transaction's operations by one person in one space.

    A commit grows until `close`, or until `make_room` finds that the next
    call's operations would not fit one batch with it.
    """

    def __init__(
        self, ledger: Ledger, space: bytes, account: UnlockedAccount, clock: HostClock
    ) -> None:
        self._ledger = ledger
        self._account = account
        self._time = clock
        self.chain: Chain = ledger.own_chain(space)
        self._author = account.card.id
        self._author_no = ledger.author_no(self._author)
        offset_ms = clock.now_ms() - clock.monotonic_ms()
        self._claim: Clock = ledger.clock_near(clock.boot(), offset_ms)
        self._clock_no = ledger.clock_no(self._claim)
        self._run: Run | None = None
        self._size = self._bytes = 0
        self._last: _Waiting | None = None

    def make_room(self, operations: int) -> None:
        """End the commit before it grows past what one batch carries.

        Raises: ValueError when these operations alone are too many.
        """
        if operations > BATCH_MAX_OPERATIONS:
            raise ValueError(f"one call records at most {BATCH_MAX_OPERATIONS} operations")
        if (
            self._size + operations > BATCH_MAX_OPERATIONS
            or self._bytes > COMMIT_MAX_BYTES - VALUES_MAX_BYTES
        ):
            self.close()

    def append(
        self,
        kind: int,
        record: bytes,
        origin: Origin | None,
        fields: Mapping[int, Value],
        replaces: list[tuple[int, int]],
    ) -> Head:
        """One more operation. `origin` None for a record that was born before.

        Raises: TextTooLong.
        """
        ledger, chain = self._ledger, self.chain
        packed = write_fields(fields)
        self._bytes += len(packed)
        if len(packed) > VALUES_MAX_BYTES or self._bytes > COMMIT_MAX_BYTES:
            raise TextTooLong
        if self._run is None:
            self._run = ledger.run_for(chain, self._author_no)
        self._write_last(ends_commit=False)
        chain.seq += 1
        ledger.lamport += 1
        chain.lamport = ledger.lamport
        self._size += 1
        self._last = _Waiting(
            chain.seq,
            chain.lamport,
            self._time.now_ms(),
            kind,
            record,
            origin,
            fields,
            packed,
            replaces,
            self._run.secret,
        )
        if isinstance(origin, Born):
            ledger.raw.execute(
                "INSERT INTO born (record, chain_no, seq) VALUES (?, ?, ?)",
                (record, chain.no, chain.seq),
            )
        return chain.no, chain.seq, chain.lamport

    def close(self) -> None:
        """End the commit, if there is one, with its author's signature over the chain's head."""
        self._write_last(ends_commit=True)
        self._run = None
        self._size = self._bytes = 0

    def _write_last(self, *, ends_commit: bool) -> None:
        """Only when the next operation comes, or none, is it known whether one ends its commit."""
        last = self._last
        if last is None:
            return
        chain, chains = self.chain, self._ledger.by_no
        op = Operation(
            chain=chain.id,
            seq=last.seq,
            lamport=last.lamport,
            author=self._author,
            at_ms=last.at_ms,
            clock=self._claim,
            kind=last.kind,
            record=last.record,
            fields=last.fields,
            replaces=tuple((chains[no].id, seq) for no, seq in last.replaces),
            ends_commit=ends_commit,
        )
        chain.head = next_head(chain.head, last.run_secret, op)
        signature = None
        if ends_commit:
            signature = self._account.sign(commit_message(chain.id, last.seq, chain.head))
        self._ledger.raw.execute(
            INSERT_OP,
            (
                place(chain.no, last.seq),
                last.lamport,
                self._author_no,
                last.at_ms,
                self._clock_no,
                last.kind,
                last.record,
                None if last.origin is None else write_origin(last.origin),
                last.packed,
                write_replaces(last.replaces),
                int(ends_commit),
                chain.head if ends_commit else None,
                signature,
            ),
        )
        self._last = None
