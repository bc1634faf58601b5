"""Two people's laptop, founded once and copied for each test; backups are made of the copies."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.backup.make import make
from desktop.host.clock import SystemClock
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import add_space
from desktop.programme.schema import PARTICIPANT
from desktop.programme.vocabulary import Stream
from desktop.services.entrance import Desk, sit_down
from desktop.services.founding import found_programme
from desktop.vault.accounts import UnlockedAccount, create_account
from desktop.vault.store import create_vault

PHRASES = {"Lupe": "el río baja crecido hoy", "Beto": "tres mulas y un gallo"}


@dataclass(frozen=True)
class Laptop:
    """A data folder. Lupe opens women and shared, Beto men."""

    folder: Path
    lupe: UnlockedAccount
    beto: UnlockedAccount

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Lupe's."""
        opened = sit_down(self.folder, self.lupe, SystemClock())
        try:
            yield opened
        finally:
            opened.close()

    def at(self, folder: Path) -> Laptop:
        return Laptop(folder, self.lupe, self.beto)


def add_people(vault: OpenVault, *folios: str) -> None:
    for folio in folios:
        with vault.write() as journal:
            journal.record(PARTICIPANT.new(folio=folio, name=f"Nombre {folio}"))


def folios(vault: OpenVault) -> list[str]:
    with vault.read() as connection:
        rows = connection.exec_driver_sql("SELECT folio FROM participant ORDER BY folio")
        return [str(row[0]) for row in rows]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("founded") / "Vereda"
    desk = found_programme(folder, "Lupe", PHRASES["Lupe"], Stream.WOMEN, "Arroyo Seco")
    add_people(desk.work, "1", "2", "3")
    desk.close()
    beto = create_account(folder, "Beto", PHRASES["Beto"])
    unlocked = create_vault(folder, Stream.MEN, [beto.card], clock=SystemClock())
    mens = OpenVault.open(unlocked, beto, SystemClock())
    add_space(mens, bytes(16), "Arroyo Seco", 1, bytes(32))
    add_people(mens, "8", "9")
    mens.close()
    return Laptop(folder, desk.account, beto)


@pytest.fixture
def laptop(founded: Laptop, tmp_path: Path) -> Laptop:
    folder = tmp_path / "Vereda"
    shutil.copytree(founded.folder, folder)
    return founded.at(folder)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture(scope="session")
def copy(founded: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the founded laptop, only to be read."""
    source = tmp_path_factory.mktemp("source") / "Vereda"
    shutil.copytree(founded.folder, source)
    return make(source, tmp_path_factory.mktemp("stick"), SystemClock())


@pytest.fixture
def new_folder(tmp_path: Path) -> Path:
    return tmp_path / "another laptop"
