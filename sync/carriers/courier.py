"""Carry what waits in the outbox to the server, and bring what it has for this laptop.

Keyless: it reads the labels of sealed files, never what is in them. A file
leaves the outbox (to `sent/`) only when a verified receipt that covers it is on
disk; places to read from move on only when what was read is on disk.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.clock import Clock, SystemClock
from sync.carriers import boxes
from sync.carriers.boxes import Settings
from sync.carriers.http import Line, Patience, check_address, is_this_machine
from sync.carriers.rounds import Outcome, Progress, Run
from sync.carriers.trouble import (
    CarrierTrouble,
    DemonstrationStaysHome,
    NoServer,
    NotStored,
    Stopped,
)

if TYPE_CHECKING:
    import ssl

__all__ = ["Outcome", "Progress", "run_once"]


def run_once(
    folder: Path,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    clock: Clock | None = None,
    patience: Patience | None = None,
    trust: ssl.SSLContext | None = None,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> Outcome:
    """Send everything that waits and fetch everything new.

    What did not work is in `Outcome.trouble`, whether the network, the server
    or this laptop's disk was the reason: nothing is raised. The next run begins
    where this one ended, however it ended.
    """
    clock = clock or SystemClock()
    run: Run | None = None
    trouble: CarrierTrouble | None = None
    try:
        settings = _settings(folder)
        with Line(settings.server, patience, cancelled=cancelled, trust=trust) as line:
            run = Run(folder, settings, line, clock, progress, random_bytes)
            run.go()
    except CarrierTrouble as told:
        trouble = told
    except OSError:
        trouble = NotStored()
    return _written_down(folder, run, trouble, clock.now_ms())


def _settings(folder: Path) -> Settings:
    settings = boxes.read_settings(folder)
    if settings is None or not settings.server:
        raise NoServer
    parts = check_address(settings.server)
    if settings.demo and not is_this_machine(parts.hostname or ""):
        raise DemonstrationStaysHome
    return settings


def _written_down(
    folder: Path, run: Run | None, trouble: CarrierTrouble | None, now_ms: int
) -> Outcome:
    """The outcome, kept in courier-state.json as far as the disk allows."""
    outcome = run.outcome if run is not None else Outcome()
    state = run.state if run is not None else boxes.read_state(folder)
    failed = trouble is not None and not isinstance(trouble, Stopped)
    state = replace(
        state,
        last_attempt_ms=now_ms,
        failures=state.failures + 1 if failed else 0,
        last_trouble=type(trouble).__name__ if trouble is not None else "",
    )
    try:
        boxes.write_state(folder, state)
    except OSError:
        trouble = trouble or NotStored()
    return replace(
        outcome,
        waiting=len(boxes.batch_files(boxes.outbox(folder))),
        held=len(state.held),
        refused=len(state.refused),
        trouble=trouble,
    )
