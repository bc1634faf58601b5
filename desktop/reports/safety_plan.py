"""A safety plan on paper: her own words under neutral heads, for a printer and for nothing else.

Only a copy that the office keeps carries the folio and says what each answer is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from desktop.i18n import _, tell
from desktop.programme.safety_plan import QUESTIONS
from desktop.programme.vocabulary import PaperPlace
from desktop.reports.sheet_parts import heading, section, sheet, words


def safety_plan(
    answers: Mapping[str, str], place: PaperPlace, folio: str = "", *, demo: bool = False
) -> str:
    """A page of HTML with the questions that were answered.

    Args:
        answers: her words by column.
        folio: printed on the office's copy alone, to find it by.
    """
    office = place is PaperPlace.OFFICE
    parts = [heading(_("Notas"))]
    if office and folio:
        parts.append(words(_("Folio {folio}").format(folio=folio), "9pt"))
    for question in QUESTIONS:
        text = answers.get(question.column, "").strip()
        if text:
            parts.append(section(tell(question.title if office else question.plain)))
            parts.append(f"<p style='margin-top: 0px'>{_lines(text)}</p>")
    return sheet(*parts, points=11, demo=demo)


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())
