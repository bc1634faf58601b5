"""The calendar on screen: one's own by name, others only as taken, everything by keyboard."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import BOOKING, GROUP, SESSION
from desktop.programme.vocabulary import DayOffSort, SessionState
from desktop.services import days_off, groups, prefs, rooms
from desktop.services.bookings import Meeting, meetings_from
from desktop.services.days_off import LocalDate, LocalDateLine
from desktop.services.groups import NewGroup
from desktop.vault.accounts import UnlockedAccount
from tests.e2e.stage import Play
from tests.ui.conftest import Opening
from tests.ui.looking import button, dialog, dialogs, every_text, reachable
from tests.ui.test_reach import SMALL, clipped, labelled, named, spoken
from ui.pages.calendar.day_panel import DayLine
from ui.pages.calendar.local_date import FallenDialog, LocalDateDialog, StateDialog
from ui.pages.calendar.model import MonthModel
from ui.pages.calendar.page import CalendarPage
from ui.pages.calendar.places import AsideDialog, PlacesDialog

TODAY = date.today()
WEEK = timedelta(days=7)
STRANGER = "ab" * 16


@pytest.fixture
def sauce(beginner: Play) -> Play:
    """A programme with one place and one group that meets there, from today on."""
    vault = shared(beginner)
    venue = rooms.add_venue(vault, "Casa Comunal", "Comala").created[0]
    assert beginner.window.desk is not None
    work = beginner.window.desk.work
    group = groups.create_group(work, NewGroup("Sauce", TODAY, 600, sessions=3)).created[0]
    with work.write() as journal:
        journal.record(GROUP.of(group, venue=venue))
    return beginner


def shared(play: Play) -> OpenVault:
    assert play.window.desk is not None
    assert play.window.desk.shared is not None
    return play.window.desk.shared


def page_of(play: Play, on: date | None = None) -> CalendarPage:
    play.show("calendar", on)
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, CalendarPage)
    return found


def holders(play: Play) -> dict[date, str]:
    with shared(play).read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT ordinal, holder FROM booking WHERE holder IS NOT NULL"
        ).fetchall()
    return {date.fromordinal(row[0]): row[1] for row in rows}


def test_without_a_place_the_page_teaches_and_begins_with_one(beginner: Play) -> None:
    page = page_of(beginner)
    assert page.empty.isVisible()
    assert len(" ".join(every_text(page.empty)).split()) > 10
    button(page.empty, "Agregar el primer lugar").click()
    asked = dialog()
    assert isinstance(asked, PlacesDialog)
    asked.primary.click()
    assert asked.problem.isVisible()
    asked.name.setText("Casa Comunal")
    asked.municipality.setText("Comala")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    beginner.settle()
    assert not dialogs()
    assert [venue.name for venue in rooms.venues(shared(beginner))] == ["Casa Comunal"]
    assert page.month.isVisible()


def test_a_place_that_reads_alike_is_asked_about_once(sauce: Play) -> None:
    page = page_of(sauce)
    button(page, "Lugares").click()
    asked = dialog()
    assert isinstance(asked, PlacesDialog)
    asked.name.setText("La casa comunal vieja")
    asked.municipality.setText("comala")
    asked.primary.click()
    sauce.settle()
    assert "Casa Comunal" in asked.problem.text()
    asked.primary.click()
    sauce.settle()
    assert len(rooms.venues(shared(sauce))) == 2


def test_opening_it_books_what_ones_groups_ask_for(sauce: Play) -> None:
    assert holders(sauce) == {}
    page_of(sauce)
    assert sorted(holders(sauce)) == [TODAY, TODAY + WEEK, TODAY + WEEK * 2]


def test_others_are_shown_as_taken_and_a_clash_asks_to_move(sauce: Play) -> None:
    venue = rooms.venues(shared(sauce))[0].id
    with shared(sauce).write() as journal:
        for on in (TODAY, TODAY + timedelta(days=1)):
            journal.record(BOOKING.child(venue, on.toordinal(), holder=STRANGER))
    page = page_of(sauce)
    lines = [line.accessibleName() for line in page.panel.findChildren(DayLine)]
    assert any("Sauce" in line and "muévala" in line for line in lines)
    assert "1 reunión sin lugar" in page.subtitle.text()
    page.month.go(TODAY + timedelta(days=1))
    sauce.settle()
    shown = [line for line in page.panel.findChildren(DayLine) if line.isVisible()]
    assert [line.accessibleName() for line in shown] == ["Ocupado. Casa Comunal"]
    assert STRANGER not in " ".join(every_text(page))


def test_arrows_page_keys_home_and_enter_do_everything(sauce: Play) -> None:
    page = page_of(sauce, date(2026, 3, 30))
    for key, reached in (
        (Qt.Key.Key_Right, date(2026, 3, 31)),
        (Qt.Key.Key_PageUp, date(2026, 2, 28)),
        (Qt.Key.Key_Down, date(2026, 3, 7)),
        (Qt.Key.Key_PageDown, date(2026, 4, 7)),
        (Qt.Key.Key_Up, date(2026, 3, 31)),
        (Qt.Key.Key_Left, date(2026, 3, 30)),
        (Qt.Key.Key_Home, TODAY),
    ):
        QTest.keyClick(page.month, key)
        sauce.settle()
        assert page.month.day == reached
        chosen = page.model.day(page.month.currentIndex())
        assert chosen is not None
        assert chosen.date == reached
    QTest.keyClick(page.month, Qt.Key.Key_Return)
    focus = sauce.window.focusWidget()
    assert isinstance(focus, DayLine)
    assert "Sauce" in focus.accessibleName()
    QTest.keyClick(focus, Qt.Key.Key_Space)
    sauce.settle()
    assert sauce.window.shell is not None
    assert sauce.window.shell.current is not page


@pytest.mark.parametrize("end", [date.min, date.max])
def test_the_ends_of_the_calendar_are_walked_against_in_peace(sauce: Play, end: date) -> None:
    page = page_of(sauce, end)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        page.month.go(end)
        QTest.keyClick(page.month, key)
        sauce.settle()
    assert page.month.isVisible()


def test_a_local_date_shows_what_falls_on_it_and_moves_it_on(sauce: Play) -> None:
    page = page_of(sauce, TODAY + WEEK)
    page.date_button.click()
    asked = dialog()
    assert isinstance(asked, LocalDateDialog)
    asked.primary.click()
    assert asked.problem.isVisible()
    asked.sort.setCurrentIndex(1)
    assert not asked.yearly.isChecked()
    asked.name.setText("Corte de café")
    asked.primary.click()
    sauce.settle()
    offered = dialog()
    assert isinstance(offered, FallenDialog)
    assert "Sauce" in offered.list.item(0).text()
    offered.primary.click()
    sauce.settle()
    assert sauce.window.desk is not None
    dates = [one.date for one in meetings_from(sauce.window.desk.work, TODAY)]
    assert dates == [TODAY, TODAY + WEEK * 2, TODAY + WEEK * 3]
    assert sorted(holders(sauce)) == dates
    assert any("Corte de café" in text for text in every_text(page.panel))


def test_groups_that_are_not_chosen_stay(sauce: Play) -> None:
    page = page_of(sauce)
    about = LocalDate("Lluvia", DayOffSort.ROAD, TODAY, TODAY)
    page._keep_date(about, None)
    sauce.settle()
    offered = dialog()
    assert isinstance(offered, FallenDialog)
    offered.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    offered.primary.click()
    sauce.settle()
    assert sauce.window.desk is not None
    assert meetings_from(sauce.window.desk.work, TODAY)[0].date == TODAY


def test_a_local_date_is_corrected_and_taken_away_from_its_line(sauce: Play) -> None:
    about = LocalDate("Feria", DayOffSort.FEAST, TODAY, TODAY, yearly=True)
    days_off.add_day_off(shared(sauce), about)
    page = page_of(sauce)

    def press() -> LocalDateDialog:
        (line,) = (
            each
            for each in page.panel.findChildren(DayLine)
            if each.isVisible() and "Feria" in each.accessibleName()
        )
        line.click()
        sauce.settle()
        found = dialog()
        assert isinstance(found, LocalDateDialog)
        return found

    asked = press()
    asked.name.setText("Feria de abril")
    asked.primary.click()
    sauce.settle()
    for each in dialogs():
        each.reject()
    sauce.settle()
    (line,) = days_off.local_dates(shared(sauce))
    assert line.about.name == "Feria de abril"
    assert line.about.yearly
    button(press(), "Retirar esta fecha").click()
    sauce.settle()
    assert days_off.local_dates(shared(sauce)) == []


def test_a_place_is_put_aside_for_a_day_and_given_back(sauce: Play) -> None:
    free = TODAY + timedelta(days=2)
    page = page_of(sauce, free)
    page.put_aside.click()
    asked = dialog()
    assert isinstance(asked, AsideDialog)
    asked.primary.click()
    sauce.settle()
    assert free in holders(sauce)
    (line,) = (one for one in page.panel.findChildren(DayLine) if one.isVisible())
    assert "Apartado" in line.accessibleName()
    line.click()
    sauce.settle()
    assert free not in holders(sauce)
    assert sauce.window.shell is not None
    button(sauce.window.shell.toast, "Deshacer").click()
    sauce.settle()
    assert free in holders(sauce)


def test_a_past_day_is_not_put_aside(sauce: Play) -> None:
    assert not page_of(sauce, TODAY - WEEK).put_aside.isEnabled()
    assert page_of(sauce, TODAY).put_aside.isEnabled()


def test_the_state_is_asked_for_where_nobody_said_it(sauce: Play) -> None:
    page = page_of(sauce)
    page.state.click()
    asked = dialog()
    assert isinstance(asked, StateDialog)
    asked.state.setCurrentText("Colima")
    asked.primary.click()
    sauce.settle()
    assert not page.state.isVisible()
    assert "Colima" in page.subtitle.text()


def test_one_place_can_be_looked_at_alone(sauce: Play) -> None:
    rooms.add_venue(shared(sauce), "Escuela", "Comala")
    page = page_of(sauce)
    page.place.setCurrentIndex(page.place.findText("Escuela"))
    page.place.activated.emit(page.place.currentIndex())
    sauce.settle()
    assert page.place.currentText() == "Escuela"
    assert not any("Sauce" in text for text in every_text(page.panel) if text)
    assert page.view is not None
    assert not any(day.meetings for day in page.view.days.values())


def test_the_month_is_one_table_without_a_widget_for_each_day(sauce: Play) -> None:
    page = page_of(sauce)
    cells = [page.model.index(row, column) for row in range(6) for column in range(7)]
    assert not any(page.month.indexWidget(index) for index in cells)


def test_a_damaged_shared_vault_is_told_and_the_page_stays(sauce: Play) -> None:
    page = page_of(sauce)
    assert sauce.window.desk is not None
    kept, sauce.window.desk.shared = sauce.window.desk.shared, None
    sauce.strict = False
    page.reload()
    sauce.settle()
    assert dialogs()
    for each in dialogs():
        each.reject()
    sauce.settle()
    sauce.window.desk.shared = kept
    page.reload()
    sauce.settle()
    assert page.month.isVisible()


@pytest.mark.parametrize("month", [date(2026, 2, 1), date(2026, 11, 30), date.min, date.max])
def test_the_model_behaves_as_qt_demands(qapp: object, month: date) -> None:
    model = MonthModel(date(2026, 11, 1))
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.show(month, {})
    found = [
        day
        for row in range(6)
        for column in range(7)
        if (day := model.day(model.index(row, column))) is not None
    ]
    assert month in [day.date for day in found]
    assert model.index_of(month).isValid()
    assert not model.index_of(date(2000, 1, 1)).isValid()
    assert tester is not None


def test_a_meeting_that_is_moved_moves_in_the_month(sauce: Play) -> None:
    page = page_of(sauce)
    assert sauce.window.desk is not None
    work = sauce.window.desk.work
    first = meetings_from(work, TODAY)[0]
    with work.write() as journal:
        moved = journal.record(
            SESSION.of(first.session, date=(TODAY + timedelta(days=1)).isoformat())
        )
    page.changed.emit(moved)
    sauce.settle()
    assert page.view is not None
    assert not page.view.days[TODAY].meetings if TODAY in page.view.days else True
    assert page.view.days[TODAY + timedelta(days=1)].meetings
    assert TODAY not in holders(sauce)


@pytest.mark.parametrize("percent", [100, 200])
def test_every_dialog_fits_a_small_screen_and_escape_closes_it(
    locked: Opening, blank: Path, founder: UnlockedAccount, percent: int
) -> None:
    prefs.change(blank, text_percent=percent)
    play = locked(blank)
    play.sit(founder)
    rooms.add_venue(shared(play), "Casa Comunal", "Comala")
    play.resize(*SMALL)
    page = page_of(play)
    assert page.view is not None
    line = LocalDateLine(b"d" * 16, LocalDate("Feria", DayOffSort.FEAST, TODAY, TODAY))
    meeting = Meeting(
        session=b"s" * 16,
        group=b"g" * 16,
        group_name="Sauce",
        ordinal=1,
        date=TODAY,
        state=SessionState.PLANNED,
        start_minute=600,
        minutes=150,
        venue=None,
        place="",
    )
    for ask in (
        page._ask_place,
        page._ask_date,
        page._ask_aside,
        page._ask_state,
        lambda: page._open_date(line),
        lambda: page._offer(line.about, (meeting,)),
    ):
        ask()
        play.settle()
        asked = dialog()
        assert asked.width() <= SMALL[0]
        assert asked.height() <= SMALL[1]
        assert not clipped(asked)
        assert asked.primary.isDefault()
        nameless = [named(w) for w in reachable(asked) if not (spoken(w) or labelled(w))]
        assert not nameless
        QTest.keyClick(asked, Qt.Key.Key_Escape)
        play.settle()
        assert not dialogs()
