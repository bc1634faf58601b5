"""The vault header's format: slots that name nobody. Bytes only; keys are in header.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.vault import tagged
from desktop.vault.tagged import Damaged, Layout, Tagged
from desktop.vault.twin import Shape

LAYOUT = Layout(magic=b"VRDV", major=1, minor=0, seal_bytes=32)
VAULT_ID, EPOCH, REVISION, SLOTS, DIRECTORY = 1, 2, 3, 4, 5
SHAPE = Shape(LAYOUT, rank_tags=(EPOCH, REVISION))
_KNOWN = {VAULT_ID, EPOCH, REVISION, SLOTS, DIRECTORY}

VAULT_ID_BYTES = 16
SLOT_BYTES = 81
"""Encapsulated key 32, vault key 32, stream 1, tag 16."""
SLOT_STEP = 16
"""Slots come in full steps, filled up with decoys: how many people open a vault is not told."""
SLOTS_MAX = 256


@dataclass(frozen=True)
class Header:
    """What one header says without any key.

    Attributes:
        epoch: counts the vault keys of this vault, from 1.
        revision: counts the writings within one epoch, from 1.
        slots: sealed vault keys and decoys, which look alike.
        directory: who has which slot, sealed under the vault key.
        others: fields of later minor versions, kept as they are.
    """

    vault_id: bytes
    epoch: int
    revision: int
    slots: tuple[bytes, ...]
    directory: bytes
    minor: int = 0
    others: Mapping[int, bytes] = field(default_factory=dict)

    def body(self) -> bytes:
        """What the MAC covers."""
        fields = {
            VAULT_ID: self.vault_id,
            EPOCH: tagged.u32(self.epoch),
            REVISION: tagged.u32(self.revision),
            SLOTS: b"".join(self.slots),
            DIRECTORY: self.directory,
        }
        return tagged.lay_out(LAYOUT, {**self.others, **fields}, self.minor)


def interpret(file: Tagged) -> Header:
    """What the fields say; whether a key holder wrote them is not known yet. Raises Damaged."""
    slots = file.field(SLOTS)
    count, rest = divmod(len(slots), SLOT_BYTES)
    header = Header(
        vault_id=file.field(VAULT_ID, VAULT_ID_BYTES),
        epoch=file.number(EPOCH),
        revision=file.number(REVISION),
        slots=tuple(slots[at : at + SLOT_BYTES] for at in range(0, len(slots), SLOT_BYTES)),
        directory=file.field(DIRECTORY),
        minor=file.minor,
        others={tag: value for tag, value in file.fields.items() if tag not in _KNOWN},
    )
    if rest or count % SLOT_STEP or not SLOT_STEP <= count <= SLOTS_MAX:
        raise Damaged("number of slots")
    if header.epoch < 1 or header.revision < 1:
        raise Damaged("epoch or revision")
    return header
