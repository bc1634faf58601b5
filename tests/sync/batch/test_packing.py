"""What is packed comes back exactly; what cannot be carried is refused before it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.batch.adaptive import NumberReader, NumberWriter
from sync.batch.operation import Born, Operation, Ref, Value
from sync.batch.pack import batches_of, pack
from sync.batch.reason import BatchError, Reason
from sync.batch.unpack import unpack
from tests.sync.batch.strategies import runs
from tests.sync.batch.world import World, fixed


@settings(max_examples=150, deadline=None)
@given(runs())
def test_any_run_of_operations_comes_back_as_it_was(run: tuple[World, list[Operation]]) -> None:
    world, ops = run
    back, origins = unpack(pack(ops, world.origins.get), world.chain, ops[0].seq, world.author.id)
    assert back == ops
    for one, other in zip(back, ops, strict=True):
        assert [_exact(v) for v in one.fields.values()] == [
            _exact(other.fields[number]) for number in one.fields
        ]
    for record, origin in origins.items():
        assert world.origins[record] == origin


def _exact(value: Value) -> object:
    """Types too: 1 is not True, and a reference is not just bytes."""
    if isinstance(value, tuple):
        return tuple(map(_exact, value))
    return type(value), value


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(2**64) + 1, 2**64 - 1)), max_size=80))
def test_numbers_of_any_size_come_back_in_their_columns(numbers: list[tuple[int, int]]) -> None:
    writer = NumberWriter()
    for column, number in numbers:
        writer.put_signed(column, number)
        writer.put(column + 10, abs(number) % 5)
    reader = NumberReader(writer.finish())
    for column, number in numbers:
        assert reader.get_signed(column) == number
        assert reader.get(column + 10) == abs(number) % 5


def test_a_record_whose_origin_is_told_wrongly_keeps_its_own_id(world: World) -> None:
    world.origins[fixed("somebody")] = Born(world.chain, 1)
    op = world.operation(1, fixed("somebody"), {1: Ref(fixed("somebody else"))})
    back, origins = unpack(pack([op], world.origins.get), world.chain, 1, world.author.id)
    assert back == [op]
    assert origins == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"author": fixed("another author")},
        {"chain": fixed("another chain")},
        {"seq": 9},
        {"record": b"short"},
        {"at_ms": -1},
        {"fields": {1: 1 << 63}},
        {"fields": {1: "x" * (64 * 1024 + 1)}},
        {"fields": {1: (1,) * 33}},
        {"fields": {1: Ref(b"short")}},
        {"fields": {1: 1.5}},
    ],
)
def test_what_the_format_cannot_carry_is_refused_when_packing(
    world: World, wrong: dict[str, object]
) -> None:
    first, second = world.marks(2)
    with pytest.raises(ValueError):  # noqa: PT011 - each case has its own words
        pack([first, replace(second, **wrong)], world.origins.get)  # type: ignore[arg-type]


def test_batches_close_at_500_operations_at_8_kb_and_where_the_author_changes(
    world: World,
) -> None:
    short = world.marks(1_100)
    assert [len(part) for part in batches_of(short)] == [500, 500, 100]
    long = [world.operation(seq, fixed("one"), {2: "ñ" * 3_000}) for seq in range(1, 11)]
    assert all(len(pack(part, world.origins.get)) < 9_000 for part in batches_of(long))
    assert len(list(batches_of(long))) > 1
    two = [*world.marks(3), replace(world.marks(1, 4)[0], author=world.colleague.id)]
    assert [len(part) for part in batches_of(two)] == [3, 1]
    assert list(batches_of([])) == []


def test_one_operation_of_64_kb_travels_alone(world: World) -> None:
    page = fixed("page", 60_000)
    op = world.operation(1, fixed("one"), {2: page})
    packed = pack([op], world.origins.get)
    assert unpack(packed, world.chain, 1, world.author.id)[0] == [op]


def test_parts_of_a_later_version_are_passed_over_if_even_and_stop_us_if_odd(
    world: World,
) -> None:
    ops = world.marks(3)
    packed = pack(ops, world.origins.get)
    front, rest = packed[:1], packed[1:]
    even = bytes((front[0] | 2 << 2,)) + b"\x02\x03abc" + b"\x04\x00" + rest
    assert unpack(even, world.chain, 1, world.author.id)[0] == ops
    odd = bytes((front[0] | 1 << 2,)) + b"\x03\x03abc" + rest
    with pytest.raises(BatchError) as caught:
        unpack(odd, world.chain, 1, world.author.id)
    assert caught.value.reason is Reason.NEWER
