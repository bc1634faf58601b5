"""One person was written down twice: the two records become one, and two again at any time.

The counts follow because everything that hung on the record which is shown no more hangs on
the other one. What laptops say unawares comes to one end: `settle` makes of all merges among
some records a star around one of them, whatever order they came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes, Step
from desktop.journal.encoding import read_fields, read_heads
from desktop.programme.codes import day, known
from desktop.programme.schema import ATTENDANCE, DELETED, MERGE
from desktop.programme.vocabulary import AttendanceState, Stream
from desktop.records.journal_tables import place
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.home import own_member, require_known
from desktop.services.joined_moves import (
    Run,
    hangs_on,
    mark_beside,
    move,
    read_runs,
    runs_of,
    take_back,
    write_runs,
)
from desktop.services.refusals import NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.journal import Journal
    from desktop.journal.open_vault import OpenVault


class SameRecord(Refusal):
    """A record cannot be joined with itself."""

    def __init__(self) -> None:
        super().__init__(
            say("Es el mismo registro: no hay nada que juntar."),
            say("Elija los dos registros de esa persona."),
        )


@dataclass(frozen=True, slots=True)
class BothMarks:
    """A meeting at which both records were marked, and which mark will count."""

    on: date | None
    group: str
    kept: AttendanceState | None
    gone: AttendanceState | None
    counts: AttendanceState | None


@dataclass(frozen=True, slots=True)
class Coming:
    """What joining would bring to the record that stays. Writes nothing."""

    groups: tuple[str, ...]
    meetings: int
    both: tuple[BothMarks, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two records that are one now."""

    gone: bytes
    kept: bytes
    gone_folio: str
    gone_nickname: str
    kept_folio: str
    kept_nickname: str
    on: date | None


_COMING_GROUPS = """
SELECT coalesce(g.name, '') FROM enrolment e JOIN grp g ON g.id = e.grp AND NOT g.deleted
WHERE e.participant = ? AND e.state IS NOT NULL AND NOT e.deleted ORDER BY g.start_date DESC
"""
_COMING_MARKS = """
SELECT a.session, s.date, coalesce(g.name, '') FROM attendance a
JOIN session s ON s.id = a.session AND NOT s.deleted
JOIN grp g ON g.id = s.grp AND NOT g.deleted
WHERE a.participant = ? AND a.state IS NOT NULL AND NOT a.deleted ORDER BY s.date
"""
_JOINED = """
SELECT m.participant, m.kept, coalesce(g.folio, ''), coalesce(g.nickname, ''),
       coalesce(k.folio, ''), coalesce(k.nickname, ''), m.on_date
FROM merged m
JOIN participant g ON g.id = m.participant
JOIN participant k ON k.id = m.kept AND NOT k.deleted
WHERE NOT coalesce(m.undone, 0) AND NOT m.deleted
ORDER BY m.on_date DESC, g.folio
"""
_MERGES = """
SELECT id, participant, kept, coalesce(undone, 0), on_date, by_member, moved, deleted, heads
FROM merged
"""
_DISPUTED = "SELECT record, register FROM conflict WHERE kind = ?"
_MOVED = MERGE.register_of("moved").number


def coming(vault: OpenVault, gone: bytes, kept: bytes) -> Coming:
    """What would move, before anybody says yes. Raises: NotFound, SameRecord, RecordClosed."""
    with vault.read() as connection:
        _require_two(connection, vault, gone, kept)
        groups = [row[0] for row in connection.exec_driver_sql(_COMING_GROUPS, (gone,))]
        marks = connection.exec_driver_sql(_COMING_MARKS, (gone,)).fetchall()
        both = []
        for session, on, group in marks:
            found = mark_beside(connection, bytes(session), gone, kept, ATTENDANCE)
            states = [known(AttendanceState, each[1][0]) for each in found] if found else []
            if states and states[0] is not None:
                both.append(BothMarks(day(on), group, *states))
    return Coming(tuple(groups), len(marks), tuple(both))


def join(vault: OpenVault, gone: bytes, kept: bytes, on: date) -> Changes:
    """Make one of two records: `kept` stays, all of `gone` comes to it.

    One transaction. `separate` takes it back at any time, the toast right away.
    Raises: NotFound, SameRecord, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        _require_two(connection, vault, gone, kept)
        said = _say(journal, gone, kept, on.isoformat(), own_member(connection, vault))
        return said | _follow(journal)


def separate(vault: OpenVault, gone: bytes, kept: bytes, on: date) -> Changes:
    """They are two after all: each has again what was its own, and nobody is warned of them.

    What was written on the kept record since stays with it.
    Raises: NotFound where they are not one, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_open(connection, vault, gone)
        require_open(connection, vault, kept)
        edges = [edge for edge in _edges(connection) if edge.live]
        if not any({edge.gone, edge.kept} == {gone, kept} for edge in edges):
            raise NotFound
        changes = Changes()
        for edge in edges:
            if {edge.gone, edge.kept} == {gone, kept}:
                changes |= journal.record(
                    MERGE.pair(
                        edge.gone,
                        edge.kept,
                        undone=True,
                        on_date=on.isoformat(),
                        by_member=own_member(connection, vault),
                    )
                )
        return changes | _follow(journal)


def joined(vault: OpenVault) -> tuple[Joined, ...]:
    """Records that were joined, the last ones first; none that is closed to who asks."""
    with vault.read() as connection:
        closed = closed_to_me(connection, vault)
        rows = connection.exec_driver_sql(_JOINED).fetchall()
    return tuple(
        Joined(bytes(row[0]), bytes(row[1]), row[2], row[3], row[4], row[5], day(row[6]))
        for row in rows
        if bytes(row[0]) not in closed and bytes(row[1]) not in closed
    )


def settle(vault: OpenVault) -> Changes:
    """Let what came from other laptops follow the merges; nothing when it does already.

    For the unlock and for the end of an intake: a colleague may have marked a record that is
    shown no more, or joined the same two the other way round. Again, it changes nothing.
    Raises: DiskFull, ReadOnlyFolder, Busy.
    """
    if vault.stream is Stream.SHARED or not any(space.home for space in vault.spaces):
        return Changes()
    with vault.read() as connection:
        if connection.exec_driver_sql("SELECT 1 FROM merged LIMIT 1").fetchone() is None:
            return Changes()
    with vault.write() as journal:
        return Changes(_follow(journal).touched)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A MERGE as it stands. `runs` is what it moved and what was not taken back."""

    gone: bytes
    kept: bytes
    live: bool
    on: str | None
    by: bytes | None
    runs: frozenset[Run]
    disputed: bool
    undone: bool
    deleted: bool


def _follow(journal: Journal) -> Changes:
    """Make what hangs on the records what the merges say, in every group of records."""
    changes = Changes()
    edges = _edges(journal.connection)
    for edge in edges:
        if edge.disputed:
            changes |= _say_again(journal, edge)
    at_work = [edge for edge in edges if edge.live or edge.runs]
    for group in _together(at_work):
        changes |= _follow_in(journal, group)
    return changes


def _follow_in(journal: Journal, edges: list[_Edge]) -> Changes:
    changes = Changes()
    live = {(edge.gone, edge.kept): edge for edge in edges if edge.live}
    star = {
        (each, kept)
        for part in _together(live.values())
        for kept in [_kept(part)]
        for each in _records(part) - {kept}
    }
    runs = {(edge.gone, edge.kept): set(edge.runs) for edge in edges}
    if star != live.keys() or any(edge.runs and not edge.live for edge in edges):
        everything = {run for edge in edges for run in edge.runs}
        changes |= take_back(journal, everything)
        for edge in edges:
            pair = (edge.gone, edge.kept)
            runs[pair] = set()
            # Writing to a deleted record would bring it back.
            over = edge.deleted or (edge.live and pair not in star)
            changes |= journal.record(MERGE.pair(*pair, moved=None, deleted=over))
        for gone, kept in sorted(star - live.keys()):
            last = max(live.values(), key=lambda edge: (edge.on or "", edge.gone, edge.kept))
            changes |= _say(journal, gone, kept, last.on, last.by)
    left = hangs_on(journal.connection, {gone for gone, _ in star})
    for gone, kept in sorted(star):
        if gone in left:
            moved = move(journal, gone, kept)
            now = runs.get((gone, kept), set()) | runs_of(moved)
            changes |= moved
            changes |= journal.record(MERGE.pair(gone, kept, moved=write_runs(now)))
    return changes


def _kept(edges: Iterable[_Edge]) -> bytes:
    """Whom all of them become: the one that nobody joined to another, the smallest id of several.

    Where laptops joined each other's way round there is none: the smallest id of all.
    """
    records = _records(edges)
    ends = records - {edge.gone for edge in edges}
    return min(ends or records)


def _records(edges: Iterable[_Edge]) -> set[bytes]:
    return {each for edge in edges for each in (edge.gone, edge.kept)}


def _together(edges: Collection[_Edge]) -> list[list[_Edge]]:
    """The edges in groups that have no record in common."""
    groups: list[tuple[set[bytes], list[_Edge]]] = []
    for edge in edges:
        records, own = {edge.gone, edge.kept}, [edge]
        rest = []
        for other_records, others in groups:
            if other_records & records:
                records |= other_records
                own = others + own
            else:
                rest.append((other_records, others))
        groups = [*rest, (records, own)]
    return [own for _, own in groups]


def _edges(connection: Connection) -> list[_Edge]:
    disputed: defaultdict[bytes, set[int]] = defaultdict(set)
    for record, register in connection.exec_driver_sql(_DISPUTED, (MERGE.number,)).fetchall():
        disputed[bytes(record)].add(register)
    return [
        _edge(connection, row, disputed.get(bytes(row[0]), set()))
        for row in connection.exec_driver_sql(_MERGES).fetchall()
        if row[1] != row[2]
    ]


def _edge(connection: Connection, row: Any, disputed: set[int]) -> _Edge:
    runs = read_runs(row[6])
    if _MOVED in disputed:  # each laptop knows what it moved itself
        for no, seq, _lamport in read_heads(row[8]).get(_MOVED, []):
            fields = connection.exec_driver_sql(
                "SELECT fields FROM op WHERE place = ?", (place(no, seq),)
            ).scalar_one()
            runs |= read_runs(read_fields(fields).get(_MOVED))
    return _Edge(
        gone=bytes(row[1]),
        kept=bytes(row[2]),
        live=not row[3] and not row[7],
        on=row[4],
        by=row[5],
        runs=frozenset(runs),
        disputed=bool(disputed),
        undone=bool(row[3]),
        deleted=bool(row[7]),
    )


def _say_again(journal: Journal, edge: _Edge) -> Changes:
    """End what two laptops said differently of one merge: nobody else would."""
    changes = journal.record(
        MERGE.pair(
            edge.gone,
            edge.kept,
            undone=edge.undone,
            on_date=edge.on,
            by_member=edge.by,
            moved=write_runs(edge.runs),
            deleted=edge.deleted,
        )
    )
    return changes


def _say(journal: Journal, gone: bytes, kept: bytes, on: str | None, by: bytes | None) -> Changes:
    new = journal.connection.exec_driver_sql(
        "SELECT 1 FROM merged WHERE participant = ? AND kept = ?", (gone, kept)
    ).fetchone()
    changes = journal.record(
        MERGE.pair(gone, kept, undone=False, on_date=on, by_member=by, deleted=False)
    )
    if new is not None:
        return changes
    # A merge that says nothing would stand: taking a new one back deletes it.
    undone = ((DELETED, True), (_MOVED, None))
    undo = tuple(Step(step.kind, step.record, undone, step.after) for step in changes.undo)
    return replace(changes, undo=undo)


def _require_two(connection: Connection, vault: OpenVault, gone: bytes, kept: bytes) -> None:
    if gone == kept:
        raise SameRecord
    for each in (gone, kept):
        require_known(connection, "participant", each)
        require_open(connection, vault, each)
