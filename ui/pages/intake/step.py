"""What every step of the interview is, and what it may ask of the page that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.programme.consent import Standing
from desktop.programme.vocabulary import Stream
from desktop.services.intake_drafts import Interview, Value
from ui.page import Page
from ui.theme import theme
from ui.widgets.free_text import FreeText
from ui.widgets.parts import label
from ui.widgets.typed_line import bound

if TYPE_CHECKING:
    from ui.pages.intake.aloud import Aloud

KEPT_AFTER_MS = 700
"""How long after the last letter a text is kept, when nobody leaves the field before."""


class Desk(Protocol):
    """The page as its steps see it."""

    interview: Interview
    today: date
    aloud: Aloud

    @property
    def stream(self) -> Stream: ...

    @property
    def page(self) -> Page: ...

    def keep(
        self,
        answers: Mapping[str, Value] | None = None,
        details: Mapping[str, Value] | None = None,
    ) -> None:
        """Keep what was answered, at once."""

    def agree(self, said: Standing) -> None:
        """Keep what was answered to one purpose."""

    def typing(self) -> None:
        """Something is being typed that is not kept yet."""

    def reveal(self, part: QWidget) -> None:
        """Bring into sight what a small screen has scrolled away."""

    def end_of_step(self) -> None:
        """Nothing follows here: put the cursor on the button that goes on."""

    def go_on(self) -> None:
        """To the next step."""

    def go_to(self, step: int) -> None:
        """To a step, from 0."""

    def keep_nothing(self) -> None:
        """The person wants nothing kept: let it all go."""

    def referred(self, referral: bytes) -> None:
        """A referral was written down, or the person's no to it."""

    def decided(self) -> None:
        """The interview has ended."""

    def leave(self) -> None:
        """Away from the interview; it waits where it stands."""


class Step(QWidget):
    """One thing to talk about. Nothing in it has to be answered."""

    name = ""
    """What the list on the left calls it."""

    def __init__(self, desk: Desk, heading: str, hint: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.setAccessibleName(heading)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, theme().px(8), 0)
        self.inside.setSpacing(theme().px(14))
        self.inside.addWidget(label(heading, "title", wrap=True))
        if hint:
            self.inside.addWidget(label(hint, "soft", wrap=True))

    def show_interview(self) -> None:
        """Show what the interview holds now, without telling anybody."""

    def show_texts(self) -> None:
        """The texts that are read aloud have come."""

    def begin(self) -> QWidget | None:
        """Where the cursor goes when the step has just opened."""
        return None

    def is_done(self) -> bool:
        """Whether something was answered here."""
        return False

    def keep_typed(self) -> None:
        """Keep what is still being typed: another step or another page comes."""

    def form(self) -> QFormLayout:
        """Labels above their fields."""
        made = QFormLayout()
        made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        made.setVerticalSpacing(theme().px(6))
        self.inside.addLayout(made)
        return made


class KeptText(QObject):
    """A text that is kept a moment after the last letter, and when its field is left.

    `detail`: the column is one of PARTICIPANT, not of INTAKE.
    """

    def __init__(
        self, desk: Desk, field: QLineEdit | QPlainTextEdit, column: str, *, detail: bool
    ) -> None:
        super().__init__(field)
        self._desk, self.field, self.column, self._detail = desk, field, column, detail
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        field.textChanged.connect(self._on_text)
        field.installEventFilter(self)

    @property
    def text(self) -> str:
        field = self.field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def show_kept(self) -> None:
        """What the interview holds, unless somebody is typing here."""
        if self._timer.isActive():
            return
        kept = self._held()
        if self.text.strip() != kept:
            self.field.blockSignals(True)
            if isinstance(self.field, QLineEdit):
                self.field.setText(kept)
            else:
                self.field.setPlainText(kept)
            self.field.blockSignals(False)

    def keep(self) -> None:
        """Keep it now, if it is news."""
        self._timer.stop()
        text = self.text.strip()
        if text != self._held():
            said: dict[str, Value] = {self.column: text or None}
            if self._detail:
                self._desk.keep(details=said)
            else:
                self._desk.keep(answers=said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    def _held(self) -> str:
        interview = self._desk.interview
        held = (interview.details if self._detail else interview.answers).get(self.column)
        return str(held) if held is not None else ""

    def _on_text(self) -> None:
        self._desk.typing()
        self._timer.start()


def line_of(desk: Desk, column: str, words: str, longest: int, hint: str = "") -> KeptText:
    """A line of PARTICIPANT's."""
    made = QLineEdit()
    bound(made, longest)
    made.setAccessibleName(words)
    made.setPlaceholderText(hint)
    return KeptText(desk, made, column, detail=True)


def several_lines_of(desk: Desk, column: str, words: str, height: int = 84) -> KeptText:
    """A text of INTAKE's, of any length; Tab leaves it."""
    made = FreeText()
    made.setAccessibleName(words)
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme().px(height))
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return KeptText(desk, made, column, detail=False)
