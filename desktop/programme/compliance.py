"""When attendance keeps a court order, and when absences break it; explained line by line.

What a judge does about it is the judge's: a verdict here starts nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.programme.court_rule import Counted, CourtRule, Line, Mark, Standing, Verdict
from desktop.programme.vocabulary import CAME, AttendanceState, SessionState
from desktop.trouble import Message, say

__all__ = ["Counted", "CourtRule", "Line", "Mark", "Standing", "Verdict", "judge"]

BEFORE_ORDER = say("Antes de que la orden empezara a contar: no cuenta.")
AFTER_DEADLINE = say("Después de la fecha límite: no cuenta.")
ALREADY_MET = say("Ya había reunido las sesiones de la orden: no cuenta.")
CANCELLED = say("No hubo reunión: nunca cuenta contra nadie.")
TO_COME = say("Todavía no se hace.")
NOT_ENDED = say("La reunión no se ha terminado en el programa: todavía no cuenta.")
UNMARKED = say("Sin dato: no se marcó, así que no cuenta.")
CAME_LINE = say("Asistió.")
CAME_LATE = say("Llegó tarde: cuenta como asistencia.")
CAME_LATE_UNKNOWN = say("Llegó tarde, sin dato de cuántos minutos: cuenta como asistencia.")
LEFT_EARLY = say("Se fue antes: cuenta como asistencia.")
LEFT_EARLY_UNKNOWN = say("Se fue antes, sin dato de cuántos minutos: cuenta como asistencia.")
ABSENT = say("No vino y no está justificada: cuenta.")
NOT_ADMITTED = say("No se le admitió: no es asistencia y cuenta como falta.")
SUSPENDED = say("Suspendido por el programa: no es asistencia ni falta suya.")
PAUSED = say("En pausa: no cuenta.")
EXCUSED = say("Justificada: no cuenta.")
EXCUSED_NEVER = say("Justificada, pero la orden no acepta justificaciones: cuenta.")
HEALED = say("Falta repuesta en otra sesión: no cuenta.")
TWICE = say("Repone una sesión a la que sí vino: no cuenta dos veces.")
MISSED_MAKEUP = say("No vino a la reposición: no es otra falta.")
TOO_LATE_MAKEUP = say("Reposición después del plazo de la orden: no cuenta.")
TOO_MANY_MAKEUPS = say("Reposición de más: la orden no acepta tantas; no cuenta.")


def judge(rule: CourtRule, marks: Iterable[Mark], today: date) -> Verdict:
    """What these marks come to. The order in which they are given makes no difference.

    Not attending counts unless something says otherwise: excused, paused and suspended do
    not, nor does a cancelled or unmarked meeting. Who was not admitted was absent. A missed
    make-up is no second absence. Excused absences beyond those that the order allows count
    in the total; in a row only where it allows none. Once enough sessions are reached
    nothing counts any more.
    """
    ordered = sorted(marks, key=_place)
    made_up = _make_ups(rule, ordered)
    tally = _Tally(rule)
    lines = tuple(tally.line(mark, made_up) for mark in ordered)
    ahead = sum(_is_ahead(rule, mark, today) for mark in ordered)
    known = any(mark.happened is not SessionState.SKIPPED for mark in ordered)
    state, reasons = _standing(rule, tally, ahead, known)
    return Verdict(
        state,
        lines,
        attended=tally.attended,
        unexcused=tally.unexcused,
        consecutive=tally.run,
        longest=tally.longest,
        ahead=ahead,
        reasons=reasons,
    )


@dataclass(frozen=True, slots=True)
class _MadeUp:
    """What every make-up is worth, by its session, and the sessions that were made up."""

    worth: Mapping[bytes, Message | int]
    """The ordinal of the session that it heals, or why it heals none."""
    healed: frozenset[bytes]


class _Tally:
    """The marks counted one by one, oldest first."""

    def __init__(self, rule: CourtRule) -> None:
        self.rule = rule
        self.attended = self.unexcused = self.excused = self.run = self.longest = 0

    @property
    def met(self) -> bool:
        return self.rule.required is not None and self.attended >= self.rule.required

    def line(self, mark: Mark, made_up: _MadeUp) -> Line:
        if why := _outside(self.rule, mark):
            return Line(mark, Counted.NOT, why)
        if mark.state in CAME and (why := _too_short(self.rule, mark)) is None:
            return self._came(mark, made_up.worth.get(mark.session))
        if self.met:
            return Line(mark, Counted.NOT, ALREADY_MET)
        if mark.replaces is not None:
            return Line(mark, Counted.NOT, MISSED_MAKEUP)
        if mark.state is AttendanceState.SUSPENDED:
            return Line(mark, Counted.NOT, SUSPENDED)
        if mark.paused:
            return Line(mark, Counted.NOT, PAUSED)
        if mark.session in made_up.healed:
            return Line(mark, Counted.NOT, HEALED)
        if mark.state is AttendanceState.EXCUSED:
            return self._excused(mark)
        return self._absent(mark, _why_absent(self.rule, mark))

    def _came(self, mark: Mark, worth: Message | int | None) -> Line:
        if isinstance(worth, Message):
            return Line(mark, Counted.NOT, worth)
        self.run = 0
        if self.met:
            return Line(mark, Counted.NOT, ALREADY_MET)
        self.attended += 1
        if worth is not None:
            why = say("Repone la sesión {n}: cuenta como asistencia.", n=worth)
            return Line(mark, Counted.ATTENDED, why)
        return Line(mark, Counted.ATTENDED, _how_came(mark))

    def _excused(self, mark: Mark) -> Line:
        allowed = self.rule.excused_allowed
        self.excused += 1
        if allowed is None or self.excused <= allowed:
            return Line(mark, Counted.NOT, EXCUSED)
        if allowed == 0:
            return self._absent(mark, EXCUSED_NEVER)
        # Not in a row: excusing one more absence must never make another one graver.
        self.unexcused += 1
        why = say("Justificada, pero la orden acepta sólo {n}: cuenta en el total.", n=allowed)
        return Line(mark, Counted.ABSENT, why)

    def _absent(self, mark: Mark, why: Message) -> Line:
        self.unexcused += 1
        self.run += 1
        self.longest = max(self.longest, self.run)
        return Line(mark, Counted.ABSENT, why, self.run)


def _place(mark: Mark) -> tuple[object, ...]:
    return (mark.date, mark.ordinal, mark.session, str(mark))


def _outside(rule: CourtRule, mark: Mark) -> Message | None:
    """Why a meeting is not counted at all, whatever was marked."""
    if mark.happened is SessionState.SKIPPED:
        return CANCELLED
    if rule.counts_from is not None and mark.date < rule.counts_from:
        return BEFORE_ORDER
    if rule.deadline is not None and mark.date > rule.deadline:
        return AFTER_DEADLINE
    if mark.happened is SessionState.PLANNED:
        return TO_COME if mark.state is None else NOT_ENDED
    if mark.state is None:
        return PAUSED if mark.paused else UNMARKED
    return None


def _too_short(rule: CourtRule, mark: Mark) -> Message | None:
    """Why somebody who came was absent in the sense of the order."""
    if mark.detail is None:
        return None
    late, early = rule.late_limit_min, rule.early_limit_min
    if mark.state is AttendanceState.LATE and late is not None and mark.detail > late:
        return say(
            "Llegó {m} minutos tarde; la orden permite {n}: cuenta como falta.",
            m=mark.detail,
            n=late,
        )
    if mark.state is AttendanceState.LEFT_EARLY and early is not None and mark.detail > early:
        return say(
            "Se fue {m} minutos antes; la orden permite {n}: cuenta como falta.",
            m=mark.detail,
            n=early,
        )
    return None


def _how_came(mark: Mark) -> Message:
    unknown = mark.detail is None
    if mark.state is AttendanceState.LATE:
        return CAME_LATE_UNKNOWN if unknown else CAME_LATE
    if mark.state is AttendanceState.LEFT_EARLY:
        return LEFT_EARLY_UNKNOWN if unknown else LEFT_EARLY
    return CAME_LINE


def _why_absent(rule: CourtRule, mark: Mark) -> Message:
    if mark.state is AttendanceState.NOT_ADMITTED:
        return NOT_ADMITTED
    return _too_short(rule, mark) or ABSENT


def _make_ups(rule: CourtRule, ordered: Sequence[Mark]) -> _MadeUp:
    """What each attended make-up is worth: the earlier ones use up what the order allows.

    A make-up of a cancelled, unmarked or uncounted meeting is an ordinary meeting.
    """
    by_session = {mark.session: mark for mark in ordered}
    worth: dict[bytes, Message | int] = {}
    healed: set[bytes] = set()
    for mark in ordered:
        missed = by_session.get(mark.replaces) if mark.replaces is not None else None
        if missed is None or missed is mark or not _attended(rule, mark):
            continue
        if _outside(rule, missed):
            continue
        days = (mark.date - missed.date).days
        if _attended(rule, missed) or missed.session in healed:
            worth[mark.session] = TWICE
        elif rule.makeup_within_days is not None and days > rule.makeup_within_days:
            worth[mark.session] = TOO_LATE_MAKEUP
        elif rule.makeups is not None and len(healed) >= rule.makeups:
            worth[mark.session] = TOO_MANY_MAKEUPS
        else:
            worth[mark.session] = missed.ordinal
            healed.add(missed.session)
    return _MadeUp(worth, frozenset(healed))


def _attended(rule: CourtRule, mark: Mark) -> bool:
    inside = _outside(rule, mark) is None
    return inside and mark.state in CAME and _too_short(rule, mark) is None


def _is_ahead(rule: CourtRule, mark: Mark, today: date) -> bool:
    return _outside(rule, mark) is TO_COME and mark.date >= today and not mark.paused


def _standing(
    rule: CourtRule, tally: _Tally, ahead: int, known: bool
) -> tuple[Standing, tuple[Message, ...]]:
    total, row = rule.max_total, rule.max_consecutive
    broken: list[Message] = []
    if total is not None and tally.unexcused > total:
        told = say("Faltas que cuentan: {n}. La orden permite {m}.", n=tally.unexcused, m=total)
        broken.append(told)
    if row is not None and tally.longest > row:
        told = say("Faltas seguidas: {n}. La orden permite {m}.", n=tally.longest, m=row)
        broken.append(told)
    if broken:
        return Standing.EXCEEDED, tuple(broken)
    if tally.met:
        return Standing.MET, (say("Reunió las sesiones que pide la orden: {n}.", n=rule.required),)
    missing = (rule.required or 0) - tally.attended
    if rule.deadline is not None and known and missing > ahead:
        told = say(
            "Sesiones que le faltan: {n}. Planeadas hasta la fecha límite: {m}.",
            n=missing,
            m=ahead,
        )
        return Standing.UNREACHABLE, (told,)
    near: list[Message] = []
    if total is not None and 0 < tally.unexcused == total:
        near.append(say("Faltas que cuentan: {n}. La orden no permite otra.", n=total))
    if row is not None and 0 < tally.run == row:
        near.append(say("Faltas seguidas: {n}. La orden no permite otra seguida.", n=row))
    if near:
        return Standing.AT_LIMIT, tuple(near)
    if rule.required is None:
        return Standing.ON_TRACK, (say("La orden no dice cuántas sesiones pide."),)
    return Standing.ON_TRACK, (say("Sesiones que le faltan: {n}.", n=missing),)
