"""What a person does about an account's keys: another passphrase, a code for when it is lost.

The pages import this early; whatever is heavy is imported by the call.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.clock import Clock
from desktop.services.entrance import AccountGone
from desktop.services.refusals import Refusal
from desktop.trouble import say
from desktop.vault.phrases import PASSPHRASE_MIN_CHARS, OfferedPhrase, check_phrase, offer_phrase

if TYPE_CHECKING:
    from desktop.vault.accounts import UnlockedAccount

__all__ = [
    "PASSPHRASE_MIN_CHARS",
    "NewCode",
    "NotTheSameCode",
    "OfferedPhrase",
    "change_passphrase",
    "check_phrase",
    "check_typed",
    "draw_code",
    "keep_code",
    "offer_phrase",
    "recover",
]


class NotTheSameCode(Refusal):
    """What was typed back is a whole code, but not the one that was shown."""

    def __init__(self) -> None:
        super().__init__(
            say("El código que escribió no es el que se mostró."),
            say("Mire la hoja más nueva y escríbalo otra vez."),
        )


@dataclass(frozen=True)
class NewCode:
    """A recovery code that opens nothing until `keep_code`. `spelled` is for paper."""

    secret: bytes = field(repr=False)
    spelled: str = field(repr=False)


def change_passphrase(
    account: UnlockedAccount, old: str, new: str, clock: Clock | None = None
) -> None:
    """Give the account of this desk a new passphrase. Durable when it returns.

    Takes two key derivations. Either the old or the new one opens at any moment; the
    recovery code goes on opening. Raises: PassphraseShort, PassphraseGuessable,
    WrongPassphrase, TooSoon, DamagedAccount, DiskFull, ReadOnlyFolder.
    """
    check_phrase(new, (account.card.nickname,))
    account.confirm(old, clock)
    account.set_passphrase(new)


def draw_code() -> NewCode:
    """A code to print or write down. It counts from `keep_code` on."""
    from desktop.vault import recovery_code

    code = recovery_code.new_code(secrets.token_bytes)
    return NewCode(code, recovery_code.spell(code))


def check_typed(code: NewCode, typed: str) -> None:
    """Refuse what was typed back unless it is this code. Raises: MistypedCode, NotTheSameCode."""
    from desktop.vault import recovery_code

    if recovery_code.read(typed) != code.secret:
        raise NotTheSameCode


def keep_code(
    account: UnlockedAccount,
    passphrase: str,
    code: NewCode,
    typed: str,
    clock: Clock | None = None,
) -> None:
    """Let the code open the account, once it was typed back. Earlier codes end. Durable.

    The passphrase is asked for, or an unattended window could be made to last.
    Raises: MistypedCode, NotTheSameCode, WrongPassphrase, TooSoon, DamagedAccount,
    DiskFull, ReadOnlyFolder.
    """
    check_typed(code, typed)
    account.confirm(passphrase, clock)
    account.set_recovery_code(code.secret)


def recover(folder: Path, account_id: bytes, typed: str, new: str) -> None:
    """Give a locked account a new passphrase with its recovery code, which stays good.

    Enter with the new one afterwards. Raises: MistypedCode, PassphraseShort,
    PassphraseGuessable, NoRecoveryCode, WrongCode, AccountGone, DamagedAccount,
    NewerVersion, DiskFull, ReadOnlyFolder.
    """
    from desktop.vault import recovery_code
    from desktop.vault.accounts import recover_account
    from desktop.vault.cards import list_accounts

    code = recovery_code.read(typed)
    card = next((card for card in list_accounts(folder) if card.id == account_id), None)
    if card is None:
        raise AccountGone
    check_phrase(new, (card.nickname,))
    recover_account(folder, account_id, code, new)
