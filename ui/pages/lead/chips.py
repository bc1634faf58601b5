"""The materials of a session in one line, each a tap away; what is missing says so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import MediaSort
from desktop.services.leading_session import Chip
from ui.theme import theme
from ui.widgets.parts import button, clear, row
from ui.widgets.tips import tip

SYMBOLS: dict[MediaSort, str] = {
    MediaSort.VIDEO: "film-strip",
    MediaSort.SOUND: "speaker-high",
    MediaSort.IMAGE: "image",
    MediaSort.PDF: "file-pdf",
    MediaSort.SUBTITLES: "closed-captioning",
}
TITLE_SIGNS = 26
LINE_PX = 54


class Chips(QScrollArea):
    """Scrolls sideways where there are many.

    Signals:
        wanted(bytes): show this material.
    """

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Chip, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        inner = QWidget()
        self._line = row()
        inner.setLayout(self._line)
        self.setWidget(inner)
        self.hide()

    def put(self, chips: Sequence[Chip]) -> None:
        """Show these, in the order of the plan."""
        self.setVisible(bool(chips))
        if tuple(chips) == self._shown:
            return
        self._shown = tuple(chips)
        clear(self._line)
        for chip in chips:
            self._line.addWidget(self._chip(chip))
        self._line.addStretch(1)
        self._fit()

    def _chip(self, chip: Chip) -> QPushButton:
        name = chip.title or _("Material que todavía no llega")
        short = name if len(name) <= TITLE_SIGNS else name[: TITLE_SIGNS - 1].rstrip() + "…"
        if not chip.here:
            short, name = (_("{title} · falta").format(title=each) for each in (short, name))
        symbol = SYMBOLS.get(chip.sort, "question") if chip.sort and chip.here else "cloud-slash"
        made = button(short, symbol=symbol, then=lambda: self.wanted.emit(chip.id))
        made.setAccessibleName(name)
        made.setToolTip(tip(name))
        made.installEventFilter(self)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Room for the bar below only where there is something to scroll to."""
        inner, bar = self.widget(), self.horizontalScrollBar().sizeHint().height()
        over = inner is not None and inner.sizeHint().width() > self.width()
        self.setFixedHeight(theme().px(LINE_PX) + (bar if over else 0))
