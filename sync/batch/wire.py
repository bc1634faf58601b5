"""Numbers and byte strings on the wire, and a reader that never trusts a length."""

from __future__ import annotations

from sync.batch.reason import BatchError, Reason

VARINT_MAX_BYTES = 10
UINT64_MAX = (1 << 64) - 1


def put_varint(out: bytearray, number: int) -> None:
    """Append LEB128: seven bits a byte, low first. Raises ValueError outside 0 to 2^64-1."""
    if not 0 <= number <= UINT64_MAX:
        raise ValueError(f"{number} does not fit an unsigned 64-bit number")
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def put_bytes(out: bytearray, data: bytes) -> None:
    """Append a length and that many bytes."""
    put_varint(out, len(data))
    out += data


class Reader:
    """Reads forward through bytes from outside; raises BatchError and nothing else."""

    __slots__ = ("data", "end", "position")

    def __init__(self, data: bytes, position: int = 0) -> None:
        self.data = data
        self.position = position
        self.end = len(data)

    @property
    def left(self) -> int:
        return self.end - self.position

    def varint(self) -> int:
        data, position = self.data, self.position
        if position < self.end and data[position] < 0x80:
            self.position = position + 1
            return data[position]
        number = shift = 0
        last = min(self.end, position + VARINT_MAX_BYTES)
        while position < last:
            byte = data[position]
            position += 1
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                if number > UINT64_MAX or (byte == 0 and shift):
                    raise BatchError(Reason.DAMAGED, "number out of range")
                self.position = position
                return number
            shift += 7
        cut = last - self.position < VARINT_MAX_BYTES
        raise BatchError(Reason.CUT if cut else Reason.DAMAGED, "unfinished number")

    def upto(self, limit: int, what: str) -> int:
        """A number that must not exceed `limit`: a count or an index."""
        number = self.varint()
        if number > limit:
            raise BatchError(Reason.DAMAGED, f"{what} {number} over {limit}")
        return number

    def take(self, length: int) -> bytes:
        if length > self.left:
            raise BatchError(Reason.CUT, "fewer bytes than announced")
        start = self.position
        self.position = start + length
        return self.data[start : self.position]

    def blob(self, limit: int) -> bytes:
        """A length, at most `limit`, and that many bytes."""
        length = self.varint()
        if length > limit:
            raise BatchError(Reason.TOO_LARGE, f"{length} bytes over {limit}")
        return self.take(length)
