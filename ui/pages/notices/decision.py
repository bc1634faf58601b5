"""What the team decided about a notice: is it safe to look for her, and what did she answer?"""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel

from desktop.i18n import _
from desktop.programme.vocabulary import NoticeContact, NoticeOffer
from desktop.services.notice_decisions import Decision
from desktop.services.typed import TEXT_MAX_CHARS
from ui.page import Page
from ui.pages.notices.words import ANSWER_WORDS, CONTACT_WORDS, OFFER_WORDS
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.free_text import FreeText
from ui.widgets.parts import choose, label
from ui.widgets.typed_line import bound

TEXT_PX = 84


class DecisionDialog(Dialog):
    """Her answer is asked only where looking for her was found safe; her no is not asked again.

    Who wrote her no down by mistake may take it back on the same day: `correctable`.
    """

    def __init__(
        self, page: Page, notice: bytes, decision: Decision, *, correctable: bool = False
    ) -> None:
        super().__init__(page, _("¿Qué se decidió?"), _("Guardar"), "check")
        self.about = f"notice {notice.hex()}"
        self._kept = decision if decision.is_her_no and not correctable else None
        self.body.addWidget(label(self._first_words(), "soft", wrap=True))
        form = self.form()
        self.contact = QComboBox()
        self.answer = QComboBox()
        self.offered = FreeText(decision.offered)
        bound(self.offered, TEXT_MAX_CHARS)
        self.offered.setMaximumHeight(theme().px(TEXT_PX))
        for box, choices in ((self.contact, CONTACT_WORDS), (self.answer, ANSWER_WORDS)):
            box.addItem(_("Sin anotar"), None)
            for value, told in choices.items():
                box.addItem(_(told), value)
        for told, field in (
            (_("¿Es seguro buscarla?"), self.contact),
            (_("¿Qué contestó ella?"), self.answer),
        ):
            field.setAccessibleName(told)
            form.addRow(told, field)
        self._offers_title = label(_("Qué se le ofreció"), "strong")
        self.body.addWidget(self._offers_title)
        self.offers: dict[NoticeOffer, QCheckBox] = {}
        self.body.addLayout(self._offers_grid(decision))
        words = _("Con qué palabras, si hace falta (sin nombres ni folios)")
        self.offered.setAccessibleName(words)
        self._offered_words: QLabel = label(words, wrap=True)
        self.body.addWidget(self._offered_words)
        self.body.addWidget(self.offered)
        choose(self.contact, decision.contact)
        choose(self.answer, decision.answer)
        self.contact.currentIndexChanged.connect(lambda _at: self._show())
        self._show()
        self.body.addStretch(1)
        self.fit(620, 640)
        (self.contact if self._kept is None else self.offers[NoticeOffer(1)]).setFocus()

    def _first_words(self) -> str:
        if self._kept is not None:
            return _(
                "Ella dijo que no, y eso se respeta: nadie vuelve a preguntarle por este aviso."
            )
        return _(
            "Si dos personas anotan cosas distintas, vale lo más prudente. Lo que se haga con "
            "ella se anota en su propio registro, no aquí."
        )

    def _offers_grid(self, decision: Decision) -> QGridLayout:
        made = QGridLayout()
        made.setHorizontalSpacing(theme().px(16))
        made.setVerticalSpacing(theme().px(6))
        for at, (offer, told) in enumerate(OFFER_WORDS.items()):
            box = self.offers[offer] = QCheckBox(_(told))
            box.setChecked(offer in decision.sorts)
            made.addWidget(box, at // 2, at % 2)
        return made

    def filled(self) -> Decision:
        """What was chosen; no answer and no offer where nobody may look for her."""
        offered = self.offered.toPlainText()
        sorts = frozenset(offer for offer, box in self.offers.items() if box.isChecked())
        if self._kept is not None:
            return Decision(self._kept.contact, self._kept.answer, offered, sorts)
        safe = self._is_safe()
        return Decision(
            self.contact.currentData(),
            self.answer.currentData() if safe else None,
            offered,
            sorts if safe else frozenset(),
        )

    def _is_safe(self) -> bool:
        return self.contact.currentData() is NoticeContact.SAFE

    def _show(self) -> None:
        safe = self._is_safe()
        self.contact.setEnabled(self._kept is None)
        self.answer.setEnabled(safe and self._kept is None)
        for each in (self._offers_title, *self.offers.values()):
            each.setEnabled(safe)
