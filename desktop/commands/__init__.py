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
from desktop.host.versions import version as version
from desktop.services import panic

DEMO_ENTRY_FILE = "entrar.txt"
"""Who can enter the demonstration: written where it is made, read where no vault is loaded."""

_VERBS = {
    "accept": "joining",
    "add": "team",
    "backup": "backup",
    "ceremony": "ceremony",
    "doctor": "doctor",
    "grant": "team",
    "import": "roster",
    "init": "beginning",
    "invite": "joining",
    "join": "joining",
    "make-demo": "beginning",
    "passphrase": "keys",
    "policy": "team",
    "recover": "keys",
    "recovery": "keys",
    "restore": "backup",
    "restore-with-sheets": "ceremony",
    "revoke": "team",
    "sync": "sync",
    "team": "team",
    "verify": "verify",
}
"""Verb to the module that has a function of its name."""
_BESIDE_A_WINDOW = frozenset({"backup", "verify"})
"""They open nothing and change nothing that an open window works on, or lock it themselves."""


def run(arguments: argparse.Namespace, folder: Path) -> int:
    """Run the verb of these arguments on a data folder; its exit status. Raises Trouble."""
    verb = str(arguments.verb)
    module = import_module(f"desktop.commands.{_VERBS[verb]}")
    name = "import_roster" if verb == "import" else verb.replace("-", "_")
    command = cast(Callable[[argparse.Namespace, Path], int], getattr(module, name))
    alone = contextlib.nullcontext() if verb in _BESIDE_A_WINDOW else InstanceLock(folder)
    with alone:
        panic.finish(folder)  # one that was cut off leaves nothing to open nor to copy
        return command(arguments, folder)


def today() -> date:
    """The day by this laptop's clock, where it is."""
    return datetime.now(UTC).astimezone().date()
