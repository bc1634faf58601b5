"""Keep the windows out of screenshots, recordings and shared screens, where the system can.

Windows can. X11 lets every program read the screen, Wayland asks the person each time
and knows no exception for one window: there the switch in the settings says so.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

WDA_NONE, WDA_MONITOR, WDA_EXCLUDEFROMCAPTURE = 0x0, 0x1, 0x11
"""Black in captures; left out of them, from Windows 10 2004 on. Source: winuser.h."""


def possible() -> bool:
    """Whether this system can keep a window out of captures."""
    return sys.platform == "win32"


def exclude(window: QWidget, hidden: bool) -> None:
    """Keep one top-level window out of captures, or let it in again. Nothing where impossible.

    Type-checked for Windows; it has not run there yet.
    """
    if sys.platform == "win32":
        call = ctypes.windll.user32.SetWindowDisplayAffinity
        handle = ctypes.c_void_p(int(window.winId()))
        if not call(handle, WDA_EXCLUDEFROMCAPTURE if hidden else WDA_NONE) and hidden:
            call(handle, WDA_MONITOR)


class Capture(QObject):
    """Every window of this process follows the switch, dialogs too, from when it shows.

    Args:
        parent: whose life it shares.
        hidden: what the switch says now.
        act: `exclude`, on a system that can.
    """

    def __init__(
        self,
        parent: QObject,
        hidden: Callable[[], bool],
        act: Callable[[QWidget, bool], None] = exclude,
    ) -> None:
        super().__init__(parent)
        self._hidden = hidden
        self._act = act
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._act(watched, self._hidden())
        return False

    def renew(self) -> None:
        """The switch was moved: at once for every window on screen."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._act(window, self._hidden())
