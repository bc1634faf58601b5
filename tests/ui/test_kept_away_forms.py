"""Closing a record to whoever is close, and keeping two people out of one group, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.programme.roles import Role
from desktop.programme.vocabulary import Nearness
from desktop.services import apart, closeness, groups, people
from desktop.services.closeness import RecordClosed
from desktop.services.people import PersonForm
from tests.e2e.stage import Play
from tests.ui.looking import dialog, dialogs, every_text
from ui import apart_form, closeness_form
from ui.page import Page
from ui.pages.groups.person_acts import PersonActsDialog
from ui.widgets.big_choice import BigChoice


@pytest.fixture
def page(play: Play) -> Page:
    desk = play.window.desk
    assert desk is not None
    desk.role = Role.COORDINATOR
    groups.add_member(desk.work, "Zopilote")
    play.show("people")
    assert play.window.shell is not None
    return play.window.shell.current


@pytest.fixture
def vault(play: Play):
    return play.window.desk.work


@pytest.fixture
def person(vault) -> bytes:
    form = PersonForm(nickname="Zafiro", name="Rosa Itzel Canul")
    return people.add_person(vault, form).created[0]


def test_a_record_is_closed_to_a_colleague_and_opened_again(play, page, vault, person) -> None:
    closeness_form.offer(page, person)
    play.settle()
    asked = dialog()
    choices = [asked.who.itemText(at) for at in range(asked.who.count())]
    assert choices[0].startswith("Usted")
    asked.who.setCurrentIndex(choices.index("Zopilote"))
    assert not asked.warning.isVisible()
    QTest.keyClick(asked.who, Qt.Key.Key_Return)
    play.settle()
    (told,) = closeness.of_person(play.window.desk, person)
    assert (told.who.name, told.relation) == ("Zopilote", Nearness.FAMILY)
    closeness_form.offer(page, person)
    play.settle()
    assert any("Zopilote: Familia" in text for text in every_text(dialog()))
    assert dialog().who.findText("Zopilote") == -1
    dialog()._end(told.who.id)
    play.settle()
    assert closeness.of_person(play.window.desk, person) == ()


def test_closing_it_to_oneself_says_so_first_and_is_not_taken_back(
    play, page, vault, person
) -> None:
    closeness_form.offer_mine(page, person)
    play.settle()
    assert dialog().who.count() == 1
    assert dialog().warning.isVisible()
    dialog().primary.click()
    play.settle()
    with pytest.raises(RecordClosed):
        people.get_person(vault, person)
    closeness_form.offer(page, person)
    play.settle()
    assert [type(each) for each in play.troubles] == [RecordClosed]
    play.troubles.clear()


def test_two_are_kept_apart_by_nickname_and_folio_never_by_name(play, page, vault, person) -> None:
    other = people.add_person(vault, PersonForm(nickname="Yuca", name="Elena Pech")).created[0]
    apart_form.offer(page, person)
    play.settle()
    asked = dialog()
    QTest.keyClicks(asked.search, "Pech")
    assert asked.list.count() == 0
    asked.search.clear()
    QTest.keyClicks(asked.search, "yuca")
    assert [asked.list.item(at).data(Qt.ItemDataRole.UserRole) for at in range(1)] == [other]
    QTest.keyClick(asked.search, Qt.Key.Key_Return)
    play.settle()
    (told,) = apart.of_person(vault, person)
    assert (told.participant, told.since) == (other, date.today())
    apart_form.offer(page, person)
    play.settle()
    assert any("Yuca" in text for text in every_text(dialog()))
    dialog()._end(other)
    play.settle()
    assert apart.of_person(vault, person) == ()
    assert not [each for each in dialogs() if each.isVisible()]


def test_who_facilitates_adds_and_does_not_take_away(play, page, vault, person) -> None:
    other = people.add_person(vault, PersonForm(nickname="Yuca")).created[0]
    apart.keep(vault, person, other, date.today())
    play.window.desk.role = Role.FACILITATOR
    apart_form.offer(page, person)
    play.settle()
    shown = [each.strip() for each in every_text(dialog())]
    assert "Quitar" not in shown
    dialog().reject()


def test_from_a_groups_list_whoever_leads_says_that_she_is_family(play, page, vault) -> None:
    group = next(each for each in groups.list_groups(vault) if each.people)
    detail = groups.get_group(vault, group.id)
    PersonActsDialog(page, group.id, detail.people[0], lambda: None).open()
    play.settle()
    acts = dialog().findChildren(BigChoice)
    acts[-1].click()
    play.settle()
    assert dialog().warning.isVisible()
    dialog().primary.click()
    play.settle()
    with pytest.raises(RecordClosed):
        people.get_person(vault, detail.people[0].id)
