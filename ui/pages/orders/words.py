"""How an order stands, and its letters, in words. No colour here is read across a room."""

from __future__ import annotations

from desktop.i18n import N_, _
from desktop.programme.compliance import Counted, Line, Standing
from desktop.programme.schema import MAKE_UP_FROM
from desktop.programme.vocabulary import OrderState
from desktop.services.letters import REPLACED, UNPRINTED
from desktop.services.orders import LetterLine, OrderLine
from ui.dates import full_date

STANDING_LOOKS: dict[Standing, tuple[str, str, str]] = {
    Standing.EXCEEDED: (N_("Pasó el límite"), "amber", "warning-circle"),
    Standing.MET: (N_("Sesiones reunidas"), "good", "check-circle"),
    Standing.UNREACHABLE: (N_("No alcanza la fecha"), "amber", "warning-circle"),
    Standing.AT_LIMIT: (N_("En el límite"), "amber", "warning-circle"),
    Standing.ON_TRACK: (N_("En curso"), "info", "clock"),
}
COUNTED_WORDS: dict[Counted, str] = {
    Counted.ATTENDED: N_("Asistencia"),
    Counted.ABSENT: N_("Ausencia"),
    Counted.NOT: N_("No cuenta"),
}


def look(line: OrderLine) -> tuple[str, str, str]:
    """Word, tone and icon of an order as a whole."""
    if line.stopped:
        return _("Detenida"), "plain", "pause-circle"
    if line.state is OrderState.CLOSED:
        return _("Cerrada"), "plain", "check"
    word, tone, symbol = STANDING_LOOKS[line.verdict.state]
    return _(word), tone, symbol


def of(count: int, limit: int | None) -> str:
    """ "18 / 24", or the count alone where the order sets no number."""
    return str(count) if limit is None else f"{count} / {limit}"


def number(line: Line) -> str:
    """The meeting's number; of a make-up the one that it replaces."""
    if line.ordinal < MAKE_UP_FROM:
        return str(line.ordinal)
    return _("{n}, reposición").format(n=line.ordinal % MAKE_UP_FROM)


def letter_words(letter: LetterLine) -> str:
    """Its number and day, and whether it stands."""
    day = full_date(letter.issued_on) if letter.issued_on else "—"
    name = letter.oficio or _("N.º {n}").format(n=letter.serial)
    return f"{name} · {day} · {_letter_state(letter)}"


def _letter_state(letter: LetterLine) -> str:
    if letter.superseded_on is None:
        return _("vigente")
    if letter.why == REPLACED:
        return _("sustituido")
    if letter.why == UNPRINTED:
        return _("no se imprimió")
    return _("retirado")
