"""A person's keys through the services: a new passphrase, a code, the day it is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services import keys
from desktop.services.entrance import AccountGone, enter, wait_s
from desktop.vault.accounts import UnlockedAccount, unlock_account
from desktop.vault.troubles import (
    MistypedCode,
    PassphraseGuessable,
    PassphraseShort,
    TooSoon,
    WrongPassphrase,
)

NEW = "tapanco birote zarigüeya ocre"


@pytest.fixture
def woman(laptop: Path, programme, passphrases) -> UnlockedAccount:
    """The women's facilitator, unlocked in this test's own copy."""
    return unlock_account(laptop, programme.women.card.id, passphrases.women)


def test_a_changed_passphrase_opens_the_same_desk(laptop, woman, passphrases):
    keys.change_passphrase(woman, passphrases.women, NEW)
    desk = enter(laptop, woman.card.id, NEW)
    assert desk.nickname == "Colibrí"
    desk.close()
    with pytest.raises(WrongPassphrase):
        enter(laptop, woman.card.id, passphrases.women)


def test_nobody_changes_a_passphrase_without_the_old_one(laptop, woman, passphrases):
    with pytest.raises(WrongPassphrase):
        keys.change_passphrase(woman, "otra", NEW)
    enter(laptop, woman.card.id, passphrases.women).close()


@pytest.mark.parametrize(
    ("new", "trouble"),
    [("corta", PassphraseShort), ("virgen de guadalupe", PassphraseGuessable)],
)
def test_a_weak_passphrase_is_refused_before_the_old_one_is_tried(laptop, woman, new, trouble):
    with pytest.raises(trouble):
        keys.change_passphrase(woman, "otra", new)
    assert not list(laptop.rglob("*.tries"))


def test_guessing_the_old_passphrase_at_an_open_desk_slows_down_too(laptop, woman, clock):
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            keys.change_passphrase(woman, "otra", NEW, clock)
    with pytest.raises(TooSoon):
        keys.change_passphrase(woman, "otra", NEW, clock)
    assert wait_s(laptop, woman.card.id, clock) == 1


def test_a_code_counts_only_when_it_was_typed_back(laptop, woman, passphrases):
    code = keys.draw_code()
    with pytest.raises(MistypedCode):
        keys.keep_code(woman, passphrases.women, code, code.spelled[:-1])
    with pytest.raises(keys.NotTheSameCode):
        keys.keep_code(woman, passphrases.women, code, keys.draw_code().spelled)
    with pytest.raises(WrongPassphrase):
        keys.keep_code(woman, "otra", code, code.spelled)
    assert not woman.has_recovery_code
    keys.keep_code(woman, passphrases.women, code, code.spelled.lower().replace("-", " "))
    assert woman.has_recovery_code
    keys.recover(laptop, woman.card.id, code.spelled, NEW)
    enter(laptop, woman.card.id, NEW).close()


def test_a_code_shows_in_no_log(woman):
    code = keys.draw_code()
    assert code.spelled not in repr(code)
    assert code.secret.hex() not in repr(code)


def test_recovering_an_account_that_is_not_here_is_said(laptop):
    with pytest.raises(AccountGone):
        keys.recover(laptop, bytes(16), keys.draw_code().spelled, NEW)
