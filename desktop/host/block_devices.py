"""What lies under a folder on Linux: its mount, its block device, and the devices below that one.

Standard library only. `root` stands for "/" so that tests bring a system of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path("/")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_CRYPT = "CRYPT-"
_NOT_SECRET = ("CRYPT-VERITY", "CRYPT-INTEGRITY")
"""Made by cryptsetup too, but they only check what lies in clear."""


@dataclass(frozen=True)
class Mount:
    """One line of /proc/self/mountinfo. Source: proc(5)."""

    number: str
    point: PurePosixPath
    kind: str
    source: str
    read_only: bool


def mounts(root: Path = ROOT) -> list[Mount]:
    """Everything mounted, in the order it was; empty where nothing tells."""
    try:
        lines = (root / "proc/self/mountinfo").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    return [mount for line in lines if (mount := _parse(line)) is not None]


def mount_of(path: Path, root: Path = ROOT) -> Mount | None:
    """The mount that holds an absolute path; of several at one point the last hides the others."""
    named = PurePosixPath(path)
    found: Mount | None = None
    for mount in mounts(root):
        holds = mount.point == named or mount.point in named.parents
        if holds and (found is None or len(mount.point.parts) >= len(found.point.parts)):
            found = mount
    return found


def device_of(mount: Mount, root: Path = ROOT) -> Path | None:
    """The sysfs folder of a mount's block device; None for a mount that has none."""
    numbered = root / "sys/dev/block" / mount.number
    if numbered.is_dir():
        return numbered.resolve()
    # File systems over several devices (btrfs) have a number of their own.
    return device_named(mount.source, root) if mount.source.startswith("/dev/") else None


def device_named(source: str, root: Path = ROOT) -> Path | None:
    """The sysfs folder of a device by its path below /dev."""
    name = PurePosixPath(source).name
    if "/mapper/" in source:
        for mapped in _listed(root / "sys/class/block"):
            if read_text(mapped / "dm/name") == name:
                return mapped.resolve()
    plain = root / "sys/class/block" / name
    return plain.resolve() if plain.is_dir() else None


def is_encrypted(device: Path) -> bool:
    """Whether every way from a device down to the disk goes through dm-crypt."""
    mapped = read_text(device / "dm/uuid")
    if mapped.startswith(_CRYPT) and not mapped.startswith(_NOT_SECRET):
        return True
    below = _below(device)
    return bool(below) and all(is_encrypted(each) for each in below)


def disks_under(device: Path) -> Iterator[Path]:
    """The whole disks that a device lies on, as sysfs folders."""
    below = _below(device)
    if below:
        for each in below:
            yield from disks_under(each)
    elif (device / "partition").exists():
        yield device.parent
    else:
        yield device


def read_text(path: Path) -> str:
    """A small system file without its line end; empty when it is not there or not for us."""
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _below(device: Path) -> list[Path]:
    return [each.resolve() for each in _listed(device / "slaves")]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _parse(line: str) -> Mount | None:
    fields = line.split(" ")
    if "-" not in fields[6:]:
        return None
    after = fields.index("-", 6)
    if len(fields) < after + 3:
        return None
    return Mount(
        number=fields[2],
        point=PurePosixPath(_spelled(fields[4])),
        kind=fields[after + 1],
        source=_spelled(fields[after + 2]),
        read_only="ro" in fields[5].split(","),
    )


def _spelled(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), text)
