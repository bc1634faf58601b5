"""Which value a record shows: operations become rows of the view tables.

The heads of a register are the operations seen that set it, minus those that
any operation seen replaces. This depends on the set of operations alone, so
any order of arrival gives the same tables. One head: its value is shown.
Several: the protective value where the field has one, then the greatest
(Lamport, chain) is shown, and differing values are a row of `conflict`.

A record is deleted while every other head was known to its deletion: an edit
beats a deletion that did not see it, and asks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.journal.encoding import (
    Head,
    Heads,
    read_fields,
    read_heads,
    read_replaces,
    write_heads,
)
from desktop.journal.ledger import Chain
from desktop.journal.protective import PROTECTIVE
from desktop.programme.schema import DELETED
from desktop.records.journal_tables import place
from desktop.records.statements import STATEMENTS, Statements
from sync.batch.operation import Value

Replaced = Collection[tuple[int, int]]
"""(chain no, seq) of operations."""

_NOBODY: Head = (0, 0, 0)
"""No operation's: chains are numbered from 1."""


@dataclass(slots=True)
class Row:
    """One record as its view shows it. `fresh` when the table has no row of it yet."""

    values: list[Any]
    deleted: int
    heads: Heads
    fresh: bool

    def every_head(self) -> list[Head]:
        return [head for heads in self.heads.values() for head in heads]


@dataclass(frozen=True, slots=True)
class Event:
    """An operation as the merge sees it: who it is, and what it says."""

    head: Head
    kind: int
    record: bytes
    identity: tuple[Any, ...]
    fields: Mapping[int, Value]
    replaces: Replaced


class Views:
    """Applies operations to the view tables, inside the caller's transaction.

    `chains` by number, as far as they have been seen; the caller moves each
    chain's `seq` on when its operation was applied.
    """

    def __init__(self, raw: Any, chains: Mapping[int, Chain]) -> None:
        self._raw = raw
        self._chains = chains
        self._any_early: bool | None = None

    def row(self, statements: Statements, record: bytes, identity: tuple[Any, ...]) -> Row:
        found = self._raw.execute(
            statements.select, statements.address(record, identity)
        ).fetchone()
        if found is None:
            return Row([None] * len(statements.columns), 0, {}, True)
        return Row(list(found[2:]), found[1], read_heads(found[0]), False)

    def apply(self, event: Event) -> None:
        """Merge an operation that may have come in any order. Unknown kinds leave no trace."""
        statements = STATEMENTS.get(event.kind)
        if statements is None:
            return
        row = self.row(statements, event.record, event.identity)
        lost = self._lost(event)
        for number in event.fields:
            self._note_early(event, number)
        self.settle(statements, row, event, lost)

    def settle(
        self, statements: Statements, row: Row, event: Event, lost: Collection[int] = ()
    ) -> None:
        """Put an operation into its row and write the row.

        `lost`: registers in which it was replaced before it came.
        """
        mine = event.head
        for number, value in event.fields.items():
            if number != DELETED and number not in statements.places:
                continue
            before = row.heads.get(number, [])
            heads = [head for head in before if head[:2] not in event.replaces]
            if number not in lost:
                heads.append(mine)
            row.heads[number] = heads
            if number != DELETED:
                shown = statements.stored(number, value) if heads == [mine] else None
                self._show(statements, row, event, number, shown, merged=len(before) > 1)
        if row.heads.get(DELETED):
            self._judge_deletion(row, event)
        self._write(statements, row, event)

    def show_again(self, statements: Statements, record: bytes, identity: tuple[Any, ...]) -> None:
        """Write a row anew from the operations that stand, which say less than they did."""
        row = self.row(statements, record, identity)
        if row.fresh:
            return
        event = Event(_NOBODY, statements.kind.number, record, identity, {}, ())
        for number in [number for number in row.heads if number != DELETED]:
            self._show(statements, row, event, number, None, merged=True)
        self._write(statements, row, event)

    def _show(
        self,
        statements: Statements,
        row: Row,
        event: Event,
        number: int,
        only: tuple[Any, ...] | None,
        *,
        merged: bool,
    ) -> None:
        """Choose the value of one register. `only` when the operation stands alone."""
        shown = only
        heads = row.heads[number]
        if not heads:
            # Only operations that replace each other in a circle, which no laptop makes.
            del row.heads[number]
            shown = statements.stored(number, ())
            self._mark_conflict(event, number, False)
        elif shown is None:
            stored = {
                head: statements.stored(number, self._fields_of(head, event)[number])
                for head in heads
            }
            rank = PROTECTIVE.get((event.kind, number))
            shown = stored[
                max(
                    heads,
                    key=lambda head: (
                        rank(stored[head]) if rank else 0,
                        head[2],
                        self._chains[head[0]].id,
                    ),
                )
            ]
            self._mark_conflict(event, number, len(set(stored.values())) > 1)
        elif merged:
            self._mark_conflict(event, number, False)
        first, count = statements.places[number]
        row.values[first : first + count] = shown

    def _judge_deletion(self, row: Row, event: Event) -> None:
        covered: set[tuple[int, int]] = set()
        deletions = kept = 0
        for head in row.heads[DELETED]:
            if self._fields_of(head, event)[DELETED]:
                deletions += 1
                covered.update(self._replaces_of(head, event))
            else:
                kept += 1
        beaten = kept > 0 or any(
            head[:2] not in covered
            for number, heads in row.heads.items()
            if number != DELETED
            for head in heads
            if head not in row.heads[DELETED]
        )
        row.deleted = int(deletions > 0 and not beaten)
        self._mark_conflict(event, DELETED, deletions > 0 and beaten)

    def _write(self, statements: Statements, row: Row, event: Event) -> None:
        heads = write_heads(row.heads)
        if row.fresh:
            self._raw.execute(
                statements.insert,
                (event.record, *event.identity, *row.values, row.deleted, heads),
            )
            row.fresh = False
        else:
            self._raw.execute(
                statements.update,
                (
                    *row.values,
                    row.deleted,
                    heads,
                    *statements.address(event.record, event.identity),
                ),
            )

    def _mark_conflict(self, event: Event, register: int, stands: bool) -> None:
        self._raw.execute(
            "INSERT OR IGNORE INTO conflict (kind, record, register) VALUES (?, ?, ?)"
            if stands
            else "DELETE FROM conflict WHERE kind = ? AND record = ? AND register = ?",
            (event.kind, event.record, register),
        )

    def _fields_of(self, head: Head, event: Event) -> Mapping[int, Value]:
        if head == event.head:
            return event.fields
        (fields,) = self._raw.execute(
            "SELECT fields FROM op WHERE place = ?", (place(*head[:2]),)
        ).fetchone()
        return read_fields(fields)

    def _replaces_of(self, head: Head, event: Event) -> Replaced:
        if head == event.head:
            return event.replaces
        (replaces,) = self._raw.execute(
            "SELECT replaces FROM op WHERE place = ?", (place(*head[:2]),)
        ).fetchone()
        return read_replaces(replaces)

    def _lost(self, event: Event) -> set[int]:
        """Registers in which an operation seen earlier already replaces this one."""
        if self._any_early is None:
            self._any_early = self._raw.execute("SELECT 1 FROM early").fetchone() is not None
        if not self._any_early:
            return set()
        lost = {
            register
            for (register,) in self._raw.execute(
                "SELECT register FROM early WHERE chain_no = ? AND seq = ? AND record = ?",
                (*event.head[:2], event.record),
            )
        }
        self._raw.execute("DELETE FROM early WHERE chain_no = ? AND seq = ?", event.head[:2])
        return lost

    def _note_early(self, event: Event, register: int) -> None:
        """Remember what the operation replaces that has not come yet."""
        for chain_no, seq in event.replaces:
            if seq > self._chains[chain_no].seq and (chain_no, seq) != event.head[:2]:
                self._raw.execute(
                    "INSERT OR IGNORE INTO early (chain_no, seq, record, register) "
                    "VALUES (?, ?, ?, ?)",
                    (chain_no, seq, event.record, register),
                )
                self._any_early = True
