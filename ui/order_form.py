"""The dialog that copies an order: the court, its numbers, and the rule as it is written."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.i18n import _, tell
from desktop.programme.compliance import CourtRule
from desktop.programme.presets import PRESETS, preset
from desktop.services.orders import NUMBER_MAX, OrderForm
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines
from ui.widgets.parts import choose, label
from ui.widgets.typed_line import bound
from ui.widgets.when import read_day

TEXT_MAX_CHARS = 160


class OrderDialog(Dialog):
    """Everything may stay empty; a preset fills the numbers, which can then be changed.

    Attributes:
        filled: what was typed, once accepted.
    """

    def __init__(self, parent: QWidget, shown: OrderForm, about: bytes) -> None:
        super().__init__(parent, _("Lo que dice la orden"), _("Guardar"), "check")
        self.about = f"order {about.hex()}"
        self.filled = shown
        self._problems: list[str] = []
        note = _("Lo que la orden no diga, déjelo vacío: no se contará nada que ella no pida.")
        self.body.addWidget(label(note, "soft", wrap=True))
        form = self._form = self.form()
        self.court = self._text(_("Juzgado"), shown.court)
        self.addressee = self._text(_("A quién se dirige el oficio"), shown.addressee)
        self.city = self._text(_("Lugar (municipio y estado)"), shown.city)
        self.case = self._text(_("Número de expediente"), shown.case_number)
        self.oficio = self._text(_("Número del oficio del juzgado"), shown.oficio)
        self.received = self._day(_("Fecha en que llegó"), shown.received_on)
        rule = shown.rule
        self.since = self._day(_("Cuenta desde"), rule.counts_from)
        self.deadline = self._day(_("Fecha límite"), rule.deadline)
        self.preset = QComboBox()
        for each in PRESETS:
            self.preset.addItem(tell(each.name), each.code)
        choose(self.preset, preset(shown.preset).code)
        form.addRow(_("Regla conocida de la que se parte"), self.preset)
        self.source = label("", "small", wrap=True)
        form.addRow(self.source)
        self.required = self._number(_("Sesiones que pide"), rule.required)
        self.in_all = self._number(_("Faltas permitidas en total"), rule.max_total)
        self.in_a_row = self._number(_("Faltas seguidas permitidas"), rule.max_consecutive)
        excused = _("Justificadas que no cuentan (0: todas cuentan)")
        self.excused = self._number(excused, rule.excused_allowed)
        self.late = self._number(_("Minutos tarde permitidos"), rule.late_limit_min)
        self.early = self._number(_("Minutos antes permitidos"), rule.early_limit_min)
        self.makeups = self._number(_("Faltas que se pueden reponer"), rule.makeups)
        self.within = self._number(_("Días para reponer"), rule.makeup_within_days)
        self.note = FreeLines(shown.note)
        bound(self.note, TEXT_MAX_CHARS)
        self.note.setAccessibleName(_("Nota (no va al juzgado)"))
        form.addRow(_("Nota (no va al juzgado)"), self.note)
        self.preset.currentIndexChanged.connect(self._say_source)
        self.preset.activated.connect(lambda _at: self._fill())
        self._say_source()
        self.fit(560, 620)
        self.court.setFocus()

    def _text(self, words: str, value: str) -> QLineEdit:
        made = QLineEdit(value)
        bound(made, TEXT_MAX_CHARS)
        made.setAccessibleName(words)
        self._form.addRow(words, made)
        return made

    def _number(self, words: str, value: int | None) -> QLineEdit:
        made = self._text(words, "" if value is None else str(value))
        made.setPlaceholderText(_("No lo dice"))
        return made

    def _day(self, words: str, value: date | None) -> QLineEdit:
        made = self._text(words, f"{value.day}/{value.month}/{value.year}" if value else "")
        made.setPlaceholderText(_("día/mes/año"))
        return made

    def _say_source(self) -> None:
        self.source.setText(tell(preset(self.preset.currentData()).about))

    def _fill(self) -> None:
        rule = preset(self.preset.currentData()).rule
        for field, value in (
            (self.required, rule.required),
            (self.in_all, rule.max_total),
            (self.in_a_row, rule.max_consecutive),
        ):
            field.setText("" if value is None else str(value))

    def on_primary(self) -> None:
        self._problems = []
        rule = CourtRule(
            required=self._read_number(self.required),
            max_total=self._read_number(self.in_all),
            max_consecutive=self._read_number(self.in_a_row),
            excused_allowed=self._read_number(self.excused),
            late_limit_min=self._read_number(self.late),
            early_limit_min=self._read_number(self.early),
            makeups=self._read_number(self.makeups),
            makeup_within_days=self._read_number(self.within),
            deadline=self._read_day(self.deadline),
            counts_from=self._read_day(self.since),
        )
        self.filled = OrderForm(
            court=self.court.text(),
            addressee=self.addressee.text(),
            city=self.city.text(),
            case_number=self.case.text(),
            oficio=self.oficio.text(),
            preset=self.preset.currentData(),
            rule=rule,
            received_on=self._read_day(self.received),
            note=self.note.toPlainText(),
        )
        self.complain(self._problems[0] if self._problems else "")
        if not self._problems:
            self.accept()

    def _read_number(self, field: QLineEdit) -> int | None:
        text = field.text().strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= NUMBER_MAX:
            return int(text)
        self._problems.append(_("No es un número: {field}.").format(field=field.accessibleName()))
        return None

    def _read_day(self, field: QLineEdit) -> date | None:
        text = field.text().strip()
        day = read_day(text, date.today()) if text else None
        if text and day is None:
            told = _("No se entiende el día: {field}.")
            self._problems.append(told.format(field=field.accessibleName()))
        return day
