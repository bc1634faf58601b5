"""`vereda backup [TARGET]`, `vereda backup verify FILE` and `vereda restore FILE`: without keys."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands.asking import Unclear
from desktop.host.clock import SystemClock
from desktop.i18n import _, ngettext
from desktop.trouble import Exit, say

VERIFY = "verify"


def backup(arguments: argparse.Namespace, folder: Path) -> int:
    """Copy the data folder, or check a copy; also beside an open window. Prints no names.

    Raises: what `make.make` and `verify.verify` raise; NowhereToCopy, Unclear.
    """
    if arguments.talk:
        from desktop.backup.beside import talk

        return talk(arguments.target, arguments.file, folder)
    if arguments.target == VERIFY:
        return _verify(arguments.file)
    from desktop.backup.make import make

    made = make(folder, _target(arguments.target), SystemClock())
    print(_("Copia hecha y revisada: {file}").format(file=made))
    return Exit.OK


def restore(arguments: argparse.Namespace, folder: Path) -> int:
    """Put a copy into an empty data folder. Raises what `restore.restore` raises."""
    from desktop.backup.restore import restore as put_back

    put_back(arguments.file, folder)
    print(
        _(
            "Copia de respaldo recuperada. Abra Vereda y entre con su apodo y la frase que tenía "
            "cuando se hizo la copia."
        )
    )
    return Exit.OK


def _verify(file: str | None) -> int:
    from desktop.backup.verify import verify

    if file is None:
        raise Unclear(say("Falta el archivo que se va a revisar."), say("Escriba su nombre."))
    report = verify(Path(file))
    count = len(report.accounts)
    print(_("La copia está entera. Es la número {n}.").format(n=report.manifest.counter))
    print(ngettext("Tiene {n} cuenta.", "Tiene {n} cuentas.", count).format(n=count))
    return Exit.OK


def _target(named: str | None) -> Path:
    """The folder that was named, or the only stick there is. Raises NowhereToCopy."""
    from desktop.backup.troubles import NowhereToCopy
    from desktop.host.sticks import mounted

    if named is not None:
        return Path(named).expanduser().absolute()
    sticks = mounted()
    if len(sticks) != 1:
        raise NowhereToCopy
    return sticks[0].path
