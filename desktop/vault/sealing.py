"""The few cryptographic constructions of this room, each a thin name for one of `cryptography`.

HPKE is RFC 9180 base mode with X25519, HKDF-SHA256 and ChaCha20-Poly1305;
a sealed value is the 32-byte encapsulated key followed by the ciphertext.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32

_HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class NotSealedToMe(Exception):
    """These bytes were sealed to somebody else, for another purpose, or were changed."""


def seal_to(box_pub: bytes, data: bytes, info: bytes) -> bytes:
    """Seal `data` to the owner of an X25519 public key, for the purpose that `info` names."""
    return _HPKE.encrypt(data, X25519PublicKey.from_public_bytes(box_pub), info=info)


def open_sealed(box: X25519PrivateKey, sealed: bytes, info: bytes) -> bytes:
    """What was sealed to `box` for the purpose `info`. Raises NotSealedToMe."""
    try:
        return _HPKE.decrypt(sealed, box, info=info)
    except (InvalidTag, ValueError):
        raise NotSealedToMe from None


def derive(key: bytes, label: bytes, context: bytes = b"") -> bytes:
    """A 32-byte key for one purpose: HKDF-SHA256 without salt, info = label || context."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=label + context).derive(key)
