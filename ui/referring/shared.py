"""What may be told of the person, chosen with her or him, and the paper as it will be."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from desktop.i18n import _, tell
from desktop.programme.referral_slip import Slip
from desktop.programme.referrals import FIELD_WORDS
from desktop.programme.vocabulary import ConsentState, SharedField
from desktop.reports.referral_slip import slip_lines
from desktop.services.referral_offer import Offer
from ui.page import Page
from ui.theme import theme
from ui.widgets.free_text import FreeLines
from ui.widgets.parts import button, card, clear, label, row


class Shared(QWidget):
    """Nothing is ticked beforehand. Without consent there is nothing to tick, and it says so.

    Signals:
        changed(): something else was chosen or typed.
        left(): closed for the page of her or his consents.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, page: Page, offer: Offer) -> None:
        super().__init__()
        self._offer = offer
        self.boxes: dict[SharedField, QCheckBox] = {}
        self.need = FreeLines()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        if not offer.consents:
            self.need.setParent(self)
            self.need.hide()
            inside.addWidget(label(self._why_nothing(), "strong", wrap=True))
            told = _("Va por su cuenta: dígale de palabra a dónde y a qué hora. No se envía nada.")
            inside.addWidget(label(told, wrap=True))
            if "consents" in page.room.pages:
                to = button(_("Ver sus consentimientos"), symbol="note", then=self.left.emit)
                to.setAutoDefault(False)
                inside.addLayout(row(to, None))
            return
        asked = _("Lea cada línea con la persona y marque sólo lo que quiera que se sepa.")
        inside.addWidget(label(asked, "soft", wrap=True))
        self._ask(inside)
        frame, self._paper = card(spacing=2, margin=14)
        inside.addWidget(frame)

    def _why_nothing(self) -> str:
        if self._offer.consent is None:
            return _("No se comparte nada: nadie le ha preguntado si quiere.")
        if self._offer.consent is ConsentState.WITHDRAWN:
            return _("No se comparte nada: retiró su acuerdo.")
        return _("No se comparte nada: dijo que no.")

    def _ask(self, inside: QVBoxLayout) -> None:
        known = dict(self._offer.told)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(2))
        grid.setColumnStretch(1, 1)
        for field in SharedField:
            if field in known or field is SharedField.NEED:
                box = self.boxes[field] = QCheckBox(tell(FIELD_WORDS[field]))
                grid.addWidget(box, grid.rowCount(), 0)
            if field in known:
                words = label(tell(known[field]), "soft", wrap=True)
                grid.addWidget(words, grid.rowCount() - 1, 1)
        inside.addLayout(grid)
        self.need.setAccessibleName(tell(FIELD_WORDS[SharedField.NEED]))
        self.need.setPlaceholderText(_("Por ejemplo: revisión médica hoy, asesoría sobre custodia"))
        inside.addWidget(self.need)
        partner = _("No escriba nada de su pareja ni de nadie más: ni nombres ni dónde está.")
        self.hint = label(partner, "small", wrap=True)
        inside.addWidget(self.hint)
        if not self._offer.phone_safe:
            unsafe = _("El teléfono no se comparte: no consta que sea seguro llamar.")
            inside.addWidget(label(unsafe, "small", wrap=True))
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self._on_change())
        self.need.textChanged.connect(self._on_change)
        self._on_change()

    def _on_change(self) -> None:
        for each in (self.need, self.hint):
            each.setVisible(self.boxes[SharedField.NEED].isChecked())
        self.changed.emit()

    @property
    def chosen(self) -> tuple[SharedField, ...]:
        return tuple(field for field, box in self.boxes.items() if box.isChecked())

    def agreed(self, fields: Iterable[SharedField], need: str) -> None:
        """Tick what was agreed before; what is not known any more cannot be ticked."""
        for field in fields:
            if field in self.boxes:
                self.boxes[field].setChecked(True)
        self.need.setPlainText(need)

    @property
    def words(self) -> str:
        return self.need.toPlainText() if SharedField.NEED in self.chosen else ""

    def preview(self, slip: Slip | None) -> None:
        """The paper, line by line; None while it is not known where to."""
        if not self._offer.consents:
            return
        clear(self._paper)
        self._paper.addWidget(label(_("El papel dirá esto, y nada más:"), "strong", wrap=True))
        if slip is None:
            self._paper.addWidget(label(_("Elija primero a dónde va."), "soft", wrap=True))
            return
        for what, said in slip_lines(slip):
            self._paper.addWidget(label(f"{what}: {said}", wrap=True))
        found = _("Pregúntele si es seguro llevarlo. Si no, entréguelo usted o dígalo de palabra.")
        self._paper.addWidget(label(found, "small", wrap=True))
