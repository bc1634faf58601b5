"""`vereda ceremony` and `restore-with-sheets`, as typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from desktop import launcher
from desktop.trouble import Exit

ROOT = Path(__file__).parents[3]
PHRASE = "zarigüeya tapanco ocre birote"


@pytest.fixture
def files(tmp_path: Path, passphrases) -> dict[str, str]:
    for name, text in {"hers": passphrases.women, "new": PHRASE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: str(tmp_path / name) for name in ("hers", "new")}


def test_two_printed_sheets_let_somebody_in(laptop: Path, files, tmp_path, capsys):
    hers = ["--data", str(laptop), "--account", "Colibrí", "--passphrase-file", files["hers"]]
    assert launcher.run(["ceremony", *hers]) == Exit.OK
    said = capsys.readouterr().out
    lines = said.splitlines()[:3]
    assert [len(line.split()) for line in lines] == [33] * 3
    for name, line in zip("ab", lines[1:], strict=True):
        numbered = [f"{n}. {word}" for n, word in enumerate(line.split(), 1)]
        (tmp_path / name).write_text("\n".join(numbered))
    given = ["--data", str(laptop), "--nickname", "Jilguero", "--passphrase-file", files["new"]]
    one, other = ("--sheet", str(tmp_path / "a")), ("--sheet", str(tmp_path / "b"))
    assert launcher.run(["restore-with-sheets", *given, *one, *one]) == Exit.USAGE
    assert launcher.run(["restore-with-sheets", *given, *one, "--sheet", "none"]) == Exit.BAD_FILE
    assert launcher.run(["restore-with-sheets", *given, *one]) == Exit.USAGE  # nobody to ask
    assert launcher.run(["restore-with-sheets", *given, *one, *other]) == Exit.OK
    said = capsys.readouterr()
    assert not any(word in said.out + said.err for word in lines[1].split()[3:])
    mine = ["--data", str(laptop), "--account", "Jilguero", "--passphrase-file", files["new"]]
    assert launcher.run(["doctor", *mine]) == Exit.OK


@pytest.mark.skipif(os.name != "posix", reason="a terminal of its own needs a pty")
def test_at_a_terminal_each_sheet_leaves_the_screen_before_it_is_typed_back(laptop: Path, files):
    import pty

    hers = ["--data", str(laptop), "--account", "Colibrí", "--passphrase-file", files["hers"]]
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        pytest.skip(f"no terminal can be made here: {error}")
    asked = subprocess.Popen(
        [sys.executable, "-m", "desktop.launcher", "ceremony", *hers, "--language", "es"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
    )
    os.close(theirs)
    with os.fdopen(ours, "r+b", buffering=0) as terminal:
        for number in (1, 2, 3):
            shown = _until(terminal, "pulse Entrar.")
            words = dict(re.findall(r"(\d+)\. ([a-z]+)", shown))
            assert len(words) == 33
            terminal.write(b"\n")
            assert "\033[3J" in _until(terminal, f"hoja {number}, en un")
            if number == 2:
                terminal.write(b"academic acid\n")
                assert "33 palabras" in _until(terminal, "hoja 2, en un")
            line = " ".join(words[str(place)] for place in range(1, 34))
            terminal.write(f"{line}\n".encode())
        _until(terminal, "Listo")
        assert asked.wait(30) == Exit.OK


def _until(terminal: IO[bytes], wanted: str) -> str:
    """What is on the screen since, up to these words. The end of the program ends the wait."""
    seen = b""
    while wanted not in seen.decode(errors="replace"):
        seen += terminal.read(4096)
    return seen.decode()


def test_who_does_not_hold_the_root_key_makes_no_sheets(laptop: Path, passphrases, tmp_path):
    (tmp_path / "his").write_text(passphrases.men, encoding="utf-8")
    his = ["--account", "Barro", "--passphrase-file", str(tmp_path / "his")]
    assert launcher.run(["ceremony", "--data", str(laptop), *his]) == Exit.REFUSED
