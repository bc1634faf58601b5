from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services import attendance, groups
from desktop.services.attendance import Sheet
from desktop.services.groups import NewGroup
from tests.e2e.stage import Play
from tests.ui.conftest import THIRTY, Demonstration, busy_disk
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.attendance.page import AttendancePage
from ui.roll.places import row_places
from ui.roll.words import ON_THE_ROW

KEYS = {
    Qt.Key.Key_P: AttendanceState.PRESENT,
    Qt.Key.Key_T: AttendanceState.LATE,
    Qt.Key.Key_N: AttendanceState.ABSENT,
    Qt.Key.Key_J: AttendanceState.EXCUSED,
}


@pytest.fixture
def page(play: Play, demonstration: Demonstration) -> AttendancePage:
    """Today's list of thirty people, none of them marked."""
    play.resize(1366, 768)
    play.show("attendance", demonstration.sessions[0])
    shell = play.window.shell
    assert shell is not None
    assert isinstance(shell.current, AttendancePage)
    return shell.current


@pytest.fixture
def saved(
    on_disk: Callable, laptop: Path, demonstration: Demonstration
) -> Callable[[], list[AttendanceState | None]]:
    """What a second connection finds marked, in the order of the list."""

    def read() -> list[AttendanceState | None]:
        with on_disk(laptop) as desk:
            sheet = attendance.sheet(desk.work, demonstration.sessions[0])
        return [line.state for line in sheet.lines]

    return read


def press(play: Play, page: AttendancePage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.view, key)
    play.settle()


def click(page: AttendancePage, row: int, state: AttendanceState) -> None:
    page.view.scrollTo(page.model.index(row))
    boxes = dict(row_places(page.view.visualRect(page.model.index(row))).segments)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=boxes[state].center())


def test_thirty_people_are_marked_by_keyboard_alone(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    assert page.view.hasFocus()
    letters = list(KEYS)
    for place in range(THIRTY):
        QTest.keyClick(page.view, letters[place % 4])
    play.settle()
    assert saved() == [KEYS[letters[place % 4]] for place in range(THIRTY)]
    assert page.model.marked == THIRTY
    # The thirty-first key goes to the one button.
    page.end.setFocus()
    QTest.keyClick(page.end, Qt.Key.Key_Space)
    play.settle()
    assert page.model.closed


def test_arrows_choose_the_row_that_the_next_key_marks(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    press(play, page, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_T, Qt.Key.Key_Up, Qt.Key.Key_N)
    assert saved()[:4] == [None, None, AttendanceState.ABSENT, None]


def test_the_list_is_ready_for_keys_again_after_another_page(
    play: Play, page: AttendancePage, demonstration: Demonstration, saved: Callable
) -> None:
    press(play, page, Qt.Key.Key_P)
    play.show("today")
    play.show("attendance", demonstration.sessions[0])
    assert page.view.hasFocus()
    press(play, page, Qt.Key.Key_T)
    assert saved()[:2] == [AttendanceState.PRESENT, AttendanceState.LATE]


def test_ctrl_z_takes_back_one_mark_after_the_other(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    press(play, page, Qt.Key.Key_P, Qt.Key.Key_T, Qt.Key.Key_N)
    for left in (2, 1, 0):
        QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        play.settle()
        assert page.model.marked == left
        assert sum(state is not None for state in saved()) == left
        assert page.view.currentIndex().row() == left


def test_ctrl_z_right_after_a_key_takes_back_that_key(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    press(play, page, Qt.Key.Key_P)
    QTest.keyClick(page.view, Qt.Key.Key_T)
    QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    play.settle()
    assert saved()[:2] == [AttendanceState.PRESENT, None]


def test_ctrl_z_of_a_corrected_mark_brings_the_first_one_back(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    press(play, page, Qt.Key.Key_P, Qt.Key.Key_Up, Qt.Key.Key_N)
    QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    play.settle()
    assert saved()[0] is AttendanceState.PRESENT


def test_delete_clears_a_mark(play: Play, page: AttendancePage, saved: Callable) -> None:
    press(play, page, Qt.Key.Key_N, Qt.Key.Key_Up, Qt.Key.Key_Delete)
    assert saved()[0] is None


def test_a_click_on_a_segment_marks_and_a_second_one_clears(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    for state in ON_THE_ROW:
        click(page, 3, state)
        play.settle()
        assert saved()[3] is state
    click(page, 3, AttendanceState.EXCUSED)
    play.settle()
    assert saved()[3] is None


def test_a_mark_shows_as_saved_only_after_it_is_on_disk(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    with busy_disk(play):
        QTest.keyClick(page.view, Qt.Key.Key_P)
        play.app.processEvents()
        assert page.model.line(0).state is AttendanceState.PRESENT
        assert any("guardando" in text for text in every_text(page))
        assert not any("guardado" in text for text in every_text(page.state.itemAt(0).widget()))
        assert saved()[0] is None
    assert any("1 de 30 marcadas · guardado" in text for text in every_text(page))
    assert saved()[0] is AttendanceState.PRESENT


def test_a_sheet_read_before_a_tap_does_not_take_the_tap_off_the_screen(
    play: Play, page: AttendancePage
) -> None:
    before = page.model.sheet
    assert before is not None
    with busy_disk(play):
        QTest.keyClick(page.view, Qt.Key.Key_P)
        page.view.put(before)
        assert page.model.line(0).state is AttendanceState.PRESENT
    assert page.model.line(0).state is AttendanceState.PRESENT


def test_a_refused_mark_goes_back_to_what_is_on_disk_and_says_why(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    press(play, page, Qt.Key.Key_P, Qt.Key.Key_Up)
    desk = play.window.desk
    assert desk is not None
    play.strict = False
    # A batch of somebody else's ends the meeting, and this page has not read it yet.
    play.window.tasks.run(attendance.finish, desk.work, page.session)
    QTest.keyClick(page.view, Qt.Key.Key_N)
    assert page.model.line(0).state is AttendanceState.ABSENT
    play.until("the refusal", lambda: bool(dialogs()))
    assert "La reunión ya está terminada." in every_text(dialog())
    dialog().accept()
    play.settle()
    assert page.model.line(0).state is AttendanceState.PRESENT
    assert saved()[0] is AttendanceState.PRESENT
    assert page.model.closed


def test_enter_opens_a_note_for_the_person_of_the_row(
    play: Play, page: AttendancePage, laptop: Path, on_disk: Callable
) -> None:
    press(play, page, Qt.Key.Key_Down, Qt.Key.Key_Return)
    note = dialog()
    assert any(page.model.line(1).nickname in text for text in every_text(note))
    QTest.keyClicks(note.text, "Trajo su tarea.")
    note.primary.click()
    play.settle()
    assert sheet(on_disk, laptop, page).lines[1].note == "Trajo su tarea."
    assert play.window.focusWidget() is page.view
    assert not dialogs()


def test_the_note_of_somebody_late_keeps_the_minutes_for_that_person(
    play: Play, page: AttendancePage, laptop: Path, on_disk: Callable
) -> None:
    press(play, page, Qt.Key.Key_T, Qt.Key.Key_Up, Qt.Key.Key_Return)
    note = dialog()
    note.fields.minutes.setValue(25)
    QTest.keyClick(note.fields.minutes, Qt.Key.Key_Return)
    play.settle()
    line = sheet(on_disk, laptop, page).lines[0]
    assert (line.state, line.detail) == (AttendanceState.LATE, 25)


@pytest.mark.parametrize(("leave", "kept"), [("escape", "mejor no"), ("button", "")])
def test_escape_keeps_a_note_and_only_the_button_discards_it(
    play: Play, page: AttendancePage, laptop: Path, on_disk: Callable, leave: str, kept: str
) -> None:
    press(play, page, Qt.Key.Key_Return)
    note = dialog()
    QTest.keyClicks(note.text, "mejor no")
    if leave == "escape":
        QTest.keyClick(note, Qt.Key.Key_Escape)
    else:
        note.cancel.click()
    play.settle()
    assert not dialogs()
    assert sheet(on_disk, laptop, page).lines[0].note == kept


def test_ending_with_people_unmarked_asks_and_invents_nothing(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    press(play, page, Qt.Key.Key_P)
    page.end.click()
    assert any("29" in text for text in every_text(dialog()))
    dialog().cancel.click()
    play.settle()
    assert not page.model.closed
    page.end.click()
    dialog().primary.click()
    play.settle()
    assert page.model.closed
    assert saved() == [AttendanceState.PRESENT] + [None] * (THIRTY - 1)


def test_a_list_that_was_forgotten_is_taken_after_opening_the_meeting_again(
    play: Play, page: AttendancePage, saved: Callable
) -> None:
    page.end.click()
    dialog().primary.click()
    play.settle()
    assert page.end.text().strip() == "Reabrir la reunión"
    page.end.click()
    play.settle()
    press(play, page, Qt.Key.Key_P)
    assert saved()[0] is AttendanceState.PRESENT


def test_a_double_click_on_the_end_does_not_open_the_meeting_again(
    play: Play, page: AttendancePage, on_disk: Callable, laptop: Path
) -> None:
    for _ in range(THIRTY):
        QTest.keyClick(page.view, Qt.Key.Key_P)
    play.settle()
    # The second press of a double click arrives when the button already says "Reabrir".
    QTest.mouseClick(page.end, Qt.MouseButton.LeftButton)
    play.settle()
    assert page.end.text().strip() == "Reabrir la reunión"
    second_press(page.end)
    play.settle()
    assert sheet(on_disk, laptop, page).state is SessionState.HELD


def test_two_facilitators_are_named_for_one_meeting(
    play: Play, page: AttendancePage, on_disk: Callable, laptop: Path
) -> None:
    page.who.click()
    play.settle()
    asked = dialog()
    asked.lead.setCurrentIndex(1)
    asked.colead.setCurrentIndex(1)
    asked.primary.click()
    assert asked.isVisible()
    assert any("dos personas distintas" in text for text in every_text(asked))
    asked.colead.setCurrentIndex(2)
    names = asked.lead.currentText(), asked.colead.currentText()
    asked.primary.click()
    play.settle()
    found = sheet(on_disk, laptop, page)
    assert (found.lead, found.colead) == names
    assert all(name in page.who.text() for name in names)


def test_an_impatient_second_press_opens_no_second_dialog(play: Play, page: AttendancePage) -> None:
    with busy_disk(play):
        for _ in range(3):
            page.who.click()
    assert dialog().isVisible()


def test_somebody_new_joins_with_a_nickname_alone_and_the_row_in_hand_stays(
    play: Play, page: AttendancePage
) -> None:
    press(play, page, Qt.Key.Key_P, Qt.Key.Key_P)
    here = page.view.person()
    page.add.click()
    play.settle()
    asked = dialog()
    asked.nickname.setFocus()
    QTest.keyClicks(asked.nickname, "Alba")
    QTest.keyClick(asked.nickname, Qt.Key.Key_Return)
    play.settle()
    assert asked.isVisible()
    assert page.model.rowCount() == THIRTY + 1
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    play.settle()
    assert page.view.person() == here


def test_nothing_on_the_list_tells_of_the_past_or_of_risk(
    play: Play, page: AttendancePage, demonstration: Demonstration
) -> None:
    desk = play.window.desk
    assert desk is not None
    for session in demonstration.sessions[:3]:
        for line in attendance.sheet(desk.work, session).lines[:5]:
            attendance.mark(desk.work, session, line.participant, AttendanceState.ABSENT)
    play.show("attendance", demonstration.sessions[3])
    said = " ".join(every_text(page)).lower()
    for word in (
        "ausencia", "ausente", "falta", "faltó", "seguidas", "semanas", "riesgo", "peligro",
        "violencia", "llamar", "teléfono", "nombre oculto", "motivo", "orden",
    ):  # fmt: skip
        assert word not in said
    assert "no vino" not in said  # nobody is marked in this meeting


def test_an_empty_list_says_what_goes_here_and_has_the_button(
    play: Play, demonstration: Demonstration
) -> None:
    desk = play.window.desk
    assert desk is not None
    new = NewGroup("Grupo Sauce", start_date=date.today(), start_minute=600)
    group = groups.create_group(desk.work, new).created[0]
    play.show("attendance", groups.get_group(desk.work, group).sessions[0].id)
    page = play.window.shell.current  # type: ignore[union-attr]
    assert page.empty.isVisible()
    assert button(page.empty, "Agregar persona").isVisible()


def test_who_else_was_there_is_counted_beside_the_participants(
    play: Play, page: AttendancePage, laptop: Path, on_disk: Callable
) -> None:
    assert "sin contar" in page.others.text()
    page.others.click()
    asked = dialog()
    asked.visitors.setValue(2)
    asked.in_care.setValue(0)
    asked.primary.click()
    play.settle()
    found = sheet(on_disk, laptop, page)
    assert (found.visitors, found.interpreters, found.children) == (2, None, 0)
    assert page.others.text() == "+ visitas 2 · intérpretes – · niñas y niños 0"
    assert (found.marked, len(found.lines)) == (0, THIRTY)


def test_the_list_leads_only_to_pages_that_there_are(play: Play, page: AttendancePage) -> None:
    asked: list[tuple[str, object]] = []
    page.go.disconnect()
    page.go.connect(lambda name, argument: asked.append((name, argument)))
    for there in (False, True):
        page.room.pages = frozenset({"lead", "close"}) if there else frozenset()
        again = AttendancePage(page.room)
        assert again.plan.isHidden() is not there
        again.deleteLater()
        press(play, page, Qt.Key.Key_X)
        assert page.door.isVisible() is there
    page.door.click()
    page.end.click()
    dialog().primary.click()
    play.settle()
    assert page.model.sheet is not None
    at_the_door = page.model.sheet.lines[1].participant
    assert asked == [("lead", (page.session, at_the_door)), ("close", page.session)]


def second_press(widget: QWidget) -> None:
    """What the system sends for the second half of a double click."""
    spot = QPointF(widget.rect().center())
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, spot, widget.mapToGlobal(spot), left, left, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(widget, event)


def sheet(on_disk: Callable, laptop: Path, page: AttendancePage) -> Sheet:
    with on_disk(laptop) as desk:
        return attendance.sheet(desk.work, page.session)
