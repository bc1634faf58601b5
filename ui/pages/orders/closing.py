"""Two small questions: why an order is closed, and why a letter is taken back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.services.orders import LetterLine
from ui.pages.orders.words import letter_words
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

TEXT_MAX_CHARS = 200


class _WhyDialog(Dialog):
    def __init__(self, parent: QWidget, title: str, primary: str, told: str) -> None:
        super().__init__(parent, title, primary, "check")
        self.body.addWidget(label(told, wrap=True))
        self.why = QLineEdit()
        bound(self.why, TEXT_MAX_CHARS)
        self.form().addRow(_("Por qué (puede quedar vacío)"), self.why)
        self.why.setAccessibleName(_("Por qué (puede quedar vacío)"))
        self.body.addStretch(1)
        self.fit(500, 330)
        self.why.setFocus()


class CloseDialog(_WhyDialog):
    """Nothing more is asked of the order."""

    def __init__(self, parent: QWidget, order: bytes) -> None:
        told = _(
            "Ya no se avisará de fechas ni de faltas. Los oficios que ya se entregaron siguen "
            "como están, y la orden se puede abrir de nuevo."
        )
        super().__init__(parent, _("Cerrar la orden"), _("Cerrar la orden"), told)
        self.about = f"close order {order.hex()}"


class WithdrawDialog(_WhyDialog):
    """A letter that was handed over stands no more."""

    def __init__(self, parent: QWidget, letter: LetterLine) -> None:
        told = _(
            "El papel sigue donde se entregó. Quien compruebe su código con una lista nueva "
            "verá que ya no vale; avise también al juzgado."
        )
        super().__init__(parent, _("Retirar el oficio"), _("Retirar"), told)
        self.body.insertWidget(0, label(letter_words(letter), "strong", wrap=True))
        self.about = f"withdraw letter {letter.id.hex()}"
