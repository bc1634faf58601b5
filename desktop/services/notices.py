"""Notices that came across the wall: what the women's team reads, decides and closes.

Nothing of this ever goes back to who wrote one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.journal.encoding import read_heads
from desktop.programme.codes import day as read_day
from desktop.programme.codes import known
from desktop.programme.schema import NOTICE
from desktop.programme.vocabulary import (
    NoticeAnswer,
    NoticeContact,
    NoticeSort,
    NoticeUrgency,
)
from desktop.records.journal_tables import place
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.home import own_member
from desktop.services.notice_decisions import Decision, decision_of
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

DAY_MS = 24 * 3_600_000
_CONTENT = NOTICE.register_of("text").number
_DECISION = NOTICE.register_of("contact").number
_ROWS = """
SELECT n.id, n.heads, n.sort, n.urgency, n.day, n.sender, n.read_on, r.nickname,
       n.contact, n.closed_on, n.text, n.answer, n.offered, n.decided_on, d.nickname,
       n.offered_sorts
FROM notice n
LEFT JOIN member r ON r.id = n.read_by
LEFT JOIN member d ON d.id = n.decided_by
WHERE NOT n.deleted
"""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice as the list shows it.

    Attributes:
        sender, sender_place: nickname and municipality by the roster, "" when unknown.
        written: the day its writer put on it.
        received_ms: when the first laptop of this team took it in, by that laptop's clock.
        read_by: nickname of who read it first; `read_on` is None while nobody did.
    """

    id: bytes
    sort: NoticeSort
    urgency: NoticeUrgency
    written: date | None
    sender: str
    sender_place: str
    received_ms: int
    read_on: date | None
    read_by: str
    contact: NoticeContact | None
    closed_on: date | None
    she_said_no: bool

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class NoticeDetail:
    """One notice whole. `decided_by` is a nickname.

    `in_doubt`: two laptops decided apart from each other; the careful decision is shown.
    """

    line: NoticeLine
    text: str
    decision: Decision
    decided_by: str
    decided_on: date | None
    in_doubt: bool


def list_notices(desk: Desk) -> list[NoticeLine]:
    """Unread first, the most urgent of them on top; then open ones, then closed, newest first."""
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql(_ROWS).fetchall()
        received = _received(connection, rows)
    names = _Names(desk)
    lines = [_line(row, received[bytes(row[0])], names) for row in rows]
    return sorted(lines, key=_order)


def get_notice(desk: Desk, notice: bytes) -> NoticeDetail:
    """One notice. Raises: NotFound."""
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql(f"{_ROWS} AND n.id = ?", (notice,)).fetchall()
        if not rows:
            raise NotFound
        received = _received(connection, rows)
        in_doubt = connection.exec_driver_sql(
            "SELECT count(*) FROM conflict WHERE kind = ? AND record = ? AND register = ?",
            (NOTICE.number, notice, _DECISION),
        ).scalar_one()
    (row,) = rows
    decision = decision_of(row[8], row[11], row[12], row[15])
    line = _line(row, received[notice], _Names(desk))
    return NoticeDetail(
        line, _shown(row[10]), decision, row[14] or "", read_day(row[13]), bool(in_doubt)
    )


def mark_read(vault: OpenVault, notice: bytes, today: date) -> Changes:
    """Write down who reads it first; later readers change nothing. Raises: NotFound."""
    with vault.write() as journal:
        read_on = _require(journal.connection, notice)[0]
        me = None if read_on else own_member(journal.connection, vault)
        if read_on or me is None:
            return journal.record()
        return journal.record(NOTICE.of(notice, read_by=me, read_on=today.isoformat()))


def close(vault: OpenVault, notice: bytes, today: date) -> Changes:
    """Nothing more is to be done. Raises: NotFound."""
    return _set_closed(vault, notice, today.isoformat())


def reopen(vault: OpenVault, notice: bytes) -> Changes:
    """There is more to be done after all. Raises: NotFound."""
    return _set_closed(vault, notice, None)


def _set_closed(vault: OpenVault, notice: bytes, on: str | None) -> Changes:
    with vault.write() as journal:
        _require(journal.connection, notice)
        by = own_member(journal.connection, vault) if on else None
        return journal.record(NOTICE.of(notice, closed_by=by, closed_on=on))


def is_here(vault: OpenVault, mark: bytes) -> bool:
    """Whether this notice was taken in once, also if somebody deleted it since."""
    with vault.read() as connection:
        found = connection.exec_driver_sql("SELECT 1 FROM notice WHERE mark = ?", (mark,)).scalar()
    return found is not None


def count_lately(vault: OpenVault, sender: bytes) -> int:
    """How many notices of this account came in during the last 24 hours, by this clock."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, heads FROM notice WHERE sender = ?", (sender.hex(),)
        ).fetchall()
        received = _received(connection, rows)
    now_ms = vault.clock.now_ms()
    return sum(0 <= now_ms - at_ms < DAY_MS for at_ms in received.values())


def unread_since_ms(vault: OpenVault) -> list[int]:
    """When each notice that nobody has read came in, the oldest first."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, heads FROM notice WHERE read_on IS NULL AND NOT deleted"
        ).fetchall()
        return sorted(_received(connection, rows).values())


class _Names:
    """Nicknames and municipalities of senders, who are no members of this vault."""

    def __init__(self, desk: Desk) -> None:
        self._told = self._roster = None
        if desk.shared is not None:
            self._roster = rosters.known(desk.shared).roster
            self._told = rosters.details(desk.shared, self._roster)

    def of(self, sender: str | None) -> tuple[str, str]:
        if self._told is None or self._roster is None:
            return "", ""
        try:
            account = bytes.fromhex(sender or "")
        except ValueError:
            return "", ""
        person = self._told.people.get(account)
        towns = {one.municipality for one in places.places_of(account, self._roster, self._told)}
        return person.nickname if person else "", ", ".join(sorted(towns - {""}))


def _line(row: Sequence[Any], received_ms: int, names: _Names) -> NoticeLine:
    sender, town = names.of(row[5])
    return NoticeLine(
        id=bytes(row[0]),
        sort=known(NoticeSort, row[2]) or NoticeSort.OTHER,
        urgency=known(NoticeUrgency, row[3]) or NoticeUrgency.TODAY,
        written=read_day(row[4]),
        sender=sender,
        sender_place=town,
        received_ms=received_ms,
        read_on=read_day(row[6]),
        read_by=row[7] or "",
        contact=known(NoticeContact, row[8]),
        closed_on=read_day(row[9]),
        she_said_no=row[11] == NoticeAnswer.REFUSED,
    )


def _order(line: NoticeLine) -> tuple[bool, bool, int, int, bytes]:
    unread = line.read_on is None and line.is_open
    urgency = line.urgency if unread else 0
    return not unread, not line.is_open, urgency, -line.received_ms, line.id


def _require(connection: Connection, notice: bytes) -> tuple[str | None]:
    row = connection.exec_driver_sql(
        "SELECT read_on FROM notice WHERE id = ? AND NOT deleted", (notice,)
    ).fetchone()
    if row is None:
        raise NotFound
    return (row[0],)


def _received(connection: Connection, rows: Sequence[Sequence[Any]]) -> dict[bytes, int]:
    """Of each (id, heads, …): when the first laptop wrote its words down, in ms.

    Laptops that took it in apart from each other each wrote the same words, so there is
    no field for it: their clocks would differ, and be in conflict.
    """
    heads = {
        bytes(row[0]): [place(*head[:2]) for head in read_heads(row[1]).get(_CONTENT, ())]
        for row in rows
    }
    wanted = json.dumps(sorted(at for places_ in heads.values() for at in places_))
    found = connection.exec_driver_sql(
        "SELECT place, at_ms FROM op WHERE place IN (SELECT value FROM json_each(?))", (wanted,)
    )
    at_ms = {int(at): int(ms) for at, ms in found}
    return {id_: min((at_ms[at] for at in each), default=0) for id_, each in heads.items()}


def _shown(text: str | None) -> str:
    """Another laptop's text may hold half a character, which no window can show."""
    return (text or "").encode(errors="replace").decode()
