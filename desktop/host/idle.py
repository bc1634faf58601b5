"""How long nobody has touched this laptop, where the system tells.

Windows, macOS and X11 tell. Wayland does not, and its X11 layer would only see
half of the keys, so there the answer is None and the window counts its own.
Standard library only; the system's libraries load on the first question.
"""

from __future__ import annotations

import ctypes
import functools
import os
import sys
from collections.abc import Callable

MS_PER_S = 1000.0


def seconds_idle() -> float | None:
    """Seconds since the last key, touch or pointer movement; None when unknown."""
    ask = _source()
    return ask() if ask else None


@functools.cache
def _source() -> Callable[[], float | None] | None:
    """The system's way to ask, found once. Never raises: a laptop without it still locks."""
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _macos()
        if os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            return _x11()
    except (OSError, AttributeError):
        pass
    return None


if sys.platform == "win32":

    def _windows() -> Callable[[], float | None]:
        class LastInput(ctypes.Structure):
            _fields_ = (("size", ctypes.c_uint), ("ticks_ms", ctypes.c_uint32))

        def ask() -> float | None:
            last = LastInput(size=ctypes.sizeof(LastInput))
            if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
                return None
            now_ms: int = ctypes.windll.kernel32.GetTickCount()
            # Both count in 32 bits and start over after 49 days.
            return ((now_ms - last.ticks_ms) & 0xFFFFFFFF) / MS_PER_S

        return ask


def _macos() -> Callable[[], float | None]:
    combined_session, any_input = 0, 0xFFFFFFFF
    library = ctypes.CDLL(
        "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
    )
    since = library.CGEventSourceSecondsSinceLastEventType
    since.restype = ctypes.c_double
    since.argtypes = (ctypes.c_int32, ctypes.c_uint32)
    return lambda: float(since(combined_session, any_input))


class _ScreenSaverInfo(ctypes.Structure):
    """XScreenSaverInfo of X11/extensions/scrnsaver.h."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle_ms", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def _x11() -> Callable[[], float | None] | None:
    x11 = ctypes.CDLL("libX11.so.6")
    saver = ctypes.CDLL("libXss.so.1")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XOpenDisplay.argtypes = (ctypes.c_char_p,)
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    x11.XDefaultRootWindow.argtypes = (ctypes.c_void_p,)
    int_out = ctypes.POINTER(ctypes.c_int)
    saver.XScreenSaverQueryExtension.argtypes = (ctypes.c_void_p, int_out, int_out)
    saver.XScreenSaverQueryInfo.argtypes = (
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.POINTER(_ScreenSaverInfo),
    )

    # One connection for the life of the process; the system closes it.
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    unused = ctypes.c_int()
    if not saver.XScreenSaverQueryExtension(display, unused, unused):
        return None
    root = x11.XDefaultRootWindow(display)
    info = _ScreenSaverInfo()

    def ask() -> float | None:
        if not saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info)):
            return None
        return float(info.idle_ms / MS_PER_S)

    return ask
