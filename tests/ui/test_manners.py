from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.demo.build import ACCOUNTS
from desktop.services import attendance, people
from desktop.services.attendance import Sheet
from desktop.services.entrance import enter
from desktop.vault.cards import list_accounts
from sync.carriers import boxes
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import dialog, dialogs, every_text
from ui import arrivals, notice
from ui.manners import Manners
from ui.pages.attendance.dialogs import EarlyDialog, UnmarkedDialog
from ui.pages.attendance.page import AttendancePage
from ui.pages.people.page import PeoplePage
from ui.tasks import Tasks
from ui.widgets.dialog import Dialog

NOTCH = 120
A_WEEK_AHEAD = 1
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def board(qapp: QApplication) -> Iterator[QWidget]:
    """An empty window under the manners of the application."""
    made = QWidget()
    QVBoxLayout(made)
    qapp.installEventFilter(Manners(made))
    yield made
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def put(board: QWidget, widget: W) -> W:
    layout = board.layout()
    assert layout is not None
    layout.addWidget(widget)
    board.show()
    board.activateWindow()
    widget.setFocus()
    return widget


def roll(widget: QWidget) -> QWheelEvent:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_changes_no_number_and_no_choice_even_in_focus(board: QWidget) -> None:
    number = put(board, QSpinBox(value=7))
    choice = put(board, QComboBox())
    choice.addItems(["uno", "dos", "tres"])
    inner = number.findChild(QLineEdit)
    assert inner is not None
    for widget in (number, inner, choice):
        widget.setFocus()
        roll(widget)
    assert number.value() == 7
    assert choice.currentIndex() == 0
    QTest.keyClick(number, Qt.Key.Key_Up)
    assert number.value() == 8


def test_enter_presses_the_button_in_focus_and_a_disabled_one_never(board: QWidget) -> None:
    pressed: list[bool] = []
    press = put(board, QPushButton("Seguir"))
    press.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(press, Qt.Key.Key_Return)
    QTest.keyClick(press, Qt.Key.Key_Enter)
    assert len(pressed) == 2
    press.setEnabled(False)
    QTest.keyClick(press, Qt.Key.Key_Return)
    assert len(pressed) == 2


def test_an_enter_held_down_presses_nothing_again(board: QWidget) -> None:
    pressed: list[bool] = []
    press = put(board, QPushButton("Seguir"))
    press.clicked.connect(lambda: pressed.append(True))
    for again in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", again
        )
        QApplication.sendEvent(press, event)
    assert len(pressed) == 1


def test_enter_on_cancel_cancels_and_enter_in_a_field_goes_on(board: QWidget) -> None:
    board.show()
    codes = Dialog.DialogCode
    for on_cancel, result in ((True, codes.Rejected), (False, codes.Accepted)):
        asked = Dialog(board, "Título", "Guardar")
        field = QLineEdit()
        asked.body.addWidget(field)
        answers: list[int] = []
        asked.finished.connect(answers.append)
        asked.open()
        QTest.keyClick(asked.cancel if on_cancel else field, Qt.Key.Key_Return)
        assert answers == [int(result)]
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# --- a meeting that has not come ---------------------------------------------------


@pytest.fixture
def ahead(play: Play, demonstration: Demonstration) -> AttendancePage:
    """The list of next week's meeting."""
    play.show("attendance", demonstration.sessions[A_WEEK_AHEAD])
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, AttendancePage)
    return page


def sheet_on_disk(on_disk: Callable[..., Any], laptop: Path, demonstration: Demonstration) -> Sheet:
    with on_disk(laptop) as desk:
        return attendance.sheet(desk.work, demonstration.sessions[A_WEEK_AHEAD])


def test_a_meeting_that_has_not_come_is_not_ended_by_enter_alone(
    play: Play,
    ahead: AttendancePage,
    on_disk: Callable[..., Any],
    laptop: Path,
    demonstration: Demonstration,
) -> None:
    before = sheet_on_disk(on_disk, laptop, demonstration)
    assert before.date == date.today() + timedelta(weeks=A_WEEK_AHEAD)
    ahead._on_end()
    asked = dialog()
    assert isinstance(asked, EarlyDialog)
    assert any(str(before.date.year) in text for text in every_text(asked))
    play.settle()
    assert asked.focusWidget() is asked.cancel
    QTest.keyClick(asked.cancel, Qt.Key.Key_Return)
    play.settle()
    assert not dialogs()
    assert play.window.focusWidget() is ahead.view
    assert sheet_on_disk(on_disk, laptop, demonstration) == before


def test_a_meeting_can_be_ended_before_its_day_when_asked_for(
    play: Play,
    ahead: AttendancePage,
    on_disk: Callable[..., Any],
    laptop: Path,
    demonstration: Demonstration,
) -> None:
    ahead._on_end()
    dialog().primary.click()
    unmarked = next(each for each in dialogs() if isinstance(each, UnmarkedDialog))
    unmarked.primary.click()
    play.settle()
    assert ahead.model.closed
    after = sheet_on_disk(on_disk, laptop, demonstration)
    assert all(line.state is None for line in after.lines)


# --- people ------------------------------------------------------------------------


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many people each reading of the whole list found."""
    found: list[int] = []
    read = people.list_people

    def counted(*args: object) -> object:
        lines = read(*args)  # type: ignore[arg-type]
        found.append(len(lines))
        return lines

    monkeypatch.setattr(people, "list_people", counted)
    return found


def people_page(play: Play, argument: object = None) -> PeoplePage:
    play.show("people", argument)
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, PeoplePage)
    return page


def test_the_list_of_people_is_read_again_only_after_somebody_changed(
    play: Play, readings: list[int]
) -> None:
    people_page(play)
    play.show("today")
    people_page(play)
    assert len(readings) == 1
    play.show("today")
    assert play.window.desk is not None
    assert play.window.shell is not None
    added = people.add_person(play.window.desk.work, people.PersonForm(nickname="Nube Alta"))
    play.window.shell.broadcast(added)
    play.settle()
    assert len(readings) == 1
    page = people_page(play)
    assert len(readings) == 2
    assert any(line.nickname == "Nube Alta" for line in page.model.rows)


def test_the_list_shows_whom_another_page_names_over_an_old_search(
    play: Play, demonstration: Demonstration
) -> None:
    page = people_page(play)
    wanted = next(line for line in page.model.rows if line.nickname == "Ola 17")
    page.search.setText("ola 03")
    play.show("today")
    people_page(play, wanted.id)
    assert page.model.row(page.table.currentIndex()).nickname == "Ola 17"
    assert page.search.text() == ""


def test_nobody_else_opens_in_place_of_somebody_who_is_not_there(play: Play) -> None:
    play.strict = False
    play.show("person", bytes(16))
    assert play.window.shell is not None
    assert isinstance(play.window.shell.current, PeoplePage)
    play.troubles.clear()


# --- after unlocking -----------------------------------------------------------------


def test_what_the_last_lock_left_is_sealed_a_batch_at_a_time_and_taps_go_between(
    laptop: Path, qapp: QApplication, qtbot: object
) -> None:
    mens = ACCOUNTS[1]
    cards = {card.nickname: card.id for card in list_accounts(laptop)}
    desk = enter(laptop, cards[mens.nickname], mens.passphrase)
    tasks = Tasks()
    outbox = boxes.outbox(laptop)
    before = len(list(boxes.batch_files(outbox)))
    seen: list[int] = []
    over: list[bool] = []

    def tap() -> None:
        """One call of a person's, asked for again as soon as it has been done."""
        tasks.run(lambda: len(list(boxes.batch_files(outbox))), then=tapped)

    def tapped(count: int) -> None:
        seen.append(count)
        if not over:
            tap()

    tap()
    arrivals.seal_rest(tasks, desk, laptop, then=lambda: over.append(True))
    qtbot.waitUntil(lambda: bool(over) and not tasks.busy, timeout=30_000)  # type: ignore[attr-defined]
    tasks.finish()
    desk.close()
    assert seen[-1] - before > 1
    steps = [later - earlier for earlier, later in pairwise(seen)]
    assert max(steps) <= len(desk.vaults)


def test_sending_goes_on_where_sealing_cannot(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.vault.troubles import DiskFull
    from sync.client import outbox

    def refuse(*_args: object, **_values: object) -> None:
        raise DiskFull

    monkeypatch.setattr(outbox, "seal_pending", refuse)
    went_on: list[bool] = []
    assert play.window.desk is not None
    arrivals.seal_rest(
        play.window.tasks, play.window.desk, play.folder, then=lambda: went_on.append(True)
    )
    play.settle()
    assert went_on == [True]


# --- before there is a window ----------------------------------------------------------


def test_what_goes_wrong_before_there_is_a_window_is_told_in_three_sentences(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ["El disco está lleno.", "Todo lo guardado sigue guardado.", "Libere espacio."]
    asked = json.dumps({"language": "es", "sentences": told})
    monkeypatch.setattr(sys, "stdin", io.StringIO(asked))
    seen: list[str] = []

    def read_and_close() -> None:
        shown = dialog()
        seen.extend([*every_text(shown), shown.windowTitle()])
        QTest.keyClick(shown, Qt.Key.Key_Return)

    QTimer.singleShot(0, read_and_close)
    assert notice.main([]) == 0
    assert set(told) <= set(seen)
    assert "Vereda" in seen
