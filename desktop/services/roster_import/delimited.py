"""CSV as people keep it: any of the usual encodings and separators, guessed and said."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from desktop.services.roster_import.table import (
    COLUMNS_MAX,
    HEADING_SEARCH_ROWS,
    L,
    Line,
    Table,
    Understand,
    score,
    tabulate,
)
from desktop.services.roster_import.troubles import (
    EmptyFile,
    NoHeadings,
    NotASpreadsheet,
    UnclosedQuote,
)
from desktop.trouble import Message, say

SEPARATORS = (",", ";", "\t", "|")
_OLD_ENCODINGS = ("cp1252", "cp850", "mac_roman")
"""Single-byte encodings of Windows, DOS and old Macintosh spreadsheets, likeliest first."""
_SPANISH = frozenset("áéíóúüñÁÉÍÓÚÜÑºª¿¡°")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_delimited(data: bytes, understand: Understand[L]) -> Table[L]:
    """Read CSV text. Raises: EmptyFile, NotASpreadsheet, NoHeadings, TooManyRows, UnclosedQuote."""
    text, notices = decode(data)
    if _NOT_TEXT.search(text) or text.lstrip()[:1] == "<":
        raise NotASpreadsheet
    if not text.strip():
        raise EmptyFile
    offset = 0
    named = _SEPARATOR_LINE.match(text)
    if named:
        text, offset = text[named.end() :], 1
    separators = (named[1],) if named else SEPARATORS
    try:
        best = max(separators, key=lambda each: score(_first_lines(text, each), understand))
        table = tabulate(_lines(text, best, offset), understand)
    except _UnclosedError as unclosed:
        raise UnclosedQuote(unclosed.line + offset) from None
    if table is None:
        raise NoHeadings
    return Table(table.headings, table.layout, table.lines, notices)


def decode(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """Bytes to text, and a notice when the encoding had to be guessed."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), ()
        wide = _utf16_without_mark(data)
        if wide:
            return data.decode(wide), ()
        if b"\0" in data:
            raise NotASpreadsheet
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        if b"\0" in data:
            raise NotASpreadsheet from None
    return _old_text(data)


def _utf16_without_mark(data: bytes) -> str | None:
    head = data[:2_000]
    if len(head) < 4 or len(data) % 2:
        return None
    zeros_after, zeros_before = head[1::2].count(0), head[0::2].count(0)
    most = len(head) // 2 * 0.6
    if zeros_after > most and not zeros_before:
        return "utf-16-le"
    return "utf-16-be" if zeros_before > most and not zeros_after else None


def _old_text(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """The encoding whose accented letters are most like Spanish; ties go to the likelier."""
    readings = [data.decode(encoding, errors="replace") for encoding in _OLD_ENCODINGS]
    text = max(readings, key=lambda each: sum(character in _SPANISH for character in each))
    return text, (
        say("El archivo es de un programa antiguo. Revise que los acentos y la ñ se vean bien."),
    )


def _first_lines(text: str, separator: str) -> list[Line]:
    return list(itertools.islice(_lines(text, separator, 0), HEADING_SEARCH_ROWS))


class _UnclosedError(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


def _lines(text: str, separator: str, offset: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = offset
    while True:
        number += 1
        started = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _UnclosedError(started) from None
        runaway = any(
            "\n" in cell and cell.count(separator) >= max(2, len(cells)) for cell in cells
        )
        yield Line(number, tuple(cells[:COLUMNS_MAX]), runaway=runaway)
