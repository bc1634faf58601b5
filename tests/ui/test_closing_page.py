"""Closing a group on screen, and the papers that go with it: names only to a printer."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.schema import CONSENT
from desktop.programme.vocabulary import ConsentState, EnrolmentState, Evaluation, Purpose
from desktop.services import closing_group
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import dialog, every_text
from ui import printing
from ui.printing import Sheets


def open_closing(play: Play, demonstration: Demonstration):
    play.show("closing", demonstration.group)
    assert play.window.shell is not None
    return play.window.shell.current


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What would have gone to a printer."""
    papers: list[object] = []
    monkeypatch.setattr(
        "ui.door.print_directly", lambda content, *_args: papers.append(content) or True
    )
    return papers


def test_a_group_is_closed_with_day_and_note_and_opened_again(play, demonstration) -> None:
    page = open_closing(play, demonstration)
    page.close_it.click()
    play.settle()
    dialog().note.setPlainText("Hasta pronto")
    dialog().primary.click()
    play.settle()
    assert page.found.closed
    assert page.found.summary.closed_on == date.today()
    assert "Hasta pronto" in every_text(page)
    page.reopen.click()
    play.settle()
    assert not page.found.closed


def test_the_page_says_that_it_is_a_count_and_no_change(play, demonstration) -> None:
    page = open_closing(play, demonstration)
    told = " ".join(every_text(page))
    assert "no dice nada de cambio ni de seguridad" in told
    assert "Nombre Oculto" not in told


def test_somebody_completes_by_the_teams_word_and_gets_a_certificate(
    play, demonstration, printed
) -> None:
    page = open_closing(play, demonstration)
    desk = play.window.desk
    agreed = CONSENT.child(
        page.found.summary.people[0].participant, int(Purpose.EVALUATION), state=ConsentState.GIVEN
    )
    with desk.work.write() as journal:
        journal.record(agreed)
    page._on_person(page.model.index(0, 0))
    play.settle()
    dialog().completed.setChecked(True)
    dialog().evaluation.setCurrentIndex(1)
    dialog().primary.click()
    play.settle()
    first = closing_group.facts(desk.work, demonstration.group, date.today()).summary.people[0]
    assert (first.state, first.evaluation) == (EnrolmentState.COMPLETED, Evaluation.DONE)
    assert page.paper.isEnabled()
    page.paper.click()
    play.settle()
    assert not printed, "who never came gets no certificate"


def test_certificates_go_to_the_printer_alone(
    play, demonstration, printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.programme.vocabulary import AttendanceState
    from desktop.services import attendance

    desk = play.window.desk
    made: list[bytes] = []
    monkeypatch.setattr(printing, "pdf_of", lambda *args: made.append(b""))
    page = open_closing(play, demonstration)
    person = page.model.row(0)
    attendance.mark(
        desk.work, demonstration.sessions[0], person.participant, AttendanceState.PRESENT
    )
    attendance.finish(desk.work, demonstration.sessions[0])
    page._ask_certificates((person.participant,))
    play.settle()
    (content,) = printed
    assert isinstance(content, Sheets)
    assert "Nombre Oculto" in content.html[0]
    assert not made


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_paper_is_as_this_laptop_prints_it(play, demonstration, paper) -> None:
    from PySide6.QtGui import QPageSize

    from desktop.services import prefs
    from ui.door import paper_of

    prefs.change(play.folder, paper=paper)
    wanted = QPageSize.PageSizeId.A4 if paper == "a4" else QPageSize.PageSizeId.Letter
    assert paper_of(play.window.shell.room) is wanted


def test_the_papers_of_a_group_open_from_group_and_list(play, demonstration, printed) -> None:
    play.show("group", demonstration.group)
    shell = play.window.shell
    shell.current.papers.click()
    play.settle()
    page = shell.current
    assert page.group == demonstration.group
    play.show("attendance", demonstration.sessions[2])
    shell.current.papers.click()
    play.settle()
    assert shell.current.which.currentData() == demonstration.sessions[2]
    for ask in (page._on_note, page._on_summary):
        ask()
        play.settle()
        dialog().primary.click()
        play.settle()
    assert len(printed) == 2
    assert all("Nombre Oculto" not in each for each in printed)
