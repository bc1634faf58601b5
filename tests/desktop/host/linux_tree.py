"""A pretended Linux: /proc, /sys and /etc as files in a temporary folder."""

from __future__ import annotations

from pathlib import Path


class Tree:
    """Built piece by piece; `root` goes where the program takes "/"."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._mounts: list[str] = []

    def write(self, path: str, text: str = "") -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def disk(self, name: str, number: str, *, bus: str = "pci0000:00", removable: int = 0) -> Path:
        """A whole disk."""
        folder = self.root / f"sys/devices/{bus}/block/{name}"
        self._device(folder, name, number)
        self.write(f"sys/devices/{bus}/block/{name}/removable", f"{removable}\n")
        return folder

    def partition(self, disk: Path, name: str, number: str) -> Path:
        folder = disk / name
        self._device(folder, name, number)
        (folder / "partition").write_text("1\n")
        return folder

    def mapped(self, name: str, number: str, uuid: str, *below: Path, label: str = "") -> Path:
        """A device-mapper device over others."""
        folder = self.root / f"sys/devices/virtual/block/{name}"
        self._device(folder, name, number)
        (folder / "dm").mkdir()
        (folder / "dm/uuid").write_text(f"{uuid}\n")
        (folder / "dm/name").write_text(f"{label or name}\n")
        (folder / "slaves").mkdir()
        for each in below:
            (folder / "slaves" / each.name).symlink_to(each)
        return folder

    def mount(
        self, number: str, point: str, kind: str = "ext4", source: str = "", options: str = "rw"
    ) -> None:
        spelled = point.replace(" ", "\\040")
        self._mounts.append(
            f"30 1 {number} / {spelled} {options},relatime shared:1 - {kind} {source or 'x'} rw"
        )
        self.write("proc/self/mountinfo", "\n".join(self._mounts) + "\n")
        (self.root / point.lstrip("/")).mkdir(parents=True, exist_ok=True)

    def uuid(self, device: str, uuid: str) -> None:
        node = self.write(f"dev/{device}")
        link = self.root / "dev/disk/by-uuid" / uuid
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(node)

    def _device(self, folder: Path, name: str, number: str) -> None:
        folder.mkdir(parents=True)
        for index, key in (("sys/dev/block", number), ("sys/class/block", name)):
            link = self.root / index / key
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(folder)
