"""A laptop's side of one request, for tests of the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sync.batch.frames import NO_EPOCH, FrameDecoder, Hello, encode_request
from sync.batch.keys import batch_hash, device_id, public_key, signer
from sync.batch.receipt import Cursor, Head, Receipt
from sync.batch.remarks import Remark, decode_remarks

from .stage import Programme, seed


@dataclass(frozen=True)
class Heard:
    receipt: Receipt
    batches: tuple[bytes, ...]
    remarks: tuple[Remark, ...]


def request(
    programme: Programme,
    *batches: bytes,
    cursors: Sequence[Cursor] = (),
    heads: Sequence[Head] = (),
    epoch: bytes = NO_EPOCH,
    device: str = "one",
) -> bytes:
    """The body of a request, signed by the transport key of that name."""
    transport = seed("transport", device)
    hello = Hello(
        programme=programme.id,
        device=device_id(public_key(transport)),
        nonce=b"01234567",
        at_ms=1,
        epoch=epoch,
        heads=tuple(heads),
        cursors=tuple(cursors),
    ).sign(signer(transport), [batch_hash(data) for data in batches])
    return encode_request(hello, batches)


def hear(body: bytes, programme: Programme) -> Heard:
    """Take an answer apart."""
    decoder = FrameDecoder()
    parts = decoder.feed(body)
    decoder.finish()
    receipt = Receipt.decode(parts[0], programme.id)
    ends = 1 + receipt.batches
    remarks = decode_remarks(parts[ends]) if len(parts) > ends else ()
    return Heard(receipt, tuple(parts[1:ends]), remarks)
