"""What the page of a person shows to who is alone with it: what waits, the record, the time."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.i18n import _, tell
from desktop.services.profile import Inside, Profile, Section, Waiting
from ui.pages.person.marks import MarksLine
from ui.pages.person.narrow_row import NarrowRow
from ui.pages.person.timeline import Timeline
from ui.pages.person.words import SECTION_SYMBOLS
from ui.theme import theme
from ui.widgets.card_list import CardList
from ui.widgets.parts import card, label, row
from ui.words import ATTENDANCE_LOOKS

LEFT_PX = 330
ELSEWHERE = ("call", "back")
"""What waits and has no page of its own."""


class InsideView(QWidget):
    """A column of lines that lead on at the left; at the right what has happened.

    Signals:
        lead(str, object): a page's name, "call" or "back", and the argument.
    """

    lead = Signal(str, object)

    def __init__(self, pages: Collection[str]) -> None:
        super().__init__()
        self._pages = pages
        self.lines = CardList()
        self.lines.setMaximumWidth(theme().px(LEFT_PX))
        self.marks = MarksLine()
        self.counts = label("", "soft", wrap=True)
        self.time = Timeline()
        right, inside = card(spacing=8, margin=16)
        inside.addWidget(label(_("Lo que ha pasado"), "section"))
        inside.addWidget(self.marks)
        inside.addWidget(self.counts)
        inside.addWidget(self.time, 1)
        across = row(self.lines, right, spacing=16)
        across.setStretch(0, 1)
        across.setStretch(1, 1)
        self.setLayout(across)

    def show_inside(self, found: Profile, inside: Inside) -> None:
        shown = [_care()] if found.died else []
        waits = [each for each in inside.waiting if self._leads(each.page)]
        if waits or not found.died:
            shown.append(self._waiting(waits))
        shown.append(self._record(inside.sections))
        self.lines.show_cards(shown)
        self.marks.show_marks(inside.marks)
        self.counts.setText(_counted(inside))
        self.counts.setVisible(bool(inside.marks))
        self.time.show_events(inside.events)

    def _leads(self, page: str) -> bool:
        return page in ELSEWHERE or page in self._pages

    def _waiting(self, waits: Sequence[Waiting]) -> QFrame:
        frame, inside = card(spacing=4, margin=16)
        inside.addWidget(label(_("Por atender"), "section"))
        for each in waits:
            self._line(inside, each.page, "amber", tell(each.what), tell(each.hint), each.argument)
        if not waits:
            inside.addWidget(label(_("Nada por ahora."), "soft"))
        return frame

    def _record(self, sections: Sequence[Section]) -> QFrame:
        frame, inside = card(spacing=4, margin=16)
        inside.addWidget(label(_("Su registro"), "section"))
        for each in sections:
            if each.page in self._pages:
                what, told = tell(each.title), tell(each.line)
                self._line(inside, each.page, "accent", what, told, each.argument)
        return frame

    def _line(
        self,
        inside: QVBoxLayout,
        page: str,
        tone: str,
        what: str,
        hint: str,
        argument: bytes | None,
    ) -> None:
        made = NarrowRow(SECTION_SYMBOLS.get(page, "note"), tone, what, hint)
        made.clicked.connect(lambda: self.lead.emit(page, argument))
        inside.addWidget(made)


def _counted(inside: Inside) -> str:
    """Counts as facts; a share would read as a grade."""
    counts = inside.counts
    told = [
        f"{_(look.word)}: {counts[state]}"
        for state, look in ATTENDANCE_LOOKS.items()
        if counts.get(state)
    ]
    words = " · ".join(told)
    return words + "\n" + _("La asistencia no es prueba de cambio ni de seguridad.")


def _care() -> QFrame:
    """What is left to do when somebody died: to look at what happened, and after the team."""
    frame, inside = card(spacing=6, margin=16)
    inside.addWidget(label(_("Está anotado su fallecimiento"), "section"))
    for words in (
        _("Ya no se llama, ni se escribe, ni se evalúa, ni se da seguimiento."),
        _("Queda pendiente la revisión del caso y el cuidado del equipo: hablen de esto juntos."),
    ):
        told = label(words, "soft", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside.addWidget(told)
    return frame
