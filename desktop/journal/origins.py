"""Where records come from: what a batch carries instead of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from desktop.records.statements import STATEMENTS
from desktop.records.tables import Form
from sync.batch.operation import Born, ChildOf, Joining, Operation, Origin, Ref

_CHILDREN = tuple(
    statements.identify for statements in STATEMENTS.values() if statements.form is Form.CHILD
)


class Origins:
    """Origins by record id, read from the file when they are asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, record: bytes) -> Origin | None:
        """None when it is unknown, or a pair: those are told by their operations."""
        found = self._connection.exec_driver_sql(
            "SELECT chain.id, born.seq FROM born JOIN chain ON chain.no = born.chain_no "
            "WHERE record = ?",
            (record,),
        ).fetchone()
        if found is not None:
            return Born(*found)
        for identify in _CHILDREN:
            found = self._connection.exec_driver_sql(identify, (record,)).fetchone()
            if found is not None:
                return ChildOf(*found)
        return None

    def behind(
        self, ops: Iterable[Operation], known: Mapping[bytes, Origin]
    ) -> dict[bytes, Origin]:
        """The origins of every record that operations name, parents included.

        `known` origins are those that the operations' own rows tell.
        """
        origins: dict[bytes, Origin] = {}
        asked: set[bytes] = set()
        waiting = [record for op in ops for record in (op.record, *_refs(op))]
        while waiting:
            record = waiting.pop()
            if record in asked:
                continue
            asked.add(record)
            origin = known.get(record) or self.of(record)
            if origin is not None:
                origins[record] = origin
                waiting.extend(_named(origin))
        return origins


def _refs(op: Operation) -> Iterable[bytes]:
    for value in op.fields.values():
        for scalar in value if isinstance(value, tuple) else (value,):
            if isinstance(scalar, Ref):
                yield bytes(scalar)


def _named(origin: Origin) -> tuple[bytes, ...]:
    match origin:
        case ChildOf(parent, _):
            return (parent,)
        case Joining(first, second):
            return first, second
    return ()
