"""What a referral may tell of a person, read from her or his record when it is looked at.

A slip tells the words that were agreed as they stand on the day it is printed, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme import inegi, languages
from desktop.programme.codes import known, several
from desktop.programme.person_fields import age
from desktop.programme.referral_slip import tells_too_much
from desktop.programme.referrals import DISABILITY_WORDS
from desktop.programme.vocabulary import Answer, Disability, Interpreter, SharedField
from desktop.services.refusals import NotFound
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PERSON = """
SELECT nickname, name, birth, phone, phone_safe, contact_who, contact_hours, contact_pretext,
       contact_avoid, language, interpreter, place_code, place_name, locality,
       children, children_ages, pregnant, disability
FROM participant WHERE id = ? AND NOT deleted
"""

Told = tuple[SharedField, Message]


def told(
    connection: Connection, person: bytes, fields: Iterable[SharedField], today: date
) -> tuple[Told, ...]:
    """What each field says now; a field of which nothing is known is left out.

    NEED is not of the person's record but of the referral. Raises: NotFound.
    """
    cursor = connection.exec_driver_sql(_PERSON, (person,))
    row = cursor.mappings().fetchone()
    if row is None:
        raise NotFound
    found = ((field, _READ[field](row, today)) for field in fields if field in _READ)
    return tuple((field, words) for field, words in found if words is not None)


def phone_is_safe(connection: Connection, person: bytes) -> bool:
    """Whether the person said that calling is safe. Nobody asked is no."""
    row = connection.exec_driver_sql(
        "SELECT phone_safe FROM participant WHERE id = ? AND NOT deleted", (person,)
    ).fetchone()
    return bool(row and row[0])


def _text(column: str) -> Callable[[Any, date], Message | None]:
    def read(row: Any, _today: date) -> Message | None:
        return say("{words}", words=row[column]) if row[column] else None

    return read


def _age(row: Any, today: date) -> Message | None:
    found = age(row["birth"], today)
    if found is None:
        return None
    return say("{n} años, más o menos" if found.about else "{n} años", n=found.years)


def _phone(row: Any, _today: date) -> Message | None:
    return say("{words}", words=row["phone"]) if row["phone"] and row["phone_safe"] else None


def _safe_contact(row: Any, _today: date) -> Message | None:
    """Without what would itself say on paper what must not be said."""
    known_parts = [
        say(words, words=row[column])
        for column, words in (
            ("contact_who", "Puede contestar: {words}."),
            ("contact_hours", "Horas: {words}."),
            ("contact_pretext", "Qué decir: {words}."),
            ("contact_avoid", "Qué no decir: {words}."),
        )
        if row[column] and not tells_too_much(row[column])
    ]
    return _joined(known_parts, " ")


def _language(row: Any, _today: date) -> Message | None:
    parts = []
    if row["language"]:
        spoken = languages.of_code(row["language"])
        parts.append(say("{words}", words=spoken.name if spoken else row["language"]))
    if known(Interpreter, row["interpreter"]) in (Interpreter.NEEDED, Interpreter.ARRANGED):
        parts.append(say("necesita intérprete"))
    return _joined(parts, ", ")


def _municipality(row: Any, _today: date) -> Message | None:
    """By its code where there is one: a village says more than was asked."""
    municipality, _state = inegi.place_words(row["place_code"] or "")
    place = municipality or row["place_name"] or row["locality"]
    return say("{words}", words=place) if place else None


def _children(row: Any, _today: date) -> Message | None:
    if row["children"] is None:
        return None
    if not row["children_ages"]:
        return say("{n}", n=row["children"])
    return say("{n}, de {ages} años", n=row["children"], ages=row["children_ages"])


def _pregnancy(row: Any, _today: date) -> Message | None:
    return say("Sí") if known(Answer, row["pregnant"]) is Answer.YES else None


def _disability(row: Any, _today: date) -> Message | None:
    return _joined(
        [DISABILITY_WORDS[each] for each in several(Disability, row["disability"])], ", "
    )


def _joined(parts: list[Message], between: str) -> Message | None:
    """Several messages as one, each still translated by itself."""
    if not parts:
        return None
    names = [f"part{number}" for number in range(len(parts))]
    text = between.join(f"{{{name}}}" for name in names)
    return Message(text, dict(zip(names, parts, strict=True)))


_READ: dict[SharedField, Callable[[Any, date], Message | None]] = {
    SharedField.NICKNAME: _text("nickname"),
    SharedField.NAME: _text("name"),
    SharedField.AGE: _age,
    SharedField.PHONE: _phone,
    SharedField.SAFE_CONTACT: _safe_contact,
    SharedField.LANGUAGE: _language,
    SharedField.MUNICIPALITY: _municipality,
    SharedField.CHILDREN: _children,
    SharedField.PREGNANCY: _pregnancy,
    SharedField.DISABILITY: _disability,
}
