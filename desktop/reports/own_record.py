"""A person's own record on paper: plain words, no name of a programme, handed over in the office.

It is only printed, never kept as a file.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from html import escape

from desktop.i18n import _, tell
from desktop.programme.own_lines import Line, OwnRecord

Place = tuple[int, int, int]
"""A line's: number of its part, of its entry there, and its own there."""


def own_record(
    record: OwnRecord, on: date, struck: Collection[Place] = (), *, demo: bool = False
) -> str:
    """The page as HTML, without the lines that were struck."""
    head = f"<p align='center'><b>{escape(_('DEMOSTRACIÓN'))}</b></p>" if demo else ""
    title = escape(_("Lo que está guardado de usted"))
    day = escape(_("Folio {folio}, al {day}").format(folio=record.folio, day=_short(on)))
    body = "".join(
        _part(number, tell(part.title), record, struck) for number, part in enumerate(record.parts)
    )
    words = [
        _(
            "Este papel es suyo. Guárdelo sólo si tiene un lugar seguro; "
            "si no, puede quedarse aquí."
        ),
        _("Puede pedir que se corrija o se borre algo, o que no se use para algo."),
    ]
    if record.left_out or struck:
        words.insert(
            0,
            _("No se imprime lo que escribió el equipo ni lo que es de otras personas."),
        )
    foot = "".join(f"<p>{escape(each)}</p>" for each in words)
    return f"<html><body>{head}<h2>{title}</h2><p>{day}</p>{body}<hr>{foot}</body></html>"


def line_words(line: Line) -> tuple[str, str]:
    """What a line is called and says, in the language of the interface."""
    said = ", ".join(part if isinstance(part, str) else tell(part) for part in line.value)
    return tell(line.name), said


def _part(number: int, title: str, record: OwnRecord, struck: Collection[Place]) -> str:
    entries = []
    for entry_no, entry in enumerate(record.parts[number].entries):
        lines = [
            f"{escape(name)}: <b>{escape(said)}</b>"
            for line_no, line in enumerate(entry.lines)
            if (number, entry_no, line_no) not in struck
            for name, said in [line_words(line)]
        ]
        if lines:
            entries.append(f"<p>{'<br>'.join(lines)}</p>".replace("\n", "<br>"))
    return f"<h3>{escape(title)}</h3>{''.join(entries)}" if entries else ""


def _short(on: date) -> str:
    return f"{on.day}/{on.month}/{on.year}"
