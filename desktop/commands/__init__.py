"""The verbs of `vereda`. Each loads what it needs when it runs, and prints what it found.

Nothing printed names a person, a group or a stream: a terminal keeps its lines.
"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import cast

from desktop.host.instance import InstanceLock

DEMO_ENTRY_FILE = "entrar.txt"
"""Who can enter the demonstration: written where it is made, read where no vault is loaded."""

_VERBS = {
    "accept": "joining",
    "doctor": "doctor",
    "import": "roster",
    "init": "beginning",
    "invite": "joining",
    "join": "joining",
    "make-demo": "beginning",
    "passphrase": "keys",
    "recover": "keys",
    "recovery": "keys",
    "sync": "sync",
}
"""Verb to the module that has a function of its name."""


def run(arguments: argparse.Namespace, folder: Path) -> int:
    """Run the verb of these arguments on a data folder; its exit status. Raises Trouble."""
    verb = str(arguments.verb)
    module = import_module(f"desktop.commands.{_VERBS[verb]}")
    name = "import_roster" if verb == "import" else verb.replace("-", "_")
    command = cast(Callable[[argparse.Namespace, Path], int], getattr(module, name))
    with InstanceLock(folder):
        return command(arguments, folder)


def version() -> str:
    """The installed version; "?" when run from a tree that was never set up."""
    from importlib import metadata

    with contextlib.suppress(metadata.PackageNotFoundError):
        return metadata.version("vereda")
    return "?"


def today() -> date:
    """The day by this laptop's clock, where it is."""
    return datetime.now(UTC).astimezone().date()
