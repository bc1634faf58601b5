"""Whole interviews by keyboard alone; what was answered is on the disk when the page says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from desktop.demo.build import ACCOUNTS
from desktop.programme.vocabulary import (
    Answer,
    CameBy,
    ConsentState,
    Outcome,
    Reason,
)
from desktop.services import (
    consents,
    intake_views,
    orders,
    people,
)
from desktop.services.entrance import enter
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cards import list_accounts
from tests.ui.conftest import Demonstration, Opening
from tests.ui.keyboard_hands import Hands, Key
from tests.ui.looking import dialog, every_text
from ui.order_form import OrderDialog

TODAY = date.today()
YES, NO, UNSAID = Answer
PRESSES_MAX = 90
"""Of a whole interview, with a nickname and a telephone typed; see `docs/field.md`."""


@pytest.fixture(scope="session")
def his_account(demonstration: Demonstration) -> UnlockedAccount:
    """The men's facilitator, unlocked once."""
    cards = {card.nickname: card.id for card in list_accounts(demonstration.folder)}
    mens = ACCOUNTS[1]
    desk = enter(demonstration.folder, cards[mens.nickname], mens.passphrase)
    desk.close()
    return desk.account


@pytest.fixture(params=["es", "en"])
def her(
    request: pytest.FixtureRequest,
    locked: Opening,
    laptop: Path,
    demonstration: Demonstration,
) -> Hands:
    """The women's facilitator, in both languages."""
    opened = locked(laptop, request.param)
    opened.sit(demonstration.account)
    opened.show("intake")
    return Hands(opened)


@pytest.fixture(params=["es", "en"])
def him(
    request: pytest.FixtureRequest, locked: Opening, laptop: Path, his_account: UnlockedAccount
) -> Hands:
    """The men's facilitator, in both languages."""
    opened = locked(laptop, request.param)
    opened.sit(his_account)
    opened.show("intake")
    return Hands(opened)


def consent(hands: Hands) -> None:
    """The limits are heard, and yes to all five."""
    assert hands.on is hands.page.steps.all[0].heard  # type: ignore[attr-defined]
    hands.press(Key.Key_Return, *[Key.Key_1] * 5)


def go_on(hands: Hands) -> None:
    assert hands.on is hands.page.primary
    hands.press(Key.Key_Return)


def test_a_womans_whole_interview_by_keyboard_alone(her: Hands, on_disk: Callable) -> None:
    page = her.page
    consent(her)
    go_on(her)
    basics = page.steps.all[1]
    assert her.on is basics.nickname.field  # type: ignore[attr-defined]
    her.press(Key.Key_Backspace)
    her.type("Jacinta")
    her.to(basics.language.line)  # type: ignore[attr-defined]
    her.type("maya")
    her.press(Key.Key_Return, Key.Key_Return)
    her.press(Key.Key_1)
    assert her.on is basics.phone.field  # type: ignore[attr-defined]
    her.type("3121234567")
    her.press(Key.Key_Return)
    QTest.keyClicks(her.on, "21")
    assert basics.safe.value is None, "digits meant for the telephone answer nothing"  # type: ignore[attr-defined]
    her.type(basics.safe.first.text()[0].lower())  # type: ignore[attr-defined]
    her.type("hermana")
    her.press(Key.Key_Return)
    her.type("tarde")
    her.go_on()
    her.press(Key.Key_1, Key.Key_1, *[Key.Key_2] * 4, Key.Key_2, Key.Key_2, Key.Key_2, Key.Key_2)
    go_on(her)
    her.press(Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_2)
    her.go_on()
    her.press(Key.Key_1, Key.Key_3, Key.Key_Return)
    her.type("vivir tranquila")
    her.go_on()
    person = page.interview.person
    assert person is not None
    her.press(Key.Key_1)
    assert her.on is page.steps.result.group
    her.press(Key.Key_Down)
    her.finish()
    assert her.pressed <= PRESSES_MAX
    with on_disk(her.play.folder) as desk:
        (line,) = intake_views.of_person(desk.work, person)
        found = intake_views.read(desk.work, line.id)
        kept = people.get_person(desk.work, person)
        said = {each.purpose: each.state for each in consents.of_person(desk.work, person)}
    assert line.decision is not None
    assert line.decision.outcome is line.decision.recommended is Outcome.ELIGIBLE
    assert found.answers["limits"] == YES
    assert found.answers["alone"] == found.answers["safe_today"] == YES
    assert {found.answers[each] for each in ("worse", "weapon", "strangled", "minor")} == {NO}
    assert found.answers["hopes"] == "vivir tranquila"
    assert found.details["language"] == "yua"
    assert (found.details["contact_who"], found.details["contact_hours"]) == ("hermana", "tarde")
    assert (kept.nickname, kept.phone, kept.phone_safe) == ("Jacinta", "3121234567", True)
    assert kept.main_reason is Reason.FAMILY_RELATIONS
    assert set(kept.reasons) == {Reason.FAMILY_RELATIONS, Reason.SOMEONE_TO_TALK_TO}
    assert len(kept.groups) == 1
    assert set(said.values()) == {ConsentState.GIVEN}


def test_a_mans_whole_interview_by_keyboard_alone(him: Hands, his_account: UnlockedAccount) -> None:
    page = him.page
    consent(him)
    go_on(him)
    basics = page.steps.all[1]
    him.press(Key.Key_Backspace)
    him.type("Cedro")
    him.to(basics.court.came_by.first)  # type: ignore[attr-defined]
    him.press(Key.Key_2)
    assert him.on is basics.court.order  # type: ignore[attr-defined]
    him.press(Key.Key_Return)
    asked = dialog()
    assert isinstance(asked, OrderDialog)
    asked.court.setText("Juzgado Segundo")
    him.press(Key.Key_Return)
    him.play.window.activateWindow()
    him.play.settle()
    him.to(basics.phone.field)  # type: ignore[attr-defined]
    him.type("3129876543")
    him.press(Key.Key_Return)
    him.type("n")
    him.go_on()
    him.press(Key.Key_1, Key.Key_1, Key.Key_2)
    go_on(him)
    him.press(Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_2, Key.Key_1)
    him.go_on()
    him.press(Key.Key_2, Key.Key_4)
    him.go_on()
    person = page.interview.person
    assert person is not None
    him.press(Key.Key_1)
    him.finish()
    assert him.pressed <= PRESSES_MAX
    assert him.play.window.desk is not None
    work = him.play.window.desk.work
    kept = people.get_person(work, person)
    assert (kept.nickname, kept.phone_safe) == ("Cedro", False)
    assert set(kept.reasons) == {Reason.STOP_USING_VIOLENCE, Reason.MANDATED}
    (line,) = intake_views.of_person(work, person)
    assert line.decision is not None
    assert line.decision.outcome is Outcome.ELIGIBLE
    (order,) = orders.list_orders(work, TODAY, person)
    assert order.form.court == "Juzgado Segundo"
    assert intake_views.read(work, line.id).details["came_by"] == CameBy.COURT_ORDER


def test_nothing_on_a_mans_screen_asks_about_a_partner(
    locked: Opening, laptop: Path, his_account: UnlockedAccount
) -> None:
    opened = locked(laptop)
    opened.sit(his_account)
    opened.show("intake")
    hands = Hands(opened)
    consent(hands)
    for _step in range(5):
        hands.go_on()
    hands.page.keep(answers={"safe_today": NO})
    opened.settle()
    seen = " ".join(every_text(hands.page)).lower()
    for word in ("pareja", "esposa", "ella", "novia", "mujer", "otro equipo"):
        assert word not in seen.split(), word
    assert "otro equipo" not in seen
