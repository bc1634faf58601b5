"""What stands in clear before a sealed body, and what is bound to it without being sent.

A `Label` is what the bytes alone say. A `Link` is what is known of a chain so far;
it turns the label of the chain's next batch into a full `Header`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from sync.batch.keys import HASH_BYTES, ID_BYTES, KEY_BYTES, SIGNATURE_BYTES, batch_hash, chain_id
from sync.batch.limits import BATCH_MAX_OPERATIONS, BODY_MAX_BYTES, FILE_MAX_BYTES, NUMBER_MAX
from sync.batch.reason import BatchError, Reason
from sync.batch.wire import Reader, put_varint

MAGIC = b"Vr"
VERSION = 1
DEMO, OPENS, NAMES_SEALER, RESERVED = 0x10, 0x20, 0x40, 0x80
KIND_MASK = 0x0F
SALT_BYTES = 16
PREVIOUS_SENT_BYTES = 8
"""Of the previous batch's hash so much is sent, to tell a fork; all 32 bytes are signed."""
NO_HASH = bytes(HASH_BYTES)
CLEAR_EPOCH = 0
"""Key epochs count from 1; 0 means that the body is not encrypted (rosters alone)."""
NO_SPACE = bytes(ID_BYTES)
"""The space of a roster chain, which belongs to the whole programme."""


class BatchKind(IntEnum):
    """What the body is. A carrier and the server pass on numbers they do not know."""

    RECORDS = 1
    ROSTER = 2
    GRANTS = 3
    SNAPSHOT = 4
    COUNTS = 5
    NOTICE = 6


@dataclass(frozen=True, slots=True)
class Header:
    """Everything that the signatures and the sealed body are bound to.

    Attributes:
        kind: a BatchKind, or a number of a later version.
        programme, space: 16 bytes each; the chain belongs to both.
        chain_pub: Ed25519 key whose hash is the chain's id.
        number: of the batch in its chain, from 1.
        first_seq, count: the operations inside (0 of them in other kinds).
        previous: SHA-256 of the previous batch file; zeros for the first.
        epoch: of the space key, from 1; 0 for a body in clear.
        salt: 16 random bytes, never used twice; empty when in clear.
        sealer: account id of who sealed it.
        opener: account id of who sealed the chain's first batch.
    """

    kind: int
    programme: bytes
    space: bytes
    chain_pub: bytes
    number: int
    first_seq: int
    count: int
    previous: bytes
    epoch: int
    salt: bytes
    sealer: bytes
    opener: bytes
    demo: bool = False

    @property
    def chain(self) -> bytes:
        return chain_id(self.chain_pub)

    def clear(self, body_length: int) -> bytes:
        """The bytes that stand before the body. Raises ValueError for what cannot be written."""
        self._check()
        opens = self.number == 1
        names_sealer = opens or self.sealer != self.opener
        shape = self.kind | (DEMO if self.demo else 0)
        shape |= (OPENS if opens else 0) | (NAMES_SEALER if names_sealer else 0)
        out = bytearray(MAGIC)
        out += bytes((VERSION, shape))
        if opens:
            out += self.programme + self.space + self.chain_pub
        else:
            out += self.chain + self.previous[:PREVIOUS_SENT_BYTES]
            put_varint(out, self.number)
            put_varint(out, self.first_seq)
        if names_sealer:
            out += self.sealer
        put_varint(out, self.count)
        put_varint(out, self.epoch)
        out += self.salt
        put_varint(out, body_length)
        return bytes(out)

    def bound(self) -> bytes:
        """What is signed and authenticated though the file may not show it."""
        return self.programme + self.space + self.chain_pub + self.previous + self.sealer

    def _check(self) -> None:
        sizes = (
            (self.programme, ID_BYTES),
            (self.space, ID_BYTES),
            (self.chain_pub, KEY_BYTES),
            (self.previous, HASH_BYTES),
            (self.sealer, ID_BYTES),
            (self.opener, ID_BYTES),
            (self.salt, 0 if self.epoch == CLEAR_EPOCH else SALT_BYTES),
        )
        if any(len(value) != size for value, size in sizes):
            raise ValueError("a header's ids, keys, hash or salt have the wrong length")
        if not 0 < self.kind <= KIND_MASK or (self.epoch == CLEAR_EPOCH) != (
            self.kind == BatchKind.ROSTER
        ):
            raise ValueError("rosters are in clear, everything else is sealed")
        if not 0 <= self.count <= BATCH_MAX_OPERATIONS:
            raise ValueError("too many operations")


@dataclass(frozen=True, slots=True)
class Label:
    """What a batch's own bytes say, before anything is verified.

    `programme`, `space` and `chain_pub` are there in the first batch of a chain
    alone; `sealer` when it is not the chain's opener. None otherwise.
    `previous` is the first 8 bytes of the previous batch's hash.
    """

    kind: int
    demo: bool
    chain: bytes
    number: int
    first_seq: int
    count: int
    previous: bytes
    epoch: int
    salt: bytes
    programme: bytes | None
    space: bytes | None
    chain_pub: bytes | None
    sealer: bytes | None
    clear: bytes
    body_length: int

    @property
    def opens_chain(self) -> bool:
        return self.chain_pub is not None


def read_label(data: bytes) -> Label:
    """Read the clear header and check the file's length.

    Raises BatchError: NOT_A_BATCH, NEWER, CUT, DAMAGED, TOO_LARGE.
    """
    if data[: len(MAGIC)] != MAGIC[: len(data)]:
        raise BatchError(Reason.NOT_A_BATCH)
    source = Reader(data, len(MAGIC))
    version, shape = source.take(2)
    if version != VERSION or shape & RESERVED:
        raise BatchError(Reason.NEWER if version else Reason.NOT_A_BATCH, f"version {version}")
    if len(data) > FILE_MAX_BYTES:
        raise BatchError(Reason.TOO_LARGE, f"{len(data)} bytes")
    programme = space = chain_pub = None
    previous, number, first_seq = bytes(PREVIOUS_SENT_BYTES), 1, 1
    if shape & OPENS:
        programme, space = source.take(ID_BYTES), source.take(ID_BYTES)
        chain_pub = source.take(KEY_BYTES)
        chain = chain_id(chain_pub)
    else:
        chain, previous = source.take(ID_BYTES), source.take(PREVIOUS_SENT_BYTES)
        number = source.upto(NUMBER_MAX, "batch number")
        first_seq = source.upto(NUMBER_MAX, "seq")
        if number < 2 or not first_seq:
            raise BatchError(Reason.DAMAGED, "batch number")
    sealer = source.take(ID_BYTES) if shape & NAMES_SEALER else None
    if shape & OPENS and sealer is None:
        raise BatchError(Reason.DAMAGED, "nobody opened this chain")
    count = source.upto(BATCH_MAX_OPERATIONS, "operations")
    epoch = source.upto(NUMBER_MAX, "epoch")
    kind = shape & KIND_MASK
    if not kind or (epoch == CLEAR_EPOCH) != (kind == BatchKind.ROSTER):
        raise BatchError(Reason.DAMAGED, "kind")
    salt = source.take(SALT_BYTES) if epoch != CLEAR_EPOCH else b""
    body_length = source.varint()
    if body_length > BODY_MAX_BYTES:
        raise BatchError(Reason.TOO_LARGE, f"body of {body_length} bytes")
    expected = source.position + body_length + 2 * SIGNATURE_BYTES
    if len(data) != expected:
        raise BatchError(Reason.CUT if len(data) < expected else Reason.DAMAGED, "length")
    return Label(
        kind=kind,
        demo=bool(shape & DEMO),
        chain=chain,
        number=number,
        first_seq=first_seq,
        count=count,
        previous=previous,
        epoch=epoch,
        salt=salt,
        programme=programme,
        space=space,
        chain_pub=chain_pub,
        sealer=sealer,
        clear=data[: source.position],
        body_length=body_length,
    )


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of a chain up to its batch `number`; 0 before the first.

    Enough to write the next batch and to complete the next label; both ends keep
    it for each chain.
    """

    programme: bytes
    space: bytes
    chain_pub: bytes
    opener: bytes
    demo: bool = False
    number: int = 0
    next_seq: int = 1
    last_hash: bytes = NO_HASH

    @property
    def chain(self) -> bytes:
        return chain_id(self.chain_pub)

    @classmethod
    def opened_by(cls, label: Label) -> Link:
        """The start of the chain that this label opens. Raises BatchError(UNKNOWN_CHAIN)."""
        if not (label.programme and label.space and label.chain_pub and label.sealer):
            raise BatchError(Reason.UNKNOWN_CHAIN)
        return cls(label.programme, label.space, label.chain_pub, label.sealer, label.demo)

    def next_header(
        self, kind: int, *, count: int, epoch: int, salt: bytes, sealer: bytes
    ) -> Header:
        """The header of the batch that comes after."""
        return Header(
            kind=kind,
            programme=self.programme,
            space=self.space,
            chain_pub=self.chain_pub,
            number=self.number + 1,
            first_seq=self.next_seq,
            count=count,
            previous=self.last_hash,
            epoch=epoch,
            salt=salt,
            sealer=sealer,
            opener=self.opener,
            demo=self.demo,
        )

    def complete(self, label: Label) -> Header:
        """The full header of the chain's next batch.

        Raises BatchError: UNKNOWN_CHAIN (another chain), GAP (one is missing before),
        REPEATED (that number is already here), FORK (follows another batch than ours).
        """
        if label.chain != self.chain:
            raise BatchError(Reason.UNKNOWN_CHAIN)
        if label.number != self.number + 1:
            late = label.number <= self.number
            raise BatchError(Reason.REPEATED if late else Reason.GAP, f"number {label.number}")
        if label.previous != self.last_hash[:PREVIOUS_SENT_BYTES]:
            raise BatchError(Reason.FORK, f"number {label.number}")
        if label.first_seq != self.next_seq or label.demo != self.demo:
            raise BatchError(Reason.DAMAGED, "does not continue its chain")
        return self.next_header(
            label.kind,
            count=label.count,
            epoch=label.epoch,
            salt=label.salt,
            sealer=label.sealer or self.opener,
        )

    def after(self, header: Header, data: bytes) -> Link:
        """The link once `data`, whose header was completed here and verified, is taken in."""
        return replace(
            self,
            number=header.number,
            next_seq=header.first_seq + header.count,
            last_hash=batch_hash(data),
        )
