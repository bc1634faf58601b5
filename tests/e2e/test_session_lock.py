"""The real window under the real supervisor locks when a real bus says that nobody is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import Running, Stage
from tests.e2e.bus import Bus
from tests.e2e.test_window_process import (
    Laptop,
    demonstration,
    laptop,
    mark,
    running,
    stage,
    tells,
    unlock,
)

__all__ = ["demonstration", "laptop", "running", "stage"]
SLEEP = ["/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [True]]


@pytest.fixture(autouse=True)
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """The bus that every window of the test finds as the system's."""
    bus = Bus(tmp_path)
    bus.start_system()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    yield bus
    bus.close()


def test_sleep_locks_seals_and_waits_for_the_end_of_the_process(
    bus: Bus, stage: Stage, running: Running, laptop: Laptop
) -> None:
    window = stage.next()
    waiting = unlock(stage, window)
    assert bus.told("inhibited")
    mark(window, laptop, 1)
    bus.order(signal=SLEEP)
    assert bus.told("released")
    window.wait_until_gone()
    assert tells(waiting, "shown")
    assert laptop.marked() == 1


def test_a_bus_that_dies_leaves_the_window_as_it_was(
    bus: Bus, stage: Stage, running: Running, laptop: Laptop
) -> None:
    window = stage.next()
    unlock(stage, window)
    assert bus.told("inhibited")
    bus.daemon.kill()
    bus.daemon.wait()
    mark(window, laptop, 1)
