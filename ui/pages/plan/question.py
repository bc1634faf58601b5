"""One question of a plan: what is asked, short examples, her words, and what a laptop brought."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.i18n import _, tell
from desktop.programme.safety_plan import TEXT_MAX_CHARS, Question
from desktop.services.safety_plans import Answered
from ui.theme import theme
from ui.widgets.free_text import FreeText
from ui.widgets.parts import button, clear, column, label, row

SHORTEST_PX = 72


class QuestionView(QWidget):
    """Shows one question at a time.

    Signals:
        typed(): her words changed under somebody's hands.
    """

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "section", wrap=True)
        self.asked = label("", "strong", wrap=True)
        self.hints = label("", "soft", wrap=True)
        self.text = FreeText(numbers=False)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme().px(SHORTEST_PX))
        self.text.setPlaceholderText(_("Con sus palabras. Sin nombres. Puede quedar vacío."))
        self.text.textChanged.connect(self._on_text)
        self.problem = label("", "error", wrap=True)
        self._also = column(spacing=8)
        inside = column(self.title, self.asked, self.hints, self.text, self.problem, spacing=8)
        inside.setStretch(3, 1)
        inside.addLayout(self._also)
        self.setLayout(inside)
        self._showing = False

    @property
    def words(self) -> str:
        return self.text.toPlainText()

    @property
    def is_too_long(self) -> bool:
        return len(self.words) > TEXT_MAX_CHARS

    def ask(self, question: Question, text: str, answered: Answered) -> None:
        """Show a question with what stands for it, or with what was typed and not kept yet."""
        self.title.setText(tell(question.title))
        self.asked.setText(tell(question.ask))
        examples = " · ".join(tell(each) for each in question.hints)
        self.hints.setText(_("Por ejemplo: {examples}").format(examples=examples))
        self.text.setAccessibleName(tell(question.title))
        self._showing = True
        if self.words != text:
            self.text.setPlainText(text)
        self._showing = False
        self._complain()
        clear(self._also)
        for other in answered.also:
            self._also.addWidget(self._other(other))

    def _other(self, words: str) -> QFrame:
        """What somebody wrote on another laptop at the same time; nothing of it is lost."""
        frame = QFrame()
        frame.setProperty("kind", "tile")
        frame.setProperty("tone", "info")
        told = column(
            label(_("En otra computadora se escribió además:"), "small", wrap=True),
            label(words, wrap=True),
            spacing=2,
        )
        join = button(_("Juntar los dos"), symbol="plus", then=lambda: self._join(words))
        line = row(spacing=12)
        line.addLayout(told, 1)
        line.addWidget(join)
        line.setContentsMargins(theme().px(12), theme().px(6), theme().px(8), theme().px(6))
        frame.setLayout(line)
        return frame

    def _join(self, words: str) -> None:
        self.text.setPlainText(f"{self.words.rstrip()}\n{words}".strip())
        self.text.setFocus()

    def _on_text(self) -> None:
        self._complain()
        if not self._showing:
            self.typed.emit()

    def _complain(self) -> None:
        over = len(self.words) - TEXT_MAX_CHARS
        told = _("Sobran {n} letras. Acórtelo para guardarlo; nada se ha perdido.")
        self.problem.setText(told.format(n=over) if over > 0 else "")
        self.problem.setVisible(over > 0)
