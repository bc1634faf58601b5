"""`vereda init` and `vereda make-demo`: the first data in an empty folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.commands import DEMO_ENTRY_FILE, asking, today
from desktop.host.files import write_atomic
from desktop.i18n import _
from desktop.programme.vocabulary import Stream
from desktop.trouble import Exit, say


def init(arguments: argparse.Namespace, folder: Path) -> int:
    """Begin a programme in an empty data folder. Raises: AlreadyFounded, Unclear, DiskFull."""
    from desktop.services.founding import found_programme

    nickname = asking.answer(arguments.nickname, _("Apodo: "))
    site = asking.answer(arguments.site, _("Lugar: "))
    stream = Stream(asking.answer(arguments.stream, _("Grupos (women o men): ")))
    phrase = asking.new_passphrase(arguments.passphrase_file, nickname)
    try:
        found_programme(
            folder, nickname, phrase, stream, site, municipality=arguments.municipality.strip()
        ).close()
    except ValueError as error:
        raise asking.Unclear(
            say("Ese apodo no se puede mostrar."), say("Use letras y espacios, sin adornos.")
        ) from error
    print(_("Listo. Abra Vereda y entre con su apodo."))
    return Exit.OK


def make_demo(arguments: argparse.Namespace, folder: Path) -> int:
    """Make the demonstration where there is none. Raises: DiskFull, ReadOnlyFolder."""
    from desktop.demo.build import ACCOUNTS, build
    from desktop.demo.cells import Size
    from desktop.vault.cards import list_accounts

    if list_accounts(folder):
        return Exit.OK
    lines = [f"{account.nickname}: {account.passphrase}\n" for account in ACCOUNTS]
    write_atomic(folder / DEMO_ENTRY_FILE, "".join(lines).encode())
    shown = sys.stdout.isatty()

    def progress(done: int, people: int) -> None:
        if shown:
            line = _("Preparando la demostración: {done} de {people} personas")
            print("\r" + line.format(done=done, people=people), end="", flush=True)

    build(
        folder,
        Size[arguments.size.upper()],
        today(),
        progress=progress,
    )
    if shown:
        print()
    return Exit.OK
