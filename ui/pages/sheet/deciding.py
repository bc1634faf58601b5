"""Rows that a scan leaves open, one after the other, as they look on the paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.i18n import _, ngettext
from desktop.programme.vocabulary import AttendanceState
from desktop.services.paper_sheets import ON_PAPER
from ui.sheets.scanning import Scanned
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, column, label, row
from ui.words import ATTENDANCE_LOOKS

PICTURE_PX = (600, 70)


class DecideDialog(Dialog):
    """Says how many rows were read, and asks about the others; nothing is kept before its end.

    Attributes:
        decided: what a person said of a row, by participant.
        newcomers: codes of rows for newcomers with a mark.
    """

    def __init__(self, parent: QWidget, found: Scanned) -> None:
        super().__init__(parent, _("Lectura de la hoja"), _("Guardar las marcas"), "check")
        self._found, self._at = found, 0
        self.decided: dict[bytes, AttendanceState] = {}
        self.newcomers = [doubt.code for doubt in found.doubts if doubt.participant is None]
        self._open = [doubt for doubt in found.doubts if doubt.participant is not None]
        for words in _summary(found, len(self._open), self.newcomers):
            self.body.addWidget(label(words, wrap=True))
        self.which = label("", "section", wrap=True)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = label("", "soft", wrap=True)
        self.choices = []
        for state in ON_PAPER:
            look = ATTENDANCE_LOOKS[state]
            word = f"{_(look.key)}  {_(look.word)}"
            made = button(word, symbol=look.symbol, then=partial(self.decide, state))
            made.setAutoDefault(False)
            self.choices.append(made)
        self.leave_open = button(_("Dejar como está"), symbol="minus", then=self.skip)
        self.leave_open.setAutoDefault(False)
        self.asking = QWidget()
        self.asking.setLayout(
            column(
                self.which,
                self.picture,
                self.hint,
                spacing=10,
            )
        )
        for some in (self.choices[:3], self.choices[3:]):
            self.asking.layout().addLayout(row(*some, None))  # type: ignore[union-attr]
        self.asking.layout().addLayout(row(self.leave_open, None))  # type: ignore[union-attr]
        self.body.addWidget(self.asking)
        self.body.addStretch(1)
        self.fit(760, 520)
        self._show()

    def decide(self, state: AttendanceState) -> None:
        """The row that shows says this."""
        if self._at < len(self._open):
            person = self._open[self._at].participant
            if person is not None:
                self.decided[person] = state
            self.skip()

    def skip(self) -> None:
        """Say nothing of this row; it keeps what it had."""
        self._at += 1
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().upper()
        for state in ON_PAPER:
            if letter and letter == _(ATTENDANCE_LOOKS[state].key).upper():
                self.decide(state)
                return
        super().keyPressEvent(event)

    def _show(self) -> None:
        there = self._at < len(self._open)
        self.asking.setVisible(there)
        self.primary.setEnabled(not there)
        if not there:
            self.primary.setFocus()
            return
        doubt = self._open[self._at]
        self.which.setText(
            _("Fila {code} · {n} de {total}").format(
                code=doubt.code, n=self._at + 1, total=len(self._open)
            )
        )
        wide, high = (theme().px(side) for side in PICTURE_PX)
        self.picture.setPixmap(
            QPixmap.fromImage(doubt.picture).scaled(
                wide,
                high,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        self.picture.setAccessibleName(_("Así se ve la fila {code}").format(code=doubt.code))
        if doubt.before is not None:
            word = _(ATTENDANCE_LOOKS[doubt.before].word)
            self.hint.setText(_("En esta computadora ya dice: {word}.").format(word=word))
        else:
            self.hint.setText(_("¿Qué dice el papel?"))
        self.setFocus()


def _summary(found: Scanned, open_: int, newcomers: list[str]) -> list[str]:
    read = len(found.sure)
    said = [
        ngettext("Se leyó {n} fila sin duda.", "Se leyeron {n} filas sin duda.", read).format(
            n=read
        )
        + " "
        + ngettext("Usted decide {n}.", "Usted decide {n}.", open_).format(n=open_)
    ]
    if newcomers:
        said.append(
            _("Hay marcas de quien llegó por primera vez: {codes}. Agregue a la persona.").format(
                codes=", ".join(newcomers)
            )
        )
    if found.pages_missing:
        said.append(
            ngettext(
                "Falta escanear {n} página.", "Falta escanear {n} páginas.", found.pages_missing
            ).format(n=found.pages_missing)
        )
    return said
