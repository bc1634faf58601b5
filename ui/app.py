"""Composition root of the window process: `python -m ui.app --data FOLDER [--standby]`.

The lock screen shows first, with as few imports as it needs; the store is
imported while the phrase is being typed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.host import memory, paths
from desktop.services import prefs
from ui.link import Link
from ui.theme import Theme, use
from ui.widgets.mark import mark_icon
from ui.window import Window


def start(argv: Sequence[str]) -> tuple[QApplication, Window]:
    """Make the application and its locked window; shown unless `--standby`."""
    parser = argparse.ArgumentParser(prog="vereda-window")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--standby", action="store_true")
    parser.add_argument("--language", default="")
    args, rest = parser.parse_known_args(list(argv))
    paths.private()
    app = QApplication.instance() or QApplication(["vereda", *rest])
    assert isinstance(app, QApplication)  # noqa: S101
    app.setApplicationName("Vereda")
    app.setWindowIcon(mark_icon())
    app.setQuitOnLastWindowClosed(False)
    look = prefs.load(args.data)
    i18n.install(args.language or look.language)
    use(Theme(look.theme, look.text_percent / 100), app)
    link = Link()
    window = Window(args.data, link)
    link.setParent(window)
    window.resize(1366, 728)
    if not args.standby:
        window.show()
        window.activateWindow()
    link.listen()
    link.say("ready")
    QTimer.singleShot(0, window.preload)
    return app, window


def main(argv: Sequence[str] | None = None) -> int:
    memory.never_dump()
    app, window = start(sys.argv[1:] if argv is None else argv)
    window.ended.connect(app.exit)
    status = app.exec()
    sys.stdout.flush()
    # End now: destructors of Qt objects must not delay the end of the keys.
    os._exit(status)


if __name__ == "__main__":
    main()
