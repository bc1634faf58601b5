"""The page of records that may be of one person, and the warning while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.host.clock import SystemClock
from desktop.services import duplicates, joining_records, people
from desktop.services.entrance import sit_down
from tests.e2e.some_duplicates import some_duplicates
from tests.e2e.stage import Play
from tests.ui.looking import dialog, every_text
from tests.ui.staffed import *  # noqa: F403 - its fixtures
from tests.ui.staffed import Staff
from tests.ui.test_reach import clipped
from ui.alike_note import AlikeNote
from ui.pages.duplicates.joining import JoinDialog
from ui.pages.duplicates.page import DuplicatesPage
from ui.pages.people.page import PeoplePage
from ui.person_form import PersonDialog


@pytest.fixture
def play(locked: Callable[..., Play], staffed: Staff) -> Play:
    desk = sit_down(staffed.folder, staffed.accounts["Colibrí"], SystemClock())
    some_duplicates(desk, date.today())
    desk.close()
    play = locked(staffed.folder)
    play.sit(staffed.accounts["Colibrí"])
    return play


def button(root: QWidget, words: str) -> QPushButton:
    """The first that says this and can be seen."""
    found = (each for each in root.findChildren(QPushButton) if each.text().strip() == words)
    return next(each for each in found if each.isVisible())


def page_at(play: Play) -> DuplicatesPage:
    play.show("duplicates")
    play.settle()
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, DuplicatesPage)
    return page


def test_two_are_joined_after_seeing_what_moves_and_separated_again(play: Play) -> None:
    page = page_at(play)
    assert play.window.desk is not None
    vault = play.window.desk.work
    assert len(duplicates.likely(vault)) == 2
    for size in ((1024, 560), (1366, 768)):
        play.resize(*size)
        assert not list(clipped(page))
    told = " ".join(every_text(page))
    assert "Dzul" not in told
    button(page, "Es la misma persona").click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, JoinDialog)
    assert "Se moverán 0 reuniones marcadas." in asked.told.text()
    gone, kept = asked.pair
    asked.stays[1].setChecked(True)
    play.settle()
    assert asked.pair == (kept, gone)
    asked.primary.click()
    play.settle()
    assert (kept, gone) in {(pair.gone, pair.kept) for pair in joining_records.joined(vault)}
    assert len(duplicates.likely(vault)) == 1
    button(page, "Son dos personas").click()
    play.settle()
    assert duplicates.likely(vault) == ()
    assert len(joining_records.joined(vault)) == 2
    for left in (1, 0):
        button(page, "Separar de nuevo").click()
        play.settle()
        assert len(joining_records.joined(vault)) == left


def test_names_show_only_while_the_eye_is_held(play: Play) -> None:
    page = page_at(play)
    page.eye.pressed.emit()
    assert any("Ximena Dzul Pech" in text for text in every_text(page))
    page.eye.released.emit()
    assert not any("Dzul" in text for text in every_text(page))
    page.eye.pressed.emit()
    play.show("today")
    assert not any("Dzul" in text for text in every_text(page))


def _typing(play: Play) -> tuple[PersonDialog, AlikeNote]:
    play.show("people")
    play.settle()
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, PeoplePage)
    page.quick.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, PersonDialog)
    assert asked.alike is not None
    QTest.keyClicks(asked.nickname, "Roca")
    QTest.keyClicks(asked.name, "Jimena Dzul")
    asked.alike.look()
    play.settle()
    return asked, asked.alike


def test_who_types_a_known_name_is_told_and_not_stopped(play: Play) -> None:
    asked, note = _typing(play)
    assert play.window.desk is not None
    vault = play.window.desk.work
    assert note.isVisibleTo(asked)
    assert any("Zarza" in text for text in every_text(note))
    for _ in range(2):
        button(note, "Es otra persona").click()
        play.settle()
    assert not note.isVisibleTo(asked)
    asked.primary.click()
    play.settle()
    (new,) = (line.id for line in people.list_people(vault) if line.nickname == "Roca")
    assert duplicates.like(vault, name="Jimena Dzul", but=new) == ()


def test_it_is_the_same_person_opens_her_and_keeps_nothing(play: Play) -> None:
    _asked, note = _typing(play)
    assert play.window.desk is not None
    before = len(people.list_people(play.window.desk.work))
    button(note, "Es la misma persona").click()
    play.settle()
    assert len(people.list_people(play.window.desk.work)) == before
    assert play.window.shell is not None
    assert getattr(play.window.shell.current, "person", None) is not None
