"""Is the clock believable? Records keep their order without it; dates on papers do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.host.system_checks.finding import Finding, State
from desktop.host.versions import RELEASED
from desktop.trouble import Message, say

SLACK = timedelta(days=1)
FAR_AHEAD = timedelta(days=400)
"""A year without use, and some weeks."""
JUMP = timedelta(minutes=5)
YEARS_OF_A_LAPTOP = 30
_WHAT = say("Reloj")
_SET_IT = say(
    "Corrija la fecha y la hora en los ajustes de la computadora. Si se atrasa cada vez que se "
    "apaga, la pila del reloj está gastada. El orden de lo guardado no depende del reloj."
)


@dataclass(frozen=True)
class Seen:
    """What an opened vault knows about time. Milliseconds since 1970 UTC; None when it knows none.

    Attributes:
        records_ms: the latest claim of any record.
        server_ms: the latest time that the central server signed.
        offsets_ms: wall clock minus boot clock, as noted since this boot.
    """

    records_ms: int | None = None
    server_ms: int | None = None
    offsets_ms: tuple[int, ...] = ()


def wall_clock(now_ms: int, seen: Seen | None = None) -> Finding:
    """About the wall clock. Without `seen` only what needs no passphrase is compared."""
    seen = seen or Seen()
    now = _moment(now_ms)
    if now.date() < RELEASED:
        means = say("El reloj marca {day}: es anterior a esta versión de Vereda.", day=_day(now))
        return _finding(State.BAD, means)
    if now.year > RELEASED.year + YEARS_OF_A_LAPTOP:
        means = say("El reloj marca {day}: no puede ser.", day=_day(now))
        return _finding(State.BAD, means)
    if seen.server_ms is not None and now < _moment(seen.server_ms) - SLACK:
        means = say(
            "El reloj está atrasado: el centro firmó una fecha posterior ({day}).",
            day=_day(_moment(seen.server_ms)),
        )
        return _finding(State.BAD, means)
    if seen.records_ms is not None and now < _moment(seen.records_ms) - SLACK:
        means = say("El reloj está atrasado: hay registros con fecha posterior.")
        return _finding(State.WARN, means)
    latest_ms = max((t for t in (seen.records_ms, seen.server_ms) if t is not None), default=None)
    if latest_ms is not None and now > _moment(latest_ms) + FAR_AHEAD:
        means = say("El reloj marca más de un año después del último registro.")
        return _finding(State.WARN, means)
    if seen.offsets_ms and timedelta(milliseconds=_spread(seen.offsets_ms)) > JUMP:
        means = say("El reloj cambió de hora mientras la computadora estaba encendida.")
        return _finding(State.WARN, means)
    return Finding("clock", _WHAT, State.GOOD, say("El reloj marca {day}.", day=_day(now)))


def _spread(offsets_ms: tuple[int, ...]) -> int:
    return max(offsets_ms) - min(offsets_ms)


def _moment(ms: int) -> datetime:
    """The nearest moment that a calendar has: a broken clock shows any number."""
    first, last = datetime(1970, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
    most = (last - first) // timedelta(milliseconds=1)
    return first + timedelta(milliseconds=min(max(ms, 0), most))


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _finding(state: State, means: Message) -> Finding:
    return Finding("clock", _WHAT, state, means, _SET_IT)
