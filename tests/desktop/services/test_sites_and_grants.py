"""Sites, and what is given of them: the roster carries it to other laptops, across no wall."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.journal import quarantine
from desktop.journal.spaces import latest_epoch, space_keys
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import entrance, team
from desktop.services import roster as rosters
from desktop.services.entrance import sit_down, turn
from desktop.services.people import PersonForm, add_person
from desktop.services.refusals import NotFound
from desktop.services.team import NotAllowed
from desktop.vault.store import add_slot
from sync.batch.header import BatchKind, read_label
from sync.batch.keys import batch_hash
from sync.batch.roster_entries import MemberEntry
from sync.carriers import boxes
from tests.desktop.services.conftest import CREW_PASSPHRASE, seal_all
from tests.desktop.services.killing import in_a_process
from tests.desktop.services.test_revocation import carry_rosters

KILLS = 6
WOMEN, MEN = Stream.WOMEN, Stream.MEN


def test_a_new_site_is_of_everybody_who_opens_the_vault_here(crew, founder, clock):
    space = team.add_site(crew.folder, founder, "  La   Loma ", "Ameca")
    site = next(one for one in team.team(founder, crew.folder).sites if one.space == space)
    assert (site.stream, site.name, site.municipality) == (WOMEN, "La Loma", "Ameca")
    assert space in {one.id for one in founder.work.spaces}
    roster = rosters.known(founder.shared).roster
    assert {one.id for one in roster.members_of(space)} == {
        each.card.id for each in (crew.colibri, crew.cigarra, crew.nube, crew.lluvia)
    }
    hers = sit_down(crew.folder, crew.nube, clock)
    with hers.work.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM site ORDER BY name").scalars().all()
    assert names == ["La Loma", "San Isidro"]
    hers.close()


def test_killed_at_any_moment_a_site_is_not_there_or_has_its_one_record(crew, clock, tmp_path):
    def add(folder: Path):
        desk = sit_down(folder, crew.colibri, clock)
        return lambda: team.add_site(folder, desk, "La Loma", "Ameca")

    whole = Path(shutil.copytree(crew.folder, tmp_path / "whole"))
    touches = in_a_process(add(whole), None)
    assert touches
    for number in range(KILLS):
        folder = Path(shutil.copytree(crew.folder, tmp_path / f"killed {number}"))
        in_a_process(add(folder), 1 + number * touches // KILLS)
        desk = sit_down(folder, crew.nube, clock)  # whoever comes first
        spaces = {one.id.hex() for one in desk.work.spaces}
        with desk.work.read() as connection:
            records = connection.exec_driver_sql("SELECT space FROM site").scalars().all()
        desk.close()
        assert sorted(records) == sorted(spaces)


def test_a_space_that_was_told_before_a_kill_gets_its_record_at_the_next_desk(
    crew, founder, clock, monkeypatch
):
    monkeypatch.setattr("desktop.services.sites.enter_due_sites", lambda _vault: None)
    space = team.add_site(crew.folder, founder, "La Loma", "Ameca")
    for account in (crew.nube, crew.colibri):
        desk = sit_down(crew.folder, account, clock)
        with desk.work.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT name FROM site WHERE space = ?", (space.hex(),)
            ).scalars()
            assert found.all() == ["La Loma"]
        desk.close()


def test_a_grant_reaches_another_laptop_by_the_roster_alone(crew, twin, founder, clock):
    space = team.add_site(crew.folder, founder, "La Loma", "Ameca")
    keys = space_keys(founder.work, space)
    carry_rosters(crew.folder, twin.folder)
    hers = sit_down(twin.folder, twin.lluvia, clock)
    assert space_keys(hers.work, space) == keys
    assert [one.name for one in hers.work.spaces] == ["San Isidro", "La Loma"]
    hers.close()
    his = sit_down(twin.folder, twin.barro, clock)
    assert space not in {one.id for vault in his.vaults for one in vault.spaces}
    his.close()


def test_no_grant_crosses_the_wall(crew, founder, clock):
    hers = founder.work.home
    for account in (crew.barro, crew.eco, crew.tinta):
        with pytest.raises(NotAllowed):
            team.grant(crew.folder, founder, account.card.id, [hers])
    his = sit_down(crew.folder, crew.barro, clock)
    men = his.work.home
    his.close()
    with pytest.raises(NotAllowed):  # she does not hold the men's keys
        team.grant(crew.folder, founder, crew.nube.card.id, [men])
    with pytest.raises(NotFound):
        team.grant(crew.folder, founder, bytes(16), [hers])


def test_a_coordinator_given_the_other_stream_gets_a_vault_for_it(crew, twin, clock):
    """On a laptop that never had one she opens; by policy, and by grant alone."""
    desk = sit_down(crew.folder, crew.colibri, clock)
    team.set_policy(crew.folder, desk, True)
    desk.close()
    his = sit_down(crew.folder, crew.barro, clock)
    add_slot(his.work.unlocked, crew.colibri.card)
    men, theirs = his.work.home, his.work.vault_id
    his.close()
    desk = sit_down(crew.folder, crew.colibri, clock)
    entry = MemberEntry(crew.colibri.card.sign_pub, crew.colibri.card.box_pub, frozenset({men}))
    rosters.append(desk.shared, desk.account, crew.folder, (entry,))
    desk.close()
    desk = sit_down(crew.folder, crew.colibri, clock)
    team.grant(crew.folder, desk, crew.cigarra.card.id, [men])
    desk.close()
    hers = turn(crew.folder, sit_down(crew.folder, crew.cigarra, clock), MEN, clock)
    assert hers.work.vault_id == theirs  # the one that is here, and no second one
    hers.close()
    carry_rosters(crew.folder, twin.folder)
    hers = sit_down(twin.folder, twin.cigarra, clock)
    assert hers.streams == (WOMEN, MEN)
    hers = turn(twin.folder, hers, MEN, clock)
    assert (hers.work.home, latest_epoch(hers.work, men)) == (men, 1)
    hers.close()
    assert sit_down_streams(twin.folder, twin.nube, clock) == (WOMEN,)


def sit_down_streams(folder, account, clock) -> tuple[Stream, ...]:
    desk = sit_down(folder, account, clock)
    desk.close()
    return desk.streams


def test_who_came_in_while_another_coordinator_changed_the_keys_gets_them(crew, twin, clock):
    one = sit_down(crew.folder, crew.colibri, clock)
    one = team.revoke(crew.folder, one, crew.eco.card.id, clock=clock)
    one.close()
    other = sit_down(twin.folder, twin.cigarra, clock)
    sol = team.add_here(twin.folder, other, "Sol", CREW_PASSPHRASE, Role.FACILITATOR, (WOMEN,))
    other.close()
    carry_rosters(twin.folder, crew.folder)
    one = sit_down(crew.folder, crew.colibri, clock)
    latest = latest_epoch(one.shared, one.shared.home)
    one.close()
    carry_rosters(crew.folder, twin.folder)
    hers = entrance.enter(twin.folder, sol, CREW_PASSPHRASE, clock)
    assert latest_epoch(hers.shared, hers.shared.home) == latest
    hers.close()


# --- late work --------------------------------------------------------------------------


def test_late_work_of_who_left_comes_in_by_a_coordinators_word(crew, twin, clock):
    hers = sit_down(twin.folder, twin.nube, clock)
    add_person(hers.work, PersonForm(nickname="Ceiba"))
    seal_all(hers)
    hers.close()
    before = {path.name for path in boxes.batch_files(boxes.outbox(crew.folder))}
    late = [
        data
        for path in boxes.batch_files(boxes.outbox(twin.folder))
        if path.name not in before
        and read_label(data := path.read_bytes()).kind == BatchKind.RECORDS
    ]
    desk = sit_down(crew.folder, crew.colibri, clock)
    desk = team.revoke(crew.folder, desk, crew.nube.card.id, clock=clock)
    quarantine.put_aside(desk.work, batch_hash(late[0]), late[0], "REVOKED")
    (waits,) = team.list_late(desk)
    assert (waits.nickname, waits.account) == ("Nube", crew.nube.card.id)
    team.accept_late(crew.folder, desk, waits.hash)
    label = read_label(late[0])
    roster = rosters.known(desk.shared).roster
    assert roster.cut_off(crew.nube.card.id, label.chain) == label.number
    assert (boxes.inbox(crew.folder) / f"{waits.hash.hex()}.vrd").read_bytes() == late[0]
    with pytest.raises(NotFound):
        team.accept_late(crew.folder, desk, bytes(32))
    desk.close()
