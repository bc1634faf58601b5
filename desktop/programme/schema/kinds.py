"""What a kind of record is: numbered fields that an operation may set, and how it is known.

A field is a register: one value wins. Facts that must agree (a state and its
reason, a late arrival and its minutes) share one register, so a merge can
never pair the state of one person's mark with the minutes of another's.
Numbers are never reused; field 0 is "deleted" in every kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

DELETED = 0


class Type(Enum):
    """What a column holds. Dates are ISO text, times minutes after midnight."""

    INT = "int"
    TEXT = "text"
    REF = "ref"
    FLAG = "flag"


@dataclass(frozen=True)
class Register:
    """A numbered field of one or more columns that change together."""

    number: int
    columns: tuple[tuple[str, Type], ...]


@dataclass(frozen=True)
class New:
    """A record born by the operation that sets it."""


@dataclass(frozen=True)
class Existing:
    """A record that is already known, by its id."""

    record: bytes


@dataclass(frozen=True)
class Child:
    """The n-th record of a parent; two laptops that make it make the same one."""

    parent: bytes
    ordinal: int


@dataclass(frozen=True)
class Pair:
    """The one record that joins two others, e.g. a person's mark in a session."""

    first: bytes
    second: bytes


Key = New | Existing | Child | Pair


@dataclass(frozen=True)
class Kind:
    """A kind of record. `pair` or `child` name the columns its identity fills."""

    number: int
    name: str
    registers: tuple[Register, ...]
    identity: tuple[str, ...] = ()
    """Columns filled from the key: two for a Pair, parent and ordinal for a Child."""

    def new(self, **values: Any) -> Draft:
        return Draft(self, New(), values)

    def of(self, record: bytes, **values: Any) -> Draft:
        return Draft(self, Existing(record), values)

    def child(self, parent: bytes, ordinal: int, **values: Any) -> Draft:
        return Draft(self, Child(parent, ordinal), values)

    def pair(self, first: bytes, second: bytes, **values: Any) -> Draft:
        return Draft(self, Pair(first, second), values)

    def register_of(self, column: str) -> Register:
        for register in self.registers:
            if any(name == column for name, _ in register.columns):
                return register
        raise KeyError(f"{self.name} has no column {column}")

    def register(self, number: int) -> Register | None:
        return next((r for r in self.registers if r.number == number), None)


@dataclass(frozen=True)
class Draft:
    """Values to set on one record, before the journal makes an operation of them.

    A register of several columns takes all of them at once: columns that are
    left out of the values become `None`.
    """

    kind: Kind
    key: Key
    values: Mapping[str, Any]

    def set(self, **values: Any) -> Draft:
        return Draft(self.kind, self.key, {**self.values, **values})

    def fields(self) -> dict[int, Any]:
        """Field number to value; registers of several columns become tuples."""
        out: dict[int, Any] = {}
        for name in self.values:
            if name == "deleted":
                out[DELETED] = bool(self.values[name])
                continue
            register = self.kind.register_of(name)
            names = [column for column, _ in register.columns]
            if len(names) == 1:
                out[register.number] = self.values[name]
            else:
                out[register.number] = tuple(self.values.get(column) for column in names)
        return out


def one(number: int, name: str, type_: Type) -> Register:
    """A register of a single column."""
    return Register(number, ((name, type_),))


INT, TEXT, REF, FLAG = Type.INT, Type.TEXT, Type.REF, Type.FLAG
