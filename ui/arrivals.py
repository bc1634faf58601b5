"""Sealing and taking in, as the window asks for them. The moving is the supervisor's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.changes import Changes
from ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop.services.entrance import Desk
    from ui.shell import Shell


def seal(tasks: Tasks, desk: Desk, folder: Path, then: Callable[[], None]) -> None:
    """Seal everything pending of the open vaults into the outbox."""
    from sync.client.outbox import seal_all

    tasks.run(seal_all, desk, folder, then=lambda _n: then(), failed=lambda _p: then())


def seal_rest(tasks: Tasks, desk: Desk, folder: Path, then: Callable[[], None]) -> None:
    """After unlocking: seal what the last lock had no time for, a batch at a time.

    Taps that were asked for meanwhile go between. `then` is called when none is left, or
    when one fails: what is sealed already can go, and what others sent can come.
    """
    from sync.client.outbox import seal_pending

    def one() -> int:
        return sum(seal_pending(vault, folder, most=1).batches for vault in desk.vaults)

    def next_one(batches: int) -> None:
        if batches:
            tasks.run(one, then=next_one, failed=lambda _p: then())
        else:
            then()

    next_one(1)


def take_in(tasks: Tasks, desk: Desk, folder: Path, then: Callable[[Changes], None]) -> None:
    """Apply the inbox in slices; taps that were asked for meanwhile go between.

    Last, the calendar of places is brought to what the groups ask for by now.
    """
    from sync.client.inbox import Intake

    intake = Intake(desk.vaults, folder)

    def next_slice(changes: Any) -> None:
        if isinstance(changes, Changes):
            then(changes)
            tasks.run(intake.step, then=next_slice, failed=lambda _p: None)
        else:
            tasks.run(_settle, desk, then=then, failed=lambda _p: None)

    tasks.run(intake.step, then=next_slice, failed=lambda _p: None)


def _settle(desk: Desk) -> Changes:
    from desktop.services.rooms import settle

    return settle(desk)


def hear_courier(shell: Shell, message: dict[str, object]) -> None:
    """Let the pages that show sending hear how it goes."""
    for page in shell.made():
        heard = getattr(page, "on_courier", None)
        if heard is not None:
            heard(message)
