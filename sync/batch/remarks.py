"""What the server says about batches that it did not simply take: one last frame of an answer.

It follows the batches that the receipt announces, only when there is something
to say. It is not signed: it explains, and nothing is thrown away because of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from sync.batch.reason import BatchError, Reason
from sync.batch.receipt import BATCHES_MAX
from sync.batch.wire import Reader, put_bytes, put_varint

VERSION = 1
NAME_MAX_BYTES = 64


class Remarked(IntEnum):
    """What became of the batch."""

    WAITS = 1
    """The server keeps it until another batch comes; it is not acknowledged."""
    REFUSED = 2
    FORKS = 3
    """It is kept and acknowledged, beside another batch with its number."""


@dataclass(frozen=True, slots=True)
class Remark:
    """`index` of the batch in the request, from 0; `reason` is the name of a Reason.

    A name that this version does not know is kept as it is.
    """

    index: int
    what: Remarked
    reason: str


def encode_remarks(remarks: Sequence[Remark]) -> bytes:
    out = bytearray((VERSION,))
    put_varint(out, len(remarks))
    for remark in remarks:
        put_varint(out, remark.index)
        put_varint(out, remark.what)
        put_bytes(out, remark.reason.encode("ascii"))
    return bytes(out)


def decode_remarks(data: bytes) -> tuple[Remark, ...]:
    """Raises BatchError: CUT, DAMAGED, NEWER, TOO_LARGE."""
    source = Reader(data)
    if source.varint() != VERSION:
        raise BatchError(Reason.NEWER, "remarks")
    count = source.upto(min(BATCHES_MAX, source.left), "remarks")
    return tuple(_read(source) for _ in range(count))


def _read(source: Reader) -> Remark:
    index = source.upto(BATCHES_MAX, "index")
    what = source.varint()
    name = source.blob(NAME_MAX_BYTES)
    try:
        return Remark(index, Remarked(what), name.decode("ascii"))
    except ValueError:
        raise BatchError(Reason.DAMAGED, "remark") from None
