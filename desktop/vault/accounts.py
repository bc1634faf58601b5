"""Accounts: who may unlock on this laptop. They stand apart from vaults and name none.

An account is two key pairs. The private halves lie in its file under the owner's
passphrase and recovery code; the owner's signature covers the whole file.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.host.clock import Clock, SystemClock
from desktop.host.files import make_private
from desktop.trouble import Message
from desktop.vault import account_file, cards, keepsakes, recovery_code, tagged, tries
from desktop.vault.account_file import PASSPHRASE_WRAP, RECOVERY_WRAP, AccountCard, AccountFile
from desktop.vault.cards import account_troubles, list_accounts
from desktop.vault.keepsakes import Keepsakes
from desktop.vault.notices import about_account
from desktop.vault.passphrase import NONCE_BYTES, SALT_BYTES, cost_of, unwrap, wrap
from desktop.vault.sealing import KEY_BYTES, NotSealedToMe, open_sealed, seal_to
from desktop.vault.tagged import Damaged, Newer, Tagged
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
_SIGNATURE_LABEL = b"vereda account v1"
Random = Callable[[int], bytes]


@dataclass(frozen=True)
class PrivateKeys:
    """The private halves of one account."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @classmethod
    def of(cls, secret: bytes) -> PrivateKeys:
        """From 64 bytes: the Ed25519 seed and the X25519 private key."""
        return cls(
            Ed25519PrivateKey.from_private_bytes(secret[:KEY_BYTES]),
            X25519PrivateKey.from_private_bytes(secret[KEY_BYTES:]),
        )

    def secret(self) -> bytes:
        """The bytes that `of` takes."""
        return self.sign.private_bytes_raw() + self.box.private_bytes_raw()

    def card(self, nickname: str) -> AccountCard:
        return account_file.card_of(
            nickname,
            self.sign.public_key().public_bytes_raw(),
            self.box.public_key().public_bytes_raw(),
        )


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
            secret = _unwrap_by_phrase(self._twin, self._now(), passphrase, clock)
            if PrivateKeys.of(secret).card(self.card.nickname) != self.card:
                raise Damaged("the private keys are another account's")

    def set_passphrase(self, passphrase: str, *, random: Random = secrets.token_bytes) -> None:
        """From now on another passphrase opens the account. Durable when it returns.

        Whoever calls has asked for the old one or for the recovery code. A kill in
        the middle leaves the old one or the new one. Raises: ValueError for an empty
        passphrase; DamagedAccount, NewerVersion, DiskFull, ReadOnlyFolder.
        """
        self._set_wrap(PASSPHRASE_WRAP, _phrase_wrap(self.card, self._private, passphrase, random))

    def set_recovery_code(self, code: bytes, *, random: Random = secrets.token_bytes) -> None:
        """From now on this code opens the account too, and no earlier one does. Durable.

        Raises: DamagedAccount, NewerVersion, DiskFull, ReadOnlyFolder.
        """
        purpose = _purpose(self.card, RECOVERY_WRAP)
        wrapped = recovery_code.wrap(code, self._private.secret(), purpose, random(NONCE_BYTES))
        self._set_wrap(RECOVERY_WRAP, wrapped)

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
            self.notices += about_account(self._twin.read(_accept).condition)

    def _rewrite(self, change: Callable[[AccountFile], AccountFile]) -> None:
        """Change the file as it lies now: another unlocking may have changed other parts."""
        with _telling_of_damage(self._twin):
            now = self._now()
        file = replace(change(now), revision=now.revision + 1)
        with telling():
            self._twin.write(_signed(file, self._private))
        self._file = file

    def _now(self) -> AccountFile:
        file = self._twin.read(_accept).value
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
    private = PrivateKeys.of(random(2 * KEY_BYTES))
    card = private.card(nickname)
    file = AccountFile(
        card,
        revision=1,
        wraps={PASSPHRASE_WRAP: _phrase_wrap(card, private, passphrase, random)},
        keepsakes=_seal_keepsakes(card, keepsakes.pack({})),
    )
    twin = cards.twin_of(folder, random(STEM_BYTES).hex())
    with telling():
        make_private(twin.first.parent)
        twin.write(_signed(file, private))
    return UnlockedAccount(twin, file, private, [])


def unlock_account(
    folder: Path, account_id: bytes, passphrase: str, clock: Clock | None = None
) -> UnlockedAccount:
    """Open one account of the data folder; takes as long as the key derivation.

    Raises: WrongPassphrase, TooSoon, DamagedAccount, NewerVersion; KeyError when no
    file of the folder is this account's.
    """
    twin = _find(folder, account_id)
    return _open(twin, account_id, lambda file: _unwrap_by_phrase(twin, file, passphrase, clock))


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
        purpose = _purpose(file.card, RECOVERY_WRAP)
        secret = recovery_code.unwrap(code, file.wraps[RECOVERY_WRAP], purpose)
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
        reading = twin.read(_accept)
        file = reading.value
        if file.card.id != account_id:
            raise Damaged("the copies are two accounts'")
        private = PrivateKeys.of(secret_of(file))
        if private.card(file.card.nickname) != file.card:
            raise Damaged("the private keys are another account's")
        return UnlockedAccount(twin, file, private, about_account(reading.condition))


def _unwrap_by_phrase(twin: Twin, file: AccountFile, passphrase: str, clock: Clock | None) -> bytes:
    folder = twin.first.parent.parent
    tries.begin(folder, file.card.id, clock or SystemClock())
    purpose = _purpose(file.card, PASSPHRASE_WRAP)
    secret = unwrap(passphrase, file.wraps[PASSPHRASE_WRAP], purpose)
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


def _accept(tagged_file: Tagged) -> AccountFile:
    """An account file that its owner signed and that keeps the floor. Raises Damaged."""
    file = account_file.interpret(tagged_file)
    try:
        Ed25519PublicKey.from_public_bytes(file.card.sign_pub).verify(
            tagged_file.seal, _SIGNATURE_LABEL + tagged_file.body
        )
    except (InvalidSignature, ValueError):
        raise Damaged("signature") from None
    if PASSPHRASE_WRAP not in file.wraps:
        raise Damaged("no passphrase wrap")
    cost_of(file.wraps[PASSPHRASE_WRAP])
    if RECOVERY_WRAP in file.wraps:
        recovery_code.check_wrap(file.wraps[RECOVERY_WRAP])
    return file


def _signed(file: AccountFile, private: PrivateKeys) -> bytes:
    body = file.body()
    return tagged.close(body, private.sign.sign(_SIGNATURE_LABEL + body))


def _phrase_wrap(card: AccountCard, private: PrivateKeys, passphrase: str, random: Random) -> bytes:
    if not passphrase:
        raise ValueError("a passphrase has at least one character")
    salt, nonce = random(SALT_BYTES), random(NONCE_BYTES)
    return wrap(passphrase, private.secret(), _purpose(card, PASSPHRASE_WRAP), salt, nonce)


def _purpose(card: AccountCard, wrap_tag: int) -> bytes:
    return wrap_tag.to_bytes(2, "big") + card.sign_pub + card.box_pub


def _seal_keepsakes(card: AccountCard, packed: bytes) -> bytes:
    return seal_to(card.box_pub, packed, _KEEPSAKES_LABEL + card.id)
