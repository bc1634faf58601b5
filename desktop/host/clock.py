"""Time as these laptops know it: a wall clock that is only a claim, and one that never turns back.

Standard library only. Code takes a `Clock` as a parameter, so that tests bring their own.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from pathlib import Path
from typing import Protocol

BOOT_BYTES = 8
_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """What the journal asks of a clock."""

    def now_ms(self) -> int:
        """Wall clock, milliseconds since 1970 UTC. May be years wrong and may jump."""

    def monotonic_ms(self) -> int:
        """Milliseconds since an unknown moment of this boot; never turns back."""

    def boot(self) -> bytes:
        """8 bytes that name the stretch of time in which `monotonic_ms` can be compared."""


class SystemClock:
    """The laptop's own clocks."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        # The boot clock goes on while the lid is closed; Windows' monotonic clock does too.
        boot_clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)
        if boot_clock is None:
            return time.monotonic_ns() // 1_000_000
        return time.clock_gettime_ns(boot_clock) // 1_000_000

    def boot(self) -> bytes:
        return _BOOT


def _this_boot() -> bytes:
    """The boot's own id, hashed so that records do not carry the system's.

    Where the system names no boot, a name for this process: it says less, and
    never wrongly takes two boots for one.
    """
    try:
        named = _LINUX_BOOT_ID.read_bytes().strip()
    except OSError:
        named = b""
    if not named:
        return secrets.token_bytes(BOOT_BYTES)
    return hashlib.sha256(b"vereda boot\x00" + named).digest()[:BOOT_BYTES]


_BOOT = _this_boot()
