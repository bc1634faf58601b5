"""What Windows tells a window about sleep, the lid and a locked session.

Type-checked for Windows; it has not run there yet.
"""

from __future__ import annotations

import ctypes
import sys

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
PBT_POWERSETTINGCHANGE = 0x8013
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT = 0x2, 0x4
WTS_SESSION_LOCK = 0x7
LEAVES = frozenset((WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK))
"""Also another person who signs in beside this one. Source: winuser.h, wtsapi32.h."""


class Guid(ctypes.Structure):
    """GUID of guiddef.h."""

    _fields_ = (
        ("first", ctypes.c_uint32),
        ("second", ctypes.c_uint16),
        ("third", ctypes.c_uint16),
        ("rest", ctypes.c_ubyte * 8),
    )


LID = Guid(
    0xBA3E0F4D,
    0xB817,
    0x4094,
    (ctypes.c_ubyte * 8)(0xA2, 0xD1, 0xD5, 0x63, 0x79, 0xE6, 0xA0, 0xF3),
)
"""GUID_LIDSWITCH_STATE_CHANGE of winnt.h: 0 is closed."""


class PowerSetting(ctypes.Structure):
    """POWERBROADCAST_SETTING of winuser.h, with the four bytes that the lid's has."""

    _fields_ = (
        ("setting", Guid),
        ("length", ctypes.c_uint32),
        ("value", ctypes.c_uint32),
    )


def leaves(message: int, what: int, setting: PowerSetting | None = None) -> bool:
    """Whether a window message says that nobody is in front of the screen.

    Args:
        message, what: the message and its wParam.
        setting: where lParam points, for a change of a power setting.
    """
    if message == WM_WTSSESSION_CHANGE:
        return what in LEAVES
    if message != WM_POWERBROADCAST:
        return False
    if what == PBT_POWERSETTINGCHANGE and setting is not None:
        return bytes(setting.setting) == bytes(LID) and setting.value == 0
    return what == PBT_APMSUSPEND


if sys.platform == "win32":
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal
    from PySide6.QtWidgets import QWidget

    NOTIFY_FOR_THIS_SESSION = 0
    DEVICE_NOTIFY_WINDOW_HANDLE = 0

    class _Filter(QAbstractNativeEventFilter):
        def __init__(self, session: WindowsSession) -> None:
            super().__init__()
            self._session = session

        def nativeEventFilter(self, kind: object, message: object) -> tuple[bool, int]:  # noqa: N802
            told = wintypes.MSG.from_address(int(message))  # type: ignore[call-overload]
            changed = told.message == WM_POWERBROADCAST and told.wParam == PBT_POWERSETTINGCHANGE
            setting = PowerSetting.from_address(told.lParam) if changed else None
            if leaves(told.message, told.wParam, setting):
                self._session.away.emit()
            return False, 0

    class WindowsSession(QObject):
        """Listens from when it is made until its window goes.

        Signals:
            away(): cover and lock now.
        """

        away = Signal()

        def __init__(self, window: QWidget) -> None:
            super().__init__(window)
            self._filter = _Filter(self)
            app = QCoreApplication.instance()
            if app is not None:
                app.installNativeEventFilter(self._filter)
            handle = wintypes.HWND(int(window.winId()))
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, NOTIFY_FOR_THIS_SESSION)
            ctypes.windll.user32.RegisterPowerSettingNotification(
                handle, ctypes.byref(LID), DEVICE_NOTIFY_WINDOW_HANDLE
            )
