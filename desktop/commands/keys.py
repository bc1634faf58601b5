"""`vereda passphrase`, `recovery` and `recover`: what opens an account, and what else may."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.commands import asking
from desktop.i18n import _
from desktop.trouble import Exit


def passphrase(arguments: argparse.Namespace, folder: Path) -> int:
    """Change an account's passphrase. Raises what `keys.change_passphrase` and asking raise."""
    from desktop.services import keys
    from desktop.vault.accounts import unlock_account

    card = asking.account(arguments, folder)
    old = asking.passphrase(arguments)
    account = unlock_account(folder, card.id, old)
    if arguments.offer:
        offered = keys.offer_phrase()
        print(_("Puede usar estas cinco palabras ({bits} bits):").format(bits=int(offered.bits)))
        print(offered.text)
    new = asking.new_passphrase(arguments.new_passphrase_file, card.nickname)
    keys.change_passphrase(account, old, new)
    print(_("Listo. La frase anterior ya no abre."))
    return Exit.OK


def recovery(arguments: argparse.Namespace, folder: Path) -> int:
    """Make a recovery code, show it once and let it count when it was typed back.

    With nobody at the keyboard it counts as soon as it is printed.
    Raises what `keys.keep_code` and asking raise.
    """
    from desktop.services import keys
    from desktop.vault.accounts import unlock_account

    card = asking.account(arguments, folder)
    phrase = asking.passphrase(arguments)
    account = unlock_account(folder, card.id, phrase)
    code = keys.draw_code()
    print(code.spelled, flush=True)
    typed = code.spelled
    if sys.stdin.isatty():
        print(_("Escríbalo en papel y guárdelo lejos de esta computadora."))
        typed = asking.answer(None, _("Ahora escríbalo aquí, mirando el papel: "))
    keys.keep_code(account, phrase, code, typed)
    print(_("Listo. El código abre su cuenta; los anteriores ya no."))
    return Exit.OK


def recover(arguments: argparse.Namespace, folder: Path) -> int:
    """Set a new passphrase with a recovery code. Raises what `keys.recover` and asking raise."""
    from desktop.services import keys
    from desktop.vault import recovery_code

    card = asking.account(arguments, folder)
    typed = asking.code(arguments.code_file)
    recovery_code.read(typed)  # said before a phrase is thought up
    new = asking.new_passphrase(arguments.new_passphrase_file, card.nickname)
    keys.recover(folder, card.id, typed, new)
    print(_("Listo. Entre con la frase nueva."))
    return Exit.OK
