"""The slip for a service as a page of HTML, and the same lines as the form shows them before."""

from __future__ import annotations

from html import escape

from desktop.i18n import _, language, tell
from desktop.programme.referral_slip import Slip
from desktop.programme.referrals import FIELD_WORDS
from desktop.reports.letter_words import LANGUAGES
from desktop.reports.sheet_parts import facts, sheet, words

LINE_TO_FILL = "_" * 34


def slip_lines(slip: Slip) -> tuple[tuple[str, str], ...]:
    """What the paper says, as pairs of what and its words, in their order."""
    day = LANGUAGES[language()].short(slip.day)
    lines = [
        (_("De"), slip.office),
        (_("Para responder"), slip.reply_to),
        (_("Fecha"), day),
        (_("A"), slip.service),
        (_("Teléfono del servicio"), slip.phone),
        (_("Domicilio del servicio"), slip.address),
        (_("Folio"), slip.folio),
    ]
    lines += [(tell(FIELD_WORDS[field]), tell(told)) for field, told in slip.told]
    return tuple((what, said) for what, said in lines if said)


def referral_slip(slip: Slip, *, demo: bool = False) -> str:
    """A page of HTML that Qt prints. It says nothing of what the office does, nor for whom."""
    office = escape(slip.office) or LINE_TO_FILL
    reply = f"<br>{escape(slip.reply_to)}" if slip.reply_to else ""
    to = "<br>".join(escape(line) for line in (slip.service, slip.phone, slip.address) if line)
    day = LANGUAGES[language()].short(slip.day)
    folio = _("Folio {folio}").format(folio=slip.folio)
    agreed = (
        facts([(tell(FIELD_WORDS[field]), tell(told)) for field, told in slip.told], first=34)
        if slip.told
        else words(_("No se comparte ningún dato más."))
    )
    return sheet(
        f"<p style='font-size: 13pt'><b>{office}</b>{reply}</p><hr>",
        f"<p align='right'>{escape(day)}<br>{escape(folio)}</p>",
        f"<p>{escape(_('A'))}:<br>{to}</p>",
        words(_("La persona que lleva esta hoja está de acuerdo en que se comparta lo que sigue.")),
        agreed,
        words(_("Al responder a esta oficina, diga sólo el folio.")),
        f"<p>&nbsp;</p><p align='center'>{LINE_TO_FILL}<br>{escape(_('Firma de quien envía'))}</p>",
        points=11,
        demo=demo,
    )
