"""Every notice that came to the women's team: what nobody has read is on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex

from desktop.changes import Changes
from desktop.i18n import N_, _, ngettext
from desktop.programme.schema import NOTICE
from desktop.services import notices
from desktop.services.notices import NoticeLine
from ui.notices_form import SORT_WORDS, URGENCY_WORDS
from ui.page import Page, Room
from ui.pages.notices.words import day_of, from_whom, look
from ui.widgets.empty import Empty
from ui.widgets.parts import card
from ui.widgets.table import RowsModel, Table

COLUMNS: Sequence[tuple[str, Callable[[NoticeLine], str]]] = (
    (N_("Escrito"), day_of),
    (N_("Por qué"), lambda line: _(SORT_WORDS[line.sort])),
    (N_("Cuándo"), lambda line: _(URGENCY_WORDS[line.urgency])),
    (N_("De"), from_whom),
    (N_("Cómo va"), lambda line: look(line)[0]),
)


class NoticesPage(Page):
    """A table without a word of what they say; Enter opens one, and marks it as read."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.model: RowsModel[NoticeLine] = RowsModel(COLUMNS)
        self.table = Table(self.model, _("Avisos"), stretch=3)
        self.table.widths(136, 200, 180, 0, 190)
        self.table.setWordWrap(True)
        self.table.activated.connect(self._on_open)
        self.table.clicked.connect(self._on_open)
        self.frame, inside = card(margin=10)
        inside.addWidget(self.table)
        self.body.addWidget(self.frame, 1)
        self.empty = Empty(
            "bell",
            _("No hay avisos"),
            _(
                "Aquí llega lo que el equipo del otro programa cree que alguien debe saber. "
                "Sólo este equipo lo lee, y nada de lo que decida vuelve a quien escribió."
            ),
        )
        self.body.addWidget(self.empty, 1)
        self._show([])

    def reload(self) -> None:
        self.ask_at_desk(notices.list_notices, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(NOTICE.number):
            self.reload()

    def _show(self, found: list[NoticeLine]) -> None:
        n = sum(line.read_on is None and line.is_open for line in found)
        told = ngettext("{n} sin leer", "{n} sin leer", n).format(n=n) if found else ""
        self.head(_("Avisos"), told)
        self.model.show(found)
        self.frame.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _on_open(self, index: QModelIndex) -> None:
        self.go.emit("notice_read", self.model.row(index).id)
