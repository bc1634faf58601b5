"""Accounts: who may unlock on this laptop. They stand apart from vaults and name none.

An account is two key pairs. The private halves lie in its file under the owner's
passphrase and recovery code; the owner's signature covers the whole file.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from desktop.host.clock import Clock, SystemClock
from desktop.host.files import make_private
from desktop.trouble import Message
from desktop.vault import account_file, cards, keepsakes, tries
from desktop.vault.account_file import PASSPHRASE_WRAP, RECOVERY_WRAP, AccountCard, AccountFile
from desktop.vault.cards import account_troubles, list_accounts
from desktop.vault.keepsakes import Keepsakes
from desktop.vault.notices import about_account
from desktop.vault.private_keys import (
    SECRET_BYTES,
    PrivateKeys,
    Random,
    accept,
    secret_by_code,
    secret_by_phrase,
)
from desktop.vault.sealing import NotSealedToMe, open_sealed, seal_to
from desktop.vault.tagged import Damaged, Newer
from desktop.vault.troubles import (
    DamagedAccount,
    NewerVersion,
    NoRecoveryCode,
    WrongCode,
    WrongPassphrase,
    telling,
)
from desktop.vault.twin import Twin

__all__ = [
    "AccountCard",
    "UnlockedAccount",
    "account_troubles",
    "create_account",
    "list_accounts",
    "recover_account",
    "unlock_account",
]

STEM_BYTES = 8
_KEEPSAKES_LABEL = b"vereda keepsakes v1"


class UnlockedAccount:
    """An account whose private keys are in memory. It never leaves this process.

    Attributes:
        card: what the lock screen knows.
        keepsakes: names to bytes, sealed to this account in its file; writes are durable.
        notices: what the unlocking had to mend.
    """

    def __init__(
        self, twin: Twin, file: AccountFile, private: PrivateKeys, notices: list[Message]
    ) -> None:
        self.notices = notices
        self._twin = twin
        self._file = file
        self._private = private
        self.keepsakes = Keepsakes(self._kept(), self._keep)

    @property
    def card(self) -> AccountCard:
        return self._file.card

    def sign(self, data: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes. The caller's data says what it is for."""
        return self._private.sign.sign(data)

    def open_sealed(self, sealed: bytes, info: bytes) -> bytes:
        """What `sealing.seal_to` sealed to this account's `box_pub`. Raises NotSealedToMe."""
        return open_sealed(self._private.box, sealed, info)

    def confirm(self, passphrase: str, clock: Clock | None = None) -> None:
        """Ask the owner again, as at unlock: for a change of keys, or to lift a cover.

        Raises: WrongPassphrase, TooSoon, DamagedAccount, NewerVersion.
        """
        with _telling_of_damage(self._twin):
            secret = _secret_by_phrase(self._twin, self._now(), passphrase, clock)
            PrivateKeys.of_account(secret, self.card)

    def set_passphrase(self, passphrase: str, *, random: Random = secrets.token_bytes) -> None:
        """From now on another passphrase opens the account. Durable when it returns.

        Whoever calls has asked for the old one or for the recovery code. A kill in
        the middle leaves the old one or the new one. Raises: ValueError for an empty
        passphrase; DamagedAccount, NewerVersion, DiskFull, ReadOnlyFolder.
        """
        wrapped = self._private.under_phrase(self.card, passphrase, random)
        self._set_wrap(PASSPHRASE_WRAP, wrapped)

    def set_recovery_code(self, code: bytes, *, random: Random = secrets.token_bytes) -> None:
        """From now on this code opens the account too, and no earlier one does. Durable.

        Raises: DamagedAccount, NewerVersion, DiskFull, ReadOnlyFolder.
        """
        self._set_wrap(RECOVERY_WRAP, self._private.under_code(self.card, code, random))

    @property
    def has_recovery_code(self) -> bool:
        return RECOVERY_WRAP in self._file.wraps

    def __repr__(self) -> str:
        return f"UnlockedAccount({self.card.id.hex()})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("private keys are not pickled")

    def _kept(self) -> dict[str, bytes]:
        try:
            return keepsakes.unpack(
                self.open_sealed(self._file.keepsakes, _KEEPSAKES_LABEL + self.card.id)
            )
        except NotSealedToMe:
            raise Damaged("keepsakes") from None

    def _keep(self, packed: bytes) -> None:
        sealed = _seal_keepsakes(self.card, packed)
        self._rewrite(lambda file: replace(file, keepsakes=sealed))

    def _set_wrap(self, tag: int, wrapped: bytes) -> None:
        self._rewrite(lambda file: replace(file, wraps={**file.wraps, tag: wrapped}))
        # What the second copy still said opens with what was just taken out of use.
        with _telling_of_damage(self._twin):
            self.notices += about_account(self._twin.read(accept).condition)

    def _rewrite(self, change: Callable[[AccountFile], AccountFile]) -> None:
        """Change the file as it lies now: another unlocking may have changed other parts."""
        with _telling_of_damage(self._twin):
            now = self._now()
        file = replace(change(now), revision=now.revision + 1)
        with telling():
            self._twin.write(self._private.signed(file))
        self._file = file

    def _now(self) -> AccountFile:
        file = self._twin.read(accept).value
        if file.card.id != self.card.id:
            raise Damaged("the file is another account's")
        return file


def create_account(
    folder: Path, nickname: str, passphrase: str, *, random: Random = secrets.token_bytes
) -> UnlockedAccount:
    """Make an account in the data folder `folder`. Durable when it returns.

    Raises: ValueError for an empty passphrase or a nickname that cannot be shown;
    DiskFull, ReadOnlyFolder.
    """
    account_file.check_nickname(nickname)
    private = PrivateKeys.of(random(SECRET_BYTES))
    card = private.card(nickname)
    file = AccountFile(
        card,
        revision=1,
        wraps={PASSPHRASE_WRAP: private.under_phrase(card, passphrase, random)},
        keepsakes=_seal_keepsakes(card, keepsakes.pack({})),
    )
    twin = cards.twin_of(folder, random(STEM_BYTES).hex())
    with telling():
        make_private(twin.first.parent)
        twin.write(private.signed(file))
    return UnlockedAccount(twin, file, private, [])


def unlock_account(
    folder: Path, account_id: bytes, passphrase: str, clock: Clock | None = None
) -> UnlockedAccount:
    """Open one account of the data folder; takes as long as the key derivation.

    Raises: WrongPassphrase, TooSoon, DamagedAccount, NewerVersion; KeyError when no
    file of the folder is this account's.
    """
    twin = _find(folder, account_id)
    return _open(twin, account_id, lambda file: _secret_by_phrase(twin, file, passphrase, clock))


def recover_account(
    folder: Path,
    account_id: bytes,
    code: bytes,
    passphrase: str,
    *,
    random: Random = secrets.token_bytes,
) -> UnlockedAccount:
    """Open an account with its recovery code, and give it a new passphrase.

    The code goes on opening it. Guessing 130 bits needs no slowing down, so this
    neither waits nor counts. Raises: NoRecoveryCode, WrongCode, DamagedAccount,
    NewerVersion, DiskFull, ReadOnlyFolder; ValueError for an empty passphrase;
    KeyError when no file of the folder is this account's.
    """

    def secret_of(file: AccountFile) -> bytes:
        if RECOVERY_WRAP not in file.wraps:
            raise NoRecoveryCode
        secret = secret_by_code(file, code)
        if secret is None:
            raise WrongCode
        return secret

    account = _open(_find(folder, account_id), account_id, secret_of)
    account.set_passphrase(passphrase, random=random)
    tries.succeeded(folder, account_id)
    return account


def _open(
    twin: Twin, account_id: bytes, secret_of: Callable[[AccountFile], bytes]
) -> UnlockedAccount:
    with _telling_of_damage(twin):
        # The signature is checked first: after it, a wrap that does not open
        # can only mean another passphrase or code.
        reading = twin.read(accept)
        file = reading.value
        if file.card.id != account_id:
            raise Damaged("the copies are two accounts'")
        private = PrivateKeys.of_account(secret_of(file), file.card)
        return UnlockedAccount(twin, file, private, about_account(reading.condition))


def _secret_by_phrase(twin: Twin, file: AccountFile, passphrase: str, clock: Clock | None) -> bytes:
    folder = twin.first.parent.parent
    tries.begin(folder, file.card.id, clock or SystemClock())
    secret = secret_by_phrase(file, passphrase)
    if secret is None:
        raise WrongPassphrase
    tries.succeeded(folder, file.card.id)
    return secret


@contextmanager
def _telling_of_damage(twin: Twin) -> Iterator[None]:
    try:
        yield
    except Newer:
        raise NewerVersion from None
    except Damaged:
        raise DamagedAccount(twin.first.name) from None


def _find(folder: Path, account_id: bytes) -> Twin:
    for twin, found in cards.survey(folder):
        if isinstance(found, AccountCard) and found.id == account_id:
            return twin
    raise KeyError(account_id.hex())


def _seal_keepsakes(card: AccountCard, packed: bytes) -> bytes:
    return seal_to(card.box_pub, packed, _KEEPSAKES_LABEL + card.id)
