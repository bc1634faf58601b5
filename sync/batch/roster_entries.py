"""What a roster batch says: entries in clear (msgpack, numbered keys) and a sealed blob of details.

Making them is here too: `open_roster` for a coordinator's first batch, `append_entries`
for later ones. Entry numbers are never reused. What only the root key says is in root_words.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import msgpack

from sync.batch.header import CLEAR_EPOCH, NO_SPACE, BatchKind, Link
from sync.batch.keys import ID_BYTES, KEY_BYTES, Sign, programme_id
from sync.batch.limits import BATCH_MAX_OPERATIONS, BODY_MAX_BYTES
from sync.batch.reason import BatchError, Reason
from sync.batch.root_words import (
    Certificate,
    CoordinatorEnd,
    PolicyEntry,
    RecoveryEntry,
    RootWord,
    certify,
)
from sync.batch.roster_fields import Fields, bytes_by_id, ids, number, numbers_by_id, sized
from sync.batch.seal import seal

__all__ = [
    "Certificate",
    "CoordinatorEnd",
    "DeviceEnd",
    "DeviceEntry",
    "Entry",
    "GrantEntry",
    "MemberEntry",
    "PolicyEntry",
    "RecoveryEntry",
    "RevocationEntry",
    "RootWord",
    "RosterBody",
    "ServerEntry",
    "append_entries",
    "certify",
    "open_roster",
    "read_body",
    "write_body",
]

ENTRIES, SEALED = 1, 2
ITEMS_MAX = 1024
"""Spaces of a member or a device, chains of a revocation, accounts of a grant."""
ADDRESS_MAX_CHARS = 512
SEALED_KEY_BYTES = 80
"""HPKE: a key encapsulated (32), a space key (32), a tag (16)."""


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """A person who may write to these spaces."""

    NUMBER: ClassVar[int] = 2

    sign_pub: bytes
    box_pub: bytes
    spaces: frozenset[bytes]

    def packed(self) -> Fields:
        return {1: self.sign_pub, 2: self.box_pub, 3: sorted(self.spaces)}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        return cls(sized(fields[1], KEY_BYTES), sized(fields[2], KEY_BYTES), ids(fields[3]))


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """A laptop that may pull these spaces."""

    NUMBER: ClassVar[int] = 3

    transport_pub: bytes
    spaces: frozenset[bytes]

    def packed(self) -> Fields:
        return {1: self.transport_pub, 2: sorted(self.spaces)}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        return cls(sized(fields[1], KEY_BYTES), ids(fields[2]))


@dataclass(frozen=True, slots=True)
class ServerEntry:
    """A server whose receipts count. `address` may be empty."""

    NUMBER: ClassVar[int] = 4

    receipt_pub: bytes
    address: str = ""

    def packed(self) -> Fields:
        return {1: self.receipt_pub, 2: self.address}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        address = fields[2]
        if not isinstance(address, str) or len(address) > ADDRESS_MAX_CHARS:
            raise ValueError("not an address")
        return cls(sized(fields[1], KEY_BYTES), address)


@dataclass(frozen=True, slots=True)
class RevocationEntry:
    """An account's access has ended, for good: who returns gets a new one.

    Attributes:
        cut_offs: chains that the account wrote in, and the number of the last batch
            of each that is taken without review; of any other chain none is.
    """

    NUMBER: ClassVar[int] = 5

    account: bytes
    cut_offs: Mapping[bytes, int]

    def packed(self) -> Fields:
        return {1: self.account, 2: dict(sorted(self.cut_offs.items()))}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        return cls(sized(fields[1], ID_BYTES), numbers_by_id(fields[2]))


@dataclass(frozen=True, slots=True)
class DeviceEnd:
    """A laptop pulls no space any more; rosters it still gets, to learn what ended."""

    NUMBER: ClassVar[int] = 8

    device: bytes

    def packed(self) -> Fields:
        return {1: self.device}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        return cls(sized(fields[1], ID_BYTES))


@dataclass(frozen=True, slots=True)
class GrantEntry:
    """A space's key of one epoch, for each account sealed to it.

    Everybody who is given a key is named here, however it reached them: who is not
    named, and is revoked, is taken not to have it (`Roster.tainted`).
    """

    NUMBER: ClassVar[int] = 10

    space: bytes
    epoch: int
    sealed: Mapping[bytes, bytes]

    def packed(self) -> Fields:
        return {1: self.space, 2: self.epoch, 3: dict(sorted(self.sealed.items()))}

    @classmethod
    def unpacked(cls, fields: Fields) -> Self:
        sealed = bytes_by_id(fields[3], SEALED_KEY_BYTES)
        return cls(sized(fields[1], ID_BYTES), number(fields[2], at_least=1), sealed)


Entry = (
    RootWord | MemberEntry | DeviceEntry | ServerEntry | RevocationEntry | DeviceEnd | GrantEntry
)
KINDS: tuple[type[Entry], ...] = (
    Certificate,
    MemberEntry,
    DeviceEntry,
    ServerEntry,
    RevocationEntry,
    PolicyEntry,
    RecoveryEntry,
    DeviceEnd,
    CoordinatorEnd,
    GrantEntry,
)
_BY_NUMBER = {kind.NUMBER: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class RosterBody:
    """Entries in order, None where a later version wrote one; and the sealed details."""

    entries: tuple[Entry | None, ...]
    sealed: bytes


def open_roster(
    certificate: Certificate,
    entries: Sequence[Entry],
    *,
    chain_pub: bytes,
    sign_chain: Sign,
    sign_sealer: Sign,
    sealed: bytes = b"",
    demo: bool = False,
) -> bytes:
    """A coordinator's first roster batch: the certificate, then entries."""
    link = Link(programme_id(certificate.root_pub), NO_SPACE, chain_pub, certificate.account, demo)
    return append_entries(
        link,
        (certificate, *entries),
        sign_chain=sign_chain,
        sign_sealer=sign_sealer,
        sealed=sealed,
    )


def append_entries(
    link: Link,
    entries: Sequence[Entry],
    *,
    sign_chain: Sign,
    sign_sealer: Sign,
    sealed: bytes = b"",
) -> bytes:
    """The next roster batch of the coordinator whose chain `link` is (`Roster.link`).

    Raises ValueError for more than a body holds: split grants with `grant_entries`.
    """
    header = link.next_header(
        BatchKind.ROSTER, count=len(entries), epoch=CLEAR_EPOCH, salt=b"", sealer=link.opener
    )
    body = write_body(RosterBody(tuple(entries), sealed))
    return seal(header, body, None, sign_chain=sign_chain, sign_sealer=sign_sealer)


def write_body(body: RosterBody) -> bytes:
    entries = [[entry.NUMBER, entry.packed()] for entry in body.entries if entry]
    packed: dict[int, Any] = {ENTRIES: entries}
    if body.sealed:
        packed[SEALED] = body.sealed
    data: bytes = msgpack.packb(packed)
    return data


def read_body(data: bytes) -> RosterBody:
    """Entries from bytes of anybody. Raises BatchError(DAMAGED) and nothing else."""
    try:
        # Lengths inside are bounded by the input's own, which the file's limits bound.
        body = msgpack.unpackb(
            data,
            strict_map_key=False,
            use_list=False,
            max_bin_len=BODY_MAX_BYTES,
            max_ext_len=0,
            max_array_len=ITEMS_MAX,
            max_map_len=ITEMS_MAX,
        )
        entries = body[ENTRIES]
        sealed = body.get(SEALED, b"")
        if not isinstance(entries, tuple) or not isinstance(sealed, bytes):
            raise TypeError
        if len(entries) > BATCH_MAX_OPERATIONS:
            raise BatchError(Reason.TOO_LARGE, "entries")
        return RosterBody(tuple(_read(kind, fields) for kind, fields in entries), sealed)
    except BatchError:
        raise
    except Exception:
        # msgpack raises a dozen kinds; what matters is that none of them escapes.
        raise BatchError(Reason.DAMAGED, "roster body") from None


def _read(kind: int, fields: Fields) -> Entry | None:
    found = _BY_NUMBER.get(kind)
    return None if found is None else found.unpacked(fields)
