"""Groups that meet in a place of the calendar, for tests of what the calendar promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from desktop.host.clock import Clock
from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import GROUP, SESSION
from desktop.services import rooms
from desktop.services.entrance import Desk, sit_down
from desktop.vault.accounts import UnlockedAccount

FIRST = date(2026, 10, 8)
WEEK = timedelta(days=7)


def shared_of(desk: Desk) -> OpenVault:
    assert desk.shared is not None
    return desk.shared


def a_venue(desk: Desk, name: str = "Casa Comunal") -> bytes:
    return rooms.add_venue(shared_of(desk), name, "Comala").created[0]


def a_group(desk: Desk, venue: bytes | None, meetings: int = 3, name: str = "Encino") -> bytes:
    """A group that meets on `FIRST` and each week after, from the records alone."""
    with desk.work.write() as journal:
        group = journal.record(
            GROUP.new(name=name, venue=venue, place="Casa Comunal", start_minute=960, minutes=150)
        ).created[0]
        journal.record(
            *(
                SESSION.child(group, n, date=(FIRST + WEEK * (n - 1)).isoformat())
                for n in range(1, meetings + 1)
            )
        )
    return group


def move(desk: Desk, group: bytes, ordinal: int, to: date) -> None:
    with desk.work.write() as journal:
        journal.record(SESSION.child(group, ordinal, date=to.isoformat()))


def calendar(desk: Desk) -> dict[date, str]:
    """Day to holder, of every place."""
    with shared_of(desk).read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT ordinal, holder FROM booking WHERE holder IS NOT NULL AND NOT deleted"
        ).fetchall()
    return {date.fromordinal(row[0]): row[1] for row in rows}


@dataclass
class OneChair:
    """A laptop at which one person sits at a time, as it is; whoever comes next opens anew."""

    folder: Path
    accounts: dict[str, UnlockedAccount]
    clock: Clock
    desk: Desk | None = None
    name: str = ""

    def __call__(self, name: str) -> Desk:
        if self.desk is None or self.name != name:
            self.leave()
            self.desk = sit_down(self.folder, self.accounts[name], self.clock)
            self.name = name
        return self.desk

    def leave(self) -> None:
        if self.desk is not None:
            self.desk.close()
        self.desk = None

    def in_turn(self, do: Callable[[Desk], object]) -> None:
        for name in self.accounts:
            do(self(name))
