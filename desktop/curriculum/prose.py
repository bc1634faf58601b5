"""The Markdown of a plan as HTML: paragraphs, lists, small headings, bold and italics.

Everything else shows as it was written: nobody's course brings links, pictures or HTML.
"""

from __future__ import annotations

import html
import re
from itertools import groupby

_BULLET = re.compile(r"\s*[-*+] +(.*)")
_NUMBER = re.compile(r"\s*\d{1,3}[.)] +(.*)")
_HEADING = re.compile(r"#{3,6} +(.*)")
_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<![\w*])[*_](?=[^\s*_])([^*_]+?)(?<=\S)[*_](?![\w*])")


def to_html(text: str) -> str:
    """HTML with p, ul, ol, li, h4, b, i and br only; every other sign is escaped."""
    return "".join(
        _block(list(lines))
        for blank, lines in groupby(text.split("\n"), key=lambda line: not line.strip())
        if not blank
    )


def _block(lines: list[str]) -> str:
    """Lines without an empty one between them: runs of list items, headings and sentences."""
    told: list[str] = []
    for sort, run in groupby(lines, key=_sort):
        words = [_inline(line, sort) for line in run]
        if sort is _BULLET or sort is _NUMBER:
            name = "ul" if sort is _BULLET else "ol"
            items = "".join(f"<li>{each}</li>" for each in words)
            told.append(f"<{name}>{items}</{name}>")
        elif sort is _HEADING:
            told += [f"<h4>{each}</h4>" for each in words]
        else:
            told.append(f"<p>{'<br>'.join(words)}</p>")
    return "".join(told)


def _sort(line: str) -> re.Pattern[str] | None:
    return next((each for each in (_BULLET, _NUMBER, _HEADING) if each.fullmatch(line)), None)


def _inline(line: str, sort: re.Pattern[str] | None) -> str:
    found = sort.fullmatch(line) if sort else None
    escaped = html.escape((found[1] if found else line).strip(), quote=False)
    return _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", escaped))
