"""What is known of one person beyond the first interview, and what is still missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme import languages
from desktop.programme.codes import day, known, several
from desktop.programme.person_fields import ASKED, asked_of, is_birth
from desktop.programme.roles import Role
from desktop.programme.schema import PARTICIPANT
from desktop.programme.typed import clean_line
from desktop.programme.vocabulary import (
    Answer,
    CameBy,
    Disability,
    Interpreter,
    Purpose,
    Schooling,
    SettingNumber,
)
from desktop.services import choices
from desktop.services.bookings import local_today
from desktop.services.closeness import require_open
from desktop.services.open_calls import dead
from desktop.services.people import LONGEST
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.services.typed import a_line
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

CHILDREN_MAX = 30
PLACE_MAX_CHARS = 200
_CODE = re.compile(r"[0-9]{2}([0-9]{3}([0-9]{4})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the person told; None and "" for what nobody knows.

    `place_code` is INEGI's, of two, five or nine digits; a place that INEGI does not list has
    only its name. `disability` is Disability.NONE alone for somebody who finds nothing hard.
    `not_asked` names the fields (`person_fields.ASKED`) that the person would rather not tell.
    """

    birth: str = ""
    language: str = ""
    interpreter: Interpreter | None = None
    place_code: str = ""
    place_name: str = ""
    indigenous: Answer | None = None
    schooling: Schooling | None = None
    disability: tuple[Disability, ...] = ()
    pregnant: Answer | None = None
    pregnant_on: date | None = None
    children: int | None = None
    children_ages: str = ""
    curp: str = ""
    came_by: CameBy | None = None
    phone: str = ""
    phone_safe: bool | None = None
    not_asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to ask, and the page where it is answered."""

    field: str
    words: Message
    page: str
    argument: object


WORDS: dict[str, Message] = {
    "birth": say("Año de nacimiento o edad"),
    "place": say("Localidad"),
    "language": say("Lengua"),
    "interpreter": say("Si necesita intérprete"),
    "indigenous": say("Si se considera indígena"),
    "schooling": say("Escolaridad"),
    "disability": say("Dificultades para ver, oír, caminar…"),
    "pregnant": say("Si está embarazada"),
    "children": say("Hijas e hijos"),
    "came_by": say("Cómo llegó"),
    "curp": say("CURP"),
}
_NO_CONSENT = say("Su consentimiento: falta anotar lo que contestó")
_CONTACT_UNASKED = say("Si es seguro llamarle")
_CONTACT_UNCONFIRMED = say("Confirmar cómo llamarle")

_COLUMNS = (
    *("birth", "language", "interpreter", "place_code", "place_name", "indigenous", "schooling"),
    *("disability", "pregnant", "pregnant_on", "children", "children_ages", "curp", "came_by"),
    *("phone", "phone_safe", "not_asked"),
)
_DETAILS = f"SELECT {', '.join(_COLUMNS)} FROM participant WHERE id = ? AND NOT deleted"  # noqa: S608
_CONTACT = """
SELECT nickname, folio, contact_confirmed, locality
FROM participant WHERE id = ? AND NOT deleted
"""
_CONSENTED = """
SELECT ordinal FROM consent WHERE participant = ? AND state IS NOT NULL AND NOT deleted
"""


def get(vault: OpenVault, person: bytes) -> Details:
    """What is known of one person. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_open(connection, vault, person)
        return _details(_kept(connection, person))


def save(vault: OpenVault, person: bytes, **changed: Any) -> Changes:
    """Keep the fields that are named, as they are in `Details`; the others stay.

    None or "" takes an answer back. Whoever answers what she or he would rather not tell
    before has told it now. Pregnancy is kept with the day it was told.
    Raises: NotFound, RecordClosed, BadForm.
    """
    if unknown := changed.keys() - set(_COLUMNS):
        raise TypeError(f"no such detail: {sorted(unknown)}")
    with vault.write() as journal:
        require_open(journal.connection, vault, person)
        before = _kept(journal.connection, person)
        if changed.get("pregnant") is not None:
            changed.setdefault("pregnant_on", local_today(vault.clock))
        values = {name: _stored(name, value, vault) for name, value in changed.items()}
        _require_sound(before | values)
        if "not_asked" not in values:
            answered = {_field(name) for name, value in values.items() if value is not None}
            if kept := _not_asked(before["not_asked"]) & answered:
                values["not_asked"] = _joined(_not_asked(before["not_asked"]) - kept)
        return journal.record(PARTICIPANT.of(person, **_whole(before, values)))


def pass_over(vault: OpenVault, person: bytes, field: str) -> Changes:
    """The person would rather not tell this; nobody asks again. Raises: NotFound, RecordClosed."""
    if field not in ASKED:
        raise ValueError("not a field that is asked")
    with vault.write() as journal:
        require_open(journal.connection, vault, person)
        before = _kept(journal.connection, person)
        told = _joined(_not_asked(before["not_asked"]) | {field})
        return journal.record(PARTICIPANT.of(person, not_asked=told))


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page of what is missing shows of one person.

    `asked` is the fields of this stream in their order, whether told or not.
    """

    nickname: str
    folio: str
    details: Details
    asked: tuple[str, ...]
    missing: tuple[Missing, ...]


def missing(vault: OpenVault, person: bytes) -> tuple[Missing, ...]:
    """What is still to be asked, in the order to ask it; nothing of somebody who died.

    What the person would rather not tell is not missing. Raises: NotFound, RecordClosed.
    """
    return sheet(vault, person).missing


def sheet(vault: OpenVault, person: bytes) -> Sheet:
    """What is known and what is missing, read at once. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_open(connection, vault, person)
        details = _details(_kept(connection, person))
        died = person in dead(connection)
        nickname, folio, confirmed, locality = connection.exec_driver_sql(_CONTACT, (person,)).one()
        consented = {row[0] for row in connection.exec_driver_sql(_CONSENTED, (person,))}
        asked = asked_of(vault.stream, curp=asks_curp_in(connection))
    found = []
    if not {int(purpose) for purpose in Purpose} <= consented:
        found.append(Missing("consent", _NO_CONSENT, "consents", person))
    if details.phone_safe is None:
        found.append(Missing("phone_safe", _CONTACT_UNASKED, "missing", person))
    elif details.phone_safe and details.phone and confirmed is None:
        found.append(Missing("contact", _CONTACT_UNCONFIRMED, "missing", person))
    found += [
        Missing(field, WORDS[field], "missing", person)
        for field in asked
        if field not in details.not_asked and not _told(details, field, locality or "")
    ]
    return Sheet(nickname or "", folio or "", details, asked, () if died else tuple(found))


def asks_curp(vault: OpenVault) -> bool:
    """Whether the CURP is asked for at all: off until a coordinator turns it on."""
    with vault.read() as connection:
        return asks_curp_in(connection)


def asks_curp_in(connection: Connection) -> bool:
    """The same inside somebody else's reading."""
    return choices.find(connection, SettingNumber.ASK_CURP) == choices.ON


def ask_curp(desk: Desk, *, on: bool) -> Changes:
    """Ask for the CURP, or no more; what was told stays. Raises: Refusal."""
    if desk.role is not Role.COORDINATOR:
        raise Refusal(say("Eso lo elige la coordinación."), say("Hable con ella."))
    return choices.put(desk.work, SettingNumber.ASK_CURP, choices.ON if on else None)


def _kept(connection: Connection, person: bytes) -> dict[str, Any]:
    row = connection.exec_driver_sql(_DETAILS, (person,)).fetchone()
    if row is None:
        raise NotFound
    kept = dict(zip(_COLUMNS, row, strict=True))
    if kept["phone_safe"] is not None:
        kept["phone_safe"] = bool(kept["phone_safe"])
    return kept


def _details(kept: dict[str, Any]) -> Details:
    return Details(
        birth=kept["birth"] or "",
        language=kept["language"] or "",
        interpreter=known(Interpreter, kept["interpreter"]),
        place_code=kept["place_code"] or "",
        place_name=kept["place_name"] or "",
        indigenous=known(Answer, kept["indigenous"]),
        schooling=known(Schooling, kept["schooling"]),
        disability=several(Disability, kept["disability"]),
        pregnant=known(Answer, kept["pregnant"]),
        pregnant_on=day(kept["pregnant_on"]),
        children=kept["children"],
        children_ages=kept["children_ages"] or "",
        curp=kept["curp"] or "",
        came_by=known(CameBy, kept["came_by"]),
        phone=kept["phone"] or "",
        phone_safe=kept["phone_safe"],
        not_asked=frozenset(_not_asked(kept["not_asked"])),
    )


def _told(details: Details, field: str, locality: str) -> bool:
    if field == "place":
        return bool(details.place_code or details.place_name or locality)
    if field == "interpreter":
        return details.language in ("", languages.SPANISH) or details.interpreter is not None
    return getattr(details, field) not in (None, "", ())


def _stored(name: str, value: Any, vault: OpenVault) -> Any:
    """A value as its column holds it. Raises: BadForm."""
    if name == "disability":
        return ",".join(str(int(each)) for each in sorted(set(value or ()))) or None
    if name == "not_asked":
        return _joined(set(value or ()) & set(ASKED))
    if value is None or value == "":
        return None
    if name == "place_name":
        return a_line(value, PLACE_MAX_CHARS)
    if name == "children_ages":
        return a_line(value, PLACE_MAX_CHARS)
    if name == "curp":
        return "".join(clean_line(value).upper().split()) or None
    if name == "phone":
        return a_line(value, LONGEST["phone"])
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if name == "birth" and not is_birth(value, local_today(vault.clock)):
        raise BadForm(
            say("Esa fecha de nacimiento no puede ser."),
            say("Escriba el año, la fecha o la edad. No puede ser después de hoy."),
        )
    return value if isinstance(value, str) else int(value)


def _require_sound(values: dict[str, Any]) -> None:
    """Raises: BadForm for what cannot be."""
    if (values["children"] or 0) not in range(CHILDREN_MAX + 1):
        raise BadForm(
            say("Ese número de hijas e hijos no puede ser."),
            say("Escriba un número de 0 a {most}.", most=CHILDREN_MAX),
        )
    if values["place_code"] and not _CODE.fullmatch(values["place_code"]):
        raise BadForm(
            say("Ese lugar no tiene una clave del INEGI."),
            say("Elíjalo otra vez de la lista, o escriba sólo su nombre."),
        )


def _whole(before: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """With the other columns of every register that is touched, which is set whole."""
    found: dict[str, Any] = {}
    for name in values:
        for column, _type in PARTICIPANT.register_of(name).columns:
            found[column] = values.get(column, before[column])
    return found


def _field(column: str) -> str:
    """The field that a column answers."""
    return {
        "place_code": "place",
        "place_name": "place",
        "pregnant_on": "pregnant",
        "children_ages": "children",
    }.get(column, column)


def _not_asked(text: str | None) -> set[str]:
    return {name for name in (text or "").split(",") if name}


def _joined(fields: set[str]) -> str | None:
    return ",".join(sorted(fields)) or None
