"""One order: how each meeting counts and why, its letters, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import N_, _, tell
from desktop.programme.compliance import Line
from desktop.programme.vocabulary import OrderState
from desktop.services import letters, orders
from desktop.services.orders import LetterLine, OrderDetail
from ui.dates import full_date, short_date
from ui.order_form import OrderDialog
from ui.page import Page, Room
from ui.pages.orders.closing import CloseDialog, WithdrawDialog
from ui.pages.orders.letter import write_letter
from ui.pages.orders.page import KINDS
from ui.pages.orders.words import COUNTED_WORDS, letter_words, look, number, of
from ui.theme import theme
from ui.widgets.parts import button, card, clear, column, label, pill, row
from ui.widgets.table import RowsModel, Table

LETTERS_PX = 52
"""At the least: two lines, so that the page fits a small screen with a letter in it."""
SIDE_PX = 300
COLUMNS: Sequence[tuple[str, Callable[[Line], str]]] = (
    (N_("Fecha"), lambda line: f"{short_date(line.date)} {line.date.year}"),
    (N_("Sesión"), number),
    (N_("Cuenta como"), lambda line: _(COUNTED_WORDS[line.counted])),
    (N_("Por qué"), lambda line: tell(line.why)),
)


class OrderPage(Page):
    """Meetings on the left; on the right how it stands, and the letters."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.order = b""
        self.detail: OrderDetail | None = None
        back = button(_("Órdenes"), symbol="arrow-left", then=lambda: self.go.emit("orders", None))
        self.tools.addWidget(back)
        self.model: RowsModel[Line] = RowsModel(COLUMNS)
        self.table = Table(self.model, _("Cómo cuenta cada sesión"), stretch=3)
        self.table.widths(146, 110, 104, 0)
        self.table.whole_words()
        left, inside = card(margin=10)
        inside.addWidget(self.table)
        right, side = card(spacing=8)
        self.facts = column(spacing=8)
        inner = QWidget()
        inner.setLayout(self.facts)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        side.addWidget(area, 3)
        self.letters_title = label(_("Oficios"), "section")
        side.addWidget(self.letters_title)
        self.letters = QListWidget()
        self.letters.setAccessibleName(_("Oficios"))
        self.letters.setWordWrap(True)
        self.letters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.letters.setMinimumHeight(theme().px(LETTERS_PX))
        self.letters.setSpacing(3)
        self.letters.currentRowChanged.connect(lambda _at: self._show_actions())
        side.addWidget(self.letters, 2)
        self.take_back = button(_("Retirar el oficio"), symbol="x-circle", then=self._on_take_back)
        side.addWidget(self.take_back)
        right.setFixedWidth(max(theme().px(SIDE_PX), right.minimumSizeHint().width()))
        across = row(left, right, spacing=16)
        across.setStretch(0, 1)
        self.body.addLayout(across, 1)
        self.shut = button(_("Cerrar la orden"), symbol="archive", then=self._on_close)
        self.again = button(_("Abrir de nuevo"), symbol="arrow-u-up-left", then=self._on_again)
        self.edit = button(_("Corregir"), symbol="pencil-simple", then=self._on_edit)
        self.write = button(_("Escribir oficio"), "primary", "printer", self._on_write)
        self.foot.addStretch(1)
        for each in (self.shut, self.again, self.edit, self.write):
            self.foot.addWidget(each)
        self._show_actions()

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.order:
            self.order, self.detail = argument, None
        self.reload()

    def reload(self) -> None:
        if self.order:
            self.ask(orders.get_order, self.order, date.today(), then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(changes.touches(kind.number) for kind in KINDS):
            self.reload()

    def _show(self, found: OrderDetail) -> None:
        if found.line.id != self.order:
            return
        self.detail = found
        line = found.line
        self.head(
            f"{line.nickname} · {line.folio}",
            " · ".join(filter(None, (line.form.court, line.form.case_number))),
        )
        self.model.show(line.verdict.lines)
        clear(self.facts)
        for fact in self._facts(found):
            self.facts.addWidget(fact)
        self.facts.addStretch(1)
        self.letters.clear()
        for letter in found.letters:
            item = QListWidgetItem(letter_words(letter))
            item.setData(Qt.ItemDataRole.UserRole, letter)
            self.letters.addItem(item)
        for each in (self.letters_title, self.letters, self.take_back):
            each.setVisible(bool(found.letters))
        self._show_actions()

    def _facts(self, found: OrderDetail) -> list[QWidget]:
        line, rule = found.line, found.line.form.rule
        word, tone, symbol = look(line)
        made: list[QWidget] = [pill(word, tone, symbol)]
        if line.stopped:
            told = _("Ya no se escribe ni se pide nada. Hable con su coordinación.")
            return [*made, label(told, wrap=True)]
        made += [label(tell(each), wrap=True) for each in line.verdict.reasons]
        figures = [
            (_("Sesiones a las que asistió"), of(line.verdict.attended, rule.required)),
            (_("Faltas que cuentan"), of(line.verdict.unexcused, rule.max_total)),
            (_("Faltas seguidas"), of(line.verdict.consecutive, rule.max_consecutive)),
        ]
        if rule.deadline is not None:
            figures.append((_("Fecha límite"), full_date(rule.deadline)))
        if found.closed_on is not None and line.state is OrderState.CLOSED:
            figures.append((_("Cerrada"), full_date(found.closed_on)))
        made += [label(f"{what}: {value}", "soft", wrap=True) for what, value in figures]
        if line.form.note:
            made.append(label(line.form.note, "small", wrap=True))
        return made

    def _letter(self) -> LetterLine | None:
        item = self.letters.currentItem()
        found: LetterLine | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return found

    def _show_actions(self) -> None:
        line = self.detail.line if self.detail else None
        is_open = line is not None and line.state is OrderState.OPEN
        self.shut.setVisible(is_open)
        self.again.setVisible(line is not None and not is_open)
        self.edit.setEnabled(line is not None)
        self.write.setEnabled(line is not None and not line.stopped)
        letter = self._letter()
        self.take_back.setEnabled(letter is not None and letter.superseded_on is None)

    # --- what can be done --------------------------------------------------------

    def _on_write(self) -> None:
        if self.detail is not None:
            write_letter(self, self.detail)

    def _on_edit(self) -> None:
        if self.detail is not None:
            line = self.detail.line
            dialog = OrderDialog(self, line.form, line.id)
            dialog.ask(
                lambda: self.do(
                    orders.edit_order, line.id, dialog.filled, said=_("Orden corregida.")
                )
            )

    def _on_close(self) -> None:
        dialog = CloseDialog(self, self.order)
        dialog.ask(
            lambda: self.do(
                orders.close_order,
                self.order,
                date.today(),
                dialog.why.text(),
                said=_("Orden cerrada."),
            )
        )

    def _on_again(self) -> None:
        self.do(orders.reopen_order, self.order, said=_("La orden está abierta."))

    def _on_take_back(self) -> None:
        letter = self._letter()
        if letter is None:
            return
        dialog = WithdrawDialog(self, letter)

        def taken_back(changes: Changes) -> None:
            self.changed.emit(changes)
            self.said.emit(_("Oficio retirado: ya no vale."), None)

        dialog.ask(
            lambda: self.ask(
                letters.withdraw, letter.id, date.today(), dialog.why.text(), then=taken_back
            )
        )
