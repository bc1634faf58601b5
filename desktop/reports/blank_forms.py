"""Forms to fill by hand when there is no laptop. Codes instead of reasons; no programme's name.

What a code means stands in the program alone: a form that is found says nothing.
"""

from __future__ import annotations

from desktop.i18n import _
from desktop.programme.vocabulary import Reason
from desktop.reports.sheet_parts import BOXED, box, heading, line_to_fill, section, sheet, words

ATTENDANCE_ROWS = 24


def intake_form(*, demo: bool = False) -> str:
    """What is asked at first, with codes for what brings somebody."""
    codes = " &nbsp; ".join(box(str(int(reason))) for reason in Reason)
    yes_no = f"{box(_('Sí'))} &nbsp; {box(_('No'))} &nbsp; {box(_('No se preguntó'))}"
    return sheet(
        heading(_("Hoja A")),
        words(_("Pásela al programa el mismo día y destrúyala.")),
        line_to_fill(_("Fecha:"), 50),
        line_to_fill(_("Folio:"), 50),
        line_to_fill(_("Cómo quiere que le digan:")),
        line_to_fill(_("Año de nacimiento:"), 50),
        line_to_fill(_("Localidad:")),
        line_to_fill(_("Teléfono:")),
        f"<p style='margin-top: 9px'>{_('¿Es seguro llamar?')} &nbsp; {yes_no}</p>",
        line_to_fill(_("Quién puede contestar:")),
        line_to_fill(_("A qué hora:")),
        line_to_fill(_("Qué decir:")),
        line_to_fill(_("Qué no decir:")),
        section(_("Código (marque los que diga; encierre el principal)")),
        f"<p>{codes}</p>",
        section(_("Notas")),
        *[line_to_fill("", 92) for _line in range(4)],
        line_to_fill(_("Iniciales de quien llena la hoja:"), 50),
        demo=demo,
    )


def attendance_form(*, demo: bool = False) -> str:
    """Rows for the beginning of each folio and a letter; no group, no theme, no names."""
    heads = (_("Folio"), _("P"), _("T"), _("N"), _("J"), _("S"), _("Minutos"))
    widths = (22, 11, 11, 11, 11, 11, 23)
    top = "".join(
        f"<th width='{width}%'>{head}</th>" for head, width in zip(heads, widths, strict=True)
    )
    row = "<tr>" + "<td>&nbsp;</td>" * len(heads) + "</tr>"
    return sheet(
        heading(_("Hoja B")),
        f"<p>{_('Fecha:')} ____________________ &nbsp;&nbsp; {_('Iniciales:')} ____________</p>",
        f"<table width='100%' border='1' cellpadding='4' style='{BOXED}'>"
        f"<thead><tr>{top}</tr></thead>{row * ATTENDANCE_ROWS}</table>",
        words(
            _("Sólo el principio de cada folio, nunca nombres. Pásela el mismo día y destrúyala.")
        ),
        demo=demo,
    )
