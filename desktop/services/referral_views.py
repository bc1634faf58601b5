"""Reading referrals: those of one person, those that wait, and what is due on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known, several
from desktop.programme.referrals import ANSWER_DAYS, WAITING, Urgency, latest_look, unanswered
from desktop.programme.roles import Role
from desktop.programme.schema import REFERRAL
from desktop.programme.vocabulary import (
    EnrolmentState,
    ReferralCause,
    ReferralState,
    ServiceSort,
    SharedField,
)
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.home import own_member, require_known
from desktop.services.open_calls import dead
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLine:
    """One referral as it stands.

    Attributes:
        service: a SERVICE of the shared vault; None when it was only told by name.
        shared: what the person agreed to share; `need` is the free words of it.
        follow_up: when somebody looks again, None for what needs nobody.
        in_doubt: two laptops wrote different things of how it stands.
        ended: the person died; nothing is asked any more.
        mine: made by whoever sits here, or of somebody in a group that she or he leads.
    """

    id: bytes
    participant: bytes
    folio: str
    nickname: str
    service: bytes | None
    service_name: str
    sort: ServiceSort
    cause: ReferralCause
    urgency: Urgency
    state: ReferralState
    state_on: date | None
    state_why: str
    sent_on: date | None
    follow_up: date | None
    shared: tuple[SharedField, ...]
    need: str
    note: str
    made_by: str
    in_doubt: bool
    ended: bool
    mine: bool

    @property
    def waits(self) -> bool:
        """Somebody still has to look after it."""
        return self.state in WAITING and not self.ended

    def is_due(self, today: date) -> bool:
        """Whether somebody looks after it today.

        Also when two laptops noted different things, which can leave the one's state beside the
        other's day, and when the day lies further off than anybody may put it.
        """
        if not self.waits or self.in_doubt:
            return self.waits
        if self.follow_up is None or self.follow_up <= today:
            return True
        last = latest_look(self.state, today)
        return last is not None and self.follow_up > last

    def is_unanswered(self, today: date) -> bool:
        return self.waits and unanswered(self.state, self.state_on or self.sent_on, today)


_REGISTER = REFERRAL.register_of("state").number
_IN_GROUP = f"({int(EnrolmentState.ACTIVE)}, {int(EnrolmentState.PAUSED)})"
_LINES = f"""
SELECT r.id, r.participant, p.folio, p.nickname, r.service, r.service_name, r.sort, r.cause,
       r.urgency, r.state, r.state_on, r.state_why, r.sent_on, r.follow_up, r.shared_fields,
       r.shared_text, r.note, m.nickname,
       EXISTS (SELECT 1 FROM conflict c
               WHERE c.kind = {REFERRAL.number} AND c.record = r.id AND c.register = {_REGISTER}),
       r.made_by IS NULL OR r.made_by = ?1 OR EXISTS (
           SELECT 1 FROM enrolment e JOIN grp g ON g.id = e.grp AND NOT g.deleted
           WHERE e.participant = r.participant AND e.state IN {_IN_GROUP} AND NOT e.deleted
             AND ?1 IN (g.facilitator, g.cofacilitator))
FROM referral r
JOIN participant p ON p.id = r.participant AND NOT p.deleted
LEFT JOIN member m ON m.id = r.made_by AND NOT m.deleted
WHERE NOT r.deleted
"""  # noqa: S608 - our own numbers
_OF_GROUP = f"""
AND EXISTS (SELECT 1 FROM enrolment e WHERE e.participant = r.participant AND e.grp = ?2
            AND e.state IN {_IN_GROUP} AND NOT e.deleted)
"""  # noqa: S608 - the same


def of_person(vault: OpenVault, person: bytes) -> tuple[ReferralLine, ...]:
    """All of one person, those that wait first, then the newest. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        return lines_of(connection, vault, person)


def lines_of(connection: Connection, vault: OpenVault, person: bytes) -> tuple[ReferralLine, ...]:
    """The same inside somebody else's reading."""
    return _in_order(_read(connection, vault, " AND r.participant = ?2", person))


def get(vault: OpenVault, referral: bytes) -> ReferralLine:
    """One referral. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        return line_of(connection, vault, referral)


def line_of(connection: Connection, vault: OpenVault, referral: bytes) -> ReferralLine:
    """The same inside a transaction."""
    found = _read(connection, vault, " AND r.id = ?2", referral)
    if not found:
        raise NotFound
    require_open(connection, vault, found[0].participant)
    return found[0]


def waiting(desk: Desk) -> tuple[ReferralLine, ...]:
    """Those that whoever sits here is asked about, the soonest first.

    A coordinator's are all; a facilitator's those that she or he made, and of the people of
    her or his groups. Of people whose record is closed to them, none.
    """
    everything = desk.role is Role.COORDINATOR
    with desk.work.read() as connection:
        found = _open_to_me(connection, desk.work, _read(connection, desk.work))
    return _in_order(each for each in found if each.waits and (everything or each.mine))


def due(vault: OpenVault, today: date) -> tuple[ReferralLine, ...]:
    """Every referral of this vault that somebody looks after today, the soonest first."""
    with vault.read() as connection:
        found = _open_to_me(connection, vault, _read(connection, vault))
    return _in_order(each for each in found if each.is_due(today))


def open_in(vault: OpenVault, group: bytes) -> tuple[ReferralLine, ...]:
    """Those of the people of a group that wait, for whoever takes it over; also put off ones.

    Of people whose record is closed to whoever asks, none.
    """
    with vault.read() as connection:
        found = _open_to_me(connection, vault, _read(connection, vault, _OF_GROUP, group))
    return _in_order(each for each in found if each.waits)


def _read(
    connection: Connection, vault: OpenVault, only: str = "", about: bytes | None = None
) -> list[ReferralLine]:
    values = (own_member(connection, vault),) + ((about,) if only else ())
    gone = dead(connection)
    rows = connection.exec_driver_sql(_LINES + only, values).fetchall()
    return [_line(row, ended=bytes(row[1]) in gone) for row in rows if row[9] is not None]


def _open_to_me(
    connection: Connection, vault: OpenVault, found: Iterable[ReferralLine]
) -> list[ReferralLine]:
    closed = closed_to_me(connection, vault)
    return [each for each in found if each.participant not in closed]


def _in_order(found: Iterable[ReferralLine]) -> tuple[ReferralLine, ...]:
    """What waits by its day, the most urgent of a day first; then the rest, the newest first."""

    def place(line: ReferralLine) -> tuple[bool, int, int, str, bytes]:
        if line.waits:
            soonest = (line.follow_up or date.min).toordinal()
            return False, soonest, line.urgency, line.folio, line.id
        return True, -(line.state_on or date.min).toordinal(), 0, line.folio, line.id

    return tuple(sorted(found, key=place))


def _line(row: Any, *, ended: bool) -> ReferralLine:
    # A state that a later version wrote is looked after as if nobody had answered.
    state = known(ReferralState, row[9]) or ReferralState.SENT
    sent_on = day(row[12])
    follow_up = day(row[13])
    if follow_up is None and sent_on is not None:
        follow_up = sent_on + min(timedelta(days=ANSWER_DAYS), date.max - sent_on)
    return ReferralLine(
        id=bytes(row[0]),
        participant=bytes(row[1]),
        folio=row[2] or "",
        nickname=row[3] or "",
        service=bytes(row[4]) if row[4] else None,
        service_name=row[5] or "",
        sort=known(ServiceSort, row[6]) or ServiceSort.OTHER,
        cause=known(ReferralCause, row[7]) or ReferralCause.OTHER,
        urgency=known(Urgency, row[8]) or Urgency.NOW,
        state=state,
        state_on=day(row[10]),
        state_why=row[11] or "",
        sent_on=sent_on,
        follow_up=follow_up if state in WAITING and not ended else None,
        shared=several(SharedField, row[14]),
        need=row[15] or "",
        note=row[16] or "",
        made_by=row[17] or "",
        in_doubt=bool(row[18]),
        ended=ended,
        mine=bool(row[19]),
    )
