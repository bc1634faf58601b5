"""A power cut at any moment of a backup or of a restore leaves a working folder.

A sample of moments; tests/soak takes many more.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.backup.make import make
from desktop.backup.restore import restore
from desktop.backup.verify import verify
from desktop.host.clock import SystemClock
from desktop.vault.cards import list_accounts

from .conftest import Laptop, folios

CHILD = Path("tests/desktop/vault/killed_child.py").absolute()
MAKE = """
from pathlib import Path
from desktop.backup.make import make
from desktop.host.clock import SystemClock
ready()
make(Path({folder!r}), Path({stick!r}), SystemClock())
"""
RESTORE = """
from pathlib import Path
from desktop.backup.restore import restore
ready()
restore(Path({copy!r}), Path({folder!r}))
"""


def killed(lines: str, moment: int) -> bool:
    """Run the lines and cut them off before that disk call; false when they had fewer."""
    done = subprocess.run(
        [sys.executable, str(CHILD), str(moment)],
        input=lines,
        text=True,
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(Path.cwd()), "PATH": ""},
    )
    assert done.returncode == -9 or done.stdout.strip() == "done", done.stderr
    return done.returncode == -9


@pytest.mark.parametrize("moment", range(7))
def test_a_backup_cut_at_any_moment_leaves_laptop_and_stick_in_order(
    laptop: Laptop, stick: Path, moment: int
) -> None:
    first = make(laptop.folder, stick, SystemClock())
    assert killed(MAKE.format(folder=str(laptop.folder), stick=str(stick)), moment)
    # What shows on the stick is whole, however far it came.
    for made in stick.glob("*.tar"):
        verify(made)
    assert first.exists()
    with laptop.desk() as desk:
        assert folios(desk.work) == ["1", "2", "3"]
    last = make(laptop.folder, stick, SystemClock())
    assert verify(last).manifest.counter >= 2
    assert not list(stick.glob(".unfinished*"))


@pytest.mark.parametrize("moment", [0, 12, 24, 34, 40, 42, 44, 46, 48, 50])
def test_a_restore_cut_at_any_moment_is_simply_done_again(
    laptop: Laptop, copy: Path, new_folder: Path, moment: int
) -> None:
    cut = killed(RESTORE.format(folder=str(new_folder), copy=str(copy)), moment)
    there = {card.nickname for card in list_accounts(new_folder)}
    assert there in ((set(), {"Lupe", "Beto"}) if cut else ({"Lupe", "Beto"},))
    assert cut or moment > 40
    if not there:
        restore(copy, new_folder)
    with laptop.at(new_folder).desk() as desk:
        assert folios(desk.work) == ["1", "2", "3"]
        assert desk.shared is not None
