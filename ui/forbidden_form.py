"""The form of places and hours that an order forbids to a man, over any page of his stream."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.protection import expiry_of
from desktop.services import forbidden
from desktop.services.forbidden import ForbiddenForm
from ui.page import Page
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.maybe_day import MaybeDay
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

TEXT_PX = 96
LINE_MAX_CHARS = 300


def offer(page: Page, person: bytes, then: Callable[[bytes], object] | None = None) -> None:
    """Open an empty form over a page; `then` gets the id of what was kept."""
    dialog = ForbiddenDialog(page, ForbiddenForm(), f"forbidden of {person.hex()}")

    def kept(changes: Changes) -> None:
        if then is not None:
            then(changes.created[0])

    dialog.ask(
        lambda: page.do(forbidden.enter, person, dialog.filled, said=_("Anotado."), then=kept)
    )


class ForbiddenDialog(Dialog):
    """Places and hours, and nothing else: this stream holds no reason, authority or person.

    Attributes:
        filled: what was typed, once accepted.
    """

    def __init__(self, parent: QWidget, shown: ForbiddenForm, about: str) -> None:
        super().__init__(parent, _("Lugares y horas prohibidos"), _("Guardar"), "check")
        self.about = about
        self.filled = shown
        told = _(
            "Sólo lugares y horas, para no citarlo donde no debe estar. No anote por qué, quién "
            "lo ordenó ni a quién se protege; tampoco el domicilio de nadie."
        )
        self.body.addWidget(label(told, "strong", wrap=True))
        form = self.form()
        self.places = self._text(_("Lugares a los que no puede ir"), shown.places)
        self.places.setPlaceholderText(_("Por ejemplo: Escuela Benito Juárez, Comala"))
        form.addRow(self.places.accessibleName(), self.places)
        self.hours = self._text(_("Horas en que no puede"), shown.hours)
        self.hours.setPlaceholderText(_("Por ejemplo: de lunes a viernes, de 7 a 9"))
        form.addRow(self.hours.accessibleName(), self.hours)
        self.until = QLineEdit(shown.until_text)
        bound(self.until, LINE_MAX_CHARS)
        self.until.setAccessibleName(_("Hasta cuándo, como está escrito"))
        self.until.textEdited.connect(self._offer)
        form.addRow(self.until.accessibleName(), self.until)
        self.day = MaybeDay(_("Fecha en que termina"), shown.until_on)
        form.addRow(self.day.accessibleName(), self.day)
        self._offered = shown.until_on is None
        self.day.textEdited.connect(partial(setattr, self, "_offered", False))
        self.body.addStretch(1)
        self.fit(580, 600)
        self.places.setFocus()

    def _text(self, words: str, value: str) -> QPlainTextEdit:
        made = FreeText(value)
        made.setTabChangesFocus(True)
        made.setFixedHeight(theme().px(TEXT_PX))
        made.setAccessibleName(words)
        return made

    def _offer(self, text: str) -> None:
        """Where the words say a day; how many days are counted from is not known here."""
        if self._offered:
            self.day.put(expiry_of(text, None))

    def on_primary(self) -> None:
        if self.day.is_wrong:
            self.complain(self.day.complaint())
            return
        self.filled = ForbiddenForm(
            places=self.places.toPlainText(),
            hours=self.hours.toPlainText(),
            until_text=self.until.text(),
            until_on=self.day.day,
        )
        if not self.filled.places.strip() and not self.filled.hours.strip():
            self.complain(_("Escriba un lugar o un horario, como está en el papel."))
        elif len(max(self.filled.places, self.filled.hours, key=len)) > forbidden.TEXT_MAX_CHARS:
            self.complain(_("Es demasiado texto. Anote sólo lugares y horas."))
        else:
            self.accept()
