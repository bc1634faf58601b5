"""Composition root of the window process: `python -m ui.app --data FOLDER [--standby]`.

The lock screen shows first, with as few imports as it needs; the store is
imported while the phrase is being typed.
"""

from __future__ import annotations

import gc

if __name__ == "__main__":
    # Imports make tens of thousands of objects that stay: looking for garbage
    # among them again and again is a tenth of the time to the first window.
    gc.disable()

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop import i18n
from desktop.host import memory, paths
from desktop.host.clock import SystemClock
from desktop.services import prefs
from ui.crashes import CrashKeeper
from ui.link import Link
from ui.manners import Manners
from ui.spoken import speak
from ui.theme import Theme, use
from ui.tidy import Tidy
from ui.widgets.mark import mark_icon
from ui.window import Window


def start(argv: Sequence[str]) -> tuple[QApplication, Window]:
    """Make the application and its locked window; shown unless `--standby`."""
    given = _given(argv)
    folder = Path(given["--data"])
    paths.private()
    # Named here, not by setStyle: that answers with a QStyle, a class that takes 8 ms to make.
    app = QApplication.instance() or QApplication(["vereda", "-style", "fusion"])
    assert isinstance(app, QApplication)  # noqa: S101
    app.setApplicationName("Vereda")
    # The system's own file dialogs write what was opened into its list of recent files.
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.setWindowIcon(mark_icon())
    app.setQuitOnLastWindowClosed(False)
    look = prefs.load(folder)
    i18n.install(given.get("--language") or look.language)
    use(Theme(look.theme, look.text_percent / 100), app)
    link = Link()
    window = Window(folder, link)
    link.setParent(window)
    link.listen()

    def ready() -> None:
        """The lock screen can be used, or shown at once when it stands by."""
        link.say("ready")
        if not gc.isenabled():
            gc.freeze()
            Tidy(window)
        app.installEventFilter(Manners(window))
        speak(app)
        window.preload()

    if "--standby" in given:
        QTimer.singleShot(0, ready)
    else:
        _FirstPaint(window, ready)
        window.appear()
    return app, window


def _given(argv: Sequence[str]) -> dict[str, str]:
    """What the supervisor asks for: `--data FOLDER [--standby] [--language es]`.

    By hand: argparse looks for its own translations, which takes 4 ms before the first window.
    """
    given: dict[str, str] = {}
    words = iter(argv)
    for word in words:
        if word == "--standby":
            given[word] = ""
        elif word in ("--data", "--language"):
            given[word] = next(words, "")
        else:
            raise SystemExit(f"vereda-window: {word}?")
    if not given.get("--data"):
        raise SystemExit("vereda-window: --data FOLDER")
    return given


class _FirstPaint(QObject):
    """Calls `then` once, when a window and everything in it has been painted."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # What lies inside the window is painted before the next turn of the loop.
            QTimer.singleShot(0, self._then)
        return False


def main(argv: Sequence[str] | None = None) -> int:
    memory.never_dump()
    words = sys.argv[1:] if argv is None else argv
    keeper = CrashKeeper(Path(_given(words)["--data"]), SystemClock())
    keeper.watch()
    app, window = start(words)
    keeper.watch_tasks(window.tasks)
    window.ended.connect(app.exit)
    status = app.exec()
    sys.stdout.flush()
    # End now: destructors of Qt objects must not delay the end of the keys.
    os._exit(status)


if __name__ == "__main__":
    main()
