"""Who may come to a group, who waits and who is referred now: a rule that can be read aloud.

A rule is a table. Its recommendation never decides: whoever holds the interview does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.programme.intake_answers import COLUMNS, WORST, Answers, best
from desktop.programme.vocabulary import Answer, Outcome, ReferralCause, Stream
from desktop.trouble import Message, say

DEFER_DAYS_MAX = 365
ROWS_MAX = 60
MINOR_ROW = 1
"""The row that keeps whoever is under 18 out of groups. No programme switches it off."""

_CARE = {Outcome.REFERRED: 0, Outcome.DEFERRED: 1, Outcome.ELIGIBLE: 2}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: if every condition holds, then this. `number` names the line for good.

    `when` gives for each question the answers that fit; a question not asked fits none.
    `defer_days` is days from the interview, only of a deferral.
    """

    number: int
    when: Mapping[str, frozenset[Answer]]
    outcome: Outcome
    defer_days: int | None = None
    cause: ReferralCause | None = None
    on: bool = True

    @property
    def why(self) -> Message:
        """Why this line is there, to be told beside the recommendation."""
        return WHY.get(self.number, _OF_THE_PROGRAMME)

    def fits(self, answers: Answers) -> bool:
        return self.on and all(answers.to(column) in said for column, said in self.when.items())


@dataclass(frozen=True, slots=True)
class Rule:
    """A table of lines, the most protective first. `edition` 0 is the one that is shipped."""

    rows: tuple[Row, ...]
    edition: int = 0

    @property
    def version(self) -> str:
        """The edition, and a hash of the lines: two rules with one version say the same."""
        return f"{self.edition}-{hashlib.sha256(_canonical(self.rows)).hexdigest()[:8]}"

    def row(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.number == number), None)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the rule says. `outcome` None: it says nothing, and a person decides without it.

    `rows` are the numbers of the lines that decided, `until` the day to ask again after a
    deferral, `cause` of the first of the lines.
    """

    outcome: Outcome | None
    until: date | None = None
    rows: tuple[int, ...] = ()
    whys: tuple[Message, ...] = ()
    cause: ReferralCause | None = None


NOTHING = Recommendation(None)


def recommend(rule: Rule, answers: Answers, today: date) -> Recommendation:
    """The most protective outcome of the lines that fit; of deferrals the longest.

    Lines stand in that order, so the first one that fits decides. Who is under 18 is
    referred whatever the rule says.
    """
    fitting = [row for row in in_order(rule.rows) if row.fits(answers)]
    if answers.under_age and not any(row.number == MINOR_ROW for row in fitting):
        fitting.insert(0, _MINOR)
    if not fitting:
        return NOTHING
    outcome = fitting[0].outcome
    decided = [row for row in fitting if row.outcome is outcome]
    days = max((row.defer_days or 0 for row in decided), default=0)
    return Recommendation(
        outcome,
        until=today + timedelta(days=days) if outcome is Outcome.DEFERRED else None,
        rows=tuple(row.number for row in decided),
        whys=tuple(row.why for row in decided),
        cause=decided[0].cause,
    )


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The lines as they are read: referrals, then deferrals, then who may come."""
    return tuple(sorted(rows, key=lambda row: _CARE[row.outcome]))


def is_sound(rule: Rule) -> bool:
    """Whether the table can be used: it never answers a danger more mildly than no danger."""
    numbers = [row.number for row in rule.rows]
    minor = rule.row(MINOR_ROW)
    return (
        0 < len(rule.rows) <= ROWS_MAX
        and len(set(numbers)) == len(numbers)
        and rule.edition >= 0
        and rule.rows == in_order(rule.rows)
        and all(map(_is_sound_row, rule.rows))
        and minor is not None
        and minor == _MINOR
    )


def _is_sound_row(row: Row) -> bool:
    deferred = row.outcome is Outcome.DEFERRED
    days = row.defer_days
    right_days = days is not None and 1 <= days <= DEFER_DAYS_MAX if deferred else days is None
    return (
        row.number > 0
        and right_days
        and bool(row.when)
        and all(column in WORST for column in row.when)
        and all(_leans(row.outcome, column, said) for column, said in row.when.items())
    )


def _leans(outcome: Outcome, column: str, said: frozenset[Answer]) -> bool:
    """Whether a condition holds the worst answer where it protects, and not where it admits."""
    if outcome is Outcome.ELIGIBLE:
        return best(column) in said and WORST[column] not in said
    return WORST[column] in said and best(column) not in said


def changed(row: Row, *, on: bool, outcome: Outcome, days: int | None) -> Row:
    """A line with another outcome; whoever is admitted or waits needs no cause of a referral."""
    cause = row.cause or ReferralCause.NOT_ELIGIBLE
    return replace(
        row,
        on=on,
        outcome=outcome,
        defer_days=days if outcome is Outcome.DEFERRED else None,
        cause=cause if outcome is Outcome.REFERRED else row.cause,
    )


def may_become(row: Row) -> tuple[Outcome, ...]:
    """The outcomes that a line can be given without answering a danger mildly."""
    if row.number == MINOR_ROW:
        return (Outcome.REFERRED,)
    return tuple(
        outcome
        for outcome in Outcome
        if all(_leans(outcome, column, said) for column, said in row.when.items())
    )


def to_data(rows: Iterable[Row]) -> list[dict[str, object]]:
    """The lines as JSON keeps them: conditions too, so that a rule means the same for ever."""
    return [
        {
            "number": row.number,
            "when": {column: sorted(map(int, said)) for column, said in sorted(row.when.items())},
            "outcome": int(row.outcome),
            "days": row.defer_days,
            "cause": None if row.cause is None else int(row.cause),
            "on": row.on,
        }
        for row in rows
    ]


def from_data(told: object) -> tuple[Row, ...]:
    """The other way. Raises: ValueError for anything that is not such a list."""
    if not isinstance(told, list):
        raise ValueError
    try:
        return tuple(_row(each) for each in told)
    except (TypeError, KeyError) as wrong:
        raise ValueError from wrong


def _row(told: Mapping[str, object]) -> Row:
    number, days, on, when = told["number"], told["days"], told["on"], told["when"]
    if type(number) is not int or type(on) is not bool or not isinstance(when, dict):
        raise ValueError
    if days is not None and type(days) is not int:
        raise ValueError
    if not set(when) <= set(COLUMNS):
        raise ValueError
    return Row(
        number,
        {column: frozenset(map(Answer, said)) for column, said in when.items()},
        Outcome(told["outcome"]),  # type: ignore[arg-type]
        days,
        None if told["cause"] is None else ReferralCause(told["cause"]),  # type: ignore[arg-type]
        on,
    )


def _canonical(rows: Iterable[Row]) -> bytes:
    text = json.dumps(to_data(rows), sort_keys=True, separators=(",", ":"))
    return text.encode()


def _said(**answers: Answer) -> Mapping[str, frozenset[Answer]]:
    return {column: frozenset({answer}) for column, answer in answers.items()}


YES, NO = Answer.YES, Answer.NO
_REFER, _DEFER, _ADMIT = Outcome.REFERRED, Outcome.DEFERRED, Outcome.ELIGIBLE
_MINOR = Row(MINOR_ROW, _said(minor=YES), _REFER, cause=ReferralCause.MINOR)

WAIT_DAYS = 30
"""How long somebody waits before she or he is asked again. Ours: no source gives a term."""

_OF_THE_PROGRAMME = say("Así lo decidió su programa.")
WHY: Mapping[int, Message] = {
    1: say("Quien tiene menos de 18 años no entra a un grupo: va a protección de la niñez."),
    2: say("Quien está en crisis va primero a los servicios que protegen."),
    3: say("Después de una agresión sexual va primero la salud."),
    4: say("Si le apretaron el cuello, primero va la revisión médica."),
    5: say("Empeora y hay un arma: primero su seguridad, luego el grupo."),
    6: say("Empeora y hay amenazas de muerte: primero su seguridad, luego el grupo."),
    7: say("Para quien no está a gusto en un grupo hay atención individual."),
    8: say("El grupo pide estabilidad física y emocional; se vuelve a preguntar después."),
    9: say("Ahora no puede venir cada semana; se vuelve a preguntar después."),
    10: say("Está estable y puede estar en un grupo."),
    21: say("Hoy hay peligro: primero se atiende eso."),
    22: say("Consume de un modo que no le deja participar; se vuelve a preguntar después."),
    23: say("No reconoce lo que hizo; se vuelve a preguntar después."),
}

_ALIKE = (
    Row(7, _said(group_fit=NO), _REFER, cause=ReferralCause.NOT_ELIGIBLE),
    Row(8, _said(steady=NO), _DEFER, WAIT_DAYS),
    Row(9, _said(can_come=NO), _DEFER, WAIT_DAYS),
)

DEFAULT: Mapping[Stream, Rule] = {
    Stream.WOMEN: Rule(
        in_order(
            (
                _MINOR,
                Row(2, _said(safe_today=NO), _REFER, cause=ReferralCause.DANGER),
                Row(3, _said(assault=YES), _REFER, cause=ReferralCause.ASSAULT),
                Row(4, _said(strangled=YES), _REFER, cause=ReferralCause.STRANGULATION),
                Row(5, _said(worse=YES, weapon=YES), _REFER, cause=ReferralCause.DANGER),
                Row(6, _said(worse=YES, death_threat=YES), _REFER, cause=ReferralCause.DANGER),
                *_ALIKE,
                Row(10, _said(safe_today=YES, steady=YES, group_fit=YES), _ADMIT),
            )
        )
    ),
    Stream.MEN: Rule(
        in_order(
            (
                _MINOR,
                Row(21, _said(safe_today=NO), _REFER, cause=ReferralCause.DANGER),
                *_ALIKE,
                Row(22, _said(substances=YES), _DEFER, WAIT_DAYS),
                Row(23, _said(owns_it=NO), _DEFER, WAIT_DAYS, on=False),
                Row(10, _said(steady=YES, group_fit=YES), _ADMIT),
            )
        )
    ),
}
"""The rules that are shipped, by stream.

Source: the pilot took women in stable physical and emotional condition and referred those in
crisis; DOMAIN, rules for safety, has the minor, the assault and the strangulation. Lines 5 to
9 and 22 are ours. That a man does not own what he did is no bar by default (line 23 is off):
in the pilot men named in the group forms of violence that they had not recognised before.
"""
