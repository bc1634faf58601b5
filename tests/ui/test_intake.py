"""The first interview at the window: what it asks, what it keeps, and how it may end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.programme.vocabulary import (
    Answer,
    Outcome,
    Purpose,
    ReferralState,
)
from desktop.services import (
    group_views,
    intake_views,
    intakes,
    people,
    referral_views,
)
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration, Opening, busy_disk
from tests.ui.keyboard_hands import Hands, Key
from tests.ui.looking import dialog, dialogs, every_text
from ui.pages.intake.page import IntakePage
from ui.referral_form import ReferralForm, RefusedDialog

YES, NO, UNSAID = Answer


@pytest.fixture
def page(play: Play) -> IntakePage:
    play.show("intake")
    assert play.window.shell is not None
    found = play.window.shell.current
    assert isinstance(found, IntakePage)
    return found


def answer(page: IntakePage, play: Play, **answers: int) -> None:
    page.keep(answers=answers)
    for step in page.steps.all:
        step.show_interview()
    play.settle()


def agreed(page: IntakePage, play: Play) -> None:
    card = page.steps.all[0].card  # type: ignore[attr-defined]
    page.steps.all[0].heard.click()  # type: ignore[attr-defined]
    for each in card.rows.values():
        each.yes.click()
    play.settle()


def test_nothing_is_asked_while_somebody_may_hear(page: IntakePage, play: Play) -> None:
    agreed(page, play)
    page.go_to(2)
    hands = Hands(play)
    hands.press(Key.Key_2)
    safety = page.steps.safety
    shown = [column for column, each in safety.questions.items() if each.isVisible()]
    assert shown == ["alone"]
    assert hands.on is safety.another_day
    assert not page.strip.isVisible()
    assert not page.primary.isVisible()
    for later in range(3, len(page.steps.all)):
        page.list.rows[later].click()
        page.go_to(later)
        assert page._at == 2
    safety.another_day.setFocus()
    hands.press(Key.Key_Return)
    assert play.window.shell is not None
    assert play.window.shell.current is not page
    assert page.interview.answers["alone"] == NO


def test_a_danger_answer_is_one_quiet_line_that_leads_to_services(
    page: IntakePage, play: Play
) -> None:
    page.go_to(2)
    answer(page, play, alone=YES)
    assert not page.strip.isVisible()
    answer(page, play, safe_today=NO)
    assert page.strip.isVisible()
    assert page.strip.property("tone") == "plain"
    page.strip.see.click()
    play.settle()
    told = " ".join(every_text(dialog()))
    assert "911" in told
    # Nothing is kept of her yet, so nothing can be sent; help does not wait for that.
    assert page.interview.is_draft


def test_hours_since_an_assault_are_asked_at_once_and_health_comes_first(
    page: IntakePage, play: Play
) -> None:
    page.go_to(2)
    hands = Hands(play)
    safety = page.steps.safety
    hands.press(Key.Key_1, Key.Key_1, *[Key.Key_2] * 4)
    assert hands.on is safety.questions["assault"].choices.first
    hands.press(Key.Key_1)
    assert hands.on is safety.hours
    hands.type("36")
    assert page.interview.answers["assault_hours"] == 36
    assert "84" in page.strip.words.text() or page.strip._short
    hands.press(Key.Key_Return)
    assert hands.on is safety.questions["children_hurt"].choices.first
    hands.press(Key.Key_Up, Key.Key_Backspace)
    assert "assault_hours" not in page.interview.answers


def test_it_cannot_end_as_referred_without_a_referral(page: IntakePage, play: Play) -> None:
    agreed(page, play)
    answer(page, play, alone=YES, minor=YES)
    page.go_to(5)
    play.settle()
    result = page.steps.result
    hands = Hands(play)
    hands.press(Key.Key_3)
    assert hands.on is result.refer
    page.go_on()
    play.settle()
    assert result.problem.text()
    person = page.interview.person
    assert play.window.desk is not None
    work = play.window.desk.work
    assert person is not None
    hands.press(Key.Key_Return)
    asked = dialog()
    assert isinstance(asked, ReferralForm)
    asked.refused.click()
    play.settle()
    next(each for each in dialogs() if isinstance(each, RefusedDialog)).primary.click()
    play.settle()
    assert result.referral is not None
    page.go_on()
    play.settle()
    (line,) = intake_views.of_person(work, person)
    assert line.decision is not None
    assert line.decision.outcome is Outcome.REFERRED
    (made,) = referral_views.of_person(work, person)
    assert (line.decision.referral, made.state) == (made.id, ReferralState.REFUSED)


def test_a_minor_is_offered_no_group(page: IntakePage, play: Play) -> None:
    agreed(page, play)
    answer(page, play, minor=YES, steady=YES, group_fit=YES, safe_today=YES)
    page.go_to(5)
    play.settle()
    hands = Hands(play)
    hands.press(Key.Key_1)
    page.steps.result.why.setText("Pronto cumple años")
    play.strict = False
    page.go_on()
    play.settle()
    assert page.interview.decision is None
    assert play.window.desk is not None
    (line,) = intake_views.of_person(play.window.desk.work, page.interview.person)
    assert line.decision is None


def test_who_wants_nothing_kept_leaves_nothing(page: IntakePage, play: Play) -> None:
    hands = Hands(play)
    hands.press(Key.Key_Return, Key.Key_1, Key.Key_2)
    step = page.steps.all[0]
    assert step.nothing.isVisible()  # type: ignore[attr-defined]
    step.services.click()  # type: ignore[attr-defined]
    play.settle()
    dialog().reject()
    play.settle()
    assert play.window.desk is not None
    work = play.window.desk.work
    before = len(people.list_people(work))
    waiting = tuple(each for each in intake_views.unfinished(work) if each.id != page.interview.id)
    step.drop.click()  # type: ignore[attr-defined]
    play.settle()
    assert intake_views.unfinished(work) == waiting
    assert intake_views.kept_nothing(work) == 1
    assert len(people.list_people(work)) == before


def test_the_mark_says_kept_only_when_it_is(page: IntakePage, play: Play) -> None:
    page.go_to(2)
    with busy_disk(play):
        page.steps.safety.questions["worse"].choices.buttons[YES].click()
        assert page.saved.words.text() == "Guardando…"
    assert page.saved.words.text() == "Borrador guardado"


def test_left_and_taken_up_again_where_it_was(
    page: IntakePage, play: Play, locked: Opening, demonstration: Demonstration
) -> None:
    agreed(page, play)
    page.go_to(3)
    page.steps.all[3].note.field.setPlainText("Viene con su hija")  # type: ignore[attr-defined]
    folio = page.interview.folio
    play.window.lock()
    play.until("the end", lambda: play.ended is not None)
    again = locked(play.folder)
    again.sit(demonstration.account)
    again.show("people")
    assert again.window.shell is not None
    listed = again.window.shell.current
    assert listed.waiting.isVisible()  # type: ignore[attr-defined]
    listed.waiting.click()  # type: ignore[attr-defined]
    again.settle()
    # The demonstration has another one, without a folio: they are chosen by folio.
    choice = dialog()
    (at,) = choice.list.findItems(folio, Qt.MatchFlag.MatchContains)
    choice.list.setCurrentItem(at)
    QTest.keyClick(choice.list, Key.Key_Return)
    again.settle()
    found = again.window.shell.current
    assert isinstance(found, IntakePage)
    assert (found.interview.folio, found._at) == (folio, 3)
    assert found.steps.all[3].note.text == "Viene con su hija"  # type: ignore[attr-defined]


def test_esc_goes_back_and_out_and_loses_nothing(page: IntakePage, play: Play) -> None:
    page.go_to(1)
    hands = Hands(play)
    hands.type("Amapola")
    hands.press(Key.Key_Escape)
    assert page._at == 0
    hands.press(Key.Key_Escape)
    assert play.window.shell is not None
    assert play.window.shell.current is not page
    assert play.window.desk is not None
    work = play.window.desk.work
    kept = [intake_views.read(work, line.id) for line in intake_views.unfinished(work)]
    assert [each.details.get("nickname") for each in kept].count("Amapola") == 1


def test_a_draft_is_erased_whole_and_a_new_one_is_empty(page: IntakePage, play: Play) -> None:
    assert play.window.desk is not None
    before = intake_views.unfinished(play.window.desk.work)
    page.go_to(1)
    Hands(play).type("Amapola")
    page.erase.click()
    play.settle()
    dialog().primary.click()
    play.settle()
    assert intake_views.unfinished(play.window.desk.work) == before
    play.show("intake")
    assert page.interview.details == {}
    assert not page.steps.all[1].nickname.text  # type: ignore[attr-defined]


def test_somebody_known_begins_only_when_asked(page: IntakePage, play: Play) -> None:
    assert play.window.desk is not None
    work = play.window.desk.work
    group = max(group_views.list_groups(work), key=lambda each: each.people)
    person = group_views.get_group(work, group.id).people[0].id
    play.show("intake", person)
    assert page.ended.isVisible()
    assert intake_views.of_person(work, person) == ()
    page.ended.again.click()
    play.settle()
    assert page.frame.isVisible()
    assert page.interview.person == person
    intakes.erase(work, page.interview.id)


def test_what_is_missing_is_said_in_sight_on_a_small_screen(page: IntakePage, play: Play) -> None:
    assert page.window() is not None
    page.window().resize(1024, 560)
    agreed(page, play)
    for row in page.steps.all[0].card.rows.values():  # type: ignore[attr-defined]
        row.yes.setFocus()
        play.settle()
        assert in_sight(page, row.words)
    page.go_to(2)
    answer(page, play, alone=YES, safe_today=NO, assault=YES)
    page.steps.safety.hours.setFocus()
    play.settle()
    assert in_sight(page, page.steps.safety.hours)
    page.go_to(5)
    play.settle()
    result = page.steps.result
    result.outcome.buttons[Outcome.ELIGIBLE].click()
    play.settle()
    result.why.setFocus()
    play.settle()
    page.primary.click()
    play.settle()
    assert result.problem.text()
    assert in_sight(page, result.problem)
    intakes.erase(play.window.desk.work, page.interview.id)  # type: ignore[union-attr]


def in_sight(page: IntakePage, part: QWidget) -> bool:
    """Whether all of it lies in what the steps show, and all of its words in it."""
    place = QRect(part.mapTo(page.steps.viewport(), QPoint(0, 0)), part.size())
    needs = part.heightForWidth(part.width())
    return page.steps.viewport().rect().contains(place) and place.height() >= needs


@pytest.mark.parametrize("size", [(1024, 560), (1366, 768)])
def test_the_foot_stays_in_sight_on_every_step(
    page: IntakePage, play: Play, size: tuple[int, int]
) -> None:
    play.resize(*size)
    agreed(page, play)
    answer(page, play, alone=YES, safe_today=NO, assault=YES)
    for step in range(6):
        page.go_to(step)
        play.settle()
        foot = page.primary.mapTo(page, page.primary.rect().bottomRight())
        assert page.rect().contains(foot), step
        assert page.steps.horizontalScrollBar().maximum() == 0, step
        inner = page.steps.widget()
        assert inner.width() <= page.steps.viewport().width(), step


def test_purposes_are_the_five(page: IntakePage) -> None:
    assert set(page.steps.all[0].card.rows) == set(Purpose)  # type: ignore[attr-defined]


def test_somebody_who_is_in_the_list_already_is_told_of_while_she_is_written_down(
    page: IntakePage, play: Play
) -> None:
    assert play.window.desk is not None
    work = play.window.desk.work
    form = people.PersonForm(nickname="Cenzontle", name="Ximena Balam Chi")
    people.add_person(work, form)
    agreed(page, play)
    page.go_to(1)
    basics = page.steps.all[1]
    hands = Hands(play)
    basics.given.field.setFocus()  # type: ignore[attr-defined]
    hands.type("Jimena Balam Chi")
    basics.alike.look()  # type: ignore[attr-defined]
    play.settle()
    told = " ".join(every_text(basics.alike))  # type: ignore[attr-defined]
    assert basics.alike.isVisible()  # type: ignore[attr-defined]
    assert "Cenzontle" in told
    assert "Ximena" not in told
    basics.keep_typed()
    play.settle()
    assert page.interview.details["name"] == "Jimena Balam Chi"
