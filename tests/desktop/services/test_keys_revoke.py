"""Revoking on one laptop: what still opens for whom, and what seals later batches."""

from __future__ import annotations

import pytest

from desktop.journal.spaces import latest_epoch, space_key
from desktop.services import revocation, space_keys
from desktop.services.entrance import sit_down
from desktop.services.people import PersonForm, add_person, list_people
from desktop.services.revocation import NothingToTake, NotYourself, revoke
from desktop.vault.store import add_slot
from desktop.vault.troubles import DiskFull


def test_the_revoked_person_opens_neither_vault_and_the_others_lose_no_row(
    laptop, seat, programme, clock
):
    desk = seat(programme.women)
    add_person(desk.work, PersonForm(nickname="Lluvia"))
    add_slot(desk.work.unlocked, programme.men.card)  # somebody who works with her
    after = revoke(laptop, desk, programme.men.card.id, clock)
    assert [person.nickname for person in list_people(after.work)] == ["Lluvia"]
    assert (after.work.unlocked.epoch, after.shared.unlocked.epoch) == (2, 2)
    after.close()
    # Only the men's vault, which nobody took away, still opens for him.
    his = sit_down(laptop, programme.men, clock)
    assert his.work.unlocked.epoch == 1
    assert his.shared is None
    his.close()


def test_later_batches_are_sealed_with_a_key_the_revoked_person_never_had(
    laptop, seat, programme, clock
):
    desk = seat(programme.women)
    space = desk.shared.home
    old = space_key(desk.shared, space, 1)
    untouched = latest_epoch(desk.work, desk.work.home)
    after = revoke(laptop, desk, programme.men.card.id, clock)
    assert latest_epoch(after.shared, space) == 2
    assert space_key(after.shared, space, 2) != old
    assert space_key(after.shared, space, 1) == old  # history still opens
    assert latest_epoch(after.work, after.work.home) == untouched
    after.close()
    again = sit_down(laptop, programme.women, clock)
    assert latest_epoch(again.shared, space) == 2
    again.close()


def test_a_promised_key_is_made_by_whoever_enters_after_a_kill(
    laptop, seat, programme, clock, monkeypatch
):
    desk = seat(programme.women)
    space = desk.shared.home
    with monkeypatch.context() as cut:
        cut.setattr(revocation, "sit_down", _power_cut)
        with pytest.raises(KeyboardInterrupt):
            revoke(laptop, desk, programme.men.card.id, clock)
    after = sit_down(laptop, programme.women, clock)
    assert after.shared.unlocked.epoch == 2
    assert latest_epoch(after.shared, space) == 2
    space_keys.keep_promises(after.shared)
    assert latest_epoch(after.shared, space) == 2
    after.close()


def test_a_revocation_that_failed_is_done_by_asking_again(
    laptop, seat, programme, clock, monkeypatch
):
    desk = seat(programme.women)
    with monkeypatch.context() as full:
        full.setattr("desktop.vault.rekey.free_bytes", lambda path: 0)
        with pytest.raises(DiskFull):
            revoke(laptop, desk, programme.men.card.id, clock)
    desk = seat(programme.women)
    revoke(laptop, desk, programme.men.card.id, clock).close()
    his = sit_down(laptop, programme.men, clock)
    assert his.shared is None
    his.close()


def test_nobody_takes_their_own_access_or_somebody_elses_vault(laptop, seat, programme, clock):
    desk = seat(programme.women)
    with pytest.raises(NotYourself):
        revoke(laptop, desk, programme.women.card.id, clock)
    with pytest.raises(NothingToTake):
        revoke(laptop, desk, bytes(16), clock)
    assert desk.work.unlocked.epoch == 1


def _power_cut(*given: object) -> None:
    raise KeyboardInterrupt
