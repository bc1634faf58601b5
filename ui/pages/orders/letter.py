"""Writing a letter to the court: what is asked first, and the way to the printer alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.changes import Changes
from desktop.i18n import LANGUAGES, _, language
from desktop.reports.court_letter import court_letter
from desktop.reports.letter_words import CERTIFIES_ES
from desktop.services import letters
from desktop.services.letters import Issued
from desktop.services.orders import OrderDetail
from desktop.trouble import say
from ui.dates import full_date
from ui.door import print_out
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import choose, label
from ui.widgets.typed_line import bound

TEXT_MAX_CHARS = 80


class LetterDialog(Dialog):
    """Language, number and place; it is only printed, since it carries a name."""

    def __init__(self, parent: QWidget, detail: OrderDetail) -> None:
        super().__init__(parent, _("Oficio para el juzgado"), _("Imprimir"), "printer")
        self.about = f"letter {detail.line.id.hex()}"
        verdict = detail.line.verdict
        told = _("Dirá que asistió a {n} sesiones y que {m} faltas cuentan, con sus fechas.")
        self.body.addWidget(
            label(told.format(n=verdict.attended, m=verdict.unexcused), "strong", wrap=True)
        )
        for words in (
            _("Llevará la fecha de hoy: {day}.").format(day=full_date(date.today())),
            _("No lleva motivos, notas ni temas, y siempre dice: «{sentence}»").format(
                sentence=CERTIFIES_ES
            ),
            _("Lleva el nombre de la persona: sólo se imprime, no se guarda en un archivo."),
        ):
            self.body.addWidget(label(words, wrap=True))
        if any(each.superseded_on is None for each in detail.letters):
            replaces = _("Sustituye al oficio anterior, que desde entonces ya no vale.")
            self.body.addWidget(label(replaces, wrap=True))
        form = self.form()
        self.oficio = self._text(_("Número de este oficio (si lleva)"), "")
        form.addRow(self.oficio.accessibleName(), self.oficio)
        self.city = self._text(_("Lugar donde se escribe"), detail.line.form.city)
        form.addRow(self.city.accessibleName(), self.city)
        self.language = QComboBox()
        self.language.setAccessibleName(_("Idioma del oficio"))
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        choose(self.language, language())
        form.addRow(self.language.accessibleName(), self.language)
        self.body.addStretch(1)
        self.fit(560, 520)
        self.oficio.setFocus()

    def _text(self, words: str, value: str) -> QLineEdit:
        made = QLineEdit(value)
        bound(made, TEXT_MAX_CHARS)
        made.setAccessibleName(words)
        return made


def write_letter(page: Page, detail: OrderDetail) -> None:
    """Ask, write it down, print it; a letter that was not printed never counts as valid."""
    dialog = LetterDialog(page, detail)
    dialog.ask(
        lambda: page.ask(
            letters.issue,
            detail.line.id,
            date.today(),
            language=dialog.language.currentData(),
            oficio=dialog.oficio.text(),
            city=dialog.city.text(),
            then=lambda issued: _print(page, issued),
        )
    )


def _print(page: Page, issued: Issued) -> None:
    page.changed.emit(issued.changes)
    banner = _("DEMOSTRACIÓN") if page.room.desk.is_demo else ""
    html = court_letter(issued.facts, issued.head, issued.code, issued.language, banner=banner)
    done = print_out(page, page.room, say("Oficio para un juzgado"), html)

    def settled(changes: Changes) -> None:
        page.changed.emit(changes)
        told = _("Impreso. Fírmelo y séllelo.") if done else _("No se imprimió ningún oficio.")
        page.said.emit(told, None)

    service = letters.printed if done else letters.not_printed
    page.ask(service, issued.letter, date.today(), then=settled)
