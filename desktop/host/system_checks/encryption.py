"""Is the disk under the data folder encrypted, as far as this user can see?"""

from __future__ import annotations

from pathlib import Path

from desktop.host import block_devices
from desktop.host.system_checks.finding import Finding, State
from desktop.host.system_checks.machine import Machine
from desktop.trouble import say

_WHAT = say("Cifrado del disco")
_GOOD = say("El disco donde están los datos está cifrado: apagada, esta computadora no dice nada.")
_PART = say(
    "La carpeta de los datos está cifrada por el sistema; el resto del disco puede no estarlo."
)
_BAD = say(
    "El disco no está cifrado. Los registros sí lo están, pero quien se lleve esta computadora "
    "verá que Vereda está instalada, y restos de otros programas."
)
_UNKNOWN = say("No se pudo saber si el disco está cifrado.")
_ENCRYPT = say(
    "Pida a quien instala las computadoras que active el cifrado del disco. Mientras, apáguela "
    "del todo al guardarla."
)
_ASK = say("Pregunte a quien instaló esta computadora si activó el cifrado del disco.")

FOLDER_KINDS = ("ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs")
"""File systems that encrypt what lies in them."""
_FSCRYPT_FLAG = 0x800
_GET_FLAGS = 0x80086601
"""FS_ENCRYPT_FL and FS_IOC_GETFLAGS. Source: linux/fs.h."""
_BITLOCKER = {"1": True, "3": True, "5": False, "6": True, "2": False, "0": False}
"""System.Volume.BitLockerProtection: 1 on, 2 off, 3 encrypting, 5 suspended, 6 locked."""


def disk_encryption(machine: Machine, folder: Path) -> Finding:
    """About the disk that holds `folder`, which need not exist yet."""
    if machine.platform == "win32":
        found = _windows(machine, folder)
    elif machine.platform == "darwin":
        found = _macos(machine)
    else:
        found = is_encrypted(machine, folder)
        if not found and _folder_is_encrypted(machine, folder):
            return _finding(State.GOOD, part=True)
    if found is None:
        return _finding(State.UNKNOWN)
    return _finding(State.GOOD if found else State.BAD)


def is_encrypted(machine: Machine, path: Path) -> bool | None:
    """Whether a path of Linux lies on dm-crypt all the way down; None when nothing tells."""
    mount = block_devices.mount_of(path, machine.root)
    if mount is None:
        return None
    device = block_devices.device_of(mount, machine.root)
    return None if device is None else block_devices.is_encrypted(device)


def _folder_is_encrypted(machine: Machine, folder: Path) -> bool:
    mount = block_devices.mount_of(folder, machine.root)
    return (mount is not None and mount.kind in FOLDER_KINDS) or _has_fscrypt(folder)


def _has_fscrypt(folder: Path) -> bool:
    try:
        import fcntl
        import os

        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            flags = fcntl.ioctl(descriptor, _GET_FLAGS, bytes(8))
        finally:
            os.close(descriptor)
    except (OSError, ImportError, AttributeError):
        return False
    return bool(int.from_bytes(flags[:4], "little") & _FSCRYPT_FLAG)


def _windows(machine: Machine, folder: Path) -> bool | None:
    """The shell tells it to every user, unlike manage-bde."""
    drive = folder.drive or "C:"
    told = machine.powershell(
        f"(New-Object -ComObject Shell.Application).NameSpace('{drive}')"
        ".Self.ExtendedProperty('System.Volume.BitLockerProtection')"
    )
    return _BITLOCKER.get(told) if told is not None else None


def _macos(machine: Machine) -> bool | None:
    answer = machine.ask(("fdesetup", "status"))
    if answer is None or "FileVault is" not in answer.text:
        return None
    return "FileVault is On" in answer.text


def _finding(state: State, *, part: bool = False) -> Finding:
    means, to_do = {
        State.GOOD: (_PART if part else _GOOD, None),
        State.BAD: (_BAD, _ENCRYPT),
    }.get(state, (_UNKNOWN, _ASK))
    return Finding("disk-encryption", _WHAT, state, means, to_do)
