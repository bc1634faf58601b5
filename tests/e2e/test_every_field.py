"""What is typed anywhere in the window is in clear nowhere: no file, no name, no trace, no log."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop.demo.build import Size, build
from desktop.host.files import make_private

ROOT = Path(__file__).resolve().parents[2]
WRITER = Path(__file__).with_name("every_field.py")
LISTED = "Zqxlisted0ñwK"
TELLING = "MEMORIA DE AMAPOLA"
"""A stick's name; the folders that somebody looked into are a trace too."""
FIELDS_AT_LEAST = 40
DIALOGS = {
    "OrderDialog",
    "PersonDialog",
    "NewGroupDialog",
    "PhraseDialog",
    "RecoveryDialog",
    "WhereDialog",
}
READABLE = (".pdf", ".csv", ".txt")
"""What the one door let out onto the stick; whole folders are courses and materials."""
pytestmark = pytest.mark.timeout(600)


@dataclass(frozen=True)
class Written:
    """One person's whole evening at the window: where she sat, and what she wrote."""

    home: Path
    stick: Path
    words: dict[str, str]
    dialogs: set[str]
    asked: int
    printed: bytes


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A home of her own, where a desktop would leave its traces."""
    scratch = tmp_path_factory.mktemp("evening")
    home, stick = scratch / "home", scratch / TELLING
    for folder in (home / "tmp", home / ".local/share", stick):
        folder.mkdir(parents=True)
    make_private(home / ".local/share/Vereda")
    build(home / ".local/share/Vereda", Size.SMALL, date.today())
    (stick / "lista.csv").write_text(f"Nombre;Notas\n{LISTED} Clara;{LISTED}\n;{LISTED}\n")
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(WRITER), str(home / ".local/share/Vereda"), str(stick)],
        env={
            **kept,
            "HOME": str(home),
            "TMPDIR": str(home / "tmp"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    *before, last = done.stdout.splitlines()
    told = json.loads(last)
    return Written(
        home,
        stick,
        told["words"],
        set(told["dialogs"]),
        told["asked"],
        b"\n".join([*before, done.stderr]),
    )


def files(written: Written) -> Iterator[tuple[str, bytes]]:
    """Everything that lies anywhere after it: the home with all its folders, and what is sealed."""
    for path in sorted(written.home.rglob("*")):
        yield str(path.relative_to(written.home)), path.read_bytes() if path.is_file() else b""
    for path in sorted(written.stick.iterdir()):
        if path.is_file() and path.suffix not in READABLE:
            yield path.name, path.read_bytes()
    yield "what it printed", written.printed


def forms(word: str) -> list[bytes]:
    """As it may lie in a file, also escaped as JSON and in a list of recent files."""
    escaped = json.dumps(word)[1:-1].encode()
    return [*(word.encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")), escaped]


def found_in(written: Written, words: list[str]) -> list[str]:
    sought = [(word, form) for word in words for form in forms(word)]
    return [
        f"{name}: {written.words.get(word, word)}"
        for name, data in files(written)
        for word, form in sought
        if form in data or word in name
    ]


def test_every_page_was_walked(written: Written) -> None:
    assert len(written.words) >= FIELDS_AT_LEAST
    assert written.dialogs >= DIALOGS
    assert written.asked >= 2
    assert sum(where.startswith("first run") for where in written.words.values()) == 4


def test_no_word_is_in_clear_in_any_file_its_name_or_what_was_printed(written: Written) -> None:
    assert found_in(written, [*written.words, LISTED]) == []


def test_no_list_of_recent_files_knows_the_stick_or_its_files(written: Written) -> None:
    assert found_in(written, [TELLING, TELLING.replace(" ", "%20"), "lista.csv", "hoja.pdf"]) == []
    assert not [*written.home.rglob("recently-used*")]


def test_only_its_owner_reads_what_the_window_made(written: Written) -> None:
    made = [path for path in written.home.rglob("*") if "Vereda" in path.parts]
    assert [path for path in made if path.lstat().st_mode & 0o077] == []


def test_the_scan_would_find_a_word(written: Written, tmp_path: Path) -> None:
    word = next(reversed(written.words))
    copy = Path(shutil.copytree(written.home, tmp_path / "home"))
    (copy / "leak").write_text(word, encoding="utf-16-le")
    again = Written(copy, written.stick, written.words, set(), 0, b"")
    assert len(found_in(again, [word])) == 1
