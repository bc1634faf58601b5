"""`vereda ceremony` makes the three recovery sheets; `restore-with-sheets` uses two of them."""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands import asking
from desktop.commands.asking import Unclear, entered
from desktop.commands.telling import print_all, print_trouble
from desktop.host.network import links_up
from desktop.i18n import _
from desktop.trouble import Exit, say

if TYPE_CHECKING:
    from desktop.vault.recovery_sheets import Sheet

_COLUMNS = 3
_FORGET_SCREEN = "\033[H\033[2J\033[3J"
"""Also takes away what has scrolled off, on terminals that can."""
_WORD = re.compile(r"[^\W\d_]+")
"""What stands between words of a typed sheet, such as their numbers, is left out."""


class NoSheetFile(Unclear):
    """A file with the words of a sheet cannot be read."""

    exit_status = Exit.BAD_FILE

    def __init__(self) -> None:
        super().__init__(
            say("No se pudo leer el archivo con las palabras de una hoja."),
            say("Revise el nombre del archivo, o escriba las palabras cuando se le pidan."),
        )


def ceremony(arguments: argparse.Namespace, folder: Path) -> int:
    """Show three sheets one by one and let them count once each was typed back.

    With nobody at the keyboard they count as soon as they are printed, a sheet a line.
    Raises what `recovery.begin`, `recovery.finish` and asking raise.
    """
    from desktop.services import recovery

    with entered(arguments, folder) as desk:
        held = recovery.begin(desk)
        if sys.stdin.isatty() and links_up():
            print(_("Esta computadora está conectada a una red; es mejor apagarla antes."))
        for sheet in held.sheets:
            if sys.stdin.isatty():
                _have_copied(sheet)
            else:
                print(" ".join(sheet.words), flush=True)
        typed = [dict(enumerate(sheet.words, 1)) for sheet in held.sheets]
        recovery.finish(folder, desk, held, typed)
    print(_("Listo: las tres hojas ya sirven."))
    return Exit.OK


def restore_with_sheets(arguments: argparse.Namespace, folder: Path) -> int:
    """Open this folder by two sheets, for a new account.

    Raises what `restoring.restore_with_sheets` and asking raise.
    """
    from desktop.services import restoring

    given = [_words_of(Path(name)) for name in arguments.sheet or ()]
    while len(given) < 2:
        asked = _("Palabras de la hoja {n}, en un renglón: ").format(n=len(given) + 1)
        given.append(_words(asking.answer(None, asked)))
    first, second = (restoring.read_typed(folder, words) for words in given[:2])
    nickname = asking.answer(arguments.nickname, _("Apodo: "))
    phrase = asking.new_passphrase(arguments.passphrase_file, nickname)
    restored = restoring.restore_with_sheets(folder, (first, second), nickname, phrase)
    print(_("Listo. Entre con su apodo nuevo y su frase nueva."))
    print_all(restored.notices)
    if restored.closed:
        print(
            _(
                "Algo de esta computadora no se abrió con estas hojas; avise a quien "
                "conozca las cuentas de antes."
            )
        )
    if restored.both_now:
        print(_("Desde ahora una coordinación puede abrir las dos partes; se cambia en Equipo."))
    return Exit.OK


def _have_copied(sheet: Sheet) -> None:
    """Show a sheet alone, take it from the screen, and ask until the paper says the same."""
    from desktop.services import recovery

    rows = -(-len(sheet.words) // _COLUMNS)
    print(_("Hoja {number} de 3. Cópiela a mano, letra por letra.").format(number=sheet.number))
    for row in range(rows):
        places = range(row, len(sheet.words), rows)
        print("".join(f"{place + 1:>4}. {sheet.words[place]:<12}" for place in places))
    with contextlib.suppress(EOFError):  # who hangs up here is not asked anything more below
        input(_("Cuando esté en papel, pulse Entrar. "))
    print(_FORGET_SCREEN, end="", flush=True)
    asked = _("Palabras de la hoja {n}, en un renglón: ").format(n=sheet.number)
    while True:
        try:
            recovery.check_whole(sheet, _words(asking.answer(None, asked)))
        except recovery.BadSheet as problem:
            print_trouble(problem)
        else:
            return


def _words_of(path: Path) -> list[str]:
    try:
        return _words(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NoSheetFile from error


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
