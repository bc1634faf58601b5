"""What the window can know of a folder while it is locked, and the way in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.programme.vocabulary import Stream
    from desktop.services.entrance import Desk
    from desktop.vault.account_file import AccountCard


def cards(folder: Path) -> list[AccountCard]:
    """Who has an account here, by nickname."""
    from desktop.vault.cards import list_accounts

    return list_accounts(folder)


def waits(folder: Path) -> bool:
    """Whether somebody's first account waits for an invitation.

    A damaged request waits for nothing. Who asks again had an account here, and others
    may: they keep their lock screen.
    """
    from sync.carriers.boxes import AGAIN_FILE, REQUEST_FILE

    if not (folder / REQUEST_FILE).exists() or (folder / AGAIN_FILE).exists():
        return False
    from sync.client.joining import waiting_request

    return waiting_request(folder) is not None


def demo_phrases(folder: Path) -> str:
    """Who can enter a demonstration, for who started it from an icon and saw no terminal."""
    from desktop.commands import DEMO_ENTRY_FILE

    try:
        return (folder / DEMO_ENTRY_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def is_demo(folder: Path) -> bool:
    """Whether this folder is a demonstration, as far as can be told while locked."""
    from sync.carriers.boxes import read_settings
    from sync.carriers.trouble import BadFolder

    try:
        settings = read_settings(folder)
    except BadFolder:
        return False
    return settings is not None and settings.demo


def enter(folder: Path, account: bytes, phrase: str) -> Desk:
    """On the database thread. Raises as entrance.enter."""
    from desktop.services import entrance
    from sync.client.outbox import seal_all

    return entrance.enter(folder, account, phrase, farewell=partial(seal_all, folder=folder))


def turn(folder: Path, desk: Desk, stream: Stream) -> Desk:
    """On the database thread: seal what was written, then open the other stream.

    Raises as entrance.turn.
    """
    from contextlib import suppress

    from desktop.services import entrance
    from desktop.trouble import Trouble
    from sync.client.outbox import seal_all

    if stream in desk.streams:
        with suppress(Trouble):  # what is left is sealed when this stream opens next
            seal_all(desk, folder)
    return entrance.turn(folder, desk, stream)


def preload() -> None:
    """On the database thread, while the phrase is typed: import the store and the pages.

    There, so that whatever is asked of that thread waits for it: two threads that import
    the same modules at once may each find the other's half made.
    """
    import gc

    import ui.catalogue  # noqa: F401

    # What was imported stays: no later search for garbage need walk through it.
    gc.freeze()
