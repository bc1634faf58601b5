"""Laptops, servers and the command line, all real, for what goes wrong and what must not show."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop import launcher
from desktop.services.entrance import sit_down
from desktop.vault.accounts import UnlockedAccount
from sync.carriers import boxes
from tests.desktop.vault.conftest import make_read_only
from tests.sync.carriers.conftest import hostile
from tests.sync.client.conftest import (
    PHRASES,
    Laptop,
    Programme,
    Shown,
    StillClock,
    course,
    first,
    met,
    open_laptop,
    programme,
    second,
    server,
    shown,
)

__all__ = [
    "Laptop",
    "Programme",
    "course",
    "first",
    "hostile",
    "make_read_only",
    "met",
    "open_laptop",
    "programme",
    "second",
    "server",
]


@dataclass
class Desktop:
    """A data folder as somebody at a terminal meets it."""

    folder: Path
    phrase: Path
    account: UnlockedAccount

    def vereda(self, verb: str, *arguments: str, phrase: Path | None = None) -> int:
        entering = ["--account", "Colibrí", "--passphrase-file", str(phrase or self.phrase)]
        return launcher.run([verb, "--data", str(self.folder), *entering, *arguments])

    def command(self, verb: str, *arguments: str) -> list[str]:
        """The same for a process of its own."""
        entering = ["--account", "Colibrí", "--passphrase-file", str(self.phrase)]
        return [
            *launcher.own_command("desktop.launcher"),
            *(verb, "--data", str(self.folder), *entering, *arguments),
        ]

    def records(self) -> Shown:
        """Every table of the women's vault, opened anew."""
        desk = sit_down(self.folder, self.account, StillClock())
        try:
            return shown(desk.work)
        finally:
            desk.close()

    def outbox(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in boxes.batch_files(boxes.outbox(self.folder))}

    def vault(self, suffix: str) -> Path:
        """A file of the women's vault."""
        desk = sit_down(self.folder, self.account, StillClock())
        desk.close()
        return desk.work.unlocked.path.with_suffix(suffix)


@pytest.fixture
def desktop(programme: Programme, tmp_path: Path) -> Desktop:
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASES["Colibrí"] + "\n", encoding="utf-8")
    folder = Path(shutil.copytree(programme.first, tmp_path / "desktop"))
    return Desktop(folder, phrase, programme.founder)


@pytest.fixture
def running() -> Iterator[Callable[[list[str]], subprocess.Popen[str]]]:
    """Processes that end with the test."""
    started: list[subprocess.Popen[str]] = []

    def start(command: list[str]) -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()
