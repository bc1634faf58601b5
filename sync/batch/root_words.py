"""What only the programme's root key may say, each word signed by itself.

So any coordinator's batch may carry it, even one that does not count otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self, TypeVar

from sync.batch.keys import (
    ID_BYTES,
    KEY_BYTES,
    SIGNATURE_BYTES,
    Sign,
    account_id,
    is_signed,
    programme_id,
)
from sync.batch.roster_fields import Fields, number, numbers_by_id, sized

NUMBER_BYTES = 8
STREAM_CODES = frozenset({1, 2, 3})
"""Women, men, shared: as in a vault's header (docs/formats/vault.md)."""
ROOT_WRAPPED_MAX_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Certificate:
    """An account is a coordinator's."""

    NUMBER: ClassVar[int] = 1
    DOMAIN: ClassVar[bytes] = b"vereda coordinator 1\0"

    sign_pub: bytes
    box_pub: bytes
    root_pub: bytes
    signature: bytes = b""

    @property
    def account(self) -> bytes:
        return account_id(self.sign_pub, self.box_pub)

    def message(self) -> bytes:
        """What the root key signs."""
        return self.DOMAIN + programme_id(self.root_pub) + self.sign_pub + self.box_pub

    def packed(self) -> Fields:
        return {1: self.sign_pub, 2: self.box_pub, 3: self.root_pub, 4: self.signature}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        return cls(
            sized(fields[1], KEY_BYTES),
            sized(fields[2], KEY_BYTES),
            sized(fields[3], KEY_BYTES),
            sized(fields[4], SIGNATURE_BYTES),
        )


@dataclass(frozen=True, slots=True)
class CoordinatorEnd:
    """An account is a coordinator's no more.

    Attributes:
        cut_offs: its roster chains and the number of the last batch of each that
            counts; of any other chain of that account nothing counts.
    """

    NUMBER: ClassVar[int] = 9
    DOMAIN: ClassVar[bytes] = b"vereda coordinator end 1\0"

    account: bytes
    cut_offs: Mapping[bytes, int]
    root_pub: bytes
    signature: bytes = b""

    def message(self) -> bytes:
        """What the root key signs."""
        told = b"".join(
            chain + last.to_bytes(NUMBER_BYTES, "big")
            for chain, last in sorted(self.cut_offs.items())
        )
        return self.DOMAIN + programme_id(self.root_pub) + self.account + told

    def packed(self) -> Fields:
        cut_offs = dict(sorted(self.cut_offs.items()))
        return {1: self.account, 2: cut_offs, 3: self.root_pub, 4: self.signature}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        return cls(
            sized(fields[1], ID_BYTES),
            numbers_by_id(fields[2]),
            sized(fields[3], KEY_BYTES),
            sized(fields[4], SIGNATURE_BYTES),
        )


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """Whether one coordinator may see to both streams. The highest revision counts."""

    NUMBER: ClassVar[int] = 6
    DOMAIN: ClassVar[bytes] = b"vereda policy 1\0"

    revision: int
    both_streams: bool
    root_pub: bytes
    signature: bytes = b""

    def message(self) -> bytes:
        """What the root key signs."""
        told = self.revision.to_bytes(NUMBER_BYTES, "big") + bytes((self.both_streams,))
        return self.DOMAIN + programme_id(self.root_pub) + told

    def packed(self) -> Fields:
        return {1: self.revision, 2: self.both_streams, 3: self.root_pub, 4: self.signature}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        if not isinstance(fields[2], bool):
            raise ValueError("neither yes nor no")
        return cls(
            number(fields[1]),
            fields[2],
            sized(fields[3], KEY_BYTES),
            sized(fields[4], SIGNATURE_BYTES),
        )


@dataclass(frozen=True, slots=True)
class RecoveryEntry:
    """The programme's recovery keys. The highest revision counts.

    Attributes:
        boxes: X25519 public key by stream code (1 women, 2 men, 3 shared).
        root_wrapped: the root key's seed under the ceremony's secret, opaque here.
    """

    NUMBER: ClassVar[int] = 7
    DOMAIN: ClassVar[bytes] = b"vereda recovery keys 1\0"

    revision: int
    boxes: Mapping[int, bytes]
    root_wrapped: bytes
    root_pub: bytes
    signature: bytes = b""

    def message(self) -> bytes:
        """What the root key signs."""
        told = b"".join(bytes((code,)) + box for code, box in sorted(self.boxes.items()))
        head = self.revision.to_bytes(NUMBER_BYTES, "big") + bytes((len(self.boxes),))
        return self.DOMAIN + programme_id(self.root_pub) + head + told + self.root_wrapped

    def packed(self) -> Fields:
        return {
            1: self.revision,
            2: dict(sorted(self.boxes.items())),
            3: self.root_wrapped,
            4: self.root_pub,
            5: self.signature,
        }

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        boxes, wrapped = fields[2], fields[3]
        if not isinstance(boxes, dict) or not STREAM_CODES.issuperset(boxes):
            raise ValueError("not streams")
        if not isinstance(wrapped, bytes) or len(wrapped) > ROOT_WRAPPED_MAX_BYTES:
            raise ValueError("not a wrapped root key")
        return cls(
            number(fields[1]),
            {number(code): sized(box, KEY_BYTES) for code, box in boxes.items()},
            wrapped,
            sized(fields[4], KEY_BYTES),
            sized(fields[5], SIGNATURE_BYTES),
        )


RootWord = Certificate | CoordinatorEnd | PolicyEntry | RecoveryEntry
Word = TypeVar("Word", Certificate, CoordinatorEnd, PolicyEntry, RecoveryEntry)


def signed_by_root(word: Word, sign_root: Sign) -> Word:
    """The word with the root key's signature. Whose `root_pub` it names must sign."""
    return replace(word, signature=sign_root(word.message()))


def is_of_root(word: RootWord, programme: bytes) -> bool:
    """Whether the root key of this programme said it."""
    return programme_id(word.root_pub) == programme and is_signed(
        word.root_pub, word.signature, word.message()
    )


def certify(sign_root: Sign, root_pub: bytes, sign_pub: bytes, box_pub: bytes) -> Certificate:
    """The root key certifies a coordinator's account."""
    return signed_by_root(Certificate(sign_pub, box_pub, root_pub), sign_root)
