"""What a person said in a meeting for herself or himself: commitments, strategies, forms named.

Told of one person at a time and only when asked: the group may see the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day, known, several
from desktop.programme.schema import OWN_WORDS, RECOGNISED
from desktop.programme.vocabulary import ViolenceForm, WordsSort
from desktop.services.closeness import require_open
from desktop.services.refusals import BadForm, NotEnrolled, NotFound
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

WORDS_MAX = 1_000
"""Characters of one commitment or strategy."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said in one meeting; "" and nothing are fine.

    What two laptops noted of one sort stands here in lines of its own.
    """

    commitment: str = ""
    strategy: str = ""
    forms: frozenset[ViolenceForm] = field(default_factory=frozenset)

    def of(self, sort: WordsSort) -> str:
        return self.commitment if sort is WordsSort.COMMITMENT else self.strategy


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same person said in one meeting, in the order of the meetings."""

    session: bytes
    ordinal: int
    date: date | None
    words: tuple[tuple[WordsSort, str], ...]
    forms: tuple[ViolenceForm, ...]


_WORDS = """
SELECT id, sort, text FROM own_words
WHERE session = ? AND participant = ? AND text IS NOT NULL AND NOT deleted ORDER BY id
"""
_FORMS = "SELECT forms FROM recognised WHERE session = ? AND participant = ? AND NOT deleted"
_EARLIER = """
SELECT s.id, s.ordinal, s.date, w.sort, w.text, NULL
FROM own_words w JOIN session s ON s.id = w.session AND NOT s.deleted
WHERE w.participant = ?1 AND w.session <> ?2 AND w.text IS NOT NULL AND NOT w.deleted
UNION ALL
SELECT s.id, s.ordinal, s.date, NULL, NULL, r.forms
FROM recognised r JOIN session s ON s.id = r.session AND NOT s.deleted
WHERE r.participant = ?1 AND r.session <> ?2 AND r.forms IS NOT NULL AND NOT r.deleted
ORDER BY 3, 2, 1, 4
"""


def said(vault: OpenVault, session: bytes, person: bytes) -> Said:
    """What one person said in this meeting. Raises: NotFound, NotEnrolled, RecordClosed."""
    with vault.read() as connection:
        require_open(connection, vault, person)
        _require_of_group(connection, session, person)
        kept = _kept(connection, session, person)
        forms = _forms(connection, session, person)
    return Said(
        _text(kept[WordsSort.COMMITMENT]), _text(kept[WordsSort.STRATEGY]), frozenset(forms)
    )


def keep(vault: OpenVault, session: bytes, person: bytes, now: Said) -> Changes:
    """Keep what somebody said, in one commit; what is empty is taken away.

    Raises: BadForm for words that are too long, NotEnrolled, NotFound, RecordClosed.
    """
    if any(len(now.of(sort)) > WORDS_MAX for sort in WordsSort):
        raise BadForm(
            say("Es demasiado texto."),
            say("Anote lo más importante, en {most} letras o menos.", most=WORDS_MAX),
        )
    with vault.write() as journal:
        require_open(journal.connection, vault, person)
        _require_of_group(journal.connection, session, person)
        kept = _kept(journal.connection, session, person)
        drafts = []
        for sort in WordsSort:
            text, before = now.of(sort).strip(), kept[sort]
            if text == _text(before):
                continue
            if text and before:
                drafts.append(OWN_WORDS.of(before[0][0], text=text))
            elif text:
                drafts.append(
                    OWN_WORDS.new(participant=person, session=session, sort=sort, text=text)
                )
            gone = before[1:] if text else before
            drafts += [OWN_WORDS.of(record, deleted=True) for record, _words in gone]
        if now.forms or _forms(journal.connection, session, person):
            named = ",".join(str(int(form)) for form in sorted(now.forms))
            drafts.append(RECOGNISED.pair(session, person, forms=named or None))
        return journal.record(*drafts)


def earlier(vault: OpenVault, session: bytes, person: bytes) -> tuple[Earlier, ...]:
    """What the same person said in other meetings, the first one first. Raises: RecordClosed."""
    with vault.read() as connection:
        require_open(connection, vault, person)
        rows = connection.exec_driver_sql(_EARLIER, (person, session)).fetchall()
    meetings: dict[bytes, Earlier] = {}
    for row in rows:
        of = bytes(row[0])
        meeting = meetings.get(of) or Earlier(of, row[1], day(row[2]), (), ())
        sort = known(WordsSort, row[3])
        words = meeting.words if sort is None else (*meeting.words, (sort, row[4]))
        forms = (*meeting.forms, *several(ViolenceForm, row[5]))
        meetings[of] = Earlier(of, meeting.ordinal, meeting.date, words, forms)
    return tuple(meeting for meeting in meetings.values() if meeting.words or meeting.forms)


def _kept(
    connection: Connection, session: bytes, person: bytes
) -> dict[WordsSort, list[tuple[bytes, str]]]:
    """The records of each sort, with their texts."""
    found: dict[WordsSort, list[tuple[bytes, str]]] = {sort: [] for sort in WordsSort}
    for record, code, text in connection.exec_driver_sql(_WORDS, (session, person)).fetchall():
        sort = known(WordsSort, code)
        if sort is not None:
            found[sort].append((bytes(record), text))
    return found


def _text(kept: list[tuple[bytes, str]]) -> str:
    return "\n".join(text for _record, text in kept)


def _forms(connection: Connection, session: bytes, person: bytes) -> tuple[ViolenceForm, ...]:
    row = connection.exec_driver_sql(_FORMS, (session, person)).fetchone()
    return several(ViolenceForm, row[0]) if row else ()


def _require_of_group(connection: Connection, session: bytes, person: bytes) -> None:
    """Raises: NotFound without the meeting, NotEnrolled for who was never in its group."""
    row = connection.exec_driver_sql(
        "SELECT e.id IS NOT NULL FROM session s LEFT JOIN enrolment e"
        " ON e.grp = s.grp AND e.participant = ? AND NOT e.deleted"
        " WHERE s.id = ? AND NOT s.deleted",
        (person, session),
    ).fetchone()
    if row is None:
        raise NotFound
    if not row[0]:
        raise NotEnrolled
