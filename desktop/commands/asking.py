"""What the command line asks of a person: which account, the passphrase, and what is missing."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.telling import print_all
from desktop.i18n import _
from desktop.trouble import Exit, Message, Trouble, say

if TYPE_CHECKING:
    from desktop.services.entrance import Desk
    from desktop.vault.account_file import AccountCard

FROM_STDIN = "-"


class Unclear(Trouble):
    """The command lacks something and nobody is there to be asked."""

    exit_status = Exit.USAGE

    def __init__(self, happened: Message, next_step: Message) -> None:
        super().__init__(happened=happened, safe=say("No se cambió nada."), next_step=next_step)


class NoPassphraseFile(Unclear):
    """The file with the passphrase cannot be read."""

    exit_status = Exit.BAD_FILE

    def __init__(self) -> None:
        super().__init__(
            say("No se pudo leer el archivo con la frase de acceso."),
            say("Revise el nombre del archivo, o escriba la frase cuando se le pida."),
        )


def account(arguments: argparse.Namespace, folder: Path) -> AccountCard:
    """The account of the folder that is meant. Raises: Unclear."""
    from desktop.vault.cards import list_accounts

    cards = list_accounts(folder)
    if not cards:
        raise Unclear(
            say("En esta carpeta no hay ninguna cuenta que se pueda abrir."),
            say("Revise la carpeta, o abra Vereda para empezar."),
        )
    named = [card for card in cards if arguments.account in (None, card.nickname)]
    if len(named) != 1:
        raise Unclear(
            say("No se sabe con qué cuenta abrir."),
            say("Diga el apodo de la cuenta con --account."),
        )
    return named[0]


def passphrase(arguments: argparse.Namespace) -> str:
    """The passphrase of an account. Raises: NoPassphraseFile, Unclear."""
    return _secret(arguments.passphrase_file, _("Frase de acceso: "))


def new_passphrase(source: str | None, *personal: str) -> str:
    """A new passphrase from a file, or asked for twice.

    Args:
        source: a file, "-" for the input, None to ask.
        personal: what should not be in it, such as the nickname.

    Raises: PassphraseShort, PassphraseGuessable, NoPassphraseFile, Unclear.
    """
    from desktop.vault.phrases import check_phrase

    chosen = _secret(source, _("Frase de acceso nueva: "))
    check_phrase(chosen, personal)
    if source is None and _hidden(_("Otra vez: ")) != chosen:
        raise Unclear(say("Las dos frases no son iguales."), say("Empiece otra vez, sin prisa."))
    return chosen


def code(source: str | None) -> str:
    """A recovery code as it was typed, not yet read. Raises: NoPassphraseFile, Unclear."""
    return answer(_given(source), _("Código de recuperación: "))


def answer(given: str | None, question: str) -> str:
    """What the command line says, or what the person types. Raises: Unclear."""
    text = given if given is not None else _line(question)
    if not text.strip():
        raise Unclear(say("Falta una respuesta."), say("Vea las opciones con --help."))
    return text.strip()


@contextlib.contextmanager
def entered(arguments: argparse.Namespace, folder: Path) -> Iterator[Desk]:
    """An open desk, closed at the end. Raises what `entrance.enter` and asking raise."""
    from desktop.services.entrance import enter
    from sync.client.outbox import seal_all

    card = account(arguments, folder)
    desk = enter(folder, card.id, passphrase(arguments), farewell=partial(seal_all, folder=folder))
    try:
        print_all(desk.notices)
        yield desk
    finally:
        desk.close()


def _secret(source: str | None, question: str) -> str:
    given = _given(source)
    return _hidden(question) if given is None else given


def _given(source: str | None) -> str | None:
    """The first line of a file or of the input; None when there is no source."""
    if source is None:
        return None
    try:
        text = sys.stdin.readline() if source == FROM_STDIN else _first_line(Path(source))
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassphraseFile from error
    return text.rstrip("\r\n")


def _line(question: str) -> str:
    if not sys.stdin.isatty():
        return ""
    try:
        return input(question)
    except EOFError:
        return ""


def _hidden(question: str) -> str:
    if not sys.stdin.isatty():
        raise Unclear(
            say("Falta la frase de acceso."),
            say("Diga en qué archivo está con --passphrase-file."),
        )
    return getpass.getpass(question)


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        return file.readline()
