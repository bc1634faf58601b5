"""Rosters as files: written the way people and their spreadsheets write them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

Rows = Sequence[Sequence[object]]
MakeBook = Callable[..., Path]
MakeText = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> MakeBook:
    """book(rows, other=rows, …): a real .xlsx with one sheet for each argument."""

    def make(rows: Rows, hidden: Sequence[str] = (), **others: Rows) -> Path:
        workbook = Workbook()
        first = workbook.active
        assert first is not None
        for row in rows:
            first.append(list(row))
        for title, other in others.items():
            sheet = workbook.create_sheet(title)
            for row in other:
                sheet.append(list(row))
            if title in hidden:
                sheet.sheet_state = "hidden"
        path = tmp_path / "lista.xlsx"
        workbook.save(path)
        return path

    return make


@pytest.fixture
def text(tmp_path: Path) -> MakeText:
    """text(content, encoding): a CSV file with those bytes."""

    def make(content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "lista.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@pytest.fixture
def excel_book(tmp_path: Path) -> Callable[[Sequence[str], str], Path]:
    """excel_book(strings, rows_xml): as Excel writes, with shared strings and stored results."""

    def make(strings: Sequence[str], rows: str) -> Path:
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/s.xml" ContentType="{_TYPE}.worksheet+xml"/>'
            f'<Override PartName="/xl/t.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Hoja1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="s.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="t.xml"/>'
            "</Relationships>",
            "xl/s.xml": f'<worksheet xmlns="{_MAIN}"><dimension ref="A1"/><sheetData>{rows}'
            "</sheetData></worksheet>",
            "xl/t.xml": f'<sst xmlns="{_MAIN}">'
            + "".join(f"<si><t>{each}</t></si>" for each in strings)
            + "</sst>",
        }
        path = tmp_path / "excel.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return make
