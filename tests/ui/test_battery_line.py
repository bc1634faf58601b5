"""A battery that runs low on a day with a meeting is told, with the paper list beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from desktop.host.battery import Battery
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import dialog, every_text
from ui.pages.attendance.page import AttendancePage
from ui.sheets.battery_line import BatteryLine
from ui.sheets.printing import PaperDialog

LOW = Battery(24, charging=False)


@pytest.fixture
def line(play: Play, demonstration: Demonstration) -> Callable[[Battery | None], BatteryLine]:
    """The line of today's attendance page, on a laptop with this battery."""

    def show(battery: Battery | None) -> BatteryLine:
        play.show("attendance", demonstration.sessions[0])
        assert play.window.shell is not None
        page = play.window.shell.current
        assert isinstance(page, AttendancePage)
        asked = threading.Event()

        def ask() -> Battery | None:
            assert threading.current_thread() is not threading.main_thread()
            asked.set()
            return battery

        play.until("the first answer", lambda: not page.battery._asking.busy)
        page.battery._ask = ask
        page.battery.look()
        play.until("the battery", lambda: asked.is_set() and not page.battery._asking.busy)
        return page.battery

    return show


def test_a_low_battery_offers_the_paper_list(play: Play, line: Callable) -> None:
    shown = line(LOW)
    assert shown.isVisible()
    assert "Batería al 24 %: ¿imprime la hoja?" in every_text(shown)
    shown.print.click()
    play.settle()
    assert isinstance(dialog(), PaperDialog)
    dialog().reject()


@pytest.mark.parametrize("battery", [None, Battery(24, charging=True), Battery(30, charging=False)])
def test_nothing_is_said_without_need(line: Callable, battery: Battery | None) -> None:
    assert not line(battery).isVisible()


def test_nothing_is_said_for_a_meeting_of_another_day(line: Callable) -> None:
    shown = line(LOW)
    shown.about(date.today() + timedelta(days=7))
    assert not shown.isVisible()
    shown.about(date.today())
    assert shown.isVisible()


def test_a_page_out_of_sight_asks_nothing(play: Play, line: Callable) -> None:
    shown = line(LOW)
    play.show("today")
    shown._ask = lambda: pytest.fail("asked")
    shown.look()
    assert not shown._asking.busy


def test_the_page_to_lead_from_says_it_too(play: Play, demonstration: Demonstration) -> None:
    play.show("lead", demonstration.sessions[0])
    assert play.window.shell is not None
    line = play.window.shell.current.battery  # type: ignore[attr-defined]
    play.until("the first answer", lambda: not line._asking.busy)
    line._ask = lambda: LOW
    line.look()
    play.until("the battery", lambda: line.isVisible())
    line.print.click()
    play.settle()
    assert isinstance(dialog(), PaperDialog)
    dialog().reject()
