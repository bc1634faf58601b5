"""The call card asks first whether calling is safe, and shows a number only after a yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import CONSENT
from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    ConsentHow,
    ConsentState,
    Purpose,
)
from desktop.services import attendance, calls, consents, groups, people
from desktop.services.calls import Bar, CallCard
from desktop.services.groups import NewGroup
from desktop.services.home import own_member
from desktop.services.people import PersonForm
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text, reachable
from tests.ui.test_reach import SMALL, clipped, labelled, spoken
from ui.calls.card import CallDialog
from ui.calls.opening import open_card
from ui.pages.consents.page import ConsentsPage
from ui.pages.today.page import TodayPage
from ui.widgets.rowbutton import RowButton

PHONE = "312 555 0199"


@pytest.fixture
def luna(play: Play) -> bytes:
    """She missed the two meetings of a group and agreed to calls; nobody has called yet."""
    assert play.window.desk is not None
    vault = play.window.desk.work
    started = date.today() - timedelta(weeks=1)
    with vault.read() as connection:
        mine = own_member(connection, vault)
    new = NewGroup("Grupo Ceiba", start_date=started, start_minute=600, facilitator=mine)
    group = groups.create_group(vault, new).created[0]
    form = PersonForm(folio="816399", nickname="Hoja", phone=PHONE, phone_safe=True)
    person = people.add_person(vault, form, group=group).created[0]
    agree_to_calls(vault, person)
    for line in groups.get_group(vault, group).sessions[:2]:
        attendance.mark(vault, line.id, person, AttendanceState.ABSENT)
        attendance.finish(vault, line.id)
    return person


def agree_to_calls(vault: OpenVault, person: bytes) -> None:
    consents.answer(
        vault,
        person,
        Purpose.FOLLOW_UP_CALL,
        ConsentState.GIVEN,
        wording="shipped:consent.5:es:1",
        how=ConsentHow.SPOKEN,
        on=date.today(),
        language="es",
    )


@pytest.fixture
def card(on_disk: Callable, laptop: Path, luna: bytes) -> Callable[[], CallCard]:
    """What a second connection finds."""

    def read() -> CallCard:
        with on_disk(laptop) as desk:
            return calls.card(desk.work, luna)

    return read


def line_of(play: Play, folio: str = "816399") -> list[RowButton]:
    """Her lines on Today."""
    play.show("today")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, TodayPage)
    rows = [each for each in page.findChildren(RowButton) if each.isVisible()]
    return [each for each in rows if folio in each.accessibleName()]


def opened(play: Play) -> CallDialog:
    (line,) = line_of(play)
    line.click()
    play.settle()
    asked = dialog()
    assert isinstance(asked, CallDialog)
    return asked


def test_today_leads_to_the_card_and_its_line_goes_with_the_outcome(
    play: Play, luna: bytes, card: Callable[[], CallCard]
) -> None:
    asked = opened(play)
    asked.yes.click()
    asked.came.setCurrentIndex(asked.came.findData(CallOutcome.COMES))
    asked.note.setPlainText("viene el jueves")
    asked.primary.click()
    play.settle()
    assert line_of(play) == []
    (attempt,) = card().attempts
    assert (attempt.outcome, attempt.note) == (CallOutcome.COMES, "viene el jueves")
    assert attempt.next_date is None


def test_no_number_shows_before_somebody_said_that_calling_is_safe_now(
    play: Play, luna: bytes
) -> None:
    asked = opened(play)
    assert asked.windowTitle() == "Vereda"
    assert not any(PHONE in text for text in every_text(asked))
    asked.no.click()
    assert not any(PHONE in text for text in every_text(asked))
    assert asked.outcome is CallOutcome.NO_CONTACT
    assert asked.again.isChecked()
    asked.yes.click()
    assert PHONE in every_text(asked)
    assert asked.outcome is None


def test_enter_says_nothing_that_nobody_chose(play: Play, luna: bytes, card: Callable) -> None:
    asked = opened(play)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    play.settle()
    assert asked.isVisible()
    assert asked.problem.text()
    assert card().attempts == ()


@pytest.mark.parametrize("safe", [None, False])
def test_where_nobody_said_that_it_is_safe_there_is_no_question_and_no_number(
    play: Play, luna: bytes, safe: bool | None
) -> None:
    assert play.window.desk is not None
    people.edit_person(play.window.desk.work, luna, PersonForm(phone=PHONE, phone_safe=safe))
    asked = opened(play)
    assert not asked.yes.isVisible()
    assert not any(PHONE in text for text in every_text(asked))
    assert any(text.startswith("No llame") for text in every_text(asked))


def test_somebody_else_answering_ends_it_and_says_who_can_lift_it(
    play: Play, luna: bytes, card: Callable[[], CallCard]
) -> None:
    asked = opened(play)
    asked.came.setCurrentIndex(asked.came.findData(CallOutcome.SOMEBODY_ELSE))
    assert "coordinación" in asked.then.text()
    assert not asked.again.isEnabled()
    asked.primary.click()
    play.settle()
    assert line_of(play) == []
    assert card().bar is Bar.STOPPED
    play.show("people", None)
    assert play.window.shell is not None
    page = play.window.shell.current
    page.search.setText("816399")  # type: ignore[attr-defined]
    page.call.click()  # type: ignore[attr-defined]
    play.settle()
    stopped = dialog()
    assert "No se intenta más" in every_text(stopped)
    assert [stopped.came.itemData(at) for at in range(stopped.came.count())] == [
        None,
        CallOutcome.MET,
    ]
    button(stopped, "Permitir que se intente").click()
    play.settle()
    why = dialog()
    why.primary.click()
    assert why.isVisible()
    why.why.setPlainText("vino en persona y lo pidió")
    why.primary.click()
    play.settle()
    assert card().bar is None
    assert len(line_of(play)) == 1


def test_how_to_call_is_agreed_from_the_card_which_then_shows_it(play: Play, luna: bytes) -> None:
    button(opened(play), "Acordar cómo llamar").click()
    play.settle()
    asked = dialog()
    asked.hours.setText("martes de 9 a 11")
    asked.avoid.setText("grupo")
    asked.findChild(QCheckBox).setChecked(True)
    asked.primary.click()
    play.settle()
    texts = every_text(dialog())
    assert "martes de 9 a 11" in texts
    assert "Confirmado" in texts


def test_a_lock_keeps_what_was_typed_on_the_card(
    play: Play, luna: bytes, locked: Callable, demonstration: Demonstration
) -> None:
    asked = opened(play)
    asked.note.setPlainText("dejé recado en la tienda")
    play.window.lock()
    play.until("the end", lambda: play.ended is not None)
    again = locked(play.folder)
    again.sit(demonstration.account)
    asked = opened(again)
    button(asked, "Recuperarlo").click()
    assert asked.note.toPlainText() == "dejé recado en la tienda"
    assert not asked.phone.isVisible()


def test_whom_nobody_asked_is_not_called_and_can_be_asked_from_the_card(
    play: Play, luna: bytes
) -> None:
    assert play.window.desk is not None
    vault = play.window.desk.work
    with vault.write() as journal:
        purpose = int(Purpose.FOLLOW_UP_CALL)
        journal.record(CONSENT.child(luna, purpose, deleted=True))
    asked = opened(play)
    told = " ".join(every_text(asked))
    assert "nadie le ha preguntado si se le puede llamar" in told
    assert PHONE not in told
    button(asked, "Anotar si está de acuerdo").click()
    play.settle()
    assert play.window.shell is not None
    assert isinstance(play.window.shell.current, ConsentsPage)


def test_who_takes_the_yes_back_is_on_no_list_and_has_no_number(play: Play, luna: bytes) -> None:
    assert play.window.desk is not None
    vault = play.window.desk.work
    consents.withdraw(vault, luna, Purpose.FOLLOW_UP_CALL, date.today())
    assert line_of(play) == []
    assert play.window.shell is not None
    open_card(play.window.shell.current, luna)
    play.settle()
    told = " ".join(every_text(dialog()))
    assert "no quiere que se le llame" in told
    assert PHONE not in told


@pytest.mark.parametrize("state", ["open", "stopped"])
def test_the_card_fits_a_small_screen_and_every_control_has_a_name(
    play: Play, luna: bytes, state: str
) -> None:
    play.resize(*SMALL)
    assert play.window.desk is not None
    if state == "stopped":
        vault = play.window.desk.work
        calls.record(vault, luna, None, CallOutcome.NOT_SAFE, "", date.today())
    from ui.calls.opening import open_card

    assert play.window.shell is not None
    open_card(play.window.shell.current, luna)
    play.settle()
    asked = dialog()
    assert asked.width() <= SMALL[0]
    assert asked.height() <= SMALL[1]
    assert not clipped(asked)
    assert not [each for each in reachable(asked) if not (spoken(each) or labelled(each))]
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    play.settle()
    assert not dialogs()


def test_the_switch_of_early_warnings_is_off_and_the_coordinators_alone(
    play: Play, luna: bytes
) -> None:
    from ui.pages.settings.early import EarlyCard

    play.show("settings")
    assert play.window.shell is not None
    shown = play.window.shell.current.card(EarlyCard)  # type: ignore[attr-defined]
    assert not shown.switch.isChecked()
    shown.switch.click()
    play.settle()
    play.show("today")
    play.show("settings")
    assert shown.switch.isChecked()
