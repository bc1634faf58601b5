"""Moving everything that hangs on one record of a person to another, and taking it back.

What hangs on somebody is found from the schema: every column that names a record may name
this one, so a kind of a later change is moved like the others. Nothing is lost: what moved
stays in the journal as it was, and the operations that moved it are enough to take it back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes, Step
from desktop.journal.encoding import read_heads
from desktop.journal.open_vault import driver
from desktop.journal.protective import PROTECTIVE
from desktop.journal.replay import identity_of
from desktop.journal.stored import read_operations
from desktop.programme.schema import (
    APART,
    DELETED,
    ERASURE,
    KINDS,
    MERGE,
    PARTICIPANT,
    Draft,
    Kind,
    Type,
)
from desktop.records.statements import STATEMENTS
from desktop.records.tables import Form
from desktop.services.joined_values import Fields, combined
from sync.batch.operation import ChildOf, Joining, Operation, Ref

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.journal import Journal

Run = tuple[str, int, int]
"""Operations that moved something: a chain in hex, the first and the last of them."""

_AT_ONCE = 200
_RUN_MAX = 20_000
_ONE_BY_ONE_CHARS = 8_000
_FRESH = ((DELETED, True),)


@dataclass(frozen=True, slots=True)
class _Found:
    """A record as its row stands. `identity` as the key names it, () for one that was born."""

    kind: Kind
    id: bytes
    identity: tuple[Any, ...]
    fields: Fields
    deleted: bool


def hangs_on(connection: Connection, people: Collection[bytes]) -> set[bytes]:
    """Which of these records are shown, or named by another one that is."""
    listed = sorted(people)
    found: set[bytes] = set()
    for at in range(0, len(listed), _AT_ONCE):
        part = tuple(listed[at : at + _AT_ONCE])
        places = ", ".join("?" * len(part))
        for kind in _KINDS:
            for column in _naming(kind):
                rows = connection.exec_driver_sql(
                    # Only names of our own schema are put into the text.
                    f"SELECT DISTINCT {column} FROM {kind.name} "  # noqa: S608
                    f"WHERE NOT deleted AND {column} IN ({places})",
                    part,
                ).fetchall()
                found.update(bytes(row[0]) for row in rows)
    return found


def move(journal: Journal, gone: bytes, kept: bytes) -> Changes:
    """Bring all that hangs on `gone` to `kept`, and show `gone` no more."""
    drafts: list[Draft] = []
    for kind in _KINDS:
        for found in _all_naming(journal.connection, kind, gone):
            drafts += _moved(journal.connection, found, gone, kept)
    changes = Changes()
    for at in range(0, len(drafts), _AT_ONCE):
        changes |= journal.record(*drafts[at : at + _AT_ONCE])
    return changes


def runs_of(changes: Changes) -> set[Run]:
    """The operations that a call wrote."""
    seqs: dict[str, list[int]] = {}
    for step in changes.undo:
        for chain, seq in step.after:
            seqs.setdefault(chain, []).append(seq)
    return {(chain, min(own), max(own)) for chain, own in seqs.items()}


def take_back(journal: Journal, runs: Iterable[Run]) -> Changes:
    """Set again what stood before these operations; what was changed since is left alone."""
    steps = list(_steps(journal.connection, runs))
    records = list(dict.fromkeys((step.kind, step.record) for step in steps))
    changes = Changes()
    for at in range(0, len(records), _AT_ONCE):
        part = set(records[at : at + _AT_ONCE])
        changes |= journal.take_back([s for s in steps if (s.kind, s.record) in part])
    return changes


def mark_beside(
    connection: Connection, session: bytes, gone: bytes, kept: bytes, kind: Kind
) -> tuple[Fields, Fields, Fields] | None:
    """The record of each in a session and what would stand; None unless both have one."""
    one = _at(connection, kind, (session, kept))
    other = _at(connection, kind, (session, gone))
    if one is None or other is None or one.deleted or other.deleted:
        return None
    return one.fields, other.fields, combined(kind, one.fields, other.fields)


# --- moving ----------------------------------------------------------------------------------


def _naming(kind: Kind) -> tuple[str, ...]:
    """Columns of a kind's table that may name a person."""
    if kind is PARTICIPANT:
        return ("id",)
    named = kind.identity[:1] if kind.identity[1:] == ("ordinal",) else kind.identity
    refs = (name for name, type_ in STATEMENTS[kind.number].columns if type_ is Type.REF)
    return (*named, *refs)


_KINDS = tuple(kind for kind in KINDS if kind not in (MERGE, ERASURE) and _naming(kind))
"""All that may name a person, but the two that say of a record what became of it."""


def _all_naming(connection: Connection, kind: Kind, person: bytes) -> list[_Found]:
    where = " OR ".join(f"{column} = ?1" for column in _naming(kind))
    columns = ", ".join(["id", "deleted", *kind.identity, *_names(kind)])
    rows = connection.exec_driver_sql(
        f"SELECT {columns} FROM {kind.name} WHERE NOT deleted AND ({where})",  # noqa: S608
        (person,),
    ).fetchall()
    return [_read(kind, tuple(row)) for row in rows]


def _at(connection: Connection, kind: Kind, identity: tuple[Any, ...]) -> _Found | None:
    columns = ", ".join(["id", "deleted", *kind.identity, *_names(kind)])
    where = " AND ".join(f"{name} = ?" for name in kind.identity or ("id",))
    row = connection.exec_driver_sql(
        f"SELECT {columns} FROM {kind.name} WHERE {where}",  # noqa: S608
        identity,
    ).fetchone()
    return None if row is None else _read(kind, tuple(row))


def _names(kind: Kind) -> list[str]:
    return [name for name, _ in STATEMENTS[kind.number].columns]


def _read(kind: Kind, row: tuple[Any, ...]) -> _Found:
    statements = STATEMENTS[kind.number]
    n = 2 + len(kind.identity)
    values = list(row[n:])
    fields = {}
    for register in kind.registers:
        said = statements.said(register.number, values)
        fields[register.number] = said if len(register.columns) > 1 else (said,)
    return _Found(kind, row[0], row[2:n], fields, bool(row[1]))


def _moved(connection: Connection, found: _Found, gone: bytes, kept: bytes) -> Iterator[Draft]:
    kind = found.kind
    if kind is PARTICIPANT:
        yield from _combined(connection, found, (kept,))
        yield kind.of(gone, deleted=True)
    elif gone in found.identity:
        identity = tuple(kept if part == gone else part for part in found.identity)
        if kind is APART:
            identity = tuple(sorted(identity))
        if len(set(identity)) == len(identity):  # nobody is apart from herself or himself
            yield from _combined(connection, found, identity)
        yield _keyed(kind, found.identity, {"deleted": True})
    else:
        named = {
            number: tuple(Ref(kept) if part == gone else part for part in values)
            for number, values in found.fields.items()
            if gone in values
        }
        yield from _drafts(kind, (found.id,), named, existing=True)


def _combined(connection: Connection, found: _Found, identity: tuple[Any, ...]) -> Iterator[Draft]:
    stands = _at(connection, found.kind, identity)
    if stands is None:
        said = {
            number: values
            for number, values in found.fields.items()
            if any(value is not None for value in values)
        }
        yield from _drafts(found.kind, identity, said)
    elif stands.deleted:
        yield _keyed(found.kind, identity, {"deleted": False})
        yield from _drafts(found.kind, identity, found.fields)
    else:
        values = combined(found.kind, stands.fields, found.fields)
        yield from _drafts(found.kind, identity, values)


def _drafts(
    kind: Kind, identity: tuple[Any, ...], fields: Fields, *, existing: bool = False
) -> Iterator[Draft]:
    """One draft, or one for each register where long texts would not travel together."""
    columns = {register.number: register.columns for register in kind.registers}
    each = [
        {name: value for (name, _), value in zip(columns[number], values, strict=True)}
        for number, values in fields.items()
    ]
    length = sum(len(v) for part in each for v in part.values() if isinstance(v, str))
    if length <= _ONE_BY_ONE_CHARS:
        each = [{name: value for part in each for name, value in part.items()}] if each else []
    for part in each:
        yield kind.of(identity[0], **part) if existing else _keyed(kind, identity, part)


def _keyed(kind: Kind, identity: tuple[Any, ...], values: dict[str, Any]) -> Draft:
    match STATEMENTS[kind.number].form:
        case Form.BORN:
            return kind.of(identity[0], **values)
        case Form.CHILD:
            return kind.child(identity[0], identity[1], **values)
        case Form.PAIR:
            return kind.pair(identity[0], identity[1], **values)


# --- taking back -----------------------------------------------------------------------------


def _steps(connection: Connection, runs: Iterable[Run]) -> Iterator[Step]:
    """What to set again, oldest first: the values that each operation replaced."""
    written: dict[tuple[str, int], tuple[Operation, ChildOf | Joining | None]] = {}
    for chain, first, last in sorted(runs):
        for op, origin in read_operations(connection, bytes.fromhex(chain), first, last):
            written[chain, op.seq] = op, origin
    fresh: dict[tuple[int, bytes], bool] = {}
    for (chain, seq), (op, origin) in sorted(
        written.items(), key=lambda each: (each[1][0].lamport, each[0])
    ):
        if op.kind not in STATEMENTS or op.kind == MERGE.number:
            continue
        key = (op.kind, op.record)
        first_seen = key not in fresh
        if first_seen:
            fresh[key] = _was_fresh(connection, op, origin, written)
        if first_seen and fresh[key]:
            yield Step(op.kind, op.record, _FRESH, ((chain, seq),))
        else:
            before = _before(connection, op)
            yield Step(op.kind, op.record, before, ((chain, seq),))


def _was_fresh(
    connection: Connection,
    op: Operation,
    origin: ChildOf | Joining | None,
    written: Collection[tuple[str, int]],
) -> bool:
    """Whether nobody had written this record before, nor wrote into it since."""
    if op.replaces or origin is None:
        return False
    statements = STATEMENTS[op.kind]
    address = statements.address(op.record, identity_of(origin))
    row = driver(connection).execute(statements.select, address).fetchone()
    chains = {
        no: bytes(chain).hex()
        for no, chain in connection.exec_driver_sql("SELECT no, id FROM chain").fetchall()
    }
    return row is not None and all(
        (chains[head[0]], head[1]) in written
        for heads in read_heads(row[0]).values()
        for head in heads
    )


def _before(connection: Connection, op: Operation) -> tuple[tuple[int, Any], ...]:
    replaced = [
        other
        for chain, seq in op.replaces
        for other, _ in read_operations(connection, chain, seq, seq)
        if other.record == op.record
    ]
    before: dict[int, Any] = {}
    for number in op.fields:
        said = [other for other in replaced if number in other.fields]
        shown = max(said, key=partial(_weight, number), default=None)
        none = False if number == DELETED else None
        before[number] = none if shown is None else shown.fields[number]
    return tuple(before.items())


def _weight(number: int, op: Operation) -> tuple[int, int, bytes]:
    """Of two values that stood side by side the one that was shown."""
    rank = PROTECTIVE.get((op.kind, number))
    stored = STATEMENTS[op.kind].stored(number, op.fields[number]) if rank else ()
    return rank(stored) if rank else 0, op.lamport, op.chain


def write_runs(runs: Iterable[Run]) -> str | None:
    return json.dumps(sorted(runs), separators=(",", ":")) if runs else None


def read_runs(text: object) -> set[Run]:
    """As `write_runs` wrote them; what another program wrote otherwise is none."""
    try:
        listed = json.loads(text) if isinstance(text, str) else []
        return {
            (bytes.fromhex(chain).hex(), first, last)
            for chain, first, last in listed
            if type(first) is type(last) is int and 0 < first <= last < first + _RUN_MAX
        }
    except (ValueError, TypeError, RecursionError):
        return set()


__all__ = [
    "Run",
    "hangs_on",
    "mark_beside",
    "move",
    "read_runs",
    "runs_of",
    "take_back",
    "write_runs",
]
