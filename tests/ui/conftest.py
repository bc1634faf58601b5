"""A real demonstration on a real laptop, made once and copied for each test.

The passphrase is derived once; windows are opened with the account already
unlocked, except where unlocking is what is tested.
"""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.demo.build import ACCOUNTS, Size, build
from desktop.host import sticks
from desktop.host.clock import SystemClock
from desktop.host.sticks import Stick
from desktop.services import groups, people
from desktop.services.entrance import Desk, enter, sit_down
from desktop.services.groups import NewGroup
from desktop.services.papers import PAPERS_KEEPSAKE
from desktop.services.people import PersonForm
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cards import list_accounts
from sync.client.outbox import seal_pending
from tests.e2e.stage import Play

THIRTY = 30


@dataclass(frozen=True)
class Demonstration:
    """A data folder, its women's facilitator unlocked, and a group of thirty that meets today."""

    folder: Path
    account: UnlockedAccount
    group: bytes
    sessions: tuple[bytes, ...]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    folder = tmp_path_factory.mktemp("demonstration") / "Vereda"
    build(folder, Size.SMALL, date.today())
    cards = {card.nickname: card.id for card in list_accounts(folder)}
    womens = ACCOUNTS[0]
    desk = enter(folder, cards[womens.nickname], womens.passphrase)
    vault = desk.work
    group = groups.create_group(
        vault, NewGroup("Grupo Manglar", start_date=date.today(), start_minute=16 * 60)
    ).created[0]
    persons = [
        people.add_person(
            vault, PersonForm(nickname=f"Ola {number:02d}", name=f"Nombre Oculto {number:02d}")
        ).created[0]
        for number in range(1, THIRTY + 1)
    ]
    groups.add_to_group(vault, group, persons)
    sessions = tuple(line.id for line in groups.get_group(vault, group).sessions)
    for each in desk.vaults:
        seal_pending(each, folder)
    desk.close()
    return Demonstration(folder, desk.account, group, sessions)


@pytest.fixture(autouse=True)
def garbage_dies_in_the_windows_thread() -> Iterator[None]:
    """As in the product (ui/tidy.py): the database thread must not delete Qt's objects."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def laptop(demonstration: Demonstration, tmp_path: Path) -> Path:
    """A copy of the demonstration's folder for one test."""
    folder = tmp_path / "Vereda"
    shutil.copytree(demonstration.folder, folder)
    return folder


Opening = Callable[..., Play]


@pytest.fixture
def locked(qapp: QApplication) -> Iterator[Opening]:
    """Show a folder's locked window; every window is taken away at the end."""
    plays: list[Play] = []

    def show(folder: Path, language: str = "es") -> Play:
        plays.append(Play(folder, language))
        return plays[-1]

    yield show
    for play in plays:
        play.troubles.clear()
        play.close()


@pytest.fixture
def play(locked: Opening, laptop: Path, demonstration: Demonstration) -> Play:
    """The women's facilitator at her laptop, on Today; nothing has left it yet."""
    demonstration.account.keepsakes.pop(PAPERS_KEEPSAKE, None)
    opened = locked(laptop)
    opened.sit(demonstration.account)
    return opened


@pytest.fixture
def mens(locked: Opening, laptop: Path) -> Play:
    """The men's facilitator at the same laptop."""
    from desktop.demo.build import ACCOUNTS

    opened = locked(laptop)
    opened.unlock(ACCOUNTS[1].nickname, ACCOUNTS[1].passphrase)
    return opened


@contextmanager
def busy_disk(play: Play) -> Iterator[None]:
    """Inside the block nothing that is asked for reaches the database."""
    held = threading.Event()
    play.window.tasks.run(held.wait, 20)
    try:
        yield
    finally:
        held.set()
        play.settle()


@pytest.fixture
def beginner(locked: Opening, blank: Path, founder: UnlockedAccount) -> Play:
    """A facilitator whose programme has no group and nobody yet."""
    opened = locked(blank)
    opened.sit(founder)
    return opened


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, UnlockedAccount]:
    from desktop.programme.vocabulary import Stream
    from desktop.services.founding import found_programme

    folder = tmp_path_factory.mktemp("founded") / "Vereda"
    desk = found_programme(
        folder, "Colibrí", "siembra de temporal en la ladera", Stream.WOMEN, "Arroyo Seco"
    )
    desk.close()
    return folder, desk.account


@pytest.fixture
def founder(founded: tuple[Path, UnlockedAccount]) -> UnlockedAccount:
    return founded[1]


@pytest.fixture
def blank(founded: tuple[Path, UnlockedAccount], tmp_path: Path) -> Path:
    """A real programme's folder, not a demonstration, with nothing in it yet."""
    folder = tmp_path / "blank"
    shutil.copytree(founded[0], folder)
    return folder


@pytest.fixture
def on_disk(demonstration: Demonstration) -> Callable[[Path], object]:
    """Open a second connection to a folder: what it reads has been committed."""

    @contextmanager
    def look(folder: Path) -> Iterator[Desk]:
        desk = sit_down(folder, demonstration.account, SystemClock())
        try:
            yield desk
        finally:
            desk.close()

    return look


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stick:
    """A folder that stands for a stick that is plugged in."""
    folder = tmp_path / "media" / "MEMORIA AZUL"
    folder.mkdir(parents=True)
    made = Stick(folder, folder.name, "1A2B-3C4D")
    monkeypatch.setattr(sticks, "mounted", lambda *_a: [made] if folder.is_dir() else [])
    return made
