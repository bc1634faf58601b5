"""Copying a protection order as it is written, and the day that follows from its words."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.protection import expiry_of
from desktop.services.protections import ProtectionForm
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines, FreeText
from ui.widgets.maybe_day import MaybeDay
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

TEXT_PX = 84
LINE_MAX_CHARS = 300


class ProtectionDialog(Dialog):
    """Everything may stay empty but one thing. Nothing here asks whom the order is against.

    Attributes:
        filled: what was typed, once accepted.
    """

    def __init__(self, parent: QWidget, title: str, shown: ProtectionForm, about: str) -> None:
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = about
        self.filled = shown
        told = _("Cópielo como está en el papel. No escriba contra quién es ni dónde vive nadie.")
        self.body.addWidget(label(told, "soft", wrap=True))
        form = self._form = self.form()
        self.authority = self._line(_("Quién la dio"), shown.authority)
        self.case = self._line(_("Número de expediente"), shown.case_number)
        self.measures = FreeText(shown.measures)
        self.measures.setTabChangesFocus(True)
        self.measures.setFixedHeight(theme().px(TEXT_PX))
        self.measures.setAccessibleName(_("Qué ordena"))
        form.addRow(_("Qué ordena"), self.measures)
        self.issued = MaybeDay(_("Fecha en que se dio"), shown.issued_on)
        form.addRow(self.issued.accessibleName(), self.issued)
        self.expires = self._line(_("Hasta cuándo, como lo dice"), shown.expires_text)
        self.expires.setPlaceholderText(_("Por ejemplo: 60 días, o hasta nueva orden"))
        self.day = MaybeDay(_("Fecha en que vence"), shown.expires_on)
        form.addRow(self.day.accessibleName(), self.day)
        self.follows = label("", "small", wrap=True)
        form.addRow(self.follows)
        self.note = FreeLines(shown.note)
        bound(self.note, LINE_MAX_CHARS)
        self.note.setAccessibleName(_("Nota (si hace falta)"))
        form.addRow(_("Nota (si hace falta)"), self.note)
        self._offered = shown.expires_on is None
        """Whether the day still follows what is typed: nobody has typed a day of her own."""
        self.expires.textEdited.connect(lambda _text: self._offer())
        self.issued.textEdited.connect(lambda _text: self._offer())
        self.day.textEdited.connect(self._on_own_day)
        self._say()
        self.fit(580, 640)
        self.authority.setFocus()

    def _line(self, words: str, value: str) -> QLineEdit:
        made = QLineEdit(value)
        bound(made, LINE_MAX_CHARS)
        made.setAccessibleName(words)
        self._form.addRow(words, made)
        return made

    def _on_own_day(self, _text: str) -> None:
        self._offered = False
        self._say()

    def _offer(self) -> None:
        if self._offered:
            self.day.put(expiry_of(self.expires.text(), self.issued.day))
        self._say()

    def _say(self) -> None:
        if self._offered and self.day.day is not None:
            words = _("Sale de lo escrito: compárela con la orden antes de guardar.")
        elif self.day.day is None:
            words = _("Sin fecha no hay recordatorio. Si son días hábiles, cuéntelos en la orden.")
        else:
            words = _("Diez días antes aparecerá en Hoy.")
        self.follows.setText(words)

    def on_primary(self) -> None:
        for field in (self.issued, self.day):
            if field.is_wrong:
                self.complain(field.complaint())
                return
        self.filled = ProtectionForm(
            authority=self.authority.text(),
            case_number=self.case.text(),
            measures=self.measures.toPlainText(),
            issued_on=self.issued.day,
            expires_text=self.expires.text(),
            expires_on=self.day.day,
            note=self.note.toPlainText(),
        )
        if self.filled == ProtectionForm():
            self.complain(_("Copie al menos quién la dio o qué ordena."))
        elif _ends_before_it_begins(self.filled.issued_on, self.filled.expires_on):
            self.complain(_("La orden vencería antes de haberse dado. Revise las dos fechas."))
        else:
            self.accept()


def _ends_before_it_begins(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first
