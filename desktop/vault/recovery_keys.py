"""The programme's recovery keys: one secret, from which a key for each stream and a wrap follow.

The secret exists on paper only (recovery_sheets.py), and in memory while a ceremony
or a restoring goes on. Byte for byte in docs/formats/recovery.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop.programme.vocabulary import Stream
from desktop.vault.account_file import ACCOUNT_ID_BYTES, AccountCard
from desktop.vault.header import stream_code
from desktop.vault.sealing import KEY_BYTES, derive, open_sealed

Random = Callable[[int], bytes]

SECRET_BYTES = 32
NONCE_BYTES = 12
_HOLDER_LABEL = b"vereda recovery holder\0"
_BOX_LABEL = b"vereda recovery box v1"
_ROOT_LABEL = b"vereda recovery root v1"


class WrongSecret(Exception):
    """The root key was wrapped under other sheets, or under another space key."""


def holder_card(box_pub: bytes) -> AccountCard:
    """A recovery key as a holder of a slot: good for `add_slot` and as a member of `rekey_vault`.

    It is no account: it signs nothing and has no nickname.
    """
    id_ = hashlib.sha256(_HOLDER_LABEL + box_pub).digest()[:ACCOUNT_ID_BYTES]
    return AccountCard(id_, nickname="", sign_pub=b"", box_pub=box_pub)


@dataclass(frozen=True)
class RecoveryKey:
    """The private half of one stream's recovery key. Opens slots as an account does."""

    stream: Stream
    box: X25519PrivateKey = field(repr=False)

    @property
    def card(self) -> AccountCard:
        return holder_card(self.box.public_key().public_bytes_raw())

    def open_sealed(self, sealed: bytes, info: bytes) -> bytes:
        """What was sealed to this key. Raises NotSealedToMe."""
        return open_sealed(self.box, sealed, info)


@dataclass(frozen=True)
class RecoveryKeys:
    """Everything that follows from the secret of one ceremony."""

    secret: bytes = field(repr=False)

    @classmethod
    def draw(cls, random: Random) -> RecoveryKeys:
        return cls(random(SECRET_BYTES))

    def of(self, stream: Stream) -> RecoveryKey:
        seed = derive(self.secret, _BOX_LABEL, stream_code(stream))
        return RecoveryKey(stream, X25519PrivateKey.from_private_bytes(seed))

    def boxes(self) -> Mapping[int, bytes]:
        """Public keys by the code of their stream, as the roster carries them."""
        return {box_code(each): self.of(each).card.box_pub for each in Stream}

    def wrap_root(self, seed: bytes, space_key: bytes, root_pub: bytes, random: Random) -> bytes:
        """The programme's root seed under this secret and a key of the shared space together.

        Neither is enough alone: sheets that were replaced open no shared vault any more,
        so they do not lead to the root key either.
        """
        nonce = random(NONCE_BYTES)
        return nonce + self._root_cipher(space_key, root_pub).encrypt(nonce, seed, None)

    def unwrap_root(self, wrapped: bytes, space_key: bytes, root_pub: bytes) -> bytes:
        """The root seed, 32 bytes. Raises WrongSecret."""
        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return self._root_cipher(space_key, root_pub).decrypt(nonce, sealed, None)
        except (InvalidTag, ValueError):
            raise WrongSecret from None

    def _root_cipher(self, space_key: bytes, root_pub: bytes) -> ChaCha20Poly1305:
        if len(space_key) != KEY_BYTES:
            raise ValueError(f"a space key has {KEY_BYTES} bytes")
        return ChaCha20Poly1305(derive(self.secret + space_key, _ROOT_LABEL, root_pub))


def box_code(stream: Stream) -> int:
    """The number that stands for a stream beside its recovery key: as in a vault header."""
    return stream_code(stream)[0]
