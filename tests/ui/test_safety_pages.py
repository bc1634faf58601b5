"""Protection orders and forbidden places at the window; and that no such page is cut or mute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.services import forbidden, people, protections, safety_plans
from desktop.services.doubts import Doubt, DoubtSort
from desktop.services.protections import ProtectionForm
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, every_text, reachable, shown
from tests.ui.staffed import *  # noqa: F403 - its fixtures
from tests.ui.test_reach import clipped, spoken
from ui.pages.forbidden.page import ForbiddenPage
from ui.pages.protection.breach import BreachDialog
from ui.pages.protection.form import ProtectionDialog
from ui.pages.protection.page import ProtectionPage
from ui.widgets.joining import words_of

NAME = "Nombre Oculto 01"


@pytest.fixture
def person(play: Play) -> bytes:
    assert play.window.desk is not None
    found = people.list_people(play.window.desk.work)
    return next(line.id for line in found if line.nickname == "Ola 01")


def test_an_order_is_entered_and_its_day_follows_from_its_words(play: Play, person: bytes) -> None:
    page = shown(play, "protection", person)
    assert isinstance(page, ProtectionPage)
    page.new.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, ProtectionDialog)
    QTest.keyClicks(asked.authority, "Juzgado Segundo")
    QTest.keyClicks(asked.issued, "1/10/2026")
    QTest.keyClicks(asked.expires, "60 dias")
    assert asked.day.day == date(2026, 11, 30)
    asked.day.setText("mañana no")
    asked.primary.click()
    assert "Fecha en que vence" in asked.problem.text()
    asked.day.clear()
    QTest.keyClicks(asked.day, "29/11/2026")
    QTest.keyClicks(asked.expires, " naturales")
    assert asked.day.day == date(2026, 11, 29)
    QTest.keyClick(asked.day, Qt.Key.Key_Return)
    play.settle()
    assert play.window.desk is not None
    _who, (line,) = protections.of_person(play.window.desk.work, person, date.today())
    assert line.form.expires_text == "60 dias naturales"
    assert line.form.expires_on == date(2026, 11, 29)
    assert any("Juzgado Segundo" in each for each in every_text(page))


def test_a_breach_shows_first_what_to_do_and_whom_to_call(play: Play, person: bytes) -> None:
    assert play.window.desk is not None
    work = play.window.desk.work
    protections.enter(work, person, ProtectionForm(authority="Síndica"))
    page = shown(play, "protection", person)
    button(page, "No se respetó").click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, BreachDialog)
    assert any("llame al 911" in each for each in every_text(asked))
    asked.what.setPlainText("Llegó a la escuela")
    asked.primary.click()
    play.settle()
    button(page, "A quién se avisó").click()
    play.settle()
    told = dialog()
    told.told.to.setText("Decidió no avisar")  # type: ignore[attr-defined]
    told.primary.click()
    play.settle()
    _who, (line,) = protections.of_person(work, person, date.today())
    assert line.breaches[0].told_to == "Decidió no avisar"
    button(page, "Terminó").click()
    play.settle()
    dialog().primary.click()
    play.settle()
    button(page, "Sigue vigente").click()
    play.settle()
    assert protections.of_person(work, person, date.today())[1][0].is_open


def test_a_place_that_is_forbidden_is_said_by_nickname_before_somebody_joins() -> None:
    asked = words_of([Doubt(DoubtSort.FORBIDDEN, nickname="Roble", place="Comala")])
    assert "Roble" in asked
    assert "Comala" in asked


# --- every page -------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1024, 560), (1366, 768)])
@pytest.mark.parametrize("language", ["es", "en"])
def test_nothing_is_cut_and_everything_has_a_name(
    locked: Callable[..., Play],
    laptop: Path,
    demonstration: Demonstration,
    size: tuple[int, int],
    language: str,
) -> None:
    play = locked(laptop, language)
    play.sit(demonstration.account)
    play.resize(*size)
    assert play.window.desk is not None
    work = play.window.desk.work
    one, other = (line.id for line in people.list_people(work)[:2])
    safety_plans.write(work, one, "signs", "palabras suyas")
    today = date.today()
    form = ProtectionForm(
        authority="Juzgado Segundo de lo Familiar",
        measures="No acercarse",
        issued_on=today,
        expires_text="60 días",
        expires_on=today + timedelta(days=5),
    )
    order = protections.enter(work, one, form).created[0]
    protections.note_breach(work, order, today, "Llegó a la hora de la salida")
    for name, argument in (
        ("plan", None),
        ("plan", one),
        ("plan", other),
        ("protection", None),
        ("protection", one),
        ("protection", other),
    ):
        page = shown(play, name, argument)
        assert not clipped(page), (name, argument)
        assert all(spoken(each) for each in reachable(page))
        assert NAME not in " ".join(every_text(page))


def test_the_mens_page_asks_for_places_and_hours_and_nothing_else(
    sit: Callable[[str], Play],
) -> None:
    play = sit("Barro")
    assert play.window.desk is not None
    assert play.window.shell is not None
    work = play.window.desk.work
    man = people.add_person(work, people.PersonForm(nickname="Roble")).created[0]
    assert not {"plan", "protection"} & play.window.shell.current.room.pages  # type: ignore[attr-defined]
    page = shown(play, "forbidden", man)
    assert isinstance(page, ForbiddenPage)
    page.new.click()
    play.settle()
    asked = dialog()
    asked.primary.click()
    assert asked.problem.text()
    asked.places.setPlainText("Escuela Benito Juárez")  # type: ignore[attr-defined]
    asked.until.setText("hasta el 3 de marzo de 2020")  # type: ignore[attr-defined]
    asked.until.textEdited.emit(asked.until.text())  # type: ignore[attr-defined]
    asked.primary.click()
    play.settle()
    _who, (line,) = forbidden.of_person(work, man, date.today())
    assert (line.form.until_on, line.asks) == (date(2020, 3, 3), True)
    assert any("siguen prohibidos" in each for each in every_text(page))
    play.resize(1024, 560)
    assert not clipped(page)
    button(page, "Terminó").click()
    play.settle()
    assert forbidden.of_person(work, man, date.today())[1][0].ended_on == date.today()
