"""The rule is read line by line, tried with answers, and changed by who coordinates alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.programme.eligibility import DEFAULT, MINOR_ROW
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Answer, Outcome, SettingNumber, Stream
from desktop.services import choices, eligibility
from tests.e2e.stage import Play
from tests.ui.looking import dialog, every_text
from ui.pages.eligibility.line import RuleLine
from ui.pages.eligibility.page import EligibilityPage
from ui.widgets.parts import choose

WOMEN = DEFAULT[Stream.WOMEN]


@pytest.fixture
def page(play: Play) -> EligibilityPage:
    """As who coordinates sees it: the stage's account may do both."""
    desk = play.window.desk
    assert desk is not None
    desk.role = Role.COORDINATOR
    play.show("eligibility")
    assert play.window.shell is not None
    shown = play.window.shell.current
    assert isinstance(shown, EligibilityPage)
    return shown


def lines(page: EligibilityPage) -> list[RuleLine]:
    return [each for each in page.lines.findChildren(RuleLine) if each.isVisible()]


def answer(page: EligibilityPage, **said: Answer) -> str:
    page.trying._empty()
    for name, given in said.items():
        choose(page.trying.boxes[name], given)
    return page.trying.said.text()


def test_every_line_is_a_sentence_that_can_be_read_aloud(page) -> None:
    told = every_text(page)
    assert "Si tiene menos de 18 años, entonces se canaliza ahora." in told
    assert (
        "Si hoy no puede estar en un grupo y escuchar, entonces espera 30 días, y se le "
        "pregunta de nuevo." in told
    )
    assert len(lines(page)) == len(WOMEN.rows)
    assert "Nadie la ha cambiado: es la de fábrica." in told
    assert not page.shipped.isVisible()


def test_it_is_tried_with_answers_that_are_nobodys(page) -> None:
    yes, no = Answer.YES, Answer.NO
    assert "Sin recomendación" in answer(page)
    assert "puede entrar" in answer(page, safe_today=yes, steady=yes, group_fit=yes)
    assert "espera hasta el" in answer(page, safe_today=yes, steady=no)
    assert "se canaliza ahora" in answer(page, safe_today=no, steady=no)
    assert page.trying.whys.text().startswith("Por la línea 2.")


def test_a_line_is_changed_and_the_change_has_an_author(play, page) -> None:
    at = next(at for at, line in enumerate(WOMEN.rows) if line.number == 8)
    lines(page)[at].wanted.emit(8)
    play.settle()
    asked = dialog()
    assert [asked.outcome.itemData(n) for n in range(asked.outcome.count())] == [
        Outcome.REFERRED,
        Outcome.DEFERRED,
    ]
    asked.days.setValue(60)
    asked.primary.click()
    play.settle()
    rule = eligibility.current(play.window.desk.work)
    assert (rule.edition, rule.row(8).defer_days) == (1, 60)
    told = every_text(page)
    assert any(rule.version in text and "(en uso)" in text for text in told)
    assert any("espera 60 días" in text for text in told)
    page.shipped.click()
    play.settle()
    assert eligibility.current(play.window.desk.work) == WOMEN
    assert any("volvió a la regla de fábrica" in text for text in every_text(page))


def test_lines_change_places_among_their_own_kind_and_the_first_stays_first(play, page) -> None:
    places = {line.number: at for at, line in enumerate(page.rule.rows)}
    assert not page._may_move(places[2], -1)
    assert not page._may_move(places[7], 1)
    page._move(3, -1)
    play.settle()
    numbers = [line.number for line in eligibility.current(play.window.desk.work).rows]
    assert numbers[:4] == [MINOR_ROW, 3, 2, 4]


def test_a_rule_that_cannot_be_read_is_said(play, page) -> None:
    choices.put(play.window.desk.work, SettingNumber.ELIGIBILITY, "{")
    page.reload()
    play.settle()
    assert page.trouble.isVisible()
    assert "no se puede leer" in page.trouble.text()
    assert page.shipped.isVisible()


def test_who_facilitates_reads_it_and_has_nothing_to_press(play: Play) -> None:
    desk = play.window.desk
    assert desk is not None
    desk.role = Role.FACILITATOR
    play.show("eligibility")
    shown = play.window.shell.current
    assert len(lines(shown)) == len(WOMEN.rows)
    names = {each.accessibleName() for each in shown.findChildren(QPushButton)}
    assert not names & {"Cambiar", "Subir", "Bajar"}
