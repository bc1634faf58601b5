"""Taking back what a page's call did, with the calendar of places made to fit again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.programme.schema import GROUP, SESSION
from desktop.services import history, rooms

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

_MEETS = (GROUP.number, SESSION.number)


def undo(desk: Desk, changes: Changes) -> Changes:
    """As `history.undo_all`; a meeting that goes back to its day takes its place again."""
    undone = history.undo_all(desk.vaults, changes)
    if not any(undone.touches(kind) for kind in _MEETS):
        return undone
    told = rooms.settle(desk)
    return Changes(undone.touched | told.touched, undone.undo, undone.created)
