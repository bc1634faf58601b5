"""One result explained, and what follows from it: the card at the right of the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import _, tell
from desktop.programme.risk_words import NOT_SAFETY
from desktop.programme.vocabulary import Answer
from desktop.services.risk_record import RiskRecord
from desktop.services.risk_views import RiskLine
from ui.dates import full_date
from ui.pages.risk.words import bands_of, critical, explained, level, points, when
from ui.theme import theme
from ui.widgets.parts import button, card, clear, column, label

SIDE_PX = 330


class ToldCard(QWidget):
    """Quiet on purpose: a high level is a word, in no colour that is read across the room.

    Signals:
        plan(), medical(), notice(), day(), reviewed(), edit(), remove(): what somebody wants
        to do.
    """

    plan = Signal()
    medical = Signal()
    notice = Signal()
    day = Signal()
    reviewed = Signal()
    edit = Signal()
    remove = Signal()

    def __init__(self) -> None:
        super().__init__()
        frame, inside = card(spacing=8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._lines = column(spacing=8)
        inner = QWidget()
        inner.setLayout(self._lines)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        inside.addWidget(self.area)
        self.setFixedWidth(theme().px(SIDE_PX))

    def show_line(self, record: RiskRecord, line: RiskLine, pages: frozenset[str]) -> None:
        """`pages`: those that whoever sits here has."""
        clear(self._lines)
        self._add(label(line.title, "section", wrap=True))
        self._add(label(when(line), "soft"))
        scored = line.scored
        self._add(label(bands_of(scored) if scored else level(line), "strong", wrap=True))
        if points(line):
            self._add(label(points(line), wrap=True))
        if line.in_doubt:
            told = _("Dos computadoras anotaron resultados distintos: se muestra el más alto.")
            self._add(label(told, "soft", wrap=True))
        self._tell_next(record, line, pages)
        if scored is not None:
            for heading, lines in explained(scored):
                self._add(label(heading, "strong"))
                for each in lines:
                    self._add(label(f"· {each}", wrap=True))
        elif critical(line):
            self._add(label(critical(line), wrap=True))
        if line.note:
            self._add(label(_("Nota"), "strong"))
            self._add(label(line.note, wrap=True))
        self._add(label(tell(NOT_SAFETY), "small", wrap=True))
        if not line.held:
            self._add(button(_("Corregir"), symbol="pencil-simple", then=self.edit.emit))
        self._add(button(_("Quitar este resultado"), symbol="trash", then=self.remove.emit))
        self._lines.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    def _tell_next(self, record: RiskRecord, line: RiskLine, pages: frozenset[str]) -> None:
        """What is to be done, the most pressing first."""
        if record.whom.stopped:
            return
        if line.strangled is Answer.YES and record.has_plans:
            told = _(
                "Hubo estrangulamiento: hace falta atención médica aunque no se vean marcas y "
                "aunque haya pasado tiempo."
            )
            self._add(label(told, wrap=True))
            if not record.referred:
                self._add(self._way(_("Ofrecer atención médica"), "first-aid", self.medical.emit))
        if line.alarming and record.has_plans and not record.planned and "plan" in pages:
            self._add(self._way(_("Hacer el plan de seguridad"), "path", self.plan.emit))
        if line.alarming and "notice" in pages:
            self._add(self._way(_("Avisar al equipo de mujeres"), "bell", self.notice.emit))
        if line.review_on is not None:
            told = _("Ya se volvió a ver.") if line.reviewed else _("Volver a ver: {day}")
            self._add(label(told.format(day=full_date(line.review_on)), wrap=True))
        if line.alarming or line.review_on is not None:
            words = _("Cambiar el día") if line.review_on else _("Elegir día para volver a ver")
            self._add(self._way(words, "calendar-blank", self.day.emit))
        if line.review_on is not None and not line.reviewed:
            self._add(self._way(_("Ya se volvió a ver"), "check", self.reviewed.emit))

    def _way(self, words: str, symbol: str, then: object) -> QPushButton:
        return button(words, symbol=symbol, then=then)  # type: ignore[arg-type]

    def _add(self, widget: QWidget) -> None:
        self._lines.addWidget(widget)
