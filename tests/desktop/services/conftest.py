"""A real programme on a real laptop, made once and copied for each test.

Deriving a key takes a tenth of a second and more, so tests keep the accounts
unlocked and open copies of the encrypted files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

import pytest

from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import founding, groups, people
from desktop.services.adding import add_here
from desktop.services.entrance import Desk, sit_down
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.vault.account_file import AccountCard
from desktop.vault.accounts import UnlockedAccount, unlock_account
from desktop.vault.cards import survey
from desktop.vault.private_keys import accept
from sync.client import outbox

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


CREW_PASSPHRASE = "una frase de prueba para todas"


@dataclass(frozen=True)
class Crew:
    """A data folder with a whole team, unlocked.

    Colibrí founded it and coordinates the women's groups, as does Cigarra; Nube and
    Lluvia facilitate them, Barro the men's; Eco evaluates, Tinta tends the server.
    """

    folder: Path
    colibri: UnlockedAccount
    cigarra: UnlockedAccount
    nube: UnlockedAccount
    lluvia: UnlockedAccount
    barro: UnlockedAccount
    eco: UnlockedAccount
    tinta: UnlockedAccount


def seal_all(desk: Desk) -> None:
    """What the window does when it locks, and as a farewell."""
    outbox.seal_all(desk, desk.work.unlocked.path.parent.parent)


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
            folder,
            "Colibrí",
            WOMEN_PASSPHRASE,
            Stream.WOMEN,
            "San Isidro",
            clock,
            municipality="Comala",
        )
        stack.callback(women.close)
        barro = add_here(
            folder, women, "Barro", MEN_PASSPHRASE, Role.FACILITATOR, (Stream.MEN,), clock
        )
    return Programme(folder, women.account, unlock_account(folder, barro, MEN_PASSPHRASE))


@pytest.fixture(scope="session")
def made_crew(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Crew:
    folder = tmp_path_factory.mktemp("crew") / "Vereda"
    shutil.copytree(programme.folder, folder)
    women, men = at(folder, programme.women), at(folder, programme.men)
    founder = sit_down(folder, women, StillClock())
    added = {
        nickname: add_here(folder, founder, nickname, CREW_PASSPHRASE, role, streams)
        for nickname, role, streams in (
            ("Cigarra", Role.COORDINATOR, (Stream.WOMEN,)),
            ("Nube", Role.FACILITATOR, (Stream.WOMEN,)),
            ("Lluvia", Role.FACILITATOR, (Stream.WOMEN,)),
            ("Eco", Role.EVALUATOR, ()),
            ("Tinta", Role.STEWARD, ()),
        )
    }
    seal_all(founder)
    founder.close()
    his = sit_down(folder, men, StillClock())
    seal_all(his)
    his.close()
    cigarra, nube, lluvia, eco, tinta = (
        unlock_account(folder, account, CREW_PASSPHRASE) for account in added.values()
    )
    return Crew(folder, women, cigarra, nube, lluvia, men, eco, tinta)


def at(folder: Path, account: UnlockedAccount) -> UnlockedAccount:
    """The same account as it lies in a copy of its data folder: no passphrase is derived."""
    twins = {card.id: twin for twin, card in survey(folder) if isinstance(card, AccountCard)}
    twin = twins[account.card.id]
    return UnlockedAccount(twin, twin.read(accept).value, account._private, [])


def moved(crew: Crew, folder: Path) -> Crew:
    """A copy of the team's data folder, and everybody unlocked there."""
    shutil.copytree(crew.folder, folder)
    unlocked = {
        field.name: at(folder, one)
        for field in fields(crew)
        if isinstance(one := getattr(crew, field.name), UnlockedAccount)
    }
    return Crew(folder=folder, **unlocked)


@pytest.fixture
def crew(made_crew: Crew, tmp_path: Path) -> Crew:
    """A team's data folder of one's own."""
    return moved(made_crew, tmp_path / "Crew")


@pytest.fixture
def twin(crew: Crew, tmp_path: Path) -> Crew:
    """The same team at another laptop, which has heard nothing since."""
    return moved(crew, tmp_path / "Twin")


@pytest.fixture
def laptop(programme: Programme, tmp_path: Path) -> Path:
    """A data folder of one's own."""
    folder = tmp_path / "Vereda"
    shutil.copytree(programme.folder, folder)
    return folder


@pytest.fixture
def seat(laptop: Path, clock: StillClock) -> Iterator[Callable[[UnlockedAccount], Desk]]:
    """Sit an account down at the laptop; every desk is closed at the end."""
    here: dict[bytes, UnlockedAccount] = {}
    with ExitStack() as stack:

        def sit(account: UnlockedAccount) -> Desk:
            mine = here.setdefault(account.card.id, at(laptop, account))
            desk = sit_down(laptop, mine, clock)
            stack.callback(desk.close)
            return desk

        yield sit


@pytest.fixture
def desk(seat: Callable[[UnlockedAccount], Desk], programme: Programme) -> Desk:
    """The women's coordinator, who founded the programme, at her laptop."""
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


@pytest.fixture
def files_of() -> Callable[[Path], dict[str, bytes]]:
    """What lies in a folder, byte for byte, to show that nothing was written."""

    def read(folder: Path) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    return read


@pytest.fixture
def founder(crew: Crew, clock: StillClock) -> Iterator[Desk]:
    """Colibrí's desk: she founded the programme."""
    desk = sit_down(crew.folder, crew.colibri, clock)
    yield desk
    desk.close()
