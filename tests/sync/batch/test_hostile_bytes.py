"""Bytes of anybody end in a BatchError with a reason, never in anything else."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.batch.compression import Codec, expand
from sync.batch.frames import Answer, FrameDecoder, Hello
from sync.batch.header import Link, read_label
from sync.batch.keys import SIGNATURE_BYTES
from sync.batch.limits import BODY_MAX_BYTES, FILE_MAX_BYTES, PLAIN_MAX_BYTES
from sync.batch.pack import pack
from sync.batch.reason import BatchError, Reason
from sync.batch.receipt import Receipt
from sync.batch.records import Records, open_records
from sync.batch.remarks import decode_remarks
from sync.batch.roster_entries import read_body
from sync.batch.seal import verify
from sync.batch.unpack import unpack
from tests.sync.batch.world import World, fixed


def take_in(world: World, link: Link, data: bytes) -> Records:
    """As a laptop does it: label, place in the chain, signatures, key, columns."""
    header = link.complete(read_label(data))
    verify(data, header, world.author.sign_pub)
    return open_records(data, header, world.space_key, lambda _: None)


@pytest.fixture(scope="module")
def sealed() -> tuple[World, Link, bytes, Link, bytes]:
    """The opening of a chain and the batch after it, each with the link before it."""
    world = World()
    before = world.link()
    opening = world.seal(before, world.marks(2))
    after = before.after(before.complete(read_label(opening)), opening)
    return world, before, opening, after, world.seal(after, world.marks(3, first_seq=3))


def test_every_flipped_bit_is_found(sealed: tuple[World, Link, bytes, Link, bytes]) -> None:
    world, before, opening, after, second = sealed
    for link, data in ((before, opening), (after, second)):
        assert take_in(world, link, data).ops
        for n in range(len(data)):
            flipped = bytearray(data)
            flipped[n] ^= 1 << n % 8
            with pytest.raises(BatchError):
                take_in(world, link, bytes(flipped))


def test_every_bit_of_the_header_counts(sealed: tuple[World, Link, bytes, Link, bytes]) -> None:
    world, before, opening, after, second = sealed
    for link, data in ((before, opening), (after, second)):
        for n in range(len(read_label(data).clear) * 8):
            flipped = bytearray(data)
            flipped[n // 8] ^= 1 << n % 8
            with pytest.raises(BatchError):
                take_in(world, link, bytes(flipped))


def test_a_batch_cut_at_any_byte_says_that_it_is_cut(
    sealed: tuple[World, Link, bytes, Link, bytes],
) -> None:
    *_, second = sealed
    for length in range(len(second)):
        with pytest.raises(BatchError) as caught:
            read_label(second[:length])
        assert caught.value.reason is Reason.CUT
    with pytest.raises(BatchError) as caught:
        read_label(second + b"\0")
    assert caught.value.reason is Reason.DAMAGED


def test_signatures_that_change_places_do_not_count(
    sealed: tuple[World, Link, bytes, Link, bytes],
) -> None:
    world, _, _, after, second = sealed
    body, one, other = (
        second[: -2 * SIGNATURE_BYTES],
        second[-2 * SIGNATURE_BYTES : -SIGNATURE_BYTES],
        second[-SIGNATURE_BYTES:],
    )
    with pytest.raises(BatchError) as caught:
        take_in(world, after, body + other + one)
    assert caught.value.reason is Reason.BAD_SIGNATURE


def test_the_wrong_space_key_is_named_as_such(
    sealed: tuple[World, Link, bytes, Link, bytes],
) -> None:
    _, _, _, after, second = sealed
    header = after.complete(read_label(second))
    with pytest.raises(BatchError) as caught:
        open_records(second, header, fixed("another", 32), lambda _: None)
    assert caught.value.reason is Reason.WRONG_KEY


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.CUT),
        (b"PK\x03\x04" + bytes(600), Reason.NOT_A_BATCH),
        (b"Vr\x00" + bytes(600), Reason.NOT_A_BATCH),
        (b"Vr\x02" + bytes(600), Reason.NEWER),
        (b"Vr\x01\x81" + bytes(600), Reason.NEWER),
        (b"Vr\x01\x01" + bytes(FILE_MAX_BYTES), Reason.TOO_LARGE),
    ],
)
def test_what_is_no_batch_of_ours_says_why(data: bytes, reason: Reason) -> None:
    with pytest.raises(BatchError) as caught:
        read_label(data)
    assert caught.value.reason is reason


def test_a_bomb_of_text_is_not_expanded() -> None:
    bomb = b"a" * (PLAIN_MAX_BYTES + 1)
    bare = zstandard.FORMAT_ZSTD1_MAGICLESS
    sized = zstandard.ZstdCompressionParameters.from_level(3, format=bare, write_content_size=1)
    unsized = zstandard.ZstdCompressionParameters.from_level(3, format=bare, write_content_size=0)
    deflating = zlib.compressobj(9, zlib.DEFLATED, -15)
    for codec, data in (
        (Codec.ZSTD, zstandard.ZstdCompressor(compression_params=sized).compress(bomb)),
        (Codec.ZSTD, zstandard.ZstdCompressor(compression_params=unsized).compress(bomb)),
        (Codec.DEFLATE, deflating.compress(bomb) + deflating.flush()),
    ):
        with pytest.raises(BatchError):
            expand(codec, data)


def _all_readers() -> dict[str, Callable[[bytes], object]]:
    return {
        "unpack": lambda data: unpack(data, bytes(16), 1, bytes(16)),
        "label": read_label,
        "label of a batch": lambda data: read_label(b"Vr\x01" + data),
        "roster": read_body,
        "hello": Hello.decode,
        "receipt": lambda data: Receipt.decode(data, bytes(16)),
        "answer": lambda data: Answer.decode(data, bytes(16)),
        "frames": lambda data: FrameDecoder().feed(data),
        "remarks": decode_remarks,
        "zstd": lambda data: expand(Codec.ZSTD, data),
        "deflate": lambda data: expand(Codec.DEFLATE, data),
    }


@pytest.mark.parametrize("reader", _all_readers())
@settings(max_examples=120, deadline=None)
@given(data=st.binary(max_size=300))
def test_random_bytes_never_raise_anything_but_a_batch_error(reader: str, data: bytes) -> None:
    with suppress(BatchError):
        _all_readers()[reader](data)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_packed_body_bent_anywhere_never_raises_anything_but_a_batch_error(
    data: st.DataObject,
) -> None:
    world = World()
    packed = bytearray(pack(world.marks(20), world.origins.get))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        ops, _ = unpack(bytes(packed), world.chain, 1, world.author.id)
    except BatchError:
        return
    assert ops


def test_a_body_larger_than_a_batch_may_have_is_not_even_looked_at() -> None:
    with pytest.raises(BatchError) as caught:
        unpack(bytes(BODY_MAX_BYTES + 1), bytes(16), 1, bytes(16))
    assert caught.value.reason is Reason.TOO_LARGE
