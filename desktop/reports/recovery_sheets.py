"""The sheet that one holder keeps: 33 numbered words, and what may be done with them.

It names neither the program nor what it is for: paper is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from desktop.i18n import _

COLUMNS = 3


def holders_sheet(words: Sequence[str], *, number: int, of: int, series: int) -> str:
    """A page of HTML. `series` counts the ceremonies: sheets of one series go together."""
    title = _("Hoja de recuperación {number} de {of}").format(number=number, of=of)
    told = (
        _(
            "Esta hoja es una de tres. Dos hojas juntas, de dos personas, abren todos los "
            "archivos de las computadoras, los de las dos partes. Una sola no abre nada."
        ),
        _(
            "Guárdela en un lugar seguro, lejos de las computadoras y de las otras dos hojas. "
            "No la fotografíe, no la copie y no la dicte por teléfono."
        ),
        _(
            "Para usarla: en la pantalla de entrada, «Olvidé mi frase» y después «Tengo dos "
            "hojas de recuperación». Las palabras están en inglés; bastan sus primeras cuatro "
            "letras."
        ),
        _("Cuando se hagan hojas nuevas, rompa ésta."),
    )
    blanks = (
        _("Serie: {n}").format(n=series),
        _("Fecha: ____________________"),
        _("Iniciales de quien la guarda: ____________"),
    )
    heads = "".join(f"<td width='33%'>{escape(blank)}</td>" for blank in blanks)
    return (
        f"<html><body><h2>{escape(title)}</h2>"
        f"<table width='100%'><tr>{heads}</tr></table><br>"
        f"{_table(words)}<br>"
        + "".join(f"<p>{escape(each)}</p>" for each in told)
        + "</body></html>"
    )


def _table(words: Sequence[str]) -> str:
    """Numbered down each column, as the fields that ask for them are."""
    rows = -(-len(words) // COLUMNS)
    lines = []
    for row in range(rows):
        places = range(row, len(words), rows)
        cells = "".join(
            f"<td width='7%' align='right'>{place + 1}.</td>"
            f"<td width='26%'><b>{escape(words[place])}</b></td>"
            for place in places
        )
        lines.append(f"<tr>{cells}</tr>")
    return (
        "<table width='100%' border='1' cellspacing='0' cellpadding='5'>"
        + "".join(lines)
        + "</table>"
    )
