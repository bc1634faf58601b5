"""The questions whose answers are typed or ticked, each kept by its own button or by Enter."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPushButton

from desktop.i18n import _, tell
from desktop.programme import curp
from desktop.programme.person_fields import age, read_birth
from desktop.programme.vocabulary import Disability
from desktop.services.person_details import CHILDREN_MAX, PLACE_MAX_CHARS, Details
from ui.pages.missing.line import Line
from ui.pages.missing.words import CURP_FLAWS, DIFFICULTIES, NOTHING_HARD, QUESTIONS
from ui.theme import theme
from ui.widgets.language_pick import LanguagePick
from ui.widgets.parts import button, label, row
from ui.widgets.phone_line import PhoneLine
from ui.widgets.place_search import PlaceSearch
from ui.widgets.typed_line import bound, too_long


class TypedAnswer(Line):
    """A line to type in, what it is read as, and Keep. Subclasses say what to keep."""

    def __init__(self, field: str, example: str) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.setAccessibleName(tell(QUESTIONS[field]))
        self.line.setPlaceholderText(example)
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self.keep)
        self.hint = label("", "small", wrap=True)
        self.hint.hide()
        typed = row(self.line, _keep(self))
        typed.setStretch(0, 1)
        self.body.addLayout(typed)
        self.body.addWidget(self.hint)

    def put(self, text: str) -> None:
        if not self.line.hasFocus() and text:
            self.line.setText(text)

    def _look(self) -> None:
        self.hint.setText(self.read())
        self.hint.setVisible(bool(self.hint.text()))

    def read(self) -> str:
        """What the program makes of it, or what is wrong."""
        return ""

    def keep(self) -> None:
        """Emit `answered` when there is something that can be kept."""


class BirthLine(TypedAnswer):
    """A year, a date or an age; an age is kept as the year that it comes to."""

    def __init__(self) -> None:
        super().__init__("birth", _("Por ejemplo 1984, 23/11/1984 o 42"))

    def show_details(self, details: Details) -> None:
        self.put(_shown_birth(details.birth))

    def read(self) -> str:
        birth = read_birth(self.line.text(), date.today())
        if birth.ahead:
            return _("Esa fecha de nacimiento todavía no llega. Revise el año.")
        if not birth.ok:
            return _("Escriba el año, por ejemplo 1984, o el día así: 23/11/1984.")
        found = age(birth.kept, date.today())
        if found is None:
            return ""
        if found.about:
            return _("Unos {years} años: nació hacia {year}.").format(
                years=found.years, year=birth.kept
            )
        return _("{years} años.").format(years=found.years)

    def keep(self) -> None:
        birth = read_birth(self.line.text(), date.today())
        if birth.ok and birth.kept:
            self.answered.emit({"birth": birth.kept})
        else:
            self.line.setFocus()


class CurpLine(TypedAnswer):
    """A wrong one is said to be wrong, and kept: it may stand so on the paper."""

    def __init__(self) -> None:
        super().__init__("curp", _("18 letras y números"))
        bound(self.line, PLACE_MAX_CHARS)

    def show_details(self, details: Details) -> None:
        self.put(details.curp)

    def read(self) -> str:
        flaw = curp.check(self.line.text()).reason
        return "" if flaw is None else tell(CURP_FLAWS[flaw])

    def keep(self) -> None:
        if curp.plain(self.line.text()) and too_long(self) is None:
            self.answered.emit({"curp": self.line.text()})


class ChildrenLine(TypedAnswer):
    """How many, and of what ages in words."""

    def __init__(self) -> None:
        super().__init__("children", _("Cuántos; 0 si no tiene"))
        self.ages = QLineEdit()
        self.ages.setPlaceholderText(_("Edades, por ejemplo 3, 7 y 12"))
        self.ages.setAccessibleName(_("Edades"))
        self.ages.returnPressed.connect(self.keep)
        bound(self.ages, PLACE_MAX_CHARS)
        self.body.insertWidget(2, self.ages)

    def show_details(self, details: Details) -> None:
        self.put("" if details.children is None else str(details.children))
        if not self.ages.hasFocus() and details.children_ages:
            self.ages.setText(details.children_ages)

    def read(self) -> str:
        text = self.line.text().strip()
        if not text or self._count() is not None:
            return ""
        return _("Escriba un número de 0 a {most}.").format(most=CHILDREN_MAX)

    def keep(self) -> None:
        count = self._count()
        if count is not None and too_long(self) is None:
            self.answered.emit({"children": count, "children_ages": self.ages.text()})

    def _count(self) -> int | None:
        text = self.line.text().strip()
        # Three digits at most: Python refuses to read numbers of thousands.
        number = int(text) if text.isdecimal() and len(text) < 4 else -1
        return number if 0 <= number <= CHILDREN_MAX else None


class LanguageLine(Line):
    """Choosing from the list keeps it."""

    def __init__(self) -> None:
        super().__init__("language")
        self.pick = LanguagePick()
        self.pick.picked.connect(self._say)
        self.body.addWidget(self.pick)

    def show_details(self, details: Details) -> None:
        if not self.pick.line.hasFocus() and not self.pick.unsettled:
            self.pick.set_code(details.language)

    def _say(self, code: object) -> None:
        if code:
            self.answered.emit({"language": code})


class PlaceLine(Line):
    """A place of INEGI's list, or one that was only typed."""

    def __init__(self, folder: Path) -> None:
        super().__init__("place")
        self.pick = PlaceSearch(folder)
        bound(self.pick.line, PLACE_MAX_CHARS)
        self.pick.line.returnPressed.connect(self.keep)
        keep = _keep(self)
        typed = row(self.pick, keep)
        typed.setStretch(0, 1)
        typed.setAlignment(keep, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(typed)

    def show_details(self, details: Details) -> None:
        if not self.pick.line.hasFocus() and not self.pick.text:
            self.pick.set_place(details.place_code, details.place_name)

    def keep(self) -> None:
        if self.pick.name and too_long(self) is None:
            self.answered.emit({"place_code": self.pick.code, "place_name": self.pick.name})


class DisabilityLine(Line):
    """The six questions of the Washington Group, and "none of them"."""

    def __init__(self) -> None:
        super().__init__("disability")
        self.boxes: dict[Disability, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        for place, (each, words) in enumerate(DIFFICULTIES.items()):
            box = QCheckBox(tell(words))
            self.boxes[each] = box
            grid.addWidget(box, *divmod(place, 2))
        self.body.addLayout(grid)
        none = button(tell(NOTHING_HARD), "choice", then=self._none)
        none.setMinimumHeight(theme().px(48))
        self.body.addLayout(row(none, None, _keep(self)))

    def show_details(self, details: Details) -> None:
        if details.disability:
            for each, box in self.boxes.items():
                box.setChecked(each in details.disability)

    def keep(self) -> None:
        ticked = tuple(each for each, box in self.boxes.items() if box.isChecked())
        if ticked:
            self.answered.emit({"disability": ticked})

    def _none(self) -> None:
        for box in self.boxes.values():
            box.setChecked(False)
        self.answered.emit({"disability": (Disability.NONE,)})


class PhoneSafeLine(Line):
    """The number, and whether she or he says that calling it is safe: kept together."""

    def __init__(self) -> None:
        super().__init__("phone_safe", may_pass=False)
        self.phone = PhoneLine()
        self.phone.setPlaceholderText(_("Teléfono"))
        self.body.addWidget(self.phone)
        self.body.addWidget(self.phone.hint)
        answers = row()
        for words, safe in (
            (_("Dijo que sí es seguro"), True),
            (_("Dijo que no es seguro: no llamar"), False),
        ):
            made = button(words, "choice", then=partial(self._say, safe))
            made.setMinimumHeight(theme().px(48))
            answers.addWidget(made, 1)
        self.body.addLayout(answers)

    def show_details(self, details: Details) -> None:
        if not self.phone.hasFocus() and details.phone:
            self.phone.setText(details.phone)

    def _say(self, safe: bool) -> None:
        if too_long(self) is None:
            self.answered.emit({"phone": self.phone.text(), "phone_safe": safe})


def _keep(line: TypedAnswer | PlaceLine | DisabilityLine) -> QPushButton:
    made = button(_("Guardar"), symbol="check", then=lambda: line.keep())
    made.setAccessibleDescription(tell(QUESTIONS[line.field]))
    return made


def _shown_birth(kept: str) -> str:
    if len(kept) != len("1984-11-23"):
        return kept
    year, month, day = kept.split("-")
    return f"{int(day)}/{int(month)}/{year}"
