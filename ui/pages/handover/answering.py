"""One point of a handover as a card: how it stands, and what its receiver can answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.i18n import _, tell
from desktop.services.handover import HandoverPoint
from ui.dates import short_date
from ui.page import Page
from ui.pages.handover.words import LOOKS
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import button, card, column, label, pill, row, tile

NOTE_PX = 72


class PointCard(QFrame):
    """`accept` and `talk` are there only for the receiver, while the point waits."""

    def __init__(
        self,
        point: HandoverPoint,
        accept: Callable[[], object] | None,
        talk: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self.ordinal = point.ordinal
        self.accept: QPushButton | None = None
        self.talk: QPushButton | None = None
        what = tell(point.what)
        words = column(label(what, "strong", wrap=True), spacing=2)
        if point.hint is not None:
            words.addWidget(label(tell(point.hint), "small", wrap=True))
        if point.note:
            words.addWidget(label(_("Nota: {note}").format(note=point.note), wrap=True))
        across = row(tile(*LOOKS[point.sort]), spacing=14)
        across.addLayout(words, 1)
        for shown in self._state(point):
            across.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        frame, inside = card(spacing=10, margin=16)
        inside.addLayout(across)
        if accept is not None and talk is not None and point.waits:
            self.talk = button(_("Necesito hablarlo"), symbol="chat-circle", then=talk)
            self.accept = button(_("Aceptar"), "primary", "check", then=accept)
            for each in (self.talk, self.accept):
                each.setAccessibleName(f"{each.accessibleName()}: {what}")
            inside.addLayout(row(None, self.talk, self.accept))
        self.setLayout(column(frame))

    def _state(self, point: HandoverPoint) -> list[QWidget]:
        if point.accepted_on is not None:
            day = short_date(point.accepted_on)
            return [pill(_("Aceptado {day}").format(day=day), "good", "check")]
        if point.resolved:
            return [pill(_("Ya resuelto"), "good", "check-circle")]
        if point.to_talk:
            return [pill(_("Por hablar"), "amber", "chat-circle")]
        return []


class NoteDialog(Dialog):
    """A few words on a point: to talk about it first, or to accept it with a note."""

    def __init__(self, page: Page, handover: bytes, point: HandoverPoint) -> None:
        super().__init__(page, _("Necesito hablarlo"), _("Dejarlo abierto"), "chat-circle")
        self.about = f"handover {handover.hex()} {point.ordinal}"
        self.accepts = False
        self.body.addWidget(label(tell(point.what), "strong", wrap=True))
        self.body.addWidget(
            label(_("Quien entrega lo verá en Hoy. El punto queda abierto."), "soft", wrap=True)
        )
        self.note = FreeText()
        self.note.setAccessibleName(_("Qué hace falta hablar"))
        self.note.setPlaceholderText(_("Puede dejarlo vacío."))
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(theme().px(NOTE_PX))
        self.note.setPlainText(point.note or "")
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.with_note = button(_("Aceptar con nota"), symbol="check", then=self._accept_it)
        self.with_note.setAutoDefault(False)
        self.buttons.insertWidget(0, self.with_note)
        self.fit(620, 400)
        self.note.setFocus()

    def _accept_it(self) -> None:
        self.accepts = True
        self.accept()
