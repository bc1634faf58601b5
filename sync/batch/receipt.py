"""The server's signed word: what it holds, where reading goes on, and when it said so.

A receipt is whole in itself: it can be kept, carried by stick and checked later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sync.batch.keys import HASH_BYTES, ID_BYTES, SIGNATURE_BYTES, Sign, is_signed
from sync.batch.limits import CHAINS_MAX, NUMBER_MAX
from sync.batch.reason import BatchError, Reason
from sync.batch.wire import Reader, put_varint

RECEIPT_DOMAIN = b"vereda receipt 1\0"
VERSION = 1
MORE = 1
NONCE_BYTES = 8
EPOCH_BYTES = 8
TAG_BYTES = 8
"""A space is told by the first bytes of its id: both sides know the whole."""
RECEIPT_MAX_BYTES = 128 * 1024
CURSORS_MAX = 1024
BATCHES_MAX = 4096


@dataclass(frozen=True, slots=True)
class Head:
    """The newest batch of a chain that somebody holds, and with it all before."""

    chain: bytes
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a space was read. `space` is the first 8 bytes of its id, see `space_tag`."""

    space: bytes
    position: int


def space_tag(space: bytes) -> bytes:
    return space[:TAG_BYTES]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server signs in answer to one hello.

    Attributes:
        programme: 16 bytes; bound by the signature, not sent.
        nonce: the hello's, 8 bytes.
        server_ms: the server's clock, ms since 1970 UTC.
        epoch: 8 bytes that change when the server may have forgotten something.
        heads: what it holds of the chains that the hello named or brought.
        cursors: from where to read next.
        more: more waits than this answer carries.
        batches: SHA-256 of each batch that follows in this answer, hashed together by
            `digest_of`; empty when none follows.
        signature: 64 bytes, empty until signed.
    """

    programme: bytes
    nonce: bytes
    server_ms: int
    epoch: bytes
    heads: tuple[Head, ...] = ()
    cursors: tuple[Cursor, ...] = ()
    more: bool = False
    batches: int = 0
    digest: bytes = b""
    signature: bytes = field(default=b"", repr=False)

    def sign(self, sign_server: Sign) -> Receipt:
        return replace(self, signature=sign_server(self._message()))

    def verify(self, receipt_pubs: Iterable[bytes]) -> None:
        """Raises BatchError(BAD_SIGNATURE) unless one of the roster's receipt keys signed."""
        message = self._message()
        if not any(is_signed(public, self.signature, message) for public in receipt_pubs):
            raise BatchError(Reason.BAD_SIGNATURE, "receipt")

    def encode(self) -> bytes:
        return self._told() + self.signature

    def _message(self) -> bytes:
        return RECEIPT_DOMAIN + self.programme + self._told()

    def _told(self) -> bytes:
        if len(self.nonce) != NONCE_BYTES or len(self.epoch) != EPOCH_BYTES:
            raise ValueError("nonce and epoch have 8 bytes")
        out = bytearray((VERSION, MORE if self.more else 0))
        out += self.nonce + self.epoch
        put_varint(out, self.server_ms)
        put_heads(out, self.heads)
        put_cursors(out, self.cursors)
        put_varint(out, self.batches)
        if self.batches:
            out += self.digest
        return bytes(out)

    @classmethod
    def decode(cls, data: bytes, programme: bytes) -> Receipt:
        """Read, not yet verified. Raises BatchError."""
        if len(data) > RECEIPT_MAX_BYTES:
            raise BatchError(Reason.TOO_LARGE, "receipt")
        source = Reader(data)
        version, flags = source.take(2)
        if version != VERSION or flags > MORE:
            raise BatchError(Reason.NEWER, "receipt")
        nonce, epoch = source.take(NONCE_BYTES), source.take(EPOCH_BYTES)
        server_ms = source.upto(NUMBER_MAX, "time")
        heads = read_heads(source)
        cursors = read_cursors(source)
        batches = source.upto(BATCHES_MAX, "batches")
        digest = source.take(HASH_BYTES) if batches else b""
        signature = source.take(SIGNATURE_BYTES)
        if source.left:
            raise BatchError(Reason.DAMAGED, "bytes after a receipt")
        return cls(
            programme=programme,
            nonce=nonce,
            server_ms=server_ms,
            epoch=epoch,
            heads=heads,
            cursors=cursors,
            more=bool(flags & MORE),
            batches=batches,
            digest=digest,
            signature=signature,
        )


def digest_of(hashes: Sequence[bytes]) -> bytes:
    """One hash for several batches in order; empty for none."""
    return hashlib.sha256(b"".join(hashes)).digest() if hashes else b""


def put_heads(out: bytearray, heads: Sequence[Head]) -> None:
    put_varint(out, len(heads))
    for head in heads:
        if len(head.chain) != ID_BYTES or len(head.hash) != HASH_BYTES:
            raise ValueError("a head has a chain id and a hash")
        out += head.chain
        put_varint(out, head.number)
        out += head.hash


def read_heads(source: Reader) -> tuple[Head, ...]:
    count = source.upto(min(CHAINS_MAX, source.left // ID_BYTES), "heads")
    return tuple(
        Head(source.take(ID_BYTES), source.upto(NUMBER_MAX, "number"), source.take(HASH_BYTES))
        for _ in range(count)
    )


def put_cursors(out: bytearray, cursors: Sequence[Cursor]) -> None:
    put_varint(out, len(cursors))
    for cursor in cursors:
        if len(cursor.space) != TAG_BYTES:
            raise ValueError("a cursor names its space by 8 bytes")
        out += cursor.space
        put_varint(out, cursor.position)


def read_cursors(source: Reader) -> tuple[Cursor, ...]:
    count = source.upto(min(CURSORS_MAX, source.left // TAG_BYTES), "cursors")
    return tuple(
        Cursor(source.take(TAG_BYTES), source.upto(NUMBER_MAX, "position")) for _ in range(count)
    )
