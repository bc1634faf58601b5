"""Unforeseen errors of the window are kept, wherever they happen, without a word of anybody."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from desktop.host import crash
from desktop.host.clock import SystemClock
from desktop.vault.troubles import DiskFull
from ui.crashes import QT_KEPT_MAX, CrashKeeper
from ui.tasks import Tasks
from ui.widgets.parts import button

NAME = "Rosalinda Prueba"


ROOT = Path(__file__).resolve().parents[2]


class Context:
    """What Qt tells about a message besides its words."""

    def __init__(self, file: str | None) -> None:
        self.file, self.line, self.category = file, 12, "qt.accessibility"


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[CrashKeeper]:
    hooks = sys.excepthook, threading.excepthook
    made = CrashKeeper(tmp_path, SystemClock())
    handler = qInstallMessageHandler(None)
    made.watch()
    yield made
    qInstallMessageHandler(handler)
    sys.excepthook, threading.excepthook = hooks


def kept(folder: Path) -> str:
    text = "".join(each.text for each in crash.kept(folder))
    assert NAME not in text
    return text


def fail() -> None:
    raise ValueError(NAME)


def test_an_error_in_a_slot_is_kept_and_the_window_goes_on(
    keeper: CrashKeeper, qtbot: QtBot, tmp_path: Path
) -> None:
    pressed = button("x", then=fail)
    qtbot.addWidget(pressed)
    pressed.click()
    assert "builtins.ValueError" in kept(tmp_path)
    assert "tests/ui/test_crashes.py" in kept(tmp_path)


def test_an_error_in_a_thread_is_kept(keeper: CrashKeeper, tmp_path: Path) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "builtins.ValueError" in kept(tmp_path)


def test_an_error_on_the_database_thread_is_kept_whoever_tells_it_and_a_trouble_is_not(
    keeper: CrashKeeper, qtbot: QtBot, tmp_path: Path
) -> None:
    def full() -> None:
        raise DiskFull

    tasks = Tasks()
    keeper.watch_tasks(tasks)
    told: list[BaseException] = []
    tasks.run(full, failed=told.append)
    with qtbot.waitSignal(tasks.idle):
        tasks.run(fail, failed=told.append)
    tasks.finish()
    assert len(told) == 2
    assert len(crash.kept(tmp_path)) == 1
    assert "fail" in kept(tmp_path)


def test_of_qts_complaints_the_grave_ones_are_kept_without_their_words(
    keeper: CrashKeeper, tmp_path: Path
) -> None:
    keeper._on_qt(QtMsgType.QtWarningMsg, Context(None), NAME)
    assert kept(tmp_path) == ""
    keeper._on_qt(QtMsgType.QtCriticalMsg, Context("/home/rosalinda/qt/qwidget.cpp"), NAME)
    assert "QtCriticalMsg qt.accessibility\n  qwidget.cpp:12" in kept(tmp_path)
    for _ in range(QT_KEPT_MAX + 5):
        keeper._on_qt(QtMsgType.QtCriticalMsg, Context(None), NAME)
    assert len(crash.kept(tmp_path)) == QT_KEPT_MAX


def test_a_window_that_cannot_even_begin_leaves_the_place_where_it_failed(tmp_path: Path) -> None:
    program = (
        "import sys, ui.app\n"
        "def start(_words): raise ValueError(sys.argv[2])\n"
        "ui.app.start = start\n"
        "ui.app.main(['--data', sys.argv[1]])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), NAME],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert "ui/app.py" in kept(tmp_path)
    assert NAME not in done.stdout + done.stderr
