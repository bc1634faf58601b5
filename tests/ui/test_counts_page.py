"""The counts on screen: what is published is what was shown, and small numbers stay hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from desktop.host.sticks import Stick
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, counts, groups, people
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from tests.e2e.stage import Play
from tests.ui.looking import dialog, every_text
from ui.pages.counts.page import CountsPage
from ui.pages.counts.publish import PublishDialog
from ui.widgets.empty import Empty

WEEK = timedelta(days=7)
THIS_MONTH = date.today().replace(day=1)


@pytest.fixture
def met(beginner: Play) -> Play:
    """A programme of one group: six people came once this month, two of them to a second one."""
    assert beginner.window.desk is not None
    vault = beginner.window.desk.work
    group = groups.create_group(vault, NewGroup("Ceiba", THIS_MONTH, 600, sessions=2)).created[0]
    persons = [people.add_person(vault, PersonForm()).created[0] for _ in range(6)]
    groups.add_to_group(vault, group, persons)
    for session, came in zip(groups.get_group(vault, group).sessions, (6, 3), strict=True):
        for place, person in enumerate(persons):
            state = AttendanceState.PRESENT if place < came else AttendanceState.ABSENT
            attendance.mark(vault, session.id, person, state)
        attendance.finish(vault, session.id)
    return beginner


def page_of(play: Play) -> CountsPage:
    play.show("counts")
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, CountsPage)
    return found


def publish(play: Play, page: CountsPage) -> list[str]:
    """Press it, read what leaves, and say yes; what was read."""
    page.tell.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, PublishDialog)
    read = every_text(asked.table)
    asked.primary.click()
    play.settle()
    return read


def test_an_empty_page_says_what_goes_here(beginner: Play) -> None:
    page = page_of(beginner)
    assert [each.isVisible() for each in page.findChildren(Empty)] == [True]
    assert not page.tell.isEnabled()
    assert not page.table.isVisible()


def test_what_is_published_is_what_the_preview_showed(met: Play) -> None:
    page = page_of(met)
    read = publish(met, page)
    assert page.table.isVisible()
    assert every_text(page.table)[1:] == read[1:]
    assert "<5" in read  # three people completed the course
    assert "75 %" in read
    desk = met.window.desk
    assert desk is not None
    assert desk.shared is not None
    assert len(counts.published(desk.shared)) == 1


def test_nothing_is_published_without_a_yes(met: Play) -> None:
    page = page_of(met)
    page.tell.click()
    met.settle()
    dialog().cancel.click()
    met.settle()
    desk = met.window.desk
    assert desk is not None
    assert desk.shared is not None
    assert counts.published(desk.shared) == ()


def test_the_filters_leave_the_month_and_the_programme_that_were_chosen(met: Play) -> None:
    page = page_of(met)
    publish(met, page)
    page.stream.setCurrentIndex(2)
    page.stream.activated.emit(2)
    assert page.model.rowCount() == 0
    page.stream.setCurrentIndex(1)
    page.stream.activated.emit(1)
    assert page.model.rowCount() == 1


def test_the_table_goes_to_a_stick_with_its_warning_and_is_remembered(
    met: Play, stick: Stick
) -> None:
    page = page_of(met)
    publish(met, page)
    page.export.click()
    met.settle()
    dialog().primary.click()
    met.settle()
    (file,) = (each for each in Path(stick.path).iterdir() if each.suffix == ".csv")
    assert file.name == "tabla.csv"
    text = file.read_text(encoding="utf-8-sig")
    assert "<5" in text
    assert "Asistir no prueba cambio" in text
    assert "Ceiba" not in text


@pytest.mark.parametrize("size", [(1024, 560), (1366, 768)])
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_column_and_button_is_whole(
    locked: Callable[..., Play], met: Play, size: tuple[int, int], language: str
) -> None:
    met.resize(*size)
    page = page_of(met)
    publish(met, page)
    head = page.table.horizontalHeader()
    assert head.length() <= page.table.viewport().width()
    for each in page.findChildren(QPushButton):
        if each.isVisible():
            corner = each.mapTo(met.window, QPoint(each.width(), each.height()))
            assert corner.x() <= size[0]
            assert each.width() >= each.sizeHint().width()
