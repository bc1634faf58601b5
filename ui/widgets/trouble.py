"""Trouble as a person sees it: what happened, what is safe, what to do next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, tell
from desktop.trouble import Trouble, say
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label, row, tile


def sentences(problem: BaseException) -> tuple[str, str, str]:
    """The three sentences of any problem, translated. Unknown ones are told without their text."""
    if isinstance(problem, Trouble):
        happened, safe, next_step = problem.sentences
    else:
        happened = say("Algo falló dentro del programa.")
        safe = say("Todo lo que aparece como guardado está guardado.")
        next_step = say("Inténtelo otra vez. Si se repite, cierre el programa y vuelva a abrirlo.")
    return tell(happened), tell(safe), tell(next_step)


class TroubleDialog(Dialog):
    """Shows one problem; nothing to decide, one button."""

    def __init__(self, parent: QWidget | None, problem: BaseException) -> None:
        happened, safe, next_step = sentences(problem)
        super().__init__(parent, happened, _("Entendido"))
        self.cancel.hide()
        for symbol, tone, text in (
            ("shield-check", "good", safe),
            ("caret-right", "info", next_step),
        ):
            line = row(tile(symbol, tone, 36), label(text, wrap=True), spacing=12)
            line.setStretch(1, 1)
            self.body.addLayout(line)
        self.body.addStretch(1)
        self.fit(520, 320)


def show_trouble(parent: QWidget | None, problem: BaseException) -> None:
    """Open the dialog without blocking the rest of the window's work."""
    dialog = TroubleDialog(parent, problem)
    dialog.open()
