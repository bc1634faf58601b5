from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from tests.e2e.bus import Bus
from ui.session import Session, buses
from ui.session_windows import (
    LID,
    PBT_APMSUSPEND,
    PBT_POWERSETTINGCHANGE,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    Guid,
    PowerSetting,
    leaves,
)

LOGIN = "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"
TURNS = 20
WM_PAINT, WTS_SESSION_UNLOCK, PBT_RESUME = 0x000F, 0x8, 0x0007


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    bus = Bus(tmp_path)
    yield bus
    bus.close()


@pytest.fixture
def session(bus: Bus, qtbot: QtBot) -> Iterator[Session]:
    """Listens on the private bus, which is the system's and the session's."""
    bus.start_system()
    parent = QObject()
    found = listening(bus, parent)
    yield found
    parent.deleteLater()


def listening(bus: Bus, parent: QObject) -> Session:
    named = {"DBUS_SYSTEM_BUS_ADDRESS": bus.address, "DBUS_SESSION_BUS_ADDRESS": bus.address}
    session = Session(parent, named)
    session.listening.join()
    return session


@pytest.mark.parametrize(
    "word",
    [
        [LOGIN, MANAGER, "PrepareForSleep", [True]],
        [f"{LOGIN}/session/_31", "org.freedesktop.login1.Session", "Lock", []],
        ["/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True]],
        ["/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]],
    ],
    ids=lambda word: word[2],
)
def test_sleep_a_locked_session_and_a_screensaver_are_heard(
    bus: Bus, session: Session, qtbot: QtBot, word: list[object]
) -> None:
    with qtbot.waitSignal(session.away):
        bus.order(signal=word)


def test_a_lid_that_closes_is_heard_and_one_that_opens_is_not(
    bus: Bus, session: Session, qtbot: QtBot
) -> None:
    heard: list[bool] = []
    session.away.connect(lambda: heard.append(True))
    bus.order(lid=False)
    qtbot.waitUntil(lambda: bus.has_told("asked"))
    with qtbot.waitSignal(session.away):
        bus.order(lid=True)
    assert heard == [True]


@pytest.mark.parametrize(
    "word",
    [
        [LOGIN, MANAGER, "PrepareForSleep", [False]],
        [f"{LOGIN}/session/_31", "org.freedesktop.login1.Session", "Unlock", []],
        ["/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [False]],
    ],
    ids=lambda word: word[2],
)
def test_what_ends_an_absence_locks_nothing(
    bus: Bus, session: Session, qtbot: QtBot, word: list[object]
) -> None:
    heard: list[bool] = []
    session.away.connect(lambda: heard.append(True))
    bus.order(signal=word)
    with qtbot.waitSignal(session.away):
        bus.order(signal=[LOGIN, MANAGER, "PrepareForSleep", [True]])
    assert heard == [True]


def test_sleep_waits_until_this_process_lets_go(bus: Bus, session: Session, qtbot: QtBot) -> None:
    what, who, why, mode = bus.told("inhibited")
    assert (what, mode) == ("sleep", "delay")
    assert {who, why} == {"Vereda"}
    qtbot.waitUntil(lambda: session.holding is not None)
    session.holding = None  # as the end of the process does
    assert bus.told("released")


def test_no_bus_and_a_bus_without_a_system_cost_nothing(
    bus: Bus, qtbot: QtBot, tmp_path: Path
) -> None:
    parent = QObject()
    for named in (
        {},
        {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path / 'nothing here'}"},
        {"DBUS_SYSTEM_BUS_ADDRESS": "nonsense", "XDG_RUNTIME_DIR": str(tmp_path)},
    ):
        Session(parent, named).listening.join()
    listening(bus, parent)
    parent.deleteLater()


def test_a_bus_that_dies_costs_nothing(bus: Bus, session: Session, qtbot: QtBot) -> None:
    bus.daemon.kill()
    bus.daemon.wait()
    qtbot.waitUntil(lambda: not session._system.isConnected())


@pytest.mark.parametrize("which", ["daemon", "system"])
def test_a_bus_or_a_system_that_hangs_does_not_hold_up_the_window(
    bus: Bus, qtbot: QtBot, which: str
) -> None:
    """Calls of QtDBus that wait keep Python from running; so none may be made."""
    bus.start_system()
    hanging = bus.daemon.pid if which == "daemon" else bus.system.pid
    os.kill(hanging, signal.SIGSTOP)
    parent = QObject()
    named = {"DBUS_SYSTEM_BUS_ADDRESS": bus.address}
    session = Session(parent, named)
    turns: list[int] = []
    turning = QTimer(parent, interval=0)
    turning.timeout.connect(lambda: turns.append(1))
    turning.start()
    qtbot.waitUntil(lambda: len(turns) > TURNS)
    # The daemon hangs still, and is still being waited for: the window has turned meanwhile.
    assert session.listening.is_alive() or which == "system"
    os.kill(hanging, signal.SIGCONT)
    session.listening.join()
    parent.deleteLater()


def test_no_bus_is_started_where_none_is_named(tmp_path: Path) -> None:
    assert buses({"XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":9"})[1] == ""
    (tmp_path / "bus").touch()
    assert buses({"XDG_RUNTIME_DIR": str(tmp_path)})[1] == f"unix:path={tmp_path / 'bus'}"


def test_windows_words_for_an_absence_are_told_from_the_others() -> None:
    """Decoding only: the calls themselves need Windows."""
    closed = PowerSetting(LID, 4, 0)
    opened = PowerSetting(LID, 4, 1)
    other = PowerSetting(Guid(), 4, 0)
    assert leaves(WM_WTSSESSION_CHANGE, 0x7)
    assert leaves(WM_POWERBROADCAST, PBT_APMSUSPEND)
    assert leaves(WM_POWERBROADCAST, PBT_POWERSETTINGCHANGE, closed)
    assert not leaves(WM_POWERBROADCAST, PBT_POWERSETTINGCHANGE, opened)
    assert not leaves(WM_POWERBROADCAST, PBT_POWERSETTINGCHANGE, other)
    assert not leaves(WM_WTSSESSION_CHANGE, WTS_SESSION_UNLOCK)
    assert not leaves(WM_POWERBROADCAST, PBT_RESUME)
    assert not leaves(WM_PAINT, PBT_APMSUSPEND)
