"""Each file that cannot be a roster is refused in three sentences, with nothing written."""

from __future__ import annotations

import contextlib
import io
import os
import random
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.services.roster_import import BadRoster, read
from desktop.services.roster_import import troubles as why
from desktop.services.roster_import.source import FILE_MAX_MB
from desktop.services.roster_import.table import ROWS_MAX
from desktop.trouble import Exit

SHEET = "xl/worksheets/sheet1.xml"


def refused(path, reason: type[BadRoster]) -> None:
    with pytest.raises(reason) as caught:
        read(path)
    assert caught.value.exit_status is Exit.BAD_FILE
    assert all(str(sentence).endswith(".") for sentence in caught.value.sentences)


def with_part(path, name: str, content: bytes) -> None:
    """The same archive with one part exchanged."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", why.EmptyFile),
        (b"\n \r\n\t\n", why.EmptyFile),
        (b"\xef\xbb\xbf\n", why.EmptyFile),
        (b"%PDF-1.7 ...", why.NotASpreadsheet),
        (b"\x89PNG\r\n\x1a\n\0\0", why.NotASpreadsheet),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", why.NotASpreadsheet),
        (b"Nombre,Edad\nNu\0be,30\n", why.NotASpreadsheet),
        (b"<html><table><tr><td>Nombre", why.NotASpreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, why.OtherFormat),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            why.Protected,
        ),
        (b"PK\x03\x04" + b"x" * 100, why.Damaged),
        (b"a,b,c\n1,2,3\n", why.NoHeadings),
        (b"Nube Alta\nRio Hondo\n", why.NoHeadings),
        (b'Nombre,Edad\n"' + b"a,30\n" * 60_000, why.UnclosedQuote),
    ],
)
def test_what_is_no_roster_says_why(text, content, reason):
    refused(text(content), reason)


def test_a_missing_file_a_folder_a_loop_and_a_pipe_cannot_be_opened(tmp_path):
    loop, pipe = tmp_path / "loop.csv", tmp_path / "pipe.csv"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    for path in (tmp_path / "none.csv", tmp_path, loop, pipe):
        refused(path, why.CannotOpen)


def test_a_link_to_a_list_is_read(text, tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(text("Nombre\nNube\n"))
    assert len(read(link).lines) == 1


def test_a_stick_that_fails_while_reading_is_said():
    """/proc/self/mem opens and then fails to read at 0, as a pulled-out stick does."""
    from pathlib import Path

    if not Path("/proc/self/mem").exists():
        pytest.skip("needs Linux's /proc")
    refused(Path("/proc/self/mem"), why.CannotOpen)


def test_a_million_rows_are_refused_without_being_read(text):
    rows = "n,e\n" * 1_000_000
    refused(text("Nombre,Edad\n" + rows), why.TooManyRows)


def test_too_many_bytes_are_refused_without_being_read(tmp_path):
    path = tmp_path / "lista.csv"
    with path.open("wb") as file:
        file.write(b"Nombre,Edad\n")
        file.truncate(FILE_MAX_MB * 1_000_000 * 50)
    refused(path, why.TooLarge)


def test_a_workbook_of_too_many_rows_is_refused(book):
    path = book([["Nombre"], ["x"]])
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>Nombre</t></is></c>'
        f'<c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, ROWS_MAX + 3)
    )
    with_part(
        path,
        SHEET,
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{cells}</sheetData></worksheet>".encode(),
    )
    refused(path, why.TooManyRows)


def test_a_zip_bomb_is_not_unpacked(book):
    path = book([["Nombre"], ["x"]])
    with_part(path, "xl/sharedStrings.xml", b" " * 160_000_000)
    refused(path, why.Suspicious)


def test_a_small_bomb_of_great_ratio_is_not_unpacked(book):
    path = book([["Nombre"], ["x"]])
    with_part(path, "xl/sharedStrings.xml", b" " * 60_000_000)
    refused(path, why.Suspicious)


def test_a_directory_that_lies_about_sizes_unpacks_no_more_than_it_says(book):
    path = book([["Nombre"], ["x"]])
    with_part(path, SHEET, b" " * 30_000_000)
    data = path.read_bytes().replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10))
    path.write_bytes(data)
    refused(path, why.Damaged)


def test_entities_in_the_xml_are_not_expanded(book):
    path = book([["Nombre"], ["x"]])
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{"&a;" if n == 0 else f"&a{n - 1};" * 10}">' for n in range(12)
    )
    with_part(
        path,
        SHEET,
        f"{bomb}]><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        "<sheetData><row><c t='inlineStr'><is><t>&a11;</t></is></c></row></sheetData>"
        "</worksheet>".encode(),
    )
    refused(path, why.Damaged)


def test_other_spreadsheet_archives_are_named_as_such(tmp_path):
    for part in ("mimetype", "xl/workbook.bin"):
        path = tmp_path / "lista.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, b"x")
        refused(path, why.OtherFormat)


def test_an_archive_of_something_else_is_no_spreadsheet(tmp_path):
    path = tmp_path / "fotos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("foto.txt", b"x")
    refused(path, why.NotASpreadsheet)


def test_an_empty_workbook_is_said_to_be_empty(book):
    refused(book([]), why.EmptyFile)
    refused(book([["uno", "dos"]]), why.NoHeadings)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_bring_anything_but_a_table_or_a_trouble(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    with contextlib.suppress(BadRoster):
        read(path)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_workbook_brings_nothing_but_a_table_or_a_trouble(book, seed):
    path = book([["Nombre", "Edad"], ["Nube", 30], ["Río", "=1+1"]])
    rng = random.Random(seed)
    with zipfile.ZipFile(path) as archive:
        parts = {each: bytearray(archive.read(each)) for each in archive.namelist()}
    name = rng.choice(sorted(parts))
    for _ in range(rng.randrange(1, 6)):
        parts[name][rng.randrange(len(parts[name]))] = rng.randrange(256)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, bytes(content))
    path.write_bytes(out.getvalue())
    with contextlib.suppress(BadRoster):
        read(path)
