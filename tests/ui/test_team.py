"""The team's page and what each role sees, on real folders with real accounts of every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.host.clock import SystemClock
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import prefs, team
from desktop.services.entrance import enter
from tests.e2e.stage import Play
from tests.ui.looking import button, dialog, dialogs, every_text, reachable
from tests.ui.staffed import (
    folder,
    made_staff,
    offered,
    page_of,
    pick,
    rail,
    rows,
    sit,
    staffed,
)
from tests.ui.test_reach import clipped, labelled, spoken
from ui.pages.team.page import TeamPage
from ui.pages.team.person_row import PersonRow
from ui.widgets.dialog import Dialog

__all__ = ["folder", "made_staff", "sit", "staffed"]

# --- what each role sees ------------------------------------------------------------


@pytest.mark.parametrize(
    ("nickname", "entries"),
    [
        ("Barranca", "today groups people notices services sync settings"),
        ("Colibrí", "today groups people notices team services sync settings"),
        ("Lucero", "counts services sync settings"),
        ("Yunque", "sync settings"),
    ],
)
def test_each_role_finds_its_own_pages_and_begins_on_the_first(
    sit: Callable[[str], Play], nickname: str, entries: str
) -> None:
    play = sit(nickname)
    assert rail(play) == entries.split()
    shell = play.window.shell
    assert shell is not None
    assert shell._now == entries.split()[0]
    assert not shell.stream.isVisible()
    for name in shell._makers:
        if name not in ("group", "attendance"):
            play.show(name)


def test_a_facilitator_sees_the_team_and_can_change_nothing(sit: Callable[[str], Play]) -> None:
    play = sit("Barranca")
    play.show("settings")
    assert play.window.shell is not None
    button(play.window.shell.current, "Ver el equipo").click()
    play.settle()
    page = play.window.shell.current
    assert isinstance(page, TeamPage)
    assert set(rows(page)) == {"Colibrí", "Barranca", "Barro", "Lucero", "Yunque"}
    pressable = [b for b in page.findChildren(QPushButton) if b.isVisible()]
    others = [each.text().strip() for each in pressable if not isinstance(each, PersonRow)]
    assert others == ["Ajustes"]
    rows(page)["Barro"].click()
    play.settle()
    assert offered(dialog()) == {}
    dialog().accept()


def test_the_list_says_who_does_what_and_where(sit: Callable[[str], Play]) -> None:
    page = page_of(sit("Colibrí"))
    said = {name: row.accessibleName() for name, row in rows(page).items()}
    assert said["Barro"].startswith("Barro · Facilita grupos. Hombres: San Isidro")
    assert said["Colibrí"].endswith("Usted")
    assert "Evalúa" in said["Lucero"]
    assert "Nadie puede ver los dos programas." in every_text(page)


def open_each(play: Play) -> Iterator[Dialog]:
    """Every dialog of the page, and every step of those that have some."""
    page = page_of(play)
    person = rows(page)["Barranca"]

    def asked() -> Dialog:
        play.settle()
        return dialog()

    person.click()
    yield asked()
    for what in ("Dar otra sede", "Nombrar para coordinar", "Reemplazar", "Quitar acceso"):
        person.click()
        play.settle()
        pick(play, what)
        yield asked()
    page.add.click()
    for answer in ("En ésta", "Facilita grupos", "Mujeres"):
        play.settle()
        pick(play, answer)
    yield asked()
    page.acts.add_site()
    yield asked()
    page.acts.policy()
    yield asked()
    page.late = [team.Late(bytes(32), bytes(16), "Barranca", SystemClock().now_ms(), 4000)]
    page.acts.review()
    yield asked()


@pytest.mark.parametrize("percent", [100, 200])
def test_every_dialog_of_the_team_fits_a_small_screen_and_escape_closes_it(
    sit: Callable[[str], Play], folder: Path, percent: int
) -> None:
    prefs.change(folder, text_percent=percent)
    play = sit("Colibrí")
    play.resize(1024, 560)
    seen = 0
    for asked in open_each(play):
        assert asked.width() <= 1024
        assert asked.height() <= 560
        # The words of a large choice wrap: what counts is the height that they then take.
        assert not [each for each in clipped(asked) if not each.startswith("BigChoice")]
        for choice in offered(asked).values():
            assert not choice.isVisible() or choice.height() >= choice.heightForWidth(
                choice.width()
            )
        assert not [each for each in reachable(asked) if not (spoken(each) or labelled(each))]
        QTest.keyClick(asked, Qt.Key.Key_Escape)
        play.settle()
        assert not dialogs()
        seen += 1
    assert seen == 9


def test_what_came_late_is_asked_about_and_a_refusal_is_told(sit: Callable[[str], Play]) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    page.late = [team.Late(bytes(32), bytes(16), "Barranca", SystemClock().now_ms(), 4000)]
    page.acts.review()
    play.settle()
    asked = dialog()
    assert any("De Barranca" in text for text in every_text(asked))
    button(asked, "Dejar entrar").click()
    play.settle()
    assert asked.problem.text().count(".") >= 3
    asked.reject()


# --- changing the team ----------------------------------------------------------------


def test_somebody_new_types_nickname_and_phrase_and_can_enter(
    sit: Callable[[str], Play], folder: Path
) -> None:
    play = sit("Colibrí")
    page_of(play).add.click()
    play.settle()
    for answer in ("En ésta", "Facilita grupos", "Mujeres"):
        asked = pick(play, answer)
    form = asked.newcomer  # type: ignore[attr-defined]
    asked.primary.click()
    assert "apodo" in asked.problem.text()
    form.nickname.setText("Barranca")
    asked.primary.click()
    assert "otra persona" in asked.problem.text()
    form.nickname.setText("Nube")
    asked.primary.click()
    assert "no son iguales" in asked.problem.text()
    phrase = form.phrase.phrase
    form.again.line.setText(phrase)
    asked.primary.click()
    play.settle()
    assert not dialogs()
    new = rows(page_of(play))["Nube"].person
    desk = enter(folder, new.account, phrase)
    assert desk.role is Role.FACILITATOR
    assert desk.work.stream is Stream.WOMEN
    desk.close()


def test_a_rule_is_told_before_anything_is_made(sit: Callable[[str], Play]) -> None:
    play = sit("Colibrí")
    page = page_of(play)
    before = len(rows(page))
    page.add.click()
    play.settle()
    for answer in ("En ésta", "Coordina", "Los dos"):
        asked = pick(play, answer)
    assert "no puede tener los registros" in asked.problem.text()
    asked.back.click()
    play.settle()
    assert not asked.problem.isVisible()
    assert {name for name, c in offered(asked).items() if c.isVisible()} >= {"Coordina", "Evalúa"}
    asked.reject()
    page.reload()
    play.settle()
    assert len(rows(page)) == before
