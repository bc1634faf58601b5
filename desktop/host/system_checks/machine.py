"""The system that the checks look at: its files below a root, and answers of its own commands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.host.block_devices import ROOT

PATIENCE_S = 15
"""A command that takes longer, such as one that waits for a dying disk, has not answered."""


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it printed."""

    status: int
    text: str


Ask = Callable[[Sequence[str]], Answer | None]


def ask_system(command: Sequence[str]) -> Answer | None:
    """Run a command of the system; None when it is not there or did not answer in time."""
    try:
        done = subprocess.run(  # noqa: S603, fixed commands of the system
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Answer(done.returncode, done.stdout.decode("utf-8", "replace"))


@dataclass(frozen=True)
class Machine:
    """Where to look. Tests bring a tree of files as `root` and answers of their own.

    Attributes:
        platform: as `sys.platform` names it.
        ask: runs a command of the system.
    """

    root: Path = ROOT
    platform: str = sys.platform
    ask: Ask = ask_system

    def powershell(self, expression: str) -> str | None:
        """What Windows prints for an expression; None when it did not answer well."""
        answer = self.ask(("powershell", "-NoProfile", "-NonInteractive", "-Command", expression))
        return answer.text.strip() if answer is not None and answer.status == 0 else None
