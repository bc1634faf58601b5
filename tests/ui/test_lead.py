"""A session is led from the keyboard, and nothing about anybody's other weeks is on the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    CourseState,
    IncidentSort,
)
from desktop.services import (
    attendance,
    calls,
    close_meeting,
    courses,
    groups,
    incidents,
    leading_session,
    own_words,
    planning,
    prefs,
)
from desktop.services.groups import NewGroup
from desktop.services.materials import catalogue
from desktop.services.own_words import Said
from tests.e2e.some_course import offered_and_draft
from tests.e2e.some_materials import bring
from tests.e2e.stage import Play
from tests.ui.leading import (
    HIDDEN,
    SMALL,
    Group,
    done,
    group,
    heading,
    page,
    planned,
    press,
    shown,
)
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.incidents.note import IncidentDialog
from ui.media.stage import Stage
from ui.pages.lead.clock import StepClock
from ui.pages.lead.page import LeadPage

__all__ = ["group", "page", "planned"]

# --- the plan --------------------------------------------------------------------------


def test_a_whole_session_is_led_with_one_key(play: Play, page: LeadPage) -> None:
    assert page.plan.hasFocus()
    assert heading(page) == "Antes de empezar"
    steps = [part.said.step for part in page.plan.parts if part.said.step]
    press(play, page, *[Qt.Key.Key_Return] * (len(steps) + 1))
    assert done(play, page) == set(steps)
    assert heading(page) == "Cierre"


def test_arrows_space_and_ctrl_z(play: Play, page: LeadPage) -> None:
    press(play, page, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert done(play, page) == {2}
    assert page.plan.parts[2].done
    press(play, page, Qt.Key.Key_Space)
    assert done(play, page) == set()
    QTest.keyClick(page.plan, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    play.settle()
    assert done(play, page) == {2}
    press(play, page, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_Space)
    assert done(play, page) == {1, 2}


def test_a_key_held_down_ticks_once(play: Play, page: LeadPage) -> None:
    press(play, page, Qt.Key.Key_Down)
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True, 5
    )
    QApplication.sendEvent(page.plan, held)
    play.settle()
    assert done(play, page) == set()
    press(play, page, Qt.Key.Key_Return)
    assert done(play, page) == {1}


def test_a_finger_opens_and_ticks(play: Play, page: LeadPage) -> None:
    part = page.plan.parts[3]
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    play.settle()
    assert page.plan.current is part
    assert min(part.tick.width(), part.tick.height()) >= 40
    part.tick.click()
    play.settle()
    assert done(play, page) == {3}


def test_it_opens_where_the_session_had_come_to(play: Play, planned: Group) -> None:
    assert play.window.desk is not None
    for step in (1, 2):
        leading_session.tick(play.window.desk.work, planned.sessions[2], step)
    page = shown(play, planned.sessions[2])
    assert page.plan.current is not None
    assert page.plan.current.said.step == 3


def test_the_step_in_hand_is_large_and_the_others_are_lines(play: Play, page: LeadPage) -> None:
    press(play, page, Qt.Key.Key_Down)
    texts = [part.text for part in page.plan.parts if part.text.isVisible()]
    assert len(texts) == 1
    assert texts[0].font().pixelSize() >= 24


def test_the_notes_open_only_when_asked_and_close_by_themselves(play: Play, page: LeadPage) -> None:
    notes = page.plan.parts[-1]
    press(play, page, Qt.Key.Key_End)
    assert page.plan.current is notes
    assert not notes.text.isVisible()
    press(play, page, Qt.Key.Key_Return)
    assert notes.text.isVisible()
    press(play, page, Qt.Key.Key_Home, Qt.Key.Key_End)
    assert not notes.text.isVisible()
    press(play, page, Qt.Key.Key_Return)
    play.show("today")
    play.show("lead", page.session)
    assert not notes.text.isVisible()
    assert notes.said.text


def test_a_make_up_is_led_from_the_plan_of_the_one_it_replaces(play: Play, planned: Group) -> None:
    assert play.window.desk is not None
    vault = play.window.desk.work
    soon = date.today() + timedelta(days=1)
    made = groups.make_up(vault, planned.sessions[0], soon, 600).created[0]
    page = shown(play, made)
    assert page.title.text() == "Grupo Ceiba · Reposición de la 1"
    assert any("cómo nos llamamos" in part.said.heading for part in page.plan.parts)


def test_an_outline_says_that_it_is_one(page: LeadPage) -> None:
    assert page.outline.isVisible()
    assert "Guion por completar" in page.outline.text()


# --- without a plan ----------------------------------------------------------------------


def test_without_a_course_the_page_teaches_and_gives_one(play: Play, group: Group) -> None:
    assert play.window.desk is not None
    offered_and_draft(play.window.desk)
    play.resize(1366, 768)
    page = shown(play, group.sessions[2])
    assert page.no_plan.isVisible()
    assert page.side.isVisible()
    button(page, "Elegir un curso").click()
    play.settle()
    asked = dialog()
    QTest.keyClick(asked, Qt.Key.Key_Return)
    play.settle()
    assert not page.no_plan.isVisible()
    assert page.plan.isVisible()
    assert heading(page) == "Antes de empezar"


def test_it_can_be_led_without_a_plan(play: Play, group: Group) -> None:
    page = shown(play, group.sessions[2])
    beside = page.side.width()
    button(page, "Seguir sin plan").click()
    play.settle()
    assert not page.no_plan.isVisible()
    assert page.side.width() > beside
    QTest.keyClick(page.side.view, Qt.Key.Key_P)
    play.settle()
    assert page.side.view.roll.marked == 1


def test_without_a_ready_course_the_dialog_leads_to_the_courses(beginner: Play) -> None:
    assert beginner.window.desk is not None
    vault = beginner.window.desk.work
    new = NewGroup("Grupo Ceiba", start_date=date.today(), start_minute=600)
    group = groups.create_group(vault, new).created[0]
    page = shown(beginner, groups.get_group(vault, group).sessions[0].id)
    button(page, "Elegir un curso").click()
    beginner.settle()
    dialog().primary.click()
    beginner.settle()
    assert beginner.window.shell is not None
    assert beginner.window.shell._now == "courses"


def test_opened_without_a_meeting_it_says_from_where(play: Play) -> None:
    play.show("lead")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert "Ábralo desde una reunión" in page.subtitle.text()
    assert not page.happened.isEnabled()  # type: ignore[attr-defined]


# --- the list beside it ---------------------------------------------------------------------


def test_the_list_is_marked_beside_the_plan_and_can_be_folded(play: Play, page: LeadPage) -> None:
    assert play.window.desk is not None
    for key in (Qt.Key.Key_P, Qt.Key.Key_T, Qt.Key.Key_N):
        QTest.keyClick(page.side.view, key)
    play.settle()
    sheet = attendance.sheet(play.window.desk.work, page.session)
    assert [line.state for line in sheet.lines[:3]] == [
        AttendanceState.PRESENT,
        AttendanceState.LATE,
        AttendanceState.ABSENT,
    ]
    narrow = page.plan.width()
    page.fold.click()
    play.settle()
    assert not page.side.isVisible()
    assert page.plan.width() > narrow
    page.fold.click()
    play.settle()
    assert page.side.isVisible()


@pytest.mark.parametrize("size", [SMALL, (1366, 768)])
def test_plan_and_list_fit_without_scrolling_the_page(
    play: Play, page: LeadPage, size: tuple[int, int]
) -> None:
    play.resize(*size)
    assert play.window.shell is not None
    assert play.window.shell.area.verticalScrollBar().maximum() == 0
    assert play.window.shell.area.horizontalScrollBar().maximum() == 0
    assert page.side.isVisible()
    assert page.plan.isVisible()
    assert page.plan.viewport().height() >= 180


def test_nothing_of_anybodys_history_is_on_the_screen_with_the_list(
    play: Play, planned: Group
) -> None:
    assert play.window.desk is not None
    vault = play.window.desk.work
    person = planned.people[0]
    own_words.keep(vault, planned.sessions[1], person, Said(HIDDEN, HIDDEN))
    close_meeting.set_worry(vault, planned.sessions[1], HIDDEN)
    calls.record(vault, person, planned.id, CallOutcome.NO_ANSWER, HIDDEN, date.today())
    happening = incidents.Happening(IncidentSort.PARTNER_OUTSIDE, date.today(), person, note=HIDDEN)
    incidents.note(vault, planned.sessions[2], happening)
    play.resize(1366, 768)
    page = shown(play, planned.sessions[2])
    page.side.view.setCurrentIndex(page.side.view.roll.index(0))
    told = " ".join(every_text(page))
    assert "Hoja 0" in told
    for secret in (HIDDEN, "Nombre Oculto", "sin venir", "seguidas", "pareja espera"):
        assert secret not in told
    page.happened.click()
    play.settle()
    assert HIDDEN not in " ".join(every_text(dialog()))
    dialog().reject()
    page._on_words()
    play.settle()
    assert HIDDEN not in " ".join(every_text(dialog()))


# --- minutes and materials ---------------------------------------------------------------------


def test_the_minutes_are_off_until_asked_for_and_stay_as_they_were_left(
    play: Play, page: LeadPage
) -> None:
    assert not any(re.search(r"quedan \d", text) for text in every_text(page))
    assert not prefs.load(play.folder).timer
    page.timer.click()
    play.settle()
    assert any("quedan 20 min" in text for text in every_text(page))
    assert prefs.load(play.folder).timer
    page.timer.click()
    assert not prefs.load(play.folder).timer


def test_the_clock_counts_the_step_in_hand_and_says_it_quietly(qapp: QApplication) -> None:
    now = [0.0]
    clock = StepClock(qapp, lambda: now[0])
    clock.run(1)
    assert clock.words(1, 20) == ""
    clock.turn(True)
    assert (clock.words(1, 20), clock.words(2, 20)) == ("quedan 20 min", "")
    now[0] = 12 * 60 + 5
    assert clock.words(1, 20) == "quedan 8 min"
    assert clock.words(1, 0) == "van 12 min"
    now[0] = 23 * 60
    assert clock.words(1, 20) == "3 min de más"
    clock.run(2)
    assert clock.words(2, 15) == "quedan 15 min"
    clock.turn(False)
    assert clock.words(2, 15) == ""
    clock.deleteLater()


def test_a_material_is_one_tap_away_and_what_was_played_is_noted(
    play: Play, planned: Group
) -> None:
    desk = play.window.desk
    assert desk is not None
    assert desk.shared is not None
    bring(desk, play.folder)
    known = {line.title: line for line in catalogue.list_materials(desk, play.folder)}
    _offered, draft = offered_and_draft(desk)
    plan = courses.get_plan(desk.shared, draft, 3)
    wanted = ("El círculo de confianza", "Respirar despacio")
    hashes = tuple(known[title].sha256 for title in wanted)
    courses.edit_plan(desk.shared, draft, replace(plan, materials=hashes))
    courses.set_state(desk.shared, draft, CourseState.READY)
    planning.change_course(desk, planned.id, draft)
    page = shown(play, planned.sessions[2])
    chips = {each.text().strip(): each for each in page.chips.findChildren(QPushButton)}
    assert list(chips) == ["El círculo de confianza", "Respirar despacio · falta"]
    chips["El círculo de confianza"].click()
    play.settle()
    stages = [each for each in play.app.topLevelWidgets() if isinstance(each, Stage)]
    stages += play.window.findChildren(Stage)
    assert [each for each in stages if each.isVisible()]
    for each in stages:
        each.close()
    play.settle()
    play.strict = False
    chips["Respirar despacio · falta"].click()
    play.settle()
    assert dialogs()


def test_today_and_the_attendance_page_lead_here(play: Play, planned: Group) -> None:
    play.show("today")
    assert play.window.shell is not None
    button(play.window.shell.current, "Ver plan").click()
    play.settle()
    assert isinstance(play.window.shell.current, LeadPage)
    play.show("attendance", planned.sessions[2])
    play.window.shell.current.plan.click()  # type: ignore[attr-defined]
    play.settle()
    page = play.window.shell.current
    assert isinstance(page, LeadPage)
    assert page.session == planned.sessions[2]


def test_in_the_mens_stream_a_notice_can_follow_and_is_in_no_draft(mens: Play) -> None:
    from datetime import datetime

    from desktop.services import today
    from ui.notices_form import NoticeForm
    from ui.widgets import typed

    assert mens.window.desk is not None
    work = mens.window.desk.work
    found = today.today(work, datetime.now()).next
    assert found is not None
    page = shown(mens, found.session)
    page._on_door(page.side.view.roll.line(0).participant)
    mens.settle()
    noted = dialog()
    assert isinstance(noted, IncidentDialog)
    before = typed.read(noted.area)
    noted.notice.click()
    mens.settle()
    assert not [name for name in before if "Button" in name or "Check" in name]
    assert isinstance(dialog(), NoticeForm)
    assert len(incidents.of_session(work, found.session)) == 1
