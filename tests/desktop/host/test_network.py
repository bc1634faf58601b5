"""What is seen of the network: interfaces with a device behind them, or a route."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.host import network
from desktop.host.network import Link, links_up


def interface(folder: Path, name: str, state: str, *parts: str) -> None:
    place = folder / name
    for part in ("", *parts):
        (place / part).mkdir(parents=True, exist_ok=True)
    (place / "operstate").write_text(f"{state}\n")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that runs the tests has a route."""
    monkeypatch.setattr(network, "_has_route", lambda: False)


@pytest.mark.usefixtures("alone")
def test_a_laptop_whose_interfaces_are_down_stands_alone(tmp_path):
    interface(tmp_path, "lo", "unknown")
    interface(tmp_path, "wlan0", "down", "device", "wireless")
    interface(tmp_path, "docker0", "up")
    assert links_up(tmp_path) == frozenset()


@pytest.mark.usefixtures("alone")
def test_wireless_and_cable_are_told_apart(tmp_path):
    interface(tmp_path, "wlan0", "up", "device", "phy80211")
    assert links_up(tmp_path) == {Link.WIRELESS}
    interface(tmp_path, "eth0", "up", "device")
    assert links_up(tmp_path) == {Link.WIRELESS, Link.CABLE}


def test_where_no_interface_tells_a_route_does(tmp_path, monkeypatch):
    monkeypatch.setattr(network, "_has_route", lambda: True)
    assert links_up(tmp_path / "none") == {Link.OTHER}


def test_asking_this_very_machine_never_raises():
    assert links_up() <= set(Link)
