"""The open window: the rail on the left, one page on the right, changes broadcast once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.changes import Changes
from desktop.i18n import _
from ui.icons import icon
from ui.page import Page, Room
from ui.theme import theme
from ui.widgets.parts import label
from ui.widgets.stream_switch import StreamSwitch
from ui.widgets.toast import Toast
from ui.widgets.trouble import show_trouble

FOLD_BELOW_PX = 1100
RAIL_PX = 212
RAIL_FOLDED_PX = 68

PageMaker = Callable[[Room], Page]


class Shell(QWidget):
    """Holds the pages and lets them meet only through signals.

    Signals:
        lock_asked(): the person pressed "Bloquear".
        turn_asked(Stream): please open the other programme.
    """

    lock_asked = Signal()
    turn_asked = Signal(object)

    def __init__(self, room: Room, pages: dict[str, PageMaker]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.room = room
        self._makers = pages
        room.pages = frozenset(pages)
        self._made: dict[str, Page] = {}
        self._now = ""
        self._untold: list[BaseException] = []
        self._rail_buttons: dict[str, QPushButton] = {}
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._build_rail())
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        # Large text on a small screen needs more room than there is: then the page scrolls.
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.stack)
        across.addWidget(self.area, 1)
        self.toast = Toast(self.area)

    def _build_rail(self) -> QWidget:
        self.rail = QWidget()
        self.rail.setObjectName("rail")
        self.rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(self.rail)
        side = theme().px(12)
        inside.setContentsMargins(side, theme().px(18), side, theme().px(16))
        inside.setSpacing(theme().px(4))
        self.brand = label("Vereda", "brand")
        place = self.room.desk.site_name
        self.place = label(place, "small", wrap=True)
        inside.addWidget(self.brand)
        inside.addWidget(self.place)
        self.stream = StreamSwitch(self.room.desk)
        self.stream.turned.connect(self.turn_asked)
        inside.addWidget(self.stream)
        inside.addSpacing(theme().px(8))
        listed = QVBoxLayout()
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(theme().px(4))
        for name, symbol, text in self._entries():
            entry = self._rail_button(symbol, text)
            entry.setCheckable(True)
            entry.clicked.connect(lambda _on=False, name=name: self.show_page(name))
            self._rail_buttons[name] = entry
            listed.addWidget(entry)
        listed.addStretch(1)
        inside.addWidget(_scrolling(listed), 1)
        self.lock = self._rail_button("lock-simple", _("Bloquear"))
        self.lock.setToolTip("Ctrl+L")
        self.lock.clicked.connect(self.lock_asked)
        inside.addWidget(self.lock)
        return self.rail

    def _entries(self) -> list[tuple[str, str, str]]:
        """Those that this role has, and few: who coordinates reaches the counts from the team."""
        every = (
            ("today", "sun", _("Hoy")),
            ("groups", "users-three", _("Grupos")),
            ("people", "user-circle", _("Personas")),
            ("notices", "bell", _("Avisos")),
            ("team", "identification-card", _("Equipo")),
            ("counts", "chart-bar", _("Cifras")),
            ("services", "compass", _("Servicios")),
            ("sync", "paper-plane-tilt", _("Envíos")),
            ("settings", "gear-six", _("Ajustes")),
        )
        left_out = {"counts"} if "team" in self._makers else set()
        return [each for each in every if each[0] in self._makers.keys() - left_out]

    def _rail_button(self, symbol: str, text: str) -> QPushButton:
        made = QPushButton(f"  {text}")
        made.setProperty("kind", "rail")
        made.setProperty("words", f"  {text}")
        made.setAccessibleName(text)
        made.setIcon(icon(symbol, theme().tokens.rail_ink))
        made.setIconSize(QSize(theme().px(20), theme().px(20)))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made

    def show_first(self) -> None:
        """The page that this person's day begins with."""
        self.show_page(next(iter(self._makers)))

    def show_page(self, name: str, argument: object = None) -> None:
        """Show a page by name; made at its first use."""
        self._make(name)
        if self._now and self._now != name:
            self._made[self._now].leaving()
        page = self._made[name]
        self._now = name
        self.stack.setCurrentWidget(page)
        lit = name if name in self._rail_buttons else RAIL_OF.get(name)
        for entry_name, entry in self._rail_buttons.items():
            entry.setChecked(entry_name == lit)
        self.toast.hide()
        page.open(argument)
        page.setFocus()

    def warm(self, name: str) -> None:
        """Make a page and read what it shows before anybody asks, while nothing else is done."""
        if name in self._makers and name not in self._made:
            self._make(name)
            self._made[name].reload()

    def _make(self, name: str) -> None:
        if name in self._made:
            return
        page = self._makers[name](self.room)
        page.go.connect(self.show_page)
        page.changed.connect(self.broadcast)
        page.said.connect(self._on_said)
        page.troubled.connect(self.on_trouble)
        self._made[name] = page
        self.stack.addWidget(page)

    @property
    def current(self) -> Page:
        return self._made[self._now]

    def made(self) -> tuple[Page, ...]:
        """The pages that have been shown at least once."""
        return tuple(self._made.values())

    def broadcast(self, changes: Changes) -> None:
        """Tell every page that has been made what changed, once."""
        if changes:
            for page in self._made.values():
                page.on_changes(changes)

    def leaving(self) -> None:
        """Before a lock: let the page in front write what is still being typed."""
        if self._now:
            self._made[self._now].leaving()

    def on_trouble(self, problem: BaseException) -> None:
        """Tell it now, or when the cover over the window is lifted."""
        if self.isVisible():
            show_trouble(self, problem)
        else:
            self._untold.append(problem)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        untold, self._untold = self._untold, []
        for problem in untold:
            show_trouble(self, problem)
        if self._now and not event.spontaneous():
            self.current.reload()

    def _on_said(self, text: str, changes: Changes | None) -> None:
        undo = (lambda: self._undo(changes)) if changes else None
        self.toast.say(text, undo)

    def _undo(self, changes: Changes) -> None:
        from desktop.services import undoing

        self.room.tasks.run(
            undoing.undo,
            self.room.desk,
            changes,
            then=self._undone,
            failed=self.on_trouble,
        )

    def _undone(self, changes: Changes) -> None:
        self.broadcast(changes)
        self.toast.say(
            _("Deshecho.") if changes else _("No se deshizo: alguien lo cambió después.")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fold(self.width() < theme().px(FOLD_BELOW_PX))
        super().resizeEvent(event)

    def fold(self, folded: bool) -> None:
        """On narrow screens the rail shows icons only; tooltips and names stay."""
        self.rail.setFixedWidth(theme().px(RAIL_FOLDED_PX if folded else RAIL_PX))
        self.place.setVisible(not folded)
        self.stream.fold(folded)
        self.brand.setText("V" if folded else "Vereda")
        self.brand.setAlignment(
            Qt.AlignmentFlag.AlignHCenter if folded else Qt.AlignmentFlag.AlignLeft
        )
        for each in (*self._rail_buttons.values(), self.lock):
            words = str(each.property("words"))
            each.setText("" if folded else words)
            each.setToolTip(words.strip() if folded else "")
            if each.property("folded") != folded:
                each.setProperty("folded", folded)
                each.style().polish(each)


def _scrolling(listed: QVBoxLayout) -> QScrollArea:
    """Large text on a small screen leaves no room for all entries at once."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    inner.setLayout(listed)
    area.setWidget(inner)
    return area


RAIL_OF = {
    "attendance": "groups",
    "calendar": "groups",
    "close": "groups",
    "closing": "groups",
    "course": "groups",
    "course_plan": "groups",
    "courses": "groups",
    "group": "groups",
    "handover": "groups",
    "incidents": "today",
    "lead": "groups",
    "library": "groups",
    "import": "people",
    "intake": "people",
    "missing": "people",
    "person": "people",
    "notice": "groups",
    "risk": "people",
    "risk_hold": "people",
    "instruments": "settings",
    "notice_read": "notices",
    "order": "people",
    "orders": "people",
    "organisations": "services",
    "services_import": "services",
    "sheet": "groups",
    "counts": "team",
    "ceremony": "team",
    "consents": "people",
    "colleagues": "settings",
    "wordings": "settings",
    "eligibility": "settings",
    "doctor": "settings",
    "forbidden": "people",
    "paper": "groups",
    "papers": "settings",
    "plan": "people",
    "protection": "people",
    "referrals": "people",
}
"""Pages without an entry of their own, and the entry that stays lit."""
