"""Sticks and memory cards that are plugged in now, and whether a folder lies on one.

Standard library only. Free space is not asked: a broken stick can hang who asks.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desktop.host import block_devices
from desktop.host.block_devices import ROOT, Mount, read_text

_SYSTEM_POINTS = ("/", "/boot", "/boot/efi", "/home", "/usr", "/var", "/tmp", "/nix")  # noqa: S108
_DRIVE_REMOVABLE = 2
"""GetDriveTypeW of Windows."""


@dataclass(frozen=True)
class Stick:
    """A mounted stick or card.

    Attributes:
        path: where it is mounted.
        name: what people call it; its label as a rule.
        mark: tells it from other sticks, also when it is mounted elsewhere; "" when unknown.
    """

    path: Path
    name: str
    mark: str


def mounted(root: Path = ROOT, platform: str = sys.platform) -> list[Stick]:
    """Those that can be written to, by name."""
    if platform == "win32":
        found = _windows()
    elif platform == "darwin":
        found = _macos(root)
    else:
        found = _linux(root)
    return sorted(found, key=lambda stick: (stick.name, str(stick.path)))


def stick_of(folder: Path, sticks: Sequence[Stick]) -> Stick | None:
    """The stick that a folder really lies on; None when it is on the laptop's own disk."""
    real = folder.resolve()
    holding = [stick for stick in sticks if real.is_relative_to(stick.path.resolve())]
    return max(holding, key=lambda stick: len(stick.path.parts), default=None)


def _linux(root: Path) -> list[Stick]:
    marks = _marks(root)
    found: dict[PurePosixPath, Stick] = {}
    for mount in block_devices.mounts(root):
        device = block_devices.device_of(mount, root)
        if device is None or mount.read_only or str(mount.point) in _SYSTEM_POINTS:
            continue
        disks = [*block_devices.disks_under(device)]
        if disks and all(_comes_and_goes(disk) for disk in disks):
            at = root / mount.point.relative_to("/")
            found[mount.point] = Stick(at, _name(mount), marks.get(device.name, ""))
    return [*found.values()]


def _comes_and_goes(disk: Path) -> bool:
    if read_text(disk / "removable") == "1" or read_text(disk / "device/type") == "SD":
        return True
    return any(part.startswith("usb") for part in disk.parts)


def _name(mount: Mount) -> str:
    return mount.point.name


def _marks(root: Path) -> dict[str, str]:
    """File system identities by the kernel's name of the device."""
    folder = root / "dev/disk/by-uuid"
    if not folder.is_dir():
        return {}
    return {link.resolve().name: link.name for link in folder.iterdir()}


def _macos(root: Path) -> list[Stick]:
    volumes = root / "Volumes"
    if not volumes.is_dir():
        return []
    own = root.stat().st_dev
    found = (each for each in volumes.iterdir() if each.is_dir() and not each.is_symlink())
    return [Stick(each, each.name, "") for each in found if each.stat().st_dev != own]


if sys.platform == "win32":
    import ctypes
    import string

    def _windows() -> list[Stick]:
        kernel = ctypes.windll.kernel32
        there = kernel.GetLogicalDrives()
        found = []
        for place, letter in enumerate(string.ascii_uppercase):
            drive = f"{letter}:\\"
            if there >> place & 1 and kernel.GetDriveTypeW(drive) == _DRIVE_REMOVABLE:
                label = ctypes.create_unicode_buffer(261)
                serial = ctypes.c_ulong()
                told = kernel.GetVolumeInformationW(
                    drive, label, len(label), ctypes.byref(serial), None, None, None, 0
                )
                if told:
                    mark = f"{serial.value:08x}"
                    found.append(Stick(Path(drive), label.value or drive[:2], mark))
        return found

else:

    def _windows() -> list[Stick]:
        return []
