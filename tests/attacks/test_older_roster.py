"""Who opens the shared vault takes a coordinator's later words from it: that opens nothing."""

from __future__ import annotations

import pytest

from desktop.journal import meta
from desktop.programme.vocabulary import Stream
from desktop.services import recovery, remembered, team
from desktop.services import roster as rosters
from desktop.services.authority import RosterBehind
from desktop.services.entrance import Desk, sit_down
from desktop.vault.store import open_with_recovery
from sync.batch.keys import batch_hash
from sync.carriers import boxes
from tests.desktop.services.conftest import Crew, StillClock


def hold_ceremony(crew: Crew, desk: Desk) -> recovery.Ceremony:
    ceremony = recovery.begin(desk)
    typed = [dict(enumerate(sheet.words, 1)) for sheet in ceremony.sheets]
    recovery.finish(crew.folder, desk, ceremony, typed)
    return ceremony


def kept_by(crew: Crew, clock: StillClock) -> list[bytes]:
    desk = sit_down(crew.folder, crew.barro, clock)
    assert desk.shared is not None
    found = rosters.batches(desk.shared)
    desk.close()
    return found


def test_sheets_that_were_replaced_open_nothing_though_their_roster_is_put_back(
    crew: Crew, clock: StillClock
) -> None:
    desk = sit_down(crew.folder, crew.colibri, clock)
    old = hold_ceremony(crew, desk)
    desk.close()
    before = kept_by(crew, clock)
    desk = sit_down(crew.folder, crew.colibri, clock)
    hold_ceremony(crew, desk)
    desk.close()
    after = kept_by(crew, clock)
    his = sit_down(crew.folder, crew.barro, clock)
    assert his.shared is not None
    with his.shared.transaction() as connection:
        for data in set(after) - set(before):
            meta.remove(connection, f"roster {batch_hash(data).hex()}")
    his.close()
    hers = sit_down(crew.folder, crew.nube, clock)
    assert recovery.revision(hers) == 1
    hers.close()
    opened, _closed = open_with_recovery(crew.folder, old.keys)
    assert Stream.WOMEN not in {vault.stream for vault in opened}


def forget_what_came_after(crew: Crew, clock: StillClock, before: list[bytes]) -> list[bytes]:
    """Barro, who opens the shared vault, takes every later roster batch out of it."""
    his = sit_down(crew.folder, crew.barro, clock)
    assert his.shared is not None
    later = [data for data in rosters.batches(his.shared) if data not in before]
    with his.shared.transaction() as connection:
        for data in later:
            meta.remove(connection, f"roster {batch_hash(data).hex()}")
    his.close()
    return later


def test_a_revocation_that_was_taken_out_of_the_shared_vault_is_not_forgotten(
    crew: Crew, clock: StillClock
) -> None:
    before = kept_by(crew, clock)
    desk = sit_down(crew.folder, crew.colibri, clock)
    team.revoke(crew.folder, desk, crew.lluvia.card.id, clock=clock).close()
    later = forget_what_came_after(crew, clock, before)
    assert later
    again = sit_down(crew.folder, crew.colibri, clock)
    assert again.shared is not None
    assert not again.behind, "what was sealed here lies in the boxes still"
    assert rosters.known(again.shared).roster.revoked(crew.lluvia.card.id)
    again.close()


def test_an_account_that_remembers_more_than_the_roster_says_so_and_changes_nobody(
    crew: Crew, clock: StillClock
) -> None:
    before = kept_by(crew, clock)
    desk = sit_down(crew.folder, crew.colibri, clock)
    team.revoke(crew.folder, desk, crew.lluvia.card.id, clock=clock).close()
    later = forget_what_came_after(crew, clock, before)
    for box in (boxes.outbox, boxes.sent):
        for path in boxes.batch_files(box(crew.folder)):
            if path.read_bytes() in later:
                path.unlink()
    behind = sit_down(crew.folder, crew.colibri, clock)
    assert behind.behind
    assert remembered.BEHIND in behind.notices
    with pytest.raises(RosterBehind):
        team.set_policy(crew.folder, behind, True)
    behind.close()
    for data in later:
        boxes.put_batch(boxes.inbox(crew.folder), data)
    healed = sit_down(crew.folder, crew.colibri, clock)
    assert not healed.behind
    assert remembered.BEHIND not in healed.notices
    healed.close()
