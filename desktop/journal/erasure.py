"""Erasing a person: everything that hangs on her or him leaves the tables and the journal.

What hangs on somebody is found from what the operations themselves name, so no kind can be
forgotten, and none of a later version. Operations keep their places in their chains: an
emptied one still says whose it was and when. docs/decisions/0012 has the reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.journal.belonging import of_others
from desktop.journal.encoding import read_fields, read_origin, write_fields
from desktop.journal.erased import NO_KIND, NO_RECORD, WORDS, Erased, named, spelled
from desktop.journal.erasure_orders import Coordinators, in_force
from desktop.journal.ledger import Ledger
from desktop.journal.merge import Views
from desktop.journal.replay import identity_of
from desktop.journal.sealing import seal_all
from desktop.programme.schema import ERASURE, PAPER_SHEET
from desktop.records.journal_tables import chain_and_seq
from desktop.records.statements import STATEMENTS
from sync.batch.heads import SECRET_BYTES
from sync.batch.operation import ChildOf, Joining, Value

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

_EMPTY = write_fields({})
_DRAFT = "draft "


@dataclass(frozen=True, slots=True)
class _Stored:
    """An operation as it lies in the journal."""

    place: int
    kind: int
    record: bytes
    origin: ChildOf | Joining | None
    fields: dict[int, Value]


@dataclass
class _Cut:
    """What one erasure changes in the journal."""

    emptied: list[_Stored] = field(default_factory=list)
    left: list[tuple[_Stored, dict[int, Value]]] = field(default_factory=list)

    @property
    def places(self) -> list[int]:
        return [op.place for op in self.emptied] + [op.place for op, _ in self.left]


def settle(vault: OpenVault, coordinators: Coordinators) -> Changes:
    """Carry out what was decided and is not done yet; nothing when there is nothing.

    Safe to stop at any moment and to call again: a decision stands in the journal, and what
    it asks for happens in one transaction. What is written here and not sealed is sealed
    first, since an author's signature covers it.

    Args:
        coordinators: whose word counts in this vault.

    Raises: as `OpenVault.transaction`.
    """
    with vault.read() as connection:
        due = in_force(connection, coordinators)
    if not due:
        return Changes()
    seal_all(vault)
    with vault.transaction() as connection:
        ledger = vault.ledger()
        changes = spread(connection, ledger, due - ledger.erased.whole)
    vault.empty_log()
    return changes


def reach(connection: Connection, roots: Iterable[bytes]) -> set[bytes]:
    """Everything that would go with these records, themselves included."""
    return _reach(_driver(connection), Erased(whole=set(roots)), set(roots)).whole


def spread(connection: Connection, ledger: Ledger, roots: Collection[bytes]) -> Changes:
    """Erase records and all that hangs on them, inside the caller's transaction."""
    if not roots:
        return Changes()
    raw, erased = ledger.raw, ledger.erased
    erased.whole |= set(roots)
    _reach(raw, erased, set(roots))
    cut = _cuts(raw, erased)
    touched = {(op.kind, op.record) for op in cut.emptied}
    touched |= {(op.kind, op.record) for op, _ in cut.left}
    _rewrite(raw, cut)
    _clear_views(raw, erased)
    views = Views(raw, ledger.by_no)
    for kind, record, identity in {
        (op.kind, op.record, identity_of(op.origin)) for op, _ in cut.left
    }:
        if kind in STATEMENTS:
            views.show_again(STATEMENTS[kind], record, identity)
    _drop_drafts(raw, erased)
    _forget_salts(raw, ledger, cut)
    _note_batches(raw, ledger, cut)
    erased.keep(raw)
    return Changes(frozenset(touched))


def _reach(raw: Any, erased: Erased, frontier: set[bytes]) -> Erased:
    """Let both sets of `erased` grow until nothing else names what is in them."""
    while frontier:
        found: set[bytes] = set()
        by_words: set[bytes] = set()
        for op in _stored(raw):
            if op.record in erased.whole or frontier.isdisjoint(named(op.origin, op.fields)):
                continue
            if op.kind in WORDS:
                erased.words.add(op.record)
            elif op.kind == ERASURE.number:
                continue
            elif not erased.whole.isdisjoint(named(op.origin, {})):
                found.add(op.record)
            elif isinstance(op.origin, Joining):
                erased.words.add(op.record)  # of the two that it joins, who are not erased
            else:
                by_words.add(op.record)
        theirs = of_others(raw, by_words - found, erased.whole)
        erased.words |= theirs
        found |= by_words - theirs
        erased.whole |= found
        frontier = found
    return erased


def _cuts(raw: Any, erased: Erased) -> _Cut:
    cut = _Cut()
    for op in _stored(raw):
        if erased.takes(op.kind, op.record, op.origin, op.fields):
            cut.emptied.append(op)
        elif erased.cuts(op.kind, op.record, op.fields):
            if op.kind == PAPER_SHEET.number:
                erased.words.add(op.record)
            left = erased.left_of(op.kind, op.record, op.fields)
            if left != op.fields:
                cut.left.append((op, left))
    return cut


def _stored(raw: Any) -> Iterator[_Stored]:
    for at, kind, record, origin, fields in raw.execute(
        "SELECT place, kind, record, origin, fields FROM op WHERE kind <> ?", (NO_KIND,)
    ):
        yield _Stored(
            at, kind, record, None if origin is None else read_origin(origin), read_fields(fields)
        )


def _rewrite(raw: Any, cut: _Cut) -> None:
    raw.executemany(
        "UPDATE op SET kind = ?, record = ?, origin = NULL, fields = ?, replaces = NULL "
        "WHERE place = ?",
        [(NO_KIND, NO_RECORD, _EMPTY, op.place) for op in cut.emptied],
    )
    raw.executemany(
        "UPDATE op SET fields = ? WHERE place = ?",
        [(write_fields(left), op.place) for op, left in cut.left],
    )


def _clear_views(raw: Any, erased: Erased) -> None:
    gone = [(record,) for record in sorted(erased.whole)]
    raw.execute("CREATE TEMP TABLE gone (record BLOB PRIMARY KEY) WITHOUT ROWID")
    raw.executemany("INSERT INTO gone (record) VALUES (?)", gone)
    for statements in STATEMENTS.values():
        # Only names of our own schema are put into the text.
        raw.execute(
            f"DELETE FROM {statements.kind.name} WHERE id IN (SELECT record FROM gone)"  # noqa: S608
        )
    for table in ("conflict", "early", "born"):
        raw.execute(f"DELETE FROM {table} WHERE record IN (SELECT record FROM gone)")  # noqa: S608
    raw.execute("DROP TABLE gone")


def _drop_drafts(raw: Any, erased: Erased) -> None:
    """What was half typed about somebody, on whichever account's behalf."""
    for name, value in raw.execute(
        "SELECT name, value FROM meta WHERE name LIKE ?", (_DRAFT + "%",)
    ).fetchall():
        told = name + " " + value.decode(errors="replace")
        if spelled(told) & (erased.whole | erased.words):
            raw.execute("DELETE FROM meta WHERE name = ?", (name,))


def _forget_salts(raw: Any, ledger: Ledger, cut: _Cut) -> None:
    """Without its run's secret nobody can guess an operation from the heads that cover it.

    Runs that are sealed whole need theirs no more; a run that is not keeps it until then.
    """
    for chain_no, seq in {chain_and_seq(at) for at in cut.places}:
        chain = ledger.by_no[chain_no]
        if seq <= chain.batch_seq:
            raw.execute(
                "UPDATE run SET secret = ?1 WHERE chain_no = ?2 AND first_seq = "
                "(SELECT max(first_seq) FROM run WHERE chain_no = ?2 AND first_seq <= ?3)",
                (ledger.random(SECRET_BYTES), chain_no, seq),
            )


def _note_batches(raw: Any, ledger: Ledger, cut: _Cut) -> None:
    """Which of the batches sealed here hold something that is gone."""
    for chain_no, seq in {chain_and_seq(at) for at in cut.places}:
        raw.execute(
            "INSERT OR IGNORE INTO holding (hash) SELECT hash FROM batch "
            "WHERE chain = ? AND count > 0 AND ? BETWEEN first_seq AND first_seq + count - 1",
            (ledger.by_no[chain_no].id, seq),
        )


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
