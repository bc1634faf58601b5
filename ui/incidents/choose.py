"""What happened? One large button each; pressing it is the answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, tell
from desktop.programme.happenings import HINTS, SORT_WORDS
from desktop.programme.vocabulary import IncidentSort
from ui.incidents.words import SYMBOLS
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label


class WhatHappenedDialog(Dialog):
    """It asks nothing else: what to do now comes before anything is written.

    Signals:
        chosen(IncidentSort): this happened.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("¿Qué pasó?"), _("Cerrar"))
        self.cancel.hide()
        words = _("Al elegir verá primero qué hacer. Anotarlo puede esperar.")
        self.body.addWidget(label(words, "soft", wrap=True))
        self.answers: dict[IncidentSort, BigChoice] = {}
        for sort, what in SORT_WORDS.items():
            answer = BigChoice(SYMBOLS[sort], tell(what), tell(HINTS[sort]))
            answer.setAutoDefault(True)
            answer.clicked.connect(lambda _on=False, sort=sort: self._choose(sort))
            self.answers[sort] = answer
            self.body.addWidget(answer)
        self.body.addStretch(1)
        self.fit(620, 700)
        next(iter(self.answers.values())).setFocus()

    def _choose(self, sort: IncidentSort) -> None:
        self.accept()
        self.chosen.emit(sort)
