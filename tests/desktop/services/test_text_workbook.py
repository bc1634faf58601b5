"""A list that is let out lies nowhere else on the laptop, and nothing in it runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.services.text_workbook import write_texts


def test_what_is_written_is_read_as_text_and_leaves_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise AssertionError("a plain file in the temporary folder")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refused)
    told = ["=1+1", " <b>&\"'", "dos\nrenglones", "a\x00\x1bb", "\u202eñ", "http://x", ""]
    path = tmp_path / "lista.xlsx"
    write_texts(path, "Servicios & más", [told, ["", "b"]])
    assert [each.name for each in tmp_path.iterdir()] == ["lista.xlsx"]
    monkeypatch.undo()
    sheet = load_workbook(path).active
    cells = list(sheet[1])
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert [cell.value for cell in cells][:6] == [
        "=1+1",
        " <b>&\"'",
        "dos\nrenglones",
        "ab",
        "\u202eñ",
        "http://x",
    ]
    assert not any(cell.hyperlink for cell in cells)
    assert sheet["B2"].value == "b"
