"""How a referral reads on its card, and what its buttons say."""

from __future__ import annotations

from datetime import date

from desktop.i18n import N_, _, tell
from desktop.programme.referrals import (
    CAUSE_WORDS,
    FIELD_WORDS,
    REPLACED,
    STATE_WORDS,
    URGENCY_WORDS,
)
from desktop.programme.vocabulary import ReferralState
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.referral_views import ReferralLine
from ui.dates import full_date

ACTS: dict[ReferralState, tuple[str, str]] = {
    ReferralState.SENT: (N_("Se envió otra vez"), "paper-plane-tilt"),
    ReferralState.ACCEPTED: (N_("La aceptaron"), "handshake"),
    ReferralState.ATTENDED: (N_("Fue"), "check"),
    ReferralState.REFUSED: (N_("No quiso"), "x"),
    ReferralState.UNREACHABLE: (N_("No se pudo"), "warning"),
    ReferralState.CLOSED: (N_("Cerrar"), "archive"),
}
OFTEN: dict[ReferralState, tuple[ReferralState, ...]] = {
    ReferralState.SENT: (ReferralState.ACCEPTED, ReferralState.ATTENDED),
    ReferralState.ACCEPTED: (ReferralState.ATTENDED, ReferralState.UNREACHABLE),
    ReferralState.UNREACHABLE: (ReferralState.ATTENDED,),
    ReferralState.ATTENDED: (ReferralState.CLOSED,),
}
"""What has a button of its own; the rest is asked for with the others."""
TONES: dict[ReferralState, tuple[str, str]] = {
    ReferralState.SENT: ("info", "paper-plane-tilt"),
    ReferralState.ACCEPTED: ("info", "handshake"),
    ReferralState.ATTENDED: ("good", "check-circle"),
    ReferralState.REFUSED: ("plain", "x"),
    ReferralState.UNREACHABLE: ("amber", "warning"),
    ReferralState.CLOSED: ("plain", "archive"),
}


def state_words(line: ReferralLine, today: date) -> str:
    """How it stands and since when; nothing heard for a week is a question."""
    if line.is_unanswered(today):
        return _("¿Hubo respuesta?")
    return tell(STATE_WORDS[line.state])


def facts(line: ReferralLine) -> list[str]:
    """What is to be known of it, line by line."""
    told = [f"{tell(CAUSE_WORDS[line.cause])} · {tell(URGENCY_WORDS[line.urgency])}"]
    when = []
    if line.sent_on is not None:
        when.append(_("Enviada el {date}").format(date=full_date(line.sent_on)))
    if line.state_on is not None and line.state_on != line.sent_on:
        words = _("{state} el {date}").format(
            state=tell(STATE_WORDS[line.state]), date=full_date(line.state_on)
        )
        when.append(words)
    if line.follow_up is not None:
        when.append(_("se vuelve a ver el {date}").format(date=full_date(line.follow_up)))
    if line.made_by:
        when.append(line.made_by)
    told.append(" · ".join(when))
    told.append(shared_words(line))
    why = _("Se ofreció otro servicio") if line.state_why == REPLACED else line.state_why
    told += [why, line.note]
    return [each for each in told if each]


def shared_words(line: ReferralLine) -> str:
    """What the person agreed to share, by the names of the fields alone."""
    if line.state is ReferralState.REFUSED:
        return ""
    if not line.shared:
        return _("No se comparte nada: va por su cuenta.")
    fields = ", ".join(tell(FIELD_WORDS[field]) for field in line.shared)
    return _("Se comparte: {fields}").format(fields=fields)


def where_words(line: ReferralLine) -> str:
    sort = _(SERVICE_WORDS[line.sort])
    return f"{line.service_name} · {sort}" if line.service_name else sort
