"""Is the disk well, and is there room for a change of keys and the weeks to come?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from desktop.host import block_devices
from desktop.host.block_devices import read_text
from desktop.host.system_checks.finding import Finding, State
from desktop.host.system_checks.machine import Machine
from desktop.trouble import Message, say

_HEALTH = say("Salud del disco")
_ROOM = say("Lugar en el disco")
_WELL = say("El disco no da señales de fallar.")
_BACK_UP = say(
    "Hoy mismo, en Ajustes, Copias de respaldo, elija «Guardar una copia». Después pida otro disco "
    "u otra computadora."
)
_FREE = say("Borre lo que no use, o pida ayuda para hacer lugar.")

REKEY_COPIES = 2
"""A change of keys writes the database anew beside the old one."""
ALWAYS_FREE_BYTES = 200_000_000
DAYS_WANTED = 90
_WORN = 0x0A
"""eMMC life_time: 0x0A is 90 to 100 % used, 0x0B is beyond it. Source: JEDEC eMMC 5.0."""
_SMART_FAILING = 1 << 3
_SMART_COMMAND_FAILED = 0b111
"""Bits of smartctl's exit status. Source: smartctl(8)."""


def disk_health(machine: Machine, folder: Path) -> Finding:
    """What the disk and the kernel say about the disk that holds `folder`."""
    if machine.platform == "win32":
        return _health(_windows(machine))
    if machine.platform == "darwin":
        return _health(_macos(machine))
    mount = block_devices.mount_of(folder, machine.root)
    device = None if mount is None else block_devices.device_of(mount, machine.root)
    if device is None:
        return _health(None)
    errors = read_text(machine.root / "sys/fs/ext4" / device.name / "errors_count")
    if errors.isdigit() and int(errors):
        means = say("El sistema encontró {n} errores al leer o escribir este disco.", n=int(errors))
        return Finding("disk-health", _HEALTH, State.BAD, means, _BACK_UP)
    told = [_says(machine, disk) for disk in block_devices.disks_under(device)]
    if False in told:
        return _health(False)
    return _health(True if told and None not in told else None)


def disk_room(free_bytes: int, database_bytes: int, days: float = 0.0) -> Finding:
    """About free space.

    Args:
        free_bytes: that this user may still write.
        database_bytes: of the largest vault; of all when only one number is known.
        days: of work after which the vaults were this large; 0 when nobody knows.
    """
    needed = max(REKEY_COPIES * database_bytes, ALWAYS_FREE_BYTES)
    free = say("Hay {free} MB libres.", free=f"{free_bytes // 1_000_000:,}")
    if free_bytes < needed:
        means = say(
            "Hay {free} MB libres y conviene tener {needed} MB: cambiar las llaves después de "
            "retirar a alguien necesita el doble de lo guardado.",
            free=f"{free_bytes // 1_000_000:,}",
            needed=f"{needed // 1_000_000:,}",
        )
        state = State.BAD if free_bytes < needed // 2 else State.WARN
        return Finding("disk-room", _ROOM, state, means, _FREE)
    left = (free_bytes - needed) * days / database_bytes if database_bytes and days else None
    if left is not None and left < DAYS_WANTED:
        means = say("Al paso de ahora, el lugar alcanza para {n} días.", n=int(left))
        return Finding("disk-room", _ROOM, State.WARN, means, _FREE)
    return Finding("disk-room", _ROOM, State.GOOD, free)


def _says(machine: Machine, disk: Path) -> bool | None:
    """What one disk says of itself: True well, False failing, None nothing."""
    if read_text(disk / "device/state") in ("dead", "offline"):
        return False
    if worn := [*_life_times(disk)]:
        return max(worn) < _WORN and read_text(disk / "device/pre_eol_info") not in ("0x02", "0x03")
    answer = machine.ask(("smartctl", "--health", "--json", f"/dev/{disk.name}"))
    if answer is None or answer.status & _SMART_COMMAND_FAILED:
        return None
    if answer.status & _SMART_FAILING:
        return False
    return _passed(answer.text)


def _life_times(disk: Path) -> Iterator[int]:
    for word in read_text(disk / "device/life_time").split():
        if word.startswith("0x"):
            yield int(word, 16)


def _passed(text: str) -> bool | None:
    try:
        passed = json.loads(text)["smart_status"]["passed"]
    except (ValueError, KeyError, TypeError):
        return None
    return passed if isinstance(passed, bool) else None


def _windows(machine: Machine) -> bool | None:
    told = machine.powershell("(Get-PhysicalDisk).HealthStatus")
    return None if not told else all(line == "Healthy" for line in told.split())


def _macos(machine: Machine) -> bool | None:
    answer = machine.ask(("diskutil", "info", "/"))
    lines = [] if answer is None else answer.text.splitlines()
    status = next((line.split(":")[1].strip() for line in lines if "SMART Status" in line), "")
    return {"Verified": True, "Failing": False}.get(status)


def _health(well: bool | None) -> Finding:
    if well is None:
        means: Message = say("El disco no dice cómo está: muchos no lo dicen.")
        to_do = say(
            "Cada semana, en Ajustes, Copias de respaldo, elija «Guardar una copia»: es lo que "
            "vale con cualquier disco."
        )
        return Finding("disk-health", _HEALTH, State.UNKNOWN, means, to_do)
    if well:
        return Finding("disk-health", _HEALTH, State.GOOD, _WELL)
    means = say("El disco avisa que está por fallar.")
    return Finding("disk-health", _HEALTH, State.BAD, means, _BACK_UP)
