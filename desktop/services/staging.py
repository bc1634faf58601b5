"""Make a data folder aside and move it in when it is whole, the accounts last.

An account is what the lock screen shows, so a making that a power cut stopped
shows nothing and can simply be done again. Standard library only: the supervisor
finishes what was moved in by half.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.host.files import STAGING, make_private, sync_folder, write_atomic
from desktop.services.refusals import Refusal
from desktop.trouble import say
from desktop.vault.troubles import telling

_LAST = "accounts"
_HEADERS = frozenset({".key", ".key2"})
_WHOLE = ".whole"
"""In the staging folder, once everything in it is on the disk and belongs together."""


class AlreadyFounded(Refusal):
    """The folder holds accounts or vaults; nothing is put beside or over them."""

    def __init__(self) -> None:
        super().__init__(
            say("En esta computadora ya hay cuentas o registros."),
            say("Entre con su cuenta, o elija otra carpeta de datos."),
        )


@contextmanager
def made_aside(folder: Path) -> Iterator[Path]:
    """A folder to fill. When the block ends its parts are in `folder`; after an error none is.

    Raises: AlreadyFounded, DiskFull, ReadOnlyFolder.
    """
    if _holds_files(folder / _LAST):
        raise AlreadyFounded
    with made_beside(folder) as aside:
        yield aside


@contextmanager
def made_beside(folder: Path) -> Iterator[Path]:
    """As `made_aside`, beside the accounts and vaults that are here already.

    Raises: DiskFull, ReadOnlyFolder.
    """
    staging = folder / STAGING
    finish(folder)
    with telling():
        drop(folder)
        make_private(staging)
        try:
            yield staging
            _move_in(staging, folder)
        except BaseException:
            drop(folder)
            raise


@contextmanager
def made_at_once(folder: Path) -> Iterator[Path]:
    """As `made_beside`, for parts that are worth nothing without each other.

    A cut before the block ends leaves nothing of them; after it, `finish` moves in the rest.
    Raises: DiskFull, ReadOnlyFolder.
    """
    with made_beside(folder) as aside:
        yield aside
        for part in aside.iterdir():
            if part.is_dir():
                sync_folder(part)
        write_atomic(aside / _WHOLE, b"")


def finish(folder: Path) -> None:
    """Move in what a cut left whole and on its way. Raises: DiskFull, ReadOnlyFolder."""
    if (folder / STAGING / _WHOLE).exists():
        with telling():
            _move_in(folder / STAGING, folder)


def drop(folder: Path) -> None:
    """Remove what a cut left half made; what is whole stays, to be finished. Never raises."""
    if not (folder / STAGING / _WHOLE).exists():
        shutil.rmtree(folder / STAGING, ignore_errors=True)


def _move_in(staging: Path, folder: Path) -> None:
    parts = [part for part in staging.iterdir() if part.name != _WHOLE]
    for part in sorted(parts, key=lambda part: part.name == _LAST):
        target = folder / part.name
        if target.is_dir():
            # A header makes a vault of a database: cut short here, there is no half of one.
            for file in sorted(part.iterdir(), key=lambda file: file.suffix in _HEADERS):
                os.replace(file, target / file.name)
            sync_folder(target)
            part.rmdir()
        else:
            os.replace(part, target)
        sync_folder(folder)
    (staging / _WHOLE).unlink(missing_ok=True)
    staging.rmdir()


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
