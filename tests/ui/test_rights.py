"""The page of requests about one's own data: written down, answered, erased, refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.host.clock import SystemClock
from desktop.programme.rights import WAITING_DAYS
from desktop.programme.vocabulary import RightOutcome, RightSort
from desktop.services import erasing, people, retention, rights
from desktop.services.entrance import Desk, sit_down
from desktop.services.people import PersonForm
from desktop.services.rights import Asking
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.staffed import *  # noqa: F403 - its fixtures
from tests.ui.staffed import Staff
from tests.ui.test_reach import clipped, labelled
from ui.pages.rights.answering import AnswerDialog, KeepDialog, TermsDialog
from ui.pages.rights.asking import AskDialog, ListDialog
from ui.pages.rights.erasing import EraseDialog
from ui.pages.rights.own_record import OwnRecordDialog
from ui.pages.rights.page import RightsPage

NAME = "María Ejemplo Prueba"


@dataclass
class Asked:
    """The page open on one person, and the way to her requests."""

    play: Play
    page: RightsPage
    person: bytes

    @property
    def desk(self) -> Desk:
        assert self.play.window.desk is not None
        return self.play.window.desk

    def press(self, words: str) -> None:
        found = [
            each
            for each in self.page.findChildren(QPushButton)
            if each.text().strip() == words and each.isVisible()
        ]
        found[0].click()
        self.play.settle()

    def ask(self, sort: RightSort) -> bytes:
        made = rights.ask(self.desk.work, Asking(sort, date.today(), "", self.person)).created[0]
        self.page.reload()
        self.play.settle()
        return made


def page_at(play: Play, argument: object) -> RightsPage:
    play.show("rights", argument)
    play.settle()
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, RightsPage)
    return found


@pytest.fixture
def asked(locked: Callable[..., Play], staffed: Staff) -> Asked:
    desk = sit_down(staffed.folder, staffed.accounts["Colibrí"], SystemClock())
    form = PersonForm(nickname="Ardilla", name=NAME, intake_date=date(2019, 5, 1))
    person = people.add_person(desk.work, form).created[0]
    desk.close()
    play = locked(staffed.folder)
    play.sit(staffed.accounts["Colibrí"])
    return Asked(play, page_at(play, person), person)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    out: list[str] = []
    monkeypatch.setattr("ui.door.print_directly", lambda html, *_on: out.append(html) or True)
    return out


def test_a_request_is_written_down_and_shows_its_last_day(asked: Asked) -> None:
    asked.press("Anotar una solicitud")
    form = dialog()
    assert isinstance(form, AskDialog)
    assert all(labelled(each) for each in (form.sort, form.on, form.asked))
    form.on.text.setText("mañana no")
    form.primary.click()
    assert "23/11/2026" in form.problem.text()
    form.on.text.setText(date.today().strftime("%d/%m/%Y"))
    form.asked.setPlainText("quiero ver lo mío")
    form.primary.click()
    asked.play.settle()
    told = every_text(asked.page)
    assert "quiero ver lo mío" in told
    assert "Sin contestar" in told
    assert not any(NAME in each for each in told)


def test_a_no_without_a_reason_is_not_taken(asked: Asked) -> None:
    asked.ask(RightSort.OPPOSITION)
    asked.press("Contestar")
    form = dialog()
    assert isinstance(form, AnswerDialog)
    form.outcome.setCurrentIndex(form.outcome.findData(int(RightOutcome.REFUSED)))
    form.primary.click()
    assert "por qué" in form.problem.text()
    form.why.setPlainText("Hace falta para venir")
    form.primary.click()
    asked.play.settle()
    assert "Negada" in every_text(asked.page)


def test_the_own_record_is_printed_without_what_was_struck(
    asked: Asked, printed: list[str]
) -> None:
    asked.ask(RightSort.ACCESS)
    asked.press("Preparar el papel")
    form = dialog()
    assert isinstance(form, OwnRecordDialog)
    lines = [form.lines.item(n) for n in range(form.lines.count())]
    (name,) = [line for line in lines if NAME in line.text()]
    name.setCheckState(Qt.CheckState.Unchecked)
    form.primary.click()
    asked.play.settle()
    assert len(printed) == 1
    assert "Ardilla" in printed[0]
    assert NAME not in printed[0]
    (request,) = rights.everything(asked.desk.work)
    assert request.outcome is RightOutcome.DONE


def test_what_did_not_come_to_paper_is_not_answered(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.door.print_directly", lambda *_: False)
    asked.ask(RightSort.ACCESS)
    asked.press("Preparar el papel")
    dialog().primary.click()
    asked.play.settle()
    assert rights.everything(asked.desk.work)[0].open


def test_erasing_says_what_remains_and_waits_where_nobody_else_coordinates(asked: Asked) -> None:
    right = asked.ask(RightSort.CANCELLATION)
    asked.press("Borrar sus datos")
    form = dialog()
    assert isinstance(form, EraseDialog)
    told = " ".join(every_text(form))
    for words in ("memorias USB", "12 meses", "papel", "conteos"):
        assert words in told
    assert "Ardilla" not in told
    assert NAME not in told
    form.primary.click()
    asked.play.settle()
    asked.press("Borrado pedido")
    again = dialog()
    assert isinstance(again, EraseDialog)
    assert again.typed is not None
    again.typed.setText(erasing.TYPED)
    again.primary.click()
    assert "Se puede confirmar desde" in again.problem.text()
    again.reject()
    asked.play.settle()
    assert people.get_person(asked.desk.work, asked.person).nickname == "Ardilla"
    assert erasing.standing(asked.desk, right).from_on is not None


def test_after_the_wait_the_word_erases_and_the_page_names_nobody(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = asked.ask(RightSort.CANCELLATION)
    clock = asked.desk.work.clock
    now = clock.now_ms()
    erasing.propose(asked.desk, right)
    monkeypatch.setattr(type(clock), "now_ms", lambda _self: now + (WAITING_DAYS + 2) * 86_400_000)

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date.fromtimestamp(now / 1000) + timedelta(days=WAITING_DAYS + 2)

    monkeypatch.setattr("ui.pages.rights.erasing.date", Later)
    asked.page.reload()
    asked.play.settle()
    asked.press("Borrado pedido")
    form = dialog()
    assert isinstance(form, EraseDialog)
    assert form.typed is not None
    form.primary.click()
    assert form.problem.isVisible()
    form.typed.setText("Borrar")
    form.primary.click()
    asked.play.settle()
    told = every_text(asked.page)
    assert "De alguien cuyos datos ya se borraron." in told
    assert not any("Ardilla" in each for each in told)
    assert people.list_people(asked.desk.work) == []


def test_a_list_of_names_is_refused_on_paper_and_the_counts_are_offered(
    asked: Asked, printed: list[str]
) -> None:
    page = page_at(asked.play, None)
    button(page, "Piden una lista de nombres").click()
    asked.play.settle()
    form = dialog()
    assert isinstance(form, ListDialog)
    form.primary.click()
    assert form.problem.isVisible()
    form.authority.setText("Presidencia municipal")
    form.primary.click()
    asked.play.settle()
    assert "Presidencia municipal" in printed[0]
    assert "Ardilla" not in printed[0]
    assert "Presidencia municipal" in every_text(page)
    assert button(page, "Conteos").isVisible()


def test_a_record_that_nobody_needed_is_proposed_and_kept_with_a_reason(asked: Asked) -> None:
    page = page_at(asked.play, None)
    button(page, "Plazos").click()
    asked.play.settle()
    terms = dialog()
    assert isinstance(terms, TermsDialog)
    assert terms.months.currentData() is None
    terms.months.setCurrentIndex(terms.months.findData(24))
    terms.primary.click()
    asked.play.settle()
    assert retention.months(asked.desk.work) == 24
    button(page, "Conservar, porque…").click()
    asked.play.settle()
    keep = dialog()
    assert isinstance(keep, KeepDialog)
    keep.primary.click()
    assert keep.problem.isVisible()
    keep.why.setPlainText("Hay un juicio")
    keep.primary.click()
    asked.play.settle()
    assert not any("Conservar" in each for each in every_text(page))
    assert len(people.list_people(asked.desk.work)) == 1


def test_a_facilitator_writes_down_and_does_not_answer(
    locked: Callable[..., Play], staffed: Staff
) -> None:
    desk = sit_down(staffed.folder, staffed.accounts["Barranca"], SystemClock())
    person = people.add_person(desk.work, PersonForm(nickname="Ardilla")).created[0]
    rights.ask(desk.work, Asking(RightSort.CANCELLATION, date.today(), "", person))
    desk.close()
    play = locked(staffed.folder)
    play.sit(staffed.accounts["Barranca"])
    page = page_at(play, person)
    words = {b.text().strip() for b in page.findChildren(QPushButton) if b.isVisible()}
    assert "Anotar una solicitud" in words
    assert not {"Contestar", "Borrar sus datos", "Plazos"} & words


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("size", [(1024, 560), (1366, 768)])
def test_nothing_on_the_page_or_its_dialogs_is_cut(
    asked: Asked, size: tuple[int, int], language: str, tmp_path: Path
) -> None:
    from desktop.i18n import install

    install(language)
    try:
        for sort in (RightSort.ACCESS, RightSort.CANCELLATION):
            asked.ask(sort)
        asked.play.resize(*size)
        asked.play.settle()
        assert not list(clipped(asked.page))
        asked.press(button(asked.page, asked.page.new.text().strip()).text().strip())
        (form,) = dialogs()
        assert not list(clipped(form))
        form.reject()
    finally:
        install("es")
