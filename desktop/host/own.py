"""How this installation starts another process of its own. Standard library only."""

from __future__ import annotations

import sys


def own_command(module: str, *bundled: str) -> list[str]:
    """The beginning of a command line.

    Args:
        module: what to run where Python is installed.
        bundled: what to say to the one program of a bundle instead.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *bundled]
    # -P: whatever lies in the current folder (a stick, downloads) is not imported.
    return [sys.executable, "-P", "-m", module]
