"""Answers to try the rule with. Nothing of it is kept, and it is about nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QComboBox, QFrame

from desktop.i18n import _, tell
from desktop.programme.eligibility import Recommendation, Rule, recommend
from desktop.programme.intake_answers import Answers
from desktop.programme.vocabulary import Answer, Outcome, Stream
from ui.dates import long_date
from ui.pages.eligibility.words import ANSWERS, OUTCOMES, QUESTIONS
from ui.widgets.parts import button, card, clear, column, label, row


class Trying:
    """A card with the questions that the rule asks about, and what it says of the answers."""

    def __init__(self, stream: Stream) -> None:
        self.frame: QFrame
        self.frame, inside = card(spacing=10)
        self._stream, self._rule, self._places = stream, Rule(()), dict[int, int]()
        self.boxes: dict[str, QComboBox] = {}
        inside.addWidget(label(_("Pruébela"), "section"))
        self.said = label("", "strong", wrap=True)
        self.whys = label("", "small", wrap=True)
        inside.addWidget(self.said)
        inside.addWidget(self.whys)
        self.questions = column(spacing=6)
        inside.addLayout(self.questions)
        again = button(_("Borrar las respuestas"), then=self._empty)
        inside.addLayout(row(again, None))

    def show_rule(self, rule: Rule) -> None:
        """Keep what was answered to the questions that are still asked."""
        answered = {name: box.currentData() for name, box in self.boxes.items()}
        self._rule = rule
        self._places = {line.number: place for place, line in enumerate(rule.rows, 1)}
        asked = {name for line in rule.rows if line.on for name in line.when}
        clear(self.questions)
        self.boxes = {}
        for name in (name for name in QUESTIONS if name in asked):
            self._add(name, answered.get(name))
        self._judge()

    def _add(self, name: str, answered: object) -> None:
        box = QComboBox()
        box.setAccessibleName(_(QUESTIONS[name]))
        box.addItem(_("Sin preguntar"), None)
        for answer, words in ANSWERS.items():
            box.addItem(_(words), answer)
            if answer is answered:
                box.setCurrentIndex(box.count() - 1)
        box.currentIndexChanged.connect(lambda _at: self._judge())
        line = row(label(_(QUESTIONS[name]), wrap=True), box)
        line.setStretch(0, 1)
        self.questions.addLayout(line)
        self.boxes[name] = box

    def _empty(self) -> None:
        for box in self.boxes.values():
            box.setCurrentIndex(0)

    def _judge(self) -> None:
        given = {
            name: Answer(box.currentData())
            for name, box in self.boxes.items()
            if box.currentData() is not None
        }
        found = recommend(self._rule, Answers(stream=self._stream, **given), date.today())
        self.said.setText(_of(found))
        places = (self._places[number] for number in found.rows if number in self._places)
        lines = _lines(places)
        self.whys.setText("\n".join((*([lines] if lines else []), *map(tell, found.whys))))
        self.whys.setVisible(bool(self.whys.text()))


def _lines(places: Iterable[int]) -> str:
    told = ", ".join(map(str, places))
    return _("Por la línea {lines}.").format(lines=told) if told else ""


def _of(found: Recommendation) -> str:
    if found.outcome is None:
        return _("Sin recomendación: decide quien entrevista.")
    if found.outcome is Outcome.DEFERRED and found.until is not None:
        return _("Recomienda: espera hasta el {day}").format(day=long_date(found.until))
    return _("Recomienda: {outcome}").format(outcome=_(OUTCOMES[found.outcome]))
