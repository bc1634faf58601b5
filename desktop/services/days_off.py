"""Days on which a place does not meet: public holidays, and what people there wrote down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.codes import day, known
from desktop.programme.local_dates import DAYS_MAX, Span
from desktop.programme.schema import DAY_OFF, Draft
from desktop.programme.states import same_state
from desktop.programme.text import collate, fold
from desktop.programme.vocabulary import DayOffSort
from desktop.services.public_holidays import public_holidays
from desktop.services.refusals import BadForm, NotFound
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class DayOff:
    """Why a day is off. `id` is the local date's record, None for a public holiday."""

    name: str
    sort: DayOffSort
    id: bytes | None = None


@dataclass(frozen=True, slots=True)
class LocalDate:
    """What is asked to write a local date down.

    Without `municipality` it is kept in the whole state, without `state_name` everywhere.
    """

    name: str
    sort: DayOffSort
    first: date
    last: date
    yearly: bool = False
    municipality: str = ""
    state_name: str = ""


@dataclass(frozen=True, slots=True)
class LocalDateLine:
    """A local date that was written down."""

    id: bytes
    about: LocalDate


def days_off(
    shared: OpenVault,
    state_name: str,
    municipality: str,
    first: date,
    last: date,
    language: str = "es",
) -> dict[date, DayOff]:
    """Days off from first to last, both included; of several reasons a public holiday first."""
    every = every_day_off(shared, state_name, municipality, first, last, language)
    return {on: reasons[0] for on, reasons in every.items()}


def every_day_off(
    shared: OpenVault,
    state_name: str,
    municipality: str,
    first: date,
    last: date,
    language: str = "es",
) -> dict[date, tuple[DayOff, ...]]:
    """The same with every reason."""
    found: dict[date, tuple[DayOff, ...]] = {}
    for on, name in public_holidays(state_name, first, last, language):
        found[on] = (*found.get(on, ()), DayOff(name, DayOffSort.HOLIDAY))
    for line in local_dates(shared):
        if kept_in(line.about, state_name, municipality):
            reason = DayOff(line.about.name, line.about.sort, line.id)
            for on in _span(line.about).within(first, last):
                found[on] = (*found.get(on, ()), reason)
    return found


def kept_in(about: LocalDate, state_name: str, municipality: str) -> bool:
    """Whether a place there keeps a local date. A place that nobody placed keeps them all."""
    return (not (about.state_name and state_name) or same_state(about.state_name, state_name)) and (
        not (about.municipality and municipality)
        or fold(about.municipality).split() == fold(municipality).split()
    )


def local_dates(shared: OpenVault) -> list[LocalDateLine]:
    """Everything that was written down, by its days."""
    with shared.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, name, sort, from_date, to_date, yearly, municipality, state_name"
            " FROM day_off WHERE NOT deleted"
        ).fetchall()
    lines = [line for row in rows if (line := _line(row)) is not None]
    return sorted(lines, key=lambda one: (one.about.first, collate(one.about.name), one.id))


def add_day_off(shared: OpenVault, about: LocalDate) -> Changes:
    """Write a local date down; `created[0]` is its id. Raises: BadForm."""
    draft = _filled(DAY_OFF.new(), about)
    with shared.write() as journal:
        return journal.record(draft)


def edit_day_off(shared: OpenVault, id_: bytes, about: LocalDate) -> Changes:
    """Correct a local date. Raises: BadForm, NotFound."""
    draft = _filled(DAY_OFF.of(id_), about)
    with shared.write() as journal:
        _require_here(journal.connection, id_)
        return journal.record(draft)


def remove_day_off(shared: OpenVault, id_: bytes) -> Changes:
    """Take a local date away. Raises: NotFound."""
    with shared.write() as journal:
        _require_here(journal.connection, id_)
        return journal.record(DAY_OFF.of(id_, deleted=True))


def _filled(draft: Draft, about: LocalDate) -> Draft:
    if not about.name.strip():
        raise BadForm(say("Falta el nombre de la fecha."), say("Escriba cómo la llaman allí."))
    try:
        _span(about)
    except ValueError:
        raise BadForm(
            say("El último día va después del primero, y no más de {days} días.", days=DAYS_MAX),
            say("Revise los dos días."),
        ) from None
    return draft.set(
        from_date=about.first.isoformat(),
        to_date=about.last.isoformat(),
        sort=about.sort,
        name=" ".join(about.name.split()),
        municipality=" ".join(about.municipality.split()) or None,
        yearly=about.yearly,
        state_name=" ".join(about.state_name.split()) or None,
    )


def _require_here(connection: Any, id_: bytes) -> None:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM day_off WHERE id = ? AND NOT deleted", (id_,)
    ).fetchone()
    if found is None:
        raise NotFound


def _line(row: Any) -> LocalDateLine | None:
    """None for days that a later version, or a merge, left without sense."""
    first, last = day(row[3]), day(row[4])
    if first is None or last is None:
        return None
    about = LocalDate(
        name=row[1] or "",
        sort=known(DayOffSort, row[2]) or DayOffSort.OTHER,
        first=first,
        last=last,
        yearly=bool(row[5]),
        municipality=row[6] or "",
        state_name=row[7] or "",
    )
    try:
        _span(about)
    except ValueError:
        return None
    return LocalDateLine(bytes(row[0]), about)


def _span(about: LocalDate) -> Span:
    return Span(about.first, about.last, about.yearly)
