"""The page of one person: calm, quick, closed to a room full of people, and the way to the rest."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from desktop.programme.schema import CLOSENESS
from desktop.programme.vocabulary import EnrolmentState, LeaveReason, Nearness
from desktop.services import calls, group_views, passing, profile
from desktop.services.calls import Bar
from desktop.services.home import own_member
from desktop.services.profile import Profile
from desktop.services.timeline import Event, EventSort
from desktop.trouble import say
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text
from ui.pages.groups.notice import NoticeDialog
from ui.pages.groups.person_acts import LeaveDialog
from ui.pages.people.page import PeoplePage
from ui.pages.person.narrow_row import NarrowRow
from ui.pages.person.page import PersonPage
from ui.pages.person.timeline import EventsModel
from ui.pages.person.words import Shown
from ui.widgets.big_choice import BigChoice

TODAY = date.today()


def at_night() -> datetime:
    return datetime.now().replace(hour=2)


def in_the_meeting() -> datetime:
    return datetime.now().replace(hour=16, minute=30)


@pytest.fixture
def ola(play: Play, demonstration: Demonstration) -> bytes:
    assert play.window.desk is not None
    people = group_views.get_group(play.window.desk.work, demonstration.group).people
    return next(each.id for each in people if each.nickname == "Ola 07")


@pytest.fixture
def page(play: Play, ola: bytes) -> PersonPage:
    play.show("person", ola)
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, PersonPage)
    page.now = at_night
    play.show("person", ola)
    return page


def now(play: Play, person: bytes) -> Profile:
    assert play.window.desk is not None
    return profile.read(play.window.desk.work, person, at_night())


def choose(act: str) -> None:
    """Press a large button of the dialog that is open."""
    offered = dialog().findChildren(BigChoice)
    next(each for each in offered if each.accessibleName() == act).click()


def test_the_list_opens_the_record_and_escape_is_never_needed(play: Play, ola: bytes) -> None:
    play.show("people", ola)
    assert play.window.shell is not None
    people = play.window.shell.current
    assert isinstance(people, PeoplePage)
    people.table.setFocus()
    QTest.keyClick(people.table, Qt.Key.Key_Return)
    play.settle()
    assert isinstance(play.window.shell.current, PersonPage)
    assert play.window.shell.current.person == ola
    assert not dialogs()


def test_a_name_shows_only_while_the_eye_is_held(play: Play, page: PersonPage) -> None:
    hidden = "Nombre Oculto 07"
    assert not [text for text in every_text(page) if hidden in text]
    QTest.mousePress(page.eye, Qt.MouseButton.LeftButton)
    play.settle()
    assert page.shown_name.text() == hidden
    QTest.mouseRelease(page.eye, Qt.MouseButton.LeftButton)
    assert not [text for text in every_text(page) if hidden in text]


def test_while_a_group_meets_the_page_tells_what_a_list_tells(
    play: Play, page: PersonPage, ola: bytes
) -> None:
    assert page.found is not None
    assert page.found.inside is not None
    page.now = in_the_meeting
    play.show("today")
    play.show("person", ola)
    assert page.stack.currentWidget() is page.veil
    assert not page.call.isVisible()
    assert not page.edit.isVisible()
    shown = [text for text in every_text(page.window()) if "Se puede llamar" in text]
    assert not shown
    button(page.veil, "Estoy a solas").click()
    play.settle()
    assert page.stack.currentWidget() is page.inside
    # Whoever comes back says it again.
    play.show("today")
    play.show("person", ola)
    assert page.stack.currentWidget() is page.veil


def test_a_closed_record_is_a_calm_page_and_no_error(
    play: Play, page: PersonPage, ola: bytes
) -> None:
    assert play.window.desk is not None
    work = play.window.desk.work
    with work.write() as journal:
        me = own_member(journal.connection, work)
        assert me is not None
        near = {"relation": Nearness.FAMILY, "declared_on": TODAY.isoformat(), "ended": False}
        journal.record(CLOSENESS.pair(ola, me, **near))
    play.show("person", ola)
    assert page.stack.currentWidget() is page.closed
    assert not dialogs()
    for each in (page.eye, page.edit, page.more, page.call, page.pause):
        assert not each.isVisible()


def test_a_pause_is_one_press_and_a_day_and_so_is_coming_back(
    play: Play, page: PersonPage, ola: bytes
) -> None:
    page.pause.click()
    play.settle()
    asked = dialog()
    asked.note.setText("cosecha")
    QTest.keyClick(asked.note, Qt.Key.Key_Return)
    play.settle()
    assert now(play, ola).paused
    assert page.back.isVisible()
    assert not page.pause.isVisible()
    assert any("En pausa desde" in text for text in every_text(page.inside.lines))
    page.back.click()
    play.settle()
    assert [each.state for each in now(play, ola).places] == [EnrolmentState.ACTIVE]


def test_a_death_stops_everything_and_the_toast_takes_it_back(
    play: Play, page: PersonPage, ola: bytes
) -> None:
    page.more.click()
    play.settle()
    choose("Registrar fallecimiento")
    play.settle()
    asked = dialog()
    asked.on.text.setText((TODAY + timedelta(days=2)).strftime("%d/%m/%Y"))
    asked.primary.click()
    assert "todavía no llega" in asked.problem.text()
    asked.unknown.setChecked(True)
    asked.primary.click()
    play.settle()
    assert not dialogs()
    assert now(play, ola).died
    assert not page.call.isVisible()
    assert any("cuidado del equipo" in text for text in every_text(page))
    assert play.window.shell is not None
    assert "cuidado del equipo" in " ".join(every_text(play.window.shell.toast))
    button(play.window.shell.toast, "Deshacer").click()
    play.settle()
    assert not now(play, ola).died


def test_a_coordinator_takes_a_mistake_back_from_the_record(
    play: Play, page: PersonPage, ola: bytes
) -> None:
    assert play.window.desk is not None
    passing.note_death(play.window.desk.work, ola, TODAY)
    play.show("person", ola)
    page.more.click()
    play.settle()
    choose("El fallecimiento fue un error")
    play.settle()
    dialog().primary.click()
    play.settle()
    found = now(play, ola)
    assert (found.died, found.active) == (False, True)


def test_a_group_page_notes_a_death_in_the_record_and_offers_no_notice(
    play: Play, ola: bytes, demonstration: Demonstration
) -> None:
    play.show("group", demonstration.group)
    assert play.window.shell is not None
    assert play.window.desk is not None
    group = play.window.shell.current
    person = next(each for each in group.detail.people if each.id == ola)  # type: ignore[attr-defined]
    left: list[bool] = []
    asked = LeaveDialog(group, demonstration.group, person, lambda: left.append(True))
    asked.open()
    asked.reason.setCurrentIndex(list_of(asked).index(LeaveReason.DIED))
    asked.primary.click()
    play.settle()
    assert now(play, ola).died
    assert calls.card(play.window.desk.work, ola).bar is Bar.DIED
    assert left == []
    assert not [each for each in dialogs() if isinstance(each, NoticeDialog)]


def list_of(asked: LeaveDialog) -> list[LeaveReason]:
    return [asked.reason.itemData(at) for at in range(asked.reason.count())]


def test_lines_lead_to_the_pages_that_hold_the_rest(play: Play, page: PersonPage) -> None:
    assert play.window.shell is not None
    assert page.found is not None
    assert page.found.inside is not None
    titles = [str(each.title) for each in page.found.inside.sections]
    assert "Plan de seguridad" in titles
    for title in titles:
        play.show("person", page.person)
        rows = page.inside.lines.findChildren(NarrowRow)
        next(row for row in rows if row.accessibleName().startswith(title)).click()
        play.settle()
        assert play.window.shell.current is not page, title


def events(count: int) -> tuple[Event, ...]:
    sorts = list(EventSort)
    return tuple(
        Event(TODAY - timedelta(days=n), sorts[n % len(sorts)], say("Pasó {n}", n=n))
        for n in range(count)
    )


def test_a_long_time_is_one_list_and_chips_choose_from_it(
    play: Play, page: PersonPage, qtmodeltester: ModelTester
) -> None:
    line = page.inside.time
    line.show_events(events(500))
    play.settle()
    assert line.model.rowCount() == 500
    assert len(line.findChildren(type(page.more))) == len(line.chips) == len(Shown)
    line.chips[Shown.CALLS].click()
    play.settle()
    shown = [line.model.event_at(line.model.index(n)) for n in range(line.model.rowCount())]
    assert {each.sort for each in shown} == {EventSort.CALL}
    assert line.chips[Shown.CALLS].isChecked()
    assert not line.chips[Shown.ALL].isChecked()
    line.show_events(events(1))
    assert line.shown is Shown.ALL
    model = EventsModel()
    model.show_events(events(40), Shown.ALL)
    qtmodeltester.check(model)


def test_enter_on_what_happened_leads_there(play: Play, page: PersonPage, ola: bytes) -> None:
    assert play.window.shell is not None
    event = Event(TODAY, EventSort.CONSENT, say("Dijo que sí"), None, "consents", ola)
    page.inside.time.show_events((event,))
    page.inside.time.list.setCurrentIndex(page.inside.time.model.index(0))
    page.inside.time.list.setFocus()
    QTest.keyClick(page.inside.time.list, Qt.Key.Key_Return)
    play.settle()
    assert play.window.shell.current is not page


def test_nothing_of_a_person_stays_in_a_page_that_was_left(play: Play, page: PersonPage) -> None:
    assert any("Ola 07" in text for text in every_text(page))
    play.show("today")
    assert page.found is None
    assert not any("Ola 07" in text for text in every_text(page))


def test_somebody_else_is_read_from_what_waits(
    page: PersonPage, play: Play, demonstration: Demonstration
) -> None:
    page.window().resize(1024, 560)
    play.settle()
    bar = page.inside.lines.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value()
    assert play.window.desk is not None
    people = group_views.get_group(play.window.desk.work, demonstration.group).people
    play.show("person", next(each.id for each in people if each.id != page.person))
    assert bar.value() == 0
