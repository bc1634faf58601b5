from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services import people
from desktop.services.people import PersonForm
from tests.e2e.stage import Play
from tests.ui.conftest import busy_disk
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.people.page import PeoplePage
from ui.pages.person.page import PersonPage

HIDDEN = "Nombre Oculto"


@pytest.fixture
def page(play: Play) -> PeoplePage:
    play.show("people")
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, PeoplePage)
    return found


@pytest.fixture
def saved(on_disk: Callable, laptop: Path) -> Callable[[str], people.Person]:
    """The person of a nickname, as on disk."""

    def read(nickname: str) -> people.Person:
        with on_disk(laptop) as desk:
            found = [p for p in people.list_people(desk.work) if p.nickname == nickname]
            assert len(found) == 1
            return people.get_person(desk.work, found[0].id)

    return read


def test_searching_folds_accents_and_case_and_finds_every_word(
    play: Play, page: PeoplePage
) -> None:
    total = page.model.rowCount()
    for text, nickname in (("RÍO", "río"), ("rio", "río"), ("maiz", "maíz"), ("ola 07", "ola 07")):
        page.search.setText(text)
        names = {line.nickname.lower() for line in page.model.rows}
        assert nickname in names, text
        assert page.model.rowCount() < total
    page.search.setText("nadie se llama así")
    assert page.model.rowCount() == 0
    assert not page.record.isEnabled()
    page.search.clear()
    assert page.model.rowCount() == total


def test_a_change_from_elsewhere_disturbs_neither_the_search_nor_the_choice(
    play: Play, page: PeoplePage
) -> None:
    page.search.setFocus()
    QTest.keyClicks(page.search, "ola 1")
    page.table.setCurrentIndex(page.model.index(4, 0))
    chosen, found = page._chosen_id(), page.model.rowCount()
    assert play.window.desk is not None
    assert play.window.shell is not None
    changes = people.add_person(play.window.desk.work, PersonForm(nickname="Ola 1 nueva"))
    play.window.shell.broadcast(changes)
    play.settle()
    assert page.search.text() == "ola 1"
    assert play.window.focusWidget() is page.search
    assert page._chosen_id() == chosen
    assert page.model.rowCount() == found + 1


def test_somebody_is_added_with_a_nickname_alone(
    play: Play, page: PeoplePage, saved: Callable
) -> None:
    page.quick.click()
    asked = dialog()
    QTest.keyClicks(asked.nickname, "Calandria Azul")
    QTest.keyClick(asked.nickname, Qt.Key.Key_Return)
    play.settle()
    assert not dialogs()
    assert saved("Calandria Azul").folio
    assert page.model.row(page.table.currentIndex()).nickname == "Calandria Azul"


def test_a_correction_is_kept_and_the_toast_takes_it_back(
    play: Play, page: PeoplePage, saved: Callable
) -> None:
    choose(page, "Ola 07")
    page.record.click()
    play.settle()
    assert play.window.shell is not None
    hub = play.window.shell.current
    assert isinstance(hub, PersonPage)
    hub._on_alone()
    play.settle()
    hub.edit.click()
    play.settle()
    asked = dialog()
    assert asked.name.text() == f"{HIDDEN} 07"
    asked.phone.setText("555 010 0777")
    asked.safe.setCurrentIndex(asked.safe.findData(False))
    asked.primary.click()
    play.settle()
    assert (saved("Ola 07").phone, saved("Ola 07").phone_safe) == ("555 010 0777", False)
    button(play.window.shell.toast, "Deshacer").click()
    play.settle()
    assert saved("Ola 07").phone == ""


def test_a_year_that_is_none_is_asked_for_again(play: Play, page: PeoplePage) -> None:
    page.quick.click()
    asked = dialog()
    asked.birth.setText("ochenta")
    asked.primary.click()
    assert asked.isVisible()
    assert "1984" in asked.problem.text()


def test_names_show_only_while_the_eye_is_held(play: Play, page: PeoplePage) -> None:
    choose(page, "Ola 07")
    assert not names_on(page)
    QTest.mousePress(page.eye, Qt.MouseButton.LeftButton)
    play.settle()
    assert names_on(page) == [f"{HIDDEN} 07"]
    QTest.mouseRelease(page.eye, Qt.MouseButton.LeftButton)
    assert not names_on(page)


def test_a_name_that_arrives_after_the_eye_was_let_go_does_not_show(
    play: Play, page: PeoplePage
) -> None:
    choose(page, "Ola 07")
    with busy_disk(play):
        QTest.mousePress(page.eye, Qt.MouseButton.LeftButton)
        QTest.mouseRelease(page.eye, Qt.MouseButton.LeftButton)
    assert not names_on(page)


@pytest.mark.parametrize("how", ["other person", "other page", "cover"])
def test_a_name_does_not_stay_when_something_else_comes(
    play: Play, page: PeoplePage, how: str
) -> None:
    page.search.setText("Ola 0")
    QTest.mousePress(page.eye, Qt.MouseButton.LeftButton)
    play.settle()
    assert names_on(page)
    if how == "other person":
        page.table.setCurrentIndex(page.model.index(3, 0))
    elif how == "other page":
        play.show("today")
    else:
        play.window.cover()
    assert not names_on(page)


def choose(page: PeoplePage, nickname: str) -> None:
    row = next(i for i, line in enumerate(page.model.rows) if line.nickname == nickname)
    page.table.setCurrentIndex(page.model.index(row, 0))


def names_on(page: PeoplePage) -> list[str]:
    return [text for text in every_text(page) if HIDDEN in text]
