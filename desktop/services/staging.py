"""Make a data folder aside and move it in when it is whole, the accounts last.

An account is what the lock screen shows, so a making that a power cut stopped
shows nothing and can simply be done again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.host.files import make_private, sync_folder
from desktop.services.refusals import Refusal
from desktop.trouble import say
from desktop.vault.troubles import telling

_STAGING = ".founding"
_LAST = "accounts"


class AlreadyFounded(Refusal):
    """The folder holds accounts or vaults; nothing is put beside or over them."""

    def __init__(self) -> None:
        super().__init__(
            say("En este equipo ya hay cuentas o registros."),
            say("Entre con su cuenta, o elija otra carpeta de datos."),
        )


@contextmanager
def made_aside(folder: Path) -> Iterator[Path]:
    """A folder to fill. When the block ends its parts are in `folder`; after an error none is.

    Raises: AlreadyFounded, DiskFull, ReadOnlyFolder.
    """
    if _holds_files(folder / _LAST):
        raise AlreadyFounded
    staging = folder / _STAGING
    with telling():
        shutil.rmtree(staging, ignore_errors=True)
        make_private(staging)
        try:
            yield staging
            _move_in(staging, folder)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise


def _move_in(staging: Path, folder: Path) -> None:
    for part in sorted(staging.iterdir(), key=lambda part: part.name == _LAST):
        target = folder / part.name
        if target.is_dir():
            for file in part.iterdir():
                os.replace(file, target / file.name)
            sync_folder(target)
            part.rmdir()
        else:
            os.replace(part, target)
        sync_folder(folder)
    staging.rmdir()


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
