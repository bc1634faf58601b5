from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.demo.build import ACCOUNTS
from desktop.host.clock import SystemClock
from desktop.journal.unsealed import facts
from desktop.programme.vocabulary import Stream
from desktop.services import groups, people, team
from desktop.services import roster as rosters
from desktop.services.entrance import sit_down
from desktop.services.people import PersonForm
from desktop.vault.accounts import UnlockedAccount, list_accounts, unlock_account
from desktop.vault.store import add_slot, open_vaults
from sync.batch.roster_entries import MemberEntry
from tests.e2e.stage import Play
from tests.ui.looking import dialogs
from ui.link import LOCKED_STATUS

WOMENS, MENS = ACCOUNTS[:2]
NOBODY_ELSE = "Quetzal de prueba"


def unlocked(folder: Path, nickname: str, phrase: str) -> UnlockedAccount:
    found = next(card for card in list_accounts(folder) if card.nickname == nickname)
    return unlock_account(folder, found.id, phrase)


@pytest.fixture
def coordinator(laptop: Path) -> UnlockedAccount:
    """Who coordinates both programmes of the laptop, as the policy allows."""
    clock = SystemClock()
    hers = unlocked(laptop, WOMENS.nickname, WOMENS.passphrase)
    his = sit_down(laptop, unlocked(laptop, MENS.nickname, MENS.passphrase), clock)
    add_slot(his.work.unlocked, hers.card)
    spaces = frozenset({his.work.home})
    his.close()
    desk = sit_down(laptop, hers, clock)
    entry = MemberEntry(hers.card.sign_pub, hers.card.box_pub, spaces)
    rosters.append(desk.shared, hers, laptop, (entry,))
    desk.close()
    desk = sit_down(laptop, hers, clock)
    team.set_policy(laptop, desk, True)
    desk.close()
    return hers


@pytest.fixture
def both(locked: Callable, laptop: Path, coordinator: UnlockedAccount) -> Play:
    play: Play = locked(laptop)
    play.sit(coordinator)
    return play


def turn(play: Play, stream: Stream) -> None:
    play.window.shell.stream.turned.emit(stream)
    play.until("the other programme", lambda: play.window.desk.work.stream is stream)
    play.settle()


def test_the_other_programme_opens_with_its_own_groups_and_what_was_written_is_sealed(
    both: Play, laptop: Path
) -> None:
    before = both.window.desk
    mine = {line.id for line in groups.list_groups(before.work)}
    both.window.shell.show_page("people")
    people.add_person(before.work, PersonForm(nickname=NOBODY_ELSE))
    assert facts(before.work).unsealed
    turn(both, Stream.MEN)
    assert both.window.shell.stream.isVisible()
    his = {line.id for line in groups.list_groups(both.window.desk.work)}
    assert his
    assert not his & mine
    turn(both, Stream.WOMEN)
    assert not facts(both.window.desk.work).unsealed


def test_after_a_turn_lock_and_keys_work_as_before(both: Play) -> None:
    guard = both.window.guard
    turn(both, Stream.MEN)
    assert both.window.guard is guard
    QTest.keyClick(both.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    both.until("the end", lambda: both.ended is not None)
    assert both.ended == LOCKED_STATUS


def test_a_turn_that_is_refused_leaves_everything_open(play: Play) -> None:
    play.strict = False
    desk = play.window.desk
    play.window._on_turn(Stream.MEN)
    play.settle()
    assert play.window.desk is desk
    assert play.window.shell.isEnabled()
    assert dialogs()
    assert groups.list_groups(desk.work)


def test_a_turn_that_fails_half_way_ends_at_the_lock_screen(both: Play, laptop: Path) -> None:
    both.strict = False
    for unlocked_vault in open_vaults(laptop, both.window.desk.account):
        if unlocked_vault.stream is Stream.MEN:
            unlocked_vault.path.write_bytes(bytes(unlocked_vault.path.stat().st_size))
    both.window._on_turn(Stream.MEN)
    both.until("the end", lambda: both.ended is not None)
    assert both.ended == LOCKED_STATUS


def test_who_opens_one_programme_sees_no_switch(play: Play) -> None:
    assert not play.window.shell.stream.isVisible()
