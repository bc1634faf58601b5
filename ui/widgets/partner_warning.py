"""A soft line inside a note that seems to say who a partner is, or how to find her or him.

It stops nothing, and nothing remembers that it was shown. Where this desk may write a notice
across the wall, it leads there: the one place for what a man says of her.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.programme.partner_words import Clue, find_clue
from desktop.programme.vocabulary import NoticeSort
from ui.theme import theme
from ui.widgets.parts import button, label, row

if TYPE_CHECKING:
    from ui.page import Page


class PartnerWarning(QFrame):
    """Lies below the text of the field that it watches.

    Args:
        make_room: called with how many pixels it takes of the field, 0 when it goes.
        numbers: False where telephone numbers belong, e.g. of who helps.
    """

    def __init__(
        self, field: QPlainTextEdit, make_room: Callable[[int], None], *, numbers: bool
    ) -> None:
        super().__init__(field)
        self._field = field
        self._make_room = make_room
        self._numbers = numbers
        self._placing = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._bring_into_sight)
        self.told: QLabel | None = None
        self.write: QPushButton | None = None
        self.hide()
        field.textChanged.connect(self.look)
        field.installEventFilter(self)

    @property
    def shows(self) -> bool:
        return not self.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field:
            if event.type() == QEvent.Type.Show:
                self.look()
            elif event.type() == QEvent.Type.Resize and self.shows:
                self._place()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Show or go, after what now stands in the field."""
        if not self._field.isVisible():
            return
        wanted = self._is_wanted()
        if wanted == self.shows:
            return
        if wanted and self.told is None:
            self._write_out()
        told = self.told.text() if wanted and self.told is not None else ""
        self._field.setAccessibleDescription(told)
        self.setVisible(wanted)
        if wanted:
            self._place()
        else:
            self._make_room(0)

    def _is_wanted(self) -> bool:
        clue = None if self._field.isReadOnly() else find_clue(self._field.toPlainText())
        return clue is not None and (self._numbers or clue is not Clue.NUMBER)

    def _write_out(self) -> None:
        """Not before it is needed: until then no note holds this word, not even out of sight."""
        t = theme()
        self.setObjectName("partnerwarning")
        self.setStyleSheet(
            f"#partnerwarning {{ background: {t.tokens.amber_soft}; border: none;"
            f" border-radius: {t.px(6)}px; }} #partnerwarning QLabel {{ border: none; }}"
        )
        inside = QVBoxLayout(self)
        inside.setContentsMargins(t.px(10), t.px(4), t.px(10), t.px(4))
        inside.setSpacing(0)
        words = _("No escriba aquí quién es la pareja ni cómo encontrarla.")
        self.told = label(words, "small", wrap=True)
        inside.addWidget(self.told)
        if self._leads_to_notice():
            self.write = button(_("Escribir el aviso"), "link", "bell", self._on_write)
            inside.addLayout(row(self.write, None))
            QWidget.setTabOrder(self._field, self.write)

    def _place(self) -> None:
        if self._placing:
            return  # the field was resized by making room
        self._placing = True
        edge = theme().px(5)
        width = self._field.width() - 2 * edge
        height = self.heightForWidth(width)
        self._make_room(height + edge)
        self.setGeometry(edge, self._field.height() - height - edge, width, height)
        self._placing = False
        self._later.start()

    def _bring_into_sight(self) -> None:
        """Once the field has grown: in a form that scrolls it may lie below what shows."""
        over = self.parentWidget()
        while over is not None and self.shows and self._field.hasFocus():
            if isinstance(over, QScrollArea):
                over.ensureWidgetVisible(self, 0, theme().px(8))
            over = over.parentWidget()

    def _page(self) -> Page | None:
        from ui.page import Page

        over = self.parentWidget()
        while over is not None and not isinstance(over, Page):
            over = over.parentWidget()
        return over

    def _leads_to_notice(self) -> bool:
        page = self._page()
        return page is not None and "notice" in page.room.pages

    def _on_write(self) -> None:
        from ui.notices_form import offer

        page = self._page()
        if page is not None:
            offer(page, NoticeSort.OTHER)
