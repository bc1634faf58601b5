"""One question: its loudspeaker, its words, and three large answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import Answer
from desktop.services.wordings import Wording
from ui.listen import ListenButton
from ui.page import Page
from ui.pages.intake.choices import Choices
from ui.theme import theme
from ui.widgets.parts import label

ANSWER_PX = 64


class Question(QWidget):
    """Asked of the person; every question can be skipped.

    Signals:
        answered(object): an Answer, or None when it was taken back.
        passed(int): as of `Choices`.
    """

    answered = Signal(object)
    passed = Signal(int)

    def __init__(self, page: Page, column: str) -> None:
        super().__init__()
        self.column = column
        self.listen = ListenButton(page, f"ask.{column}")
        self.words = label("", wrap=True)
        self.words.setMinimumWidth(theme().px(150))
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.choices = Choices(
            (
                (_("Sí"), Answer.YES),
                (_("No"), Answer.NO),
                (_("No sabe /\nno dice"), Answer.UNSAID),
            ),
            "",
            ANSWER_PX,
        )
        self.choices.chosen.connect(self.answered)
        self.choices.passed.connect(self.passed)
        # Side by side at any size of type: the words give way instead.
        self.choices.setFixedWidth(self.choices.sizeHint().width())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(14))
        line.addWidget(self.listen)
        line.addWidget(self.words, 1)
        line.addWidget(self.choices)

    def show_wording(self, wording: Wording, sound: str | None, spoken: str) -> None:
        """The words in the language of this window, the sound in the person's."""
        self.words.setText(wording.text)
        self.listen.show_sound(sound, spoken)
        self.choices.name_after(wording.text)

    @property
    def answer(self) -> Answer | None:
        found = self.choices.value
        return found if isinstance(found, Answer) else None

    def mark(self, answer: Answer | None) -> None:
        """Show what stands."""
        self.choices.mark(answer)
