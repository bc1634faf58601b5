"""How codes of notices read."""

from __future__ import annotations

from datetime import date

from desktop.i18n import N_, _
from desktop.programme.vocabulary import NoticeAnswer, NoticeContact, NoticeOffer
from desktop.services.notices import NoticeLine
from ui.dates import short_date

CONTACT_WORDS = {
    NoticeContact.SAFE: N_("Es seguro buscarla"),
    NoticeContact.NOT_SAFE: N_("No es seguro buscarla"),
    NoticeContact.UNCLEAR: N_("Todavía no se sabe"),
    NoticeContact.NOBODY: N_("No hay a quién buscar"),
}
ANSWER_WORDS = {
    NoticeAnswer.ACCEPTED: N_("Aceptó apoyo"),
    NoticeAnswer.REFUSED: N_("No quiso: se respeta"),
    NoticeAnswer.NOT_REACHED: N_("No se le encontró"),
}
OFFER_WORDS = {
    NoticeOffer.SOMEBODY_TO_TALK_TO: N_("Alguien con quien hablar"),
    NoticeOffer.GROUP: N_("Un grupo"),
    NoticeOffer.SAFETY_PLAN: N_("Hacer un plan de seguridad"),
    NoticeOffer.SHELTER: N_("Un refugio"),
    NoticeOffer.HEALTH: N_("Atención de salud"),
    NoticeOffer.PSYCHOTHERAPY: N_("Psicoterapia"),
    NoticeOffer.LEGAL: N_("Asesoría legal"),
    NoticeOffer.PROTECTION_ORDER: N_("Pedir una orden de protección"),
    NoticeOffer.CHILDREN: N_("Apoyo para sus hijas e hijos"),
    NoticeOffer.EMERGENCY_NUMBERS: N_("Números de emergencia"),
}


def look(line: NoticeLine) -> tuple[str, str, str]:
    """How a notice stands: word, tone and icon."""
    if not line.is_open:
        return _("Cerrado"), "plain", "archive"
    if line.read_on is None:
        return _("Sin leer"), "danger", "envelope-simple"
    if line.contact is None:
        return _("Leído, falta decidir"), "amber", "clock"
    if line.she_said_no:
        return _(ANSWER_WORDS[NoticeAnswer.REFUSED]), "info", "check-circle"
    return _(CONTACT_WORDS[line.contact]), "info", "check-circle"


def from_whom(line: NoticeLine) -> str:
    """Nickname and municipality of the writer, as far as the roster tells them."""
    return " · ".join(filter(None, (line.sender, line.sender_place))) or _("Sin apodo conocido")


def day_of(line: NoticeLine) -> str:
    """The day its writer put on it, else the day it came."""
    day = line.written or date.fromtimestamp(line.received_ms / 1000)
    return f"{short_date(day)} {day.year}"
