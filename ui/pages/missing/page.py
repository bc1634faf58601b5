"""What is missing of one person, as a list; each line is answered in place and kept at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import _, ngettext
from desktop.programme.schema import CONSENT, PARTICIPANT
from desktop.programme.typed import in_a_line
from desktop.services import call_card, calls, localities, person_details
from desktop.services.person_details import Sheet
from ui.calls.agreement import AgreementDialog
from ui.page import Page, Room
from ui.pages.missing.answers import (
    BirthLine,
    ChildrenLine,
    CurpLine,
    DisabilityLine,
    LanguageLine,
    PhoneSafeLine,
    PlaceLine,
)
from ui.pages.missing.line import Line, OptionsLine
from ui.pages.missing.words import OPTIONS
from ui.widgets.empty import Empty
from ui.widgets.parts import button, column, label


class MissingPage(Page):
    """Opened with a person. What was told already shows, to be corrected, on demand."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.person = b""
        self.near = ""
        self.lines: dict[str, Line] = {}
        back = "person" if "person" in room.pages else "people"
        self.count = label("", "strong")
        self.tools.addWidget(self.count)
        self.tools.addWidget(
            button(_("Persona"), "", "arrow-left", lambda: self.go.emit(back, self.person))
        )
        self.all = button(_("Ver todo"), symbol="list", then=self.reload)
        self.all.setCheckable(True)
        self.tools.addWidget(self.all)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.column = column(spacing=12)
        inner.setLayout(self.column)
        self.nothing = Empty(
            "check-circle", _("No falta nada."), _("Lo contestado se puede corregir aquí mismo.")
        )
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.area = area

    def open(self, argument: object = None) -> None:
        if isinstance(argument, bytes) and argument != self.person:
            self.person = argument
            self._drop(set(self.lines))
        self.ask_at_desk(localities.near_home, then=self._on_near)
        self.reload()

    def reload(self) -> None:
        if not self.person:
            self.head(_("Lo que falta"), _("Ábralo desde una persona."))
            return
        self.ask(person_details.sheet, self.person, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        touched = changes.touches(PARTICIPANT.number, self.person)
        if self.person and (touched or changes.touches(CONSENT.number)):
            self.reload()

    def _on_near(self, near: str) -> None:
        self.near = near
        if isinstance(line := self.lines.get("place"), PlaceLine):
            line.pick.near = near

    def _show(self, sheet: Sheet) -> None:
        who = _("{nickname} · Folio {folio}").format(
            nickname=in_a_line(sheet.nickname), folio=sheet.folio
        )
        self.head(_("Lo que falta"), who)
        left = [each.field for each in sheet.missing]
        self.count.setText(
            ngettext("Falta {n}", "Faltan {n}", len(left)).format(n=len(left)) if left else ""
        )
        wanted = left
        if self.all.isChecked():
            wanted = list(dict.fromkeys([*left, "phone_safe", *sheet.asked]))
        self._drop(self.lines.keys() - set(wanted))
        for place, field in enumerate(wanted):
            line = self.lines.get(field) or self._make(field)
            # After the sentence that nothing is missing, which hides while something is.
            if self.column.indexOf(line) != place + 1:
                self.column.insertWidget(place + 1, line)
            line.show_details(sheet.details)
        self.nothing.setVisible(not wanted)

    def _make(self, field: str) -> Line:
        line = self._line(field)
        line.answered.connect(self._on_answer)
        line.passed_over.connect(self._on_passed_over)
        self.lines[field] = line
        return line

    def _line(self, field: str) -> Line:
        if field in OPTIONS:
            return OptionsLine(field, OPTIONS[field])
        if field == "place":
            line = PlaceLine(self.room.folder)
            line.pick.near = self.near
            return line
        if field in ("consent", "contact"):
            return self._leading(field)
        made: dict[str, type[Line]] = {
            "birth": BirthLine,
            "language": LanguageLine,
            "disability": DisabilityLine,
            "children": ChildrenLine,
            "curp": CurpLine,
            "phone_safe": PhoneSafeLine,
        }
        return made[field]()  # type: ignore[call-arg]

    def _leading(self, field: str) -> Line:
        """A line whose answer is given elsewhere."""
        line = Line(field, may_pass=False)
        if field == "contact":
            agree = partial(self.ask, call_card.card, self.person, then=self._on_card)
            line.body.addWidget(button(_("Acordar cómo llamar"), symbol="phone", then=agree))
        elif "consents" in self.room.pages:
            lead = partial(self.go.emit, "consents", self.person)
            line.body.addWidget(button(_("Anotar lo que contesta"), symbol="check", then=lead))
        return line

    def _on_card(self, card: call_card.CallCard) -> None:
        dialog = AgreementDialog(self, card)
        dialog.ask(
            lambda: self.do(calls.agree, card.participant, dialog.filled(), said=_("Guardado."))
        )

    def _on_answer(self, changed: dict[str, Any]) -> None:
        self.do(person_details.save, self.person, said=_("Guardado."), **changed)

    def _on_passed_over(self, field: str) -> None:
        said = _("Ya no se le preguntará.")
        self.do(person_details.pass_over, self.person, field, said=said)

    def _drop(self, fields: set[str]) -> None:
        for field in fields:
            line = self.lines.pop(field)
            line.hide()
            self.column.removeWidget(line)
            line.deleteLater()
