"""`vereda join`, `invite` and `accept`: a second laptop comes in by two files and six words."""

from __future__ import annotations

import argparse
from pathlib import Path
from unicodedata import normalize

from desktop.commands import asking
from desktop.commands.asking import entered
from desktop.host.files import write_atomic
from desktop.i18n import _
from desktop.trouble import Exit, say


def join(arguments: argparse.Namespace, folder: Path) -> int:
    """Write the request of a new account, or of one that is here and opens nothing any more.

    Raises: Unclear, DiskFull, ReadOnlyFolder, what `ask_again` raises.
    """
    from desktop.vault.cards import list_accounts
    from sync.client.joining import ask_again, waiting_request, write_request
    from sync.client.six_words import words_of

    here = [card for card in list_accounts(folder) if card.nickname == arguments.nickname]
    waiting = waiting_request(folder)
    if here and waiting is None:
        waiting = ask_again(folder, here[0].id, asking.passphrase(arguments))
    if waiting is None:
        nickname = asking.answer(arguments.nickname, _("Apodo: "))
        phrase = asking.new_passphrase(arguments.passphrase_file, nickname)
    else:
        nickname = phrase = ""
    request = write_request(folder, nickname, phrase, arguments.request)
    print(_("Lleve el archivo a su coordinación y compare estas seis palabras:"))
    print(words_of(request))
    return Exit.OK


def invite(arguments: argparse.Namespace, folder: Path) -> int:
    """Answer a request with an invitation, once the six words were compared.

    Raises: Unclear, what `joining.invite` and entering raise.
    """
    from desktop.programme.roles import Role
    from desktop.vault.troubles import telling
    from sync.client import joining
    from sync.client.six_words import words_of

    request = joining.read_request(arguments.request)
    _compare(request, arguments.words)
    with entered(arguments, folder) as desk:
        invitation = joining.invite(desk, folder, request, role=Role(arguments.role))
    with telling():
        write_atomic(arguments.invitation.absolute(), invitation)
    print(_("La invitación está lista; sólo sirve para esa computadora."))
    print(_("Al abrirla, allá se piden estas seis palabras; dígaselas usted:"))
    print(words_of(invitation))
    return Exit.OK


def accept(arguments: argparse.Namespace, folder: Path) -> int:
    """Take an invitation in, once its six words were compared.

    Raises: BadInvitation, Unclear, WrongPassphrase, DiskFull, ReadOnlyFolder.
    """
    from sync.client import joining

    invitation = joining.read_invitation(arguments.invitation)
    _compare(invitation, arguments.words)
    joining.accept(folder, asking.passphrase(arguments), invitation)
    print(_("Listo. Abra Vereda y entre con su apodo."))
    return Exit.OK


def _compare(data: bytes, told: str | None) -> None:
    """Never shows the file's own words: who only copies them would compare nothing.

    Raises: Unclear unless the other screen shows the words of this very file.
    """
    from sync.client.six_words import words_of

    answer = asking.answer(told, _("Escriba las seis palabras de la otra pantalla: "))
    if _plain(answer) != _plain(words_of(data)):
        raise asking.Unclear(
            say("Las seis palabras no son las de este archivo."),
            say("No siga: pida el archivo otra vez, de mano en mano."),
        )


def _plain(words: str) -> list[str]:
    return normalize("NFC", words).casefold().split()
