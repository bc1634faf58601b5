"""What a backup says of itself, signed; docs/formats/backup.md has the fields."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.backup.troubles import BadCopy
from desktop.host import small_json
from desktop.vault.troubles import NewerVersion

FORMAT = 1
MANIFEST_MAX_BYTES = 32 * 1024 * 1024
FIRST = bytes(32)
"""The "previous" of the first backup."""
_LABEL = b"vereda backup v1"
_COUNTER_MAX = 999_999_999
MOMENT_MAX_MS = 253_402_300_799_000
"""The end of the year 9999."""

Kind = Literal["account", "laptop"]


class Maker(Protocol):
    """Who signs."""

    @property
    def kind(self) -> Kind: ...
    @property
    def key(self) -> bytes: ...
    def sign(self, data: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class VaultLine:
    """One database of the backup. `facts` say what it holds, to who opens it."""

    stem: str
    id: bytes
    epoch: int
    revision: int
    facts: bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """See the format. `hash` names the backup."""

    counter: int
    previous: bytes
    made_ms: int
    maker_kind: str
    maker_key: bytes
    vaults: tuple[VaultLine, ...]
    length: int
    chunks: tuple[str, ...]
    hash: bytes = b""

    def encode(self) -> bytes:
        found = {
            "format": FORMAT,
            "counter": self.counter,
            "previous": self.previous.hex(),
            "made_ms": self.made_ms,
            "maker": {"kind": self.maker_kind, "key": self.maker_key.hex()},
            "vaults": [
                {
                    "file": line.stem,
                    "id": line.id.hex(),
                    "epoch": line.epoch,
                    "revision": line.revision,
                    "facts": line.facts.hex(),
                }
                for line in self.vaults
            ],
            "bytes": self.length,
            "chunks": list(self.chunks),
        }
        return json.dumps(found, separators=(",", ":")).encode()


def can_be(counter: int, at_ms: int | None) -> bool:
    """Whether a backup may have this number and moment: what a screen can show."""
    return 0 < counter <= _COUNTER_MAX and at_ms is not None and 0 <= at_ms <= MOMENT_MAX_MS


def message(manifest: bytes) -> bytes:
    """What the maker signs."""
    return _LABEL + hashlib.sha256(manifest).digest()


def read(data: bytes, signature: bytes) -> Manifest:
    """A manifest whose signature holds under the key it names. Raises BadCopy, NewerVersion."""
    try:
        found = small_json.parse(data)
        key = bytes.fromhex(found["maker"]["key"])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message(data))
        if found["format"] > FORMAT:
            raise NewerVersion
        said = Manifest(
            counter=int(found["counter"]),
            previous=bytes.fromhex(found["previous"]),
            made_ms=int(found["made_ms"]),
            maker_kind=str(found["maker"]["kind"]),
            maker_key=key,
            vaults=tuple(_line(each) for each in found["vaults"]),
            length=int(found["bytes"]),
            chunks=tuple(map(str, found["chunks"])),
            hash=hashlib.sha256(data).digest(),
        )
        if not can_be(said.counter, said.made_ms):
            raise BadCopy
        return said
    except (InvalidSignature, KeyError, TypeError, ValueError, RecursionError):
        raise BadCopy from None


def _line(found: dict[str, Any]) -> VaultLine:
    return VaultLine(
        stem=str(found["file"]),
        id=bytes.fromhex(found["id"]),
        epoch=int(found["epoch"]),
        revision=int(found["revision"]),
        facts=bytes.fromhex(found["facts"]),
    )
