"""Writing a notice at one desk of a laptop and reading it at another, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.demo.build import ACCOUNTS
from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import (
    AttendanceState,
    NoticeAnswer,
    NoticeContact,
    NoticeOffer,
    NoticeSort,
)
from desktop.services import drafts, group_views, notice_decisions, notices
from desktop.services.close_meeting import CloseFacts, Missed
from desktop.services.entrance import sit_down
from desktop.services.notice_decisions import Decision
from desktop.vault.accounts import UnlockedAccount, unlock_account
from desktop.vault.cards import list_accounts
from sync.client import notice_sending
from tests.desktop.services.conftest import at
from tests.e2e.some_notice import some_notice
from tests.e2e.stage import Play
from tests.ui.conftest import Demonstration
from tests.ui.looking import button, dialog, dialogs, every_text, reachable
from tests.ui.test_reach import SMALL, clipped, spoken
from ui.catalogue import pages_for
from ui.notices_form import NoticeForm, offer
from ui.pages.close.missed import MissedStep
from ui.pages.groups.notice import NoticeDialog
from ui.pages.notices.decision import DecisionDialog
from ui.pages.notices.page import NoticesPage
from ui.pages.notices.reading import NoticeReadPage
from ui.pages.notices.writing import NoticePage
from ui.widgets.parts import choose
from ui.widgets.rowbutton import RowButton

TEXT = "Dijo que hoy pasa por el molino."


@pytest.fixture
def barro(laptop: Path) -> UnlockedAccount:
    men = ACCOUNTS[1]
    cards = {card.nickname: card.id for card in list_accounts(laptop)}
    return unlock_account(laptop, cards[men.nickname], men.passphrase)


@pytest.fixture
def man(locked: Callable[..., Play], laptop: Path, barro: UnlockedAccount) -> Play:
    """The men's facilitator at the same laptop."""
    opened = locked(laptop)
    opened.sit(barro)
    return opened


def form_of(play: Play) -> NoticeForm:
    play.show("notice")
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, NoticePage)
    page.write.click()
    play.settle()
    found = dialog()
    assert isinstance(found, NoticeForm)
    return found


def send(play: Play, text: str = TEXT) -> None:
    form = form_of(play)
    QTest.keyClicks(form.text, text)
    form.primary.click()
    play.settle()
    assert dialogs() == []


def leave(play: Play) -> None:
    play.window.lock()
    play.until("the lock", lambda: play.ended is not None)


def lines_of_today(play: Play) -> list[str]:
    play.show("today")
    assert play.window.shell is not None
    rows = play.window.shell.current.findChildren(RowButton)
    return [row.accessibleName() for row in rows if row.isVisible()]


def test_one_writes_and_another_reads_decides_and_closes_on_one_laptop(
    man: Play, locked: Callable[..., Play], laptop: Path, demonstration: Demonstration
) -> None:
    send(man)
    assert man.window.shell is not None
    page = man.window.shell.current
    assert isinstance(page, NoticePage)
    assert "nadie lo ha leído" in page.state.text()
    assert any("Un aviso espera" in line for line in lines_of_today(man))
    assert TEXT not in "\n".join(every_text(man.window))
    leave(man)

    woman = locked(laptop)
    woman.sit(demonstration.account)
    woman.until("the intake", lambda: not woman.window.tasks.busy)
    assert any("Un aviso sin leer" in line for line in lines_of_today(woman))
    woman.show("notices")
    shell = woman.window.shell
    assert shell is not None
    listed = shell.current
    assert isinstance(listed, NoticesPage)
    assert listed.model.rowCount() == 1
    assert TEXT not in "\n".join(every_text(listed))
    listed.table.setCurrentIndex(listed.model.index(0, 0))
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    woman.settle()
    read = shell.current
    assert isinstance(read, NoticeReadPage)
    assert read.text.text() == TEXT
    assert not any("aviso" in line for line in lines_of_today(woman))
    woman.show("notice_read", read.notice)
    read.decide.click()
    woman.settle()
    asked = dialog()
    assert isinstance(asked, DecisionDialog)
    choose(asked.contact, NoticeContact.NOT_SAFE)
    assert not asked.answer.isEnabled()
    asked.primary.click()
    woman.settle()
    read.shut.click()
    woman.settle()
    assert woman.window.desk is not None
    found = notices.get_notice(woman.window.desk, read.notice)
    assert (found.decision.contact, found.line.is_open) == (NoticeContact.NOT_SAFE, False)


def test_a_lock_keeps_nothing_of_what_was_typed(
    man: Play, locked: Callable[..., Play], laptop: Path, barro: UnlockedAccount
) -> None:
    form = form_of(man)
    QTest.keyClicks(form.text, TEXT)
    leave(man)
    assert dialogs() == []
    again = locked(laptop)
    again.sit(barro)
    form = form_of(again)
    assert form.text.toPlainText() == ""
    assert again.window.desk is not None
    assert drafts.find(again.window.desk.work, form.about or "notice") == {}
    with again.window.desk.work.read() as connection:
        kept = connection.exec_driver_sql("SELECT name, value FROM meta").fetchall()
    assert not any(b"molino" in bytes(value) for _name, value in kept)


@pytest.mark.parametrize("text", ["  ", "ñ" * 2000])
def test_what_cannot_be_sent_stays_in_the_form_with_a_sentence(man: Play, text: str) -> None:
    form = form_of(man)
    form.text.setPlainText(text)
    form.primary.click()
    man.settle()
    assert dialog() is form
    assert form.text.toPlainText() == text
    assert form.problem.text()
    assert form.primary.isEnabled()
    form.reject()


def test_a_failed_sending_loses_no_word(man: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.vault.troubles import DiskFull

    def full(*_: object) -> None:
        raise DiskFull

    form = form_of(man)
    form.text.setPlainText(TEXT)
    monkeypatch.setattr(notice_sending, "send", full)
    form.primary.click()
    man.settle()
    assert form.text.toPlainText() == TEXT
    monkeypatch.undo()
    form.primary.click()
    man.settle()
    assert dialogs() == []


def test_the_form_says_first_to_call_and_can_be_filled_by_keyboard(man: Play) -> None:
    man.resize(*SMALL)
    form = form_of(man)
    texts = every_text(form)
    assert texts.index("Si el peligro es ahora, llame.") < texts.index("911 · 079, opción 1")
    nameless = [each for each in reachable(form) if not spoken(each)]
    assert nameless == []
    assert list(clipped(form)) == []
    assert form.about == ""
    form.reject()


def test_an_offer_comes_with_its_reason(man: Play) -> None:
    man.show("groups")
    assert man.window.shell is not None
    offer(man.window.shell.current, NoticeSort.LEAVES)
    man.settle()
    form = dialog()
    assert isinstance(form, NoticeForm)
    assert form.sort.currentData() is NoticeSort.LEAVES
    form.reject()


def test_each_stream_has_its_side_of_the_wall_alone(
    man: Play, demonstration: Demonstration
) -> None:
    assert man.window.shell is not None
    his = man.window.shell.room.pages
    leave(man)
    woman = sit_down(man.folder, at(man.folder, demonstration.account), SystemClock())
    hers = pages_for(woman).keys()
    woman.close()
    assert ("notice" in his, "notices" in his, "notice_read" in his) == (True, False, False)
    assert ("notice" in hers, "notices" in hers, "notice_read" in hers) == (False, True, True)


def decided(woman: Play, notice: bytes) -> notices.NoticeDetail:
    assert woman.window.desk is not None
    return notices.get_notice(woman.window.desk, notice)


def asked_about(woman: Play, notice: bytes) -> DecisionDialog:
    woman.show("notice_read", notice)
    assert woman.window.shell is not None
    page = woman.window.shell.current
    assert isinstance(page, NoticeReadPage)
    page.decide.click()
    woman.settle()
    found = dialog()
    assert isinstance(found, DecisionDialog)
    return found


def test_her_no_is_shown_and_asked_of_nobody_again(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert play.window.desk is not None
    notice = some_notice(play.window.desk)
    unclear = Decision(NoticeContact.UNCLEAR)
    notice_decisions.decide(play.window.desk.work, notice, unclear, date.today())
    play.resize(*SMALL)
    asked = asked_about(play, notice)
    assert not any(box.isEnabled() for box in asked.offers.values())
    choose(asked.contact, NoticeContact.SAFE)
    choose(asked.answer, NoticeAnswer.REFUSED)
    asked.offers[NoticeOffer.SHELTER].click()
    assert list(clipped(asked)) == []
    asked.primary.click()
    play.settle()
    assert asked_about(play, notice).contact.isEnabled()  # a slip of the hand, the same day
    dialog().reject()
    monkeypatch.setattr(play.window.desk, "nickname", "Otra")
    asked = asked_about(play, notice)
    assert not asked.contact.isEnabled()
    assert not asked.answer.isEnabled()
    asked.offers[NoticeOffer.LEGAL].click()
    asked.primary.click()
    play.settle()
    found = decided(play, notice)
    assert (found.decision.contact, found.decision.answer) == (
        NoticeContact.SAFE,
        NoticeAnswer.REFUSED,
    )
    assert found.decision.sorts == {NoticeOffer.SHELTER, NoticeOffer.LEGAL}
    assert play.window.shell is not None
    texts = every_text(play.window.shell.current)
    assert "Nadie vuelve a buscarla por este aviso." in texts
    assert "Decisiones anteriores" in texts
    assert "Es seguro buscarla" not in texts


def test_who_puts_a_man_into_a_group_is_offered_the_notice(man: Play) -> None:
    assert man.window.shell is not None
    assert man.window.desk is not None
    group = group_views.list_groups(man.window.desk.work)[0].id
    man.show("group", group)
    page = man.window.shell.current
    page._on_add()
    man.settle()
    asked = dialog()
    asked.nickname.setText("Roble nuevo")
    asked.primary.click()
    man.settle()
    offered = dialog()
    assert isinstance(offered, NoticeDialog)
    offered.primary.click()
    man.settle()
    form = dialog()
    assert isinstance(form, NoticeForm)
    assert form.sort.currentData() is NoticeSort.STARTS
    assert "Roble" not in form.text.toPlainText()
    form.reject()


def test_after_a_suspension_the_close_of_the_meeting_offers_the_notice(man: Play) -> None:
    man.show("notice")
    assert man.window.shell is not None
    step = MissedStep(man.window.shell.current)
    one = Missed(bytes(16), "4821", "Roble", AttendanceState.SUSPENDED, to_call=False)
    facts = CloseFacts(**{field.name: None for field in fields(CloseFacts)})
    step.show_facts(replace(facts, missed=(replace(one, state=AttendanceState.ABSENT),)))
    assert not [each for each in step.findChildren(QPushButton) if "Aviso" in each.text()]
    step.show_facts(replace(facts, missed=(one,)))
    button(step, "Aviso al otro equipo, si hace falta").click()
    man.settle()
    form = dialog()
    assert isinstance(form, NoticeForm)
    assert form.sort.currentData() is NoticeSort.SUSPENDED
    form.reject()
    step.deleteLater()
