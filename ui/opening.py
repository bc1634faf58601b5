"""From an open desk to its pages. What nobody foresaw on the way is told, and ends as a lock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui.pages.unlock.page import UnlockPage

if TYPE_CHECKING:
    from desktop.services.entrance import Desk
    from ui.shell import Shell
    from ui.window import Window

TOLD_MS = 30_000
"""The desk is open behind what is told: so long at most, whether or not anybody reads it."""


def shell_of(window: Window, desk: Desk) -> tuple[Shell, list[str]]:
    """The pages for who sits here, watched over, and what there is to tell about opening."""
    from ui import notices
    from ui.catalogue import pages_for
    from ui.page import Room
    from ui.shell import Shell

    told = notices.of_opening(desk, unlocked=window.guard is None)
    room = Room(
        desk,
        window.tasks,
        window.folder,
        window.link.say,
        window.panic,
        reseat=window.reseat,
        lock=window.lock,
        awake=window.watch().awake,
    )
    shell = Shell(room, pages_for(desk))
    window.tasks.troubled.connect(shell.on_trouble)
    forget_phrase(window)
    return shell, told


def forget_phrase(window: Window) -> None:
    """The field on the lock screen is emptied."""
    page = window.currentWidget()
    if isinstance(page, UnlockPage):
        page.forget()


def send_rest(window: Window, desk: Desk) -> None:
    """What an earlier lock had no time to seal goes now."""
    from ui.arrivals import seal_rest

    seal_rest(window.tasks, desk, window.folder, then=partial(window.link.say, "send"))


def failed(window: Window, problem: Exception) -> None:
    """Keep what happened, say it, and lock."""
    from ui.widgets.trouble import TroubleDialog

    window.tasks.crashed.emit(problem)
    forget_phrase(window)
    QTimer.singleShot(TOLD_MS, window, window.lock)
    dialog = TroubleDialog(window, problem)
    dialog.finished.connect(window.lock)
    dialog.open()
    if not dialog.isVisible():
        window.lock()
