"""The attendance list beside the plan, and the two things asked about the chosen person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import AttendanceState
from desktop.services.attendance import Sheet
from ui.page import Page
from ui.roll.view import RollList
from ui.theme import theme
from ui.widgets.elided import Elided
from ui.widgets.parts import button, card, label, row

LEAST_PX = 330
BESIDE_PX = 360
"""How wide it is beside a plan; the list is compact there."""
WORDS_KEY = "Ctrl+E"
NAME_SHOWN = 16
"""Letters of a nickname that stand on a button of the narrow list."""


class RollSide(QWidget):
    """Who came, and nothing about anybody's other weeks.

    Signals:
        words_asked(): note what the chosen person said.
        door_asked(bytes): note what happened with somebody who was not admitted.
    """

    words_asked = Signal()
    door_asked = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.view = RollList(page)
        self._at_the_door = b""
        frame, inside = card(spacing=4, margin=10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.state = Elided("small", shortest_px=0)
        inside.addLayout(row(label(_("Asistencia"), "section"), None, self.state))
        inside.addWidget(self.view, 1)
        self.nobody = label(_("Este grupo todavía no tiene personas."), "soft", wrap=True)
        self.nobody.hide()
        inside.addWidget(self.nobody)
        self.words = button(_("En sus palabras"), symbol="quotes", then=self.words_asked.emit)
        self.words.setToolTip(WORDS_KEY)
        self.door = button(_("Anotar qué pasó"), symbol="prohibit", then=self._on_door)
        for each in (self.words, self.door):
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            inside.addWidget(each)
        self.door.hide()
        self.view.showed.connect(self._on_sheet)
        self.view.moved.connect(self._look)
        self.view.marked.connect(self._on_marked)
        self.view.selectionModel().currentChanged.connect(self._look)
        self.setMinimumWidth(theme().px(LEAST_PX))

    def open(self, session: bytes) -> None:
        self.door.hide()
        self.view.open(session)

    def beside(self, plan: bool) -> None:
        """Narrow beside a plan, as wide as the page without one."""
        self.setMaximumWidth(theme().px(BESIDE_PX) if plan else 16_777_215)

    def _on_sheet(self, sheet: Sheet) -> None:
        self.nobody.setVisible(not sheet.lines)
        self.view.setVisible(bool(sheet.lines))
        self._look()

    def _look(self, *_moved: object) -> None:
        roll = self.view.roll
        words = _("{n} de {total}").format(n=roll.marked, total=roll.rowCount())
        self.state.setText(f"{words} · {_('guardando') if roll.saving else _('guardado')}")
        person = self.view.person()
        row_of = roll.row_of(person) if person else None
        self.words.setVisible(row_of is not None)
        if row_of is not None:
            who = roll.line(row_of).nickname or roll.line(row_of).folio
            told = _("En sus palabras: {who}")
            self.words.setText(f" {told.format(who=_short(who))}")
            self.words.setAccessibleName(told.format(who=who))

    def _on_marked(self, person: bytes, state: AttendanceState | None) -> None:
        """Who was not admitted may need a way home."""
        if state is AttendanceState.NOT_ADMITTED:
            self._at_the_door = person
            self.door.show()
        elif person == self._at_the_door:
            self.door.hide()

    def _on_door(self) -> None:
        self.door.hide()
        self.door_asked.emit(self._at_the_door)


def _short(name: str) -> str:
    return name if len(name) <= NAME_SHOWN else f"{name[: NAME_SHOWN - 1].rstrip()}…"
