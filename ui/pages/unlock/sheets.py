"""Two recovery sheets, an own nickname and a phrase: a way in where nobody's phrase is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QStackedWidget, QWidget

from desktop.i18n import _, tell
from desktop.services import keys
from desktop.services.recovery import WORDS, BadSheet, Sheet
from desktop.services.restoring import Restored, read_typed, restore_with_sheets
from ui.tasks import Tasks
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import column, label
from ui.widgets.sheet_words import TypedWords
from ui.widgets.trouble import sentences
from ui.widgets.typed_line import bound

NICKNAME_MAX_CHARS = 30


class SheetsDialog(KeyDialog):
    """One sheet a step, so that a wrong word is told while its paper is at hand.

    Signals:
        restored(): a new account opens; the lock screen should show it.
    """

    restored = Signal()

    def __init__(self, parent: QWidget, tasks: Tasks, folder: Path) -> None:
        super().__init__(parent, tasks, _("Dos hojas de recuperación"), _("Seguir"))
        self._folder = folder
        self._sheets: list[Sheet] = []
        self.words = label("", "soft", wrap=True)
        self.body.addWidget(self.words)
        self.steps = QStackedWidget()
        self.typed = [TypedWords(range(1, WORDS + 1)) for _sheet in range(2)]
        for each in self.typed:
            each.changed.connect(lambda: self.complain(""))
            each.entered.connect(self.on_primary)
            self.steps.addWidget(_upper(each))
        self.steps.addWidget(self._person())
        self.steps.addWidget(QWidget())
        self.body.addWidget(self.steps)
        self.body.addStretch(1)
        self.fit(680, 640)
        self._show(0)

    def _person(self) -> QWidget:
        side = QWidget()
        form = QFormLayout(side)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setContentsMargins(0, 0, 0, 0)
        self.nickname = self.field(form, _("Su apodo en la pantalla de entrada"))
        bound(self.nickname, NICKNAME_MAX_CHARS)
        self.offered = label("", "section", wrap=True)
        form.addRow(_("Puede usar estas cinco palabras o una frase suya"), self.offered)
        self.phrase = self.secret(form, _("Frase nueva, de 15 letras o más"))
        self.again = self.secret(form, _("La misma frase otra vez"))
        return side

    def _show(self, step: int) -> None:
        self.complain("")
        self.steps.setCurrentIndex(step)
        self.words.setText(self._told(step))
        self.area.ensureVisible(0, 0)
        if step < len(self.typed):
            self.typed[step].setFocus()
        elif step == len(self.typed):
            self.offered.setText(keys.offer_phrase().text)
            self.primary.setText(_("Abrir"))
            self.nickname.setFocus()

    def _told(self, step: int) -> str:
        first = _(
            "Escriba las 33 palabras de una hoja. Bastan las primeras cuatro letras de cada "
            "una y un espacio. Equivocarse no borra nada."
        )
        second = _("La primera hoja está bien. Ahora las palabras de la otra hoja.")
        person = _(
            "Las dos hojas están bien. Con esto se hace una cuenta nueva; las que ya hay "
            "siguen como están."
        )
        return (first, second, person, "")[step]

    def on_primary(self) -> None:
        step = self.steps.currentIndex()
        if step < len(self.typed):
            self._check_sheet(step)
        elif step == len(self.typed):
            self._restore()
        else:
            self.restored.emit()
            self.accept()

    def _check_sheet(self, step: int) -> None:
        typed = self.typed[step].typed
        missing = next((place for place in range(1, WORDS + 1) if place not in typed), None)
        if missing is not None:
            self.complain(_("Falta la palabra {n}.").format(n=missing))
            self.typed[step].point_at(missing)
            return

        def read(sheet: Sheet) -> None:
            self._wait(False)
            if sheet in self._sheets:
                self.complain(_("Ésta es la misma hoja que la primera. Tome la otra."))
                return
            self._sheets.append(sheet)
            self._show(step + 1)

        self._ask(read_typed, self._folder, [typed[n] for n in sorted(typed)], then=read)

    def _restore(self) -> None:
        if self.phrase.text() != self.again.text():
            self.complain(_("Las dos frases no son iguales."))
            return
        first, second = self._sheets
        self._ask(
            restore_with_sheets,
            self._folder,
            (first, second),
            self.nickname.text().strip(),
            self.phrase.text(),
            then=self._on_restored,
        )

    def _ask(self, call: Callable[..., Any], *args: Any, then: Callable[[Any], None]) -> None:
        """As `run`, and the dialog stays for what comes next."""
        self._wait(True)
        self.complain("")

        def failed(problem: BaseException) -> None:
            self._wait(False)
            self.complain(" ".join(sentences(problem)))
            step = self.steps.currentIndex()
            if isinstance(problem, BadSheet) and step < len(self.typed):
                self.typed[step].point_at(problem.place)

        self._tasks.run(call, *args, then=then, failed=failed)

    def _on_restored(self, restored: Restored) -> None:
        self._wait(False)
        self._show(len(self.typed) + 1)
        told = [
            _("Listo. Entre con su apodo nuevo y su frase nueva."),
            *map(tell, restored.notices),
        ]
        if restored.closed:
            told.append(
                _(
                    "Algo de esta computadora no se abrió con estas hojas; avise a quien "
                    "conozca las cuentas de antes."
                )
            )
        if restored.both_now:
            told.append(
                _("Desde ahora una coordinación puede abrir las dos partes; se cambia en Equipo.")
            )
        told.append(_("Al entrar, revise quién sigue teniendo acceso."))
        self.words.setText("\n\n".join(told))
        self.primary.setText(_("Entendido"))
        self.cancel.hide()
        for each in self.typed:
            each.forget()
        self.phrase.clear()
        self.again.clear()

    def reject(self) -> None:
        """Once it is done there is nothing to cancel: Esc goes on too."""
        if self.steps.currentIndex() > len(self.typed):
            self.on_primary()
        else:
            super().reject()


def _upper(content: QWidget) -> QWidget:
    """At the top of its step, however tall the tallest step is."""
    side = QWidget()
    side.setLayout(column(content, None))
    return side
