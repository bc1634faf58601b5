"""The people who take part: list and search them, add one, correct one.

Folio and nickname stand for a person everywhere; `get_person` is the only call
here that answers with details, one person at a time. Of a record that is closed to
whoever asks, the list tells folio, nickname and group, and finds it by those alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from operator import itemgetter
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.journal.open_vault import OpenVault, driver
from desktop.programme.codes import day, known, reasons
from desktop.programme.folio import draw_folio, is_folio
from desktop.programme.names import offer_nickname
from desktop.programme.person_fields import is_birth
from desktop.programme.schema import ENROLMENT, PARTICIPANT
from desktop.programme.text import collate, fold
from desktop.programme.vocabulary import CAME, EnrolmentState, Reason, SessionState
from desktop.services.bookings import local_today
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.enrolments import require_intake
from desktop.services.home import home_site
from desktop.services.of_age import require_of_age
from desktop.services.refusals import BadForm, FolioTaken, NotFound
from desktop.services.typed import a_line, a_text
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes

CHANCE = SystemRandom()
"""Folios must not be guessable from one another; tests and the demonstration pass their own."""


LONGEST = {
    "folio": 8,
    "nickname": 60,
    "name": 200,
    "birth": 10,
    "phone": 80,
    "locality": 200,
}
"""Letters of each line of a form; a note is longer."""


class PersonLine(NamedTuple):
    """One person in the list. `sought` is what a folded search looks in."""

    id: bytes
    folio: str
    nickname: str
    name: str
    group_name: str
    sought: str


class Place(NamedTuple):
    """Where a person is or was: a group and the standing in it."""

    group: bytes
    group_name: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """What is asked about a person. Everything may stay empty.

    `folio` and `nickname` empty are chosen by the program. `birth` is a year or
    an ISO date. `phone_safe` None: nobody has asked yet whether calling is safe.
    """

    folio: str = ""
    nickname: str = ""
    name: str = ""
    birth: str = ""
    phone: str = ""
    phone_safe: bool | None = None
    reasons: tuple[Reason, ...] = ()
    main_reason: Reason | None = None
    note: str = ""
    locality: str = ""
    intake_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(PersonForm):
    """A person with details, and how many of the meetings held she or he came to."""

    id: bytes
    groups: tuple[Place, ...] = field(default=())
    attended: int = 0
    marked: int = 0


_LIST = """
SELECT p.id, coalesce(p.folio, ''), coalesce(p.nickname, ''), coalesce(p.name, '')
FROM participant p
WHERE NOT p.deleted
"""

_JOINED = """
SELECT m.kept, coalesce(p.folio, ''), coalesce(p.nickname, '')
FROM merged m JOIN participant p ON p.id = m.participant
WHERE NOT coalesce(m.undone, 0) AND NOT m.deleted
"""

_GROUP_NAMES = "SELECT id, coalesce(name, '') FROM grp WHERE NOT deleted"
_ACTIVE = "SELECT participant, grp FROM enrolment WHERE state = ? AND NOT deleted"

_PERSON = """
SELECT folio, nickname, name, birth, phone, phone_safe, reasons, main_reason,
       note, locality, intake_date
FROM participant WHERE id = ? AND NOT deleted
"""

_PLACES = """
SELECT e.grp, g.name, e.state
FROM enrolment e JOIN grp g ON g.id = e.grp AND NOT g.deleted
WHERE e.participant = ? AND e.state IS NOT NULL AND NOT e.deleted
ORDER BY e.state, g.start_date DESC
"""

_ATTENDED = """
SELECT count(*) FILTER (WHERE a.state IN (?, ?, ?)), count(*)
FROM attendance a JOIN session s ON s.id = a.session
WHERE a.participant = ? AND a.state IS NOT NULL AND s.state = ?
  AND NOT a.deleted AND NOT s.deleted
"""


def list_people(vault: OpenVault) -> list[PersonLine]:
    """Everybody, by nickname and folio.

    Plain tuples from the driver: for 10,000 people, SQLAlchemy's rows alone would
    take longer than all the rest.
    """
    with vault.read() as connection:
        raw = driver(connection)
        names: dict[bytes, str] = dict(raw.execute(_GROUP_NAMES))
        group_of: dict[bytes, bytes] = dict(raw.execute(_ACTIVE, (EnrolmentState.ACTIVE,)))
        rows = raw.execute(_LIST).fetchall()
        closed = closed_to_me(connection, vault)
        also = _joined_here(raw)
    if closed:
        rows = [(*row[:3], "") if row[0] in closed else row for row in rows]
    if not rows:
        return []
    places = {nickname: collate(nickname) for nickname in {row[2] for row in rows}}
    rows.sort(key=itemgetter(1))
    rows.sort(key=lambda row: places[row[2]])
    ids, folios, nicknames, people = zip(*rows, strict=True)
    groups = [names.get(group_of.get(each, b""), "") for each in ids]
    told = [*map(" ".join, zip(nicknames, folios, people, groups, strict=True))]
    if also:
        told = [text + also.get(each, "") for each, text in zip(ids, told, strict=True)]
    sought = _fold_each(told)
    lines = zip(ids, folios, nicknames, people, groups, sought, strict=True)
    return list(map(partial(tuple.__new__, PersonLine), lines))


def _joined_here(raw: Any) -> dict[bytes, str]:
    """What people who were written down twice are still sought by: the other folio and nickname."""
    found: dict[bytes, str] = {}
    for kept, folio, nickname in raw.execute(_JOINED):
        found[kept] = f"{found.get(kept, '')} {folio} {nickname}"
    return found


def _fold_each(texts: list[str]) -> list[str]:
    """`fold` of all of them at once, unless one has a line break of its own."""
    folded = fold("\n".join(texts)).split("\n")
    return folded if len(folded) == len(texts) else [fold(text) for text in texts]


def get_person(vault: OpenVault, person: bytes) -> Person:
    """One person with name and details, for whoever asks to see them.

    Raises: NotFound, RecordClosed.
    """
    with vault.read() as connection:
        row = connection.exec_driver_sql(_PERSON, (person,)).fetchone()
        if row is None:
            raise NotFound
        require_open(connection, vault, person)
        places = connection.exec_driver_sql(_PLACES, (person,)).fetchall()
        attended, marked = connection.exec_driver_sql(
            _ATTENDED,
            (*CAME, person, SessionState.HELD),
        ).one()
    return Person(
        id=person,
        folio=row[0] or "",
        nickname=row[1] or "",
        name=row[2] or "",
        birth=row[3] or "",
        phone=row[4] or "",
        phone_safe=None if row[5] is None else bool(row[5]),
        reasons=reasons(row[6]),
        main_reason=known(Reason, row[7]),
        note=row[8] or "",
        locality=row[9] or "",
        intake_date=day(row[10]),
        groups=tuple(
            Place(group, name or "", state)
            for group, name, code in places
            if (state := known(EnrolmentState, code)) is not None
        ),
        attended=attended,
        marked=marked,
    )


def add_person(
    vault: OpenVault, form: PersonForm, rng: Random = CHANCE, *, group: bytes | None = None
) -> Changes:
    """Keep a new person, in a group at once when one is named; the id is in `created`.

    Raises: FolioTaken, BadForm, IntakeClosed, UnderAge, NotFound.
    """
    with vault.write() as journal:
        connection = journal.connection
        values = columns_of(form, local_today(vault.clock))
        taken = folios(connection)
        if values["folio"]:
            _require_free(values["folio"], taken)
        else:
            values["folio"] = draw_folio(taken, rng)
        values["nickname"] = values["nickname"] or offer_nickname(nicknames(connection), rng)
        said = {column: value for column, value in values.items() if value is not None}
        born = journal.record(PARTICIPANT.new(**said, site=home_site(connection, vault)))
        if group is None:
            return born
        require_intake(connection, group, born.created)
        require_of_age(connection, vault, born.created)
        return born | journal.record(
            ENROLMENT.pair(
                group,
                born.created[0],
                state=EnrolmentState.ACTIVE,
                since=values["intake_date"],
            )
        )


def edit_person(vault: OpenVault, person: bytes, form: PersonForm) -> Changes:
    """Correct a person; only what differs becomes an operation.

    An empty folio or nickname keeps the one there is.
    Raises: FolioTaken, BadForm, NotFound, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        row = connection.exec_driver_sql(_PERSON, (person,)).fetchone()
        if row is None:
            raise NotFound
        require_open(connection, vault, person)
        values = columns_of(form, local_today(vault.clock))
        if values["folio"] and values["folio"] != row[0]:
            _require_free(values["folio"], folios(connection))
        values["folio"] = values["folio"] or row[0]
        values["nickname"] = values["nickname"] or row[1]
        return journal.record(PARTICIPANT.of(person, **values))


def new_folio(vault: OpenVault, rng: Random = CHANCE) -> str:
    """A folio that nobody in this vault has."""
    with vault.read() as connection:
        return draw_folio(folios(connection), rng)


def offered_nickname(vault: OpenVault, rng: Random = CHANCE) -> str:
    """A nickname from the list, among those that the fewest people here use."""
    with vault.read() as connection:
        return offer_nickname(nicknames(connection), rng)


def _require_free(folio: str, taken: set[str]) -> None:
    if not is_folio(folio):
        raise BadForm(
            say("El folio lleva solo números, cuatro o más."),
            say("Escriba otro folio, o déjelo vacío para que Vereda elija uno."),
        )
    if folio in taken:
        raise FolioTaken(folio)


def columns_of(form: PersonForm, today: date) -> dict[str, Any]:
    """What a form says of each column of the journal, None where nothing.

    Raises: BadForm for what cannot be, by today, or is too long.
    """
    if form.main_reason is not None and form.main_reason not in form.reasons:
        raise BadForm(
            say("El motivo principal no está entre los motivos marcados."),
            say("Marque también ese motivo, o elija otro como principal."),
        )
    if form.birth.strip() and not is_birth(form.birth.strip(), today):
        raise BadForm(
            say("La fecha de nacimiento no se entiende, o es de después de hoy."),
            say("Escriba solo el año, por ejemplo 1984, o la fecha completa."),
        )
    texts = {name: a_line(getattr(form, name), longest) for name, longest in LONGEST.items()}
    return texts | {
        "note": a_text(form.note),
        "phone_safe": form.phone_safe,
        "reasons": ",".join(str(int(reason)) for reason in sorted(set(form.reasons))) or None,
        "main_reason": form.main_reason,
        "intake_date": form.intake_date.isoformat() if form.intake_date else None,
    }


def folios(connection: Connection) -> set[str]:
    """Also those of deleted people: a folio on an old paper must not become somebody else's."""
    rows = connection.exec_driver_sql("SELECT folio FROM participant WHERE folio IS NOT NULL")
    return {row[0] for row in rows}


def nicknames(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(
        "SELECT nickname FROM participant WHERE nickname IS NOT NULL AND NOT deleted"
    )
    return [row[0] for row in rows]
