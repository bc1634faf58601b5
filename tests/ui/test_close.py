"""Closing a meeting takes a few keys, and shows nothing while the group is in the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.programme.vocabulary import AttendanceState, CallOutcome
from desktop.services import attendance, close_meeting, groups, people
from desktop.services.close_meeting import CloseFacts
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.close.missed import MissedStep
from ui.pages.close.money import MoneyStep
from ui.pages.close.page import ClosePage
from ui.pages.close.worry import WorryStep
from ui.widgets.rowbutton import RowButton

PHONE = "312 555 0101"
KEYS_AT_MOST = 40
"""For eight people: with a second and a half a key, a minute of the three."""


class Group:
    """Eight people who met twice; the first of them came to neither."""

    def __init__(self, play: Play) -> None:
        assert play.window.desk is not None
        vault = play.window.desk.work
        started = date.today() - timedelta(weeks=1)
        self.id = groups.create_group(
            vault, NewGroup("Grupo Ceiba", start_date=started, start_minute=600, place="Salón")
        ).created[0]
        forms = [PersonForm(nickname=f"Hoja {n}", phone=PHONE, phone_safe=True) for n in range(8)]
        self.people = [people.add_person(vault, form).created[0] for form in forms]
        groups.add_to_group(vault, self.id, self.people)
        self.sessions = [line.id for line in groups.get_group(vault, self.id).sessions]
        for session in self.sessions[:2]:
            for number, person in enumerate(self.people):
                state = AttendanceState.PRESENT if number else AttendanceState.ABSENT
                attendance.mark(vault, session, person, state)
            attendance.finish(vault, session)


@pytest.fixture
def group(play: Play) -> Group:
    return Group(play)


@pytest.fixture
def page(play: Play, group: Group) -> ClosePage:
    play.show("close", group.sessions[1])
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, ClosePage)
    return found


@pytest.fixture
def facts(on_disk: Callable, laptop: Path, group: Group) -> Callable[[], CloseFacts]:
    """What a second connection finds of the meeting."""

    def read() -> CloseFacts:
        with on_disk(laptop) as desk:
            return close_meeting.facts(desk.work, group.sessions[1])

    return read


class Keys(QObject):
    """A person at the keyboard, and how often she pressed a key."""

    def __init__(self, play: Play) -> None:
        super().__init__()
        self.play = play
        self.count = 0

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            focus = QApplication.focusWidget() or self.play.window.focusWidget()
            QTest.keyClick(focus, key)
            self.count += 1
            self.play.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.play.window.focusWidget(), text)
        self.count += len(text)
        self.play.settle()


def test_a_group_of_eight_is_closed_by_keyboard_in_a_few_keys(
    play: Play, group: Group, page: ClosePage, facts: Callable[[], CloseFacts]
) -> None:
    keys = Keys(play)
    enter, tab = Qt.Key.Key_Return, Qt.Key.Key_Tab
    keys.press(enter)  # the group has left
    keys.press(enter)  # who did not come
    keys.type("folio 8163")
    keys.press(tab, enter)
    keys.type("50")
    keys.press(enter)  # to everybody who came
    keys.press(enter)
    keys.press(enter)  # the next date
    assert play.window.shell is not None
    assert type(play.window.shell.current).__name__ == "TodayPage"
    kept = facts()
    assert (kept.worry, kept.total_cents) == ("folio 8163", 7 * 5_000)
    assert keys.count <= KEYS_AT_MOST


def test_every_step_can_be_passed_over_and_nothing_is_invented(
    play: Play, page: ClosePage, facts: Callable[[], CloseFacts]
) -> None:
    for _step in range(5):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        play.settle()
    assert play.window.shell is not None
    assert play.window.shell.current is not page
    kept = facts()
    assert (kept.worry, kept.total_cents) == ("", 0)


def test_nothing_of_absences_shows_before_the_group_has_left(page: ClosePage) -> None:
    shown = [each for each in page.findChildren(RowButton) if each.isVisible()]
    assert not shown
    assert page.gate.isVisible()
    assert not page.frame.isVisible()


def test_who_missed_twice_leads_to_the_call_card_and_then_no_more(
    play: Play, group: Group, page: ClosePage
) -> None:
    page.go_on()
    play.settle()
    first = page.findChildren(RowButton)[0]
    assert "seguro llamar" in first.accessibleName()
    first.click()
    play.settle()
    asked = dialog()
    asked.came.setCurrentIndex(asked.came.findData(CallOutcome.NO_CONTACT))
    asked.primary.click()
    play.settle()
    assert not dialogs()
    step = next(each for each in page.steps if isinstance(each, MissedStep))
    rows = [each for each in step.findChildren(RowButton) if each.isVisible()]
    assert [each.accessibleName().endswith("No vino") for each in rows] == [True]


def test_one_amount_is_corrected_and_one_taken_back(
    play: Play, group: Group, page: ClosePage, facts: Callable[[], CloseFacts]
) -> None:
    for _step in range(3):
        page.go_on()
    money = next(each for each in page.steps if isinstance(each, MoneyStep))
    money.amount.setText("50")
    button(money, "Dar a las 7 que vinieron").click()
    play.settle()
    assert "Total: $350.00" in every_text(money)
    rows = [money.rows.itemAt(at).widget() for at in range(money.rows.count())]
    rows[0].amount.setText("80.50")
    QTest.keyClick(rows[0].amount, Qt.Key.Key_Return)
    play.settle()
    assert facts().total_cents == 6 * 5_000 + 8_050
    rows = [money.rows.itemAt(at).widget() for at in range(money.rows.count())]
    rows[1].box.click()
    play.settle()
    assert facts().total_cents == 5 * 5_000 + 8_050
    assert page.isVisible()


def test_an_amount_that_is_none_is_asked_for_again_and_nothing_is_written(
    play: Play, page: ClosePage, facts: Callable[[], CloseFacts]
) -> None:
    for _step in range(3):
        page.go_on()
    money = next(each for each in page.steps if isinstance(each, MoneyStep))
    money.amount.setText("cincuenta")
    QTest.keyClick(money.amount, Qt.Key.Key_Return)
    play.settle()
    assert money.problem.isVisible()
    assert facts().total_cents == 0


@pytest.mark.parametrize("how", ["back", "other page", "lock"])
def test_a_worry_that_is_being_typed_is_kept_however_the_page_is_left(
    play: Play, page: ClosePage, facts: Callable[[], CloseFacts], how: str
) -> None:
    page.go_on()
    page.go_on()
    worry = next(each for each in page.steps if isinstance(each, WorryStep))
    worry.text.setPlainText("llegó muy callada")
    if how == "back":
        QTest.keyClick(worry.text, Qt.Key.Key_Escape)
    elif how == "other page":
        play.show("today")
    else:
        play.window.lock()
        play.until("the end", lambda: play.ended is not None)
    play.settle()
    assert facts().worry == "llegó muy callada"


def test_a_meeting_that_has_not_ended_is_not_closed(play: Play, group: Group) -> None:
    play.show("close", group.sessions[2])
    assert play.window.shell is not None
    page = play.window.shell.current
    assert "Esta reunión todavía no termina" in every_text(page)
    assert not page.primary.isVisible()  # type: ignore[attr-defined]
    button(page.unknown, "Ver la lista").click()  # type: ignore[attr-defined]
    play.settle()
    assert type(play.window.shell.current).__name__ == "AttendancePage"
