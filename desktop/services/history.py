"""Take back what a call did, as new operations: nothing is ever removed from the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from desktop.changes import Changes, Step
from desktop.journal.stored import read_operations

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

Op = tuple[str, int]
"""(chain in hex, seq), as in a `Step`."""
Record = tuple[int, bytes]
"""(kind, id)."""
RECORDS_A_CALL = 100
"""An import of 5,000 rows is taken back as one, and a batch carries 500 operations."""


def undo(vault: OpenVault, changes: Changes) -> Changes:
    """Restore the values before `changes`; the answer can itself be undone.

    Calls can be taken back one after the other, the last first. A value that
    somebody else set since is left as it is; an empty answer means that nothing
    was taken back.
    """
    if not changes.undo:
        return Changes()
    went_back = _WENT_BACK.setdefault(vault, _WentBack())
    undone = Changes()
    with vault.write() as journal:
        for steps in _in_parts(went_back.recognise(changes.undo)):
            undone |= journal.take_back(steps)
        went_back.note(journal.connection, changes.undo, undone.undo)
    return undone


def _in_parts(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """As many records as one call of the journal takes, each with all of its steps in order."""
    by_record: dict[Record, list[Step]] = defaultdict(list)
    for step in steps:
        by_record[step.kind, step.record].append(step)
    records = iter(by_record.values())
    while some := list(islice(records, RECORDS_A_CALL)):
        yield list(chain.from_iterable(some))


def undo_all(vaults: Iterable[OpenVault], changes: Changes) -> Changes:
    """As `undo`, for changes whose vault is not known: the others do not have these records."""
    undone = Changes()
    for vault in vaults:
        undone |= undo(vault, changes)
    return undone


class _WentBack:
    """Which operations only brought older ones back, since this vault was opened.

    Going back from C to B is a new operation, so that undoing B would find its
    value "set since". Here B is known to stand again, and B alone: if somebody
    else's X came between B and C, going back brought X back.
    """

    def __init__(self) -> None:
        self._brought_back: dict[Record, dict[Op, frozenset[Op]]] = defaultdict(dict)

    def recognise(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        """The steps, with the operations that stand for theirs counted as theirs."""
        return tuple(
            replace(step, after=(*step.after, *self._standing_for(step))) for step in steps
        )

    def note(self, connection: Connection, taken_back: Iterable[Step], by: Iterable[Step]) -> None:
        """Remember what the operations of `by` brought back by undoing `taken_back`."""
        mine: dict[Record, set[Op]] = defaultdict(set)
        for step in taken_back:
            mine[step.kind, step.record].update(step.after)
        for step in by:
            ops = mine[step.kind, step.record]
            before = frozenset().union(*(_replaced(connection, op) for op in ops)) - ops
            if before:
                for op in step.after:
                    self._brought_back[step.kind, step.record][op] = before

    def _standing_for(self, step: Step) -> set[Op]:
        known = self._brought_back.get((step.kind, step.record), {})
        ours, found = set(step.after), True
        while found:
            more = {op for op, before in known.items() if before <= ours} - ours
            found = bool(more)
            ours |= more
        return ours - set(step.after)


_WENT_BACK: WeakKeyDictionary[OpenVault, _WentBack] = WeakKeyDictionary()


def _replaced(connection: Connection, op: Op) -> frozenset[Op]:
    """The operations whose values this one replaced."""
    chain, seq = op
    return frozenset(
        (of.hex(), number)
        for operation, _ in read_operations(connection, bytes.fromhex(chain), seq, seq)
        for of, number in operation.replaces
    )
