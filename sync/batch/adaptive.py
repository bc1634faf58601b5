"""Numbers in columns, each coded by what its column held before (an adaptive range coder).

The coder is the one of LZMA (Igor Pavlov, public domain) with 16-bit probabilities
that learn quickly at first: batches are small. docs/formats/batch.md spells it out.
"""

from __future__ import annotations

from sync.batch.reason import BatchError, Reason

TOP = 1 << 24
MASK32 = 0xFFFFFFFF
HALF = 1 << 15
ONE = 1 << 16
RATES = (*(1,) * 2, *(2,) * 2, *(3,) * 6, *(4,) * 14, *(5,) * 20, 6)
"""A probability moves by 1/2^rate of what is left; the rate by how often it was used."""
LAST_RATE = len(RATES) - 1
CLASS_BITS = 5
ESCAPE = (1 << CLASS_BITS) - 1
ESCAPE_BITS = 6
CLASS_MAX = 64
DIRECT_MAX_BITS = 16

LAST_CLASSES = 4
"""The number before counts as 0, 1, 2 to 3, or more, in what is expected of the next."""
SAME = 0
SIGN = SAME + 2 * LAST_CLASSES
CLASS = SIGN + 1
TOP_BITS = CLASS + LAST_CLASSES * (1 << CLASS_BITS)
"""Slots of a column's model: "same as before", the sign, trees for the class (how many
bits), then for each class three for the two bits after the leading one."""
MODEL_SLOTS = TOP_BITS + 3 * (CLASS_MAX + 1)


class _Model:
    """The probabilities of one column, and the number it held last."""

    __slots__ = ("chances", "last", "same_slot", "tree_slot", "uses")

    def __init__(self) -> None:
        self.chances = [HALF] * MODEL_SLOTS
        self.uses = [0] * MODEL_SLOTS
        self.keep(0)

    def keep(self, number: int) -> None:
        """Another number than before: what is expected next follows from its class."""
        last_class = min(number.bit_length(), LAST_CLASSES - 1)
        self.last = number
        self.same_slot = SAME + 2 * last_class
        self.tree_slot = CLASS + (last_class << CLASS_BITS)

    def keep_same(self) -> None:
        self.same_slot |= 1


class NumberWriter:
    """Codes numbers of 0 to 2^64-1; a column is named by any number both ends know."""

    def __init__(self) -> None:
        self._models: dict[int, _Model] = {}
        self._low = 0
        self._range = MASK32
        self._cache = 0
        self._held = 0
        self._out = bytearray()

    def put(self, column: int, number: int) -> None:
        if not 0 <= number < 1 << CLASS_MAX:
            raise ValueError(f"{number} does not fit an unsigned 64-bit number")
        model = self._model(column)
        same = number == model.last
        self._bit(model, model.same_slot, same)
        if same:
            model.keep_same()
            return
        size = number.bit_length()
        self._tree(model, model.tree_slot, min(size, ESCAPE))
        model.keep(number)
        if size >= ESCAPE:
            self._direct(size - ESCAPE, ESCAPE_BITS)
        left = size - 1
        slot = TOP_BITS + 3 * size
        if left >= 1:
            left -= 1
            first = number >> left & 1
            self._bit(model, slot, first)
            if left >= 1:
                left -= 1
                self._bit(model, slot + 1 + first, number >> left & 1)
        if left > 0:
            self._direct(number & (1 << left) - 1, left)

    def put_signed(self, column: int, number: int) -> None:
        """The magnitude as `put`, then the sign unless it is 0."""
        self.put(column, abs(number))
        if number:
            self._bit(self._model(column), SIGN, number < 0)

    def finish(self) -> bytes:
        """The bytes; those that are zero at the end are left out, the reader adds them."""
        for bits in range(32, -1, -1):
            short = (self._low + self._range - 1) >> bits << bits
            if short >= self._low:
                self._low = short
                break
        for _ in range(5):
            self._shift()
        return bytes(self._out[1:].rstrip(b"\0"))

    def _model(self, column: int) -> _Model:
        model = self._models.get(column)
        if model is None:
            model = self._models[column] = _Model()
        return model

    def _bit(self, model: _Model, slot: int, bit: bool | int) -> None:
        chance, uses = model.chances[slot], model.uses[slot]
        bound = (self._range >> 16) * chance
        if bit:
            self._low += bound
            self._range -= bound
            model.chances[slot] = chance - (chance >> RATES[uses])
        else:
            self._range = bound
            model.chances[slot] = chance + (ONE - chance >> RATES[uses])
        if uses < LAST_RATE:
            model.uses[slot] = uses + 1
        if self._range < TOP:
            self._fill()

    def _tree(self, model: _Model, slot: int, value: int) -> None:
        node = 1
        for shift in range(CLASS_BITS - 1, -1, -1):
            bit = value >> shift & 1
            self._bit(model, slot + node, bit)
            node = node << 1 | bit

    def _direct(self, value: int, bits: int) -> None:
        while bits:
            part = min(bits, DIRECT_MAX_BITS)
            bits -= part
            self._range >>= part
            self._low += self._range * (value >> bits & (1 << part) - 1)
            self._fill()

    def _fill(self) -> None:
        while self._range < TOP:
            self._range <<= 8
            self._shift()

    def _shift(self) -> None:
        """Move the top byte out; hold back those that a carry may still change."""
        if self._low < 0xFF000000 or self._low > MASK32:
            carry = self._low >> 32
            self._out.append(self._cache + carry & 0xFF)
            if self._held:
                self._out += bytes((0xFF + carry & 0xFF,)) * self._held
                self._held = 0
            self._cache = self._low >> 24 & 0xFF
        else:
            self._held += 1
        self._low = (self._low & 0x00FFFFFF) << 8


class NumberReader:
    """The numbers back. Any bytes decode to something; only sizes can be wrong."""

    def __init__(self, data: bytes) -> None:
        self._models: dict[int, _Model] = {}
        self._data = data
        self._position = 4
        self._range = MASK32
        self._code = int.from_bytes(data[:4].ljust(4, b"\0"), "big")

    def get(self, column: int) -> int:
        model = self._model(column)
        if self._bit(model, model.same_slot):
            model.keep_same()
            return model.last
        slot = model.tree_slot
        node = 1
        for _ in range(CLASS_BITS):
            node = node << 1 | self._bit(model, slot + node)
        size = node - (1 << CLASS_BITS)
        if size == ESCAPE:
            size += self._direct(ESCAPE_BITS)
            if size > CLASS_MAX:
                raise BatchError(Reason.DAMAGED, "number out of range")
        number = 1 if size else 0
        left = size - 1
        slot = TOP_BITS + 3 * size
        if left >= 1:
            left -= 1
            first = self._bit(model, slot)
            number = number << 1 | first
            if left >= 1:
                left -= 1
                number = number << 1 | self._bit(model, slot + 1 + first)
        if left > 0:
            number = number << left | self._direct(left)
        model.keep(number)
        return number

    def get_signed(self, column: int) -> int:
        number = self.get(column)
        return -number if number and self._bit(self._model(column), SIGN) else number

    def upto(self, column: int, limit: int, what: str) -> int:
        """A number that must not exceed `limit`: a count or an index."""
        number = self.get(column)
        if number > limit:
            raise BatchError(Reason.DAMAGED, f"{what} {number} over {limit}")
        return number

    def _model(self, column: int) -> _Model:
        model = self._models.get(column)
        if model is None:
            model = self._models[column] = _Model()
        return model

    def _bit(self, model: _Model, slot: int) -> int:
        chance, uses = model.chances[slot], model.uses[slot]
        bound = (self._range >> 16) * chance
        if self._code < bound:
            self._range = bound
            model.chances[slot] = chance + (ONE - chance >> RATES[uses])
            bit = 0
        else:
            self._code -= bound
            self._range -= bound
            model.chances[slot] = chance - (chance >> RATES[uses])
            bit = 1
        if uses < LAST_RATE:
            model.uses[slot] = uses + 1
        if self._range < TOP:
            self._fill()
        return bit

    def _direct(self, bits: int) -> int:
        value = 0
        while bits:
            part = min(bits, DIRECT_MAX_BITS)
            bits -= part
            self._range >>= part
            # Bytes that no writer made can point past the range.
            digit = min(self._code // self._range, (1 << part) - 1)
            self._code -= digit * self._range
            value = value << part | digit
            self._fill()
        return value

    def _fill(self) -> None:
        while self._range < TOP:
            self._range <<= 8
            byte = self._data[self._position] if self._position < len(self._data) else 0
            self._code = (self._code << 8 | byte) & MASK32
            self._position += 1
