"""What a roster batch says: entries in clear (msgpack, numbered keys) and a sealed blob of names.

Making them is here too: `open_roster` for a coordinator's first batch, `append_entries`
for later ones. Entry numbers are never reused; 5 is reserved for revocations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgpack

from sync.batch.header import CLEAR_EPOCH, NO_SPACE, BatchKind, Link
from sync.batch.keys import ID_BYTES, KEY_BYTES, SIGNATURE_BYTES, Sign, account_id, programme_id
from sync.batch.limits import BATCH_MAX_OPERATIONS, BODY_MAX_BYTES
from sync.batch.reason import BatchError, Reason
from sync.batch.seal import seal

CERTIFICATE_DOMAIN = b"vereda coordinator 1\0"
CERTIFICATE, MEMBER, DEVICE, SERVER, REVOCATION = range(1, 6)
ENTRIES, SEALED = 1, 2
SPACES_MAX = 1024
ADDRESS_MAX_CHARS = 512


@dataclass(frozen=True, slots=True)
class Certificate:
    """The root key's word that an account is a coordinator's."""

    sign_pub: bytes
    box_pub: bytes
    root_pub: bytes
    signature: bytes

    @property
    def account(self) -> bytes:
        return account_id(self.sign_pub, self.box_pub)

    def message(self) -> bytes:
        """What the root key signs."""
        return certificate_message(self.root_pub, self.sign_pub, self.box_pub)


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """A person who may write to these spaces."""

    sign_pub: bytes
    box_pub: bytes
    spaces: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """A laptop that may pull these spaces."""

    transport_pub: bytes
    spaces: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class ServerEntry:
    """A server whose receipts count. `address` may be empty."""

    receipt_pub: bytes
    address: str = ""


Entry = Certificate | MemberEntry | DeviceEntry | ServerEntry


@dataclass(frozen=True, slots=True)
class RosterBody:
    """Entries in order, None where a later version wrote one; and the sealed names."""

    entries: tuple[Entry | None, ...]
    sealed: bytes


def certificate_message(root_pub: bytes, sign_pub: bytes, box_pub: bytes) -> bytes:
    return CERTIFICATE_DOMAIN + programme_id(root_pub) + sign_pub + box_pub


def certify(sign_root: Sign, root_pub: bytes, sign_pub: bytes, box_pub: bytes) -> Certificate:
    """The root key certifies a coordinator's account."""
    signature = sign_root(certificate_message(root_pub, sign_pub, box_pub))
    return Certificate(sign_pub, box_pub, root_pub, signature)


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
    """The next roster batch of the coordinator whose chain `link` is (`Roster.link`)."""
    header = link.next_header(
        BatchKind.ROSTER, count=len(entries), epoch=CLEAR_EPOCH, salt=b"", sealer=link.opener
    )
    body = write_body(RosterBody(tuple(entries), sealed))
    return seal(header, body, None, sign_chain=sign_chain, sign_sealer=sign_sealer)


def write_body(body: RosterBody) -> bytes:
    packed: dict[int, Any] = {ENTRIES: [_write(entry) for entry in body.entries if entry]}
    if body.sealed:
        packed[SEALED] = body.sealed
    data: bytes = msgpack.packb(packed)
    return data


def _write(entry: Entry) -> list[Any]:
    if isinstance(entry, Certificate):
        return [
            CERTIFICATE,
            {1: entry.sign_pub, 2: entry.box_pub, 3: entry.root_pub, 4: entry.signature},
        ]
    if isinstance(entry, MemberEntry):
        return [MEMBER, {1: entry.sign_pub, 2: entry.box_pub, 3: sorted(entry.spaces)}]
    if isinstance(entry, DeviceEntry):
        return [DEVICE, {1: entry.transport_pub, 2: sorted(entry.spaces)}]
    return [SERVER, {1: entry.receipt_pub, 2: entry.address}]


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
            max_array_len=SPACES_MAX,
            max_map_len=64,
        )
        entries = body[ENTRIES]
        sealed = body.get(SEALED, b"")
        if not isinstance(entries, tuple) or not isinstance(sealed, bytes):
            raise TypeError
        if len(entries) > BATCH_MAX_OPERATIONS:
            raise BatchError(Reason.TOO_LARGE, "entries")
        return RosterBody(tuple(_read(number, fields) for number, fields in entries), sealed)
    except BatchError:
        raise
    except Exception:
        # msgpack raises a dozen kinds; what matters is that none of them escapes.
        raise BatchError(Reason.DAMAGED, "roster body") from None


def _read(number: int, fields: dict[int, Any]) -> Entry | None:
    if number == CERTIFICATE:
        return Certificate(
            _sized(fields[1], KEY_BYTES),
            _sized(fields[2], KEY_BYTES),
            _sized(fields[3], KEY_BYTES),
            _sized(fields[4], SIGNATURE_BYTES),
        )
    if number == MEMBER:
        return MemberEntry(
            _sized(fields[1], KEY_BYTES), _sized(fields[2], KEY_BYTES), _spaces(fields[3])
        )
    if number == DEVICE:
        return DeviceEntry(_sized(fields[1], KEY_BYTES), _spaces(fields[2]))
    if number == SERVER:
        address = fields[2]
        if not isinstance(address, str) or len(address) > ADDRESS_MAX_CHARS:
            raise TypeError
        return ServerEntry(_sized(fields[1], KEY_BYTES), address)
    return None


def _sized(value: object, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise TypeError
    return value


def _spaces(value: object) -> frozenset[bytes]:
    if not isinstance(value, tuple):
        raise TypeError
    return frozenset(_sized(space, ID_BYTES) for space in value)
