"""The attendance list in the order of a paper list: one key a row, and the next by itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from desktop.i18n import N_
from desktop.programme.vocabulary import AttendanceState
from desktop.services import paper_sheets
from desktop.services.paper_sheets import PaperList
from ui.page import Page
from ui.roll.view import RollList

WHY = N_("La hoja de papel dice otra cosa")
"""Kept with the marks of a meeting that had ended; one of `ui.roll.words.CORRECTION_REASONS`."""
JOINED_SINCE = "+"
"""In place of a row's code, for who came to the group after the sheet was printed."""


class PaperRoll(RollList):
    """Shows the code of the row before each nickname; a meeting that has ended asks no reason.

    Signals:
        listed(PaperList): the sheet was read, or read again.
    """

    listed = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.paper = b""

    def open_paper(self, paper: bytes, session: bytes) -> None:
        """The rows of this sheet, read anew."""
        self.paper = paper
        self.open(session)

    def reload(self) -> None:
        if self.paper:
            self.page.ask(paper_sheets.as_list, self.paper, then=self._put)

    def _put(self, listing: PaperList) -> None:
        if listing.paper.id != self.paper:
            return
        lines = tuple(
            replace(
                line,
                nickname=f"{listing.codes.get(line.participant, JOINED_SINCE)} · {line.nickname}",
            )
            for line in listing.sheet.lines
        )
        self.put(replace(listing.sheet, lines=lines))
        self.listed.emit(listing)

    def mark(self, row: int, state: AttendanceState | None) -> bool:
        """Also on a meeting that has ended, where the paper itself is the reason."""
        if not self._ended():
            return super().mark(row, state)
        self.marking.correct(row, state, None, WHY)
        return True
