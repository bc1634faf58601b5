"""Save the rows that were refused, with their reasons, for somebody to correct."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from desktop.host.files import write_atomic
from desktop.programme.spreadsheet import csv_bytes
from desktop.services.roster_import.troubles import CannotSave
from desktop.trouble import Message, say


class RefusedRow(Protocol):
    """A row of a file with the reasons why it was not taken."""

    @property
    def number(self) -> int: ...

    @property
    def why(self) -> tuple[Message, ...]: ...

    @property
    def cells(self) -> tuple[str, ...]: ...


class WithRefused(Protocol):
    """The preview of an import, of people or of anything else."""

    @property
    def headings(self) -> tuple[str, ...]: ...

    @property
    def refused(self) -> Sequence[RefusedRow]: ...


def save_refused(preview: WithRefused, path: Path, tell: Callable[[Message], str] = str) -> None:
    """Write a CSV (UTF-8 with mark, for spreadsheets) of refused rows: number, reason, cells.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    The file can be corrected and imported again. `tell` translates a message.
    Raises: CannotSave.
    """
    rows: list[tuple[object, ...]] = [
        (tell(say("Renglón")), tell(say("Por qué no se importó")), *preview.headings)
    ]
    for row in preview.refused:
        rows.append((row.number, " ".join(tell(reason) for reason in row.why), *row.cells))
    try:
        write_atomic(path, csv_bytes(rows))
    except OSError:
        raise CannotSave from None
