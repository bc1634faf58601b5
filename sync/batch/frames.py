"""One exchange with the server as bytes: frames of a length and that much data.

A request is a hello and then batches; an answer is a receipt and then batches.
Both can be read while they stream in. docs/formats/sync.md is the format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sync.batch.keys import (
    ID_BYTES,
    SIGNATURE_BYTES,
    Sign,
    batch_hash,
    is_signed,
)
from sync.batch.limits import FILE_MAX_BYTES, NUMBER_MAX
from sync.batch.reason import BatchError, Reason
from sync.batch.receipt import (
    BATCHES_MAX,
    EPOCH_BYTES,
    NONCE_BYTES,
    Cursor,
    Head,
    Receipt,
    digest_of,
    put_cursors,
    put_heads,
    read_cursors,
    read_heads,
)
from sync.batch.remarks import Remark, decode_remarks, encode_remarks
from sync.batch.wire import VARINT_MAX_BYTES, Reader, put_bytes, put_varint

HELLO_DOMAIN = b"vereda hello 1\0"
VERSION = 1
KNOWS_EPOCH = 1
NO_EPOCH = bytes(EPOCH_BYTES)
SYNC_MAX_BYTES = 1_000_000
"""Batches in one request or answer, each way."""
FRAME_MAX_BYTES = FILE_MAX_BYTES


@dataclass(frozen=True, slots=True)
class Hello:
    """Who asks, what they bring, and from where they want to read.

    Attributes:
        programme, device: 16 bytes each.
        nonce: 8 random bytes, which the receipt repeats.
        at_ms: the laptop's clock, a claim; ms since 1970 UTC.
        epoch: the server's, as last seen; zeros when none was.
        heads: chains to be told the server's head of, with ours: after an unfinished sync.
        cursors: one for each space to read; a space left out is not read.
        batches: how many follow.
        signature: by the transport key, over this and the batches' hashes.
    """

    programme: bytes
    device: bytes
    nonce: bytes
    at_ms: int
    epoch: bytes = NO_EPOCH
    heads: tuple[Head, ...] = ()
    cursors: tuple[Cursor, ...] = ()
    batches: int = 0
    signature: bytes = field(default=b"", repr=False)

    def sign(self, sign_transport: Sign, hashes: Sequence[bytes]) -> Hello:
        """`hashes`: of the batches that follow, in order; their number is set here too."""
        hello = replace(self, batches=len(hashes))
        return replace(hello, signature=sign_transport(hello._message(hashes)))

    def verify(self, transport_pub: bytes, hashes: Sequence[bytes]) -> None:
        """Raises BatchError(BAD_SIGNATURE) unless this device sent exactly these batches."""
        if len(hashes) != self.batches or not is_signed(
            transport_pub, self.signature, self._message(hashes)
        ):
            raise BatchError(Reason.BAD_SIGNATURE, "hello")

    def encode(self) -> bytes:
        return self._told() + self.signature

    def _message(self, hashes: Sequence[bytes]) -> bytes:
        return HELLO_DOMAIN + self._told() + digest_of(hashes)

    def _told(self) -> bytes:
        sizes = ((self.programme, ID_BYTES), (self.device, ID_BYTES), (self.nonce, NONCE_BYTES))
        if any(len(value) != size for value, size in sizes) or len(self.epoch) != EPOCH_BYTES:
            raise ValueError("ids have 16 bytes, nonce and epoch 8")
        out = bytearray((VERSION, KNOWS_EPOCH if self.epoch != NO_EPOCH else 0))
        out += self.programme + self.device + self.nonce
        if self.epoch != NO_EPOCH:
            out += self.epoch
        put_varint(out, self.at_ms)
        put_heads(out, self.heads)
        put_cursors(out, self.cursors)
        put_varint(out, self.batches)
        return bytes(out)

    @classmethod
    def decode(cls, data: bytes) -> Hello:
        """Read, not yet verified. Raises BatchError."""
        source = Reader(data)
        version, flags = source.take(2)
        if version != VERSION or flags > KNOWS_EPOCH:
            raise BatchError(Reason.NEWER, "hello")
        programme, device = source.take(ID_BYTES), source.take(ID_BYTES)
        nonce = source.take(NONCE_BYTES)
        epoch = source.take(EPOCH_BYTES) if flags & KNOWS_EPOCH else NO_EPOCH
        if flags & KNOWS_EPOCH and epoch == NO_EPOCH:
            raise BatchError(Reason.DAMAGED, "epoch")
        hello = cls(
            programme=programme,
            device=device,
            nonce=nonce,
            at_ms=source.upto(NUMBER_MAX, "time"),
            epoch=epoch,
            heads=read_heads(source),
            cursors=read_cursors(source),
            batches=source.upto(BATCHES_MAX, "batches"),
            signature=source.take(SIGNATURE_BYTES),
        )
        if source.left:
            raise BatchError(Reason.DAMAGED, "bytes after a hello")
        return hello


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: what the server says, and the batches it gives."""

    receipt: Receipt
    batches: tuple[bytes, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def encode(self) -> bytes:
        remarks = (encode_remarks(self.remarks),) if self.remarks else ()
        return frames(self.receipt.encode(), *self.batches, *remarks)

    def sign(self, sign_server: Sign) -> Answer:
        """The receipt signed over these batches."""
        hashes = [batch_hash(data) for data in self.batches]
        receipt = replace(self.receipt, batches=len(hashes), digest=digest_of(hashes))
        return replace(self, receipt=receipt.sign(sign_server))

    @classmethod
    def decode(cls, data: bytes, programme: bytes) -> Answer:
        """Read a whole answer; the receipt's signature is for the caller to verify.

        Raises BatchError, also when the batches are not those the receipt names.
        """
        decoder = FrameDecoder()
        parts = decoder.feed(data)
        decoder.finish()
        if not parts:
            raise BatchError(Reason.CUT, "no receipt")
        receipt = Receipt.decode(parts[0], programme)
        batches, rest = parts[1 : 1 + receipt.batches], parts[1 + receipt.batches :]
        if len(batches) != receipt.batches:
            raise BatchError(Reason.CUT, "fewer batches than announced")
        if digest_of([batch_hash(batch) for batch in batches]) != receipt.digest:
            raise BatchError(Reason.DAMAGED, "other batches than announced")
        if len(rest) > 1:
            raise BatchError(Reason.DAMAGED, "frames after the answer")
        return cls(receipt, tuple(batches), decode_remarks(rest[0]) if rest else ())


def encode_request(hello: Hello, batches: Sequence[bytes]) -> bytes:
    """A whole request; the hello must be signed over these batches."""
    return frames(hello.encode(), *batches)


def frames(*parts: bytes) -> bytes:
    """Each part after its length."""
    out = bytearray()
    for part in parts:
        put_bytes(out, part)
    return bytes(out)


class FrameDecoder:
    """Frames out of a stream that comes in any pieces. Holds at most one unfinished frame."""

    def __init__(
        self, *, frame_max: int = FRAME_MAX_BYTES, count_max: int = BATCHES_MAX + 2
    ) -> None:
        self._frame_max = frame_max
        self._count_max = count_max
        self._count = 0
        self._pending = bytearray()

    def feed(self, piece: bytes) -> list[bytes]:
        """The frames that this piece completes. Raises BatchError: TOO_LARGE, DAMAGED."""
        self._pending += piece
        found: list[bytes] = []
        start = 0
        while (frame := self._next(start)) is not None:
            start, data = frame
            found.append(data)
            self._count += 1
            if self._count > self._count_max:
                raise BatchError(Reason.TOO_LARGE, "frames")
        del self._pending[:start]
        return found

    def finish(self) -> None:
        """The stream has ended. Raises BatchError(CUT) in the middle of a frame."""
        if self._pending:
            raise BatchError(Reason.CUT, "in the middle of a frame")

    def _next(self, start: int) -> tuple[int, bytes] | None:
        """Where the frame at `start` ends, and its data; None when it is not all here."""
        source = Reader(bytes(self._pending[start : start + VARINT_MAX_BYTES]))
        try:
            length = source.varint()
        except BatchError as error:
            if error.reason is Reason.CUT:
                return None
            raise
        if length > self._frame_max:
            raise BatchError(Reason.TOO_LARGE, f"a frame of {length} bytes")
        begin = start + source.position
        if len(self._pending) - begin < length:
            return None
        return begin + length, bytes(self._pending[begin : begin + length])
