from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.client.qr_parts import (
    CODE_MAX_BYTES,
    FILES_MAX,
    MAGIC,
    PART_BYTES,
    PARTS_MAX,
    Gathering,
    Seen,
    TooLongForCodes,
    split,
)

FILES = st.binary(min_size=1, max_size=4 * PART_BYTES + 1)


@settings(max_examples=60)
@given(FILES, st.randoms(use_true_random=False), st.lists(st.binary(max_size=60), max_size=4))
def test_parts_in_any_order_with_repeats_and_strange_codes_give_the_file_back(
    data: bytes, chance, strange: list[bytes]
) -> None:
    parts = split(data)
    assert all(len(part) <= CODE_MAX_BYTES for part in parts)
    codes = [*parts, *chance.choices(parts, k=3), *strange]
    chance.shuffle(codes)
    gathering = Gathering()
    seen = [gathering.take(code) for code in codes]
    assert gathering.whole == [data]
    assert seen.count(Seen.NEW) == len(parts)
    assert seen.count(Seen.AGAIN) == 3
    progress = gathering.progress
    assert progress is not None
    assert (progress.here, progress.missing) == (len(parts), ())


@settings(max_examples=60)
@given(FILES, FILES, st.randoms(use_true_random=False))
def test_two_files_mixed_are_never_put_together_as_one(one: bytes, other: bytes, chance) -> None:
    codes = [*split(one), *split(other)]
    chance.shuffle(codes)
    gathering = Gathering()
    for code in codes:
        gathering.take(code)
    assert set(gathering.whole) == {one, other}
    assert gathering.mixed == (one != other)


@settings(max_examples=60)
@given(FILES, st.data())
def test_a_damaged_part_never_makes_a_whole(data: bytes, drawn: st.DataObject) -> None:
    parts = split(data)
    which = drawn.draw(st.integers(0, len(parts) - 1))
    at = drawn.draw(st.integers(0, len(parts[which]) - 1))
    flipped = bytearray(parts[which])
    flipped[at] ^= drawn.draw(st.integers(1, 255))
    parts[which] = bytes(flipped)
    gathering = Gathering()
    seen = {gathering.take(code) for code in parts}
    assert not gathering.whole
    assert seen <= set(Seen)


@settings(max_examples=100)
@given(st.binary(max_size=40).map(MAGIC.__add__) | st.binary(max_size=600))
def test_any_bytes_at_all_are_looked_at_without_a_crash(code: bytes) -> None:
    gathering = Gathering()
    assert gathering.take(code) in Seen
    assert all(split(whole) for whole in gathering.whole)


def test_after_damage_the_same_file_can_be_read_again() -> None:
    data = bytes(range(256)) * 4
    parts = split(data)
    gathering = Gathering()
    damaged = [*parts[:-1], parts[-1][:-1] + b"?"]
    assert [gathering.take(code) for code in damaged][-1] is Seen.BROKEN
    assert gathering.progress is None
    assert [gathering.take(code) for code in parts] == [Seen.NEW] * len(parts)
    assert gathering.whole == [data]


def test_what_is_passed_over_has_a_reason() -> None:
    gathering = Gathering()
    part = split(b"x")[0]
    nothing_after_the_header = part[:-1]
    part_3_of_2 = part[:12] + b"\0\3\0\2" + b"x"
    beyond_all = part[:12] + b"\0\1\xff\xff" + b"x"
    for strange in (b"", b"https://example.org", nothing_after_the_header, part_3_of_2, beyond_all):
        assert gathering.take(strange) is Seen.FOREIGN
    assert gathering.take(b"VrP2" + part[4:]) is Seen.NEWER
    assert gathering.progress is None


def test_strange_codes_cannot_fill_the_memory() -> None:
    gathering = Gathering()
    for number in range(100):
        gathering.take(split(bytes([number]) * (PART_BYTES + 1))[0])
    assert len(gathering._files) == FILES_MAX


def test_what_would_be_too_many_codes_is_refused_before_anything_shows() -> None:
    assert len(split(bytes(PARTS_MAX * PART_BYTES))) == PARTS_MAX
    with pytest.raises(TooLongForCodes):
        split(bytes(PARTS_MAX * PART_BYTES + 1))
    with pytest.raises(ValueError, match="nothing"):
        split(b"")


def test_the_bytes_of_a_part_are_those_of_the_document() -> None:
    assert split(b"VrQ1 example") == [
        b"VrP1" + bytes.fromhex("dbe725c8c8c98b3e") + b"\0\1\0\1" + b"VrQ1 example"
    ]
