from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from desktop import supervisor
from desktop.host.files import STAGING, UNFINISHED
from desktop.services import panic, staging
from desktop.supervisor import BOXES, LOCK_LIMIT_S, SCRATCH, WindowKeepsFailing
from desktop.trouble import Exit
from tests.desktop.stage import PATIENCE_S, Running, Stage, StandIn

ROOT = Path(__file__).resolve().parents[2]
ALONE = """
import pathlib, random, sys
from desktop.host.clock import SystemClock
from desktop.trouble import Exit
from desktop.supervisor import Supervisor
folder, *command = sys.argv[1:]
Supervisor(command, pathlib.Path(folder), clock=SystemClock(), rng=random.Random(7)).run()
"""


@contextlib.contextmanager
def process(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor in a process of its own, for signals."""
    running = subprocess.Popen([sys.executable, "-c", ALONE, str(folder), *command], cwd=ROOT)
    with running:
        yield running
        running.kill()


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture
def running(stage: Stage, tmp_path: Path) -> Iterator[Running]:
    """A supervisor whose windows are stand-ins."""
    running = Running(stage.command, tmp_path)
    yield running
    running.supervisor.stop()
    assert running.ended()


def unlock(stage: Stage) -> tuple[StandIn, StandIn]:
    """The first window, unlocked, and the locked one that waits beside it."""
    window = stage.next()
    window.says("ready")
    window.says("unlocked")
    return window, stage.next()


def test_the_first_window_shows_and_no_other_waits_until_somebody_unlocks(
    stage: Stage, running: Running
) -> None:
    window = stage.next()
    assert not window.standby
    assert window.options[0] == "--data"
    window.says("unlocked")
    assert stage.next().standby


def test_after_a_lock_the_waiting_window_shows_at_once(stage: Stage, running: Running) -> None:
    window, waiting = unlock(stage)
    window.says("locking")
    window.ends(75)
    assert waiting.hears() == {"do": "show"}
    window.wait_until_gone()


def test_a_window_that_does_not_end_after_locking_is_killed_within_the_limit(
    stage: Stage, running: Running
) -> None:
    window, waiting = unlock(stage)
    window.hangs()
    window.says("locking")
    window.wait_until_gone(LOCK_LIMIT_S + 5)
    assert waiting.hears() == {"do": "show"}
    assert not psutil.pid_exists(window.pid)


def test_a_second_lock_has_a_waiting_window_again(stage: Stage, running: Running) -> None:
    window, waiting = unlock(stage)
    window.ends(75)
    assert waiting.hears() == {"do": "show"}
    waiting.says("unlocked")
    next_waiting = stage.next()
    assert next_waiting.standby
    waiting.ends(75)
    assert next_waiting.hears() == {"do": "show"}


def test_a_window_killed_from_outside_is_followed_by_a_locked_one(
    stage: Stage, running: Running
) -> None:
    window = stage.next()
    os.kill(window.pid, signal.SIGKILL)
    after = stage.next()
    assert not after.standby
    assert after.pid != window.pid


def test_an_unlocked_window_that_crashes_gives_way_to_the_waiting_one(
    stage: Stage, running: Running
) -> None:
    window, waiting = unlock(stage)
    os.kill(window.pid, signal.SIGKILL)
    assert waiting.hears() == {"do": "show"}


def test_a_waiting_window_that_dies_does_not_disturb_the_one_at_work(
    stage: Stage, running: Running
) -> None:
    window, waiting = unlock(stage)
    os.kill(waiting.pid, signal.SIGKILL)
    waiting.wait_until_gone()
    window.says("locking")
    window.ends(75)
    assert not stage.next().standby


def test_a_waiting_window_that_does_not_come_on_screen_gives_way_to_another(
    stage: Stage, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "SHOW_LIMIT_S", 0.0)
    window, waiting = unlock(stage)
    waiting.says("ready")
    waiting.says("send")
    assert waiting.hears() is not None  # so "ready" has been heard
    window.ends(75)
    waiting.wait_until_gone()
    monkeypatch.undo()
    assert not stage.next().standby


def test_a_waiting_window_that_never_got_ready_gives_way_to_another(
    stage: Stage, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, waiting = unlock(stage)
    waiting.hangs()
    monkeypatch.setattr(supervisor, "START_LIMIT_S", 0.0)
    window.ends(75)
    waiting.wait_until_gone()
    monkeypatch.undo()
    assert not stage.next().standby


def test_a_window_on_screen_is_left_alone_however_long_it_stays_locked(
    stage: Stage, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, waiting = unlock(stage)
    waiting.says("ready")
    window.ends(75)
    assert waiting.hears() == {"do": "show"}
    waiting.says("shown")
    waiting.says("send")
    assert waiting.hears() is not None  # so "shown" has been heard
    assert not running.supervisor._unseen


@pytest.mark.parametrize("status", [1, 75])
def test_a_window_that_ends_by_itself_again_and_again_ends_everything_with_a_sentence(
    stage: Stage, running: Running, status: int
) -> None:
    for _ in range(supervisor.CRASHES_MAX + 1):
        stage.next().ends(status)
    assert running.ended()
    assert isinstance(running.error, WindowKeepsFailing)


def test_leaving_ends_every_window(stage: Stage, running: Running) -> None:
    window, waiting = unlock(stage)
    window.says("quit")
    window.says("locking")
    window.ends(75)
    assert running.ended()
    assert running.error is None
    window.wait_until_gone()
    waiting.wait_until_gone()


def test_leaving_ends_a_window_that_hangs(stage: Stage, running: Running) -> None:
    window, waiting = unlock(stage)
    window.hangs()
    waiting.hangs()
    window.says("quit")
    assert running.ended()
    window.wait_until_gone()
    waiting.wait_until_gone()


def test_a_stopped_supervisor_lets_the_window_lock_first(stage: Stage, running: Running) -> None:
    window, waiting = unlock(stage)
    running.supervisor.stop()
    assert window.hears() is None
    assert running.ended()
    window.wait_until_gone()
    waiting.wait_until_gone()


def test_the_language_of_the_command_line_reaches_every_window(
    stage: Stage, tmp_path: Path
) -> None:
    running = Running(stage.command, tmp_path, language="en")
    window, waiting = unlock(stage)
    running.supervisor.stop()
    assert running.ended()
    assert window.options[2:] == ["--language", "en"]
    assert waiting.options[2:] == ["--language", "en", "--standby"]


def test_asking_to_send_with_no_server_says_why_and_ends_nothing(
    stage: Stage, running: Running
) -> None:
    window = stage.next()
    window.says("send")
    assert window.hears() == {"do": "courier", "state": "sending", "done": 0, "total": 0}
    report = window.hears()
    assert report is not None
    assert report["state"] == "failed"
    assert report["exit"] == Exit.USAGE
    assert len(report["sentences"]) == 3
    window.says("ready")
    assert window.hears() == report


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_session_that_ends_lets_the_window_lock_and_takes_it_along(
    stage: Stage, tmp_path: Path, number: signal.Signals
) -> None:
    with process(stage.command, tmp_path) as running:
        window, waiting = unlock(stage)
        running.send_signal(number)
        assert window.hears() is None
        window.wait_until_gone()
        waiting.wait_until_gone()
        assert running.wait(PATIENCE_S) == 0


def test_the_real_window_ends_by_itself_when_its_supervisor_was_killed(
    stage: Stage, tmp_path: Path
) -> None:
    with process(stage.real_command, tmp_path) as running:
        window = stage.next()
        running.kill()
        window.wait_until_gone()


def test_a_panic_that_was_cut_off_is_finished_before_the_first_window(
    stage: Stage, tmp_path: Path
) -> None:
    (tmp_path / "vaults").mkdir()
    slot = tmp_path / "vaults" / "0123.key"
    slot.write_bytes(b"x")
    panic.begin(tmp_path)
    running = Running(stage.command, tmp_path)
    stage.next()
    assert not slot.exists()
    running.supervisor.stop()
    assert running.ended()


def test_a_panic_whose_window_was_killed_is_finished_before_the_next_window_shows(
    stage: Stage, running: Running, tmp_path: Path
) -> None:
    (tmp_path / "vaults").mkdir()
    window, waiting = unlock(stage)
    slot = tmp_path / "vaults" / "0123.key"
    slot.write_bytes(b"x")
    panic.begin(tmp_path)
    os.kill(window.pid, signal.SIGKILL)
    assert waiting.hears() == {"do": "show"}
    assert not slot.exists()


def test_what_was_whole_and_not_moved_in_yet_is_there_before_the_first_window(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "accounts").mkdir()
    (tmp_path / "accounts" / "here").write_bytes(b"stays")

    def cut(*_folders: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patching:
        patching.setattr(staging, "_move_in", cut)
        with contextlib.suppress(KeyboardInterrupt), staging.made_at_once(tmp_path) as aside:
            for part in ("accounts", "vaults"):
                (aside / part).mkdir()
                (aside / part / "comes").write_bytes(b"x")
    assert not (tmp_path / "vaults").exists()
    running = Running(stage.command, tmp_path)
    stage.next()
    assert {path.name for path in (tmp_path / "accounts").iterdir()} == {"here", "comes"}
    assert (tmp_path / "vaults" / "comes").exists()
    assert not (tmp_path / STAGING).exists()
    running.supervisor.stop()
    assert running.ended()


def test_what_a_power_cut_left_half_made_is_gone_before_the_first_window(
    stage: Stage, tmp_path: Path
) -> None:
    kept = [tmp_path / box / "kept" for box in BOXES]
    cut_short = [path.with_name(f"{UNFINISHED}0123") for path in kept]
    for path in (*kept, *cut_short, tmp_path / SCRATCH / "copy.db", tmp_path / STAGING / "x"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    running = Running(stage.command, tmp_path)
    stage.next()
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in (*cut_short, tmp_path / SCRATCH, tmp_path / STAGING))
    running.supervisor.stop()
    assert running.ended()
