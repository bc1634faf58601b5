"""A paper list is typed in within two minutes: a key a row, in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, paper_sheets
from desktop.services.paper_sheets import PaperSheet
from tests.e2e.stage import Play
from tests.ui.conftest import THIRTY, Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.door import papers_of
from ui.pages.attendance.page import AttendancePage
from ui.pages.sheet.page import SheetPage
from ui.sheets.printing import told

P, T, N, J = Qt.Key.Key_P, Qt.Key.Key_T, Qt.Key.Key_N, Qt.Key.Key_J
STATES = {
    P: AttendanceState.PRESENT,
    T: AttendanceState.LATE,
    N: AttendanceState.ABSENT,
    J: AttendanceState.EXCUSED,
}


@pytest.fixture
def paper(play: Play, demonstration: Demonstration) -> PaperSheet:
    """A sheet of today's thirty people that was printed and noted down as outside."""
    desk = play.window.desk
    assert desk is not None
    session = demonstration.sessions[0]
    made = paper_sheets.new_sheet(desk.work, session, Random(4)).created[0]
    return paper_sheets.get(desk.work, made)


@pytest.fixture
def page(play: Play, demonstration: Demonstration, paper: PaperSheet) -> SheetPage:
    assert play.window.shell is not None
    play.resize(1366, 768)
    play.show("sheet", demonstration.sessions[0])
    assert isinstance(play.window.shell.current, SheetPage)
    return play.window.shell.current


@pytest.fixture
def saved(
    on_disk: Callable, laptop: Path, demonstration: Demonstration
) -> Callable[[], dict[bytes, attendance.Line]]:
    """What a second connection finds on disk, by person."""

    def read() -> dict[bytes, attendance.Line]:
        with on_disk(laptop) as desk:
            sheet = attendance.sheet(desk.work, demonstration.sessions[0])
        return {line.participant: line for line in sheet.lines}

    return read


def test_thirty_rows_take_thirty_keys_and_go_to_whom_the_rows_were(
    play: Play, page: SheetPage, paper: PaperSheet, saved: Callable
) -> None:
    assert page.view.hasFocus()
    keys = [list(STATES)[place % 4] for place in range(THIRTY)]
    pressed = 0
    for key in keys:
        QTest.keyClick(page.view, key)
        pressed += 1
    play.settle()
    assert pressed == THIRTY
    lines = saved()
    assert [lines[row.participant].state for row in paper.rows] == [STATES[key] for key in keys]
    assert page.missing() == []


def test_minutes_are_typed_behind_the_letter_and_may_be_left_out(
    play: Play, page: SheetPage, paper: PaperSheet, saved: Callable
) -> None:
    for key in (T, Qt.Key.Key_1, Qt.Key.Key_5, T, P):
        QTest.keyClick(page.view, key)
    play.settle()
    lines = saved()
    found = [lines[row.participant] for row in paper.rows[:3]]
    assert [line.detail for line in found] == [15, None, None]
    assert [line.state for line in found] == [STATES[T], STATES[T], STATES[P]]


def test_each_row_shows_its_code_and_what_is_missing_is_told(
    play: Play, page: SheetPage, paper: PaperSheet
) -> None:
    texts = [page.view.roll.line(at).nickname for at in range(THIRTY)]
    assert all(
        text.startswith(f"{row.code} · ") for text, row in zip(texts, paper.rows, strict=True)
    )
    for _row in range(THIRTY - 2):
        QTest.keyClick(page.view, P)
    play.settle()
    assert page.missing() == [row.code for row in paper.rows[-2:]]
    assert any(f"faltan {', '.join(page.missing())}" in text for text in every_text(page))


def test_who_goes_on_later_begins_at_the_first_row_without_a_mark(
    play: Play, page: SheetPage, demonstration: Demonstration
) -> None:
    for key in (P, P, P):
        QTest.keyClick(page.view, key)
    play.settle()
    play.show("today")
    page.listing = None  # the window was locked meanwhile
    play.show("sheet", demonstration.sessions[0])
    assert page.view.currentIndex().row() == 3


def test_at_the_end_the_paper_is_destroyed_and_leaves_the_list_of_what_is_outside(
    play: Play, page: SheetPage, paper: PaperSheet, laptop: Path, on_disk: Callable
) -> None:
    listed = papers_of(page.room)
    play.window.tasks.run(listed.note_printed, told(paper))
    play.settle()
    for _row in range(THIRTY - 1):
        QTest.keyClick(page.view, P)
    play.settle()
    page.end.click()
    asked = dialog()
    assert any("Queda 1 fila sin marca" in text for text in every_text(asked))
    asked.primary.click()
    play.settle()
    assert not dialogs()
    assert all(each.settled_ms is not None for each in papers_of(page.room).listed())
    with on_disk(laptop) as desk:
        assert paper_sheets.get(desk.work, paper.id).taken_in == date.today()
    assert play.window.shell is not None
    assert isinstance(play.window.shell.current, AttendancePage)


def test_a_meeting_that_has_ended_takes_the_paper_with_the_paper_as_the_reason(
    play: Play, page: SheetPage, paper: PaperSheet, saved: Callable, demonstration: Demonstration
) -> None:
    desk = play.window.desk
    assert desk is not None
    play.window.tasks.run(attendance.finish, desk.work, demonstration.sessions[0])
    page.view.reload()
    play.settle()
    for key in (P, N):
        QTest.keyClick(page.view, key)
        play.settle()
    lines = saved()
    assert [lines[row.participant].state for row in paper.rows[:2]] == [STATES[P], STATES[N]]
    assert not dialogs()


def test_without_a_sheet_the_page_says_where_one_comes_from(
    play: Play, demonstration: Demonstration
) -> None:
    play.show("sheet", demonstration.sessions[1])
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, SheetPage)
    assert page.empty.isVisible()
    button(page.empty, "Imprimir una hoja").click()
    play.settle()
    asked = dialog()
    button(asked, "Guardar PDF").click()
    play.settle()
    for each in dialogs():
        each.reject()
    play.settle()
    desk = play.window.desk
    assert desk is not None
    assert paper_sheets.of_session(desk.work, demonstration.sessions[1]) == ()
    assert page.empty.isVisible()


def test_of_two_sheets_the_code_on_the_paper_says_which(
    play: Play, page: SheetPage, paper: PaperSheet, demonstration: Demonstration
) -> None:
    desk = play.window.desk
    assert desk is not None
    newer = paper_sheets.new_sheet(desk.work, demonstration.sessions[0], Random(5))
    page.changed.emit(newer)
    play.settle()
    assert page.which.count() == 2
    assert page.listing is not None
    assert page.listing.paper.id == paper.id, "what is under way stays"
    page.which.setCurrentIndex(0)
    page.which.activated.emit(0)
    play.settle()
    assert page.listing.paper.id == newer.created[0]
