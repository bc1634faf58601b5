"""What a person is asked to agree to: a row a purpose, the necessary ones first and apart.

The card keeps nothing: it tells each answer at once, and whoever shows it writes it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.i18n import _, tell
from desktop.programme.consent import HOW_WORDS, NECESSARY, PURPOSE_WORDS, VOLUNTARY, slot_of
from desktop.programme.vocabulary import ConsentHow, ConsentState, Purpose
from desktop.services import wordings
from desktop.services.wordings import CONSENT_SLOTS, Wording
from ui.listen import ListenButton
from ui.page import Page
from ui.theme import theme
from ui.widgets.parts import button, choose, column, label, row


@dataclass(frozen=True, slots=True)
class Answered:
    """A press: what somebody answered to one purpose, and the text that stood beside it.

    `corrects`: only how it was said was changed, so that what was heard stays what it was.
    """

    purpose: Purpose
    state: ConsentState
    wording: str
    how: ConsentHow
    language: str
    corrects: bool = False


class PurposeRow(QWidget):
    """One purpose: loudspeaker, its words, yes or no, and how it was said.

    Signals:
        answered(Answered): yes or no was pressed, or how it was said was changed afterwards.
    """

    answered = Signal(object)

    def __init__(self, page: Page, purpose: Purpose) -> None:
        super().__init__()
        self.purpose = purpose
        self.wording: Wording | None = None
        self.language = ""
        self.listen = ListenButton(page, slot_of(purpose))
        name = tell(PURPOSE_WORDS[purpose])
        self.words = label("", wrap=True)
        self.note = label("", "small", wrap=True)
        self.note.hide()
        self.yes = self._choice(_("Sí"), ConsentState.GIVEN, name)
        self.no = self._choice(_("No"), ConsentState.REFUSED, name)
        self.how = QComboBox()
        self.how.setAccessibleName(_("Cómo lo dijo") + f": {name}")
        for how, words in HOW_WORDS.items():
            self.how.addItem(tell(words), how)
        self.how.activated.connect(lambda _at: self._on_how())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(14))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.listen, 0, 0, Qt.AlignmentFlag.AlignTop)
        # No alignment here: Qt would keep an aligned column as low as its words are when wide.
        said = column(label(name, "strong"), self.words, self.note, None, spacing=2)
        grid.addLayout(said, 0, 1)
        grid.addLayout(column(self._answers(), self.how, None, spacing=6), 0, 2)

    def _choice(self, words: str, state: ConsentState, about: str) -> QPushButton:
        made = button(words, "choice", then=lambda: self._on_answer(state))
        made.setAccessibleName(f"{about}: {words}")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setMinimumWidth(theme().px(92))
        return made

    def _answers(self) -> QWidget:
        both = QWidget()
        both.setLayout(row(self.yes, self.no, spacing=10))
        return both

    @property
    def state(self) -> ConsentState | None:
        """What is marked; None: nothing yet."""
        if self.yes.isChecked():
            return ConsentState.GIVEN
        return ConsentState.REFUSED if self.no.isChecked() else None

    @property
    def heard(self) -> str:
        """The id of the text that stands here; "" until it was found."""
        return self.wording.id_hex if self.wording is not None else ""

    def show_wording(self, wording: Wording, language: str) -> None:
        self.wording, self.language = wording, language
        self.words.setText(wording.text)
        self.listen.show_wording(wording, language)

    def mark(self, state: ConsentState | None, how: ConsentHow | None, note: str = "") -> None:
        """Show what stands, with a line that says more of it."""
        self.yes.setChecked(state is ConsentState.GIVEN)
        self.no.setChecked(state in (ConsentState.REFUSED, ConsentState.WITHDRAWN))
        if how is not None:
            choose(self.how, how)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _on_answer(self, state: ConsentState) -> None:
        self.yes.setChecked(state is ConsentState.GIVEN)
        self.no.setChecked(state is ConsentState.REFUSED)
        self._tell(state)

    def _on_how(self) -> None:
        if self.state is not None:
            self._tell(self.state, corrects=True)

    def _tell(self, state: ConsentState, *, corrects: bool = False) -> None:
        if self.wording is None:
            self.mark(None, None)
            return
        how = self.how.currentData()
        told = Answered(
            self.purpose, state, self.wording.id_hex, how, self.language, corrects=corrects
        )
        self.answered.emit(told)


class ConsentCard(QWidget):
    """All five purposes. `speak` finds the texts; until then nothing can be answered.

    Signals:
        answered(Answered): as of a row.
    """

    answered = Signal(object)

    def __init__(self, page: Page, language: str = "") -> None:
        super().__init__()
        self._page, self.language = page, language
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(14))
        self.draft = draft_mark()
        inside.addWidget(self.draft)
        self.rows: dict[Purpose, PurposeRow] = {}
        for title, hint, purposes in (
            (_("Necesario para tomar parte"), _("Sin esto no se le puede inscribir."), NECESSARY),
            (_("Voluntario"), _("Decir que no a algo no cierra lo demás."), VOLUNTARY),
        ):
            inside.addLayout(column(label(title, "section"), label(hint, "soft", wrap=True)))
            for purpose in purposes:
                made = self.rows[purpose] = PurposeRow(page, purpose)
                made.answered.connect(self.answered)
                inside.addWidget(made)
        if language:
            self.speak(language)

    def speak(self, language: str) -> None:
        """Show the texts in a language, in Spanish where one has none."""
        self.language = language
        self._page.ask_at_desk(
            wordings.texts,
            CONSENT_SLOTS,
            language,
            then=lambda found: self._found(language, found),
        )

    def show_texts(self, texts: Mapping[str, Wording], language: str) -> None:
        """As `speak`, with texts that were read already."""
        self.language = language
        for purpose, each in self.rows.items():
            each.show_wording(texts[slot_of(purpose)], language)
        self.draft.setVisible(any_draft(texts.values()))

    def mark(
        self,
        purpose: Purpose,
        state: ConsentState | None,
        how: ConsentHow | None = None,
        note: str = "",
    ) -> None:
        """Show what stands of one purpose."""
        self.rows[purpose].mark(state, how, note)

    def _found(self, language: str, texts: Mapping[str, Wording]) -> None:
        if isValid(self) and language == self.language:
            self.show_texts(texts, language)


def draft_mark() -> QLabel:
    """What stands above texts that no lawyer has read; hidden at first."""
    mark = label(_("Borrador: falta revisión jurídica."), "small", wrap=True)
    mark.hide()
    return mark


def any_draft(texts: Iterable[Wording]) -> bool:
    return any(each.is_draft for each in texts)
