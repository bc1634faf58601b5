"""`vereda doctor`: without a passphrase, for other programs, and at each depth."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from desktop import launcher
from desktop.programme.vocabulary import Stream
from desktop.services import founding
from desktop.trouble import Exit

PHRASE = "siembra de temporal en la ladera"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doctor")
    founding.found_programme(
        folder / "data", "Zafirostaff", PHRASE, Stream.WOMEN, "Zafirosite"
    ).close()
    (folder / "phrase").write_text(PHRASE)
    return folder


def doctor(home: Path, *arguments: str) -> int:
    return launcher.run(["doctor", "--data", str(home / "data"), *arguments])


def test_nobody_to_ask_the_laptop_is_looked_at_and_the_vaults_are_said_to_be_closed(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert doctor(home) == Exit.OK
    printed = capsys.readouterr().out
    assert "Cifrado del disco" in printed
    assert "No se revisaron los archivos de datos" in printed


def test_the_laptop_is_looked_at_where_there_is_nothing_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert doctor(tmp_path) == Exit.OK
    assert "Reloj" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("depth", "words"),
    [
        ("--quick", "Entero."),
        (None, "cada página es auténtica"),
        ("--full", "cada índice"),
        ("--rebuild", "sin diferencias"),
    ],
)
def test_for_a_program_it_says_the_same_as_one_object_and_no_name(
    home: Path, capsys: pytest.CaptureFixture[str], depth: str | None, words: str
) -> None:
    options = ["--json", "--passphrase-file", str(home / "phrase"), *([depth] if depth else [])]
    assert doctor(home, *options) == Exit.OK
    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert printed.err == ""
    vaults = [each for each in told["findings"] if each["name"].startswith("vault-")]
    assert len(vaults) == 2
    assert all(words in each["means"] and each["state"] == "good" for each in vaults)
    assert "Vereda" in told["versions"]
    assert "Zafiro" not in printed.out
    assert str(home) not in printed.out


def test_two_depths_at_once_are_refused(home: Path) -> None:
    with pytest.raises(SystemExit):
        doctor(home, "--quick", "--full")
