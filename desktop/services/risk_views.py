"""Reading risk: the history of one person, and who needs somebody because of it.

None of it is counted, exported, listed or told beyond the stream.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known
from desktop.programme.instruments import named
from desktop.programme.schema import RISK
from desktop.programme.scoring import Given, Instrument, Scored, alarms, score
from desktop.programme.vocabulary import Answer, RiskBand
from desktop.services.closeness import require_open
from desktop.services.home import require_known
from desktop.services.instruments import lines as instrument_lines
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.journal.open_vault import OpenVault

SOME_CRITICAL = "?"
"""A result from a paper had a yes to a critical question; which one is not known here."""


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One result. `score` and `band` None: sin dato.

    `held`: asked here, answer by answer; then `scored` says how it came about, as long as
    the instrument is here. `in_doubt`: two laptops hold different results, the higher shows.
    """

    id: bytes
    participant: bytes
    instrument: str
    version: str
    title: str
    on: date | None
    score: int | None
    band: RiskBand | None
    critical: tuple[str, ...]
    strangled: Answer | None
    note: str
    review_on: date | None
    reviewed: bool
    held: bool
    scored: Scored | None
    in_doubt: bool

    @property
    def alarming(self) -> bool:
        """It asks for a plan and a day to look again."""
        return alarms(self.band, bool(self.critical), self.strangled)

    @property
    def weight(self) -> tuple[int, bool, bool]:
        """To tell the graver of two."""
        return self.band or 0, bool(self.critical), self.strangled is Answer.YES


COLUMNS = f"""
SELECT r.id, r.participant, r.instrument, r.version, r.on_date, r.answers, r.score, r.band,
       r.critical, r.strangled, r.note, r.review_on, r.reviewed_by,
       EXISTS (SELECT 1 FROM conflict c WHERE c.kind = {RISK.number} AND c.record = r.id
               AND c.register = {RISK.register_of("band").number})
FROM risk r
"""  # noqa: S608 - our own words
_OF_PERSON = COLUMNS + "WHERE r.participant = ? AND NOT r.deleted"
_ONE = COLUMNS + "WHERE r.id = ? AND NOT r.deleted"


def of_person(vault: OpenVault, person: bytes) -> tuple[RiskLine, ...]:
    """Every result, the newest first; those of one day, the graver first.

    Raises: NotFound, RecordClosed.
    """
    with vault.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        return lines_of(connection, person)


def latest(vault: OpenVault, person: bytes) -> RiskLine | None:
    """The newest result, None where there is none. Raises: NotFound, RecordClosed."""
    found = of_person(vault, person)
    return found[0] if found else None


def lines_of(connection: Connection, person: bytes) -> tuple[RiskLine, ...]:
    """As `of_person`, inside a transaction whose caller has asked whether it is open."""
    rows = connection.exec_driver_sql(_OF_PERSON, (person,)).fetchall()
    return in_order(connection, rows)


def line_of(connection: Connection, risk: bytes) -> RiskLine:
    """One result. Raises: NotFound."""
    row = connection.exec_driver_sql(_ONE, (risk,)).fetchone()
    if row is None:
        raise NotFound
    return in_order(connection, [row])[0]


def in_order(connection: Connection, rows: Any) -> tuple[RiskLine, ...]:
    """Rows of COLUMNS as lines, the newest first; those of one day, the graver first."""
    instruments = {
        (each.slug, each.version): each.instrument
        for each in instrument_lines(connection)
        if each.instrument is not None
    }
    found = [_line(row, instruments.get((row[2] or "", row[3] or ""))) for row in rows]
    found.sort(key=lambda each: (each.on or date.min, each.weight, each.id), reverse=True)
    return tuple(found)


def answers_of(text: str | None) -> dict[str, Given]:
    """Stored answers; {} for what nobody can read."""
    try:
        told = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {
        key: value
        for key, value in told.items()
        if value is None or (isinstance(value, str | int) and not isinstance(value, bool))
    }


def _line(row: Any, instrument: Instrument | None) -> RiskLine:
    slug, answers = row[2] or "", answers_of(row[5])
    by_name = named(slug)
    title = instrument.title if instrument else by_name.title if by_name else slug
    return RiskLine(
        id=bytes(row[0]),
        participant=bytes(row[1]),
        instrument=slug,
        version=row[3] or "",
        title=title,
        on=day(row[4]),
        score=row[6],
        band=known(RiskBand, row[7]),
        critical=tuple(each for each in (row[8] or "").split(",") if each),
        strangled=known(Answer, row[9]),
        note=row[10] or "",
        review_on=day(row[11]),
        reviewed=row[12] is not None,
        held=bool(answers),
        scored=_scored(instrument, answers),
        in_doubt=bool(row[13]),
    )


def _scored(instrument: Instrument | None, answers: dict[str, Given]) -> Scored | None:
    if instrument is None or not answers:
        return None
    try:
        return score(instrument, answers)
    except ValueError:  # another text of the same version
        return None
