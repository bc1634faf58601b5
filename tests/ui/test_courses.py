"""Courses at the window: the first one, a session that is written, versions, sticks, reviews."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.curriculum.flaws import CourseUnreadable
from desktop.curriculum.folder import read_folder, write_folder
from desktop.curriculum.model import CourseFile, Plan, Step
from desktop.host.sticks import Stick
from desktop.journal.open_vault import OpenVault
from desktop.programme.vocabulary import CourseState, Stream
from desktop.services import courses
from desktop.services.courses import CourseLine
from desktop.services.papers import NEUTRAL_FOLDER
from tests.e2e.some_course import offered_and_draft
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text
from tests.ui.staffed import folder, made_staff, sit, staffed  # noqa: F401
from ui.page import Page
from ui.pages.courses.course_page import CoursePage
from ui.pages.courses.dialogs import NewCourseDialog, ReviewDialog
from ui.pages.courses.page import CoursesPage
from ui.pages.courses.plan_editor import PlanEditor
from ui.pages.courses.plan_page import PlanPage
from ui.pages.courses.plan_reading import PlanReading
from ui.widgets.rowbutton import RowButton

SOME = CourseFile(
    "prueba",
    "es",
    "women",
    "Curso de prueba",
    plans=(Plan(1, "Una", steps=(Step("Llegada", 20),)),),
)


def front(play: Play) -> Page:
    assert play.window.shell is not None
    return play.window.shell.current


def shared(play: Play) -> OpenVault:
    assert play.window.desk is not None
    assert play.window.desk.shared is not None
    return play.window.desk.shared


@pytest.fixture
def draft(play: Play) -> bytes:
    assert play.window.desk is not None
    return offered_and_draft(play.window.desk)[1]


@pytest.fixture
def editor(play: Play, draft: bytes) -> PlanEditor:
    """The eighth session of a draft, as it is written."""
    play.show("course_plan", (draft, 8))
    return writing(play)


def writing(play: Play) -> PlanEditor:
    page = front(play)
    assert isinstance(page, PlanPage)
    assert page.editor is not None
    return page.editor


def take_back(play: Play) -> None:
    assert play.window.shell is not None
    button(play.window.shell.toast, "Deshacer").click()
    play.settle()


def test_who_has_no_course_is_taught_and_adds_an_outline_with_one_press(play: Play) -> None:
    play.show("courses")
    page = front(play)
    assert any("Todavía no hay cursos" in text for text in every_text(page))
    add = next(
        b for b in page.findChildren(QPushButton) if "Curso para mujeres" in b.accessibleName()
    )
    add.click()
    play.settle()
    assert isinstance(front(play), CoursePage)
    texts = every_text(front(play))
    assert any(text.startswith("Guion por completar") for text in texts)
    assert any("8. Señales de peligro" in text for text in texts)


@pytest.mark.parametrize("name", ["courses", "course", "course_plan"])
def test_an_outline_says_on_every_screen_that_it_is_to_be_completed(play: Play, name: str) -> None:
    assert play.window.desk is not None
    offered, _draft = offered_and_draft(play.window.desk)
    argument = {"courses": None, "course": offered, "course_plan": (offered, 3)}[name]
    play.show(name, argument)
    assert any("Guion por completar" in text for text in every_text(front(play)))


def drafts(play: Play) -> list[CourseLine]:
    """The demonstration comes with courses that are offered already, and with no draft."""
    every = courses.list_courses(shared(play))
    return [line for line in every if line.state is CourseState.DRAFT]


def test_a_new_course_of_any_length_is_made_from_the_keyboard(play: Play) -> None:
    play.show("courses")
    button(front(play), "Curso nuevo").click()
    asked = dialog()
    assert isinstance(asked, NewCourseDialog)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert dialogs() == [asked], "a course without a title is not made"
    asked.title.setText("Un año")
    asked.sessions.setValue(52)
    QTest.keyClick(asked.title, Qt.Key.Key_Return)
    play.settle()
    assert isinstance(front(play), CoursePage)
    (line,) = drafts(play)
    assert (line.title, line.sessions, line.state) == ("Un año", 52, CourseState.DRAFT)


def test_what_is_typed_of_a_session_is_saved_by_leaving_it(
    play: Play, draft: bytes, editor: PlanEditor
) -> None:
    editor.aim.setPlainText("Saber a quién llamar")
    editor.cards[0].text.setPlainText("Dos\n- listas")
    play.show("course", draft)
    plan = courses.get_plan(shared(play), draft, 8)
    assert plan.aim == "Saber a quién llamar"
    assert plan.steps[0].text == "Dos\n- listas"
    play.show("course_plan", (draft, 8))
    assert writing(play).aim.toPlainText() == "Saber a quién llamar"


def test_what_is_typed_of_a_session_survives_a_lock(
    play: Play,
    draft: bytes,
    editor: PlanEditor,
    laptop: Path,
    on_disk: Callable,
) -> None:
    editor.notes.setPlainText("Cuidar la salida")
    play.window.lock()
    play.until("the end", lambda: play.ended is not None)
    with on_disk(laptop) as desk:
        assert courses.get_plan(desk.shared, draft, 8).notes == "Cuidar la salida"


def test_the_minutes_of_the_steps_add_up_in_sight(play: Play, editor: PlanEditor) -> None:
    assert "150 de 150 min" in every_text(front(play))
    editor.cards[0].minutes.setValue(editor.cards[0].minutes.value() + 10)
    assert "160 de 150 min" in every_text(front(play))
    editor.minutes.setValue(160)
    assert "160 de 160 min" in every_text(front(play))


def test_steps_are_added_moved_and_removed_and_taken_back(
    play: Play, draft: bytes, editor: PlanEditor
) -> None:
    def titles() -> list[str]:
        return [step.title for step in courses.get_plan(shared(play), draft, 8).steps]

    before = titles()
    editor.cards[1].up.click()
    play.settle()
    assert titles() == [before[1], before[0], *before[2:]]
    editor.cards[0].gone.click()
    play.settle()
    assert titles() == [before[0], *before[2:]]
    take_back(play)
    assert [card.title.text() for card in writing(play).cards] == [
        before[1],
        before[0],
        *before[2:],
    ]
    button(writing(play), "Agregar un paso").click()
    writing(play).cards[-1].title.setText("Otro")
    QTest.keyClick(writing(play).cards[-1].title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    play.settle()
    assert titles()[-1] == "Otro"


def test_what_arrives_meanwhile_does_not_touch_what_is_being_typed(
    play: Play, draft: bytes, editor: PlanEditor
) -> None:
    editor.aim.setPlainText("a medio escribir")
    changes = courses.edit_plan(shared(play), draft, Plan(3, "Otra sesión"))
    assert play.window.shell is not None
    play.window.shell.broadcast(changes)
    play.settle()
    assert writing(play) is editor
    assert editor.aim.toPlainText() == "a medio escribir"


def test_what_groups_work_with_is_read_and_a_change_begins_with_a_version(play: Play) -> None:
    assert play.window.desk is not None
    offered, _draft = offered_and_draft(play.window.desk)
    play.show("course_plan", (offered, 1))
    page = front(play)
    assert page.findChildren(PlanReading)
    assert not page.findChildren(PlanEditor)
    play.show("course", offered)
    button(front(play), "Versión nueva").click()
    play.settle()
    line = courses.get_course(shared(play), front(play).course).line  # type: ignore[attr-defined]
    assert (line.version, line.state) == (3, CourseState.DRAFT)


def test_sessions_of_a_draft_are_moved_removed_and_taken_back(play: Play, draft: bytes) -> None:
    before = courses.titles(shared(play), draft)
    play.show("course", draft)

    def press(name: str) -> None:
        found = front(play).findChildren(QPushButton)
        next(b for b in found if b.accessibleName() == name and b.isVisible()).click()
        play.settle()

    press("Bajar la sesión 1")
    assert courses.titles(shared(play), draft)[:2] == (before[1], before[0])
    press("Quitar la sesión 1")
    assert len(courses.titles(shared(play), draft)) == 24
    take_back(play)
    assert courses.titles(shared(play), draft) == (before[1], before[0], *before[2:])
    button(front(play), "Agregar sesión").click()
    play.settle()
    assert courses.titles(shared(play), draft)[-1] == "Sesión 26"


def test_a_group_is_moved_on_to_a_newer_version(
    play: Play, draft: bytes, demonstration: Demonstration
) -> None:
    desk = play.window.desk
    assert desk is not None
    offered, draft = offered_and_draft(desk)
    courses.move_group(desk, demonstration.group, offered)
    courses.set_state(shared(play), draft, CourseState.READY)
    play.show("course", draft)
    move = next(
        b for b in front(play).findChildren(QPushButton) if "Grupo Manglar" in b.accessibleName()
    )
    move.click()
    play.settle()
    (group,) = (each for each in courses.groups_of(desk, draft) if each.id == demonstration.group)
    assert (group.course, group.version) == (draft, 2)


def test_a_course_goes_to_a_stick_under_a_neutral_name_and_is_listed(
    play: Play, draft: bytes, stick: Stick
) -> None:
    play.show("course", draft)
    button(front(play), "A una memoria").click()
    play.settle()
    dialog().primary.click()
    play.settle()
    assert [path.name for path in stick.path.iterdir()] == [NEUTRAL_FOLDER]
    assert read_folder(stick.path / NEUTRAL_FOLDER) == courses.get_file(shared(play), draft)
    play.show("papers")
    assert any("Un curso, con sus sesiones" in text for text in every_text(front(play)))
    erase = next(b for b in front(play).findChildren(QPushButton) if b.text().strip() == "Borrar")
    assert erase.isEnabled()


def test_a_folder_is_shown_before_it_is_taken_in(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(SOME, tmp_path / "curso")
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "curso")
    )
    play.show("courses")
    button(front(play), "Traer de una memoria").click()
    play.settle()
    assert any("Curso de prueba" in text for text in every_text(dialog()))
    assert drafts(play) == []
    dialog().primary.click()
    play.settle()
    (line,) = drafts(play)
    assert (line.title, line.state) == ("Curso de prueba", CourseState.DRAFT)


def test_a_slip_in_a_folder_is_told_with_its_file_and_line(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(SOME, tmp_path / "curso")
    (tmp_path / "curso/sessions/01.md").write_text("---\ntitle: Una\ntytle: Dos\n---\n", "utf-8")
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "curso")
    )
    play.show("courses")
    play.strict = False
    told: list[BaseException] = []
    front(play).troubled.connect(told.append)
    button(front(play), "Traer de una memoria").click()
    play.settle()
    assert any("En sessions/01.md, línea 3" in text for text in every_text(dialog()))
    dialog().reject()
    assert isinstance(told[0], CourseUnreadable)
    assert drafts(play) == []


def test_who_facilitates_reads_and_changes_nothing(sit: Callable[[str], Play]) -> None:  # noqa: F811
    play = sit("Barranca")
    play.show("courses")
    assert isinstance(front(play), CoursesPage)
    assert any("Quien coordina lo agrega" in text for text in every_text(front(play)))
    added = courses.add_shipped(shared(play), "women-25", "es").created[0]
    play.show("course", added)
    words = [b.text().strip() for b in front(play).findChildren(QPushButton) if b.isVisible()]
    assert {word for word in words if word} == {"Cursos"}
    front(play).findChildren(RowButton)[0].click()
    play.settle()
    assert front(play).findChildren(PlanReading)


def test_the_mens_outline_does_not_open_until_its_review_is_recorded(
    sit: Callable[[str], Play],  # noqa: F811
) -> None:
    play = sit("Barro")
    locked = courses.add_shipped(shared(play), "men-24", "es").created[0]
    play.show("course", locked)
    texts = every_text(front(play))
    assert any("No se usa hasta que se anote la revisión" in text for text in texts)
    assert not any(row.isEnabled() for row in front(play).findChildren(RowButton))


def test_a_review_needs_to_say_who_read_the_text(play: Play) -> None:
    assert play.window.desk is not None
    offered, _draft = offered_and_draft(play.window.desk)
    play.show("course", offered)
    button(front(play), "Anotar la revisión").click()
    asked = dialog()
    assert isinstance(asked, ReviewDialog)
    asked.primary.click()
    assert asked.problem.isVisible()
    asked.note.setPlainText("La licenciada Ruiz y el equipo")
    asked.primary.click()
    play.settle()
    line = courses.get_course(shared(play), offered).line
    assert line.reviewed_by == play.window.desk.nickname
    assert any(text.startswith("Revisión anotada por") for text in every_text(front(play)))
    assert line.stream is Stream.WOMEN
