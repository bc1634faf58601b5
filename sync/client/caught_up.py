"""After a restore: once everything that others have was pulled, the rest of here may be sealed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from desktop.journal import incarnation
from desktop.journal.open_vault import OpenVault
from desktop.journal.witness import last_contact
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder


def release_older_chains(vaults: Sequence[OpenVault], folder: Path) -> None:
    """To be called when the inbox was taken in. Raises as `OpenVault.transaction`."""
    held = [(vault, incarnation.held_since(vault)) for vault in vaults]
    waiting = [(vault, since) for vault, since in held if since is not None]
    if waiting and _pulled_everything(folder):
        for vault, since in waiting:
            if since != last_contact(folder):
                incarnation.release(vault)


def _pulled_everything(folder: Path) -> bool:
    """Whether the courier's last run came to its end, and had nothing to read again."""
    state = boxes.read_state(folder)
    with suppress(BadFolder):
        settings = boxes.read_settings(folder)
        again = "" if settings is None else settings.again
        return not state.unfinished and not state.last_trouble and state.again == again
    return False
