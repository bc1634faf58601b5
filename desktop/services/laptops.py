"""Laptops of the programme: closing one that was lost, while whoever had it goes on elsewhere.

A closed laptop pulls no records any more, ever; rosters it still gets. Whoever has an
account on it opens what lay there, and what they write is still taken in: ending a
person is revocation.py's.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from desktop.services import roster as rosters
from desktop.services.authority import authority_of
from desktop.services.entrance import Desk
from desktop.services.refusals import NotFound, Refusal
from desktop.trouble import say
from sync.batch.keys import device_id
from sync.batch.roster_entries import DeviceEnd
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder

_CODE_CHARS = 4


class NotThisLaptop(Refusal):
    """Whoever closes a laptop would shut out the people who work on this one."""

    def __init__(self) -> None:
        super().__init__(
            say("Es la computadora que está usando: dejaría de recibir registros."),
            say("Ciérrela desde otra computadora, cuando ya no esté en sus manos."),
        )


def end_devices(folder: Path, desk: Desk, devices: Collection[bytes]) -> None:
    """Let these laptops pull no more records, and end nobody's access. Durable, and final.

    It takes effect where the news has come: at the server with the next sending.
    Raises: NotTheFounder, NotFound for a laptop that is not known, NotThisLaptop,
    DiskFull, ReadOnlyFolder.
    """
    by = authority_of(desk)
    if any(device not in by.roster.devices for device in devices):
        raise NotFound
    if this_device(folder) in devices:
        raise NotThisLaptop
    ending = [DeviceEnd(one) for one in sorted(devices) if not by.roster.device_ended(one)]
    if ending:
        rosters.append(by.shared, desk.account, folder, ending)


def this_device(folder: Path) -> bytes:
    """The id of this laptop in the roster; b"" when its key cannot be read."""
    try:
        transport = boxes.transport_key(folder)
    except BadFolder:
        return b""
    return device_id(transport.public_key().public_bytes_raw())


def spoken_code(device: bytes) -> str:
    """A laptop's few characters by which two people can tell it from another. No secret."""
    return device.hex()[:_CODE_CHARS].upper()
