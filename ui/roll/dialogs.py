"""Dialogs of one row: its note and detail, what its mark was before, and a correction."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import AttendanceState
from desktop.services.attendance import Line
from desktop.services.record_history import MarkVersion
from ui.dates import full_date, hour
from ui.roll.detail import DetailFields
from ui.roll.words import CORRECTION_REASONS, whole_mark
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import card, choose, label
from ui.words import ATTENDANCE_LOOKS

LATEST_S = 253_402_300_799
"""The last second of the calendar: a broken clock may claim a later one."""


class NoteDialog(Dialog):
    """A note about one person in this meeting, and what belongs to her or his mark.

    `fixed`: the meeting has ended, so that the mark itself is corrected elsewhere.
    """

    def __init__(self, parent: QWidget, line: Line, *, fixed: bool) -> None:
        super().__init__(parent, _("Nota de la reunión"), _("Guardar nota"), "check")
        self.line = line
        self.body.addWidget(label(_who(line), "soft"))
        self.fields = DetailFields(self.form())
        self.fields.show(None if fixed else line.state, line.detail)
        self.text = FreeText(line.note)
        self.text.setAccessibleName(_("Nota"))
        self.text.setPlaceholderText(_("Sólo lo necesario. Sin nombres de otras personas."))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.text, 1)
        self.cancel.setText(_("Descartar"))
        self.cancel.clicked.disconnect()
        self.cancel.clicked.connect(self.discard)
        self.fit(520, 380)
        asks_why = line.state is AttendanceState.EXCUSED and line.detail is None and not fixed
        (self.fields.excuse if asks_why else self.text).setFocus()

    def discard(self) -> None:
        """Close without keeping. Not `super().reject`: Qt would call the one below by its name."""
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        """Escape and the window's own cross keep what was typed; only the button discards."""
        self.accept()

    def leave(self) -> None:
        """So does a lock: this needs no draft."""
        self.accept()


class CorrectionDialog(Dialog):
    """A mark of an ended meeting: what it was, what it shall be, and why."""

    def __init__(
        self, parent: QWidget, session: bytes, line: Line, wanted: AttendanceState | None
    ) -> None:
        super().__init__(parent, _("Corregir una marca"), _("Guardar la corrección"), "check")
        self.line = line
        self.about = f"correction {session.hex()} {line.participant.hex()}"
        words = _("{who}. Estaba: {mark}.").format(
            who=_who(line), mark=whole_mark(line.state, line.detail)
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.state = QComboBox()
        for state, look in ATTENDANCE_LOOKS.items():
            self.state.addItem(_(look.word), state)
        self.state.addItem(_("Sin dato"), None)
        form.addRow(_("Queda"), self.state)
        self.fields = DetailFields(form)
        self.reason = QComboBox()
        self.reason.addItem(_("Elija un motivo"), "")
        for text in CORRECTION_REASONS:
            self.reason.addItem(_(text), text)
        self.reason.addItem(_("Otro motivo"), None)
        self.more = QLineEdit()
        self.more.setPlaceholderText(_("Sólo lo necesario. Sin nombres de otras personas."))
        form.addRow(_("¿Por qué se corrige?"), self.reason)
        form.addRow(_("Algo más"), self.more)
        self.body.addWidget(
            label(_("La marca anterior, quién corrige y por qué quedan anotados."), "small", True)
        )
        self.body.addStretch(1)
        self.state.currentIndexChanged.connect(self._on_state)
        choose(self.state, wanted)
        self._on_state()
        self.fit(540, 520)
        self.reason.setFocus()

    def _on_state(self) -> None:
        state = self.state.currentData()
        self.fields.show(state, self.line.detail if state is self.line.state else None)

    @property
    def why(self) -> str:
        """The chosen reason, in the words it is kept in, and what was typed."""
        return ": ".join(
            part for part in (self.reason.currentData(), self.more.text().strip()) if part
        )

    def on_primary(self) -> None:
        if self.reason.currentData() == "":
            self.complain(_("Elija por qué se corrige."))
        elif not self.why:
            self.complain(_("Escriba cuál es el otro motivo."))
        elif (self.state.currentData(), self.fields.detail) == (self.line.state, self.line.detail):
            self.complain(_("La marca es la misma que estaba."))
        else:
            self.accept()


class HistoryDialog(Dialog):
    """Every mark there was of one person in one meeting, the newest first."""

    def __init__(self, parent: QWidget, line: Line, versions: tuple[MarkVersion, ...]) -> None:
        super().__init__(parent, _("Historia de la marca"), _("Corregir"), "pencil-simple")
        self.body.addWidget(label(_who(line), "soft"))
        for version in versions:
            self.body.addWidget(_version_card(version))
        if not versions:
            self.body.addWidget(label(_("Nadie ha marcado a esta persona."), wrap=True))
        self.body.addWidget(
            label(_("La hora es la que decía el reloj de la computadora."), "small", True)
        )
        self.body.addStretch(1)
        self.cancel.setText(_("Cerrar"))
        self.fit(540, 460)


def _version_card(version: MarkVersion) -> QWidget:
    frame, inside = card(spacing=2, margin=14)
    inside.addWidget(label(whole_mark(version.state, version.detail), "strong", wrap=True))
    moment = datetime.fromtimestamp(
        min(max(version.at_ms, 0) // 1000, LATEST_S - 86_400), UTC
    ).astimezone()
    words = _("{who}, {day}, {hour}").format(
        who=version.author or _("Alguien del equipo"),
        day=full_date(moment.date()),
        hour=hour(moment.hour * 60 + moment.minute),
    )
    inside.addWidget(label(words, "small", wrap=True))
    if version.why:
        inside.addWidget(label(_("Por qué: {why}").format(why=_reason(version.why)), wrap=True))
    return frame


def _reason(why: str) -> str:
    """The reason of the list in the language of the interface, the typed rest as it is."""
    for text in CORRECTION_REASONS:
        if why == text or why.startswith(f"{text}: "):
            return _(text) + why[len(text) :]
    return why


def _who(line: Line) -> str:
    return _("{nickname} · Folio {folio}").format(
        nickname=in_a_line(line.nickname), folio=line.folio
    )
