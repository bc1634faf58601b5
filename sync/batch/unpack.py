"""Columns back to operations, from bytes that anybody may have made.

Every length is checked before it is used; BatchError is the only way out.
"""

from __future__ import annotations

from typing import NamedTuple

from sync.batch.adaptive import NumberReader
from sync.batch.columns import Column, checked_number, read_clocks, read_times
from sync.batch.compression import expand
from sync.batch.identities import ChainNames, Identities
from sync.batch.limits import (
    BATCH_MAX_OPERATIONS,
    BODY_MAX_BYTES,
    CHAINS_MAX,
    IDS_MAX,
    NUMBER_MAX,
    PACKED_MAX_BYTES,
    PARTS_MAX,
    VALUES_MAX,
)
from sync.batch.operation import (
    Born,
    ChildOf,
    Joining,
    Operation,
    OpId,
    Origin,
    Value,
    record_id,
)
from sync.batch.pack import CODEC_BITS
from sync.batch.reason import BatchError, Reason
from sync.batch.shape import AGAIN, CHILD, NAMED, NEW, REPLACES_THAT, Shape
from sync.batch.values import LANE_COLUMNS, LaneReader
from sync.batch.wire import Reader


def unpack(
    data: bytes, chain: bytes, first_seq: int, author: bytes
) -> tuple[list[Operation], dict[bytes, Origin]]:
    """The operations, and the origin of every record they name, as far as it is derived.

    `chain`, `first_seq` and `author` come from the verified header and body.
    Raises BatchError: DAMAGED, CUT, TOO_LARGE or NEWER.
    """
    if len(data) > BODY_MAX_BYTES:
        raise BatchError(Reason.TOO_LARGE, "body")
    source = Reader(data)
    front = source.varint()
    _pass_over_parts(front >> CODEC_BITS, source)
    numbers = NumberReader(source.blob(PACKED_MAX_BYTES))
    unpacking = _Unpacking(numbers, source, chain, first_seq)
    text = expand(front & (1 << CODEC_BITS) - 1, source.take(source.left))
    ops = unpacking.operations(Reader(text), author)
    return ops, unpacking.origins


def _pass_over_parts(count: int, source: Reader) -> None:
    """Parts of a later version: even numbers may be passed over, odd ones may not."""
    if count > PARTS_MAX:
        raise BatchError(Reason.DAMAGED, "parts")
    for _ in range(count):
        number = source.varint()
        source.blob(PACKED_MAX_BYTES)
        if number % 2:
            raise BatchError(Reason.NEWER, f"part {number}")


class _Unpacking:
    """The columns of one batch while they are read."""

    def __init__(self, numbers: NumberReader, raw: Reader, chain: bytes, first_seq: int) -> None:
        if not 1 <= first_seq <= NUMBER_MAX - BATCH_MAX_OPERATIONS:
            raise BatchError(Reason.DAMAGED, "seq")
        self._numbers = numbers
        self._chain = chain
        self._first_seq = first_seq
        self._count = count = _at_least_one(numbers, BATCH_MAX_OPERATIONS)
        chains = numbers.upto(Column.COUNT, CHAINS_MAX, "chains")
        ids = numbers.upto(Column.COUNT, IDS_MAX, "records named")
        shapes = _at_least_one(numbers, count)
        self._chains = ChainNames.read(chain, chains, raw)
        self._times, self._lamports = read_times(count, first_seq, numbers)
        self._clocks = read_clocks(count, self._times[0], numbers, raw)
        self._ids = Identities.read(ids, numbers, raw, self._chains, first_seq)
        self.origins = self._ids.origins
        self._known = [Shape.read(numbers) for _ in range(shapes)]
        self._shapes = [
            self._known[numbers.upto(Column.SHAPE, shapes - 1, "shape")] for _ in range(count)
        ]

    def operations(self, text: Reader, author: bytes) -> list[Operation]:
        rows = _Rows(self._numbers, self._chain, self._first_seq, self._chains, self._ids)
        told = [rows.read(shape) for shape in self._shapes]
        fields = self._read_fields(LaneReader(self._numbers, text, self._ids))
        if text.left:
            raise BatchError(Reason.DAMAGED, "text left over")
        return [
            Operation(
                chain=self._chain,
                seq=self._first_seq + n,
                lamport=self._lamports[n],
                author=author,
                at_ms=self._times[n],
                clock=self._clocks[n],
                kind=shape.kind,
                record=told[n].record,
                fields=fields[n],
                replaces=told[n].replaces,
                ends_commit=shape.ends_commit,
            )
            for n, shape in enumerate(self._shapes)
        ]

    def _read_fields(self, reader: LaneReader) -> list[dict[int, Value]]:
        sizes: dict[tuple[int, int], int] = {
            (shape.kind, field): 0 for shape in self._known for field in shape.fields
        }
        for shape in self._shapes:
            for field in shape.fields:
                sizes[shape.kind, field] += 1
        lanes = {
            lane: iter(reader.read(Column.LANES + LANE_COLUMNS * n, size))
            for n, (lane, size) in enumerate(sizes.items())
        }
        return [
            {field: next(lanes[shape.kind, field]) for field in shape.fields}
            for shape in self._shapes
        ]


class _Row(NamedTuple):
    record: bytes
    replaces: tuple[OpId, ...]


class _Rows:
    """Which record each operation is about, and which operations it replaces."""

    def __init__(
        self,
        numbers: NumberReader,
        chain: bytes,
        first_seq: int,
        chains: ChainNames,
        ids: Identities,
    ) -> None:
        self._numbers = numbers
        self._chain = chain
        self._first_seq = first_seq
        self._chains = chains
        self._ids = ids
        self._records: list[bytes] = []
        self._last_first = self._last_second = self._last_ordinal = 0
        self._last_replaced_seq = 0
        self._may_replace = VALUES_MAX

    def read(self, shape: Shape) -> _Row:
        """The next operation's. Origins of derived records go to the identities."""
        that = 0
        if shape.form == AGAIN:
            that = len(self._records) - 1 - self._step(Column.BACK)
            if not 0 <= that < len(self._records):
                raise BatchError(Reason.DAMAGED, "no such operation")
            record = self._records[that]
        elif shape.form == NAMED:
            record = self._ids[self._first()]
        else:
            origin = self._origin(shape)
            record = record_id(shape.kind, origin)
            self._ids.origins[record] = origin
        self._records.append(record)
        if shape.replaces == REPLACES_THAT:
            return _Row(record, ((self._chain, self._first_seq + that),))
        self._may_replace -= shape.listed
        if self._may_replace < 0:
            raise BatchError(Reason.TOO_LARGE, "replaced operations")
        return _Row(record, tuple(self._replaced() for _ in range(shape.listed)))

    def _origin(self, shape: Shape) -> Origin:
        if shape.form == NEW:
            return Born(self._chain, self._first_seq + len(self._records))
        first = self._ids[self._first()]
        if shape.form == CHILD:
            self._last_ordinal = checked_number(self._last_ordinal + self._step(Column.ORDINAL))
            return ChildOf(first, self._last_ordinal)
        self._last_second += self._step(Column.SECOND)
        return Joining(first, self._ids[self._last_second])

    def _replaced(self) -> OpId:
        number = self._step(Column.REPLACED_CHAIN)
        if number == 0:
            seq = self._first_seq + len(self._records) - 1 - self._step(Column.REPLACED_BACK)
            return self._chain, checked_number(seq)
        self._last_replaced_seq += self._step(Column.REPLACED_SEQ)
        return self._chains[number], checked_number(self._last_replaced_seq)

    def _first(self) -> int:
        self._last_first += self._step(Column.FIRST)
        return self._last_first

    def _step(self, column: Column) -> int:
        return self._numbers.get_signed(column)


def _at_least_one(numbers: NumberReader, limit: int) -> int:
    count = numbers.upto(Column.COUNT, limit, "operations or shapes")
    if not count:
        raise BatchError(Reason.DAMAGED, "empty")
    return count
