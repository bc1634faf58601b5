"""Accounts: who may unlock on this laptop. They stand apart from vaults and name none.

An account is two key pairs. The private halves lie in its file under the
owner's passphrase; the owner's signature covers the whole file.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.host.files import make_private
from desktop.trouble import Message
from desktop.vault import account_file, cards, keepsakes, tagged
from desktop.vault.account_file import PASSPHRASE_WRAP, AccountCard, AccountFile
from desktop.vault.cards import account_troubles, list_accounts
from desktop.vault.keepsakes import Keepsakes
from desktop.vault.notices import about_account
from desktop.vault.passphrase import NONCE_BYTES, SALT_BYTES, cost_of, unwrap, wrap
from desktop.vault.sealing import KEY_BYTES, NotSealedToMe, open_sealed, seal_to
from desktop.vault.tagged import Damaged, Newer, Tagged
from desktop.vault.troubles import DamagedAccount, NewerVersion, WrongPassphrase, telling
from desktop.vault.twin import Twin

__all__ = [
    "AccountCard",
    "UnlockedAccount",
    "account_troubles",
    "create_account",
    "list_accounts",
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
        file = replace(self._file, keepsakes=sealed, revision=self._file.revision + 1)
        with telling():
            self._twin.write(_signed(file, self._private))
        self._file = file


def create_account(
    folder: Path, nickname: str, passphrase: str, *, random: Random = secrets.token_bytes
) -> UnlockedAccount:
    """Make an account in the data folder `folder`. Durable when it returns.

    Raises: ValueError for an empty passphrase or a nickname that cannot be shown;
    DiskFull, ReadOnlyFolder.
    """
    if not passphrase:
        raise ValueError("a passphrase has at least one character")
    account_file.check_nickname(nickname)
    secret = random(2 * KEY_BYTES)
    private = PrivateKeys.of(secret)
    card = private.card(nickname)
    wrapped = wrap(
        passphrase, secret, _purpose(card, PASSPHRASE_WRAP), random(SALT_BYTES), random(NONCE_BYTES)
    )
    file = AccountFile(
        card,
        revision=1,
        wraps={PASSPHRASE_WRAP: wrapped},
        keepsakes=_seal_keepsakes(card, keepsakes.pack({})),
    )
    twin = cards.twin_of(folder, random(STEM_BYTES).hex())
    with telling():
        make_private(twin.first.parent)
        twin.write(_signed(file, private))
    return UnlockedAccount(twin, file, private, [])


def unlock_account(folder: Path, account_id: bytes, passphrase: str) -> UnlockedAccount:
    """Open one account of the data folder; takes as long as the key derivation.

    Raises: WrongPassphrase, DamagedAccount, NewerVersion; KeyError when no file
    of the folder is this account's.
    """
    twin = _find(folder, account_id)
    try:
        # The signature is checked first: after it, a wrap that does not open
        # can only mean another passphrase.
        reading = twin.read(_accept)
        file = reading.value
        if file.card.id != account_id:
            raise Damaged("the copies are two accounts'")
        secret = unwrap(
            passphrase, file.wraps[PASSPHRASE_WRAP], _purpose(file.card, PASSPHRASE_WRAP)
        )
        if secret is None:
            raise WrongPassphrase
        private = PrivateKeys.of(secret)
        if private.card(file.card.nickname) != file.card:
            raise Damaged("the private keys are another account's")
        return UnlockedAccount(twin, file, private, about_account(reading.condition))
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
    for wrapped in file.wraps.values():
        cost_of(wrapped)
    return file


def _signed(file: AccountFile, private: PrivateKeys) -> bytes:
    body = file.body()
    return tagged.close(body, private.sign.sign(_SIGNATURE_LABEL + body))


def _purpose(card: AccountCard, wrap_tag: int) -> bytes:
    return wrap_tag.to_bytes(2, "big") + card.sign_pub + card.box_pub


def _seal_keepsakes(card: AccountCard, packed: bytes) -> bytes:
    return seal_to(card.box_pub, packed, _KEEPSAKES_LABEL + card.id)
