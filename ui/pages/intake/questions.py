"""A step of questions one below the other; the keys 1, 2, 3 answer one and go on to the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.programme.codes import known
from desktop.programme.vocabulary import Answer
from ui.pages.intake.question import Question
from ui.pages.intake.step import Desk, Step


class QuestionsStep(Step):
    """Answers are columns of INTAKE."""

    columns: tuple[str, ...] = ()

    def __init__(self, desk: Desk, heading: str, hint: str, columns: tuple[str, ...]) -> None:
        super().__init__(desk, heading, hint)
        self.columns = columns
        self.questions: dict[str, Question] = {}
        for column in columns:
            made = self.questions[column] = Question(desk.page, column)
            made.answered.connect(partial(self._on_answer, column))
            made.passed.connect(partial(self._on_passed, column))
            self.inside.addWidget(made)

    def show_interview(self) -> None:
        for column, each in self.questions.items():
            each.mark(self.said(column))

    def show_texts(self) -> None:
        aloud = self.desk.aloud
        for column, each in self.questions.items():
            slot = f"ask.{column}"
            if slot in aloud.texts:
                each.show_wording(aloud.texts[slot], aloud.sounds.get(slot), aloud.language)

    def said(self, column: str) -> Answer | None:
        """What the interview holds."""
        value = self.desk.interview.answers.get(column)
        return known(Answer, value if isinstance(value, int) else None)

    def begin(self) -> QWidget | None:
        """The first question without an answer, or the first."""
        shown = [each for each in self.questions.values() if not each.isHidden()]
        first = next((each for each in shown if each.answer is None), shown[0])
        return first.choices.first

    def is_done(self) -> bool:
        return any(self.said(column) is not None for column in self.columns)

    def _on_answer(self, column: str, answer: Answer | None) -> None:
        self.desk.keep(answers={column: answer})
        self.on_answered(column)

    def on_answered(self, column: str) -> None:
        """A step with more to show overrides it."""

    def _on_passed(self, column: str, by: int) -> None:
        self.go_from(self.questions[column], by)

    def go_from(self, question: Question, by: int) -> None:
        """To the next question that shows, or on to the button that goes on."""
        shown = [each for each in self.questions.values() if not each.isHidden()]
        at = shown.index(question) + by
        if 0 <= at < len(shown):
            shown[at].choices.first.setFocus(Qt.FocusReason.TabFocusReason)
        elif at >= len(shown):
            self.desk.end_of_step()
