"""The pages of risk: quiet, by keyboard, explained, and nothing of it while a group meets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.programme.roles import Role
from desktop.programme.shipped_instruments import EXAMPLE
from desktop.programme.vocabulary import Answer, RiskBand
from desktop.services import instruments, people, risk
from desktop.services.instrument_files import instrument_id, write_instrument
from desktop.services.people import PersonForm
from desktop.services.risk import Result
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text, reachable
from tests.ui.staffed import *  # noqa: F403 - its fixtures
from tests.ui.test_reach import clipped, spoken
from ui.pages.instruments import page as instruments_page
from ui.pages.instruments.page import InstrumentsPage
from ui.pages.risk.entry import DayDialog, ResultDialog
from ui.pages.risk.hold import HoldPage
from ui.pages.risk.page import RiskPage
from ui.referral_form import ReferralForm
from ui.widgets.parts import choose

TODAY = date.today()
NIGHT = datetime.combine(TODAY, datetime.min.time()).replace(hour=2)
HIGH = Result(instrument="epv-r", on=TODAY, score=25, band=RiskBand.HIGH)


@pytest.fixture
def person(play: Play) -> bytes:
    assert play.window.desk is not None
    return people.list_people(play.window.desk.work)[0].id


def current(play: Play) -> QWidget:
    assert play.window.shell is not None
    return play.window.shell.current


def risk_page(play: Play, person: bytes, now: datetime = NIGHT) -> RiskPage:
    """The page at an hour when nobody meets."""
    play.show("risk", person)
    page = current(play)
    assert isinstance(page, RiskPage)
    page.now = lambda: now
    page.open(person)
    play.settle()
    return page


def hold_page(play: Play, person: bytes) -> HoldPage:
    desk = play.window.desk
    assert desk is not None
    role, desk.role = desk.role, Role.COORDINATOR
    if not instruments.for_holding(desk.work):
        instruments.load(desk, EXAMPLE)
    desk.role = role
    play.show("risk_hold", (person, instrument_id(EXAMPLE)))
    page = current(play)
    assert isinstance(page, HoldPage)
    return page


def enter(play: Play, person: bytes, result: Result = HIGH) -> bytes:
    assert play.window.desk is not None
    return risk.enter(play.window.desk.work, person, result, TODAY).created[0]


def kept(play: Play, person: bytes) -> risk.RiskLine:
    assert play.window.desk is not None
    found = risk.latest(play.window.desk.work, person)
    assert found is not None
    return found


def test_while_a_group_meets_nothing_shows_until_somebody_says_that_she_is_alone(
    play: Play, person: bytes
) -> None:
    enter(play, person)
    page = risk_page(play, person, NIGHT.replace(hour=16, minute=30))
    seen = " ".join(every_text(page.stack.currentWidget()))
    assert page.stack.currentWidget() is page.veil
    assert "EPV-R" not in seen
    assert "Alto" not in seen
    assert not page.enter.isVisible()
    assert page.list.count() == 0
    button(page.veil, "Estoy a solas").click()
    play.settle()
    assert "EPV-R" in page.list.item(0).text()
    page.open(person)
    play.settle()
    assert page.stack.currentWidget() is page.veil


def test_leaving_takes_everything_off_the_screen(play: Play, person: bytes) -> None:
    enter(play, person)
    page = risk_page(play, person)
    assert page.list.count() == 1
    play.show("today")
    assert page.list.count() == 0
    assert not page.history.accessibleDescription()


def test_the_history_is_told_in_sentences_and_walked_by_arrows(play: Play, person: bytes) -> None:
    for days, band in ((30, RiskBand.LOW), (20, None), (10, RiskBand.HIGH)):
        enter(play, person, replace(HIGH, on=TODAY - timedelta(days=days), band=band))
    page = risk_page(play, person)
    told = page.history.accessibleDescription()
    assert [told.count(word) for word in ("Alto", "Sin dato", "Bajo")] == [1, 1, 1]
    assert told.index("Alto") < told.index("Sin dato") < told.index("Bajo")
    page.history.setFocus()
    QTest.keyClick(page.history, Qt.Key.Key_Left)
    assert page.list.currentRow() == 1
    QTest.keyClick(page.history, Qt.Key.Key_Right)
    assert page.list.currentRow() == 0
    heights = [place.y() for place in page.history.places()]
    assert heights[1] > heights[2] > heights[0]


def test_a_result_from_a_paper_is_entered_and_asks_for_a_day(play: Play, person: bytes) -> None:
    page = risk_page(play, person)
    assert page.stack.currentWidget() is page.empty
    page.enter.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, ResultDialog)
    QTest.keyClicks(asked.score, "21")
    assert asked.band.currentData() is RiskBand.HIGH
    asked.primary.click()
    play.settle()
    day = dialog()
    assert isinstance(day, DayDialog)
    assert day.day.day == TODAY + timedelta(days=7)
    day.primary.click()
    play.settle()
    line = kept(play, person)
    assert (line.score, line.band) == (21, RiskBand.HIGH)
    assert line.review_on == TODAY + timedelta(days=7)


def test_few_points_propose_no_level(play: Play, person: bytes) -> None:
    page = risk_page(play, person)
    page.enter.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, ResultDialog)
    QTest.keyClicks(asked.score, "3")
    assert asked.band.currentData() is None
    asked.score.setText("tres")
    asked.primary.click()
    assert asked.problem.isVisible()
    asked.reject()


def test_a_yes_to_strangulation_offers_a_referral_at_once(play: Play, person: bytes) -> None:
    page = risk_page(play, person)
    page.enter.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, ResultDialog)
    QTest.keyClicks(asked.score, "2")
    choose(asked.strangled, Answer.YES)
    asked.primary.click()
    play.settle()
    (form,) = dialogs()
    assert isinstance(form, ReferralForm)
    form.reject()
    play.settle()
    assert button(page.told, "Ofrecer atención médica").isVisible()
    assert kept(play, person).strangled is Answer.YES


def test_a_high_result_leads_to_the_plan(play: Play, person: bytes) -> None:
    enter(play, person)
    page = risk_page(play, person)
    led: list[tuple[str, object]] = []
    page.go.connect(lambda name, argument: led.append((name, argument)))
    button(page.told, "Hacer el plan de seguridad").click()
    assert led == [("plan", person)]


def test_an_instrument_is_asked_by_keyboard_and_explained(play: Play, person: bytes) -> None:
    page = hold_page(play, person)
    for key in ("1", "2", "S", "3", "2"):
        QTest.keyClicks(page, key)
        play.settle()
    assert page.at == "dias"
    assert page.question is not None
    assert page.question.number is not None
    QTest.keyClicks(page.question.number, "9")
    QTest.keyClick(page.question.number, Qt.Key.Key_Return)
    assert page.question.problem.isVisible()
    page.question.number.setText("5")
    QTest.keyClick(page.question.number, Qt.Key.Key_Return)
    QTest.keyClicks(page, "1")
    play.settle()
    assert page.at is None
    told = every_text(page.area)
    assert "De 7 a 10 puntos: faltan respuestas" in told
    assert any("cuello" in each for each in told)
    page.keep.click()
    play.settle()
    if dialogs():
        dialog().reject()
    line = kept(play, person)
    assert line.critical == ("arma",)
    assert (line.score, line.strangled) == (None, Answer.UNSAID)
    assert isinstance(current(play), RiskPage)


def test_backspace_goes_back_and_changes_what_is_asked(play: Play, person: bytes) -> None:
    page = hold_page(play, person)
    for key in ("1", "1", "1", "3"):
        QTest.keyClicks(page, key)
    assert page.at == "usada"
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    assert page.at == "arma"
    QTest.keyClicks(page, "1")
    assert page.at == "dias"


def test_answers_survive_going_away_and_are_forgotten_once_kept(play: Play, person: bytes) -> None:
    page = hold_page(play, person)
    QTest.keyClicks(page, "1")
    QTest.keyClicks(page, "S")
    play.settle()
    play.show("today")
    assert page.answers == {}
    page = hold_page(play, person)
    assert (page.answers, page.at) == ({"empeora": "yes", "amenaza": None}, "cuello")
    while page.at is not None:
        QTest.keyClicks(page, "S")
    page.keep.click()
    play.settle()
    for each in dialogs():
        each.reject()
    assert hold_page(play, person).answers == {}


@pytest.mark.parametrize("size", [(1024, 560), (1366, 768)])
def test_nothing_is_clipped_nor_nameless(play: Play, person: bytes, size: tuple[int, int]) -> None:
    play.resize(*size)
    enter(play, person, replace(HIGH, strangled=Answer.YES, note="Una nota."))
    hold_page(play, person)
    for page in (current(play), risk_page(play, person)):
        nameless = [each for each in reachable(page) if not spoken(each)]
        assert not nameless
        assert clipped(page) == []


def test_a_coordinator_loads_a_file_and_opens_it_with_a_permission(
    play: Play, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "otro.yaml"
    file.write_text(write_instrument(replace(EXAMPLE, slug="otro", title="Otro instrumento")))
    monkeypatch.setattr(instruments_page, "open_file", lambda *_told: file)
    play.show("instruments")
    page = current(play)
    assert isinstance(page, InstrumentsPage)
    page.load.click()
    play.settle()
    (line,) = [each for each in page.lines if each.slug == "otro"]
    assert line.shut is not None
    page.table.setCurrentIndex(page.model.index(page.lines.index(line), 0))
    play.settle()
    button(page, "Anotar el permiso").click()
    play.settle()
    asked = dialog()
    asked.which.setCurrentIndex(1)  # type: ignore[attr-defined]
    asked.primary.click()
    assert asked.problem.isVisible()
    asked.text.setPlainText("Sus autoras, el 3 de mayo.")  # type: ignore[attr-defined]
    asked.primary.click()
    play.settle()
    (line,) = [each for each in page.lines if each.slug == "otro"]
    assert line.shut is None


def test_a_file_that_is_no_instrument_is_told(
    play: Play, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "otro.yaml"
    file.write_text("items:\n" + "  - {}\n" * 200)
    monkeypatch.setattr(instruments_page, "open_file", lambda *_told: file)
    play.show("instruments")
    page = current(play)
    told: list[object] = []
    page.troubled.disconnect()  # type: ignore[attr-defined]
    page.troubled.connect(told.append)  # type: ignore[attr-defined]
    page.load.click()  # type: ignore[attr-defined]
    play.settle()
    assert "#101" in str(told[0])


def test_in_the_mens_stream_a_high_result_leads_to_a_notice_and_to_no_plan(
    sit: Callable[[str], Play],
) -> None:
    play = sit("Barro")
    assert play.window.desk is not None
    work = play.window.desk.work
    man = people.add_person(work, PersonForm(nickname="Roble")).created[0]
    risk.enter(work, man, replace(HIGH, instrument="odara", score=9), TODAY)
    page = risk_page(play, man)
    told = every_text(page.told)
    assert "Hacer el plan de seguridad" not in " ".join(told)
    assert "Ofrecer atención médica" not in " ".join(told)
    led: list[str] = []
    page.go.connect(lambda name, _argument: led.append(name))
    button(page.told, "Avisar al equipo de mujeres").click()
    assert led == ["notice"]
    play.settle()
    for each in dialogs():
        each.reject()
    page = risk_page(play, man)
    page.enter.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, ResultDialog)
    assert not asked.strangled.isVisible()
    named = [asked.instrument.itemData(at) for at in range(asked.instrument.count())]
    assert "danger-assessment" not in named
    asked.reject()
