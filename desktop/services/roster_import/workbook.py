"""XLSX workbooks, read row by row and never evaluated.

The archive's own directory is judged before anything is unpacked, because a
small file can claim gigabytes.
"""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.services.roster_import.table import (
    COLUMNS_MAX,
    HEADING_SEARCH_ROWS,
    L,
    Line,
    Table,
    Understand,
    tabulate,
)
from desktop.services.roster_import.troubles import (
    BadRoster,
    Damaged,
    EmptyFile,
    NoHeadings,
    NotASpreadsheet,
    OtherFormat,
    Protected,
    Suspicious,
)
from desktop.trouble import Message, say

if TYPE_CHECKING:
    from openpyxl import Workbook

UNPACKED_MAX_BYTES = 150_000_000
"""A roster of 20,000 rows and 20 columns unpacks to about 40 MB."""
RATIO_FREE_BYTES = 20_000_000
RATIO_MAX = 100
"""Above the free bytes, a part that unpacks to more than this many times its size is a bomb."""
PARTS_MAX = 2_000
SHEETS_MAX = 40
_FORMULA = re.compile(rb"<(\w+:)?f[ >/]")
_ERROR = re.compile(r"#[A-ZÑ/0¡¿]+[!?]|#N/A")
"""What a spreadsheet stores for a formula that failed, in English or Spanish."""
_CHUNK_BYTES = 1 << 20


def read_workbook(data: bytes, understand: Understand[L]) -> Table[L]:
    """Read the first visible sheet that has headings.

    Raises: Damaged, EmptyFile, NoHeadings, NotASpreadsheet, OtherFormat,
    Protected, Suspicious, TooManyRows.
    """
    try:
        with_formulas = _judge(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about charts and styles that are not read
            return _read(data, with_formulas, understand)
    except BadRoster:
        raise
    except Exception:
        # openpyxl meets damaged parts with many kinds of exception. None says more to a
        # person, and some quote cells, which must not reach a crash report.
        raise Damaged from None


def _judge(data: bytes) -> bool:
    """Refuse what must not be unpacked; say whether any sheet has formulas."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise Protected
        if "mimetype" in names or "xl/workbook.bin" in names:
            raise OtherFormat
        if "[Content_Types].xml" not in names:
            raise NotASpreadsheet
        total = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        if len(parts) > PARTS_MAX or total > UNPACKED_MAX_BYTES:
            raise Suspicious
        if total > RATIO_FREE_BYTES and total > RATIO_MAX * max(1, packed):
            raise Suspicious
        return any(
            _has_formula(archive, part)
            for part in parts
            if part.filename.startswith("xl/") and part.filename.endswith(".xml")
        )


def _has_formula(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    tail = b""
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK_BYTES):
            if _FORMULA.search(tail + chunk):
                return True
            tail = chunk[-64:]
    return False


def _read(data: bytes, with_formulas: bool, understand: Understand[L]) -> Table[L]:
    results = _open(data, data_only=True)
    formulas = _open(data, data_only=False) if with_formulas else None
    visible = [sheet for sheet in results.worksheets if sheet.sheet_state == "visible"][:SHEETS_MAX]
    for sheet in visible:
        lines = _lines(sheet, formulas[sheet.title] if formulas else None)
        table = tabulate(lines, understand)
        if table is None:
            continue
        others = [each.title for each in results.worksheets if each.title != sheet.title]
        return replace(table, notices=_other_sheets(sheet.title, others))
    if any(any(line.texts()) for sheet in visible for line in _first_lines(sheet)):
        raise NoHeadings
    raise EmptyFile


def _open(data: bytes, *, data_only: bool) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


def _other_sheets(read: str, others: list[str]) -> tuple[Message, ...]:
    if not others:
        return ()
    return (
        say(
            "Se leyó la hoja «{sheet}». No se leyeron: {others}.",
            sheet=read,
            others=", ".join(others),
        ),
    )


def _first_lines(sheet: Any) -> Iterator[Line]:
    return itertools.islice(_lines(sheet, None), HEADING_SEARCH_ROWS)


def _lines(sheet: Any, formulas: Any) -> Iterator[Line]:
    """A sheet's rows with stored results; formulas without one are named, not computed."""
    behind: Iterator[tuple[object, ...]] = (
        itertools.repeat(()) if formulas is None else _rows(formulas)
    )
    for number, (cells, sources) in enumerate(zip(_rows(sheet), behind, strict=False), start=1):
        failed = {n for n, cell in enumerate(cells) if isinstance(cell, str) and _ERROR.match(cell)}
        waiting = {
            place
            for place, source in enumerate(sources)
            if source is not None and (place >= len(cells) or cells[place] is None)
        }
        unresolved = failed | waiting
        kept = tuple(None if place in unresolved else cell for place, cell in enumerate(cells))
        yield Line(number, kept, frozenset(unresolved))


def _rows(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()  # what the file claims about its size is often wrong
    for cells in sheet.iter_rows(max_col=COLUMNS_MAX, values_only=True):
        end = len(cells)
        while end and cells[end - 1] is None:
            end -= 1
        yield cells[:end]
