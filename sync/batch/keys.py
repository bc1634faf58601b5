"""Public keys and the ids made of them; signing by a callable, so that no key need travel here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ID_BYTES = 16
KEY_BYTES = 32
HASH_BYTES = 32
SIGNATURE_BYTES = 64

Sign = Callable[[bytes], bytes]
"""Signs a message with Ed25519: 64 bytes. `UnlockedAccount.sign` is one."""


def signer(seed: bytes) -> Sign:
    """Sign with the Ed25519 key of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign


def public_key(seed: bytes) -> bytes:
    """The Ed25519 public key, 32 bytes, of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is that of `public` over `message`. Never raises."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def account_id(sign_pub: bytes, box_pub: bytes) -> bytes:
    """A person's account: both keys make the id, so neither can be exchanged alone."""
    return hashlib.sha256(sign_pub + box_pub).digest()[:ID_BYTES]


def chain_id(chain_pub: bytes) -> bytes:
    return hashlib.sha256(chain_pub).digest()[:ID_BYTES]


def programme_id(root_pub: bytes) -> bytes:
    return hashlib.sha256(root_pub).digest()[:ID_BYTES]


def device_id(transport_pub: bytes) -> bytes:
    return hashlib.sha256(transport_pub).digest()[:ID_BYTES]


def batch_hash(data: bytes) -> bytes:
    """The name of a batch: SHA-256 of the whole file."""
    return hashlib.sha256(data).digest()
