"""A no, or taking a yes back: what ends at once and what stays, before it is written down."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox

from desktop.i18n import _, tell
from desktop.programme.consent import ENDS_AT_ONCE, HOW_WORDS, PURPOSE_WORDS, STAYS
from desktop.programme.vocabulary import ConsentHow, Purpose
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines
from ui.widgets.parts import button, choose, column, label, row
from ui.widgets.when import DayField


class NoDialog(Dialog):
    """Nobody is asked why, and nothing here tries to change anybody's mind."""

    def __init__(
        self, page: Page, person: bytes, purpose: Purpose, how: ConsentHow, *, taken_back: bool
    ) -> None:
        name = tell(PURPOSE_WORDS[purpose])
        title = _("Retira: {purpose}") if taken_back else _("Dice que no: {purpose}")
        super().__init__(page, title.format(purpose=name), _("Anotar"), "check")
        self.about = f"consent {int(purpose)} {person.hex()}"
        self._today = date.today()
        for heading, words in (
            (_("Termina hoy"), ENDS_AT_ONCE[purpose]),
            (_("Se queda como está"), STAYS[purpose]),
        ):
            self.body.addLayout(column(label(heading, "strong"), label(tell(words), wrap=True)))
        right = _("Es su derecho: no tiene que decir por qué. Puede cambiar de opinión después.")
        self.body.addWidget(label(right, "soft", wrap=True))
        if purpose is Purpose.KEEPING_DATA and "rights" in page.room.pages:
            erase = button(_("Pedir también que se borre"), symbol="trash")
            erase.setAutoDefault(False)
            erase.clicked.connect(lambda: self._on_erase(page, person))
            self.body.addLayout(row(erase, None))
        form = self.form()
        self.day = DayField(self._today)
        self.day.setAccessibleName(_("Lo dijo el"))
        form.addRow(_("Lo dijo el"), self.day)
        self.how = QComboBox()
        self.how.setAccessibleName(_("Cómo lo dijo"))
        for each, told in HOW_WORDS.items():
            self.how.addItem(tell(told), each)
        choose(self.how, how)
        form.addRow(_("Cómo lo dijo"), self.how)
        self.note = FreeLines()
        self.note.setAccessibleName(_("Nota"))
        self.note.setPlaceholderText(_("Sólo lo necesario. Sin nombres de otras personas."))
        form.addRow(_("Nota"), self.note)
        self.body.addStretch(1)
        self.fit(600, 560)

    def _on_erase(self, page: Page, person: bytes) -> None:
        self.on_primary()
        if self.result() == Dialog.DialogCode.Accepted:
            page.go.emit("rights", person)

    def on_primary(self) -> None:
        if self.day.day is None or self.day.day > self._today:
            self.complain(_("Escriba un día de hoy o anterior, así: 23/11/2026."))
            self.day.setFocus()
        else:
            self.accept()
