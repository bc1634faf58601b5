"""Money given for transport or food, by folio. The signed receipts stay on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.i18n import _, ngettext
from desktop.programme.money import read_cents, show_cents
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import AllowanceFor
from desktop.services import close_meeting
from desktop.services.close_meeting import CloseFacts, Paid
from ui.page import Page
from ui.pages.close.step import CloseStep
from ui.theme import theme
from ui.widgets.parts import button, choose, clear, column, label, row

AMOUNT_PX = 120


class MoneyStep(CloseStep):
    """One amount for everybody who came, then whoever was given another or none.

    Signals:
        given(): everybody was given it; nothing is left to do here.
    """

    given = Signal()

    def __init__(self, page: Page) -> None:
        hint = _(
            "Aquí queda sólo el folio y la cantidad. Los recibos firmados se guardan en papel."
        )
        super().__init__(page, _("¿Se dio dinero para transporte o comida?"), hint)
        self._facts: CloseFacts | None = None
        self.amount = Amount()
        self.amount.setAccessibleName(_("Cantidad para cada persona"))
        self.amount.entered.connect(self._give_all)
        self.what = QComboBox()
        self.what.setAccessibleName(_("Para qué"))
        for words, value in (
            (_("Transporte"), AllowanceFor.TRANSPORT),
            (_("Comida"), AllowanceFor.FOOD),
            (_("Transporte y comida"), AllowanceFor.BOTH),
        ):
            self.what.addItem(words, value)
        self.all = button(_("Dar a quienes vinieron"), symbol="check", then=self._give_all)
        self.total = label("", "strong")
        self.inside.addLayout(row(self.amount, self.what, self.all, None, self.total))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.inside.addWidget(self.problem)
        self.rows = column(spacing=2)
        self.inside.addLayout(self.rows)
        self.inside.addStretch(1)

    def show_facts(self, facts: CloseFacts) -> None:
        if self._facts is None or self._facts.session != facts.session:
            cents = facts.usual_cents
            self.amount.setText("" if cents is None else show_cents(cents))
            choose(self.what, facts.usual_what)
        if self._facts is None or _shown(self._facts) != _shown(facts):
            self._fill(facts)
        self._facts = facts
        n = len(facts.people)
        words = ngettext("Dar a {n} que vino", "Dar a las {n} que vinieron", n).format(n=n)
        self.all.setText(f" {words}")
        self.all.setAccessibleName(words)
        self.all.setEnabled(n > 0)
        self.total.setText(_("Total: {sum}").format(sum=show_cents(facts.total_cents)))

    def begin(self, on: QWidget) -> None:
        self.amount.setFocus()
        self.amount.selectAll()

    def _fill(self, facts: CloseFacts) -> None:
        focused = self._focused()
        clear(self.rows)
        for person in facts.people:
            line = MoneyRow(person)
            line.toggled.connect(self._on_toggled)
            line.changed.connect(self._give)
            self.rows.addWidget(line)
            if person.participant == focused:
                line.box.setFocus()
        if not facts.people:
            self.rows.addWidget(label(_("Nadie quedó anotado como presente."), "soft"))

    def _focused(self) -> bytes | None:
        focus = self.focusWidget()
        line = focus.parentWidget() if focus is not None else None
        return line.person.participant if isinstance(line, MoneyRow) else None

    def _give_all(self) -> None:
        facts = self._facts
        cents = self._read(self.amount.text())
        if facts is None or cents is None or not facts.people:
            return
        people = tuple(each.participant for each in facts.people)
        self._write(people, cents)
        self.given.emit()

    def _on_toggled(self, person: bytes, on: bool) -> None:
        cents = self._read(self.amount.text()) if on else None
        if on and cents is None:
            self._refill()
            self.amount.setFocus()
        else:
            self._write((person,), cents)

    def _give(self, person: bytes, text: str) -> None:
        cents = self._read(text)
        if cents is None:
            self._refill()
        else:
            self._write((person,), cents)

    def _write(self, people: tuple[bytes, ...], cents: int | None) -> None:
        facts = self._facts
        if facts is not None:
            self.page.do(
                close_meeting.give_allowance,
                facts.session,
                people,
                cents,
                self.what.currentData(),
                then=lambda _changes: None,
                failed=self._failed,
            )

    def _failed(self, problem: BaseException) -> None:
        self._refill()
        self.page.troubled.emit(problem)

    def _refill(self) -> None:
        if self._facts is not None:
            self._fill(self._facts)

    def _read(self, text: str) -> int | None:
        cents = read_cents(text)
        self.problem.setText(_("Escriba la cantidad en pesos, por ejemplo 50."))
        self.problem.setVisible(not cents)
        return cents or None


class Amount(QLineEdit):
    """An amount. Enter confirms it and goes no further.

    Signals:
        entered(): Enter was pressed on something that is written here.
    """

    entered = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setMaxLength(12)
        self.setFixedWidth(theme().px(AMOUNT_PX))
        self.setPlaceholderText("$50.00")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.text().strip() and not event.modifiers():
            event.accept()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class MoneyRow(QWidget):
    """One person and what was given.

    Signals:
        toggled(bytes, bool): given, or not after all.
        changed(bytes, str): another amount was typed.
    """

    toggled = Signal(bytes, bool)
    changed = Signal(bytes, str)

    def __init__(self, person: Paid) -> None:
        super().__init__()
        self.person = person
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme().px(12))
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(person.nickname), folio=person.folio
        )
        self.box = QCheckBox(who)
        self.box.setChecked(person.cents is not None)
        self.box.clicked.connect(lambda on: self.toggled.emit(person.participant, on))
        self._before = "" if person.cents is None else show_cents(person.cents)
        self.amount = Amount(self._before)
        self.amount.setAccessibleName(_("Cantidad de {who}").format(who=who))
        self.amount.setPlaceholderText("")  # an example here reads as money that was given
        self.amount.setEnabled(person.cents is not None)
        self.amount.entered.connect(self._on_typed)
        self.amount.editingFinished.connect(self._on_typed)
        across.addWidget(self.box, 1)
        across.addWidget(self.amount)

    def _on_typed(self) -> None:
        text = self.amount.text()
        if text != self._before:
            self._before = text
            self.changed.emit(self.person.participant, text)


def _shown(facts: CloseFacts) -> tuple[object, ...]:
    return facts.session, facts.people
