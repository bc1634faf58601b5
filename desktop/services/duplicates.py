"""Who may be written down twice: asked while somebody types a name, and listed for a page.

One stream's vault is all that anything here reads. What is answered is folio, nickname and
what coincides; a record that is closed to whoever asks is compared with nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from desktop.journal.open_vault import OpenVault, driver
from desktop.programme.likeness import ENOUGH, Traits, compare
from desktop.programme.schema import MERGE
from desktop.programme.sound_alike import Sounds, is_slip, sounds, words_of, words_of_each
from desktop.programme.vocabulary import EnrolmentState
from desktop.services.closeness import closed_to_me, require_open
from desktop.services.home import require_known

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.trouble import Message

SHOWN_MAX = 5
"""More warnings than these nobody reads while a person waits."""
_CROWD = 80
"""So many people of one pair of words say nothing: they are compared with nobody by it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody in the vault who may be the person that is being written down."""

    person: bytes
    folio: str
    nickname: str
    why: Message
    score: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records that may be of one person. `birth` is a year; `meetings` were marked."""

    person: bytes
    folio: str
    nickname: str
    name: str
    birth: str
    locality: str
    groups: tuple[str, ...] = ()
    meetings: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records that are likely of one person."""

    one: Side
    other: Side
    why: Message
    score: int


_PEOPLE = """
SELECT id, coalesce(folio, ''), coalesce(nickname, ''), coalesce(name, ''),
       coalesce(birth, ''), coalesce(place_code, ''), coalesce(locality, ''),
       coalesce(place_name, '')
FROM participant WHERE NOT deleted
"""
_OTHERS = "SELECT participant, kept FROM merged WHERE coalesce(undone, 0) AND NOT deleted"
_GROUPS = """
SELECT e.participant, coalesce(g.name, '') FROM enrolment e
JOIN grp g ON g.id = e.grp AND NOT g.deleted
WHERE e.state IS NOT NULL AND NOT e.deleted ORDER BY e.state <> ?, g.start_date DESC
"""
_MEETINGS = """
SELECT participant, count(*) FROM attendance
WHERE state IS NOT NULL AND NOT deleted GROUP BY participant
"""


class Index:
    """Everybody in a vault by the words of their names; lives as long as one question."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = list(rows)
        self._words = words_of_each([row[3] for row in self._rows])
        self._who: defaultdict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                self._who[word].append(place)
        self._heard = sounds(self._who)
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        self._by_ends: defaultdict[str, list[str]] = defaultdict(list)
        for word, heard in self._heard.items():
            for sound in heard:
                self._by_sound[sound].append(word)
        for sound in self._by_sound:
            self._by_ends[sound[:1] + sound[-1:]].append(sound)
        self._traits: dict[int, Traits] = {}

    @classmethod
    def of(cls, connection: Connection, vault: OpenVault) -> Index:
        closed = closed_to_me(connection, vault)
        rows = driver(connection).execute(_PEOPLE).fetchall()
        return cls(row for row in rows if row[0] not in closed)

    def like(self, asked: Traits, but: frozenset[bytes] = frozenset()) -> tuple[Likeness, ...]:
        """Whom this may be, likeliest first."""
        found = []
        for place in self._candidates(asked):
            person, folio, nickname = self._rows[place][:3]
            if person in but:
                continue
            alike = compare(asked, self.traits(place))
            if alike.score >= ENOUGH:
                found.append(Likeness(person, folio, nickname, alike.why, alike.score))
        found.sort(key=lambda each: (-each.score, each.folio, each.person))
        return tuple(found[:SHOWN_MAX])

    def traits(self, place: int) -> Traits:
        known = self._traits.get(place)
        if known is None:
            row = self._rows[place]
            spoken = tuple([self._heard[word] for word in self._words[place]])
            known = Traits(spoken, row[2], row[4], row[5], row[6] or row[7])
            self._traits[place] = known
        return known

    def side(self, place: int) -> Side:
        row = self._rows[place]
        return Side(row[0], row[1], row[2], row[3], row[4][:4], row[6] or row[7])

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Places of two people who share two words, or a nickname without a name."""
        crowds: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            spoken = sorted({sound for word in words for sound in self._heard[word]})
            for both in combinations(spoken, 2):
                crowds[both].append(place)
            if len(words) == 1:
                crowds[(spoken[0],)].append(place)
            if not words:
                crowds["", self._rows[place][2]].append(place)
        seen: set[tuple[int, int]] = set()
        for crowd in crowds.values():
            if 1 < len(crowd) <= _CROWD:
                for two in combinations(crowd, 2):
                    if two not in seen:
                        seen.add(two)
                        yield two

    def _near(self, asked: Sounds) -> set[str]:
        """Words written here that may be this one."""
        found: set[str] = set()
        for sound in asked:
            found.update(self._by_sound.get(sound, ()))
            for other in self._by_ends.get(sound[:1] + sound[-1:], ()):
                if is_slip(sound, other):
                    found.update(self._by_sound[other])
        return found

    def _candidates(self, asked: Traits) -> set[int]:
        met: Counter[int] = Counter()
        for each in asked.words:
            met.update(set().union(*(self._who[word] for word in self._near(each))))
        # Of three words two must meet, of two both, of one that one.
        needed = min(2, len(asked.words))
        found = {place for place, times in met.items() if times >= needed > 0}
        if asked.nickname:
            found.update(
                place
                for place, row in enumerate(self._rows)
                if row[2] == asked.nickname and not (asked.words and self._words[place])
            )
        return found


def traits(
    nickname: str = "", name: str = "", birth: str = "", place_code: str = "", locality: str = ""
) -> Traits:
    """What a form says, to be compared."""
    words = words_of(name)
    heard = sounds(set(words))
    spoken = tuple(heard[word] for word in words)
    return Traits(spoken, nickname.strip(), birth.strip(), place_code, locality)


def like(
    vault: OpenVault,
    nickname: str = "",
    name: str = "",
    birth: str = "",
    place_code: str = "",
    locality: str = "",
    *,
    but: bytes | None = None,
) -> tuple[Likeness, ...]:
    """Who in this vault may be the person of a form that is being filled, likeliest first.

    `but`: the record that is being filled; whom somebody told apart from it is not named.
    """
    asked = traits(nickname, name, birth, place_code, locality)
    if not asked.words and not (asked.nickname and asked.birth):
        return ()
    with vault.read() as connection:
        left_out = {but, *_told_apart(connection).get(but, ())} if but else set()
        index = Index.of(connection, vault)
    return index.like(asked, frozenset(each for each in left_out if each))


def likely(vault: OpenVault) -> tuple[Doubt, ...]:
    """Pairs that may be of one person and that nobody told apart, likeliest first."""
    with vault.read() as connection:
        index = Index.of(connection, vault)
        apart = _told_apart(connection)
        groups: defaultdict[bytes, list[str]] = defaultdict(list)
        for person, name in connection.exec_driver_sql(_GROUPS, (EnrolmentState.ACTIVE,)):
            groups[bytes(person)].append(name)
        meetings = dict(driver(connection).execute(_MEETINGS).fetchall())
    found = []
    for first, second in index.pairs():
        alike = compare(index.traits(first), index.traits(second))
        one, other = index.side(first), index.side(second)
        if alike.score < ENOUGH or other.person in apart.get(one.person, ()):
            continue
        one, other = (
            replace(
                each,
                groups=tuple(groups.get(each.person, ())),
                meetings=meetings.get(each.person, 0),
            )
            for each in (one, other)
        )
        found.append(Doubt(one, other, alike.why, alike.score))
    found.sort(key=lambda each: (-each.score, each.one.folio, each.other.folio))
    return tuple(found)


def other_person(vault: OpenVault, one: bytes, other: bytes, on: date) -> Changes:
    """They are two: nobody is warned of this pair again.

    It is kept as a MERGE that was undone, the smaller id first, so that laptops which say it
    unawares say it once. Raises: NotFound, RecordClosed.
    """
    with vault.write() as journal:
        for each in (one, other):
            require_known(journal.connection, "participant", each)
            require_open(journal.connection, vault, each)
        first, second = sorted((one, other))
        return journal.record(
            MERGE.pair(
                first, second, undone=True, on_date=on.isoformat(), by_member=None, deleted=False
            )
        )


def _told_apart(connection: Connection) -> dict[bytes, set[bytes]]:
    found: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for one, other in connection.exec_driver_sql(_OTHERS).fetchall():
        found[bytes(one)].add(bytes(other))
        found[bytes(other)].add(bytes(one))
    return found
