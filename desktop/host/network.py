"""Whether this laptop is on a network now, and by what: for a ceremony that wants none.

Nothing is sent. Linux tells each interface; elsewhere only a route somewhere tells.
"""

from __future__ import annotations

import socket
from enum import StrEnum
from pathlib import Path

_INTERFACES = Path("/sys/class/net")
_NOBODY = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that belong to nobody (RFC 5737, RFC 3849): a route to them leads to everywhere."""
_DISCARD_PORT = 9


class Link(StrEnum):
    """What joins the laptop to others. OTHER: a route is there, nobody knows through what."""

    WIRELESS = "wireless"
    CABLE = "cable"
    OTHER = "other"


def links_up(interfaces: Path = _INTERFACES) -> frozenset[Link]:
    """Every way that is open now; empty when the laptop stands alone. Never raises."""
    found = {_kind(each) for each in _each(interfaces) if _is_up(each)}
    if not found and _has_route():
        return frozenset({Link.OTHER})
    return frozenset(found)


def _each(interfaces: Path) -> list[Path]:
    """Those with a device behind them; a loop or a tunnel leads nowhere by itself."""
    try:
        return [each for each in interfaces.iterdir() if (each / "device").exists()]
    except OSError:
        return []


def _is_up(interface: Path) -> bool:
    try:
        return (interface / "operstate").read_text().strip() == "up"
    except OSError:
        return False


def _kind(interface: Path) -> Link:
    wireless = (interface / "wireless").exists() or (interface / "phy80211").exists()
    return Link.WIRELESS if wireless else Link.CABLE


def _has_route() -> bool:
    """Connecting a datagram socket sends nothing: it only asks the system for a way."""
    for family, address in _NOBODY:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asked:
                asked.connect((address, _DISCARD_PORT))
                return True
        except OSError:
            continue
    return False
