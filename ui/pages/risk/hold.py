"""An instrument asked here: one question at a time, by keyboard, and what the answers come to."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.programme.scoring import Given, Instrument, Item, score, to_ask
from desktop.programme.typed import in_a_line
from desktop.services import drafts, risk, risk_record
from desktop.services.risk_record import Holding, draft_name
from ui.page import Page, Room
from ui.pages.risk.question import Question
from ui.pages.risk.words import bands_of, explained, range_of
from ui.widgets.parts import button, card, clear, column, label

SKIPPED = ""
"""In a draft: asked, and not answered."""


class HoldPage(Page):
    """1 to 9 answer, S skips, Backspace goes back; every answer is kept as a draft at once."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.person = b""
        self.instrument_id = b""
        self.instrument: Instrument | None = None
        self.answers: dict[str, Given] = {}
        self.at: str | None = None
        """The item that is asked; None: the result shows."""
        self.tools.addWidget(button(_("Dejarlo para después"), symbol="x", then=self._to_person))
        frame, inside = card(spacing=14)
        self._lines = column(spacing=12)
        inner = QWidget()
        inner.setLayout(self._lines)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        inside.addWidget(self.area)
        self.body.addWidget(frame, 1)
        self.back = button(_("Atrás"), symbol="arrow-left", then=self._on_back)
        self.skip = button(_("Saltar (S)"), symbol="arrow-right", then=self._on_skip)
        self.again = button(_("Empezar de nuevo"), symbol="arrow-u-up-left", then=self._on_again)
        self.keep = button(_("Guardar el resultado"), "primary", "check", self._on_keep)
        for each in (self.back, self.again):
            self.foot.addWidget(each)
        self.foot.addStretch(1)
        for each in (self.skip, self.keep):
            self.foot.addWidget(each)
        self.question: Question | None = None
        self._blank()

    # --- opening ---------------------------------------------------------------------

    def open(self, argument: object = None) -> None:
        if isinstance(argument, tuple):
            self.person, self.instrument_id = argument
        self.reload()

    def reload(self) -> None:
        self._blank()
        if self.person:
            self.ask(risk_record.begin, self.person, self.instrument_id, then=self._begin)

    def leaving(self) -> None:
        self._blank()

    def _blank(self) -> None:
        self.instrument = None
        self.answers, self.at, self.question = {}, None, None
        clear(self._lines)
        self.head(_("Preguntar"))
        for each in (self.back, self.skip, self.again, self.keep):
            each.hide()

    def _begin(self, found: Holding) -> None:
        self.instrument = found.instrument
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(found.whom.nickname), folio=found.whom.folio
        )
        # Never in the title, which is cut where it is too long for the window.
        self.head(_("Preguntar"), f"{who} · {found.instrument.title}")
        self.answers = _from_draft(found.instrument, found.draft)
        waiting = [i.id for i in to_ask(found.instrument, self.answers) if i.id not in self.answers]
        self._show(waiting[0] if waiting else None)

    # --- asking ----------------------------------------------------------------------

    def _order(self) -> list[Item]:
        return list(to_ask(self.instrument, self.answers)) if self.instrument else []

    def _show(self, at: str | None) -> None:
        self.at = at
        clear(self._lines)
        self.question = None
        order = self._order()
        ids = [item.id for item in order]
        self.back.setVisible(at is None or ids.index(at) > 0)
        self.skip.setVisible(at is not None)
        self.again.setVisible(bool(self.answers))
        self.keep.setVisible(at is None)
        if at is None:
            self._show_result()
            return
        place = ids.index(at)
        told = _("Pregunta {n} de {total}").format(n=place + 1, total=len(ids))
        self._lines.addWidget(label(told, "soft"))
        self.question = Question(order[place], self.answers.get(at))
        self.question.answered.connect(self._on_answer)
        self._lines.addWidget(self.question)
        hint = _("Con el teclado: el número de la respuesta, S para saltar, Retroceso para volver.")
        self._lines.addWidget(label(hint, "small", wrap=True))
        self._lines.addStretch(1)
        self.question.setFocus()

    def _on_answer(self, given: Given) -> None:
        if self.at is None or self.instrument is None:
            return
        at = self.at
        self.answers[at] = given
        self._keep_draft()
        ids = [item.id for item in self._order()]
        after = ids[ids.index(at) + 1 :]
        self._show(after[0] if after else None)

    def _on_skip(self) -> None:
        self._on_answer(None)

    def _on_back(self) -> None:
        ids = [item.id for item in self._order()]
        place = len(ids) if self.at is None else ids.index(self.at)
        if place > 0:
            self._show(ids[place - 1])

    def _on_again(self) -> None:
        self.answers = {}
        self.ask(drafts.drop, self._draft_name(), then=lambda _none: None)
        order = self._order()
        self._show(order[0].id if order else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.at is not None and event.key() == Qt.Key.Key_S:
            self._on_skip()
        elif event.key() == Qt.Key.Key_Backspace and self.instrument is not None:
            self._on_back()
        elif self.question is None or not self.question.press(event.text()):
            super().keyPressEvent(event)

    def _draft_name(self) -> str:
        return draft_name(self.person, self.instrument_id)

    def _keep_draft(self) -> None:
        told = {key: SKIPPED if each is None else str(each) for key, each in self.answers.items()}
        self.ask(drafts.keep, self._draft_name(), told, then=lambda _none: None)

    # --- the result --------------------------------------------------------------------

    def _show_result(self) -> None:
        if self.instrument is None:
            return
        scored = score(self.instrument, self.answers)
        add = self._lines.addWidget
        add(label(bands_of(scored), "section", wrap=True))
        add(label(range_of(scored), wrap=True))
        if scored.missing:
            told = _("Lo que falta no cuenta como cero: por eso el resultado puede ser un rango.")
            add(label(told, "soft", wrap=True))
        for heading, lines in explained(scored):
            add(label(heading, "strong"))
            for each in lines:
                add(label(f"· {each}", wrap=True))
        self._lines.addStretch(1)
        self.area.verticalScrollBar().setValue(0)
        self.keep.setEnabled(bool(scored.counted))
        (self.keep if scored.counted else self.back).setFocus()

    def _on_keep(self) -> None:
        person, name = self.person, self._draft_name()

        def kept(changes: Changes) -> None:
            self.ask(drafts.drop, name, then=lambda _none: None)
            self.go.emit("risk", (person, changes.created[0]))

        self.do(
            risk.hold,
            person,
            self.instrument_id,
            dict(self.answers),
            date.today(),
            said=_("Resultado guardado."),
            then=kept,
        )

    def _to_person(self) -> None:
        self.go.emit("risk", self.person)


def _from_draft(instrument: Instrument, draft: dict[str, str]) -> dict[str, Given]:
    """What was answered before; answers that the instrument does not have are left out."""
    found: dict[str, Given] = {}
    for item in instrument.items:
        text = draft.get(item.id)
        if text is None:
            continue
        given: Given = None if text == SKIPPED else int(text) if text.isdecimal() else text
        try:
            if given is not None:
                item.worth(given)
        except ValueError:
            continue
        found[item.id] = given
    return found
