"""Constant SQL for reading and writing one row of each view, and the order of its values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.programme.schema import KINDS, Kind, Type
from desktop.records.tables import Form, columns_of, form_of
from sync.batch.operation import ID_BYTES, Ref

_INT_RANGE = range(-2_000_000_000, 2_000_000_001)
"""What a view shows of a number, so that one more still fits into 32 bits: the window's
toolkit ends the process over a larger one. The largest that is ours are bytes of a material."""


@dataclass(frozen=True)
class Statements:
    """How one kind's rows are addressed, read and written.

    A row's values are its register columns in the order of the schema. Pairs
    are addressed by their two halves, every other record by its id.

    Attributes:
        places: register number to (first column's place, number of columns).
        select: address -> heads, deleted, *values.
        identify: id -> identity columns; "" for a kind without. Slow for pairs.
        insert: id, *identity, *values, deleted, heads.
        update: *values, deleted, heads, *address.
    """

    kind: Kind
    form: Form
    places: dict[int, tuple[int, int]]
    columns: tuple[tuple[str, Type], ...]
    select: str = field(repr=False)
    identify: str = field(repr=False)
    insert: str = field(repr=False)
    update: str = field(repr=False)

    def address(self, record: bytes, identity: tuple[Any, ...]) -> tuple[Any, ...]:
        return identity if self.form is Form.PAIR else (record,)

    def stored(self, register: int, value: Any) -> tuple[Any, ...]:
        """A register's value as its columns hold it.

        What does not fit a column (a later version may have sent it) reads as
        nothing there; the operation keeps it.
        """
        first, count = self.places[register]
        parts = value if isinstance(value, tuple) else (value,)
        return tuple(
            _stored(self.columns[first + n][1], parts[n] if n < len(parts) else None)
            for n in range(count)
        )

    def checked(self, register: int, value: Any) -> Any:
        """A register's value as an operation says it; enumerations become plain numbers and text.

        Raises: TypeError for a value of another type than the column's; ValueError for a
            number that no view would show.
        """
        first, count = self.places[register]
        if count == 1:
            return _checked(*self.columns[first], value)
        return tuple(_checked(*self.columns[first + n], part) for n, part in enumerate(value))

    def said(self, register: int, values: list[Any]) -> Any:
        """The opposite: a row's values as an operation would say them."""
        first, count = self.places[register]
        parts = tuple(_said(self.columns[n][1], values[n]) for n in range(first, first + count))
        return parts[0] if count == 1 else parts


def _stored(type_: Type, value: Any) -> Any:
    match type_:
        case Type.INT:
            fits = type(value) is int and value in _INT_RANGE
        case Type.TEXT:
            fits = type(value) is str and (value.isascii() or _encodes(value))
        case Type.REF:
            fits = isinstance(value, bytes) and len(value) == ID_BYTES
        case Type.FLAG:
            return int(value) if type(value) is bool else None
    return value if fits else None


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _checked(name: str, type_: Type, value: Any) -> Any:
    if value is None:
        return None
    if type_ is Type.INT and isinstance(value, int) and not isinstance(value, bool):
        # Plain first: a range looks for any other kind of integer one by one.
        if (plain := int(value)) not in _INT_RANGE:
            raise ValueError(f"{name} does not hold so large a number")
        return plain
    if type_ is Type.TEXT and isinstance(value, str):
        # A lone half of a character pair, from a broken file, cannot be stored.
        return str(value) if value.isascii() else value.encode(errors="replace").decode()
    if type_ is Type.REF and isinstance(value, bytes) and len(value) == ID_BYTES:
        return Ref(value)
    if type_ is Type.FLAG and isinstance(value, bool):
        return value
    raise TypeError(f"{name} does not hold {type(value).__name__}")


def _said(type_: Type, value: Any) -> Any:
    if value is None:
        return None
    if type_ is Type.REF:
        return Ref(value)
    return bool(value) if type_ is Type.FLAG else value


def _statements(kind: Kind) -> Statements:
    form = form_of(kind)
    columns = columns_of(kind)
    places: dict[int, tuple[int, int]] = {}
    first = 0
    for register in kind.registers:
        places[register.number] = (first, len(register.columns))
        first += len(register.columns)
    names = [name for name, _ in columns]
    where = " AND ".join(
        f"{name} = ?" for name in (kind.identity if form is Form.PAIR else ("id",))
    )
    inserted = ["id", *kind.identity, *names, "deleted", "heads"]
    # Only names of our own schema are put into the text.
    return Statements(
        kind,
        form,
        places,
        tuple(columns),
        select=f"SELECT heads, deleted, {', '.join(names)} FROM {kind.name} WHERE {where}",  # noqa: S608
        identify=f"SELECT {', '.join(kind.identity)} FROM {kind.name} WHERE id = ?"  # noqa: S608
        if kind.identity
        else "",
        insert=f"INSERT INTO {kind.name} ({', '.join(inserted)}) "  # noqa: S608
        f"VALUES ({', '.join('?' * len(inserted))})",
        update=f"UPDATE {kind.name} SET "  # noqa: S608
        f"{', '.join(f'{name} = ?' for name in [*names, 'deleted', 'heads'])} WHERE {where}",
    )


STATEMENTS: dict[int, Statements] = {kind.number: _statements(kind) for kind in KINDS}
"""By the kind's number."""
