"""Services that are not offered to a person: not safe by her or his word, or kin works there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.codes import day
from desktop.programme.schema import UNSAFE_SERVICE
from desktop.programme.text import collate
from desktop.services.closeness import require_open, unfit_interpreters
from desktop.services.directory import DirectoryDamaged, list_services
from desktop.services.home import require_known
from desktop.services.one_person import with_twins
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk

_NOT_SAFE = """
SELECT participant, service, said_on FROM unsafe_service
WHERE said_on IS NOT NULL AND NOT coalesce(ended, 0) AND NOT deleted
"""


@dataclass(frozen=True, slots=True)
class Unsafe:
    """A service that a person said is not safe for her or him. Why is not asked.

    `services` are all its records; `name` is "" where the directory does not have it.
    """

    services: tuple[bytes, ...]
    name: str
    on: date | None


def not_for(connection: Connection, person: bytes) -> frozenset[bytes]:
    """Services to hide from whoever looks for one for this person.

    Closeness also names members of the team; those are no services and match none.
    """
    return frozenset(_said(connection, person)) | unfit_interpreters(connection, person)


def mark(vault: OpenVault, person: bytes, services: Iterable[bytes], on: date) -> Changes:
    """The person said that it is not safe. `services`: all records of it, as a line has them.

    Raises: NotFound, RecordClosed.
    """
    with vault.write() as journal:
        require_known(journal.connection, "participant", person)
        require_open(journal.connection, vault, person)
        return journal.record(
            *(
                UNSAFE_SERVICE.pair(person, service, said_on=on.isoformat(), ended=False)
                for service in services
            )
        )


def unmark(vault: OpenVault, person: bytes, services: Iterable[bytes]) -> Changes:
    """The person says that it may be offered again. Raises: NotFound, RecordClosed."""
    wanted = frozenset(services)
    with vault.write() as journal:
        connection = journal.connection
        require_open(connection, vault, person)
        twins = with_twins(connection, [person])
        rows = [
            row
            for row in connection.exec_driver_sql(_NOT_SAFE).fetchall()
            if bytes(row[0]) in twins and bytes(row[1]) in wanted
        ]
        if not rows:
            raise NotFound
        return journal.record(
            *(
                UNSAFE_SERVICE.pair(bytes(row[0]), bytes(row[1]), said_on=row[2], ended=True)
                for row in rows
            )
        )


def of_person(desk: Desk, person: bytes) -> tuple[Unsafe, ...]:
    """What is not safe for a person by her or his word, by name. Raises: NotFound, RecordClosed."""
    with desk.work.read() as connection:
        require_known(connection, "participant", person)
        require_open(connection, desk.work, person)
        said = _said(connection, person)
    try:
        lines = list_services(desk, retired=True)
    except DirectoryDamaged:
        lines = []
    found = []
    for line in lines:
        if mine := tuple(each for each in line.ids if each in said):
            found.append(Unsafe(mine, line.about.name, day(said.pop(mine[0]))))
            for other in mine[1:]:
                said.pop(other)
    found.sort(key=lambda each: collate(each.name))
    return (*found, *(Unsafe((each,), "", day(on)) for each, on in sorted(said.items())))


def _said(connection: Connection, person: bytes) -> dict[bytes, str]:
    twins = with_twins(connection, [person])
    rows = connection.exec_driver_sql(_NOT_SAFE).fetchall()
    return {bytes(row[1]): row[2] for row in rows if bytes(row[0]) in twins}
