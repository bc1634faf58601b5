"""Who may need a word in person before absences add up: off until a coordinator turns it on.

Shown to whoever facilitates, outside the meeting, with the facts that raised it. It refuses
nobody anything, and nothing else reads it. The signs: desktop.programme.dropout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known
from desktop.programme.dropout import Attended, Fact, signs
from desktop.programme.roles import Role
from desktop.programme.vocabulary import (
    AttendanceState,
    EnrolmentState,
    SessionState,
    SettingNumber,
)
from desktop.services import choices
from desktop.services.open_calls import dead, find_open
from desktop.services.refusals import Refusal
from desktop.services.standing import AFTER_JOINING
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """Somebody of a group, and why a word in person may help."""

    participant: bytes
    group: bytes
    folio: str
    nickname: str
    facts: tuple[Fact, ...]


_LIVED = """
SELECT e.grp, e.participant, p.folio, p.nickname, s.date, a.state,
       {since}
FROM enrolment e
JOIN participant p ON p.id = e.participant AND NOT p.deleted
JOIN session s ON s.grp = e.grp AND s.state = ? AND NOT s.deleted
LEFT JOIN attendance a ON a.session = s.id AND a.participant = e.participant AND NOT a.deleted
WHERE e.state = ? AND e.grp IN ({groups}) AND NOT e.deleted
ORDER BY e.grp, e.participant, s.date, s.ordinal
"""


def is_on(vault: OpenVault) -> bool:
    """Whether the programme of this stream wants early warnings."""
    with vault.read() as connection:
        return is_on_in(connection)


def is_on_in(connection: Connection) -> bool:
    """The same inside somebody else's reading."""
    return choices.find(connection, SettingNumber.EARLY_WARNING) == choices.ON


def turn(desk: Desk, *, on: bool) -> Changes:
    """Turn early warnings on or off for the whole stream. Raises: Refusal."""
    if desk.role is not Role.COORDINATOR:
        raise Refusal(
            say("Eso lo elige la coordinación."), say("Hable con ella si le parece útil.")
        )
    return choices.put(desk.work, SettingNumber.EARLY_WARNING, choices.ON if on else None)


def of_group(vault: OpenVault, group: bytes, today: date) -> tuple[EarlyWarning, ...]:
    """The warnings of one group; empty while they are off."""
    with vault.read() as connection:
        return find(connection, [group], today) if is_on_in(connection) else ()


def find(connection: Connection, groups: Iterable[bytes], today: date) -> tuple[EarlyWarning, ...]:
    """By folio. Who is to be looked for already, or died, is left out."""
    groups = list(groups)
    looked_for = {(each.group, each.participant) for each in find_open(connection, today, groups)}
    gone = dead(connection)
    listed = ", ".join(f"x'{group.hex()}'" for group in groups)
    rows = connection.exec_driver_sql(
        _LIVED.format(groups=listed, since=AFTER_JOINING),
        (SessionState.HELD, EnrolmentState.ACTIVE),
    ).fetchall()
    found = []
    for (group, person), lived in groupby(rows, key=lambda row: (row[0], row[1])):
        if (group, person) in looked_for or person in gone:
            continue
        every = list(lived)
        facts = _facts(every)
        if facts:
            folio, nickname = every[0][2] or "", every[0][3] or ""
            found.append(EarlyWarning(person, group, folio, nickname, facts))
    return tuple(sorted(found, key=lambda each: (each.folio, each.participant)))


def _facts(rows: Sequence[Sequence[Any]]) -> tuple[Fact, ...]:
    since = [
        Attended(on, known(AttendanceState, row[5]))
        for row in rows
        if row[6] and (on := day(row[4])) is not None
    ]
    return signs(since, held_before=sum(not row[6] for row in rows))
