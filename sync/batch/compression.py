"""Text as batches hold it: as it is, as a zstd frame, or deflated, whichever is shortest.

Short text goes best by deflate, whose tables are smaller. Expanding has a ceiling
that the data cannot move.
"""

from __future__ import annotations

import zlib
from enum import IntEnum

import zstandard

from sync.batch.limits import PLAIN_MAX_BYTES, WINDOW_MAX_BYTES
from sync.batch.reason import BatchError, Reason

ZSTD_LEVEL = 19
DEFLATE_LEVEL = DEFLATE_MEMORY = 9
RAW_WINDOW_BITS = -15
"""zlib's way to say: deflate without its header and checksum."""


class Codec(IntEnum):
    """How the text of a batch is written."""

    PLAIN = 0
    ZSTD = 1
    DEFLATE = 2


def compress(text: bytes) -> tuple[Codec, bytes]:
    """The shortest of the three; the first of them when they are equal."""
    written = {Codec.PLAIN: text, Codec.ZSTD: _zstd(text), Codec.DEFLATE: _deflate(text)}
    codec = min(written, key=lambda one: (len(written[one]), one))
    return codec, written[codec]


def expand(codec: int, data: bytes) -> bytes:
    """The text, at most 1 MiB. Raises BatchError: DAMAGED, NEWER for an unknown codec."""
    if codec == Codec.PLAIN:
        return data
    if codec == Codec.ZSTD:
        return _from_zstd(data)
    if codec == Codec.DEFLATE:
        return _from_deflate(data)
    raise BatchError(Reason.NEWER, f"codec {codec}")


def _zstd(text: bytes) -> bytes:
    parameters = zstandard.ZstdCompressionParameters.from_level(
        ZSTD_LEVEL,
        source_size=max(1, len(text)),
        format=zstandard.FORMAT_ZSTD1_MAGICLESS,
        write_content_size=0,
        write_checksum=0,
        write_dict_id=0,
    )
    return zstandard.ZstdCompressor(compression_params=parameters).compress(text)


def _from_zstd(data: bytes) -> bytes:
    stream = zstandard.ZstdDecompressor(
        format=zstandard.FORMAT_ZSTD1_MAGICLESS, max_window_size=WINDOW_MAX_BYTES
    )
    try:
        frame = zstandard.get_frame_parameters(data, format=zstandard.FORMAT_ZSTD1_MAGICLESS)
        if frame.content_size != zstandard.CONTENTSIZE_UNKNOWN or frame.dict_id:
            # A frame that names its size would be given that much memory, whatever the limit.
            raise BatchError(Reason.DAMAGED, "frame names a size or a dictionary")
        return stream.decompress(data, max_output_size=PLAIN_MAX_BYTES, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BatchError(Reason.DAMAGED, str(error)) from None


def _deflate(text: bytes) -> bytes:
    stream = zlib.compressobj(DEFLATE_LEVEL, zlib.DEFLATED, RAW_WINDOW_BITS, DEFLATE_MEMORY)
    return stream.compress(text) + stream.flush()


def _from_deflate(data: bytes) -> bytes:
    stream = zlib.decompressobj(RAW_WINDOW_BITS)
    try:
        text = stream.decompress(data, PLAIN_MAX_BYTES)
    except zlib.error as error:
        raise BatchError(Reason.DAMAGED, str(error)) from None
    if not stream.eof or stream.unused_data:
        raise BatchError(Reason.DAMAGED, "deflated text")
    return text
