"""Who may write and pull in each programme, folded from its roster batches and remembered."""

from __future__ import annotations

from collections import OrderedDict

from sync.batch.header import NO_SPACE
from sync.batch.roster import Roster
from sync.server.shelf import Shelf

REMEMBERED_MAX = 64
ALL_BYTES = 1 << 62


class Rosters:
    """The rosters of the programmes served lately, each with the place it was read up to.

    Another process on the same store may add to a roster: the place tells. Used
    on the store's thread alone.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, tuple[int, Roster]] = OrderedDict()

    def of(self, programme: bytes, shelf: Shelf) -> Roster:
        """The roster as stored; an empty one for a programme that is not open."""
        place, roster = self._known.get(programme, (0, Roster.empty(programme)))
        last = shelf.last_position(NO_SPACE)
        if place > last:
            place, roster = 0, Roster.empty(programme)
        if place < last:
            for data in shelf.page(NO_SPACE, place, ALL_BYTES, _has_none).batches:
                roster = roster.apply(data)
            self._known[programme] = (last, roster)
            if len(self._known) > REMEMBERED_MAX:
                self._known.popitem(last=False)
        return roster

    def forget(self, programme: bytes) -> None:
        """A transaction was undone: what was read in it may never have been."""
        self._known.pop(programme, None)


def _has_none(_hash: bytes, _chain: bytes, _number: int) -> bool:
    return False
