"""Records that nobody has needed for a long time: proposed for review, never erased by themselves.

A rule of each programme, off until a coordinator chooses months. Who is in a group, has an
order in force, or waits for somebody is never on the list; for who died nobody waits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day
from desktop.programme.roles import Role
from desktop.programme.schema import PARTICIPANT
from desktop.programme.vocabulary import (
    CAME,
    EnrolmentState,
    OrderState,
    ProtectionState,
    ReferralState,
    SettingNumber,
)
from desktop.services import choices
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.home import require_known
from desktop.services.open_calls import dead
from desktop.services.refusals import BadForm
from desktop.services.rights import require_coordination
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

MONTHS_OFFERED = (12, 24, 36, 60, 120)
KEEP_MONTHS = 12
"""How long a review is put off when somebody says why a record is kept."""
WHY_MAX = 500


@dataclass(frozen=True, slots=True)
class Old:
    """A record to review. `last` is the last day of which anything is written."""

    person: bytes
    folio: str
    last: date


def months(vault: OpenVault) -> int | None:
    """After how many months a record is proposed; None: never, which is how it begins."""
    kept = choices.get(vault, SettingNumber.RETENTION) or ""
    return int(kept) if len(kept) < 5 and kept.isdecimal() and int(kept) in MONTHS_OFFERED else None


def set_months(desk: Desk, after: int | None) -> Changes:
    """Choose the rule, or take it back. Raises: OnlyCoordination, ValueError."""
    require_coordination(desk)
    if after is not None and after not in MONTHS_OFFERED:
        raise ValueError("not months that are offered")
    return choices.put(desk.work, SettingNumber.RETENTION, None if after is None else str(after))


def to_review(desk: Desk, today: date) -> tuple[Old, ...]:
    """Whose record is due for review, the oldest first; nothing where no rule was chosen."""
    after = months(desk.work)
    if desk.role is not Role.COORDINATOR or after is None:
        return ()
    before = months_before(today, after)
    with desk.work.read() as connection:
        closed = closed_to_me(connection, desk.work)
        gone = json.dumps([person.hex().upper() for person in dead(connection)])
        rows = connection.exec_driver_sql(
            _OLD, (today.isoformat(), before.isoformat(), gone)
        ).fetchall()
    found = [Old(bytes(row[0]), row[1] or "", on) for row in rows if (on := day(row[2]))]
    return tuple(each for each in found if each.person not in closed)


def keep(desk: Desk, person: bytes, why: str, today: date) -> Changes:
    """Put the review off for a year: "conservar, porque…".

    Raises: OnlyCoordination, BadForm without a reason, NotFound, RecordClosed.
    """
    require_coordination(desk)
    why = why.strip()
    if not 0 < len(why) <= WHY_MAX:
        raise BadForm(
            say("Falta decir por qué se conserva, o es demasiado texto."),
            say("Escríbalo en {most} letras o menos.", most=WHY_MAX),
        )
    until = months_before(today, -KEEP_MONTHS)
    with desk.work.write() as journal:
        require_known(journal.connection, "participant", person)
        require_open(journal.connection, desk.work, person)
        return journal.record(PARTICIPANT.of(person, kept_until=until.isoformat(), kept_why=why))


def months_before(on: date, count: int) -> date:
    """The same day so many months earlier, or the last of a shorter month; later if negative."""
    month = on.year * 12 + on.month - 1 - count
    year, place = divmod(month, 12)
    for last in (on.day, 30, 29, 28):
        try:
            return date(year, place + 1, min(last, on.day))
        except ValueError:
            continue
    raise ValueError("no such month")


def _in(codes: tuple[int, ...]) -> str:
    return ", ".join(str(int(code)) for code in codes)


_WAITING_REFERRALS = tuple(
    state for state in ReferralState if state not in (ReferralState.CLOSED, ReferralState.REFUSED)
)
_OLD = f"""
WITH contact (participant, on_date) AS (
    SELECT id, intake_date FROM participant
    UNION ALL SELECT a.participant, s.date FROM attendance a JOIN session s ON s.id = a.session
        WHERE NOT a.deleted AND a.state IN ({_in(CAME)})
    UNION ALL SELECT participant, on_date FROM call WHERE NOT deleted
    UNION ALL SELECT participant, on_date FROM intake WHERE NOT deleted
    UNION ALL SELECT participant, on_date FROM consent WHERE NOT deleted
    UNION ALL SELECT participant, state_on FROM referral WHERE NOT deleted
    UNION ALL SELECT participant, since FROM enrolment WHERE NOT deleted
    UNION ALL SELECT participant, on_date FROM risk WHERE NOT deleted
    UNION ALL SELECT participant, asked_on FROM rights_request WHERE NOT deleted
    UNION ALL SELECT id, died_on FROM participant WHERE died
)
SELECT p.id, p.folio, max(c.on_date) AS last
FROM participant p JOIN contact c ON c.participant = p.id AND c.on_date IS NOT NULL
WHERE NOT p.deleted AND coalesce(p.kept_until, '') <= ?1
AND (hex(p.id) IN (SELECT value FROM json_each(?3)) OR NOT (
    EXISTS (SELECT 1 FROM enrolment e WHERE e.participant = p.id AND NOT e.deleted
        AND e.state IN ({_in((EnrolmentState.ACTIVE, EnrolmentState.PAUSED))}))
    OR EXISTS (SELECT 1 FROM court_order o WHERE o.participant = p.id AND NOT o.deleted
        AND coalesce(o.state, 0) <> {int(OrderState.CLOSED)})
    OR EXISTS (SELECT 1 FROM protection t WHERE t.participant = p.id AND NOT t.deleted
        AND coalesce(t.state, 0) NOT IN ({_in((ProtectionState.EXTENDED, ProtectionState.ENDED))}))
    OR EXISTS (SELECT 1 FROM referral r WHERE r.participant = p.id AND NOT r.deleted
        AND r.state IN ({_in(_WAITING_REFERRALS)}))))
AND NOT EXISTS (SELECT 1 FROM rights_request q WHERE q.participant = p.id AND NOT q.deleted
    AND q.outcome IS NULL)
GROUP BY p.id HAVING max(c.on_date) < ?2
ORDER BY last, p.folio
"""  # noqa: S608
"""Only codes of our own vocabulary are put into the text."""
