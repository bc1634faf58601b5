"""One real laptop, founded once for the whole run and copied for each test.

A key derivation costs about 0.2 s, so accounts are made once a session. The
unlocked accounts open copies too: their keys do not know the folder. What a
test writes through an account (keepsakes) needs one unlocked in its own copy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.vault.accounts import UnlockedAccount, create_account
from desktop.vault.familiar import FAMILIAR_KEEPSAKE
from desktop.vault.store import create_vault

PHRASES = {"Lupe": "el río baja crecido", "Beto": "tres mulas y un gallo"}


@dataclass(frozen=True)
class Laptop:
    """A data folder with three vaults: Lupe opens women and shared, Beto men and shared."""

    folder: Path
    lupe: UnlockedAccount
    beto: UnlockedAccount
    paths: dict[Stream, Path]
    """Database of each stream; only the test knows which is which."""

    def header(self, stream: Stream) -> Path:
        return self.paths[stream].with_suffix(".key")

    def second_header(self, stream: Stream) -> Path:
        return self.paths[stream].with_suffix(".key2")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("founded")
    lupe = create_account(folder, "Lupe", PHRASES["Lupe"])
    beto = create_account(folder, "Beto", PHRASES["Beto"])
    members = {
        Stream.WOMEN: [lupe.card],
        Stream.MEN: [beto.card],
        Stream.SHARED: [lupe.card, beto.card],
    }
    paths = {
        stream: create_vault(folder, stream, cards, clock=SystemClock()).path
        for stream, cards in members.items()
    }
    return Laptop(folder, lupe, beto, paths)


@pytest.fixture
def laptop(founded: Laptop, tmp_path: Path) -> Laptop:
    folder = tmp_path / "data"
    shutil.copytree(founded.folder, folder)
    paths = {
        stream: folder / path.relative_to(founded.folder) for stream, path in founded.paths.items()
    }
    for account in (founded.lupe, founded.beto):
        account.keepsakes.pop(FAMILIAR_KEEPSAKE, None)  # it sits at a laptop of each test
    return Laptop(folder, founded.lupe, founded.beto, paths)


def _mount(*arguments: str) -> bool:
    mount = shutil.which("mount")
    return mount is not None and subprocess.run([mount, *arguments], check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 256 KiB, where the system lets us mount one."""
    place = tmp_path / "small"
    place.mkdir()
    if os.name != "posix" or not _mount("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)):
        pytest.skip("this machine lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def make_read_only() -> Iterator[Callable[[Path], None]]:
    """Makes a folder unwritable: for root by a read-only mount, for others by its rights."""
    mounted: list[str] = []
    closed: list[Path] = []

    def make(folder: Path) -> None:
        place = str(folder)
        if os.name == "posix" and os.geteuid() != 0:
            for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
                path.chmod(0o500)
                closed.append(path)
            return
        if os.name != "posix" or not _mount("--bind", place, place):
            pytest.skip("this machine lets nobody make a folder read-only")
        mounted.append(place)
        if not _mount("-o", "remount,ro,bind", place):
            pytest.skip("this machine lets nobody make a folder read-only")

    yield make
    for place in mounted:
        subprocess.run(["umount", "--lazy", place], check=True)
    for path in closed:
        path.chmod(0o700)
