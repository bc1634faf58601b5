"""Which records were erased here, and what of an operation may stand once they are.

Pure but for `load` and `keep`: the same operation is cut the same way when it is emptied,
when it arrives again, and when somebody compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from desktop.programme.schema import BY_NUMBER, ERASURE, INCIDENT, PAPER_SHEET, RIGHT
from desktop.trouble import Exit, Trouble, say
from sync.batch.operation import (
    ID_BYTES,
    Born,
    ChildOf,
    Joining,
    Operation,
    Origin,
    Ref,
    Scalar,
    Value,
)

NO_KIND = 0
"""The kind of an operation that was emptied: no table shows it, every version keeps it."""
NO_RECORD = bytes(ID_BYTES)

WORDS: dict[int, tuple[str, ...]] = {
    INCIDENT.number: ("participant", "note", "settled_how"),
    RIGHT.number: ("participant", "asked", "outcome_why"),
}
"""Records that are not a person's though they name one: they stay, and lose these columns.

What happened at a meeting is the meeting's; that a request was answered in time is the
programme's.
"""
CUT_KINDS = frozenset({*WORDS, PAPER_SHEET.number})
"""Kinds whose operations may stand with less than they said."""
_ROWS = PAPER_SHEET.register_of("rows").number
_CODES = PAPER_SHEET.register_of("codes").number
_HEX_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")

Fields = Mapping[int, Value]


class Form(IntEnum):
    """WHOLE: nothing of the record stands. WORDS: it stands without what it said of somebody."""

    WHOLE = 1
    WORDS = 2


class PersonErased(Trouble):
    """Somebody tried to write about a person who was erased."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            happened=say("Los datos de esa persona se borraron porque así lo pidió."),
            safe=say("Lo demás está guardado; de esa persona no se guardó nada nuevo."),
            next_step=say("Si volvió al programa, anótela como persona nueva."),
        )


@dataclass
class Erased:
    """Ids of what was erased, and in `words` of what stays with less. Both sets only grow."""

    whole: set[bytes] = field(default_factory=set)
    words: set[bytes] = field(default_factory=set)

    @classmethod
    def load(cls, raw: Any) -> Erased:
        """`raw`: the driver's own connection."""
        found = cls()
        for record, form in raw.execute("SELECT record, form FROM erased").fetchall():
            (found.whole if form == Form.WHOLE else found.words).add(bytes(record))
        return found

    def keep(self, raw: Any) -> None:
        """Write down what is new, inside the caller's transaction."""
        for records, form in ((self.whole, Form.WHOLE), (self.words, Form.WORDS)):
            raw.executemany(
                "INSERT INTO erased (record, form) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(record, int(form)) for record in sorted(records)],
            )

    def takes(self, kind: int, record: bytes, origin: Origin | None, fields: Fields) -> bool:
        """Whether nothing of such an operation may stand."""
        if record in self.whole:
            return True
        if kind in WORDS or kind == ERASURE.number:
            return False
        if record in self.words:  # somebody else's: it loses what it says, and stays
            fields = {}
        return any(each in self.whole for each in named(origin, fields))

    def cuts(self, kind: int, record: bytes, fields: Fields) -> bool:
        """Whether its record stands without words about somebody."""
        if kind == ERASURE.number:
            return False
        if record in self.words or (
            kind in WORDS and any(each in self.whole for each in named(None, fields))
        ):
            return True
        return any(spelled(text) & self.whole for text in _texts(fields))

    def refuses(self, kind: int, record: bytes, origin: Origin | None, fields: Fields) -> bool:
        """Whether something of such an operation would be gone on every other laptop."""
        if not self.whole:
            return False
        return self.takes(kind, record, origin, fields) or (
            self.cuts(kind, record, fields) and self.left_of(kind, record, fields) != fields
        )

    def left_of(self, kind: int, record: bytes, fields: Fields) -> dict[int, Value]:
        """What may stand of an operation that `cuts` but not `takes`."""
        left = {number: self._value(kind, number, value) for number, value in fields.items()}
        if kind in WORDS:
            left = {number: _without_words(kind, number, value) for number, value in left.items()}
        if kind == PAPER_SHEET.number:
            left |= self._sheet(fields)
        return left

    def operation(self, op: Operation, origin: Origin | None) -> Operation:
        """The operation as it may stand here."""
        if not self.whole and not self.words:
            return op
        if self.takes(op.kind, op.record, origin, op.fields):
            return emptied(op)
        if self.cuts(op.kind, op.record, op.fields):
            return replace(op, fields=self.left_of(op.kind, op.record, op.fields))
        return op

    def _value(self, kind: int, number: int, value: Value) -> Value:
        if isinstance(value, tuple):
            return tuple(self._scalar(kind, number, each) for each in value)
        return self._scalar(kind, number, value)

    def _scalar(self, kind: int, number: int, value: Scalar) -> Scalar:
        if isinstance(value, Ref):
            return None if bytes(value) in self.whole else value
        if isinstance(value, str) and (kind, number) != (PAPER_SHEET.number, _ROWS):
            return None if spelled(value) & self.whole else value
        return value

    def _sheet(self, fields: Fields) -> dict[int, Value]:
        """The rows of the others, each still beside its code; no codes that stand alone."""
        rows, codes = fields.get(_ROWS), fields.get(_CODES)
        people = rows.split(",") if isinstance(rows, str) else []
        marks = codes.split(",") if isinstance(codes, str) else []
        stay = [n for n, each in enumerate(people) if not spelled(each) & self.whole]
        left: dict[int, Value] = {}
        if _ROWS in fields:
            left[_ROWS] = ",".join(people[n] for n in stay) if people else rows
        if _CODES in fields:
            paired = len(people) == len(marks)
            left[_CODES] = ",".join(marks[n] for n in stay) if paired else None
        return left


def emptied(op: Operation) -> Operation:
    """What stands in a chain for an operation that is gone: whose it was, and when."""
    return replace(op, kind=NO_KIND, record=NO_RECORD, fields={}, replaces=())


def is_emptied(op: Operation) -> bool:
    return op.kind == NO_KIND and op.record == NO_RECORD and not op.fields


def named(origin: Origin | None, fields: Fields) -> Iterator[bytes]:
    """Every record that an operation names besides its own."""
    match origin:
        case ChildOf(parent, _):
            yield parent
        case Joining(first, second):
            yield first
            yield second
        case Born() | None:
            pass
    for value in fields.values():
        for scalar in value if isinstance(value, tuple) else (value,):
            if isinstance(scalar, Ref):
                yield bytes(scalar)


def spelled(text: str) -> set[bytes]:
    """Ids that a text spells in hex."""
    if len(text) < 2 * ID_BYTES:
        return set()
    return {bytes.fromhex(found) for found in _HEX_ID.findall(text)}


def in_hex(records: Iterable[bytes]) -> str:
    return ",".join(record.hex() for record in records)


def from_hex(text: str | None) -> Collection[bytes]:
    """As `in_hex` wrote it; nothing where somebody else's program wrote something else."""
    return spelled(text or "")


def _texts(fields: Fields) -> Iterator[str]:
    for value in fields.values():
        for scalar in value if isinstance(value, tuple) else (value,):
            if isinstance(scalar, str):
                yield scalar


def _without_words(kind: int, number: int, value: Value) -> Value:
    """A register without the columns of WORDS; one of a later version without any text."""
    register = BY_NUMBER[kind].register(number)
    if number == 0 or value is None:
        return value
    if register is None:
        return None
    gone = [name in WORDS[kind] for name, _ in register.columns]
    if isinstance(value, tuple):
        return tuple(None if n < len(gone) and gone[n] else each for n, each in enumerate(value))
    return None if gone[0] else value
