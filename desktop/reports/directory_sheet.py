"""The directory of services on paper: for the team, and to hand out. Hidden addresses on neither.

What is handed out is printed on one side and folded inwards: nothing shows outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from desktop.i18n import _, language
from desktop.programme.directory import Service, by_municipality
from desktop.reports.code_words import SERVICE_WORDS
from desktop.reports.letter_words import LANGUAGES
from desktop.reports.sheet_parts import heading, section, sheet, words


def directory_sheet(services: Sequence[Service], today: date, *, demo: bool = False) -> str:
    """For the team: everything but hidden addresses, and when each was verified."""
    parts = [heading(_("Directorio de servicios"))]
    for place, listed in by_municipality(services):
        parts.append(section(place or _("En todo el país")))
        lines = "".join(_full(each, today) for each in listed)
        parts.append(f"<table width='100%' cellpadding='3'>{lines}</table>")
    return sheet(*parts, points=9.5, demo=demo)


def folded_sheet(services: Sequence[Service], *, demo: bool = False) -> str:
    """To hand out: telephone, hours and place in two columns, with the fold between them."""
    cells: list[str] = []
    for place, listed in by_municipality(services):
        cells += [_short(each, place) for each in listed]
    if len(cells) % 2:
        cells.append("&nbsp;")
    lines = "".join(
        f"<tr><td width='46%'>{left}</td><td width='8%'></td><td width='46%'>{right}</td></tr>"
        for left, right in zip(cells[::2], cells[1::2], strict=True)
    )
    return sheet(
        words(_("Doble la hoja hacia adentro, por la mitad: por fuera queda en blanco."), "7pt"),
        heading(_("Teléfonos útiles"), 12),
        f"<table width='100%' cellpadding='2'>{lines}</table>",
        points=8.5,
        demo=demo,
    )


def _full(each: Service, today: date) -> str:
    told = [
        f"<b>{escape(each.name)}</b> · {escape(_(SERVICE_WORDS[each.sort]))}",
        _joined(_bold(each.phone), escape(each.hours), escape(each.printable_address)),
        _joined(escape(each.languages), escape(each.access), escape(each.cost)),
        escape(each.about),
    ]
    said = "<br>".join(line for line in told if line)
    return (
        f"<tr><td width='78%'>{said}</td>"
        f"<td align='right' style='font-size: 8pt'>{escape(_verified(each, today))}</td></tr>"
    )


def _short(each: Service, place: str) -> str:
    told = [
        f"<b>{escape(each.name)}</b>",
        _joined(_bold(each.phone), escape(each.hours)),
        _joined(escape(each.printable_address), escape(place)),
    ]
    return "<br>".join(line for line in told if line)


def _verified(each: Service, today: date) -> str:
    if each.verified_on is None:
        return _("sin verificar")
    day = LANGUAGES[language()].short(each.verified_on)
    told = _("verificado el {day}").format(day=day)
    return f"{told} · {_('volver a llamar')}" if each.is_stale(today) else told


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>" if text else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
