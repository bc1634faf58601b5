"""The list by keyboard and by tap: few keys, digits without a dialog, corrections that say why."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop import i18n
from desktop.i18n import _
from desktop.programme.vocabulary import AttendanceState, Excuse, SkipReason
from desktop.services import attendance, groups, record_history
from tests.e2e.stage import Play
from tests.ui.conftest import THIRTY, Demonstration, busy_disk
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.attendance.page import AttendancePage
from ui.roll.places import row_places
from ui.roll.view import RollList
from ui.words import ATTENDANCE_LOOKS

PRESENT, LATE, ABSENT, EXCUSED, LEFT_EARLY, SUSPENDED, NOT_ADMITTED = AttendanceState
Marks = list[tuple[AttendanceState | None, int | None]]


@pytest.fixture
def page(play: Play, demonstration: Demonstration) -> AttendancePage:
    play.resize(1366, 768)
    play.show("attendance", demonstration.sessions[0])
    assert play.window.shell is not None
    assert isinstance(play.window.shell.current, AttendancePage)
    return play.window.shell.current


@pytest.fixture
def saved(on_disk: Callable, laptop: Path, demonstration: Demonstration) -> Callable[[], Marks]:
    """What a second connection finds marked, in the order of the list."""

    def read() -> Marks:
        with on_disk(laptop) as desk:
            sheet = attendance.sheet(desk.work, demonstration.sessions[0])
        return [(line.state, line.detail) for line in sheet.lines]

    return read


def type_keys(page: AttendancePage, keys: str) -> int:
    """Press them one by one; answers how many it were."""
    for key in keys:
        QTest.keyClick(page.view, key)
    return len(keys)


def end(play: Play, page: AttendancePage) -> None:
    page.end.click()
    for asked in dialogs():
        asked.primary.click()
    play.settle()
    assert page.model.closed
    # Ending leads on to the next page of the evening.
    play.show("attendance", page.session)


def test_thirty_people_of_a_real_evening_take_thirty_six_keys_and_all_is_on_disk(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    evening = ["P"] * 19 + ["T15", "P", "N", "N", "T5", "J1", "J", "S20", "U", "X", "P"]
    assert len(evening) == THIRTY
    pressed = sum(type_keys(page, keys) for keys in evening)
    page.view.clearFocus()
    play.settle()
    assert pressed / THIRTY <= 1.2
    came = (PRESENT, None)
    assert saved() == [
        *[came] * 19,
        (LATE, 15), came, (ABSENT, None), (ABSENT, None), (LATE, 5), (EXCUSED, Excuse.ILLNESS),
        (EXCUSED, None), (LEFT_EARLY, 20), (SUSPENDED, None), (NOT_ADMITTED, None), came,
    ]  # fmt: skip
    assert not dialogs()
    assert page.model.marked == THIRTY
    assert not page.model.saving


def test_digits_belong_to_the_mark_before_them_and_the_next_letter_to_the_next_row(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "T15PS7")
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    play.settle()
    assert saved()[:4] == [(LATE, 15), (PRESENT, None), (LEFT_EARLY, 7), (None, None)]


def test_digits_change_the_minutes_of_the_row_that_is_chosen(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "T15P")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(page.view, key)
    type_keys(page, "30")
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    # A row whose state takes no number swallows it.
    type_keys(page, "9")
    play.settle()
    assert saved()[:2] == [(LATE, 30), (PRESENT, None)]


def test_digits_show_as_saving_until_they_are_on_disk(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "T")
    play.settle()
    assert saved()[0] == (LATE, None)
    type_keys(page, "15")
    play.settle()
    assert any("guardando" in text for text in every_text(page))
    page.view.marking.flush()
    play.settle()
    assert any("1 de 30 marcadas · guardado" in text for text in every_text(page))
    assert saved()[0] == (LATE, 15)


@pytest.mark.parametrize("leave", ["page", "lock"])
def test_digits_typed_right_before_leaving_are_kept(
    play: Play, page: AttendancePage, leave: str, laptop: Path, on_disk: Callable,
    demonstration: Demonstration,
) -> None:  # fmt: skip
    type_keys(page, "T25")
    if leave == "page":
        play.show("today")
    else:
        play.window.lock()
        play.until("the lock", lambda: play.ended is not None)
    with on_disk(laptop) as desk:
        line = attendance.sheet(desk.work, demonstration.sessions[0]).lines[0]
    assert (line.state, line.detail) == (LATE, 25)


def test_ctrl_z_takes_back_the_minutes_and_then_the_mark(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "T15")
    for left in ((LATE, None), (None, None)):
        QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        play.settle()
        assert saved()[0] == left


def test_the_reason_of_an_excuse_is_not_read_across_the_room(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "J")
    play.settle()
    assert "1 Enfermedad · 2 Cuidar a alguien" in " ".join(every_text(page.keys))
    type_keys(page, "7P")
    play.settle()
    assert "P T N J" in " ".join(every_text(page.keys))
    assert saved()[0] == (EXCUSED, Excuse.SAFETY)
    said = " ".join(every_text(page.view))
    assert "Justificada" in said
    assert "Seguridad" not in said


def test_enter_lets_choose_the_reason_of_an_excuse(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "J")
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    asked = dialog()
    assert asked.fields.excuse.isVisible()
    assert not asked.fields.minutes.isVisible()
    asked.fields.excuse.setCurrentIndex(asked.fields.excuse.findText("6 Duelo"))
    asked.primary.click()
    play.settle()
    assert saved()[0] == (EXCUSED, Excuse.BEREAVEMENT)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_fifth_box_offers_the_other_states_and_shows_the_one_chosen(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    for state in (LEFT_EARLY, SUSPENDED, NOT_ADMITTED, None):
        box = row_places(page.view.visualRect(page.model.index(1))).more
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        word = _("Quitar la marca") if state is None else _(ATTENDANCE_LOOKS[state].word)
        (choice,) = [each for each in menu.actions() if each.text().split("\t")[0] == word]
        choice.trigger()
        menu.close()
        play.settle()
        assert saved()[1] == (state, None)
        if state is not None:
            assert any(word in text for text in every_text(page.view))


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_state_has_a_letter_of_its_own(language: str) -> None:
    i18n.install(language)
    try:
        keys = [_(look.key) for look in ATTENDANCE_LOOKS.values()]
        assert set(ATTENDANCE_LOOKS) == set(AttendanceState)
        assert len(set(keys)) == len(keys)
        assert all(len(key) == 1 and key.isalpha() and key.isupper() for key in keys)
    finally:
        i18n.install("es")


# --- a meeting that has ended ------------------------------------------------------


def test_a_mark_on_an_ended_meeting_asks_why_and_keeps_it(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "N")
    play.settle()
    end(play, page)
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    type_keys(page, "T")
    asked = dialog()
    assert any("Estaba: No vino" in text for text in every_text(asked))
    assert asked.state.currentData() is LATE
    asked.primary.click()
    assert asked.isVisible()
    assert "por qué" in asked.problem.text()
    asked.fields.minutes.setValue(15)
    asked.reason.setCurrentIndex(asked.reason.findText("Otro motivo"))
    asked.primary.click()
    assert asked.isVisible()
    asked.more.setText("el camión venía tarde")
    asked.primary.click()
    play.settle()
    assert not dialogs()
    assert saved()[0] == (LATE, 15)
    desk = play.window.desk
    assert desk is not None
    person = page.model.line(0).participant
    newest = record_history.of_mark(desk.work, page.session, person)[0]
    assert (newest.state, newest.why) == (LATE, "el camión venía tarde")


def test_giving_up_a_correction_changes_nothing(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "P")
    play.settle()
    end(play, page)
    box = dict(row_places(page.view.visualRect(page.model.index(0))).segments)[ABSENT]
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    asked = dialog()
    assert asked.state.currentData() is ABSENT
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    play.settle()
    type_keys(page, "15")
    play.settle()
    assert saved()[0] == (PRESENT, None)
    assert play.window.focusWidget() is page.view


def test_enter_on_an_ended_meeting_tells_who_marked_what_and_why(
    play: Play, page: AttendancePage
) -> None:
    type_keys(page, "N")
    play.settle()
    end(play, page)
    page.view.marking.correct(0, EXCUSED, Excuse.ROAD, "Avisó o comprobó después: su hermana")
    play.settle()
    page.view.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    play.settle()
    told = " | ".join(every_text(dialog()))
    assert told.index("Justificada, Camino o transporte") < told.index("No vino")
    assert "Por qué: Avisó o comprobó después: su hermana" in told
    assert told.count("Colibrí") == 2
    dialog().primary.click()
    play.settle()
    assert button(dialog(), "Guardar la corrección").isVisible()


def test_the_minutes_of_an_ended_meeting_are_not_changed_beside_a_note(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "T10")
    end(play, page)
    page.view.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    asked = dialog()
    assert not asked.fields.minutes.isVisible()
    asked.text.setPlainText("avisó")
    asked.primary.click()
    play.settle()
    assert saved()[0] == (LATE, 10)
    assert page.model.line(0).note == "avisó"


def test_a_meeting_that_did_not_take_place_has_no_list_to_correct(
    play: Play, page: AttendancePage, demonstration: Demonstration
) -> None:
    desk = play.window.desk
    assert desk is not None
    groups.skip_session(desk.work, demonstration.sessions[1], SkipReason.ROAD)
    play.show("attendance", demonstration.sessions[1])
    said: list[str] = []
    page.said.connect(lambda text, _changes: said.append(text))
    type_keys(page, "P")
    play.settle()
    assert said == ["Esta reunión no se hizo: no tiene lista."]
    assert not dialogs()


# --- beside something else -----------------------------------------------------------


@pytest.mark.parametrize("width", [330, 380, 600, 900, 1400])
def test_the_boxes_of_a_row_never_overlap_and_leave_room_for_who_it_is(
    play: Play, page: AttendancePage, width: int
) -> None:
    rect = page.view.visualRect(page.model.index(0))
    rect.setWidth(width)
    places = row_places(rect)
    boxes = [places.who, *(box for _state, box in places.segments), places.more, places.note]
    for one, after in pairwise(boxes):
        assert one.right() <= after.left()
    assert rect.contains(boxes[0])
    assert rect.contains(boxes[-1])
    assert places.who.width() >= 85
    assert all(box.width() >= 36 and box.height() >= 36 for box in boxes[1:])


def test_two_lists_of_one_meeting_show_one_mark(
    play: Play, page: AttendancePage, saved: Callable[[], Marks]
) -> None:
    beside = RollList(page)
    page.changed.connect(beside.on_changes)
    beside.open(page.session)
    play.settle()
    beside.marking.mark(2, PRESENT)
    play.settle()
    assert page.model.line(2).state is PRESENT
    assert saved()[2] == (PRESENT, None)
    beside.deleteLater()


def test_another_meeting_gets_no_digit_of_the_last_one(
    play: Play, page: AttendancePage, demonstration: Demonstration, saved: Callable[[], Marks]
) -> None:
    type_keys(page, "T1")
    with busy_disk(play):
        page.open(demonstration.sessions[1])
        type_keys(page, "5")
    assert saved()[0] == (LATE, 1)
    assert page.model.marked == 0
