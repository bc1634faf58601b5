"""Small dialogs of the page: a result from a paper, and the day to look again."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.i18n import _, tell
from desktop.programme.instruments import NamedInstrument, for_stream, named
from desktop.programme.risk_words import BAND_WORDS, STRANGLED_WORDS
from desktop.programme.vocabulary import Stream
from desktop.services.risk import Result, RiskLine
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeLines
from ui.widgets.parts import choose, label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

NAME_MAX_CHARS = 80
SCORE_MAX_CHARS = 6


class ResultDialog(Dialog):
    """What a paper says; what it does not say stays empty.

    Attributes:
        filled: what was typed, once accepted.
    """

    def __init__(
        self, parent: QWidget, stream: Stream, about: str, shown: RiskLine | None, today: date
    ) -> None:
        title = _("Resultado de una hoja") if shown is None else _("Corregir el resultado")
        super().__init__(parent, title, _("Guardar"), "check")
        self.about = about
        self.filled: Result | None = None
        note = _("Escriba lo que diga la hoja. Aquí no se escribe el nombre de nadie más.")
        self.body.addWidget(label(note, "soft", wrap=True))
        form = self.form()
        self.instrument = QComboBox()
        for each in for_stream(stream):
            self.instrument.addItem(each.title, each.slug)
        self.instrument.addItem(_("Otro"), "")
        self.instrument.setAccessibleName(_("Instrumento"))
        form.addRow(_("Instrumento"), self.instrument)
        self.about_it = label("", "small", wrap=True)
        form.addRow(self.about_it)
        self.other = QLineEdit()
        bound(self.other, NAME_MAX_CHARS)
        self.other.setAccessibleName(_("Nombre del otro instrumento"))
        self.other.setPlaceholderText(_("Nombre del otro instrumento"))
        form.addRow(self.other)
        self.day = DayField(shown.on if shown and shown.on else today)
        self.day.setAccessibleName(_("Día en que se hizo"))
        form.addRow(_("Día en que se hizo"), self.day)
        self.score = QLineEdit()
        bound(self.score, SCORE_MAX_CHARS)
        self.score.setPlaceholderText(_("La hoja no los dice"))
        self.score.setAccessibleName(_("Puntos"))
        form.addRow(_("Puntos"), self.score)
        self.band = QComboBox()
        self.band.addItem(_("La hoja no lo dice"), None)
        for band, words in BAND_WORDS.items():
            self.band.addItem(tell(words), band)
        self.band.setAccessibleName(_("Nivel que dice la hoja"))
        form.addRow(_("Nivel que dice la hoja"), self.band)
        self.critical = QCheckBox(_("Hubo un sí en una pregunta grave"))
        form.addRow(self.critical)
        self.strangled = QComboBox()
        self.strangled.addItem(_("No se preguntó"), None)
        for answer, words in STRANGLED_WORDS.items():
            self.strangled.addItem(tell(words), answer)
        asked = _("¿Hubo apretones en el cuello o falta de aire?")
        self.strangled.setAccessibleName(asked)
        if stream is Stream.WOMEN:  # what he says of somebody else is typed in a notice alone
            form.addRow(asked, self.strangled)
        else:
            self.strangled.setParent(self)
            self.strangled.hide()
        self.note = FreeLines(shown.note if shown else "")
        self.note.setAccessibleName(_("Nota (puede quedar vacía)"))
        form.addRow(_("Nota (puede quedar vacía)"), self.note)
        self._fill(shown)
        self.instrument.currentIndexChanged.connect(lambda _at: self._say_about())
        self.score.textEdited.connect(lambda _text: self._propose())
        self._say_about()
        self.fit(680, 640)
        self.instrument.setFocus()

    def _fill(self, shown: RiskLine | None) -> None:
        if shown is None:
            return
        choose(self.instrument, shown.instrument if named(shown.instrument) else "")
        if not named(shown.instrument):
            self.other.setText(shown.instrument)
        self.score.setText("" if shown.score is None else str(shown.score))
        choose(self.band, shown.band)
        self.critical.setChecked(bool(shown.critical))
        choose(self.strangled, shown.strangled)

    def _named(self) -> NamedInstrument | None:
        return named(self.instrument.currentData())

    def _say_about(self) -> None:
        about = self._named()
        self.other.setVisible(about is None)
        self.about_it.setVisible(about is not None)
        if about is not None:
            told = _("{about} Fuente: {source}.")
            self.about_it.setText(told.format(about=tell(about.about), source=about.source))
        self._propose()

    def _propose(self) -> None:
        """A cut-off that was reached fills the level; it is only proposed, never lowered."""
        about, points = self._named(), self._points()
        proposed = about.proposed(points) if about and points is not None else None
        if proposed is not None and self.band.currentData() is None:
            choose(self.band, proposed)

    def _points(self) -> int | None:
        text = self.score.text().strip()
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdigit() else None

    def on_primary(self) -> None:
        if self.day.day is None:
            self.complain(_("No se entiende el día."))
            return
        if self.score.text().strip() and self._points() is None:
            self.complain(_("Los puntos se escriben con cifras."))
            return
        self.filled = Result(
            instrument=self.instrument.currentData() or self.other.text(),
            on=self.day.day,
            score=self._points(),
            band=self.band.currentData(),
            critical=self.critical.isChecked(),
            strangled=self.strangled.currentData(),
            note=self.note.toPlainText(),
        )
        self.accept()


class DayDialog(Dialog):
    """When to look at it again."""

    def __init__(self, parent: QWidget, risk: bytes, shown: date) -> None:
        super().__init__(parent, _("¿Cuándo se vuelve a ver?"), _("Guardar"), "check")
        self.about = f"risk day {risk.hex()}"
        told = _("Se recordará ese día en Hoy, sólo con el folio.")
        self.body.addWidget(label(told, "soft", wrap=True))
        self.day = DayField(shown)
        self.day.setAccessibleName(_("Día para volver a ver"))
        self.form().addRow(_("Día para volver a ver"), self.day)
        self.body.addStretch(1)
        self.fit(640, 320)
        self.day.setFocus()

    def on_primary(self) -> None:
        if self.day.day is None:
            self.complain(_("No se entiende el día."))
        else:
            self.accept()


class RemoveDialog(Dialog):
    """It was a mistake, or of somebody else."""

    def __init__(self, parent: QWidget, line: str) -> None:
        super().__init__(parent, _("Quitar este resultado"), _("Quitar"), "trash")
        self.body.addWidget(label(line, "strong", wrap=True))
        told = _("Quítelo sólo si se anotó por error. Un resultado viejo se queda en la historia.")
        self.body.addWidget(label(told, wrap=True))
        self.body.addStretch(1)
        self.fit(480, 300)
        self.cancel.setFocus()
