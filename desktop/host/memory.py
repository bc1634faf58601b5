"""Keys are in memory while a vault is open: a crash must not write that memory to the disk.

Standard library only. The limits are inherited by the processes that this one starts.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4
"""Source: linux/prctl.h. Also keeps other programs of this user from reading the memory."""
_NO_CRASH_DIALOG = 0x0002 | 0x0001
"""SEM_NOGPFAULTERRORBOX and SEM_FAILCRITICALERRORS: no dialog that offers to send a report."""


def never_dump() -> None:
    """From now on this process leaves no core dump and no crash report. Never raises."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        _never_dump()


if sys.platform == "win32":

    def _never_dump() -> None:
        ctypes.windll.kernel32.SetErrorMode(_NO_CRASH_DIALOG)

else:
    import resource

    def _never_dump() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            # Where cores go to a program, the limit alone does not stop them.
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
