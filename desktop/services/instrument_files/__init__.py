"""An instrument from a file on a stick, and as it is kept: docs/formats/instrument.md.

What is kept is the JSON that `write_instrument` makes, so that two laptops which read one file
hold the same bytes.
"""

from __future__ import annotations

import hashlib
import stat
from functools import lru_cache
from pathlib import Path

from desktop.programme.instrument_rules import InstrumentFlaw, check
from desktop.programme.schema import INSTRUMENT
from desktop.programme.scoring import Instrument
from desktop.services.instrument_files.reading import instrument_of
from desktop.services.instrument_files.tree import read_tree
from desktop.services.instrument_files.writing import write_instrument
from desktop.trouble import Exit, Trouble, say
from sync.batch.operation import ID_BYTES, ChildOf, record_id

__all__ = [
    "InstrumentUnreadable",
    "instrument_id",
    "ordinal_of",
    "outline_id",
    "read_file",
    "read_instrument",
    "stored",
    "write_instrument",
]

FILE_MAX_BYTES = 2_000_000
TEXT_MAX_BYTES = 48_000
"""What fits into one operation of the journal, with room to spare."""
SALTS = 1 << 20


class InstrumentUnreadable(Trouble):
    """A file does not hold an instrument that can be kept. `item`: the one it is about, or ""."""

    exit_status = Exit.BAD_FILE

    def __init__(self, flaw: InstrumentFlaw) -> None:
        happened = (
            say("En la pregunta {item}: {what}", item=flaw.item, what=flaw.what)
            if flaw.item
            else flaw.what
        )
        super().__init__(
            happened=happened,
            safe=say("No se cambió nada. Los instrumentos que ya estaban siguen como estaban."),
            next_step=flaw.instead,
        )
        self.item = flaw.item


def read_file(path: Path) -> Instrument:
    """The instrument in a file. Raises: InstrumentUnreadable."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError("no plain file")  # of a pipe the reading would wait for ever
        with path.open("rb") as file:
            data = file.read(FILE_MAX_BYTES + 1)
    except OSError as error:
        unread = InstrumentFlaw(
            say("No se pudo leer el archivo."),
            say("Revise que la memoria esté bien conectada y que el archivo esté ahí."),
        )
        raise InstrumentUnreadable(unread) from error
    return read_instrument(data)


def read_instrument(data: bytes) -> Instrument:
    """The instrument that these bytes say, tidied and checked. Raises: InstrumentUnreadable."""
    try:
        if len(data) > FILE_MAX_BYTES:
            raise _too_large()
        try:
            text = data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise InstrumentFlaw(
                say("El archivo no está guardado en UTF-8."),
                say("Ábralo en el Bloc de notas, elija «Guardar como» y en Codificación, UTF-8."),
            ) from None
        found = instrument_of(read_tree(text.replace("\r\n", "\n").replace("\t", " ")))
        check(found)
        if len(write_instrument(found).encode()) > TEXT_MAX_BYTES:
            raise _too_large()
    except InstrumentFlaw as flaw:
        raise InstrumentUnreadable(flaw) from flaw
    return found


@lru_cache(maxsize=16)
def stored(text: str) -> Instrument | None:
    """What a record's text says; None where this version cannot read it."""
    try:
        return read_instrument(text.encode())
    except (InstrumentUnreadable, UnicodeEncodeError):
        return None


def outline_id(slug: str, language: str) -> bytes:
    """What all versions of an instrument in one language share."""
    return hashlib.sha256(f"vereda instrument\0{slug}\0{language}".encode()).digest()[:ID_BYTES]


def ordinal_of(text: str) -> int:
    """The place of a text among its versions, as `INSTRUMENT` says."""
    return 1_000 * (int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % SALTS)


def instrument_id(instrument: Instrument) -> bytes:
    """The record's id, the same on every laptop."""
    outline = outline_id(instrument.slug, instrument.language)
    return record_id(INSTRUMENT.number, ChildOf(outline, ordinal_of(write_instrument(instrument))))


def _too_large() -> InstrumentFlaw:
    return InstrumentFlaw(
        say("El archivo es demasiado grande para un instrumento."),
        say("Deje en él menos de {most} kB de texto.", most=TEXT_MAX_BYTES // 1_000),
    )
