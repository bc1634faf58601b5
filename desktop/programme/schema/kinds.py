"""Kinds of record and their numbered fields: what an operation may set.

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


def _one(number: int, name: str, type_: Type) -> Register:
    return Register(number, ((name, type_),))


INT, TEXT, REF, FLAG = Type.INT, Type.TEXT, Type.REF, Type.FLAG

SITE = Kind(
    1,
    "site",
    (
        _one(1, "name", TEXT),
        _one(2, "state_name", TEXT),
        _one(3, "space", TEXT),
    ),
)
"""A place the programme works from. `space` is the routing id in hex of its stream's space."""

MEMBER = Kind(
    2,
    "member",
    (
        _one(1, "nickname", TEXT),
        _one(2, "account", TEXT),
    ),
)
"""Somebody of the team, as seen from inside one stream. `account` is the account id in hex."""

GROUP = Kind(
    3,
    "grp",
    (
        _one(1, "name", TEXT),
        _one(2, "site", REF),
        _one(3, "place", TEXT),
        Register(4, (("weekday", INT), ("start_minute", INT), ("minutes", INT))),
        Register(5, (("start_date", TEXT), ("sessions", INT))),
        _one(6, "facilitator", REF),
        _one(7, "cofacilitator", REF),
        _one(8, "capacity", INT),
        _one(9, "closed", FLAG),
    ),
)
"""A weekly group of one stream. `weekday` is 0 for Monday."""

PARTICIPANT = Kind(
    4,
    "participant",
    (
        _one(1, "folio", TEXT),
        _one(2, "nickname", TEXT),
        _one(3, "name", TEXT),
        _one(4, "birth", TEXT),
        Register(5, (("phone", TEXT), ("phone_safe", FLAG))),
        Register(6, (("reasons", TEXT), ("main_reason", INT))),
        _one(7, "site", REF),
        _one(8, "note", TEXT),
        _one(9, "intake_date", TEXT),
        _one(10, "locality", TEXT),
    ),
)
"""A person who takes part.

`birth` is a year ("1984") or an ISO date; `reasons` is codes joined by commas;
`phone_safe` is None until somebody asked her or him.
"""

ENROLMENT = Kind(
    5,
    "enrolment",
    (Register(1, (("state", INT), ("since", TEXT), ("why", TEXT))),),
    identity=("grp", "participant"),
)

SESSION = Kind(
    6,
    "session",
    (
        _one(1, "date", TEXT),
        Register(2, (("state", INT), ("skip_reason", INT), ("skip_note", TEXT))),
        _one(3, "theme", TEXT),
        Register(4, (("start_minute", INT), ("minutes", INT))),
        _one(5, "lead", REF),
        _one(6, "colead", REF),
    ),
    identity=("grp", "ordinal"),
)
"""One meeting of a group. `date` moves when the meeting is moved; `ordinal` never does."""

ATTENDANCE = Kind(
    7,
    "attendance",
    (
        Register(1, (("state", INT), ("late_minutes", INT))),
        _one(2, "note", TEXT),
        _one(3, "taken_by", REF),
    ),
    identity=("session", "participant"),
)
"""How one person attended one session. `taken_by` only when it is not the account that signs."""

COUNTS = Kind(
    8,
    "counts",
    (
        Register(1, (("stream", TEXT), ("site_name", TEXT), ("state_name", TEXT))),
        Register(
            2,
            (
                ("as_of", TEXT),
                ("enrolled", INT),
                ("active", INT),
                ("completed", INT),
                ("held", INT),
                ("cancelled", INT),
                ("rate", INT),
            ),
        ),
    ),
    identity=("place", "ordinal"),
)
"""What a coordinator tells of one site and month, in the shared vault: see indicators.

`place` is the hash of a site of one stream and `ordinal` counts months, so that
telling again replaces; all figures are one register, so that a merge cannot mix two tellings.
"""

KINDS: tuple[Kind, ...] = (
    SITE,
    MEMBER,
    GROUP,
    PARTICIPANT,
    ENROLMENT,
    SESSION,
    ATTENDANCE,
    COUNTS,
)
BY_NUMBER: dict[int, Kind] = {kind.number: kind for kind in KINDS}
