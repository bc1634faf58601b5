"""Which records stand for one person: what protects her or him in one protects in all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MERGED = "SELECT participant, kept FROM merged WHERE NOT coalesce(undone, 0) AND NOT deleted"


def who_stands_for(connection: Connection) -> dict[bytes, bytes]:
    """For records that are shown no more, the one that is shown instead."""
    return {
        bytes(gone): bytes(kept) for gone, kept in connection.exec_driver_sql(_MERGED).fetchall()
    }


def with_twins(connection: Connection, people: Iterable[bytes]) -> frozenset[bytes]:
    """These people, and every record that was found to be one of them written down twice."""
    found = set(people)
    pairs = [
        {bytes(one), bytes(other)}
        for one, other in connection.exec_driver_sql(_MERGED).fetchall()
        if found
    ]
    grows = True
    while grows:
        more = {each for pair in pairs if pair & found for each in pair} - found
        found |= more
        grows = bool(more)
    return frozenset(found)
