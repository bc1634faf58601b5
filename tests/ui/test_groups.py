from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.demo.build import ACCOUNTS
from desktop.programme.vocabulary import SessionState, SkipReason
from desktop.services import group_views
from desktop.services.group_views import GroupDetail
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.groups.detail import GroupPage

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
    assert asked.sessions.value() == 25
    asked.start.text.setText("26/11/2026")
    asked.hour.setText("1030")
    asked.place.setText("Casa Comunal")
    QTest.keyClicks(asked.name, "Grupo Higuera")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    play.settle()
    page = current(play)
    made = saved(page.group)
    assert made.name == "Grupo Higuera"
    assert [s.date for s in made.sessions] == [date(2026, 11, 26) + n * WEEK for n in range(25)]
    assert {s.start_minute for s in made.sessions} == {630}
    assert page.model.rowCount() == 25


def test_a_mens_group_has_twenty_four_sessions(locked: Callable, laptop: Path) -> None:
    play = locked(laptop)
    play.unlock(ACCOUNTS[1].nickname, ACCOUNTS[1].passphrase)
    play.show("groups", "new")
    asked = dialog()
    assert asked.sessions.value() == 24
    asked.name.setText("Grupo Encino")
    asked.primary.click()
    play.settle()
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
    assert not page.take_out.isEnabled()
    page.people.setCurrentRow(1)
    page.take_out.click()
    play.settle()
    assert len(saved().people) == 29
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
