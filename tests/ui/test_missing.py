"""What is missing of one person, answered line by line in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.programme.vocabulary import Answer, Disability, Schooling
from desktop.services import people, person_details
from desktop.services.person_details import Details
from tests.e2e.stage import Play
from ui.pages.missing.answers import (
    BirthLine,
    ChildrenLine,
    DisabilityLine,
    LanguageLine,
    PhoneSafeLine,
    PlaceLine,
)
from ui.pages.missing.line import OptionsLine
from ui.pages.missing.page import MissingPage


@pytest.fixture
def page(play: Play) -> MissingPage:
    assert play.window.desk is not None
    found = next(
        each for each in people.list_people(play.window.desk.work) if each.nickname == "Ola 07"
    )
    play.show("missing", found.id)
    play.settle()
    assert play.window.shell is not None
    shown = play.window.shell.current
    assert isinstance(shown, MissingPage)
    return shown


@pytest.fixture
def kept(on_disk: Callable, laptop: Path, page: MissingPage) -> Callable[[], Details]:
    """What is on disk of the person."""

    def read() -> Details:
        with on_disk(laptop) as desk:
            return person_details.get(desk.work, page.person)

    return read


def line(page: MissingPage, field: str, kind: type) -> object:
    found = page.lines[field]
    assert isinstance(found, kind)
    return found


def test_each_line_is_kept_at_once_and_leaves_the_list(
    play: Play, page: MissingPage, kept: Callable[[], Details]
) -> None:
    before = len(page.lines)
    assert str(before) in page.count.text()
    schooling = line(page, "schooling", OptionsLine)
    schooling.buttons[Schooling.PRIMARY].click()
    play.settle()
    assert "schooling" not in page.lines
    indigenous = line(page, "indigenous", OptionsLine)
    indigenous.buttons[Answer.YES].click()
    birth = line(page, "birth", BirthLine)
    QTest.keyClicks(birth.line, "42")
    assert birth.hint.text()
    QTest.keyClick(birth.line, Qt.Key.Key_Return)
    children = line(page, "children", ChildrenLine)
    QTest.keyClicks(children.line, "2")
    QTest.keyClicks(children.ages, "3 y 7")
    QTest.keyClick(children.ages, Qt.Key.Key_Return)
    disability = line(page, "disability", DisabilityLine)
    disability.boxes[Disability.SEEING].setChecked(True)
    disability.keep()
    language = line(page, "language", LanguageLine)
    QTest.keyClicks(language.pick.line, "tsot")
    QTest.keyClick(language.pick.line, Qt.Key.Key_Return)
    play.settle()
    found = kept()
    assert found.schooling is Schooling.PRIMARY
    assert found.indigenous is Answer.YES
    assert len(found.birth) == 4
    assert (found.children, found.children_ages) == (2, "3 y 7")
    assert found.disability == (Disability.SEEING,)
    assert found.language == "tzo"
    assert "interpreter" in page.lines, "asked once the language is known"
    # Six were told, one more is asked now.
    assert len(page.lines) == before - 5


def test_a_place_is_chosen_with_the_keyboard_or_kept_as_typed(
    play: Play, page: MissingPage, kept: Callable[[], Details]
) -> None:
    place = line(page, "place", PlaceLine)
    QTest.keyClicks(place.pick.line, "La Ceiba, tizimin")
    assert place.pick.open
    QTest.keyClick(place.pick.line, Qt.Key.Key_Down)
    QTest.keyClick(place.pick.line, Qt.Key.Key_Return)
    assert place.pick.code == "31096"
    QTest.keyClick(place.pick.line, Qt.Key.Key_Return)
    play.settle()
    assert (kept().place_code, kept().place_name) == ("31096", "La Ceiba")
    page.all.click()
    play.settle()
    place = line(page, "place", PlaceLine)
    assert "Tizimín" in place.pick.text
    place.pick.line.clear()
    QTest.keyClicks(place.pick.line, "Rancho Ninguno")
    QTest.keyClick(place.pick.line, Qt.Key.Key_Escape)
    place.keep()
    play.settle()
    assert (kept().place_code, kept().place_name) == ("", "Rancho Ninguno")


def test_what_somebody_would_rather_not_say_leaves_the_list(
    play: Play, page: MissingPage, kept: Callable[[], Details]
) -> None:
    page.lines["pregnant"].not_said.click()
    play.settle()
    assert "pregnant" not in page.lines
    assert kept().not_asked == {"pregnant"}
    assert kept().pregnant is None


def test_a_birth_of_tomorrow_is_said_to_be_wrong_and_not_kept(
    play: Play, page: MissingPage, kept: Callable[[], Details]
) -> None:
    birth = line(page, "birth", BirthLine)
    QTest.keyClicks(birth.line, "2099")
    QTest.keyClick(birth.line, Qt.Key.Key_Return)
    play.settle()
    assert birth.hint.text()
    assert "birth" in page.lines
    assert kept().birth == ""


def test_what_is_being_typed_stays_while_another_line_is_kept(
    play: Play, page: MissingPage
) -> None:
    children = line(page, "children", ChildrenLine)
    QTest.keyClicks(children.ages, "casi nueve")
    line(page, "pregnant", OptionsLine).buttons[Answer.NO].click()
    play.settle()
    assert line(page, "children", ChildrenLine).ages.text() == "casi nueve"


def test_a_number_and_whether_it_is_safe_are_kept_together(
    play: Play, page: MissingPage, kept: Callable[[], Details]
) -> None:
    safe = line(page, "phone_safe", PhoneSafeLine)
    safe.phone.setText("044 999 123 4567")
    safe._say(True)
    play.settle()
    assert (kept().phone, kept().phone_safe) == ("044 999 123 4567", True)
    assert "contact" in page.lines, "how to call is to be confirmed next"


def test_the_curp_is_asked_only_where_it_was_turned_on(play: Play, page: MissingPage) -> None:
    page.all.click()
    play.settle()
    assert "curp" not in page.lines
