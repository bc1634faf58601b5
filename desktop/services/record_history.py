"""What a record said before: the operations behind a register, and who made them.

Read from the journal itself, so it tells the same after a merge on every laptop. Nothing
here judges: times are the claims of clocks that may be wrong.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.journal.encoding import read_fields, read_heads, read_replaces
from desktop.programme.codes import known
from desktop.programme.marks import detail_of
from desktop.programme.schema import ATTENDANCE
from desktop.programme.vocabulary import AttendanceState
from desktop.records.journal_tables import SEQ_BITS, chain_and_seq, place
from desktop.services.closeness import require_open

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from sync.batch.operation import Value

# Two records of the team may name one account after a merge: either nickname will do.
_OPERATIONS = """
SELECT op.place, op.lamport, chain.id, min(m.nickname), op.at_ms, op.fields, op.replaces
FROM op
JOIN chain ON chain.no = op.place >> ?
JOIN author ON author.no = op.author_no
LEFT JOIN member m ON m.account = lower(hex(author.account)) AND NOT m.deleted
WHERE op.place IN (SELECT value FROM json_each(?))
GROUP BY op.place
"""

_STATE = ATTENDANCE.register_of("state").number
_WHY = ATTENDANCE.register_of("correction").number


@dataclass(frozen=True, slots=True)
class Version:
    """One operation on a record, as its author made it.

    Attributes:
        author: nickname in the team, "" for somebody whom this vault does not name.
        at_ms: when, as the clock of the author's laptop claims; milliseconds since 1970.
        fields: register number to value, only those that the operation set.
        replaces: `op` of the versions whose values it replaced.
        op: (chain number here, seq): which operation it is.
        stands: nothing that was seen replaces it yet; two that stand are two versions.
    """

    author: str
    at_ms: int
    fields: dict[int, Value]
    replaces: tuple[tuple[int, int], ...]
    op: tuple[int, int]
    stands: bool


@dataclass(frozen=True, slots=True)
class MarkVersion:
    """One mark of one person in one meeting, with the reason if it was a correction.

    `state` is None where the mark was cleared; the rest as in `Version`.
    """

    author: str
    at_ms: int
    state: AttendanceState | None
    detail: int | None
    why: str
    stands: bool


def of_mark(vault: OpenVault, session: bytes, person: bytes) -> tuple[MarkVersion, ...]:
    """How a person's mark came to be what it is, the newest first; empty without any mark.

    Raises: RecordClosed: why a mark was corrected tells of the person.
    """
    with vault.read() as connection:
        require_open(connection, vault, person)
        row = connection.exec_driver_sql(
            "SELECT heads FROM attendance WHERE session = ? AND participant = ?",
            (session, person),
        ).fetchone()
        versions = [] if row is None else versions_of(connection, row[0], (_STATE, _WHY))
    reasons: dict[tuple[int, int], str] = {}
    marks: list[MarkVersion] = []
    for version in versions:
        # The journal does not write again what stands, so an equal reason is only inherited.
        inherited = next((why for op in version.replaces if (why := reasons.get(op))), "")
        said = version.fields.get(_WHY, inherited)
        # Another laptop's text may hold half a character, which no window can show.
        reasons[version.op] = (
            said.encode(errors="replace").decode() if isinstance(said, str) else ""
        )
        marks.append(_mark(version, reasons[version.op]))
    return tuple(reversed(marks))


def _mark(version: Version, why: str) -> MarkVersion:
    value = version.fields.get(_STATE)
    code, detail = (*value, None, None)[:2] if isinstance(value, tuple) else (None, None)
    state = known(AttendanceState, code if isinstance(code, int) else None)
    return MarkVersion(
        version.author,
        version.at_ms,
        state,
        detail_of(state, detail if isinstance(detail, int) else None),
        why,
        version.stands,
    )


def versions_of(connection: Connection, heads: bytes, registers: Collection[int]) -> list[Version]:
    """Every operation on these registers of a record, the oldest first: back from what stands.

    Pairs have no index by id in the journal; this walk needs none. The order is that of
    the merge: Lamport, then chain.
    """
    standing = {
        head[:2]
        for number, found in read_heads(heads).items()
        if number in registers
        for head in found
    }
    rows: dict[tuple[int, int], tuple[Any, ...]] = {}
    edge = set(standing)
    while edge:
        found = {chain_and_seq(row[0]): row for row in _operations(connection, edge)}
        rows |= found
        edge = {op for row in found.values() for op in read_replaces(row[6])} - rows.keys()
    ordered = sorted(rows.values(), key=lambda row: (row[1], row[2]))
    return [
        Version(
            author=row[3] or "",
            at_ms=row[4],
            fields=fields,
            replaces=tuple(read_replaces(row[6])),
            op=(op := chain_and_seq(row[0])),
            stands=op in standing,
        )
        for row in ordered
        if (fields := read_fields(row[5])).keys() & set(registers)
    ]


def _operations(connection: Connection, ops: Iterable[tuple[int, int]]) -> list[tuple[Any, ...]]:
    places = json.dumps(sorted(place(*op) for op in ops))
    rows = connection.exec_driver_sql(_OPERATIONS, (SEQ_BITS, places)).fetchall()
    return [tuple(row) for row in rows]
