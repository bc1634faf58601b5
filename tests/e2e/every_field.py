"""Somebody who writes a new word into every field there is: every_field.py FOLDER STICK.

Plays the real window on a demonstration's folder: every page of the account, every
button that opens a dialog, every field in it, and Qt's real file dialogs. Nothing here
knows the pages by name, so that a new page is walked without a word. Prints what was
written, and where, as JSON.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from desktop.demo.build import ACCOUNTS
from desktop.host import sticks
from desktop.host.sticks import Stick
from desktop.services.entrance import Desk
from tests.e2e import first_run, stage
from tests.e2e.first_run import FirstRun
from tests.e2e.some_course import short_draft
from tests.e2e.some_duplicates import some_duplicates
from tests.e2e.some_notice import some_notice
from tests.e2e.some_referrals import some_referrals
from tests.e2e.some_rights import some_rights
from tests.e2e.some_risk import some_risk
from ui.catalogue import pages_for
from ui.widgets.dialog import Dialog

ANSWERED_EVERY_MS = 30
GIVEN_UP_MS = 300
DEPTH_MAX = 3
PRESSES_MAX = 60
ALIKE_MAX = 4
"""Of buttons that only a number tells apart, as in the rows of a list."""
DOORS_MAX = 4
STEPS_MAX = 5
NEVER = ("Bloquear", "Destruir", "Borrar todo", "Retirar")
"""Buttons that would end the play before everything was written."""


class Writer:
    """Hands on one window."""

    def __init__(self, play: stage.Play, stick: Path) -> None:
        self.play = play
        self.stick = stick
        self.words: dict[str, str] = {}
        self.dialogs: set[str] = set()
        self.asked = 0
        self._timer = QTimer(interval=ANSWERED_EVERY_MS)
        self._timer.timeout.connect(self._answer_file_dialog)
        self._timer.start()

    # --- walking ---------------------------------------------------------------

    def walk(self) -> None:
        desk = self.play.window.desk
        assert desk is not None
        for name in pages_for(desk):
            self._page(name)
        for name, argument in self._inner():
            self._page(name, argument)
        self._close()

    def try_the_door(self) -> None:
        """At the lock screen: a wrong phrase, and the dialog of who forgot hers."""
        for number in range(12):
            page = self.play.window.currentWidget()
            self._fill(page, "locked")
            doors = [each for each in self._doors(page) if each.property("kind") != "link"]
            if number >= len(doors):
                return
            self._press(doors[number])
            self._dialogs("locked", 0)

    def _inner(self) -> Iterator[tuple[str, object]]:
        """Pages that are about a record."""
        from datetime import datetime

        from desktop.services import people, today

        desk = self.play.window.desk
        assert desk is not None
        course = short_draft(desk)
        yield "notice_read", some_notice(desk)
        yield "consents", people.list_people(desk.work)[0].id
        some_duplicates(desk, date.today())
        yield "duplicates", None
        yield "missing", people.list_people(desk.work)[0].id
        # Nobody whom another page is about: a record can be closed here to whoever sits here.
        yield "person", people.list_people(desk.work)[7].id
        yield "referrals", some_referrals(desk, date.today())
        yield "rights", some_rights(desk, date.today())
        person, instrument = some_risk(desk, date.today())
        yield "risk", person
        yield "risk", people.list_people(desk.work)[1].id
        yield "risk_hold", (person, instrument)
        for name in ("plan", "protection"):
            yield name, people.list_people(desk.work)[0].id
        for step in (1, 3, 4):
            yield "intake", _left_at(desk, step)
        # First the plan: on its course's page somebody offers it, and then it stays as it is.
        yield "course_plan", (course, 1)
        yield "course", course
        found = today.today(desk.work, datetime.now()).next
        if found is not None:
            yield "group", found.group
            yield "attendance", found.session
            yield "lead", found.session
            self.play.show_sheet(found.session)
            yield "sheet", found.session
            yield "paper", found.group
            yield "handover", found.group
            # Last, since what it asks is to close the group.
            yield "closing", found.group

    def _page(self, name: str, argument: object = None) -> None:
        pressed: set[tuple[str, str, int]] = set()
        for number in range(PRESSES_MAX):
            self._show(name, argument)
            shell = self.play.window.shell
            if shell is None:
                return
            page = shell.current
            self._fill(page, name)
            door = self._next_door(page, pressed)
            if door is None:
                break
            self._press(door)
            self._dialogs(f"{name}/{number}", 0)
        for view in page.findChildren(QAbstractItemView):
            model = view.model()
            if model is not None and model.rowCount() and view.isVisible():
                view.setCurrentIndex(model.index(0, 0))
                view.activated.emit(model.index(0, 0))
                self.play.settle()
                self._dialogs(f"{name}/row", 0)
                self._show(name, argument)

    def _close(self) -> None:
        """A meeting is closed step by step, and only one of them shows."""
        self._close_all()
        if self.play.show_close():
            assert self.play.window.shell is not None
            page = self.play.window.shell.current
            for _step in range(2):
                page.go_back()  # type: ignore[attr-defined]
                self._fill(page, "close")

    def _show(self, name: str, argument: object) -> None:
        self._close_all()
        self.play.show(name, argument)

    def _next_door(self, page: QWidget, pressed: set[tuple[str, str, int]]) -> QPushButton | None:
        """The first that was not pressed yet: what a press adds does not bring the others back."""
        seen: Counter[tuple[str, str]] = Counter()
        for each in self._doors(page):
            words = re.sub(r"\d+", "#", each.accessibleName() or each.text())
            said = type(each).__name__, words
            seen[said] += 1
            if seen[said] <= ALIKE_MAX and (*said, seen[said]) not in pressed:
                pressed.add((*said, seen[said]))
                return each
        return None

    def _doors(self, root: QWidget) -> Iterator[QPushButton]:
        for each in root.findChildren(QPushButton):
            if each.isVisible() and each.isEnabled() and not self._ends(each):
                yield each

    def _ends(self, each: QPushButton) -> bool:
        words = f"{each.text()} {each.accessibleName()}"
        return any(word in words for word in NEVER)

    def _press(self, door: QPushButton) -> None:
        door.click()
        self.play.settle()

    def _dialogs(self, where: str, depth: int) -> None:
        """In what opened: write, press each of its buttons, the first one last; then close it."""
        for asked in open_dialogs()[depth:]:
            self.dialogs.add(type(asked).__name__)
            for _step in range(STEPS_MAX):
                if not isValid(asked):
                    break
                self._fill(asked, f"{where} {type(asked).__name__}")
                others = [*self._doors(asked)]
                for door in others[: DOORS_MAX if asked.primary in others else 1]:
                    if door not in (asked.cancel, asked.primary) and isValid(door):
                        self._press_in(door, where, depth)
                if not isValid(asked) or asked.primary not in self._doors(asked):
                    break
                self._press_in(asked.primary, where, depth)
                if not isValid(asked) or not asked.isVisible() or asked.problem.isVisible():
                    break
        # One that closed may have opened another in its place.
        if any(type(each).__name__ not in self.dialogs for each in open_dialogs()[depth:]):
            self._dialogs(where, depth)
        if depth == 0:
            self._close_all()

    def _press_in(self, door: QPushButton, where: str, depth: int) -> None:
        self._press(door)
        if depth < DEPTH_MAX:
            self._dialogs(where, depth + 1)

    def _close_all(self) -> None:
        for _ in range(10):
            found = open_dialogs()
            if not found:
                return
            for each in reversed(found):
                each.reject()
            self.play.settle()

    # --- writing -----------------------------------------------------------------

    def _fill(self, root: QWidget, where: str) -> None:
        for field in root.findChildren(QWidget):
            if not field.isVisible() or not field.isEnabled():
                continue
            if isinstance(field, QLineEdit) and not field.isReadOnly():
                field.setText(self._word(where, field))
                field.textEdited.emit(field.text())
                field.editingFinished.emit()
            elif isinstance(field, QPlainTextEdit | QTextEdit) and not field.isReadOnly():
                field.setPlainText(self._word(where, field))
        self.play.settle()

    def _word(self, where: str, field: QWidget) -> str:
        word = f"Zqx{len(self.words):04}ñwK"
        self.words[word] = f"{where}: {field.accessibleName() or type(field).__name__}"
        return word

    def _answer_file_dialog(self) -> None:
        """Qt's own dialog: go into a folder with a telling name, and take a file there."""
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QFileDialog):
            self.asked += 1
            asked.setDirectory(str(self.stick))
            names = {
                QFileDialog.FileMode.Directory: self.stick,
                QFileDialog.FileMode.AnyFile: self.stick / f"salida{self.asked}",
            }
            asked.selectFile(str(names.get(asked.fileMode(), self.stick / "lista.csv")))
            # Queued: what it complains of in a box of its own must not hold this timer.
            QTimer.singleShot(0, asked.accept)
            QTimer.singleShot(GIVEN_UP_MS, asked.reject)
        elif isinstance(asked, QDialog) and not isinstance(asked, Dialog):
            asked.reject()


def _left_at(desk: Desk, step: int) -> bytes:
    """An interview that somebody left at a step."""
    from desktop.services import intakes

    which = intakes.new_id()
    intakes.save(desk.work, which, date.today(), answers={"limits": 1}, step=step)
    return which


def open_dialogs() -> list[Dialog]:
    shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    return [each for each in shown if isinstance(each, Dialog)]


def begin(folder: Path) -> dict[str, str]:
    """The first run on an empty folder; what was written, except the nickname, which may show."""
    play = stage.Play(folder)
    person = FirstRun(play)
    words = {
        first_run.SITE: "first run: site",
        first_run.MUNICIPALITY: "first run: municipality",
        first_run.PHRASE: "first run: phrase",
    }
    for screen in person.begin():
        if screen == "typed":
            words[person.page.screens.code.code.spelled] = "first run: recovery code"
    play.lock()
    return words


def _court(folder: Path, writer: Writer) -> None:
    """The pages that only the men's stream has, by the same hands."""
    from desktop.services import orders, people

    writer.play = play = stage.Play(folder)
    play.strict = False
    play.unlock(ACCOUNTS[1].nickname, ACCOUNTS[1].passphrase)
    assert play.window.desk is not None
    work = play.window.desk.work
    person = people.list_people(work)[0].id
    order = orders.enter_order(work, person, orders.OrderForm()).created[0]
    for name, argument in (
        ("orders", None),
        ("orders", person),
        ("order", order),
        ("forbidden", person),
        ("notice", None),
    ):
        writer._page(name, argument)
    assert orders.get_order(work, order, date.today()).line.id == order
    play.lock()


def main(folder: Path, stick: Path) -> None:
    plugged = Stick(stick, stick.name, "1A2B-3C4D")
    sticks.mounted = lambda *_a: [plugged]  # type: ignore[assignment]
    words = begin(folder.with_name("Vereda 2"))
    play = stage.Play(folder)
    play.strict = False
    writer = Writer(play, stick)
    writer.words |= words
    writer.try_the_door()
    play.unlock(ACCOUNTS[0].nickname, ACCOUNTS[0].passphrase)
    writer.walk()
    play.lock()
    _court(folder, writer)
    print(
        json.dumps(
            {"words": writer.words, "dialogs": sorted(writer.dialogs), "asked": writer.asked}
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
