"""Open a file that somebody chose and see by its first bytes what it is.

The whole file is read at once, so a stick that is pulled out later changes nothing.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from desktop.programme.headings import Layout, understand
from desktop.services.roster_import.delimited import read_delimited
from desktop.services.roster_import.table import L, Table, Understand
from desktop.services.roster_import.troubles import (
    CannotOpen,
    CannotRemove,
    EmptyFile,
    NotASpreadsheet,
    OtherFormat,
    Protected,
    TooLarge,
)
from desktop.services.roster_import.workbook import read_workbook

FILE_MAX_MB = 20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
_NEVER_A_LIST = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
)


def read(path: Path) -> Table[Layout]:
    """Read a roster of people. Raises: as `read_as`."""
    return read_as(path, understand)


def read_as(path: Path, understand: Understand[L]) -> Table[L]:
    """Read a list from a CSV or XLSX file, judged by its content and not its name.

    Raises: BadRoster (one subclass for each reason), with nothing written.
    """
    data = _bytes_of(path)
    if not data.strip():
        raise EmptyFile
    if data.startswith(_ZIP):
        return read_workbook(data, understand)
    if data.startswith(_OLD_OFFICE):
        raise Protected if _ENCRYPTED_PART in data else OtherFormat
    if data.startswith(_NEVER_A_LIST):
        raise NotASpreadsheet
    return read_delimited(data, understand)


def remove_source(path: Path) -> None:
    """Delete the file that was imported, when the person agrees: it names people in the clear.

    What a stick or disk keeps of a deleted file is beyond this program.
    Raises: CannotRemove.
    """
    try:
        path.unlink()
    except OSError:
        raise CannotRemove from None


def _bytes_of(path: Path) -> bytes:
    limit = FILE_MAX_MB * 1_000_000
    try:
        # O_NONBLOCK, so that a named pipe in place of a file cannot hang the window.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with open(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise CannotOpen
            data = file.read(limit + 1)
    except (OSError, ValueError):
        raise CannotOpen from None
    if len(data) > limit:
        raise TooLarge(FILE_MAX_MB)
    return data
