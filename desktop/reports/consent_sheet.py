"""The consent on paper: a folio, the texts as they are read, and a place to sign each answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from desktop.i18n import _, tell
from desktop.programme.consent import NECESSARY, PURPOSE_WORDS, VOLUNTARY, slot_of
from desktop.programme.vocabulary import Purpose
from desktop.programme.wording import Wording
from desktop.reports.sheet_parts import BOXED, box, heading, line_to_fill, section, sheet, words

POINTS = 9
"""All of it fits on one sheet of A4 or letter."""


def consent_sheet(texts: Mapping[str, Wording], folio: str = "", *, demo: bool = False) -> str:
    """A sheet of HTML with no name on it; an empty folio leaves a blank.

    `texts` is by slot: "limits" and those of all purposes. It says which version each is, so
    that the signature stands beside what was read.
    """
    limits = texts["limits"]
    return sheet(
        heading(_("Hoja C")),
        f"<p>{escape(_('Folio:'))} <b>{escape(folio)}</b></p>"
        if folio
        else line_to_fill(_("Folio:"), 50),
        line_to_fill(_("Responsable de los datos:"), 90),
        section(_("Antes de preguntar me explicaron lo que no se puede guardar en secreto")),
        f"<p>{'<br>'.join(map(escape, limits.text.splitlines()))}</p>",
        _purposes(_("Necesario"), texts, NECESSARY),
        _purposes(_("Voluntario: decir que no a algo no cierra lo demás"), texts, VOLUNTARY),
        words(_("Puedo cambiar de opinión cuando quiera.")),
        words(_("Puedo pedir ver, corregir, borrar mis datos u oponerme a su uso. Me dirijo a:")),
        line_to_fill("", 92),
        line_to_fill(_("Fecha:"), 50),
        line_to_fill(_("Firma o huella (se guarda en papel):"), 84),
        words(_versions(texts), "7pt"),
        points=POINTS,
        demo=demo,
    )


def _purposes(title: str, texts: Mapping[str, Wording], purposes: Iterable[Purpose]) -> str:
    answers = f"{box(_('Sí'))} &nbsp;&nbsp; {box(_('No'))}"
    lines = "".join(
        f"<tr><td width='78%'><b>{escape(tell(PURPOSE_WORDS[purpose]))}.</b> "
        f"{escape(texts[slot_of(purpose)].text)}</td><td align='center'>{answers}</td></tr>"
        for purpose in purposes
    )
    table = f"<table width='100%' border='1' cellpadding='4' style='{BOXED}'>{lines}</table>"
    return section(title) + table


def _versions(texts: Mapping[str, Wording]) -> str:
    told = [f"{slot} {each.language} {each.version}" for slot, each in sorted(texts.items())]
    draft = [_("Borrador: falta revisión jurídica.")] if _any_draft(texts) else []
    return " · ".join([*draft, *told])


def _any_draft(texts: Mapping[str, Wording]) -> bool:
    return any(each.is_draft for each in texts.values())
