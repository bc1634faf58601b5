"""Writing a request down: one of a person about her or his data, or an authority's for names."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.i18n import _, tell
from desktop.programme.rights import SORT_WORDS
from desktop.programme.vocabulary import RightSort
from desktop.services.rights import AUTHORITY_MAX, WORDS_MAX, Asking
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

TEXT_PX = 84


class _Asked(Dialog):
    """The day and the words, which both kinds have."""

    def _fields(self, words: str) -> None:
        form = self.form()
        self.on = DayField(date.today())
        self.on.setAccessibleName(_("Día en que se pidió"))
        form.addRow(_("Día en que se pidió"), self.on)
        self.asked = FreeText()
        self.asked.setAccessibleName(words)
        self.asked.setTabChangesFocus(True)
        self.asked.setFixedHeight(theme().px(TEXT_PX))
        bound(self.asked, WORDS_MAX)
        form.addRow(words, self.asked)

    def on_primary(self) -> None:
        if self.on.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
        elif self.on.day > date.today():
            self.complain(_("Ese día todavía no llega."))
        elif len(self.asked.toPlainText().strip()) > WORDS_MAX:
            self.complain(_("Es demasiado texto. Anote sólo lo necesario."))
        else:
            self.accept()


class AskDialog(_Asked):
    """What a person asks for; the last day to answer is counted from the day."""

    def __init__(self, parent: QWidget, person: bytes, term_days: int) -> None:
        super().__init__(parent, _("Una solicitud sobre sus datos"), _("Anotar"), "check")
        self.about = f"right {person.hex()}"
        self._person = person
        told = _(
            "Pedir esto es un derecho y no cambia en nada su lugar en el grupo. Hay {n} días "
            "hábiles para contestar (plazo por confirmar con su asesoría jurídica)."
        )
        self.body.addWidget(label(told.format(n=term_days), "soft", wrap=True))
        self.sort = QComboBox()
        self.sort.setAccessibleName(_("Qué pide"))
        for sort in RightSort:
            if sort is not RightSort.LIST:
                self.sort.addItem(tell(SORT_WORDS[sort]), int(sort))
        self.form().addRow(self.sort.accessibleName(), self.sort)
        self._fields(_("Con sus palabras (puede quedar vacío)"))
        self.body.addStretch(1)
        self.fit(580, 540)
        self.sort.setFocus()

    def asking(self) -> Asking:
        return Asking(
            RightSort(self.sort.currentData()),
            self.on.day or date.today(),
            self.asked.toPlainText(),
            self._person,
        )


class ListDialog(_Asked):
    """Somebody asks for names: the answer is no, and it is kept who asked and when."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Piden una lista de nombres"), _("Anotar e imprimir"), "printer")
        self.about = "names asked for"
        for words in (
            _("No se entrega ninguna lista, a nadie. Tampoco se dice si alguien viene o no."),
            _(
                "Se anota quién la pidió y se imprime una hoja que lo explica, sin nombres y sin "
                "números. Lo que sí puede darse son los conteos."
            ),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.authority = QLineEdit()
        self.authority.setAccessibleName(_("Quién los pide"))
        bound(self.authority, AUTHORITY_MAX)
        self.form().addRow(self.authority.accessibleName(), self.authority)
        self._fields(_("Qué pidió (puede quedar vacío)"))
        self.body.addStretch(1)
        self.fit(580, 560)
        self.authority.setFocus()

    def on_primary(self) -> None:
        if not 0 < len(self.authority.text().strip()) <= AUTHORITY_MAX:
            self.complain(_("Escriba quién los pide: la oficina o el cargo."))
        else:
            super().on_primary()

    def asking(self) -> Asking:
        return Asking(
            RightSort.LIST,
            self.on.day or date.today(),
            self.asked.toPlainText(),
            authority=self.authority.text(),
        )
