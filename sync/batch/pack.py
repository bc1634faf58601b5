"""Operations to columns. Everything that repeats, counts up or can be derived is left out.

Pure and without keys; docs/formats/batch.md gives each column, unpack.py reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sync.batch.adaptive import NumberWriter
from sync.batch.columns import Column, write_clocks, write_times
from sync.batch.compression import compress
from sync.batch.identities import ChainNames, IdentityWriter, OriginOf
from sync.batch.limits import (
    BATCH_MAX_OPERATIONS,
    BATCH_TARGET_BYTES,
    FIELDS_MAX,
    NUMBER_MAX,
    OPERATION_MAX_BYTES,
    PACKED_MAX_BYTES,
    PLAIN_MAX_BYTES,
    REPLACES_MAX,
    VALUES_MAX,
)
from sync.batch.operation import ID_BYTES, Born, ChildOf, Operation, Ref, Value, record_id
from sync.batch.shape import AGAIN, CHILD, NAMED, NEW, PAIR, REPLACES_NONE, REPLACES_THAT, Shape
from sync.batch.values import LANE_COLUMNS, LaneWriter
from sync.batch.wire import put_bytes, put_varint

CODEC_BITS = 2
"""The lowest bits of a packed body's first number; the rest counts parts of a later version."""
OPERATION_WEIGHT_BYTES = 4
TEXT_SHRINKS_TO = 2
"""Packed sizes, roughly: enough to decide where a batch closes."""


def pack(ops: Sequence[Operation], origin_of: OriginOf) -> bytes:
    """One author's consecutive operations of one chain as a packed body.

    `origin_of` answers where a record comes from, None when unknown: then its id
    travels whole. The author is not inside: the sealed body around it says who.
    Raises ValueError for operations the format cannot carry.
    """
    _require_one_run(ops)
    packing = _Packing(ops, origin_of)
    text = bytes(packing.text)
    if len(text) > PLAIN_MAX_BYTES:
        raise ValueError("too much for one batch")
    codec, written = compress(text)
    out = bytearray()
    put_varint(out, codec)
    put_bytes(out, packing.numbers.finish())
    out += packing.raw
    out += written
    if len(out) > PACKED_MAX_BYTES:
        raise ValueError("too much for one batch")
    return bytes(out)


def batches_of(ops: Sequence[Operation]) -> Iterator[Sequence[Operation]]:
    """Cut a run where batches close: another author, 500 operations, or about 8 kB packed."""
    start = size = 0
    for n, op in enumerate(ops):
        weight = _weight(op)
        if n > start and (
            op.author != ops[start].author
            or n - start == BATCH_MAX_OPERATIONS
            or size + weight > BATCH_TARGET_BYTES
        ):
            yield ops[start:n]
            start, size = n, 0
        size += weight
    if len(ops) > start:
        yield ops[start:]


def _weight(op: Operation) -> int:
    """Packed bytes of an operation, roughly."""
    values = sum(map(_value_weight, op.fields.values()))
    return OPERATION_WEIGHT_BYTES + values // TEXT_SHRINKS_TO + 2 * len(op.replaces)


def _value_weight(value: Value) -> int:
    if isinstance(value, Ref):
        return 2
    if isinstance(value, str | bytes):
        return 1 + len(value)
    return 1 + sum(map(_value_weight, value)) if isinstance(value, tuple) else 1


def _require_one_run(ops: Sequence[Operation]) -> None:
    if not 1 <= len(ops) <= BATCH_MAX_OPERATIONS:
        raise ValueError(f"a batch has 1 to {BATCH_MAX_OPERATIONS} operations")
    first = ops[0]
    if not 1 <= first.seq <= NUMBER_MAX - len(ops):
        raise ValueError("seq out of range")
    if sum(len(op.replaces) for op in ops) > VALUES_MAX:
        raise ValueError("a batch replaces too much")
    for n, op in enumerate(ops):
        if (op.chain, op.author, op.seq) != (first.chain, first.author, first.seq + n):
            raise ValueError("a batch has one chain, one author and no gaps")
        if len(op.record) != ID_BYTES:
            raise ValueError("a record id has 16 bytes")
        if len(op.fields) > FIELDS_MAX or len(op.replaces) > REPLACES_MAX:
            raise ValueError("an operation sets or replaces too much")
        if sum(map(_value_weight, op.fields.values())) > OPERATION_MAX_BYTES:
            raise ValueError("an operation is longer than 64 kB")


class _Packing:
    """The columns of one batch: `numbers`, `raw` bytes that no coder shrinks, and `text`."""

    def __init__(self, ops: Sequence[Operation], origin_of: OriginOf) -> None:
        self._ops = ops
        self._origin_of = origin_of
        self._chains = ChainNames(ops[0].chain)
        self._ids = IdentityWriter(self._chains, origin_of)
        self._shapes: dict[Shape, int] = {}
        self._made_by: dict[bytes, int] = {}
        self._rows: list[tuple[Column, int]] = []
        self._last_first = self._last_second = self._last_ordinal = 0
        self._last_replaced_seq = 0
        self.numbers = NumberWriter()
        self.raw = bytearray()
        self.text = bytearray()
        self._write()

    def _write(self) -> None:
        """Ids and shapes are told before the operations that use them, so these go first."""
        ops, out, ids, chains = self._ops, self.numbers, self._ids, self._chains
        shape_numbers = [self._shape_number(n, op) for n, op in enumerate(ops)]
        lanes = self._lanes()
        for values in lanes.values():
            ids.note(values)
        for count in (len(ops), len(chains.others), len(ids), len(self._shapes)):
            out.put(Column.COUNT, count)
        chains.write(self.raw)
        write_times(ops, out)
        write_clocks(ops, out, self.raw)
        ids.write(out, self.raw, ops[0].seq)
        for shape in self._shapes:
            shape.write(out)
        for number in shape_numbers:
            out.put(Column.SHAPE, number)
        for column, number in self._rows:
            out.put_signed(column, number)
        for n, values in enumerate(lanes.values()):
            base = Column.LANES + LANE_COLUMNS * n
            LaneWriter(base, out, self.text, ids.number).write(values)

    def _lanes(self) -> dict[tuple[int, int], list[Value]]:
        """Values by (kind, field), lanes in the order in which the shapes name them."""
        lanes: dict[tuple[int, int], list[Value]] = {
            (shape.kind, field): [] for shape in self._shapes for field in shape.fields
        }
        for op in self._ops:
            for field, value in op.fields.items():
                lanes[op.kind, field].append(value)
        return lanes

    def _shape_number(self, n: int, op: Operation) -> int:
        form, that = self._record(n, op)
        replaces = self._replaces(op, that)
        shape = Shape(op.kind, form, op.ends_commit, replaces, tuple(sorted(op.fields)))
        return self._shapes.setdefault(shape, len(self._shapes))

    def _record(self, n: int, op: Operation) -> tuple[int, Operation | None]:
        """Tell which record; give the form, and the earlier operation if it is that one's."""
        earlier = self._made_by.get(op.record)
        self._made_by[op.record] = n
        if earlier is not None:
            self._rows.append((Column.BACK, n - earlier - 1))
            return AGAIN, self._ops[earlier]
        origin = self._origin_of(op.record)
        if origin == Born(op.chain, op.seq) and record_id(op.kind, origin) == op.record:
            return NEW, None
        if isinstance(origin, Born) or origin is None or record_id(op.kind, origin) != op.record:
            self._first(self._ids.number(op.record))
            return NAMED, None
        if isinstance(origin, ChildOf):
            self._first(self._ids.number(origin.parent))
            self._rows.append((Column.ORDINAL, origin.ordinal - self._last_ordinal))
            self._last_ordinal = origin.ordinal
            return CHILD, None
        self._first(self._ids.number(origin.first))
        second = self._ids.number(origin.second)
        self._rows.append((Column.SECOND, second - self._last_second))
        self._last_second = second
        return PAIR, None

    def _first(self, number: int) -> None:
        self._rows.append((Column.FIRST, number - self._last_first))
        self._last_first = number

    def _replaces(self, op: Operation, that: Operation | None) -> int:
        if not op.replaces:
            return REPLACES_NONE
        if that is not None and op.replaces == (that.id,):
            return REPLACES_THAT
        for chain, seq in op.replaces:
            number = self._chains.number(chain)
            self._rows.append((Column.REPLACED_CHAIN, number))
            if number == 0:
                self._rows.append((Column.REPLACED_BACK, op.seq - seq))
            else:
                self._rows.append((Column.REPLACED_SEQ, seq - self._last_replaced_seq))
                self._last_replaced_seq = seq
        return REPLACES_THAT + len(op.replaces)
