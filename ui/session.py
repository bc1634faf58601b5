"""The system's word that nobody is in front of this screen: sleep, a closed lid, a locked session.

Linux says it over D-Bus; Windows by window messages, see session_windows.py. Where a
system says nothing, the window still counts the idle time by itself.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
LOGIN_MANAGER = "org.freedesktop.login1.Manager"
PROPERTIES = "org.freedesktop.DBus.Properties"
POWER = "org.freedesktop.UPower"
POWER_PATH = "/org/freedesktop/UPower"
SYSTEM_SOCKETS = ("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket")
ANSWER_MS = 2000
"""A service that does not answer within this is not waited for."""


@dataclass(frozen=True)
class Word:
    """A signal on the bus; without a path it may come from any."""

    service: str
    path: str
    interface: str
    member: str


SYSTEM_WORDS = (
    Word(LOGIN, LOGIN_PATH, LOGIN_MANAGER, "PrepareForSleep"),
    # Of whichever session: that another person's locks ours too does no harm.
    Word(LOGIN, "", "org.freedesktop.login1.Session", "Lock"),
    # logind tells of its lid since version 256, UPower told of it before.
    Word(LOGIN, LOGIN_PATH, PROPERTIES, "PropertiesChanged"),
    Word(POWER, POWER_PATH, PROPERTIES, "PropertiesChanged"),
)
SESSION_WORDS = tuple(
    Word(f"org.{desktop}.ScreenSaver", "", f"org.{desktop}.ScreenSaver", "ActiveChanged")
    for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")
)
LIDS = {LOGIN_PATH: (LOGIN, LOGIN_MANAGER, "LidClosed"), POWER_PATH: (POWER, POWER, "LidIsClosed")}
"""Where to ask for the lid after that path's properties changed: PySide reads no maps."""
_HEARD = cast(bytes, SLOT("heard(QDBusMessage)"))
_LID = cast(bytes, SLOT("lid(QDBusMessage)"))
_HOLD = cast(bytes, SLOT("hold(QDBusMessage)"))


class Session(QObject):
    """Listens from when it is made until its parent goes.

    A bus that is missing, hangs or dies costs nothing: a thread tries it first, with
    nothing of Qt, whose calls would hold up the window.

    Signals:
        away(): cover and lock now.
    """

    away = Signal()

    def __init__(self, parent: QObject | None, environment: Mapping[str, str]) -> None:
        """`environment` names the buses."""
        super().__init__(parent)
        self._system: QDBusConnection | None = None
        self.holding: QDBusMessage | None = None
        """logind's reply holds a descriptor: sleep waits for the end of this process."""
        self.listening = threading.Thread(
            target=self._listen, args=(buses(environment),), name="session", daemon=True
        )
        self.listening.start()

    @Slot(QDBusMessage)
    def heard(self, message: QDBusMessage) -> None:
        """One of the words above."""
        if message.member() == "PropertiesChanged":
            self._ask_lid(message.path())
        elif message.member() == "Lock" or message.arguments()[:1] == [True]:
            self.away.emit()

    def _ask_lid(self, path: str) -> None:
        if self._system is not None:
            service, *lid = LIDS[path]
            call = QDBusMessage.createMethodCall(service, path, PROPERTIES, "Get")
            call.setArguments(lid)
            self._system.callWithCallback(call, self, _LID, ANSWER_MS)

    @Slot(QDBusMessage)
    def lid(self, answer: QDBusMessage) -> None:
        """What `_ask_lid` asked for."""
        for value in answer.arguments():
            if getattr(value, "variant", bool)() is True:
                self.away.emit()

    def _listen(self, addresses: tuple[str, str]) -> None:
        # The window may be gone before the bus has answered.
        with contextlib.suppress(RuntimeError):
            for address, words in zip(addresses, (SYSTEM_WORDS, SESSION_WORDS), strict=True):
                bus = _reach(address)
                if bus is None:
                    continue
                for word in words:
                    bus.connect(word.service, word.path, word.interface, word.member, self, _HEARD)
                if words is SYSTEM_WORDS:
                    self._system = bus
                    self._hold_sleep(bus)

    def _hold_sleep(self, bus: QDBusConnection) -> None:
        """Ask logind to wait with sleep until this process has ended, at most its own 5 s.

        Who and why are what anybody sees in `systemd-inhibit`.
        """
        call = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH, LOGIN_MANAGER, "Inhibit")
        call.setArguments(["sleep", "Vereda", "Vereda", "delay"])
        bus.callWithCallback(call, self, _HOLD, ANSWER_MS)

    @Slot(QDBusMessage)
    def hold(self, answer: QDBusMessage) -> None:
        """What `_hold_sleep` asked for."""
        self.holding = answer


def buses(environment: Mapping[str, str]) -> tuple[str, str]:
    """Addresses of the system's and of the session's bus, "" where there is none.

    Named, never looked for: libdbus would start a bus of its own when it finds none.
    """
    system = environment.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    if not system:
        system = next((f"unix:path={each}" for each in SYSTEM_SOCKETS if Path(each).exists()), "")
    session = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not session and (runtime := environment.get("XDG_RUNTIME_DIR")):
        place = Path(runtime, "bus")
        session = f"unix:path={place}" if place.exists() else ""
    return system, session


def _reach(address: str) -> QDBusConnection | None:
    if not _answers(address):
        return None
    bus = QDBusConnection.connectToBus(address, f"vereda {address}")
    return bus if bus.isConnected() else None


def _answers(address: str) -> bool:
    """Whether a bus on a local socket lets this user begin; waits for it ANSWER_MS at most."""
    kind, _, rest = address.partition(";")[0].partition("=")
    place = rest.partition(",")[0]
    answer = b""
    if sys.platform != "win32" and kind in ("unix:path", "unix:abstract") and place:
        user = str(os.getuid()).encode().hex().encode()
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as trial:
            trial.settimeout(ANSWER_MS / 1000)
            trial.connect(place if kind == "unix:path" else f"\0{place}")
            trial.sendall(b"\0AUTH EXTERNAL " + user + b"\r\n")
            answer = trial.recv(64)
    return answer.startswith(b"OK")


def watch(window: QWidget, away: Callable[[], None]) -> QObject:
    """Call `away` whenever the system says so, as far as this one does."""
    if sys.platform == "win32":
        from ui.session_windows import WindowsSession

        told = WindowsSession(window)
        told.away.connect(away)
        return told
    else:  # each platform is checked by itself
        heard = Session(window, os.environ)
        heard.away.connect(away)
        return heard
