"""The ids a batch names, written by where the records come from instead of as 16 random bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sync.batch.adaptive import NumberReader, NumberWriter
from sync.batch.columns import Column, checked_number
from sync.batch.limits import IDS_MAX
from sync.batch.operation import ID_BYTES, Born, ChildOf, Joining, Origin, Ref, Value, record_id
from sync.batch.reason import BatchError, Reason
from sync.batch.wire import Reader

OriginOf = Callable[[bytes], Origin | None]

RAW, CHILD, PAIR, BORN = range(4)
"""Forms of an entry; BORN + n is born in chain n, 0 being the batch's own."""
KINDS_TRIED = 64
"""A reference does not say its kind: these are tried before its 16 bytes are sent."""
DEPTH_MAX = 16


@dataclass
class ChainNames:
    """Chains by number: 0 is the batch's own and never sent."""

    own: bytes
    others: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = {chain: n for n, chain in enumerate((self.own, *self.others))}

    def number(self, chain: bytes) -> int:
        number = self._numbers.get(chain)
        if number is None:
            if len(chain) != ID_BYTES:
                raise ValueError("a chain id has 16 bytes")
            self.others.append(chain)
            number = self._numbers[chain] = len(self.others)
        return number

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number <= len(self.others):
            raise BatchError(Reason.DAMAGED, "chain number")
        return self.others[number - 1] if number else self.own

    def write(self, raw: bytearray) -> None:
        for chain in self.others:
            raw += chain

    @classmethod
    def read(cls, own: bytes, count: int, raw: Reader) -> ChainNames:
        return cls(own, [raw.take(ID_BYTES) for _ in range(count)])


class IdentityWriter:
    """Gives every record id a number, parents before children."""

    def __init__(self, chains: ChainNames, origin_of: OriginOf) -> None:
        self._chains = chains
        self._origin_of = origin_of
        self._numbers: dict[bytes, int] = {}
        self._entries: list[tuple[int, Origin | None, bytes]] = []
        self._hints: dict[type[Origin], int] = {}

    def number(self, record: bytes, depth: int = 0) -> int:
        known = self._numbers.get(record)
        if known is not None:
            return known
        if len(record) != ID_BYTES:
            raise ValueError("a record id has 16 bytes")
        origin = self._origin_of(record) if depth < DEPTH_MAX else None
        kind = self._kind_of(record, origin) if origin is not None else None
        if kind is None:
            origin = None
        elif isinstance(origin, Born):
            self._chains.number(origin.chain)
        elif isinstance(origin, ChildOf):
            self.number(origin.parent, depth + 1)
        elif isinstance(origin, Joining):
            self.number(origin.first, depth + 1)
            self.number(origin.second, depth + 1)
        number = self._numbers[record] = len(self._entries)
        self._entries.append((kind or 0, origin, record))
        if number >= IDS_MAX:
            raise ValueError("a batch names too many records")
        return number

    def _kind_of(self, record: bytes, origin: Origin) -> int | None:
        hint = self._hints.get(type(origin), 1)
        kinds = (hint, *range(KINDS_TRIED))
        kind = next((kind for kind in kinds if record_id(kind, origin) == record), None)
        if kind is not None:
            self._hints[type(origin)] = kind
        return kind

    def note(self, values: Iterable[Value]) -> None:
        """Number the records that these values refer to."""
        for value in values:
            for scalar in value if isinstance(value, tuple) else (value,):
                if isinstance(scalar, Ref):
                    self.number(bytes(scalar))

    def __len__(self) -> int:
        return len(self._entries)

    def write(self, numbers: NumberWriter, raw: bytearray, first_seq: int) -> None:
        """Each entry's form, kind and what the form needs; ids that are not derived to `raw`."""
        last_seq, last_ordinal, last_first, last_second = first_seq, 0, 0, 0
        for kind, origin, record in self._entries:
            if origin is None:
                numbers.put(Column.FORM, RAW)
                raw += record
            elif isinstance(origin, Born):
                numbers.put(Column.FORM, BORN + self._chains.number(origin.chain))
                numbers.put(Column.KIND, kind)
                numbers.put_signed(Column.SEQ, origin.seq - last_seq)
                last_seq = origin.seq
            elif isinstance(origin, ChildOf):
                numbers.put(Column.FORM, CHILD)
                numbers.put(Column.KIND, kind)
                parent = self._numbers[origin.parent]
                numbers.put_signed(Column.FIRST, parent - last_first)
                numbers.put_signed(Column.ORDINAL, origin.ordinal - last_ordinal)
                last_first, last_ordinal = parent, origin.ordinal
            else:
                numbers.put(Column.FORM, PAIR)
                numbers.put(Column.KIND, kind)
                first, second = self._numbers[origin.first], self._numbers[origin.second]
                numbers.put_signed(Column.FIRST, first - last_first)
                numbers.put_signed(Column.SECOND, second - last_second)
                last_first, last_second = first, second


@dataclass(frozen=True)
class Identities:
    """The ids named in a batch, by number, and where those that are derived come from."""

    ids: list[bytes]
    origins: dict[bytes, Origin]

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self.ids):
            raise BatchError(Reason.DAMAGED, "record number")
        return self.ids[number]

    @classmethod
    def read(
        cls, count: int, numbers: NumberReader, raw: Reader, chains: ChainNames, first_seq: int
    ) -> Identities:
        table = cls([], {})
        last_seq, last_ordinal, last_first, last_second = first_seq, 0, 0, 0
        for _ in range(count):
            form = numbers.get(Column.FORM)
            if form == RAW:
                table.ids.append(raw.take(ID_BYTES))
                continue
            kind = numbers.get(Column.KIND)
            origin: Origin
            if form == CHILD:
                last_first += numbers.get_signed(Column.FIRST)
                last_ordinal = checked_number(last_ordinal + numbers.get_signed(Column.ORDINAL))
                origin = ChildOf(table[last_first], last_ordinal)
            elif form == PAIR:
                last_first += numbers.get_signed(Column.FIRST)
                last_second += numbers.get_signed(Column.SECOND)
                origin = Joining(table[last_first], table[last_second])
            else:
                last_seq = checked_number(last_seq + numbers.get_signed(Column.SEQ))
                origin = Born(chains[form - BORN], last_seq)
            record = record_id(kind, origin)
            table.ids.append(record)
            table.origins[record] = origin
        return table
