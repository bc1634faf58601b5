"""How full this laptop's battery is, where the system tells. Standard library only."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOW_PERCENT = 30
"""Below it the paper list is offered. Source: the field's real weeks."""
PMSET_TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent` of all batteries together; `charging` also when full at the mains."""

    percent: int
    charging: bool

    @property
    def low(self) -> bool:
        return self.percent < LOW_PERCENT and not self.charging


def battery(root: Path = Path("/")) -> Battery | None:
    """The battery now; None without one, or where the system does not say. Never raises.

    It may wait for the firmware or a program: not for the window's thread.
    `root` is where Linux's files lie.
    """
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            asked = ["/usr/bin/pmset", "-g", "batt"]
            told = subprocess.run(  # noqa: S603 - our own words
                asked, capture_output=True, text=True, timeout=PMSET_TIMEOUT_S, check=False
            )
            return of_pmset(told.stdout)
        return of_linux(root)
    except (OSError, ValueError, AttributeError, subprocess.SubprocessError):
        return None


def of_linux(root: Path) -> Battery | None:
    """From /sys/class/power_supply. Batteries of mice and telephones are not this laptop's.

    Source: Linux, Documentation/ABI/testing/sysfs-class-power.
    """
    supplies = sorted((root / "sys/class/power_supply").glob("*"))
    batteries = [each for each in supplies if _own_battery(each)]
    charges = [charge for each in batteries if (charge := _charge(each)) is not None]
    full = sum(most for _now, most in charges)
    if full <= 0:
        return None
    percent = min(100, max(0, int(100 * sum(now for now, _most in charges) / full)))
    mains = any(_fact(each, "type") in ("Mains", "USB") and _on(each) for each in supplies)
    states = {_fact(each, "status") for each in batteries}
    return Battery(percent, mains or bool(states & {"Charging", "Full"}))


def _own_battery(supply: Path) -> bool:
    return _fact(supply, "type") == "Battery" and _fact(supply, "scope") != "Device"


def _charge(supply: Path) -> tuple[float, float] | None:
    """What is in it and what fits, in one unit for every battery of a laptop, or in percent."""
    for unit in ("energy", "charge"):
        now, most = _number(supply, f"{unit}_now"), _number(supply, f"{unit}_full")
        if now is not None and most:
            return now, most
    percent = _number(supply, "capacity")
    return None if percent is None else (percent, 100.0)


def _on(supply: Path) -> bool:
    return bool(_number(supply, "online"))


def _number(supply: Path, name: str) -> float | None:
    with suppress(ValueError):
        return float(_fact(supply, name))
    return None


def _fact(supply: Path, name: str) -> str:
    # A driver answers ENODEV and the like for what its battery does not know.
    with suppress(OSError, UnicodeDecodeError):
        return (supply / name).read_text(encoding="ascii").strip()
    return ""


def of_pmset(told: str) -> Battery | None:
    """From `pmset -g batt`: "Now drawing from 'Battery Power' … InternalBattery-0 … 24%;"."""
    found = re.search(r"InternalBattery\S*.*?(\d{1,3})%", told)
    if found is None:
        return None
    return Battery(min(int(found[1]), 100), "'AC Power'" in told)


class PowerStatus(ctypes.Structure):
    """SYSTEM_POWER_STATUS of winbase.h."""

    _fields_ = (
        ("line", ctypes.c_ubyte),
        ("flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("system", ctypes.c_ubyte),
        ("life_s", ctypes.c_uint32),
        ("full_life_s", ctypes.c_uint32),
    )


_NO_BATTERY, _CHARGING, _UNKNOWN = 128, 8, 255


def of_windows(status: PowerStatus) -> Battery | None:
    """From what GetSystemPowerStatus filled in."""
    if status.flag == _UNKNOWN or status.flag & _NO_BATTERY or status.percent > 100:
        return None
    return Battery(status.percent, status.line == 1 or bool(status.flag & _CHARGING))


if sys.platform == "win32":

    def _windows() -> Battery | None:
        status = PowerStatus()
        if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            return None
        return of_windows(status)
