"""Step 4: whether a group is the right thing now, and whether the person can come to it."""

from __future__ import annotations

from desktop.i18n import _
from desktop.programme.vocabulary import Stream
from ui.pages.intake.questions import QuestionsStep
from ui.pages.intake.step import Desk, several_lines_of
from ui.widgets.parts import label

ASKED: dict[Stream, tuple[str, ...]] = {
    Stream.WOMEN: ("steady", "group_fit", "can_come", "substances"),
    Stream.MEN: ("steady", "group_fit", "can_come", "substances", "owns_it"),
}


class ConditionsStep(QuestionsStep):
    """Answers and a note for the team."""

    def __init__(self, desk: Desk) -> None:
        self.name = _("Condiciones del grupo")
        super().__init__(
            desk,
            self.name,
            _("Para saber qué le sirve ahora. No hay respuestas malas."),
            ASKED[desk.stream],
        )
        words = _("Nota para el equipo (no la lee nadie más)")
        self.note = several_lines_of(desk, "note", words)
        self.inside.addWidget(label(words))
        self.inside.addWidget(self.note.field)
        self.inside.addStretch(1)

    def show_interview(self) -> None:
        super().show_interview()
        self.note.show_kept()

    def keep_typed(self) -> None:
        self.note.keep()
