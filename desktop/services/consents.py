"""What one person agreed to: ask, answer, withdraw, and how it came to be so.

A withdrawal ends at once what it covers, in the same commit: whoever takes back a necessary
purpose is in no group any more from that day on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme import languages
from desktop.programme.codes import day, known
from desktop.programme.consent import NECESSARY, Standing, slot_of
from desktop.programme.schema import CONSENT
from desktop.programme.vocabulary import ConsentHow, ConsentState, Purpose
from desktop.services import wordings
from desktop.services.closeness import require_open
from desktop.services.consent_reading import (
    NotConsented,
    may,
    require,
    require_enrollable,
    standings_of,
    state_of,
)
from desktop.services.enrolments import left_all
from desktop.services.home import own_member, require_known
from desktop.services.one_person import with_twins
from desktop.services.record_history import versions_of
from desktop.services.refusals import BadForm
from desktop.services.wordings import CONSENT_SLOTS, Wording
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.journal import Journal
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

__all__ = [
    "ConsentLine",
    "ConsentPaper",
    "NotConsented",
    "Said",
    "answer",
    "history",
    "may",
    "of_person",
    "record_answer",
    "require",
    "require_enrollable",
    "sheet",
    "standings_of",
    "state_of",
    "withdraw",
]

EARLIEST_YEAR = 2008
"""Before the first programme nobody was asked."""

_REGISTER = CONSENT.register_of("state").number
_DETAILS = f"""
SELECT c.ordinal, c.note, m.nickname,
       EXISTS (SELECT 1 FROM conflict x
               WHERE x.kind = {CONSENT.number} AND x.record = c.id AND x.register = {_REGISTER})
FROM consent c LEFT JOIN member m ON m.id = c.taken_by AND NOT m.deleted
WHERE c.participant = ? AND NOT c.deleted
"""  # noqa: S608 - our own numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """One purpose of one person. `state` None: nobody asked.

    `outdated`: another text counts now than the one that was heard. `in_doubt`: two laptops
    wrote different answers; the more protective one holds until somebody asks again.
    """

    purpose: Purpose
    state: ConsentState | None = None
    how: ConsentHow | None = None
    on: date | None = None
    language: str = ""
    wording: str = ""
    version: int | None = None
    outdated: bool = False
    note: str = ""
    by: str = ""
    in_doubt: bool = False

    @property
    def standing(self) -> Standing:
        return Standing(self.purpose, self.state, self.wording, self.how, self.on, self.language)


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    """All that a page about one person's consent shows.

    `texts` is by slot, in `language` or in Spanish where that has none.
    """

    folio: str
    nickname: str
    language: str
    lines: tuple[ConsentLine, ...]
    texts: dict[str, Wording]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it stood at some time: who wrote it, and when by that laptop's clock.

    `stands`: nothing that was seen replaces it; two that stand are two answers.
    """

    purpose: Purpose
    state: ConsentState | None
    how: ConsentHow | None
    on: date | None
    language: str
    wording: str
    author: str
    at_ms: int
    stands: bool


def of_person(vault: OpenVault, person: bytes) -> tuple[ConsentLine, ...]:
    """All five purposes. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        return _lines(connection, person)


def sheet(desk: Desk, person: bytes, language: str = "") -> ConsentPaper:
    """The purposes with their texts, in a language or in the one that the person speaks.

    Raises: NotFound, RecordClosed.
    """
    vault = desk.work
    lines = of_person(vault, person)
    with vault.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT folio, nickname, language FROM participant WHERE id = ?", (person,)
        ).one()
    spoken = language or row[2] or languages.SPANISH
    return ConsentPaper(
        folio=row[0] or "",
        nickname=row[1] or "",
        language=spoken,
        lines=tuple(_dated(desk, line) for line in lines),
        texts=wordings.texts(desk, CONSENT_SLOTS, spoken),
    )


def answer(
    vault: OpenVault,
    person: bytes,
    purpose: Purpose,
    state: ConsentState,
    *,
    wording: str,
    how: ConsentHow,
    on: date,
    language: str,
    note: str = "",
) -> Changes:
    """Keep what a person answered to one purpose, in the words that she or he heard.

    A no to a necessary purpose ends what `withdraw` ends. Settles what two laptops wrote
    differently. Raises: BadForm, NotFound, RecordClosed.
    """
    said = Standing(purpose, state, wording, how, on, language)
    with vault.write() as journal:
        return record_answer(journal, vault, person, said, note)


def record_answer(
    journal: Journal, vault: OpenVault, person: bytes, said: Standing, note: str = ""
) -> Changes:
    """As `answer`, inside somebody else's writing."""
    if said.state is None or said.how is None or said.on is None:
        raise ValueError("an answer says how it was given, and when")
    connection = journal.connection
    require_known(connection, "participant", person)
    require_open(connection, vault, person)
    if not said.wording:
        raise BadForm(
            say("Falta saber qué texto oyó la persona."),
            say("Lea o ponga el texto, y marque después su respuesta."),
        )
    if said.on.year < EARLIEST_YEAR:
        raise BadForm(
            say("Esa fecha no es posible."), say("Escriba el día en que la persona contestó.")
        )
    return _record(journal, vault, person, said, note)


def withdraw(
    vault: OpenVault,
    person: bytes,
    purpose: Purpose,
    on: date,
    note: str = "",
    *,
    how: ConsentHow = ConsentHow.SPOKEN,
) -> Changes:
    """The person takes an agreement back. What it covers ends with this commit.

    Which text had been heard stays beside it. Raises: BadForm when nothing was agreed to,
    NotFound, RecordClosed.
    """
    with vault.write() as journal:
        require_known(journal.connection, "participant", person)
        require_open(journal.connection, vault, person)
        before = standings_of(journal.connection, person).get(purpose)
        if before is None or before.state is None:
            raise BadForm(
                say("No hay nada que retirar: nadie le ha preguntado."),
                say("Si no está de acuerdo, anote que contestó que no."),
            )
        taken_back = replace(before, state=ConsentState.WITHDRAWN, how=how, on=on)
        return _record(journal, vault, person, taken_back, note)


def history(vault: OpenVault, person: bytes) -> tuple[Said, ...]:
    """Every answer that was ever written, the newest first. Raises: NotFound, RecordClosed."""
    with vault.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        return said_of(connection, person)


def said_of(connection: Connection, person: bytes) -> tuple[Said, ...]:
    """The same inside somebody else's reading."""
    rows = connection.exec_driver_sql(
        "SELECT ordinal, heads FROM consent WHERE participant = ? AND NOT deleted", (person,)
    ).fetchall()
    found = [
        (
            version.op,
            Said(
                purpose,
                known(ConsentState, _number(state)),
                known(ConsentHow, _number(how)),
                day(on if isinstance(on, str) else None),
                language if isinstance(language, str) else "",
                wording if isinstance(wording, str) else "",
                version.author,
                version.at_ms,
                version.stands,
            ),
        )
        for ordinal, heads in rows
        if (purpose := known(Purpose, ordinal)) is not None
        for version in versions_of(connection, heads, (_REGISTER,))
        if isinstance(value := version.fields.get(_REGISTER), tuple)
        for state, wording, how, on, language in [(*value, *[None] * 5)[:5]]
    ]
    found.sort(key=lambda each: (each[1].at_ms, each[0]), reverse=True)
    return tuple(said for _op, said in found)


def _record(
    journal: Journal, vault: OpenVault, person: bytes, said: Standing, note: str
) -> Changes:
    """Write an answer, and in the same commit what a no to it ends.

    To every record of somebody who was written down twice: an earlier no would outlive it.
    """
    connection = journal.connection
    records = sorted(with_twins(connection, [person]), key=lambda each: each != person)
    me = own_member(connection, vault)
    changes = journal.record(
        *(
            CONSENT.child(
                each,
                int(said.purpose),
                state=said.state,
                wording=said.wording or None,
                how=said.how,
                on_date=said.on.isoformat() if said.on else None,
                language=said.language or None,
                note=note.strip() or None,
                taken_by=me,
            )
            for each in records
        )
    )
    if said.state is ConsentState.GIVEN or said.purpose not in NECESSARY:
        return changes
    ended = [draft for each in records for draft in left_all(connection, each, said.on)]
    return changes | journal.record(*ended)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _lines(connection: Connection, person: bytes) -> tuple[ConsentLine, ...]:
    standings = standings_of(connection, person)
    told = {
        row[0]: (row[1] or "", row[2] or "", bool(row[3]))
        for row in connection.exec_driver_sql(_DETAILS, (person,))
    }
    found = []
    for purpose in Purpose:
        standing = standings.get(purpose) or Standing(purpose)
        note, by, in_doubt = told.get(int(purpose), ("", "", False))
        found.append(
            ConsentLine(
                purpose=purpose,
                state=standing.state,
                how=standing.how,
                on=standing.on,
                language=standing.language,
                wording=standing.wording,
                note=note,
                by=by,
                in_doubt=in_doubt,
            )
        )
    return tuple(found)


def _dated(desk: Desk, line: ConsentLine) -> ConsentLine:
    """With the version that was heard, and whether another counts now in that language."""
    if line.state is None:
        return line
    heard = wordings.find(desk, line.wording)
    now = wordings.current(desk, slot_of(line.purpose), line.language or languages.SPANISH)
    other = desk.shared is not None and (heard is None or heard.text != now.text)
    return replace(line, version=heard.version if heard else None, outdated=other)
