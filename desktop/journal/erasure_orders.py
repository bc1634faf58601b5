"""Which erasures were really decided: by two coordinators, each under an own signature.

One operation destroys a person's records on every laptop, so a name in it is not believed:
whoever it says asked and confirmed must have written that themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.journal.belonging import is_of_others, of_others
from desktop.journal.encoding import read_fields, read_origin
from desktop.journal.erased import from_hex
from desktop.programme.rights import WAITING_DAYS
from desktop.programme.schema import ERASURE, PARTICIPANT
from sync.batch.operation import ChildOf

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DECIDED = ERASURE.register_of("asked_by").number
_RECORDS = ERASURE.register_of("records").number
DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Coordinators:
    """Accounts whose word counts in one vault: `once` also those whose access has ended since."""

    once: frozenset[bytes]
    now: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Word:
    """One operation on an erasure: who signed it, when as claimed, and what it says."""

    erased: bytes
    author: bytes
    at_ms: int
    asked_by: bytes | None
    confirmed_by: bytes | None
    records: frozenset[bytes]


def in_force(connection: Connection, coordinators: Coordinators) -> set[bytes]:
    """Ids that must go and stand here still: people, and what was listed with them.

    Args:
        coordinators: who may decide; a single one decides alone, `WAITING_DAYS` after asking.
    """
    waiting = connection.exec_driver_sql(
        "SELECT 1 FROM erasure WHERE confirmed_by IS NOT NULL "
        "AND erased NOT IN (SELECT record FROM erased) LIMIT 1"
    ).fetchone()
    if waiting is None:
        return set()
    raw = connection.connection.driver_connection
    people: set[bytes] = set()
    listed: set[bytes] = set()
    for erased, words in by_person(connection).items():
        if (deciding := deciders(words, coordinators)) is not None and _may_go(raw, erased):
            people.add(erased)
            # Only what lay before whoever confirmed: a list beside another word is nobody's.
            listed |= {
                id_
                for word in words
                if word.author in deciding and word.confirmed_by == word.author
                for id_ in word.records
            }
    due = set(people)
    while more := (rest := listed - due) - of_others(raw, rest, due):
        due |= more
    done = connection.exec_driver_sql("SELECT record FROM erased").fetchall()
    return due - {bytes(record) for (record,) in done}


def by_person(connection: Connection) -> dict[bytes, list[Word]]:
    """Everything that was ever said about erasing somebody."""
    found: dict[bytes, list[Word]] = {}
    for word in _words(connection):
        found.setdefault(word.erased, []).append(word)
    return found


def deciders(words: Collection[Word], coordinators: Coordinators) -> frozenset[bytes] | None:
    """Whose two words erase a person; None while they do not suffice."""
    asked = [word for word in words if word.asked_by == word.author and not word.confirmed_by]
    for second in words:
        if second.confirmed_by != second.author or second.author not in coordinators.once:
            continue
        for first in asked:
            if first.author != second.asked_by or first.author not in coordinators.once:
                continue
            waited = second.at_ms - first.at_ms >= WAITING_DAYS * DAY_MS
            if first.author != second.author or (waited and coordinators.now == {first.author}):
                return frozenset({first.author, second.author})
    return None


def _words(connection: Connection) -> Iterator[Word]:
    for author, at_ms, origin, fields in connection.exec_driver_sql(
        "SELECT author.account, op.at_ms, op.origin, op.fields FROM op "
        "JOIN author ON author.no = op.author_no WHERE op.kind = ? ORDER BY op.place",
        (ERASURE.number,),
    ):
        place = None if origin is None else read_origin(origin)
        if not isinstance(place, ChildOf):
            continue
        said = read_fields(fields)
        decided, records = said.get(_DECIDED), said.get(_RECORDS)
        two = decided if isinstance(decided, tuple) else ()
        yield Word(
            erased=place.parent,
            author=bytes(author),
            at_ms=at_ms,
            asked_by=_account(two, 0),
            confirmed_by=_account(two, 1),
            records=frozenset(from_hex(records if isinstance(records, str) else None)),
        )


def _account(parts: tuple[object, ...], place: int) -> bytes | None:
    text = parts[place] if place < len(parts) else None
    found = from_hex(text if isinstance(text, str) else None)
    return next(iter(found), None)


def _may_go(raw: Any, erased: bytes) -> bool:
    """Whether an id is a person's, or of nobody who is here: a group is not erased by its id."""
    known = raw.execute(f"SELECT 1 FROM {PARTICIPANT.name} WHERE id = ?", (erased,)).fetchone()  # noqa: S608
    return known is not None or not is_of_others(raw, erased, {erased})
