"""INEGI's list of localities, which a coordinator loads from a file that INEGI gives to everybody.

Public data: it lies outside every vault, so that all of this laptop's accounts search in it.
Only codes and names are kept, sorted and packed: two megabytes for the country.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import zstandard

from desktop.host.files import make_private, write_atomic
from desktop.programme.inegi import municipalities
from desktop.programme.roles import Role
from desktop.programme.typed import clean_line
from desktop.services.entrance import Desk
from desktop.services.refusals import Refusal
from desktop.trouble import Exit, Trouble, say
from desktop.vault.troubles import telling

FILE_NAME = "places.zst"
FILE_MAX_BYTES = 400 * 1024 * 1024
"""INEGI's catalogue of the country was 45 MB in 2026."""
PLAIN_MAX_BYTES = 64 * 1024 * 1024
NAME_MAX_CHARS = 200
_COLUMNS = (
    frozenset({"CVE_ENT", "ENTIDAD", "CVEENT"}),
    frozenset({"CVE_MUN", "MUN", "CVEMUN"}),
    frozenset({"CVE_LOC", "LOC", "CVELOC"}),
    frozenset({"NOM_LOC", "NOMLOC", "NOMGEO"}),
)
"""As the geostatistical catalogue (AGEEML) and the census by locality (ITER) head them."""
_TOTALS = frozenset({"0000", "9998", "9999"})
"""Lines of the census that sum others up."""


class NotTheirList(Refusal):
    """Somebody who does not coordinate would replace it for everybody of this laptop."""

    def __init__(self) -> None:
        super().__init__(
            say("La lista de localidades la carga la coordinación."), say("Hable con ella.")
        )


class NotAList(Trouble):
    """The file is not INEGI's list."""

    exit_status = Exit.BAD_FILE

    def __init__(self) -> None:
        super().__init__(
            happened=say("Este archivo no es la lista de localidades del INEGI."),
            safe=say("No se cambió nada: se sigue buscando como antes."),
            next_step=say(
                "Descargue del INEGI el catálogo de localidades (AGEEML) en CSV, cópielo a una "
                "memoria USB y elíjalo aquí, como viene."
            ),
        )


def load(desk: Desk, folder: Path, source: Path) -> int:
    """Take INEGI's CSV (or a ZIP with it) in place of what was loaded; how many localities.

    Raises: NotTheirList, NotAList, DiskFull, ReadOnlyFolder.
    """
    if desk.role is not Role.COORDINATOR:
        raise NotTheirList
    try:
        found = dict(_rows(source))
    except (OSError, ValueError, csv.Error, zipfile.BadZipFile, RuntimeError):
        raise NotAList from None
    if not found:
        raise NotAList
    text = "\n".join(f"{code}\t{name}" for code, name in sorted(found.items()))
    with telling():
        make_private(folder)
        write_atomic(folder / FILE_NAME, zstandard.compress(text.encode(), 12))
    return len(found)


def count(folder: Path) -> int:
    """How many localities are loaded."""
    path = folder / FILE_NAME
    return read(path).count("\n") + 1 if path.exists() else 0


def read(path: Path) -> str:
    """The kept lines, sorted by code; "" for a file that is damaged: it can be loaded again."""
    try:
        packed = path.read_bytes()
        return zstandard.decompress(packed, max_output_size=PLAIN_MAX_BYTES).decode()
    except (OSError, ValueError, zstandard.ZstdError):
        return ""


def _rows(source: Path) -> Iterator[tuple[str, str]]:
    """Code and name of every locality of a known municipality. Raises: NotAList and of reading."""
    with _opened(source) as lines:
        rows = csv.reader(lines)
        at = _columns(next(rows, []))
        for row in rows:
            if len(row) <= max(at):
                continue
            state, municipality, locality, name = (row[place].strip() for place in at)
            code = state.zfill(2) + municipality.zfill(3) + locality.zfill(4)
            known = re.fullmatch(r"[0-9]{9}", code) and code[:5] in municipalities()
            if known and locality.zfill(4) not in _TOTALS and (called := clean_line(name)):
                yield code, called[:NAME_MAX_CHARS]


def _columns(headings: Sequence[str]) -> list[int]:
    """Where state, municipality, locality and name stand. Raises: NotAList."""
    bare = [heading.strip().strip('"').upper() for heading in headings]
    found = [next((i for i, each in enumerate(bare) if each in names), -1) for names in _COLUMNS]
    if -1 in found:
        raise NotAList
    return found


@contextmanager
def _opened(source: Path) -> Iterator[io.TextIOBase]:
    """The text of the CSV, whose encoding its first bytes tell."""
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            inside = [each for each in archive.infolist() if each.filename.lower().endswith(".csv")]
            biggest = max(inside, key=lambda each: each.file_size, default=None)
            if biggest is None or biggest.file_size > FILE_MAX_BYTES:
                raise NotAList
            with archive.open(biggest) as raw:
                data = raw.read(FILE_MAX_BYTES)
    else:
        if source.stat().st_size > FILE_MAX_BYTES:
            raise NotAList
        data = source.read_bytes()
    yield io.StringIO(_decoded(data), newline="")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
