"""A real programme on a real laptop, made once and copied for each test.

Deriving a key takes a tenth of a second and more, so tests keep the accounts
unlocked and open copies of the encrypted files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop.programme.vocabulary import Stream
from desktop.services import founding, groups, people
from desktop.services.entrance import Desk, sit_down
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.vault.accounts import UnlockedAccount

WOMEN_PASSPHRASE = "cinco palabras para colibrí hoy"
MEN_PASSPHRASE = "otras cinco palabras para barro"
FIRST_MEETING = date(2026, 10, 8)


@dataclass
class StillClock:
    """A clock that stands until a test moves it."""

    ms: int = 1_795_000_000_000

    def now_ms(self) -> int:
        return self.ms

    def monotonic_ms(self) -> int:
        return self.ms - 1_790_000_000_000

    def boot(self) -> bytes:
        return b"one boot"


@dataclass(frozen=True)
class Programme:
    """A founded data folder, and its two accounts unlocked."""

    folder: Path
    women: UnlockedAccount
    men: UnlockedAccount


@dataclass(frozen=True)
class Passphrases:
    women: str = WOMEN_PASSPHRASE
    men: str = MEN_PASSPHRASE


@pytest.fixture(scope="session")
def passphrases() -> Passphrases:
    return Passphrases()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture(scope="session")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("programme") / "Vereda"
    clock = StillClock()
    with ExitStack() as stack:
        women = founding.found_programme(
            folder, "Colibrí", WOMEN_PASSPHRASE, Stream.WOMEN, "San Isidro", clock
        )
        stack.callback(women.close)
        men = founding.add_stream(folder, women, "Barro", MEN_PASSPHRASE, Stream.MEN, clock=clock)
        stack.callback(men.close)
    return Programme(folder, women.account, men.account)


@pytest.fixture
def laptop(programme: Programme, tmp_path: Path) -> Path:
    """A data folder of one's own."""
    folder = tmp_path / "Vereda"
    shutil.copytree(programme.folder, folder)
    return folder


@pytest.fixture
def seat(laptop: Path, clock: StillClock) -> Iterator[Callable[[UnlockedAccount], Desk]]:
    """Sit an account down at the laptop; every desk is closed at the end."""
    with ExitStack() as stack:

        def sit(account: UnlockedAccount) -> Desk:
            desk = sit_down(laptop, account, clock)
            stack.callback(desk.close)
            return desk

        yield sit


@pytest.fixture
def desk(seat: Callable[[UnlockedAccount], Desk], programme: Programme) -> Desk:
    """The women's facilitator at her laptop."""
    return seat(programme.women)


@pytest.fixture
def mens_desk(seat: Callable[[UnlockedAccount], Desk], programme: Programme) -> Desk:
    return seat(programme.men)


@dataclass(frozen=True)
class Course:
    """A group of eight people and its meetings in order."""

    group: bytes
    sessions: tuple[bytes, ...]
    people: tuple[bytes, ...]


@pytest.fixture
def course(desk: Desk) -> Course:
    vault = desk.work
    members = groups.list_members(vault)
    created = groups.create_group(
        vault,
        NewGroup(
            name="Grupo Jacaranda",
            start_date=FIRST_MEETING,
            start_minute=16 * 60,
            place="Casa Comunal",
            facilitator=members[0].id,
        ),
    ).created
    nicknames = ("Luna", "Ceiba", "Nube", "Río", "Flor", "Maíz", "Sol", "Brisa")
    persons = tuple(
        people.add_person(vault, PersonForm(nickname=nickname)).created[0] for nickname in nicknames
    )
    groups.add_to_group(vault, created[0], persons)
    detail = groups.get_group(vault, created[0])
    return Course(created[0], tuple(s.id for s in detail.sessions), persons)
