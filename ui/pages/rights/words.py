"""How requests look: a symbol for each, and the pill that says how they stand."""

from __future__ import annotations

from datetime import date

from desktop.i18n import _, tell
from desktop.programme.rights import OUTCOME_WORDS, SORT_WORDS, Urgency
from desktop.programme.vocabulary import RightOutcome, RightSort
from desktop.services.rights import Request
from ui.dates import full_date

SYMBOLS: dict[RightSort, str] = {
    RightSort.ACCESS: "eye",
    RightSort.RECTIFICATION: "pencil-simple",
    RightSort.CANCELLATION: "trash",
    RightSort.OPPOSITION: "hand-palm",
    RightSort.LIST: "prohibit",
}
_TONES: dict[RightOutcome, str] = {
    RightOutcome.DONE: "good",
    RightOutcome.PARTLY: "info",
    RightOutcome.REFUSED: "plain",
    RightOutcome.WITHDRAWN: "plain",
}


def title_of(request: Request) -> str:
    return tell(SORT_WORDS[request.sort])


def standing_of(request: Request, today: date) -> tuple[str, str, str]:
    """Word, tone and symbol."""
    if request.outcome is not None:
        return tell(OUTCOME_WORDS[request.outcome]), _TONES[request.outcome], "check-circle"
    match request.urgency(today):
        case Urgency.OVERDUE:
            return _("El plazo ya pasó"), "danger", "warning"
        case Urgency.SOON:
            return _("Toca contestar ya"), "amber", "clock"
    return _("Sin contestar"), "info", "clock"


def days_of(request: Request) -> str:
    told = []
    if request.asked_on is not None:
        told.append(_("Pedida el {day}").format(day=full_date(request.asked_on)))
    if request.open and request.due_on is not None:
        told.append(_("se contesta a más tardar el {day}").format(day=full_date(request.due_on)))
    if request.outcome_on is not None and not request.open:
        told.append(_("contestada el {day}").format(day=full_date(request.outcome_on)))
    if request.taken_by:
        told.append(_("la anotó {who}").format(who=request.taken_by))
    return " · ".join(told)
