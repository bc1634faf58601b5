"""A quiet line while the battery runs low on a day with a meeting: print the list in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.host.battery import Battery, battery
from desktop.i18n import _
from ui.icons import pixmap
from ui.tasks import Tasks
from ui.theme import theme
from ui.widgets.parts import button, label

ASKED_EVERY_MS = 120_000
TARGET_PX = 40


class BatteryLine(QFrame):
    """Hidden until it has something to say; asks the system only while its page shows.

    In a thread of its own: some firmware answers slowly, and taps must not wait for it.
    """

    def __init__(
        self,
        page: QWidget,
        then: Callable[[], object],
        ask: Callable[[], Battery | None] = battery,
    ) -> None:
        """`then` is called when the paper list is wanted."""
        super().__init__(page)
        self.setProperty("kind", "tile")
        self.setProperty("tone", "amber")
        self._page, self._ask = page, ask
        self._day: date | None = None
        self._battery: Battery | None = None
        self._asking = Tasks(self)
        ink = theme().tokens.tone("amber")[0]
        self.words = label("", "pillword")
        self.words.setStyleSheet(f"color: {ink}; font-size: {theme().px(14)}px;")
        picture = label()
        picture.setPixmap(pixmap("battery-low", ink, theme().px(18), self.devicePixelRatioF()))
        self.print = button(_("Imprimir la hoja"), "link", "printer", then)
        self.print.setStyleSheet(f"min-height: {theme().px(TARGET_PX)}px;")
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme().px(12), 0, theme().px(8), 0)
        for each in (picture, self.words):
            inside.addWidget(each)
        inside.addStretch(1)
        inside.addWidget(self.print)
        self._timer = QTimer(self, interval=ASKED_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.hide()

    def about(self, day: date) -> None:
        """The day of the meeting that the page shows."""
        self._day = day
        self._show()
        if self._battery is None:
            self.look()

    def look(self) -> None:
        """Ask the system once."""
        if self._page.isVisible() and not self._asking.busy:
            self._asking.run(self._ask, then=self._tell)

    def _tell(self, found: Battery | None) -> None:
        self._battery = found
        self._show()

    def _show(self) -> None:
        low = self._battery is not None and self._battery.low and self._day == date.today()
        if low and self._battery is not None:
            told = _("Batería al {percent} %: ¿imprime la hoja?")
            self.words.setText(told.format(percent=self._battery.percent))
        self.setVisible(low)
