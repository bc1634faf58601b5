"""The form of who hands over: to whom, which place, and what goes along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QWidget

from desktop.i18n import _, tell
from desktop.services import drafts
from desktop.services.handover import MAY_STAY_BEHIND, Giving, OpenPoint, Preparation, Seat
from ui.page import Page
from ui.pages.handover.words import LOOKS, SEATS
from ui.theme import theme
from ui.widgets.draft import Draft
from ui.widgets.free_text import FreeText
from ui.widgets.parts import card, choose, clear, column, label, row, tile

MORE_PX = 96


class GivingForm(QWidget):
    """What was chosen and typed stays while the points are read again."""

    def __init__(self, page: Page, found: Preparation) -> None:
        super().__init__()
        self.page = page
        self.group = found.group
        self._about = f"handover {found.group.hex()}"
        self._ticks: dict[bytes, QCheckBox] = {}
        self.receiver = QComboBox()
        self.receiver.setAccessibleName(_("Quién lo recibe"))
        self.seat = QComboBox()
        self.seat.setAccessibleName(_("Qué lugar toma"))
        who, inside = card(spacing=8)
        fields = QFormLayout()
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        fields.setVerticalSpacing(theme().px(6))
        fields.addRow(_("Quién lo recibe"), self.receiver)
        fields.addRow(_("Qué lugar toma"), self.seat)
        inside.addLayout(fields)
        self.nobody = label(
            _("No hay otra persona del equipo con cuenta que pueda facilitar aquí."), "soft", True
        )
        inside.addWidget(self.nobody)
        self.points, within = card(spacing=10)
        within.addWidget(label(_("Lo que queda abierto"), "section"))
        within.addWidget(
            label(
                _("Todo esto va con el grupo. Sólo las fechas se pueden dejar fuera."), "soft", True
            )
        )
        self.lines = column(spacing=8)
        within.addLayout(self.lines)
        self.more = FreeText()
        self.more.setAccessibleName(_("Algo más que deba saber"))
        self.more.setPlaceholderText(_("Un punto por renglón. Use el folio, no el nombre."))
        self.more.setTabChangesFocus(True)
        self.more.setMinimumHeight(theme().px(MORE_PX))
        extra, below = card(spacing=8)
        below.addWidget(label(_("Algo más que deba saber"), "section"))
        below.addWidget(self.more)
        self.draft = Draft(page, self._about, extra)
        below.insertWidget(1, self.draft.offer)
        self.setLayout(column(who, self.points, extra, spacing=16))
        self.refresh(found)

    def refresh(self, found: Preparation) -> None:
        """Show what is open now; choices stand where they still can be made."""
        self.nobody.setVisible(not found.receivers)
        self._fill(self.receiver, [(one.nickname, one.id) for one in found.receivers])
        seats = []
        for seat, name in zip(Seat, found.now, strict=True):
            now = _("ahora {name}").format(name=name) if name else _("ahora nadie")
            seats.append((f"{_(SEATS[seat])} ({now})", seat))
        first = self.seat.count() == 0
        self._fill(self.seat, seats)
        if first:
            choose(self.seat, found.seat)
        left = self.left_out()
        clear(self.lines)
        self._ticks.clear()
        for point in found.points:
            self.lines.addWidget(self._line(point, point.about in left))
        if not found.points:
            self.lines.addWidget(label(_("No queda nada abierto en este grupo."), wrap=True))

    def left_out(self) -> frozenset[bytes]:
        return frozenset(about for about, tick in self._ticks.items() if not tick.isChecked())

    def giving(self, today: date) -> Giving | None:
        """What was chosen; None while there is nobody to choose."""
        if self.receiver.currentData() is None:
            return None
        return Giving(
            group=self.group,
            receiver=self.receiver.currentData(),
            seat=self.seat.currentData(),
            on=today,
            left_out=self.left_out(),
            more=tuple(self.more.toPlainText().splitlines()),
        )

    def leave(self) -> None:
        """Another page comes, or a lock: what was typed is kept."""
        self.draft.keep()

    def given(self) -> None:
        """It was handed over: nothing is to be offered again."""
        self.more.clear()
        self.page.room.tasks.run(drafts.drop, self.page.room.desk.work, self._about)

    def _line(self, point: OpenPoint, left: bool) -> QFrame:
        frame = QFrame()
        across = row(tile(*LOOKS[point.sort], 36), spacing=12)
        what = tell(point.what)
        hint = label(tell(point.hint), "small", wrap=True)
        across.addLayout(column(label(what, wrap=True), hint, spacing=0), 1)
        if point.sort in MAY_STAY_BEHIND:
            tick = QCheckBox(_("Incluir"))
            tick.setAccessibleName(_("Incluir: {what}").format(what=what))
            tick.setMinimumHeight(theme().px(40))
            tick.setChecked(not left)
            self._ticks[point.about] = tick
            across.addWidget(tick)
        frame.setLayout(across)
        return frame

    def _fill(self, box: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
        kept = box.currentData()
        box.clear()
        for name, value in entries:
            box.addItem(name, value)
        choose(box, kept)
