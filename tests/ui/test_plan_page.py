"""A plan at the window: kept as it is typed, by keyboard, and on paper only where she says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.programme.safety_plan import COLUMNS, QUESTIONS, TEXT_MAX_CHARS
from desktop.programme.vocabulary import PaperPlace
from desktop.reports.safety_plan import safety_plan
from desktop.services import drafts, people, safety_plans
from tests.e2e.stage import Play
from tests.ui.looking import dialog, dialogs, every_text, shown
from tests.ui.paper import sheets_of
from ui.pages.plan.dialogs import AgreeDialog, HistoryDialog, PaperDialog
from ui.pages.plan.page import PlanPage

WORDS = "Por la cocina, al solar de la vecina"
NAME = "Nombre Oculto 01"


@pytest.fixture
def person(play: Play) -> bytes:
    assert play.window.desk is not None
    found = people.list_people(play.window.desk.work)
    return next(line.id for line in found if line.nickname == "Ola 01")


@pytest.fixture
def page(play: Play, person: bytes) -> PlanPage:
    found = shown(play, "plan", person)
    assert isinstance(found, PlanPage)
    return found


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    out: list[str] = []
    monkeypatch.setattr("ui.door.print_directly", lambda html, *_on: out.append(html) or True)
    return out


def plan_of(play: Play, person: bytes) -> safety_plans.SafetyPlan:
    assert play.window.desk is not None
    return safety_plans.get(play.window.desk.work, person)


def test_a_whole_plan_is_written_by_keyboard_alone(
    play: Play, page: PlanPage, person: bytes
) -> None:
    assert page.view.text.hasFocus()
    for number in range(len(QUESTIONS)):
        QTest.keyClicks(page.view.text, f"palabras {number}")
        for _press in range(12):
            QTest.keyClick(play.window.focusWidget(), Qt.Key.Key_Tab)
            if play.window.focusWidget() is page.next:
                break
        QTest.keyClick(page.next, Qt.Key.Key_Space)
        play.settle()
    asked = dialog()
    assert isinstance(asked, AgreeDialog)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    play.settle()
    plan = plan_of(play, person)
    assert [plan.answers[column].text for column in COLUMNS] == [
        f"palabras {number}" for number in range(len(COLUMNS))
    ]
    assert plan.agreed_on == date.today()
    assert plan.review_on == date.today() + timedelta(days=30)


def test_what_is_typed_is_kept_on_the_way_out_and_at_a_lock(
    play: Play, page: PlanPage, person: bytes, on_disk: Callable[..., object], laptop: Path
) -> None:
    page.view.text.setPlainText("uno")
    shown(play, "today")
    assert plan_of(play, person).answers[COLUMNS[0]].text == "uno"
    shown(play, "plan", person)
    page.view.text.setPlainText("dos")
    play.window.lock()
    play.until("the end", lambda: play.ended is not None)
    with on_disk(laptop) as desk:  # type: ignore[attr-defined]
        assert safety_plans.get(desk.work, person).answers[COLUMNS[0]].text == "dos"


def test_a_power_cut_while_typing_loses_nothing(
    play: Play,
    page: PlanPage,
    person: bytes,
    on_disk: Callable[..., object],
    laptop: Path,
) -> None:
    page.view.text.setPlainText("a medias")
    page._draft.timeout.emit()
    play.settle()
    with on_disk(laptop) as desk:  # type: ignore[attr-defined]
        assert drafts.find(desk.work, page._about) == {COLUMNS[0]: "a medias"}
    page._typed.clear()  # the process ends here, and another one opens the plan
    page.person, page.plan = b"", None
    shown(play, "plan", person)
    assert page.view.words == "a medias"
    shown(play, "today")
    assert plan_of(play, person).answers[COLUMNS[0]].text == "a medias"
    assert play.window.desk is not None
    assert drafts.find(play.window.desk.work, f"plan {person.hex()}") == {}


def test_what_is_too_long_stays_on_the_screen_and_is_said(
    play: Play, page: PlanPage, person: bytes
) -> None:
    page.view.text.setPlainText("x" * (TEXT_MAX_CHARS + 3))
    page.next.click()
    play.settle()
    assert page.list.currentRow() == 0
    assert "3" in page.view.problem.text()
    page.view.text.setPlainText("x" * TEXT_MAX_CHARS)
    page.next.click()
    play.settle()
    assert page.list.currentRow() == 1
    assert len(plan_of(play, person).answers[COLUMNS[0]].text) == TEXT_MAX_CHARS


def test_she_wanted_none_is_recorded_and_can_be_taken_back(
    play: Play, page: PlanPage, person: bytes
) -> None:
    page.declined.click()
    play.settle()
    assert plan_of(play, person).declined
    assert page.declined.isHidden()
    page.view.text.setPlainText("sí quiere")
    page.next.click()
    play.settle()
    assert not plan_of(play, person).declined


def test_the_history_of_a_question_is_told(play: Play, page: PlanPage) -> None:
    for words in ("una", "otra"):
        page.view.text.setPlainText(words)
        page._keep()
        play.settle()
    page.told.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, HistoryDialog)
    assert {"una", "otra"} <= set(every_text(asked))


# --- its paper ------------------------------------------------------------------------


def to_paper(play: Play, page: PlanPage, place: PaperPlace, presses: int) -> None:
    page.to_paper.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, PaperDialog)
    asked.answers[place].setChecked(True)
    for _press in range(presses):
        asked.primary.click()
        play.settle()


def test_nothing_is_printed_before_somebody_said_where_the_paper_will_be(
    play: Play, page: PlanPage, person: bytes, printer: list[str]
) -> None:
    page.view.text.setPlainText(WORDS)
    page._keep()
    play.settle()
    page.to_paper.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, PaperDialog)
    assert not any(each.isChecked() for each in asked.answers.values())
    asked.primary.click()
    play.settle()
    assert asked.problem.text()
    assert asked.isVisible()
    asked.reject()
    to_paper(play, page, PaperPlace.WITH_HER, presses=1)
    assert "oficina" in dialog().problem.text()
    dialog().reject()
    assert printer == []
    assert plan_of(play, person).paper is None


def test_it_goes_to_the_printer_and_into_no_file(
    play: Play, page: PlanPage, person: bytes, printer: list[str], tmp_path: Path
) -> None:
    page.view.text.setPlainText(WORDS)
    page._keep()
    play.settle()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    to_paper(play, page, PaperPlace.WITH_HER, presses=2)
    assert len(printer) == 1
    assert WORDS in printer[0]
    assert NAME not in printer[0]
    assert plan_of(play, person).whom.folio not in printer[0]
    plan = plan_of(play, person)
    assert (plan.paper, plan.paper_on) == (PaperPlace.WITH_HER, date.today())
    made = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert not [path for path in made if path.suffix in (".pdf", ".html", ".txt")]
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and in_clear(path)]


def in_clear(path: Path) -> bool:
    data = path.read_bytes()
    return WORDS.encode() in data or WORDS.encode("utf-16-le") in data


def test_who_cancels_at_the_printer_has_no_paper(
    play: Play, page: PlanPage, person: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.door.print_directly", lambda *_args: False)
    page.view.text.setPlainText(WORDS)
    page._keep()
    play.settle()
    to_paper(play, page, PaperPlace.OFFICE, presses=1)
    assert not dialogs()
    assert plan_of(play, person).paper is None


def test_the_plan_has_no_way_to_a_file() -> None:
    for path in Path("ui/pages/plan").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not [word for word in ("let_out", "save", "pdf", "PrintOrKeep") if word in source]


def squeezed(text: str) -> str:
    """Without blanks: where they lie between letters, reading a page back cannot tell."""
    return "".join(text.split())


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("place", PaperPlace)
def test_on_paper_only_the_offices_copy_says_what_it_is(
    qapp: object, paper: str, place: PaperPlace
) -> None:
    answers = {column: f"palabras {number}" for number, column in enumerate(COLUMNS) if number != 3}
    sheets = sheets_of(safety_plan(answers, place, "4479"), paper)
    text = squeezed(" ".join(each.text for each in sheets))
    assert len(sheets) == 1
    assert sheets[0].blank_edges()
    assert all(squeezed(words) in text for words in answers.values())
    office = place is PaperPlace.OFFICE
    assert ("4479" in text) is office
    assert (squeezed("Señales de peligro") in text) is office
    for word in ("Plan", "seguridad", "violencia", "Vereda", "Quién ayuda"):
        assert squeezed(word) not in (text if not office else text.replace("Quiénayuda", ""))
    long = dict.fromkeys(COLUMNS, "palabra tras palabra " * 400)
    assert len(sheets_of(safety_plan(long, place, "4479"), paper)) > 2


def test_html_in_her_words_stays_words() -> None:
    html = safety_plan({"signs": "<b>x</b> & y\nz"}, PaperPlace.OFFICE)
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y<br>z" in html
