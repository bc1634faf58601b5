"""Writing here: drafts become operations, and their rows, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from desktop.changes import Changes, Step
from desktop.journal.commits import Commits
from desktop.journal.encoding import read_origin
from desktop.journal.erased import PersonErased
from desktop.journal.ledger import Ledger
from desktop.journal.merge import Event, Row, Views
from desktop.programme.schema import DELETED, Child, Draft, Existing, New, Pair
from desktop.records.journal_tables import place
from desktop.records.statements import STATEMENTS, Statements
from desktop.records.tables import Form
from sync.batch.operation import Born, ChildOf, Joining, Origin, Value, record_id

_Op = tuple[int, int]
"""(chain no, seq)."""


@dataclass(slots=True)
class _Target:
    """The record that a change is about, as it stands before."""

    statements: Statements
    record: bytes
    origin: Origin | None
    identity: tuple[Any, ...]
    row: Row


@dataclass(slots=True)
class _Told:
    """What one call has changed so far."""

    touched: set[tuple[int, bytes]] = field(default_factory=set)
    undo: list[Step] = field(default_factory=list)
    created: list[bytes] = field(default_factory=list)

    def changes(self) -> Changes:
        return Changes(frozenset(self.touched), tuple(self.undo), tuple(self.created))


class Journal:
    """The door for what happens on this laptop; made by `OpenVault.write`.

    Everything recorded through one `write` is one commit: it travels and is
    applied whole. More than 500 operations become several commits, cut between
    calls of `record`; the transaction here stays one.

    Attributes:
        connection: for reading inside the same transaction.
    """

    def __init__(
        self, connection: Connection, ledger: Ledger, commits: Callable[[], Commits]
    ) -> None:
        self.connection = connection
        self._ledger = ledger
        self._raw = ledger.raw
        self._views = Views(ledger.raw, ledger.by_no)
        self._make_commits = commits
        self._made_commits: Commits | None = None

    def record(self, *drafts: Draft) -> Changes:
        """Set what the drafts say. Values that stand already are not written.

        Ids of `New` records are in `changes.created`, in order. Writing to a
        deleted record brings it back.

        Raises: LookupError for an `Existing` record that is not known;
            TypeError for a value that its column does not hold; ValueError for
            more than 500 drafts, which no batch could carry whole; PersonErased.
        """
        self._commits.make_room(len(drafts))
        told = _Told()
        for draft in drafts:
            statements = STATEMENTS[draft.kind.number]
            target = self._target(draft, statements)
            fields: dict[int, Value] = {
                number: bool(value) if number == DELETED else statements.checked(number, value)
                for number, value in draft.fields().items()
            }
            if self._ledger.erased.refuses(draft.kind.number, target.record, target.origin, fields):
                raise PersonErased
            self._change(told, target, fields, makes=isinstance(draft.key, New | Child))
            if isinstance(draft.key, New):
                told.created.append(target.record)
        return told.changes()

    def take_back(self, steps: Sequence[Step]) -> Changes:
        """Set again what stood before the steps, as new operations.

        A value that was changed again since is left alone; when that is so for
        all of them the answer is empty.
        """
        told = _Told()
        collapsed = _collapse(steps)
        self._commits.make_room(len(collapsed))
        for (kind, record), (before, after) in collapsed.items():
            ops = [
                (chain.no, seq)
                for chain_id, seq in after
                if (chain := self._ledger.by_id.get(chain_id)) is not None
            ]
            target = self._known(STATEMENTS[kind], record, ops)
            if target is not None:
                fields = {
                    number: value
                    for number, value in before.items()
                    if self._still_ours(target.row, number, value, ops)
                }
                if not self._ledger.erased.refuses(kind, record, target.origin, fields):
                    self._change(told, target, fields, makes=False)
        return told.changes()

    def close(self) -> None:
        """End the commit; `OpenVault.write` calls this before the transaction ends."""
        if self._made_commits is not None:
            self._made_commits.close()

    @property
    def _commits(self) -> Commits:
        """Made at the first write: a transaction that only reads begins no chain."""
        if self._made_commits is None:
            self._made_commits = self._make_commits()
        return self._made_commits

    def _target(self, draft: Draft, statements: Statements) -> _Target:
        origin: Origin
        identity: tuple[Any, ...]
        match draft.key:
            case Existing(record):
                target = self._known(statements, record, ())
                if target is None:
                    raise LookupError(f"no such {draft.kind.name}")
                return target
            case New():
                chain = self._commits.chain
                origin, identity = Born(chain.id, chain.seq + 1), ()
                form = Form.BORN
            case Child(parent, ordinal):
                origin, identity = ChildOf(parent, ordinal), (parent, ordinal)
                form = Form.CHILD
            case Pair(first, second):
                origin, identity = Joining(first, second), (first, second)
                form = Form.PAIR
        if form is not statements.form:
            raise ValueError(f"a {draft.kind.name} is not identified by {type(draft.key).__name__}")
        record = record_id(draft.kind.number, origin)
        row = self._views.row(statements, record, identity)
        return _Target(statements, record, origin, identity, row)

    def _known(self, statements: Statements, record: bytes, ops: Collection[_Op]) -> _Target | None:
        """A record by its id. `ops` that touched it spare a pair, which has no index by id."""
        origin: Origin | None = None
        identity: tuple[Any, ...] = ()
        if statements.form is not Form.BORN:
            origin = self._origin_by_op(ops) or self._origin_by_row(statements, record)
            if origin is None:
                return None
            identity = (
                (origin.parent, origin.ordinal)
                if isinstance(origin, ChildOf)
                else (origin.first, origin.second)
            )
        row = self._views.row(statements, record, identity)
        return None if row.fresh else _Target(statements, record, origin, identity, row)

    def _origin_by_op(self, ops: Collection[_Op]) -> ChildOf | Joining | None:
        for op in ops:
            found = self._raw.execute(
                "SELECT origin FROM op WHERE place = ?", (place(*op),)
            ).fetchone()
            if found is not None and found[0] is not None:
                return read_origin(found[0])
        return None

    def _origin_by_row(self, statements: Statements, record: bytes) -> ChildOf | Joining | None:
        found = self._raw.execute(statements.identify, (record,)).fetchone()
        if found is None:
            return None
        return Joining(*found) if statements.form is Form.PAIR else ChildOf(*found)

    def _change(
        self, told: _Told, target: _Target, fields: Mapping[int, Value], *, makes: bool
    ) -> None:
        """Append an operation with the values that are new, and show them.

        `makes`: the operation is written even when it says nothing, if the record is new.
        """
        row, statements = target.row, target.statements
        kind = statements.kind.number
        news = {
            number: value
            for number, value in fields.items()
            if self._is_news(target, number, value)
        }
        makes = makes and row.fresh
        if not news and not makes:
            return
        if row.deleted and DELETED not in fields:
            news[DELETED] = False
        before: tuple[tuple[int, Any], ...] = (
            ((DELETED, True),)
            if makes
            else tuple((number, self._said(target, number)) for number in news)
        )
        if news.get(DELETED):
            replaced = row.every_head()
        else:
            replaced = [head for number in news for head in row.heads.get(number, ())]
        replaces = sorted({head[:2] for head in replaced})
        origin = target.origin
        head = self._commits.append(kind, target.record, origin, news, replaces)
        event = Event(head, kind, target.record, target.identity, news, replaces)
        self._views.settle(statements, row, event)
        told.touched.update(touched(statements, target.record, target.identity))
        told.undo.append(
            Step(kind, target.record, before, ((self._commits.chain.id.hex(), head[1]),))
        )

    def _is_news(self, target: _Target, number: int, value: Value) -> bool:
        row, statements = target.row, target.statements
        if number == DELETED:
            stands = bool(row.deleted) == value
            merged = DELETED in row.heads
        else:
            first, count = statements.places[number]
            stands = tuple(row.values[first : first + count]) == statements.stored(number, value)
            merged = len(row.heads.get(number, ())) > 1
        return not stands or (merged and self._in_conflict(target, number))

    def _in_conflict(self, target: _Target, number: int) -> bool:
        found = self._raw.execute(
            "SELECT 1 FROM conflict WHERE kind = ? AND record = ? AND register = ?",
            (target.statements.kind.number, target.record, number),
        ).fetchone()
        return found is not None

    def _said(self, target: _Target, number: int) -> Any:
        if number == DELETED:
            return bool(target.row.deleted)
        return target.statements.said(number, target.row.values)

    def _still_ours(self, row: Row, number: int, value: Any, ops: Collection[_Op]) -> bool:
        """Whether nothing came after `ops` that going back would undo with them."""
        if number == DELETED and value:
            lamports = [head[2] for head in row.every_head() if head[:2] in ops]
            return bool(lamports) and all(
                head[:2] in ops or head[2] < min(lamports) for head in row.every_head()
            )
        return all(head[:2] in ops for head in row.heads.get(number, ()))


def touched(
    statements: Statements, record: bytes, identity: tuple[Any, ...]
) -> set[tuple[int, bytes]]:
    """A record and, under its own kind, what its identity names: "marks of this session?"."""
    kind = statements.kind.number
    return {(kind, record), *((kind, part) for part in identity if isinstance(part, bytes))}


def _collapse(
    steps: Sequence[Step],
) -> dict[tuple[int, bytes], tuple[dict[int, Any], list[tuple[bytes, int]]]]:
    """Each record once, last step first: the earliest value before, and every operation since."""
    out: dict[tuple[int, bytes], tuple[dict[int, Any], list[tuple[bytes, int]]]] = {}
    for step in reversed(steps):
        before, after = out.setdefault((step.kind, step.record), ({}, []))
        if step.before == ((DELETED, True),):
            before.clear()
        before.update(step.before)
        after.extend((bytes.fromhex(chain), seq) for chain, seq in step.after)
    return out
