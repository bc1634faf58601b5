"""The private halves of an account: what they sign, and under what they are wrapped.

Bytes only; which file they come from and go to is in accounts.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.vault import account_file, passphrase, recovery_code, tagged
from desktop.vault.account_file import PASSPHRASE_WRAP, RECOVERY_WRAP, AccountCard, AccountFile
from desktop.vault.sealing import KEY_BYTES
from desktop.vault.tagged import Damaged, Tagged

Random = Callable[[int], bytes]
SECRET_BYTES = 2 * KEY_BYTES
_SIGNATURE_LABEL = b"vereda account v1"


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

    @classmethod
    def of_account(cls, secret: bytes, card: AccountCard) -> PrivateKeys:
        """As `of`. Raises Damaged for the keys of another account than the card's."""
        private = cls.of(secret)
        if private.card(card.nickname) != card:
            raise Damaged("the private keys are another account's")
        return private

    def card(self, nickname: str) -> AccountCard:
        return account_file.card_of(
            nickname,
            self.sign.public_key().public_bytes_raw(),
            self.box.public_key().public_bytes_raw(),
        )

    def signed(self, file: AccountFile) -> bytes:
        """The whole account file, signed by its owner."""
        body = file.body()
        return tagged.close(body, self.sign.sign(_SIGNATURE_LABEL + body))

    def under_phrase(self, card: AccountCard, phrase: str, random: Random) -> bytes:
        """The wrap under a passphrase. Raises ValueError for an empty one."""
        if not phrase:
            raise ValueError("a passphrase has at least one character")
        salt, nonce = random(passphrase.SALT_BYTES), random(passphrase.NONCE_BYTES)
        purpose = _purpose(card, PASSPHRASE_WRAP)
        return passphrase.wrap(phrase, self._secret(), purpose, salt, nonce)

    def under_code(self, card: AccountCard, code: bytes, random: Random) -> bytes:
        """The wrap under a recovery code."""
        nonce = random(passphrase.NONCE_BYTES)
        return recovery_code.wrap(code, self._secret(), _purpose(card, RECOVERY_WRAP), nonce)

    def _secret(self) -> bytes:
        return self.sign.private_bytes_raw() + self.box.private_bytes_raw()


def secret_by_phrase(file: AccountFile, phrase: str) -> bytes | None:
    """What `PrivateKeys.of` takes; None when the passphrase is another. Raises Damaged."""
    wrapped = file.wraps[PASSPHRASE_WRAP]
    return passphrase.unwrap(phrase, wrapped, _purpose(file.card, PASSPHRASE_WRAP))


def secret_by_code(file: AccountFile, code: bytes) -> bytes | None:
    """As `secret_by_phrase`, by the recovery code. Raises KeyError when there is none."""
    wrapped = file.wraps[RECOVERY_WRAP]
    return recovery_code.unwrap(code, wrapped, _purpose(file.card, RECOVERY_WRAP))


def accept(tagged_file: Tagged) -> AccountFile:
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
    passphrase.cost_of(file.wraps[PASSPHRASE_WRAP])
    if RECOVERY_WRAP in file.wraps:
        recovery_code.check_wrap(file.wraps[RECOVERY_WRAP])
    return file


def _purpose(card: AccountCard, wrap_tag: int) -> bytes:
    return wrap_tag.to_bytes(2, "big") + card.sign_pub + card.box_pub
