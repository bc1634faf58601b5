"""Erasing somebody who asked for it: one coordinator proposes, a second one confirms.

What goes, and how, is `desktop.journal.erasure`; what remains elsewhere, and until when, is
docs/decisions/0012 and is said before anybody confirms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.journal import erasure
from desktop.journal.erased import in_hex
from desktop.journal.erasure_orders import Coordinators, Word, by_person
from desktop.programme.rights import WAITING_DAYS
from desktop.programme.schema import ERASURE, INCIDENT, RIGHT
from desktop.programme.vocabulary import RightOutcome, RightSort, Stream
from desktop.services import roster as rosters
from desktop.services.bookings import local_today
from desktop.services.home import own_member
from desktop.services.one_person import with_twins
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.services.rights import get_in, require_coordination
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk
    from sync.batch.roster import Roster

LISTED_MAX = 1_500
"""Ids in one record of an erasure: 50 kB, which one operation carries."""
TYPED = "borrar"
"""What a coordinator types who decides alone."""


class NeedsSecond(Refusal):
    """Whoever asked for an erasure is not who confirms it while there is a colleague."""

    def __init__(self) -> None:
        super().__init__(
            say("Usted pidió este borrado, y lo confirma otra coordinación."),
            say("Pídale que entre con su cuenta y lo confirme."),
        )


class StillWaiting(Refusal):
    """A coordinator who is the only one waits before she or he confirms."""

    def __init__(self, until: date) -> None:
        super().__init__(
            say("Todavía no se puede confirmar: falta el tiempo de espera."),
            say("Confírmelo desde el {day}, o antes otra coordinación.", day=_short(until)),
        )


class NoTeamFile(Refusal):
    """Without the roster nobody knows who coordinates."""

    def __init__(self) -> None:
        super().__init__(
            say("El archivo del equipo está dañado y no se sabe quién coordina."),
            say("Recupere ese archivo desde una copia y borre entonces."),
        )


class Stage(Enum):
    """How far an erasure has come. MINE: asked for at this desk; it waits for another's word."""

    NONE = 0
    MINE = 1
    THEIRS = 2
    ALONE = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """An erasure before it is confirmed.

    Attributes:
        stage: ALONE where who asked is the only coordinator; then `from_on` is the first
            day on which it can be confirmed.
        asked_by: nickname of who proposed it, "" where nobody did.
        records: how many records would go.
    """

    stage: Stage
    asked_by: str
    records: int
    from_on: date | None = None


def standing(desk: Desk, right: bytes) -> Standing:
    """How far it has come. Raises: OnlyCoordination, NotFound, RecordClosed, NoTeamFile."""
    require_coordination(desk)
    who = coordinators(desk.work, _roster(desk))
    with desk.work.read() as connection:
        person = _person(connection, desk, right)
        count = len(erasure.reach(connection, _same_person(connection, person)))
        proposed = _proposed(connection, person, who)
        if proposed is None:
            return Standing(Stage.NONE, "", count)
        name = _nickname(connection, proposed.author)
    if proposed.author != desk.me:
        return Standing(Stage.THEIRS, name, count)
    if who.now != {desk.me}:
        return Standing(Stage.MINE, name, count)
    return Standing(Stage.ALONE, name, count, _waits_until(proposed))


def propose(desk: Desk, right: bytes) -> Changes:
    """Ask for it; nothing goes yet. Raises as `standing`."""
    require_coordination(desk)
    _roster(desk)
    with desk.work.write() as journal:
        person = _person(journal.connection, desk, right)
        return journal.record(
            *(
                ERASURE.child(
                    each, 0, asked_by=desk.me.hex(), confirmed_by=None, on_date=None, deleted=False
                )
                for each in _same_person(journal.connection, person)
            )
        )


def take_back(desk: Desk, right: bytes) -> Changes:
    """It was not meant, or the person changed her or his mind. Raises as `standing`."""
    require_coordination(desk)
    with desk.work.write() as journal:
        person = _person(journal.connection, desk, right)
        return journal.record(
            *(
                ERASURE.child(each, 0, asked_by=None, confirmed_by=None, on_date=None)
                for each in _same_person(journal.connection, person)
            )
        )


def confirm(desk: Desk, right: bytes, on: date, typed: str = "") -> Changes:
    """Erase. It is decided when this is written, and done when this returns.

    A kill in between is made good at the next unlock. `typed` is asked of who decides alone.
    Raises: NeedsSecond, StillWaiting, BadForm; and as `standing`.
    """
    found = standing(desk, right)
    _require_may(desk, found, typed)
    with desk.work.write() as journal:
        connection = journal.connection
        person = _person(connection, desk, right)
        who = coordinators(desk.work, _roster(desk))
        me = own_member(connection, desk.work)
        changes = Changes()
        for each in _same_person(connection, person):
            asked = _proposed(connection, each, who)
            if asked is None:
                raise NeedsSecond
            listed = sorted(_born(connection, erasure.reach(connection, [each]) - {each}))
            parts = [listed[n : n + LISTED_MAX] for n in range(0, len(listed), LISTED_MAX)]
            for ordinal, part in enumerate(parts or [[]]):
                changes |= journal.record(
                    ERASURE.child(
                        each,
                        ordinal,
                        asked_by=asked.author.hex(),
                        confirmed_by=desk.me.hex(),
                        on_date=on.isoformat(),
                        records=in_hex(part) or None,
                    )
                )
        for incident in _open_incidents(connection, person):
            # Nobody could write any more how it ended: its words go with the person.
            changes |= journal.record(
                INCIDENT.of(incident, settled_on=on.isoformat(), settled_how=None)
            )
        for other in _open_requests(connection, person):
            ended = RightOutcome.DONE if other == right else RightOutcome.WITHDRAWN
            changes |= journal.record(
                RIGHT.of(
                    other,
                    outcome=ended,
                    outcome_on=on.isoformat(),
                    outcome_why=None,
                    confirmed_by=me,
                    confirmed_on=on.isoformat(),
                )
            )
    # Nothing of this is offered for undoing.
    return Changes(changes.touched) | erasure.settle(desk.work, who)


def carry_out(vaults: Iterable[OpenVault], roster: Roster) -> Changes:
    """Do what was decided, here or elsewhere, and is not done yet: at unlock, and after an intake.

    Raises: as `OpenVault.transaction`.
    """
    changes = Changes()
    for vault in vaults:
        if vault.stream is not Stream.SHARED:
            changes |= erasure.settle(vault, coordinators(vault, roster))
    return changes


def coordinators(vault: OpenVault, roster: Roster) -> Coordinators:
    """Who decides about the people of a vault's stream: those who coordinate it."""
    homes = {space.id for space in vault.spaces}
    once = frozenset(
        account
        for account, member in roster.members.items()
        if member.coordinator and homes & member.spaces
    )
    now = frozenset(account for account in once if not roster.revoked(account))
    return Coordinators(once, now)


def waits_for_me(desk: Desk, person: bytes) -> bool:
    """Whether a colleague proposed it and this desk's word would suffice."""
    if desk.shared is None:
        return False
    with desk.work.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT asked_by FROM erasure WHERE erased = ? AND ordinal = 0 "
            "AND asked_by IS NOT NULL AND confirmed_by IS NULL AND NOT deleted",
            (person,),
        ).fetchone()
    return row is not None and row[0] != desk.me.hex()


def _require_may(desk: Desk, found: Standing, typed: str) -> None:
    if found.stage in (Stage.NONE, Stage.MINE):
        raise NeedsSecond
    if found.stage is Stage.ALONE:
        if found.from_on is not None and local_today(desk.work.clock) < found.from_on:
            raise StillWaiting(found.from_on)
        if typed.strip().casefold() != TYPED:
            raise BadForm(
                say("Falta la palabra de confirmación."),
                say("Escriba «{word}», sin comillas.", word=TYPED),
            )


def _person(connection: Connection, desk: Desk, right: bytes) -> bytes:
    found = get_in(connection, desk.work, right)
    if found.sort is not RightSort.CANCELLATION or found.person is None or not found.open:
        raise BadForm(
            say("Esta solicitud no es de borrar datos, o ya se contestó."),
            say("Para borrar se anota antes una solicitud de cancelación."),
        )
    known = connection.exec_driver_sql(
        "SELECT 1 FROM participant WHERE id = ?", (found.person,)
    ).fetchone()
    if known is None:  # a request that names a group asks for a group's end
        raise NotFound
    return found.person


def _same_person(connection: Connection, person: bytes) -> list[bytes]:
    """Also the records that were found to be of the same person: all of them go."""
    return sorted(with_twins(connection, [person]))


def _proposed(connection: Connection, person: bytes, who: Coordinators) -> Word | None:
    """The proposal that stands, as its author signed it; None for none, or somebody else's word."""
    account = connection.exec_driver_sql(
        "SELECT asked_by FROM erasure WHERE erased = ? AND ordinal = 0 "
        "AND confirmed_by IS NULL AND NOT deleted",
        (person,),
    ).scalar()
    for word in reversed(by_person(connection).get(person, [])):
        own = word.asked_by == word.author and word.confirmed_by is None
        if own and word.author.hex() == account and word.author in who.once:
            return word
    return None


def _born(connection: Connection, records: set[bytes]) -> list[bytes]:
    """Those that a laptop cannot tell by what they name: the rest it finds by itself."""
    return [
        record
        for record in records
        if connection.exec_driver_sql("SELECT 1 FROM born WHERE record = ?", (record,)).fetchone()
    ]


def _open_requests(connection: Connection, person: bytes) -> list[bytes]:
    """Whatever else somebody asked for has nobody to be answered to any more."""
    return [
        bytes(each)
        for (each,) in connection.exec_driver_sql(
            "SELECT id FROM rights_request WHERE participant = ? AND outcome IS NULL "
            "AND NOT deleted",
            (person,),
        ).fetchall()
    ]


def _open_incidents(connection: Connection, person: bytes) -> list[bytes]:
    return [
        bytes(each)
        for (each,) in connection.exec_driver_sql(
            "SELECT id FROM incident WHERE participant = ? AND settled_on IS NULL AND NOT deleted",
            (person,),
        ).fetchall()
    ]


def _nickname(connection: Connection, account: bytes) -> str:
    found = connection.exec_driver_sql(
        "SELECT nickname FROM member WHERE account = ? AND NOT deleted", (account.hex(),)
    ).scalar()
    return found or ""


def _waits_until(proposed: Word) -> date:
    return date.fromtimestamp(proposed.at_ms / 1000) + timedelta(days=WAITING_DAYS)


def _roster(desk: Desk) -> Roster:
    if desk.shared is None:
        raise NoTeamFile
    return rosters.known(desk.shared).roster


def _short(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"
