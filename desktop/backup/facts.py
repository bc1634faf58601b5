"""What a backup holds at least, sealed under the vault's key: the manifest tells nobody else."""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop.backup.troubles import BadCopy
from desktop.journal.open_vault import OpenVault
from desktop.journal.witness import last_seqs
from desktop.vault.sealing import derive
from desktop.vault.store import UnlockedVault
from desktop.vault.tagged import u32
from sync.batch.operation import ID_BYTES

PADDED_TO_BYTES = 1024
_LABEL = b"vereda backup facts v1"
_NONCE_BYTES, _TAG_BYTES = 12, 16
_COUNTS = struct.Struct(">IQH")
_CHAIN = struct.Struct(f">{ID_BYTES}sQ")


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts, and the last seq of each chain by its id."""

    people: int
    operations: int
    chains: Mapping[bytes, int]

    def holds(self, earlier: Facts) -> bool:
        """Whether nothing of what `earlier` names is missing."""
        return self.operations >= earlier.operations and all(
            self.chains.get(chain, 0) >= seq for chain, seq in earlier.chains.items()
        )

    def pack(self) -> bytes:
        parts = [_COUNTS.pack(self.people, self.operations, len(self.chains))]
        parts += [_CHAIN.pack(chain, seq) for chain, seq in sorted(self.chains.items())]
        return b"".join(parts)

    @classmethod
    def unpack(cls, packed: bytes) -> Facts:
        """The reverse; bytes after it are passed over. Raises: BadCopy."""
        try:
            people, operations, count = _COUNTS.unpack_from(packed)
            chains = packed[_COUNTS.size : _COUNTS.size + count * _CHAIN.size]
            return cls(people, operations, dict(_CHAIN.iter_unpack(chains)))
        except struct.error:
            raise BadCopy from None


def of(vault: OpenVault) -> Facts:
    """The facts of an open vault."""
    with vault.read() as connection:
        people = connection.exec_driver_sql("SELECT count(*) FROM participant").scalar_one()
        operations = connection.exec_driver_sql("SELECT count(*) FROM op").scalar_one()
    return Facts(people, operations, last_seqs(vault))


def seal(vault: OpenVault) -> bytes:
    """The facts of an open vault as they stand in a manifest."""
    return seal_for(vault.unlocked, of(vault))


def seal_for(unlocked: UnlockedVault, said: Facts) -> bytes:
    """As `seal`, for facts that are known."""
    packed = said.pack()
    packed += bytes(-len(packed) % PADDED_TO_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher(unlocked).encrypt(nonce, packed, _place(unlocked))


def read(unlocked: UnlockedVault, sealed: bytes) -> Facts | None:
    """What a manifest says of a vault that opens; None when its maker could not open it.

    Raises: BadCopy for what no maker writes.
    """
    try:
        packed = _cipher(unlocked).decrypt(
            sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _place(unlocked)
        )
    except (InvalidTag, ValueError):
        return None
    return Facts.unpack(packed)


def nobodys(random: Callable[[int], bytes]) -> bytes:
    """As many bytes as the smallest real facts, that say nothing."""
    return random(_NONCE_BYTES + PADDED_TO_BYTES + _TAG_BYTES)


def _place(unlocked: UnlockedVault) -> bytes:
    return unlocked.vault_id + u32(unlocked.epoch)


def _cipher(unlocked: UnlockedVault) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derive(unlocked.vault_key, _LABEL, unlocked.vault_id))
