"""Values of one field, column-wise: tags, numbers and text apart, repeats by number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sync.batch.adaptive import NumberReader, NumberWriter
from sync.batch.identities import Identities
from sync.batch.limits import IDS_MAX, OPERATION_MAX_BYTES, TUPLE_MAX, VALUES_MAX
from sync.batch.operation import Ref, Scalar, Value
from sync.batch.reason import BatchError, Reason
from sync.batch.wire import Reader

NONE, FALSE, TRUE, INT, TEXT, BYTES, REF = range(7)
TUPLE = 8
"""TUPLE + n is a register of n scalars, whose own tags follow."""
TAG, NUMBER, LENGTH, RECORD, REPEAT = range(5)
"""A lane's columns; REPEAT begins with how many values are told, 0 for all of them."""
LANE_COLUMNS = 5

INT64_MIN, INT64_MAX = -(1 << 63), (1 << 63) - 1


class LaneWriter:
    """Writes the values of one field in order; characters and bytes go to `text`.

    Raises ValueError for what the format cannot carry.
    """

    def __init__(
        self, base: int, out: NumberWriter, text: bytearray, number_of: Callable[[bytes], int]
    ) -> None:
        self._base = base
        self._out = out
        self._text = text
        self._number_of = number_of

    def write(self, values: Sequence[Value]) -> None:
        told = dict.fromkeys(map(_exact, values))
        if len(told) * 2 <= len(values):
            numbers = {key: number for number, key in enumerate(told)}
            self._out.put(self._base + REPEAT, len(told))
            firsts = dict(zip(reversed(list(map(_exact, values))), reversed(values), strict=True))
            for key in told:
                self._value(firsts[key])
            for value in values:
                self._out.put(self._base + REPEAT, numbers[_exact(value)])
        else:
            self._out.put(self._base + REPEAT, 0)
            for value in values:
                self._value(value)

    def _value(self, value: Value) -> None:
        if isinstance(value, tuple):
            if len(value) > TUPLE_MAX:
                raise ValueError("a register has too many columns")
            self._out.put(self._base + TAG, TUPLE + len(value))
            for scalar in value:
                self._scalar(scalar)
        else:
            self._scalar(value)

    def _scalar(self, value: Scalar) -> None:
        out, base = self._out, self._base
        if value is None:
            out.put(base + TAG, NONE)
        elif isinstance(value, bool):
            out.put(base + TAG, TRUE if value else FALSE)
        elif isinstance(value, int):
            if not INT64_MIN <= value <= INT64_MAX:
                raise ValueError("a number does not fit 64 bits")
            out.put(base + TAG, INT)
            out.put_signed(base + NUMBER, value)
        elif isinstance(value, Ref):
            out.put(base + TAG, REF)
            out.put(base + RECORD, self._number_of(bytes(value)))
        elif isinstance(value, str | bytes):
            data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            if len(data) > OPERATION_MAX_BYTES:
                raise ValueError("a value is longer than 64 kB")
            out.put(base + TAG, TEXT if isinstance(value, str) else BYTES)
            out.put(base + LENGTH, len(data))
            self._text += data
        else:
            raise ValueError(f"{type(value).__name__} does not travel")


def _exact(value: Value) -> object:
    """A key under which True and 1, or text and bytes, stay different."""
    if isinstance(value, tuple):
        return tuple((type(scalar), scalar) for scalar in value)
    return type(value), value


class LaneReader:
    """Reads lanes back, and counts what they hold: few bytes must not become many values."""

    def __init__(self, source: NumberReader, text: Reader, ids: Identities) -> None:
        self._source = source
        self._text = text
        self._ids = ids
        self._left = VALUES_MAX

    def read(self, base: int, count: int) -> list[Value]:
        """`count` values, or a BatchError."""
        source = self._source
        told = source.upto(base + REPEAT, count, "values told")
        if not told:
            return [self._value(base) for _ in range(count)]
        values = [self._value(base) for _ in range(told)]
        return [values[source.upto(base + REPEAT, told - 1, "value")] for _ in range(count)]

    def _value(self, base: int) -> Value:
        tag = self._source.upto(base + TAG, TUPLE + TUPLE_MAX, "tag")
        if tag >= TUPLE:
            return tuple(
                self._scalar(base, self._source.get(base + TAG)) for _ in range(tag - TUPLE)
            )
        return self._scalar(base, tag)

    def _scalar(self, base: int, tag: int) -> Scalar:
        self._left -= 1
        if self._left < 0:
            raise BatchError(Reason.TOO_LARGE, "values")
        if tag == INT:
            number = self._source.get_signed(base + NUMBER)
            if not INT64_MIN <= number <= INT64_MAX:
                raise BatchError(Reason.DAMAGED, "number out of range")
            return number
        if tag in (TEXT, BYTES):
            data = self._text.take(self._source.get(base + LENGTH))
            return data if tag == BYTES else _characters(data)
        if tag == REF:
            return Ref(self._ids[self._source.upto(base + RECORD, IDS_MAX, "record")])
        if tag == NONE:
            return None
        if tag in (FALSE, TRUE):
            return tag == TRUE
        raise BatchError(Reason.DAMAGED, f"tag {tag}")


def _characters(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise BatchError(Reason.DAMAGED, "text is not UTF-8") from None
