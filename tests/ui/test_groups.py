from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.demo.build import ACCOUNTS
from desktop.programme.roles import Role
from desktop.programme.vocabulary import (
    EnrolmentState,
    Intake,
    LeaveReason,
    SessionState,
    SkipReason,
)
from desktop.services import attendance, group_views, groups
from desktop.services.group_views import GroupDetail
from desktop.services.groups import GroupEdit, NewGroup
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.groups.detail import GroupPage
from ui.pages.groups.new_group import NewGroupDialog
from ui.widgets.big_choice import BigChoice

WEEK = timedelta(days=7)


@pytest.fixture
def page(play: Play, demonstration: Demonstration) -> GroupPage:
    play.show("group", demonstration.group)
    return current(play)


def current(play: Play) -> GroupPage:
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, GroupPage)
    return found


@pytest.fixture
def saved(on_disk: Callable, laptop: Path, demonstration: Demonstration) -> Callable:
    def read(group: bytes = demonstration.group) -> GroupDetail:
        with on_disk(laptop) as desk:
            return group_views.get_group(desk.work, group)

    return read


def choose(page: GroupPage, ordinal: int) -> None:
    page.table.setCurrentIndex(page.model.index(ordinal - 1, 0))


def finish(play: Play, asked: NewGroupDialog) -> None:
    """Enter through the screens that are left, and through the dates."""
    for _ in range(len(asked.steps)):
        QTest.keyClick(asked, Qt.Key.Key_Return)
        play.settle()
        if not dialogs():
            return


def act(play: Play, words: str) -> None:
    """One of the large buttons of the dialog that is open."""
    found = [each for each in dialog().findChildren(BigChoice) if each.accessibleName() == words]
    found[0].click()
    play.settle()


def take_back(play: Play) -> None:
    """The toast's one button."""
    assert play.window.shell is not None
    undo = button(play.window.shell.toast, "Deshacer")
    assert undo.isVisible()
    undo.click()
    play.settle()


def test_a_group_is_made_with_its_twenty_five_weekly_sessions(play: Play, saved: Callable) -> None:
    play.show("groups", "new")
    asked = dialog()
    assert asked.what.sessions.value() == 25
    QTest.keyClicks(asked.what.name, "Grupo Higuera")
    QTest.keyClick(asked.what.name, Qt.Key.Key_Return)
    asked.when.start.text.setText("26/11/2026")
    asked.when.hour.setText("1030")
    asked.when.place.setText("Casa Comunal")
    finish(play, asked)
    page = current(play)
    made = saved(page.group)
    assert (made.name, made.place) == ("Grupo Higuera", "Casa Comunal")
    days = [each.date for each in made.sessions]
    thursdays = [date(2026, 11, 26) + n * WEEK for n in range(40)]
    # Holidays and the demonstration's local dates are jumped.
    assert days == [day for day in thursdays if day in days]
    assert (days[0], len(days)) == (date(2026, 11, 26), 25)
    assert {s.start_minute for s in made.sessions} == {630}
    assert page.model.rowCount() == 25


def test_a_mens_group_has_twenty_four_sessions(locked: Callable, laptop: Path) -> None:
    play = locked(laptop)
    play.unlock(ACCOUNTS[1].nickname, ACCOUNTS[1].passphrase)
    play.show("groups", "new")
    asked = dialog()
    assert asked.what.sessions.value() == 24
    asked.what.name.setText("Grupo Encino")
    finish(play, asked)
    assert current(play).model.rowCount() == 24


def test_a_group_without_a_name_is_asked_for_one(play: Play) -> None:
    play.show("groups", "new")
    asked = dialog()
    asked.primary.click()
    assert asked.isVisible()
    assert asked.problem.text() == "Falta el nombre del grupo."
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert not dialogs()


def test_a_session_moves_to_another_day_and_the_toast_brings_it_back(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    before = saved().sessions[2]
    choose(page, 3)
    page.move_button.click()
    asked = dialog()
    day = before.date + timedelta(days=2)
    asked.day.text.setText(f"{day.day}/{day.month}/{day.year}")
    asked.primary.click()
    play.settle()
    assert saved().sessions[2].date == day
    assert page.table.currentIndex().row() == 2
    take_back(play)
    assert saved().sessions[2].date == before.date


def test_a_session_is_skipped_alone_and_can_take_place_after_all(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    before = [s.date for s in saved().sessions]
    choose(page, 4)
    page.skip_button.click()
    asked = dialog()
    asked.reason.setCurrentIndex(asked.reason.findData(SkipReason.HARVEST))
    asked.alone.setChecked(True)
    asked.primary.click()
    play.settle()
    skipped = saved().sessions[3]
    assert (skipped.state, skipped.skip_reason) == (SessionState.SKIPPED, SkipReason.HARVEST)
    assert [s.date for s in saved().sessions] == before
    assert any("Cosecha o siembra" in text for text in every_text(page))
    assert not page.list_button.isVisible()
    page.back_button.click()
    play.settle()
    assert saved().sessions[3].state is SessionState.PLANNED


def test_a_skipped_week_moves_the_rest_on_and_the_toast_brings_all_back(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    before = [s.date for s in saved().sessions]
    choose(page, 5)
    page.skip_button.click()
    dialog().primary.click()
    play.settle()
    after = [s.date for s in saved().sessions]
    assert after[:4] == before[:4]
    assert after[4:] == [day + WEEK for day in before[4:]]
    take_back(play)
    assert [s.date for s in saved().sessions] == before


def test_somebody_leaves_the_group_and_the_toast_brings_her_back(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    assert not page.people.act.isEnabled()
    page.people.list.setCurrentRow(1)
    page.people.act.click()
    act(play, "Dar de baja")
    asked = dialog()
    asked.reason.setCurrentIndex(asked.reason.findData(LeaveReason.WORK))
    asked.primary.click()
    play.settle()
    assert len(saved().people) == 29
    (gone,) = saved().gone
    assert (gone.state, gone.since) == (EnrolmentState.LEFT, date.today())
    take_back(play)
    assert len(saved().people) == 30


def test_several_people_are_added_by_search_and_tick(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    button(page, "Agregar").click()
    play.settle()
    asked = dialog()
    asked.search.setText("rio")
    found = [asked.list.item(at) for at in range(asked.list.count())]
    assert found
    assert any("Río" in item.text() for item in found)
    before = len(saved().people)
    found[0].setCheckState(Qt.CheckState.Checked)
    asked.search.setText("")
    assert asked.primary.text().strip() == "Agregar 1"
    asked.primary.click()
    play.settle()
    assert len(saved().people) == before + 1


def test_enter_on_a_session_opens_its_list(
    play: Play, page: GroupPage, demonstration: Demonstration
) -> None:
    choose(page, 2)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    play.settle()
    assert play.window.shell is not None
    assert play.window.shell.current.session == demonstration.sessions[1]  # type: ignore[attr-defined]


def test_a_change_from_elsewhere_leaves_the_chosen_session_chosen(
    play: Play, page: GroupPage, demonstration: Demonstration
) -> None:
    from desktop.services import meetings

    choose(page, 9)
    assert play.window.desk is not None
    changes = meetings.skip_session(
        play.window.desk.work, demonstration.sessions[1], SkipReason.ROAD
    )
    assert play.window.shell is not None
    play.window.shell.broadcast(changes)
    play.settle()
    assert page.table.currentIndex().row() == 8


def test_the_dates_are_shown_before_a_group_is_made_and_a_tick_skips_one(
    play: Play, saved: Callable
) -> None:
    play.show("groups", "new")
    asked = dialog()
    QTest.keyClicks(asked.what.name, "Grupo Higuera")
    QTest.keyClick(asked.what.name, Qt.Key.Key_Return)
    asked.when.start.text.setText("26/11/2026")
    for _ in range(2):
        QTest.keyClick(asked, Qt.Key.Key_Return)
        play.settle()
    shown = asked.dates.list
    before = shown.count()
    assert before >= 25
    assert "26 de noviembre de 2026" in asked.dates.summary.text()
    free = next(at for at in range(1, before) if "se salta" not in shown.item(at).text())
    shown.setCurrentRow(free)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    play.settle()
    assert shown.count() == before + 1
    assert "se salta" in shown.item(free).text()
    asked.back.click()
    asked.primary.click()
    play.settle()
    QTest.keyClick(asked, Qt.Key.Key_Return)
    play.settle()
    made = saved(current(play).group)
    days = [line.date for line in made.sessions]
    assert days[0] == date(2026, 11, 26)
    assert date(2026, 11, 26) + free * WEEK not in days
    assert len(days) == 25


def test_somebody_away_comes_back_with_one_button(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    page.people.list.setCurrentRow(2)
    assert not page.people.back.isVisible()
    QTest.keyClick(page.people.list, Qt.Key.Key_Return)
    act(play, "En pausa")
    dialog().primary.click()
    play.settle()
    away = [p for p in saved().people if p.state is EnrolmentState.PAUSED]
    assert [p.since for p in away] == [date.today()]
    assert any("en pausa" in text for text in every_text(page))
    assert page.people.chosen == away[0]
    page.people.back.click()
    play.settle()
    assert not [p for p in saved().people if p.state is EnrolmentState.PAUSED]


def test_somebody_goes_over_to_another_group_after_its_room_was_asked_about(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    assert play.window.desk is not None
    new = NewGroup("Grupo Aliso", date.today(), 600, capacity=1)
    other = groups.create_group(play.window.desk.work, new).created[0]
    groups.add_to_group(play.window.desk.work, other, [page.detail.people[4].id])
    page.people.list.setCurrentRow(3)
    gone = page.people.chosen.id
    page.people.act.click()
    act(play, "Pasa a otro grupo")
    asked = dialog()
    asked.to.setCurrentIndex(asked.to.findText("Grupo Aliso"))
    play.settle()
    asked.primary.click()
    assert "El cupo es de 1 y serían 2." in asked.problem.text()
    asked.primary.click()
    play.settle()
    assert gone in [p.id for p in saved(other).people]
    assert [(p.id, p.moved_to) for p in saved().gone] == [(gone, "Grupo Aliso")]


def test_a_closed_group_that_has_begun_says_what_to_do(play: Play, page: GroupPage) -> None:
    desk = play.window.desk
    assert desk is not None
    edit = GroupEdit("Grupo Manglar", intake=Intake.CLOSED)
    groups.edit_group(desk.work, page.group, edit)
    attendance.finish(desk.work, page.detail.sessions[0].id)
    desk.role = Role.FACILITATOR
    button(page, "Agregar").click()
    play.settle()
    asked = dialog()
    assert not asked.why.isVisible()
    asked.nickname.setText("Nueva")
    asked.primary.click()
    assert "coordinación" in asked.problem.text()
    asked.reject()
    desk.role = Role.COORDINATOR
    play.settle()
    button(page, "Agregar").click()
    play.settle()
    asked = dialog()
    asked.search.setText("rio")
    asked.list.item(0).setCheckState(Qt.CheckState.Checked)
    asked.primary.click()
    assert asked.isVisible(), "it asks why"
    asked.why.setText("La canaliza el juzgado")
    before = len(groups.get_group(desk.work, page.group).people)
    asked.primary.click()
    play.settle()
    assert len(groups.get_group(desk.work, page.group).people) == before + 1


def test_a_meeting_that_was_not_held_is_made_up_and_two_in_a_day_are_said(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    desk = play.window.desk
    assert desk is not None
    choose(page, 3)
    page.skip_button.click()
    asked = dialog()
    asked.alone.setChecked(True)
    asked.primary.click()
    play.settle()
    page.make_up_button.click()
    asked = dialog()
    day = saved().sessions[4].date
    asked.day.text.setText(f"{day.day}/{day.month}/{day.year}")
    assert "serán dos reuniones en un día" in asked.same_day.text()
    assert "enciman" in asked.same_day.text()
    asked.hour.setText("19")
    assert "enciman" not in asked.same_day.text()
    asked.primary.click()
    play.settle()
    (made,) = [line for line in saved().sessions if line.is_make_up]
    assert (made.number, made.date, made.start_minute) == (3, day, 19 * 60)
    assert any("Reposición de la 3" in text for text in every_text(page))
    take_back(play)
    assert not [line for line in saved().sessions if line.is_make_up]


def test_the_facts_of_a_group_are_corrected_and_one_meeting_is_elsewhere(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    button(page, "Datos").click()
    play.settle()
    asked = dialog()
    asked.name.setText("Grupo Amate")
    asked.place.setText("Biblioteca")
    asked.capacity.setValue(31)
    asked.primary.click()
    play.settle()
    now = saved()
    assert (now.name, now.place, now.capacity) == ("Grupo Amate", "Biblioteca", 31)
    assert page.people.count.text() == "30 de 31 personas"
    take_back(play)
    assert saved().name == "Grupo Manglar"
    choose(page, 2)
    page.place_button.click()
    play.settle()
    asked = dialog()
    asked.place.setText("La cancha")
    asked.primary.click()
    play.settle()
    assert [line.place for line in saved().sessions[1:3]] == ["La cancha", ""]


def test_all_that_is_to_come_moves_to_another_weekday(
    play: Play, page: GroupPage, saved: Callable
) -> None:
    button(page, "Datos").click()
    play.settle()
    dialog().hours.click()
    play.settle()
    asked = dialog()
    first = date.today() + timedelta(days=3)
    asked.first.text.setText(f"{first.day}/{first.month}/{first.year}")
    asked.hour.setText("9")
    asked.primary.click()
    play.settle()
    now = saved()
    assert (now.sessions[0].date, now.weekday, now.start_minute) == (first, first.weekday(), 540)
    assert {line.date.weekday() for line in now.sessions} == {first.weekday()}


def test_a_man_who_leaves_offers_the_notice_where_there_is_that_page(
    locked: Callable, laptop: Path
) -> None:
    play = locked(laptop)
    play.unlock(ACCOUNTS[1].nickname, ACCOUNTS[1].passphrase)
    assert play.window.desk is not None
    group = max(group_views.list_groups(play.window.desk.work), key=lambda line: line.people)
    for offered in (False, True):
        play.show("group", group.id)
        page = current(play)
        page.room.pages = page.room.pages - {"notice"} | ({"notice"} if offered else set())
        page.people.list.setCurrentRow(0)
        page.people.act.click()
        act(play, "Dar de baja")
        dialog().primary.click()
        play.settle()
        assert [type(each).__name__ for each in dialogs()] == ["NoticeDialog"] * offered
        for each in dialogs():
            each.reject()
        play.settle()


def test_buttons_lead_only_to_pages_that_there_are(play: Play) -> None:
    play.show("groups")
    assert play.window.shell is not None
    page = play.window.shell.current
    words = {"Calendario": "calendar", "Cursos": "courses", "Materiales": "library"}
    shown = {name for text, name in words.items() if text in every_text(page)}
    assert shown == set(words.values()) & page.room.pages
