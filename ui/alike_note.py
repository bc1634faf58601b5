"""Says, while somebody types, that this person may be in the list already. It never blocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.services import duplicates
from desktop.services.duplicates import Likeness
from ui.page import Page
from ui.widgets.parts import button, card, clear, column, label, row

PAUSE_MS = 400
"""Nobody is asked about between two letters."""


class AlikeNote(QWidget):
    """Folio, nickname and why, with the two answers. Hidden while nobody is alike.

    Signals:
        same(bytes): it is this person, who stands in the list already.
    """

    same = Signal(bytes)

    def __init__(
        self,
        page: Page,
        told: Callable[[], tuple[str, str, str, str, str]],
        person: bytes | None = None,
    ) -> None:
        """`told`: nickname, name, birth, place code and locality as they are typed now.

        `person`: who is being corrected, None for somebody new.
        """
        super().__init__()
        self._person = person
        self._page = page
        self._told = told
        self._others: set[bytes] = set()
        self._asked: tuple[str, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._cards = column(spacing=8)
        self.setLayout(self._cards)
        self.hide()

    def of(self, person: bytes | None) -> None:
        """Who it is about, once there is a record."""
        self._person = person

    def typed(self, *_told: object) -> None:
        """Something changed; look once the hand rests."""
        self._pause.start()

    def look(self) -> None:
        form = self.parentWidget()
        if form is None or not form.isVisible():
            return  # it was closed while the hand rested
        self._asked = self._told()
        self._page.ask(
            duplicates.like,
            *self._asked,
            but=self._person,
            then=self._show,
            failed=lambda _trouble: self.hide(),
        )

    def _show(self, found: tuple[Likeness, ...]) -> None:
        clear(self._cards)
        left = [each for each in found if each.person not in self._others]
        for each in left[:2]:
            self._cards.addWidget(self._card(each))
        self.setVisible(bool(left))

    def _card(self, alike: Likeness) -> QFrame:
        frame, inside = card(spacing=6, margin=12)
        who = _("Se parece a {nickname}, folio {folio}.").format(
            nickname=in_a_line(alike.nickname), folio=alike.folio
        )
        inside.addWidget(label(f"{who} {_(alike.why.text)}", wrap=True))
        inside.addLayout(
            row(
                button(_("Es la misma persona"), symbol="user", then=partial(self._on_same, alike)),
                button(_("Es otra persona"), symbol="users", then=partial(self._on_other, alike)),
                None,
            )
        )
        return frame

    def _on_same(self, alike: Likeness) -> None:
        self.same.emit(alike.person)

    def _on_other(self, alike: Likeness) -> None:
        self._others.add(alike.person)
        if self._person is not None:
            self._page.do(duplicates.other_person, self._person, alike.person, date.today())
        self.look()

    def remember(self, person: bytes) -> None:
        """Somebody new has a record by now: nobody is warned of these pairs again."""
        for other in self._others:
            self._page.do(duplicates.other_person, person, other, date.today())
