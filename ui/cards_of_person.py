"""The page of one kind of record of one person: a card for each, below her or his folio."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.schema import Kind
from desktop.services.keeping_safe import Whom
from ui.page import Page, Room
from ui.widgets.card_list import CardList
from ui.widgets.empty import Empty
from ui.widgets.parts import button


class CardsOfPerson(Page):
    """Reached from a record: without one it says where to begin.

    Attributes:
        kinds: what it shows; a change of one of them is read again.
        stopped: the person died, and nothing more is written.
    """

    kinds: tuple[Kind, ...] = ()

    def __init__(
        self, room: Room, name: str, symbol: str, *, begins: str, nothing: Empty, new: str
    ) -> None:
        """`begins` says where the page is opened from; `nothing` shows where there is none yet."""
        super().__init__(room)
        self.name = name
        self.person = b""
        self.stopped = False
        self.tool(_("Su registro"), "user", "person", lambda: self.person or None)
        lead = button(_("Personas"), symbol="users", then=lambda: self.go.emit("people", None))
        self.none = Empty(symbol, name, begins, lead)
        self.empty = nothing
        self.cards = CardList()
        for each in (self.none, self.empty, self.cards):
            self.body.addWidget(each, 1)
        self.foot.addStretch(1)
        self.new = button(new, "primary", "plus", self.on_new)
        self.foot.addWidget(self.new)
        self._show_nobody()

    def on_new(self) -> None:
        """Write another one down. (Qt's metaclass admits no abstract method.)"""
        raise NotImplementedError

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.person:
            self.person = argument
            self._show_nobody()
        self.reload()

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in self.kinds):
            self.reload()

    def _show_nobody(self) -> None:
        self.head(self.name)
        self.none.show()
        for each in (self.empty, self.cards, self.new):
            each.hide()

    def shows(self, who: Whom) -> bool:
        """Put the person in the head; False for an answer about somebody asked for before."""
        if who.participant != self.person:
            return False
        self.stopped = who.stopped
        told = self.name
        if who.stopped:
            told = _("Ya no se escribe ni se pide nada. Hable con su coordinación.")
        self.head(f"{who.nickname} · {who.folio}", told)
        self.none.hide()
        self.new.setVisible(not who.stopped)
        return True

    def show_cards(self, cards: Iterable[QWidget]) -> None:
        shown = list(cards)
        self.empty.setVisible(not shown)
        self.cards.setVisible(bool(shown))
        self.cards.show_cards(shown)
