"""The six steps in their order, one of them in sight, as tall as there is room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.consent_card import PurposeRow
from ui.pages.intake.basics import BasicsStep
from ui.pages.intake.conditions import ConditionsStep
from ui.pages.intake.consent import ConsentStep
from ui.pages.intake.questions import QuestionsStep
from ui.pages.intake.reasons import ReasonsStep
from ui.pages.intake.result import ResultStep
from ui.pages.intake.safety import SafetyStep
from ui.pages.intake.step import Desk, Step
from ui.theme import theme

AROUND_PX = 40
"""Kept in sight above and below what has the cursor."""


class Steps(QScrollArea):
    """Scrolls what a small screen has no room for; the foot of the page stays."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.safety = SafetyStep(desk)
        self.result = ResultStep(desk)
        self.all: tuple[Step, ...] = (
            ConsentStep(desk),
            BasicsStep(desk),
            self.safety,
            ConditionsStep(desk),
            ReasonsStep(desk),
            self.result,
        )
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        ground = QWidget()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        for step in self.all:
            inside.addWidget(step)
        self.setWidget(ground)

    @property
    def columns(self) -> Iterator[str]:
        """Every question that is asked."""
        for step in self.all:
            if isinstance(step, QuestionsStep):
                yield from step.columns

    @property
    def last(self) -> int:
        return len(self.all) - 1

    def show_only(self, at: int) -> None:
        for place, step in enumerate(self.all):
            step.setVisible(place == at)
        self.verticalScrollBar().setValue(0)

    def follow(self, on: QWidget) -> None:
        """Keep the cursor in sight, however it came there, with the words that it answers."""
        if not self.isAncestorOf(on):
            return
        # What has just been shown has no place before its layout was asked for one.
        ground = self.widget().layout()
        if ground is not None:
            ground.activate()
        asked: QWidget | None = on
        while asked is not None and not isinstance(asked, PurposeRow):
            asked = asked.parentWidget()
        if asked is not None:
            self.ensureWidgetVisible(asked, 0, 0)
        self.ensureWidgetVisible(on, 0, theme().px(AROUND_PX))
