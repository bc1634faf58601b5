"""The chosen day in words: what is on it, and where each line leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.services.calendar_days import CalendarDay
from ui.dates import hours, long_date
from ui.pages.calendar.words import DAY_OFF_LOOKS
from ui.theme import theme
from ui.widgets.elided import Elided
from ui.widgets.parts import clear, column, label, tile
from ui.widgets.tips import tip

Then = Callable[[], object]


class DayLine(QPushButton):
    """A tile and a few lines that give way in a narrow panel; nothing to press without `then`."""

    def __init__(self, symbol: str, tone: str, what: str, hint: str, then: Then | None) -> None:
        super().__init__()
        self.setAccessibleName(". ".join((what, *hint.split("\n"))))
        t, px = theme().tokens, theme().px
        self.setStyleSheet(
            "DayLine { border: 2px solid transparent; background: transparent; padding: 0;"
            f" font-weight: 400; min-height: {px(48)}px; }}"
            f"DayLine:hover:enabled {{ background: {t.paper}; }}"
            f"DayLine:focus {{ border-color: {t.accent}; }}"
        )
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, px(3), px(4), px(3))
        inside.setSpacing(px(10))
        inside.addWidget(tile(symbol, tone, 36))
        words = []
        for kind, text in (("", what), *(("small", line) for line in hint.split("\n"))):
            part = Elided(kind, 60)
            part.setText(text)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.append(part)
        inside.addLayout(column(*words, spacing=0), 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(tip(f"{what}\n{hint}"))
        if then is None:
            self.setEnabled(False)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda: then())

    def sizeHint(self) -> QSize:
        layout = self.layout()
        if layout is None:
            return super().sizeHint()
        return QSize(layout.minimumSize().width(), layout.sizeHint().height())


class DayPanel(QFrame):
    """`go_to_group`, `edit_date` and `give_back` are called with what a line is about."""

    def __init__(
        self,
        go_to_group: Callable[[bytes], object],
        edit_date: Callable[[bytes], object],
        give_back: Callable[[bytes], object],
        *buttons: QPushButton,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._go_to_group, self._edit, self._give_back = go_to_group, edit_date, give_back
        inside = QVBoxLayout(self)
        m = theme().px(14)
        inside.setContentsMargins(m, m, m, m)
        inside.setSpacing(theme().px(6))
        self.title = label("", "section", wrap=True)
        inside.addWidget(self.title)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._lines = column(spacing=2)
        inner.setLayout(self._lines)
        area.setWidget(inner)
        inside.addWidget(area, 1)
        for each in buttons:
            inside.addWidget(each)

    def show_day(self, day: CalendarDay) -> None:
        self.title.setText(long_date(day.date))
        clear(self._lines)
        found = list(self._found(day))
        for line in found:
            self._lines.addWidget(line)
        if not found:
            self._lines.addWidget(label(_("Nada anotado."), "soft"))
        self._lines.addStretch(1)

    def first(self) -> QWidget | None:
        """The first line that can be pressed."""
        found = (self._lines.itemAt(at).widget() for at in range(self._lines.count()))
        return next((one for one in found if isinstance(one, DayLine) and one.isEnabled()), None)

    def _found(self, day: CalendarDay) -> Iterator[DayLine]:
        for reason in day.off:
            words, symbol = DAY_OFF_LOOKS[reason.sort]
            then = None if reason.id is None else self._call(self._edit, reason.id)
            yield DayLine(symbol, "amber", reason.name, _(words), then)
        for meeting in day.meetings:
            clash = meeting.session in day.clashing
            number = _("sesión {n}").format(n=meeting.number)
            when = f"{hours(meeting.start_minute, meeting.minutes)} · {number}"
            place = meeting.place or _("sin lugar anotado")
            hint = _("Lugar ocupado: muévala") if clash else f"{when}\n{place}"
            yield DayLine(
                "warning" if clash else "users-three",
                "danger" if clash else "accent",
                meeting.group_name,
                hint,
                self._call(self._go_to_group, meeting.group),
            )
        for venue in day.taken:
            yield DayLine("lock-simple", "plain", _("Ocupado"), venue.name, None)
        for venue in day.aside:
            hint = _("{place} · pulse para liberarlo").format(place=venue.name)
            then = self._call(self._give_back, venue.id)
            yield DayLine("push-pin", "plain", _("Apartado para otra cosa"), hint, then)

    def _call(self, call: Callable[[bytes], object], about: bytes) -> Then:
        return lambda: call(about)
