"""A letter to a court as a page of HTML that Qt prints: attendance alone.

No reason of an absence, no note, no theme of a session and nobody else is on it.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date
from html import escape

from desktop.programme.court_letter import LetterFacts, Letterhead
from desktop.reports.letter_words import LANGUAGES, Words

DATES_A_ROW = 6
QR_SIDE_PX = 160
"""At the 96 dots per inch of Qt's HTML: 42 mm, so that each of 45 squares is 0.8 mm."""
LOGO_SIDE_PX = 76
QR_SCALE = 6
SEAL_LINES = 6
"""Qt knows no height of a cell: the box is as high as its lines."""
SHEET_PT = 655
"""Height of a letter-size sheet without its margins, less one line for other printers' fonts."""
BARE_PT, LOGO_PT, LINE_PT, FIGURE_PT, ROW_PT = 422.0, 18.0, 12.0, 17.25, 15.0
"""Heights as Qt lays them out; a test prints letters of every length and looks."""
LINE_CHARS = 70
BOXED = "border-collapse: collapse; border-style: solid;"
APART = "margin-top: 4px; margin-bottom: 6px;"


def court_letter(
    facts: LetterFacts, head: Letterhead, code: str, language: str, *, banner: str = ""
) -> str:
    """A page of HTML, on as many sheets as the dates need.

    `code` goes into the QR; `banner` stands above everything on a demonstration.
    """
    words = LANGUAGES[language]
    above = f"<p align='center'><b>{escape(banner)}</b></p>" if banner else ""
    name, case = f"<b>{escape(facts.name)}</b>", escape(facts.case_number)
    opening = escape(words.opening).format(name=name, case=case)
    replaces = f"<p>{escape(words.replaces)}</p>" if facts.replaces else ""
    return (
        "<html><body style='font-size: 10pt'>"
        f"{above}{_letterhead(head)}{_references(facts, words)}"
        f"<p>{_lines(facts.addressee, facts.court)}<br>{escape(words.present)}</p>"
        f"<p align='justify'>{opening}</p>{replaces}"
        f"{_figures(facts, words)}"
        f"{_dates(words.days_attended, facts.attended, words)}"
        f"{_dates(words.days_absent, facts.absent, words)}"
        f"{_next_sheet(facts, words) if _sheet_is_full(facts, head) else ''}"
        f"<p><b>{escape(words.certifies)}</b></p>"
        f"{_foot(head, code, words)}</body></html>"
    )


def qr_png(code: str) -> bytes:
    """The code as a picture with its white frame. segno is loaded when the first one is drawn."""
    import io

    import segno

    made = segno.make_qr(code, error="m", mode="alphanumeric", boost_error=False)
    out = io.BytesIO()
    made.save(out, kind="png", scale=QR_SCALE, border=4)
    return out.getvalue()


def _letterhead(head: Letterhead) -> str:
    words = _lines(
        f"<b style='font-size: 13pt'>{escape(head.institution)}</b>",
        escape(head.area),
        escape(" · ".join(part for part in (head.address, head.phone) if part)),
        escaped=True,
    )
    logo = ""
    if head.logo:
        picture = _picture(head.logo, f"height='{LOGO_SIDE_PX}'")
        logo = f"<td width='20%' valign='middle'>{picture}</td>"
    return (
        "<table width='100%' cellpadding='2'>"
        f"<tr>{logo}<td valign='middle'>{words}</td></tr></table><hr>"
    )


def _references(facts: LetterFacts, words: Words) -> str:
    pairs = (
        (words.number, facts.oficio),
        (words.case, facts.case_number),
        (words.answering, facts.their_oficio),
    )
    told = [template.format(n=value) for template, value in pairs if value]
    day = words.long(facts.city, facts.day)
    return f"<p align='right'>{_lines(*told, day)}</p>"


def _figures(facts: LetterFacts, words: Words) -> str:
    required = words.not_said if facts.required is None else str(facts.required)
    told = [
        (words.required, required),
        (words.attended, str(len(facts.attended))),
        (words.absent, str(len(facts.absent))),
    ]
    if facts.max_total is not None:
        told.append((words.allowed_total, str(facts.max_total)))
    if facts.max_consecutive is not None:
        told.append((words.allowed_row, str(facts.max_consecutive)))
    rows = "".join(
        f"<tr><td width='78%'>{escape(what)}</td><td align='right'><b>{escape(value)}</b></td></tr>"
        for what, value in told
    )
    return f"<table width='100%' border='1' cellpadding='3' style='{BOXED} {APART}'>{rows}</table>"


def _dates(title: str, days: Sequence[date], words: Words) -> str:
    if not days:
        return f"<p><b>{escape(title)}:</b> {escape(words.none)}</p>"
    rows = []
    for first in range(0, len(days), DATES_A_ROW):
        some = [
            escape(words.short(day)).replace(" ", "&nbsp;")
            for day in days[first : first + DATES_A_ROW]
        ]
        some += [""] * (DATES_A_ROW - len(some))
        width = 100 // DATES_A_ROW
        rows.append("<tr>" + "".join(f"<td width='{width}%'>{one}</td>" for one in some) + "</tr>")
    return (
        f"<p><b>{escape(title)}:</b></p>"
        f"<table width='100%' cellspacing='0' cellpadding='2' style='{APART}'>"
        f"{''.join(rows)}</table>"
    )


def _sheet_is_full(facts: LetterFacts, head: Letterhead) -> bool:
    """Whether signature, seal and code would be torn apart at the end of the first sheet.

    Qt has no word for "keep together", so what lies above is added up.
    """
    texts = (facts.addressee, facts.court, head.institution, head.area)
    lines = sum(-(-len(text) // LINE_CHARS) for text in texts) + len(facts.name) // LINE_CHARS
    lines += sum(map(bool, (facts.oficio, facts.their_oficio))) + 2 * facts.replaces
    figures = sum(limit is not None for limit in (facts.max_total, facts.max_consecutive))
    rows = sum(-(-len(days) // DATES_A_ROW) for days in (facts.attended, facts.absent))
    height = BARE_PT + lines * LINE_PT + figures * FIGURE_PT + rows * ROW_PT
    return height + (LOGO_PT if head.logo else 0) > SHEET_PT


def _next_sheet(facts: LetterFacts, words: Words) -> str:
    """What is signed never stands on a sheet that does not say what it belongs to."""
    numbers = ((words.number, facts.oficio), (words.case, facts.case_number))
    told = " · ".join(template.format(n=value) for template, value in numbers if value)
    return f"<p align='right' style='page-break-before: always'>{escape(told)}</p>"


def _foot(head: Letterhead, code: str, words: Words) -> str:
    """Signature, seal and code in one row, which Qt does not part between two sheets."""
    picture = _picture(qr_png(code), f"width='{QR_SIDE_PX}' height='{QR_SIDE_PX}'")
    signed = _lines(head.signatory, head.post)
    return (
        "<table width='100%' cellpadding='4'><tr>"
        f"<td width='40%' valign='bottom' align='center'>{escape(words.sincerely)}"
        f"<br><br><br><br>______________________________<br>{signed}</td>"
        f"<td width='26%' valign='bottom'><table width='100%' border='1' style='{BOXED}'>"
        f"<tr><td align='center'>{'<br>' * SEAL_LINES}{escape(words.seal)}</td></tr></table></td>"
        f"<td width='34%' valign='bottom' align='center'>{picture}"
        f"<br><span style='font-size: 7pt'>{escape(words.checks)}</span></td>"
        "</tr></table>"
    )


def _picture(data: bytes, size: str) -> str:
    return f"<img src='data:image/png;base64,{base64.b64encode(data).decode()}' {size}>"


def _lines(*texts: str, escaped: bool = False) -> str:
    return "<br>".join(text if escaped else escape(text) for text in texts if text)
