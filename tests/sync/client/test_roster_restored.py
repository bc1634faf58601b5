"""A coordinator's laptop that came back from a copy changes the team, and all of it counts."""

from __future__ import annotations

from pathlib import Path

from desktop.backup.make import make
from desktop.backup.restore import restore
from desktop.services import roster as rosters
from desktop.services import team
from sync.batch.roster import Roster
from tests.sync.client.conftest import Laptop


def roster_of(laptop: Laptop) -> Roster:
    assert laptop.desk.shared is not None
    return rosters.known(laptop.desk.shared).roster


def test_what_was_entered_before_and_after_a_restore_counts_everywhere(
    first: Laptop, second: Laptop, tmp_path: Path
) -> None:
    first.desk.close()
    restore(make(first.folder, tmp_path, first.clock), tmp_path / "restored")
    first.reopen()
    before = team.add_site(first.folder, first.desk, "Norte", "Ixtapa")
    back = Laptop(tmp_path / "restored", first.account, first.clock)
    try:
        after = team.add_site(back.folder, back.desk, "Sur", "Ixtapa")
        back.desk = team.revoke(back.folder, back.desk, second.account.card.id, clock=back.clock)
        for files in (first.outbox(), back.outbox()):
            second.put(*files.values())
        taken = second.take_in()
        assert taken.put_aside == 0
        roster = roster_of(second)
        me = first.account.card.id
        assert roster.may_write(me, before)
        assert roster.may_write(me, after)
        assert roster.revoked(second.account.card.id)
        assert len(roster.chains_of(me)) >= 2
        first.put(*back.outbox().values())
        back.put(*first.outbox().values())
        first.take_in()
        back.take_in()
        assert roster_of(first) == roster_of(back)
    finally:
        back.desk.close()
