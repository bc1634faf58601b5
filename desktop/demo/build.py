"""Make the demonstration programme: a real data folder, written through the journal.

Contents follow from the seed; keys and ids do not, they are as random as anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from desktop.demo.cells import Size, people_of
from desktop.demo.demo_clock import DemoClock
from desktop.demo.invented import HOME_MUNICIPALITY, HOME_SITE
from desktop.demo.plan import Group, groups
from desktop.demo.writing import Counts, Writer
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services.adding import add_here
from desktop.services.entrance import enter
from desktop.services.founding import found_programme
from desktop.services.staging import made_aside

GROUPS_A_TRANSACTION = 12

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who can enter the demonstration. The passphrase is printed: it protects nobody."""

    nickname: str
    stream: Stream
    passphrase: str
    role: Role = Role.FACILITATOR


ACCOUNTS = (
    DemoAccount("Colibrí", Stream.WOMEN, "lluvia mansa sobre cinco jacarandas", Role.COORDINATOR),
    DemoAccount("Barro", Stream.MEN, "piedra lisa bajo siete encinos"),
    DemoAccount("Calandria", Stream.WOMEN, "vereda corta entre nueve ceibas"),
)
"""The first one coordinates the women's groups; nobody here opens both streams."""


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """What was made: who can enter and how much there is."""

    folder: Path
    size: Size
    accounts: tuple[DemoAccount, ...]
    counts: dict[Stream, Counts]

    @property
    def people(self) -> int:
        return sum(counts.people for counts in self.counts.values())


def build(
    folder: Path, size: Size, today: date, seed: int = 1, progress: Progress | None = None
) -> DemoFacts:
    """Make the demonstration in a data folder that has no accounts yet.

    `today` is the day on which two groups meet; `progress(people done, people)`.
    Everything is made aside and moved in whole, accounts last, so that after a
    power cut it can simply be made again. Raises: AlreadyFounded, DiskFull,
    ReadOnlyFolder.
    """
    with made_aside(folder) as aside:
        counts = _fill(aside, size, today, seed, progress)
    return DemoFacts(folder, size, ACCOUNTS, counts)


def _fill(
    staging: Path, size: Size, today: date, seed: int, progress: Progress | None
) -> dict[Stream, Counts]:
    clock = DemoClock(today)
    founding, mens, second = ACCOUNTS
    plans = {each.stream: groups(size, each.stream, today, seed) for each in (founding, mens)}
    counts = dict.fromkeys(plans, Counts())
    people = sum(people_of(size).values())
    with ExitStack() as closing:
        founder = found_programme(
            staging,
            founding.nickname,
            founding.passphrase,
            founding.stream,
            HOME_SITE,
            clock,
            municipality=HOME_MUNICIPALITY,
            demo=True,
        )
        closing.callback(founder.close)
        added = {
            each: add_here(
                staging, founder, each.nickname, each.passphrase, each.role, (each.stream,), clock
            )
            for each in (mens, second)
        }
        other = enter(staging, added[mens], mens.passphrase, clock)
        closing.callback(other.close)
        for desk in (founder, other):
            stream, writer = desk.work.stream, Writer(desk.work, clock)
            for some in _slices(plans[stream], GROUPS_A_TRANSACTION):
                counts[stream] += writer.write(some)
                if progress is not None:
                    progress(sum(each.people for each in counts.values()), people)
    return counts


def _slices(plans: Iterator[Group], length: int) -> Iterator[list[Group]]:
    while some := list(islice(plans, length)):
        yield some
