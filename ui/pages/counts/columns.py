"""How told counts read in a table, on screen and in a spreadsheet alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.i18n import N_, _
from desktop.programme.indicators import FEW, SMALLEST_TOLD
from desktop.services.counts import Line
from ui.dates import short_month
from ui.widgets.stream_switch import STREAM_WORDS


def people(count: int) -> str:
    """How many people; a few stay a few."""
    return f"<{SMALLEST_TOLD}" if count == FEW else str(count)


def rate(percent: int | None) -> str:
    """A missing rate is no zero."""
    return _("sin dato") if percent is None else f"{percent} %"


def site(line: Line) -> str:
    """Where, with the state when it is known."""
    return ", ".join(part for part in (line.site_name, line.state_name) if part) or _("Sin sede")


COUNT_COLUMNS: Sequence[tuple[str, Callable[[Line], str]]] = (
    (N_("Mes"), lambda line: short_month(line.month)),
    (N_("Sede"), site),
    (N_("Programa"), lambda line: _(STREAM_WORDS[line.stream])),
    (N_("Inscritas"), lambda line: people(line.told.enrolled)),
    (N_("Activas"), lambda line: people(line.told.active)),
    (N_("Completaron"), lambda line: people(line.told.completed)),
    (N_("Reuniones"), lambda line: str(line.told.held)),
    (N_("Canceladas"), lambda line: str(line.told.cancelled)),
    (N_("Asistencia"), lambda line: rate(line.told.rate)),
)
COUNT_WIDTHS = (90, 0, 92, 84, 78, 106, 92, 98, 92)
STRETCH = 1

NO_PROOF = N_("Asistir no prueba cambio ni seguridad. De 1 a 4 personas se muestra «<5».")
"""Goes with every table of counts, wherever it is read."""


def sheet(lines: Sequence[Line]) -> list[tuple[object, ...]]:
    """The same as rows of a spreadsheet: headings, lines, and what the numbers do not say."""
    headings = tuple(_(words) for words, _cell in COUNT_COLUMNS)
    rows: list[tuple[object, ...]] = [headings]
    rows += [tuple(cell(line) for _words, cell in COUNT_COLUMNS) for line in lines]
    rows.append((_(NO_PROOF),))
    return rows
