"""Who signs a backup: the account whose desk is open, or else the laptop itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.backup.manifest import Kind
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder


@dataclass(frozen=True)
class Signer:
    """A maker made of its public key and a way to sign."""

    kind: Kind
    key: bytes
    sign: Callable[[bytes], bytes]


def laptop(folder: Path) -> Signer:
    """By the transport key; where that is damaged by a key of the moment: a copy comes first."""
    try:
        private = boxes.transport_key(folder)
    except BadFolder:
        private = Ed25519PrivateKey.generate()
    return Signer("laptop", private.public_key().public_bytes_raw(), private.sign)
