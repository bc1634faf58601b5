"""Somebody who takes photos of codes on a screen and hands them to the other computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sync.client.qr_parts import split
from tests.e2e.stage import Play
from tests.ui.looking import dialog
from tests.ui.optics import Shot, on_screen, photo
from tests.ui.test_inviting import choosing
from ui.qr.reading import ReadQrDialog
from ui.qr.view import QrView


def press(key: Qt.Key) -> None:
    """On what has the focus in the one dialog that is open."""
    on = dialog()
    QTest.keyClick(on.focusWidget() or on, key)


def photograph(view: QrView, into: Path) -> list[Path]:
    """Each part as the view itself draws it, by a shaky hand, turning with the arrow key."""
    made = []
    for number in range(len(view.parts)):
        screen = view.grab().toImage()
        shot = Shot(960, 720, turned=number * 3 - 4, leaning=6, grain=0.08, seed=number)
        made.append(into / f"foto-{len(list(into.iterdir()))}.jpg")
        assert photo(screen, shot).save(str(made[-1]), quality=80)
        QTest.keyClick(view, Qt.Key.Key_Right)
    return made


def pictures_of(data: bytes, into: Path) -> list[Path]:
    """A file's codes, sharp."""
    made = []
    for part in split(data):
        made.append(into / f"{len(list(into.iterdir()))}.png")
        assert on_screen(part).save(str(made[-1]))
    return made


def choose_photos(read: ReadQrDialog, *paths: Path) -> None:
    """Enter on what has the focus opens the chooser."""
    choosing(" ".join(f'"{path}"' for path in paths))  # type: ignore[arg-type]
    focus = read.focusWidget()
    assert focus is read.primary
    QTest.keyClick(focus, Qt.Key.Key_Return)


def looked(read: ReadQrDialog) -> bool:
    """Nothing is being looked at any more."""
    return not read._photos and not read._eyes.busy


def until(qapp: QApplication, what: str, done: Callable[[], bool]) -> None:
    """As Play.until, where there is no window to play."""

    class Bare:
        app, troubles = qapp, ()

    Play.until(Bare(), what, done)  # type: ignore[arg-type]
