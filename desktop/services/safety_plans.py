"""A woman's safety plan: her words to each question, its review, and where its paper is.

It exists in the women's stream alone and never names anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.journal.encoding import read_heads
from desktop.programme.codes import day, known
from desktop.programme.safety_plan import COLUMNS, TEXT_MAX_CHARS
from desktop.programme.schema import SAFETY_PLAN
from desktop.programme.vocabulary import PaperPlace, Stream
from desktop.services.home import own_member
from desktop.services.keeping_safe import (
    Whom,
    kept,
    not_asked_about,
    of_group,
    require_stream,
    whom,
)
from desktop.services.record_history import versions_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.programme.schema import Draft

ORDINAL = 0
"""A woman has one plan; it changes, and its history stays."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What stands for one question. `also` is what another laptop wrote at the same time."""

    text: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SafetyPlan:
    """One woman's plan. `answers` has every column, empty ones too.

    `agreed_with` is the nickname of who went through it with her; `declined_on` the day on
    which she said that she wants none.
    """

    whom: Whom
    answers: dict[str, Answered]
    agreed_on: date | None
    agreed_with: str
    review_on: date | None
    paper: PaperPlace | None
    paper_on: date | None
    declined: bool
    declined_on: date | None

    @property
    def begun(self) -> bool:
        return any(each.text or each.also for each in self.answers.values())


class PlanVersion(NamedTuple):
    """What one question said after one change. `at_ms` is the claim of its author's clock."""

    author: str
    at_ms: int
    text: str
    stands: bool


class DueReview(NamedTuple):
    """A plan whose day to be looked at again has come."""

    participant: bytes
    folio: str
    review_on: date


class OpenPlan(NamedTuple):
    """A plan of somebody in a group, for whoever takes the group over."""

    participant: bytes
    folio: str
    review_on: date | None


_PLAN = f"""
SELECT {", ".join(f"s.{column}" for column in COLUMNS)}, s.agreed_on, coalesce(m.nickname, ''),
       s.review_on, s.paper, s.paper_on, s.declined, s.declined_on, s.heads
FROM safety_plan s LEFT JOIN member m ON m.id = s.agreed_with
WHERE s.participant = ? AND s.ordinal = {ORDINAL} AND NOT s.deleted
"""  # noqa: S608 - our own words
_HAS_WORDS = " OR ".join(f"s.{column} IS NOT NULL" for column in COLUMNS)
_REVIEWS = """
SELECT p.id, coalesce(p.folio, ''), s.review_on
FROM safety_plan s JOIN participant p ON p.id = s.participant AND NOT p.deleted
WHERE s.review_on <= ? AND NOT coalesce(s.declined, 0) AND NOT s.deleted
ORDER BY s.review_on, p.folio, p.id
"""
_WRITTEN = f"""
SELECT s.participant, s.review_on FROM safety_plan s
WHERE ({_HAS_WORDS}) AND NOT coalesce(s.declined, 0) AND NOT s.deleted
"""  # noqa: S608 - our own words


def get(vault: OpenVault, person: bytes) -> SafetyPlan:
    """Her plan, empty where nothing was written. Raises: KeptElsewhere, NotFound, RecordClosed."""
    require_stream(vault, Stream.WOMEN)
    with vault.read() as connection:
        who = whom(connection, vault, person)
        row = connection.exec_driver_sql(_PLAN, (person,)).fetchone()
        if row is None:
            nothing = {column: Answered() for column in COLUMNS}
            return SafetyPlan(who, nothing, None, "", None, None, None, False, None)
        count = len(COLUMNS)
        answers = _answers(connection, row[:count], row[-1])
        agreed_on, agreed_with, review_on, paper, paper_on, declined, declined_on = row[count:-1]
    return SafetyPlan(
        whom=who,
        answers=answers,
        agreed_on=day(agreed_on),
        agreed_with=agreed_with,
        review_on=day(review_on),
        paper=known(PaperPlace, paper),
        paper_on=day(paper_on),
        declined=bool(declined),
        declined_on=day(declined_on),
    )


def write(vault: OpenVault, person: bytes, column: str, text: str) -> Changes:
    """Keep her words to one question as typed; where laptops disagreed this settles it.

    Somebody who wanted no plan and begins one has a plan.
    Raises: BadForm, KeptElsewhere, NotFound, RecordClosed, KeyError for no question.
    """
    if column not in COLUMNS:
        raise KeyError(column)
    said = kept(text, TEXT_MAX_CHARS)
    require_stream(vault, Stream.WOMEN)
    with vault.write() as journal:
        whom(journal.connection, vault, person)
        values: dict[str, object] = {column: said}
        row = journal.connection.exec_driver_sql(_PLAN, (person,)).fetchone()
        if row is None and said is None:
            return journal.record()
        if said is not None:
            values |= _wanted(row)
        return journal.record(_draft(person, **values))


def agree(vault: OpenVault, person: bytes, on: date, review_on: date | None) -> Changes:
    """It was gone through with her on a day, by whoever sits here; and when to look again.

    Somebody who wanted no plan before has one now: its review is called to mind.
    Raises: KeptElsewhere, NotFound, RecordClosed.
    """
    require_stream(vault, Stream.WOMEN)
    with vault.write() as journal:
        connection = journal.connection
        whom(connection, vault, person)
        row = connection.exec_driver_sql(_PLAN, (person,)).fetchone()
        return journal.record(
            _draft(
                person,
                agreed_on=on.isoformat(),
                agreed_with=own_member(connection, vault),
                review_on=_iso(review_on),
                **_wanted(row),
            )
        )


def review(vault: OpenVault, person: bytes, on: date | None) -> Changes:
    """Choose the day to look at it again. Raises: KeptElsewhere, NotFound, RecordClosed."""
    return _set(vault, person, review_on=_iso(on))


def decline(vault: OpenVault, person: bytes, on: date) -> Changes:
    """She wants no plan; what was written stays. Raises: KeptElsewhere, NotFound, RecordClosed."""
    return _set(vault, person, declined=True, declined_on=on.isoformat())


def note_paper(vault: OpenVault, person: bytes, place: PaperPlace, on: date) -> Changes:
    """It was printed, and this is where the paper is. Raises: as `get`."""
    return _set(vault, person, paper=place, paper_on=on.isoformat())


def history(vault: OpenVault, person: bytes, column: str) -> tuple[PlanVersion, ...]:
    """How the words to one question came to be, the newest first. Raises: as `get`."""
    require_stream(vault, Stream.WOMEN)
    with vault.read() as connection:
        whom(connection, vault, person)
        row = connection.exec_driver_sql(_PLAN, (person,)).fetchone()
        if row is None:
            return ()
        number = SAFETY_PLAN.register_of(column).number
        versions = versions_of(connection, row[-1], (number,))
    return tuple(
        PlanVersion(each.author, each.at_ms, _shown(each.fields[number]), each.stands)
        for each in reversed(versions)
    )


def needing(vault: OpenVault, today: date) -> tuple[DueReview, ...]:
    """Plans whose review has come, the oldest first; none outside the women's stream."""
    if vault.stream is not Stream.WOMEN:
        return ()
    with vault.read() as connection:
        without = not_asked_about(connection, vault)
        rows = connection.exec_driver_sql(_REVIEWS, (today.isoformat(),)).fetchall()
    return tuple(
        DueReview(bytes(row[0]), row[1], on)
        for row in rows
        if bytes(row[0]) not in without and (on := day(row[2])) is not None
    )


def open_in(vault: OpenVault, group: bytes) -> tuple[OpenPlan, ...]:
    """Plans of the women of a group, by folio."""
    if vault.stream is not Stream.WOMEN:
        return ()
    with vault.read() as connection:
        people = of_group(connection, vault, group)
        rows = connection.exec_driver_sql(_WRITTEN).fetchall()
    written = {bytes(row[0]): day(row[1]) for row in rows}
    return tuple(
        OpenPlan(each.participant, each.folio, written[each.participant])
        for each in people
        if each.participant in written
    )


def _set(vault: OpenVault, person: bytes, **values: object) -> Changes:
    require_stream(vault, Stream.WOMEN)
    with vault.write() as journal:
        whom(journal.connection, vault, person)
        return journal.record(_draft(person, **values))


def _wanted(row: Any) -> dict[str, object]:
    """Takes back that she wanted no plan, where that was noted."""
    declined = row is not None and row[len(COLUMNS) + 5]
    return {"declined": False, "declined_on": None} if declined else {}


def _draft(person: bytes, **values: object) -> Draft:
    return SAFETY_PLAN.child(person, ORDINAL, **values)


def _answers(
    connection: Connection, texts: tuple[str | None, ...], heads: bytes
) -> dict[str, Answered]:
    """The journal is read only for questions that more than one operation answers."""
    standing = read_heads(heads)
    found: dict[str, Answered] = {}
    for column, stored in zip(COLUMNS, texts, strict=True):
        text, also = stored or "", dict[str, None]()
        number = SAFETY_PLAN.register_of(column).number
        if len(standing.get(number, ())) > 1:
            versions = versions_of(connection, heads, (number,))
            also = {_shown(each.fields[number]): None for each in versions if each.stands}
        found[column] = Answered(text, tuple(each for each in also if each and each != text))
    return found


def _shown(value: object) -> str:
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
