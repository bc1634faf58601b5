"""A field for a place: known places are offered as one types; another name is a new place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit
from shiboken6 import isValid

from desktop.i18n import _
from desktop.programme.text import fold
from desktop.services.days import places_alike
from desktop.services.venues import Venue
from ui.page import Page
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

NAME_MAX = 80


class PlaceField(QLineEdit):
    """The name of a place, and which known place it is.

    `hint` is for whoever shows the field to put below it: it asks whether a new name is a
    known place written otherwise.
    """

    def __init__(self, page: Page, venues: Sequence[Venue], place: str = "") -> None:
        super().__init__(place)
        self._page = page
        self._venues = venues
        self.hint = label("", "small", wrap=True)
        self.hint.hide()
        self.setPlaceholderText(_("Por ejemplo, Casa Comunal"))
        bound(self, NAME_MAX)
        offered = QCompleter([venue.name for venue in venues], self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(offered)
        self.editingFinished.connect(self._look)

    @property
    def place(self) -> str:
        return " ".join(self.text().split())

    @property
    def venue(self) -> bytes | None:
        """The known place of this name, None for a new one."""
        sought = fold(self.place).split()
        return next((one.id for one in self._venues if fold(one.name).split() == sought), None)

    def _look(self) -> None:
        self.hint.hide()
        if self.place and self.venue is None:
            self._page.ask_at_desk(places_alike, self.place, then=self._on_alike)

    def _on_alike(self, names: Sequence[str]) -> None:
        if names and isValid(self):
            words = _("¿Es {place}? Si es el mismo lugar, escríbalo igual.")
            self.hint.setText(words.format(place=names[0]))
            self.hint.show()
