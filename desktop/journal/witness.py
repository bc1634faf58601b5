"""What was seen of a vault, kept beside its database: an older file put in its place is noticed.

docs/formats/backup.md has the bytes. Nobody is kept from their records by this file:
one that is missing, damaged or cannot be written says nothing.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy.exc import SQLAlchemyError

from desktop.host.files import write_atomic
from desktop.journal import incarnation
from desktop.trouble import Message, Trouble, say
from desktop.vault.sealing import derive
from desktop.vault.store import UnlockedVault
from sync.batch.operation import ID_BYTES
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

SUFFIX = ".seen"
PADDED_TO_BYTES = 1024
"""So that the size does not tell how many chains there are."""
FILE_MAX_BYTES = 1 << 20
_HEAD = struct.Struct(">4sBBI")
_CHAIN = struct.Struct(f">{ID_BYTES}sQ")
_MAGIC, _VERSION, _SEEN, _RESTORED = b"VRDW", 1, 1, 2
_LABEL = b"vereda witness v1"
_NONCE_BYTES = 12

OLDER_FILE = say(
    "El archivo de registros es más viejo que el que había aquí: se repuso una copia anterior. "
    "Lo que contiene está a salvo, y lo que le falta vuelve al enviar y recibir. "
    "Envíe y reciba pronto; si no fue usted, avise a su coordinación."
)
RESTORED = say(
    "Esta computadora trabaja desde una copia de respaldo recuperada. "
    "Lo que había en la copia está a salvo. "
    "Envíe y reciba pronto, para traer lo que se hizo después de la copia."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the chains had come that one incarnation writes: last seq by chain id."""

    incarnation: bytes
    chains: Mapping[bytes, int]

    def pack(self) -> bytes:
        parts = [self.incarnation, len(self.chains).to_bytes(2, "big")]
        parts += [_CHAIN.pack(chain, seq) for chain, seq in sorted(self.chains.items())]
        packed = b"".join(parts)
        return packed + bytes(-len(packed) % PADDED_TO_BYTES)

    @classmethod
    def unpack(cls, packed: bytes) -> Seen:
        count = int.from_bytes(packed[ID_BYTES : ID_BYTES + 2], "big")
        at = ID_BYTES + 2
        chains = packed[at : at + count * _CHAIN.size]
        return cls(packed[:ID_BYTES], dict(_CHAIN.iter_unpack(chains)))


def path_of(database: Path) -> Path:
    """Where the file of the vault with this database lies."""
    return database.with_suffix(SUFFIX)


def restored_mark(fresh: bytes) -> bytes:
    """The file for a vault that was just restored; `fresh` is its next incarnation, 16 bytes."""
    return _HEAD.pack(_MAGIC, _VERSION, _RESTORED, 0) + fresh


def check(vault: OpenVault) -> Message | None:
    """Compare a vault that was just opened with what was seen of it, and note it anew.

    A database that is older than that, or was restored, begins a new incarnation, and
    the answer says so in three sentences. Nothing may be written into it before this.
    Raises as `OpenVault.transaction`.
    """
    found = _read(path_of(vault.unlocked.path))
    notice = None
    if found is not None:
        form, epoch, rest = found
        if form == _RESTORED:
            if incarnation.current(vault) != rest:
                incarnation.begin(vault, rest, held_since=last_contact(_folder(vault)))
                notice = RESTORED
        elif _is_behind(vault, epoch, rest):
            fresh = incarnation.begin(vault, held_since=last_contact(_folder(vault)))
            notice = OLDER_FILE
            with suppress(BadFolder, OSError):
                boxes.ask_again(_folder(vault), fresh.hex())
    note(vault)
    return notice


def last_contact(folder: Path) -> bytes:
    """Names the last answer of a server that was taken in; b"" before the first."""
    at_ms = boxes.read_state(folder).last_contact_ms
    return b"" if at_ms is None else b"%d" % at_ms


def note(vault: OpenVault) -> None:
    """Write down how far the vault has come; nothing when that is known already.

    Costs two short questions, and one small durable file when something is new.
    """
    with suppress(Trouble, OSError, SQLAlchemyError):
        seen = _now(vault)
        place = (vault.unlocked.epoch, seen)
        if vault.noted != place:
            path = path_of(vault.unlocked.path)
            write_atomic(path, _seal(vault.unlocked, seen))
            vault.noted = place


def _is_behind(vault: OpenVault, epoch: int, sealed: bytes) -> bool:
    if epoch != vault.unlocked.epoch:
        # Of an epoch before: its key is gone, and it says nothing about this one.
        return epoch > vault.unlocked.epoch
    seen = _open(vault.unlocked, sealed)
    if seen is None:
        return False
    ends = last_seqs(vault)
    return any(ends.get(chain, 0) < seq for chain, seq in seen.chains.items())


def last_seqs(vault: OpenVault, of: bytes | None = None) -> dict[bytes, int]:
    """The last operation here of each chain, by chain id; of one incarnation's when it is given."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, incarnation, coalesce((SELECT max(place) - (no << 40) FROM op "
            "WHERE place BETWEEN no << 40 AND (no + 1 << 40) - 1), 0) FROM chain"
        ).fetchall()
    return {bytes(chain): seq for chain, by, seq in rows if of is None or by == of}


def _folder(vault: OpenVault) -> Path:
    return vault.unlocked.path.parent.parent


def _now(vault: OpenVault) -> Seen:
    now = incarnation.current(vault)
    return Seen(now, last_seqs(vault, of=now))


def _read(path: Path) -> tuple[int, int, bytes] | None:
    """Form, epoch and the rest; None for no file, another version's or a damaged one."""
    try:
        with open(path, "rb") as file:
            data = file.read(FILE_MAX_BYTES)
    except OSError:
        return None
    if len(data) < _HEAD.size:
        return None
    magic, version, form, epoch = _HEAD.unpack_from(data)
    rest = data[_HEAD.size :]
    if (magic, version) != (_MAGIC, _VERSION) or form not in (_SEEN, _RESTORED):
        return None
    if form == _RESTORED and len(rest) != ID_BYTES:
        return None
    return form, epoch, rest


def _seal(unlocked: UnlockedVault, seen: Seen) -> bytes:
    head = _HEAD.pack(_MAGIC, _VERSION, _SEEN, unlocked.epoch)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return head + nonce + _cipher(unlocked).encrypt(nonce, seen.pack(), head)


def _open(unlocked: UnlockedVault, rest: bytes) -> Seen | None:
    head = _HEAD.pack(_MAGIC, _VERSION, _SEEN, unlocked.epoch)
    try:
        packed = _cipher(unlocked).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], head)
    except (InvalidTag, ValueError):
        return None
    return Seen.unpack(packed)


def _cipher(unlocked: UnlockedVault) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derive(unlocked.vault_key, _LABEL, unlocked.vault_id))
