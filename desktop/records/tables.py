"""The view tables: one for each kind of record, made from `desktop.programme.schema`.

A view is replayed from the journal, so it is dropped and made anew when its
shape changes; Alembic never sees it. Nothing here refers to another table by
foreign key: records arrive in any order.
"""

from __future__ import annotations

import hashlib
from enum import Enum
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from desktop.programme.schema import KINDS, Kind, Type

views = MetaData()

MERGE_RULES = 3
"""Raise it when the merge shows other values for the same operations."""


class Form(Enum):
    """How a record of a kind gets its identity."""

    BORN = "born"
    CHILD = "child"
    PAIR = "pair"


def form_of(kind: Kind) -> Form:
    if not kind.identity:
        return Form.BORN
    return Form.CHILD if kind.identity[1] == "ordinal" else Form.PAIR


def columns_of(kind: Kind) -> list[tuple[str, Type]]:
    """The register columns of a kind in order: name and type."""
    return [column for register in kind.registers for column in register.columns]


_SQL_TYPES: dict[Type, type[TypeEngine[Any]]] = {
    Type.INT: Integer,
    Type.TEXT: Text,
    Type.REF: LargeBinary,
    Type.FLAG: Integer,
}

# Attendance has none: every tap would write one page more, and a person's marks
# are found as quickly through the sessions, by key.
_INDEXES: dict[str, tuple[tuple[str, ...], ...]] = {
    "session": (("grp", "ordinal"), ("date",)),
    "enrolment": (("participant",),),
    "intake": (("participant",),),
    "referral": (("participant",),),
    "risk": (("participant",),),
}

VIEW_VERSION = hashlib.sha256(f"{MERGE_RULES}{KINDS!r}{_INDEXES!r}".encode()).digest()[:8]
"""Kept in the file; when it differs the views are made anew and replayed."""


def _table(kind: Kind) -> Table:
    """A pair is stored under its two halves, so that one meeting's marks lie on one page."""
    form = form_of(kind)
    return Table(
        kind.name,
        views,
        Column("id", LargeBinary, primary_key=form is not Form.PAIR, nullable=False),
        *(
            Column(
                name,
                Integer if name == "ordinal" else LargeBinary,
                primary_key=form is Form.PAIR,
                autoincrement=False,
                nullable=False,
            )
            for name in kind.identity
        ),
        *(Column(name, _SQL_TYPES[type_]) for name, type_ in columns_of(kind)),
        Column("deleted", Integer, nullable=False),
        Column("heads", LargeBinary, nullable=False),
        *(Index(f"{kind.name}_{'_'.join(names)}", *names) for names in _INDEXES.get(kind.name, ())),
        sqlite_with_rowid=False,
    )


TABLES: dict[int, Table] = {kind.number: _table(kind) for kind in KINDS}
"""The table of each kind, by the kind's number."""

conflict = Table(
    "conflict",
    views,
    Column("kind", Integer, primary_key=True, autoincrement=False),
    Column("record", LargeBinary, primary_key=True),
    Column("register", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Registers whose values differ and do not replace each other. Register 0: edited while deleted."""

early = Table(
    "early",
    views,
    Column("chain_no", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("record", LargeBinary, primary_key=True),
    Column("register", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Operations that were replaced before they arrived, with the register they have lost."""


def make_views(connection: Connection) -> None:
    """Drop whatever views there are, also of another version, and make them empty."""
    for name in views.tables:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    views.create_all(connection, checkfirst=False)
