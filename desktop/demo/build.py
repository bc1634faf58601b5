"""Make the demonstration programme: a real data folder, written through the journal.

Contents follow from the seed; keys and ids do not, they are as random as anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.demo import court
from desktop.demo.cells import Size, people_of
from desktop.demo.commons import Commons, lay_out
from desktop.demo.demo_clock import DemoClock
from desktop.demo.invented import HOME_MUNICIPALITY, HOME_SITE
from desktop.demo.life_writing import LifeWriter
from desktop.demo.plan import Group, groups
from desktop.demo.story_writing import StoryWriter
from desktop.demo.writing import Counts, Writer
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import rooms
from desktop.services.adding import add_here
from desktop.services.entrance import Desk, enter, sit_down
from desktop.services.founding import found_programme
from desktop.services.staging import made_aside

if TYPE_CHECKING:
    from desktop.vault.accounts import UnlockedAccount

GROUPS_A_TRANSACTION = 12
_BEFORE_ALL = timedelta(days=4 * 365)
"""When the programme began: before its oldest group."""

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
    DemoAccount("Adobe", Stream.MEN, "horno tibio junto a tres mezquites", Role.COORDINATOR),
)
"""Two coordinate and two facilitate, one in each stream; nobody here opens both."""


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
    counts: dict[Stream, Counts] = {}
    people = sum(people_of(size).values())
    *accounts, commons = _begin(staging, today, clock)
    for account in accounts:
        # One after the other: two desks never write into the shared vault at the same time.
        with closing(sit_down(staging, account, clock)) as desk:
            stream, writer = desk.work.stream, Writer(desk.work, commons, clock, today)
            counts[stream] = Counts()
            for some in _slices(groups(size, stream, today, seed), GROUPS_A_TRANSACTION):
                counts[stream] += writer.write(some)
                if progress is not None:
                    progress(sum(each.people for each in counts.values()), people)
            StoryWriter(desk.work, clock, today).write()
            if stream is Stream.MEN:
                court.bring_order(desk, today)
            LifeWriter(desk, clock, today).write()
            rooms.settle(desk, today)
    return counts


def _begin(
    staging: Path, today: date, clock: DemoClock
) -> tuple[UnlockedAccount, UnlockedAccount, Commons]:
    """Everybody gets an account, before any group; those of the two who coordinate.

    All keys are derived here: it takes 64 MB each time, which later would come on top.
    """
    founding, mens, second, mens_lead = ACCOUNTS
    before = today - _BEFORE_ALL
    clock.set(before)
    with closing(_found(staging, founding, clock)) as womens:
        _add(staging, womens, second, clock)
        lead = _add(staging, womens, mens_lead, clock)
        commons = lay_out(womens, today)
    with closing(enter(staging, lead, mens_lead.passphrase, clock)) as other:
        _add(staging, other, mens, clock)
        court.settle_in(other, commons.courses[Stream.MEN], before)
    return womens.account, other.account, commons


def _found(staging: Path, who: DemoAccount, clock: DemoClock) -> Desk:
    return found_programme(
        staging,
        who.nickname,
        who.passphrase,
        who.stream,
        HOME_SITE,
        clock,
        municipality=HOME_MUNICIPALITY,
        demo=True,
    )


def _add(staging: Path, by: Desk, who: DemoAccount, clock: DemoClock) -> bytes:
    return add_here(staging, by, who.nickname, who.passphrase, who.role, (who.stream,), clock)


def _slices(plans: Iterator[Group], length: int) -> Iterator[list[Group]]:
    while some := list(islice(plans, length)):
        yield some
