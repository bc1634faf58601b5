from __future__ import annotations

from pathlib import Path

import pytest

from desktop import launcher
from desktop.host import sticks
from desktop.host.sticks import Stick
from desktop.trouble import Exit
from desktop.vault.cards import list_accounts

from .conftest import Laptop


def vereda(*words: object) -> int:
    return launcher.run([str(word) for word in (*words, "--language", "es")])


def test_backup_verify_and_restore_from_the_command_line(
    laptop: Laptop, stick: Path, new_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vereda("backup", stick, "--data", laptop.folder) == Exit.OK
    (made,) = stick.iterdir()
    assert made.name in capsys.readouterr().out
    assert vereda("backup", "verify", made) == Exit.OK
    told = capsys.readouterr().out
    assert "entera" in told
    assert "Lupe" not in told
    assert vereda("restore", made, "--data", new_folder) == Exit.OK
    assert len(list_accounts(new_folder)) == 2
    assert vereda("restore", made, "--data", new_folder) == Exit.REFUSED
    made.write_bytes(made.read_bytes()[:-1])
    assert vereda("backup", "verify", made) == Exit.BAD_FILE


def test_without_a_target_the_only_stick_is_meant(
    laptop: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged = [Stick(stick, "MEMORIA", "")]
    monkeypatch.setattr(sticks, "mounted", lambda: plugged)
    assert vereda("backup", "--data", laptop.folder) == Exit.OK
    assert len(list(stick.iterdir())) == 1
    plugged.append(Stick(stick.parent, "OTRA", ""))
    assert vereda("backup", "--data", laptop.folder) == Exit.USAGE
    assert vereda("backup", "verify") == Exit.USAGE


def test_nothing_printed_or_named_betrays_anybody(
    laptop: Laptop, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vereda("backup", stick, "--data", laptop.folder)
    (made,) = stick.iterdir()
    told = capsys.readouterr().out + made.name
    for word in ("Lupe", "Beto", "Arroyo", "women", "men.", "mujer", "hombre"):
        assert word not in told
    data = made.read_bytes()
    for word in (b"Nombre 1", b"Arroyo Seco", b"SQLite format 3"):
        assert word not in data
