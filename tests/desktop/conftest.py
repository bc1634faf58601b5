"""A data folder begun at a terminal, made once: deriving keys takes long."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop import launcher
from desktop.trouble import Exit

TERMINAL_PHRASE = "una frase larga de prueba"
"""Of Colibrí, who ran `vereda init`; it also lies in the file `phrase`."""


@pytest.fixture(scope="session")
def begun_at_a_terminal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("begun")
    (home / "phrase").write_text(TERMINAL_PHRASE + "\n")
    options = {
        "--data": str(home / "data"),
        "--nickname": "Colibrí",
        "--site": "San Isidro",
        "--stream": "women",
        "--passphrase-file": str(home / "phrase"),
    }
    status = launcher.run(["init", *(part for pair in options.items() for part in pair)])
    assert status == Exit.OK
    return home


@pytest.fixture
def home(begun_at_a_terminal: Path, tmp_path: Path) -> Path:
    """`data` and, beside it, `phrase`: the passphrase of its one account."""
    return Path(shutil.copytree(begun_at_a_terminal, tmp_path / "home"))
