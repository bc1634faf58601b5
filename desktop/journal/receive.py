"""Operations of others come in: through the same tables, by the same merge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop.changes import Changes
from desktop.journal.belonging import is_of_others
from desktop.journal.commits import INSERT_OP
from desktop.journal.encoding import write_fields, write_origin, write_replaces
from desktop.journal.erased import CUT_KINDS, Erased, emptied, is_emptied, named
from desktop.journal.erasure import spread
from desktop.journal.journal import touched
from desktop.journal.ledger import Chain, Ledger
from desktop.journal.links import keep_link
from desktop.journal.merge import Event, Views
from desktop.journal.replay import identity_of
from desktop.journal.stored import read_operations
from desktop.records.journal_tables import chain_and_seq, place
from desktop.records.statements import STATEMENTS
from desktop.records.tables import Form
from sync.batch.header import Link
from sync.batch.limits import NUMBER_MAX
from sync.batch.operation import Born, ChildOf, Joining, Operation, Origin
from sync.batch.reason import BatchError, Reason

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

SLICE_MS = 20
"""A slice ends with the first commit after this time, so that taps go between."""


class GapError(BatchError):
    """Operations before these are missing; nothing was taken in.

    Attributes:
        missing: the seqs of the chain that must come first.
    """

    def __init__(self, missing: range) -> None:
        super().__init__(Reason.GAP, f"operations {missing.start} to {missing.stop - 1}")
        self.missing = missing


def last_seq(vault: OpenVault, chain: bytes) -> int:
    """The last operation of a chain that is here, 0 for none."""
    with vault.read() as connection:
        return _last_seq(connection, chain)


def _last_seq(connection: Connection, chain: bytes) -> int:
    found = connection.exec_driver_sql(
        "SELECT (SELECT max(place) FROM op WHERE place BETWEEN no << 40 AND (no + 1 << 40) - 1) "
        "FROM chain WHERE id = ?",
        (chain,),
    ).scalar()
    return 0 if found is None else chain_and_seq(found)[1]


def receive(
    vault: OpenVault,
    chain: bytes,
    space: bytes,
    ops: Sequence[Operation],
    origins: Mapping[bytes, Origin],
    link: Link | None = None,
) -> Changes:
    """Take in a batch's operations at once; see `receive_slices`."""
    changes = Changes()
    for part in receive_slices(vault, chain, space, ops, origins, link):
        changes |= part
    return changes


def receive_slices(
    vault: OpenVault,
    chain: bytes,
    space: bytes,
    ops: Sequence[Operation],
    origins: Mapping[bytes, Origin],
    link: Link | None = None,
) -> Iterator[Changes]:
    """Take in a batch's operations, whole commits at a time, durable at each step.

    Operations that are known already are passed over, so a batch whose taking
    in was cut short is simply taken in again. Kinds and fields of a later
    version are kept and not shown. What is about somebody erased is kept empty.

    Args:
        origins: where the records come from that the operations name.
        link: the chain after this batch, remembered with the last slice.

    Raises: BatchError: GapError, FORK (the chain says something else here: a cloned or
        restored disk), DAMAGED (no laptop makes such operations; none of that slice is
        taken in). And as `OpenVault.write`.
    """
    _require_whole(chain, ops)
    with vault.read() as connection:
        position = _position(connection, chain, ops, origins)
    while position < len(ops):
        began_ms = vault.clock.monotonic_ms()
        taken: set[tuple[int, bytes]] = set()
        with vault.transaction() as connection:
            taking = _Taking(vault.ledger(), chain, space, origins)
            while position < len(ops):
                op = ops[position]
                taken |= taking.take(op)
                position += 1
                if op.ends_commit and vault.clock.monotonic_ms() - began_ms >= SLICE_MS:
                    break
            if link is not None and position == len(ops):
                keep_link(connection, link)
                link = None
            changes = Changes(frozenset(taken)) | taking.erase_more(connection)
        yield changes
    if link is not None:
        with vault.transaction() as connection:
            keep_link(connection, link)


def _require_whole(chain: bytes, ops: Sequence[Operation]) -> None:
    lamport = 0
    for n, op in enumerate(ops):
        if op.chain != chain or op.seq != ops[0].seq + n or op.seq < 1:
            raise BatchError(Reason.DAMAGED, "not one chain's operations in order")
        if not lamport < op.lamport <= NUMBER_MAX:
            raise BatchError(Reason.DAMAGED, "time does not grow")
        lamport = op.lamport
    if ops and not ops[-1].ends_commit:
        raise BatchError(Reason.DAMAGED, "the last commit is cut")


def _position(
    connection: Connection,
    chain: bytes,
    ops: Sequence[Operation],
    origins: Mapping[bytes, Origin],
) -> int:
    """How many of the operations are here already. Raises GapError, BatchError(FORK)."""
    if not ops:
        return 0
    known = {op.seq: op for op, _ in read_operations(connection, chain, ops[0].seq, ops[-1].seq)}
    erased = Erased.load(connection.connection.driver_connection)
    if not known and ops[0].seq > 1:
        last = _last_seq(connection, chain)
        if ops[0].seq > last + 1:
            raise GapError(range(last + 1, ops[0].seq))
    for op in ops:
        if op.seq in known and not _same(
            known[op.seq], erased.operation(op, origins.get(op.record))
        ):
            raise BatchError(Reason.FORK, f"operation {op.seq}")
    return len(known)


def _same(here: Operation, arriving: Operation) -> bool:
    """Also where one of them was cut: an erasure says which, not whoever brings the rest."""
    if here == arriving:
        return True
    if emptied(here) != emptied(arriving):
        return False
    cut = here.kind in CUT_KINDS and (here.kind, here.record) == (arriving.kind, arriving.record)
    return cut or is_emptied(here) or is_emptied(arriving)


class _Taking:
    """One slice: operations of one chain, in order."""

    def __init__(
        self, ledger: Ledger, chain: bytes, space: bytes, origins: Mapping[bytes, Origin]
    ) -> None:
        self._ledger = ledger
        self._space = space
        self._origins = origins
        self._chain: Chain = ledger.chain(chain, space)
        self._views = Views(ledger.raw, ledger.by_no)
        self._more: set[bytes] = set()
        ledger.heard_in(self._chain, space)
        if ledger.own.get(self._chain.space) is self._chain:
            ledger.retire(self._chain)

    def take(self, op: Operation) -> set[tuple[int, bytes]]:
        """Keep and show the chain's next operation; answers what it touched."""
        ledger, chain = self._ledger, self._chain
        if op.seq != chain.seq + 1 or op.lamport <= chain.lamport:
            raise BatchError(Reason.DAMAGED, "does not follow the chain")
        origin = self._origins.get(op.record)
        if op.record not in ledger.erased.whole and ledger.erased.takes(
            op.kind, op.record, origin, op.fields
        ):
            whole = ledger.erased.whole
            if whole.isdisjoint(named(origin, {})) and (
                isinstance(origin, Joining) or is_of_others(ledger.raw, op.record, whole)
            ):
                ledger.erased.words.add(op.record)
                ledger.erased.keep(ledger.raw)
            else:
                self._more.add(op.record)
        op = ledger.erased.operation(op, origin)
        if is_emptied(op):
            origin = None
        replaces = [(ledger.chain(of, self._space).no, seq) for of, seq in op.replaces]
        ledger.raw.execute(
            INSERT_OP,
            (
                place(chain.no, op.seq),
                op.lamport,
                ledger.author_no(op.author),
                op.at_ms,
                ledger.clock_no(op.clock),
                op.kind,
                op.record,
                None if origin is None else write_origin(origin),
                write_fields(op.fields),
                write_replaces(replaces),
                int(op.ends_commit),
                None,
                None,
            ),
        )
        if isinstance(origin, Born):
            self._note_born(op.record, origin)
        changed = self._show(op, origin, replaces)
        chain.seq, chain.lamport = op.seq, op.lamport
        ledger.hear(op.lamport)
        return changed

    def erase_more(self, connection: Connection) -> Changes:
        """What turned out to hang on somebody erased, of which parts may lie here already."""
        return spread(connection, self._ledger, self._more)

    def _show(
        self, op: Operation, origin: Origin | None, replaces: list[tuple[int, int]]
    ) -> set[tuple[int, bytes]]:
        statements = STATEMENTS.get(op.kind)
        if statements is None:
            return {(op.kind, op.record)}
        form = {Born: Form.BORN, ChildOf: Form.CHILD, Joining: Form.PAIR}.get(type(origin))
        if form is not statements.form and (origin, statements.form) != (None, Form.BORN):
            raise BatchError(Reason.DAMAGED, f"not how a {statements.kind.name} comes about")
        identity = identity_of(None if isinstance(origin, Born) else origin)
        self._views.apply(
            Event(
                (self._chain.no, op.seq, op.lamport),
                op.kind,
                op.record,
                identity,
                op.fields,
                replaces,
            )
        )
        return touched(statements, op.record, identity)

    def _note_born(self, record: bytes, origin: Born) -> None:
        self._ledger.raw.execute(
            "INSERT OR IGNORE INTO born (record, chain_no, seq) VALUES (?, ?, ?)",
            (record, self._ledger.chain(origin.chain, self._space).no, origin.seq),
        )
