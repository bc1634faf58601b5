"""The paper twin of a list: which row is who, kept here, since the paper says it to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from desktop.programme.codes import day
from desktop.programme.row_codes import draw_sheet_code, row_codes, sheet_number
from desktop.programme.schema import ATTENDANCE, PAPER_SHEET
from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services import attendance
from desktop.services.attendance import Line, Sheet
from desktop.services.one_person import who_stands_for
from desktop.services.refusals import NotFound, SessionClosed, SessionSkipped
from sync.batch.operation import ChildOf, record_id

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

ON_PAPER = (
    AttendanceState.PRESENT,
    AttendanceState.LATE,
    AttendanceState.ABSENT,
    AttendanceState.EXCUSED,
    AttendanceState.LEFT_EARLY,
    AttendanceState.NOT_ADMITTED,
)
"""The boxes of a row, from the left. A suspension is decided elsewhere than at the door."""
_NTH = 10**9
"""Above any number of a code: a record's ordinal is how many came before, then its code."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as printed. `code` is what stands on it."""

    code: str
    participant: bytes


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet that was printed; `taken_in` once its marks are here."""

    id: bytes
    session: bytes
    code: str
    rows: tuple[Row, ...]
    taken_in: date | None


@dataclass(frozen=True, slots=True)
class PaperList:
    """The list of the meeting in the order of the paper.

    Behind its rows come those who joined since; they are in `since`. `gone` are codes of
    rows whose person is no more on this list: their marks go nowhere.
    """

    paper: PaperSheet
    sheet: Sheet
    codes: Mapping[bytes, str]
    since: frozenset[bytes]
    gone: tuple[str, ...]


def new_sheet(vault: OpenVault, session: bytes, rng: Random) -> Changes:
    """Write down which row is who, before anything is printed; `created[0]` is the sheet.

    Rows go by their codes, not by nickname: that order would say something of the names.
    Raises: SessionSkipped, NotFound.
    """
    listed = attendance.sheet(vault, session)
    if listed.state is SessionState.SKIPPED:
        raise SessionSkipped
    codes = row_codes([line.folio for line in listed.lines])
    rows = sorted(zip(codes, (line.participant for line in listed.lines), strict=True))
    with vault.write() as journal:
        before = journal.connection.exec_driver_sql(
            "SELECT count(*), max(ordinal) FROM paper_sheet WHERE session = ?", (session,)
        ).fetchone()
        nth = 1 + ((before[1] or 0) // _NTH if before else 0)
        taken = journal.connection.exec_driver_sql("SELECT code FROM paper_sheet").fetchall()
        while (code := draw_sheet_code(rng)) in {row[0] for row in taken}:
            pass
        ordinal = nth * _NTH + sheet_number(code)
        changes = journal.record(
            PAPER_SHEET.child(
                session,
                ordinal,
                code=code,
                rows=",".join(person.hex() for _code, person in rows),
                codes=",".join(code for code, _person in rows),
            )
        )
    id_ = record_id(PAPER_SHEET.number, ChildOf(session, ordinal))
    return Changes(changes.touched, changes.undo, (id_,))


def forget(vault: OpenVault, sheet: bytes) -> Changes:
    """The sheet never came to paper."""
    with vault.write() as journal:
        return journal.record(PAPER_SHEET.of(sheet, deleted=True))


def get(vault: OpenVault, sheet: bytes) -> PaperSheet:
    """Raises: NotFound."""
    found = _sheets(vault, "id = ?", sheet)
    if not found:
        raise NotFound
    return found[0]


def of_session(vault: OpenVault, session: bytes) -> tuple[PaperSheet, ...]:
    """Those that wait for their marks first; the latest of each first."""
    found = _sheets(vault, "session = ?", session)
    return tuple(sorted(found, key=lambda each: each.taken_in is not None))


def find(vault: OpenVault, code: str) -> PaperSheet | None:
    """The sheet with this code, of any meeting of this vault."""
    found = _sheets(vault, "code = ?", code)
    return found[0] if found else None


def as_list(vault: OpenVault, sheet: bytes) -> PaperList:
    """The meeting's list as the paper has it, for whoever types it. Raises: NotFound."""
    paper = get(vault, sheet)
    listed = attendance.sheet(vault, paper.session)
    lines = {line.participant: line for line in listed.lines}
    on_paper = [row for row in paper.rows if row.participant in lines]
    known = {row.participant for row in on_paper}
    since = [line for line in listed.lines if line.participant not in known]
    ordered: list[Line] = [lines[row.participant] for row in on_paper] + since
    return PaperList(
        paper=paper,
        sheet=replace(listed, lines=tuple(ordered)),
        codes={row.participant: row.code for row in on_paper},
        since=frozenset(line.participant for line in since),
        gone=tuple(row.code for row in paper.rows if row.participant not in lines),
    )


def put_marks(
    vault: OpenVault, sheet: bytes, marks: Mapping[bytes, AttendanceState], why: str
) -> Changes:
    """Marks that were read from the paper, all or none.

    `why` is kept with them where the meeting had ended already. Minutes and notes of a mark
    that stays the same are kept. Raises: SessionClosed without `why`, SessionSkipped, NotFound.
    """
    listing = as_list(vault, sheet)
    ended = listing.sheet.state is SessionState.HELD
    if listing.sheet.state is SessionState.SKIPPED:
        raise SessionSkipped
    if ended and not why:
        raise SessionClosed
    drafts = [
        ATTENDANCE.pair(
            listing.paper.session,
            line.participant,
            state=marks[line.participant],
            detail=None,
            correction=why if ended else None,
        )
        for line in listing.sheet.lines
        if line.participant in marks and line.state is not marks[line.participant]
    ]
    with vault.write() as journal:
        return journal.record(*drafts)


def take_in(vault: OpenVault, sheet: bytes, on: date) -> Changes:
    """Its marks are here and the paper is destroyed. Raises: NotFound."""
    get(vault, sheet)
    with vault.write() as journal:
        return journal.record(PAPER_SHEET.of(sheet, taken_in=on.isoformat()))


def _sheets(vault: OpenVault, where: str, value: Any) -> list[PaperSheet]:
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT id, session, code, rows, codes, taken_in FROM paper_sheet"  # noqa: S608
            f" WHERE {where} AND NOT deleted ORDER BY ordinal DESC",
            (value,),
        ).fetchall()
        joined = who_stands_for(connection)
    return [
        PaperSheet(
            bytes(row[0]), bytes(row[1]), row[2] or "", _rows(row[3], row[4], joined), day(row[5])
        )
        for row in rows
    ]


def _rows(people: str | None, codes: str | None, joined: Mapping[bytes, bytes]) -> tuple[Row, ...]:
    """As written by `new_sheet`; nothing where somebody else's program wrote something else.

    Who was found since to be written down twice stands under the record that is shown, unless
    that one has a row of its own.
    """
    try:
        ids = [bytes.fromhex(each) for each in (people or "").split(",") if each]
    except ValueError:
        return ()
    ids = [kept if (kept := joined.get(each, each)) not in ids else each for each in ids]
    spelled = [each for each in (codes or "").split(",") if each]
    if len(ids) != len(spelled):
        return ()
    return tuple(Row(code, person) for code, person in zip(spelled, ids, strict=True))
