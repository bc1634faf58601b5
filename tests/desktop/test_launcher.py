from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import launcher
from desktop.host.crash import CRASH_FILE
from desktop.host.instance import InstanceLock
from desktop.trouble import Exit

ROOT = Path(__file__).resolve().parents[2]


def vereda(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the real command with no screen and nobody at the keyboard."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "desktop.launcher", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env={**kept, "PYTHONUTF8": "1", **environ},
    )


def test_the_supervisor_starts_light() -> None:
    """Neither Qt nor anything that could open a vault is loaded to show a window."""
    program = "import sys, desktop.launcher, desktop.supervisor\nprint(*sys.modules)"
    listed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rooms = {name.split(".")[0] for name in listed.stdout.split()}
    outside = rooms - sys.stdlib_module_names - {"desktop", "__main__", "_distutils_hack"}
    outside -= {"sitecustomize"}  # the system's own, on Debian
    assert not outside


def test_the_version_is_told() -> None:
    told = vereda("--version")
    assert told.returncode == 0
    assert told.stdout.startswith("Vereda ")


@pytest.mark.parametrize("language", ["es", "en"])
def test_help_is_told_in_the_language_asked_for(language: str) -> None:
    told = vereda("--language", language, "--help")
    assert told.returncode == 0
    assert "doctor" in told.stdout


def test_with_no_screen_three_sentences_say_what_to_do(tmp_path: Path) -> None:
    told = vereda("--data", str(tmp_path))
    assert told.returncode == Exit.FAILED
    assert len(told.stderr.splitlines()) == 3
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("verb", [[], ["doctor"], ["sync"]])
def test_a_second_vereda_on_the_same_data_is_refused_with_its_status(
    tmp_path: Path, verb: list[str]
) -> None:
    with InstanceLock(tmp_path):
        told = vereda("--data", str(tmp_path), *verb, QT_QPA_PLATFORM="offscreen")
    assert told.returncode == Exit.ALREADY_OPEN
    assert len(told.stderr.splitlines()) == 3


def test_a_folder_that_cannot_be_used_is_told_with_its_status(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = vereda("--data", str(tmp_path / "file" / "in"), "doctor")
    assert told.returncode == Exit.READ_ONLY


def test_a_folder_with_no_account_is_told_with_its_status(tmp_path: Path) -> None:
    told = vereda("--data", str(tmp_path), "sync")
    assert told.returncode == Exit.USAGE
    assert len(told.stderr.splitlines()) == 3


def test_an_unforeseen_error_keeps_a_crash_file_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise ValueError("Rosalinda Prueba")

    monkeypatch.setattr(launcher, "_run", fail)
    assert launcher.run(["--data", str(tmp_path), "doctor"]) == Exit.FAILED
    printed = capsys.readouterr()
    assert "Rosalinda" not in printed.out + printed.err
    assert "Rosalinda" not in (tmp_path / CRASH_FILE).read_text()
