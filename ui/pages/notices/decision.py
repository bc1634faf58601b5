"""What the team decides about a notice: whether contact is safe, her answer, what was offered."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from desktop.i18n import _
from desktop.programme.vocabulary import NoticeContact
from desktop.services.notices import Decision
from ui.page import Page
from ui.pages.notices.words import ANSWER_WORDS, CONTACT_WORDS
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import choose, label

TEXT_PX = 96


class DecisionDialog(Dialog):
    """Her answer is asked only where looking for her was found safe."""

    def __init__(self, page: Page, notice: bytes, decision: Decision) -> None:
        super().__init__(page, _("¿Qué se decidió?"), _("Guardar"), "check")
        self.about = f"notice {notice.hex()}"
        words = _("Si dos personas anotan cosas distintas, vale lo más prudente.")
        self.body.addWidget(label(words, "soft", wrap=True))
        form = self.form()
        self.contact = QComboBox()
        self.answer = QComboBox()
        self.offered = QPlainTextEdit(decision.offered)
        self.offered.setTabChangesFocus(True)
        self.offered.setMaximumHeight(theme().px(TEXT_PX))
        for box, choices in ((self.contact, CONTACT_WORDS), (self.answer, ANSWER_WORDS)):
            box.addItem(_("Sin anotar"), None)
            for value, told in choices.items():
                box.addItem(_(told), value)
        for told, field in (
            (_("¿Es seguro buscarla?"), self.contact),
            (_("¿Qué contestó ella?"), self.answer),
            (_("Qué se le ofreció"), self.offered),
        ):
            field.setAccessibleName(told)
            form.addRow(told, field)
        choose(self.contact, decision.contact)
        choose(self.answer, decision.answer)
        self.contact.currentIndexChanged.connect(lambda _at: self._show())
        self._show()
        self.body.addStretch(1)
        self.fit(540, 480)
        self.contact.setFocus()

    def filled(self) -> Decision:
        """What was chosen; no answer where nobody may look for her."""
        safe = self.contact.currentData() is NoticeContact.SAFE
        return Decision(
            self.contact.currentData(),
            self.answer.currentData() if safe else None,
            self.offered.toPlainText(),
        )

    def _show(self) -> None:
        self.answer.setEnabled(self.contact.currentData() is NoticeContact.SAFE)
