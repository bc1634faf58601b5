"""Ending an access: what still opens for whom, here and where it is learned; kills in between."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.journal import incarnation
from desktop.journal.spaces import latest_epoch, space_keys
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import grants, groups, panic, recovery, renewal, revocation, team
from desktop.services import roster as rosters
from desktop.services.authority import NotTheFounder, NotTheRoot
from desktop.services.entrance import AccessEnded, Desk, sit_down
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm, add_person, list_people
from desktop.services.revocation import LastOfAll, NotYourself, revoke
from desktop.vault.store import holders, open_vaults, open_with_recovery
from desktop.vault.troubles import DiskFull, NoAccess
from sync.batch.header import BatchKind, Label, read_label
from sync.batch.roster_grants import FIRST_ROTATED_EPOCH
from sync.carriers import boxes
from tests.desktop.services.conftest import FIRST_MEETING, seal_all
from tests.desktop.services.killing import in_a_process


def carry_rosters(source: Path, target: Path) -> None:
    """What a stick does, for the roster alone."""
    for path in boxes.batch_files(boxes.outbox(source)):
        data = path.read_bytes()
        if read_label(data).kind == BatchKind.ROSTER:
            boxes.put_batch(boxes.inbox(target), data)


def all_epochs(folder: Path, account) -> set[int]:
    return {vault.epoch for vault in open_vaults(folder, account)}


def hold_ceremony(folder: Path, desk: Desk) -> recovery.Ceremony:
    """The recovery sheets, drawn and typed back."""
    ceremony = recovery.begin(desk)
    typed = [dict(enumerate(sheet.words, 1)) for sheet in ceremony.sheets]
    recovery.finish(folder, desk, ceremony, typed)
    return ceremony


def sealed_records(folder: Path) -> list[Label]:
    labels = [read_label(path.read_bytes()) for path in boxes.batch_files(boxes.outbox(folder))]
    return [label for label in labels if label.kind == BatchKind.RECORDS]


def test_the_revoked_person_opens_nothing_and_the_others_lose_no_row(crew, clock):
    desk = sit_down(crew.folder, crew.colibri, clock)
    add_person(desk.work, PersonForm(nickname="Ceiba"))
    after = revoke(crew.folder, desk, crew.nube.card.id, clock=clock)
    assert [person.nickname for person in list_people(after.work)] == ["Ceiba"]
    assert renewal.RENEWED in after.notices
    after.close()
    assert all_epochs(crew.folder, crew.colibri) == {2}
    with pytest.raises(AccessEnded):
        sit_down(crew.folder, crew.nube, clock)
    for who in (crew.lluvia, crew.eco, crew.cigarra):
        remaining = sit_down(crew.folder, who, clock)
        assert remaining.shared.unlocked.epoch == 2
        remaining.close()


def test_later_batches_are_sealed_with_a_key_the_revoked_person_never_had(crew, clock):
    before = sit_down(crew.folder, crew.nube, clock)
    old = {
        space.id: space_keys(vault, space.id) for vault in before.vaults for space in vault.spaces
    }
    before.close()
    desk = revoke(
        crew.folder, sit_down(crew.folder, crew.colibri, clock), crew.nube.card.id, clock=clock
    )
    roster = rosters.known(desk.shared).roster
    for vault in desk.vaults:
        latest = latest_epoch(vault, vault.home)
        assert latest >= FIRST_ROTATED_EPOCH
        keys = space_keys(vault, vault.home)
        assert old[vault.home].items() <= keys.items()  # history still opens
        assert keys[latest] not in old[vault.home].values()
        assert crew.nube.card.id not in roster.grants[vault.home, latest].sealed
        assert crew.lluvia.card.id in roster.grants[vault.home, latest].sealed
    assert not list(grants.granted(crew.nube, roster))
    add_person(desk.work, PersonForm(nickname="Ceiba"))
    seal_all(desk)
    written = {label.epoch for label in sealed_records(crew.folder)}
    assert written == {1, latest_epoch(desk.work, desk.work.home)}
    desk.close()


def test_somebody_whose_stream_the_coordinator_never_opens_is_shown_out_all_the_same(crew, clock):
    his = sit_down(crew.folder, crew.barro, clock)
    add_person(his.work, PersonForm(nickname="Roca"))
    his.close()
    before = len(sealed_records(crew.folder))
    other = sit_down(crew.folder, crew.colibri, clock)
    with pytest.raises(LastOfAll):  # nobody else has the men's keys
        revoke(crew.folder, other, crew.barro.card.id, clock=clock)
    sheets = hold_ceremony(crew.folder, other)
    revoke(crew.folder, other, crew.barro.card.id, clock=clock).close()
    said = []
    with pytest.raises(AccessEnded):
        sit_down(crew.folder, crew.barro, clock, farewell=lambda desk: said.append(seal_all(desk)))
    assert len(said) == 1
    assert len(sealed_records(crew.folder)) == before + 1
    # He was the last, and had not heard of the sheets: they open his vault all the same.
    opened, closed = open_with_recovery(crew.folder, sheets.keys)
    assert {vault.stream for vault in opened} == set(Stream)
    assert closed == 0


def test_a_laptop_that_learns_renews_its_vaults_before_anybody_works(crew, twin, clock):
    desk = sit_down(crew.folder, crew.colibri, clock)
    sheets = hold_ceremony(crew.folder, desk)
    revoke(crew.folder, desk, crew.nube.card.id, clock=clock).close()
    carry_rosters(crew.folder, twin.folder)
    hers = sit_down(twin.folder, twin.lluvia, clock)
    for vault in hers.vaults:
        assert sheets.keys.of(vault.stream).card.id in holders(vault.unlocked)
    chain = incarnation.current(hers.work)
    assert renewal.RENEWED in hers.notices
    assert {vault.unlocked.epoch for vault in hers.vaults} == {2}
    assert all(crew.nube.card.id not in holders(vault.unlocked) for vault in hers.vaults)
    # Her laptop has the key of the epoch that the coordinator began elsewhere.
    assert latest_epoch(hers.work, hers.work.home) >= FIRST_ROTATED_EPOCH
    hers.close()
    again = sit_down(twin.folder, twin.lluvia, clock)
    assert renewal.RENEWED not in again.notices
    assert incarnation.current(again.work) == chain
    again.close()
    with pytest.raises(AccessEnded):
        sit_down(twin.folder, twin.nube, clock)


def test_after_new_keys_the_laptop_writes_other_chains(crew, twin, clock):
    desk = sit_down(crew.folder, crew.nube, clock)
    add_person(desk.work, PersonForm(nickname="Ceiba"))
    before = incarnation.current(desk.work)
    seal_all(desk)
    desk.close()
    chains = {label.chain for label in sealed_records(crew.folder)}
    away = sit_down(twin.folder, twin.colibri, clock)
    revoke(twin.folder, away, crew.nube.card.id, clock=clock).close()
    carry_rosters(twin.folder, crew.folder)
    hers = sit_down(crew.folder, crew.lluvia, clock)
    assert incarnation.current(hers.work) != before
    add_person(hers.work, PersonForm(nickname="Flor"))
    seal_all(hers)
    after = {label.chain for label in sealed_records(crew.folder)} - chains
    assert len(after) == 1
    hers.close()


def test_who_was_revoked_is_heard_out_and_then_opens_nothing(crew, twin, clock):
    revoke(
        crew.folder, sit_down(crew.folder, crew.colibri, clock), crew.nube.card.id, clock=clock
    ).close()
    hers = sit_down(twin.folder, twin.nube, clock)
    add_person(hers.work, PersonForm(nickname="Ceiba"))
    hers.close()
    carry_rosters(crew.folder, twin.folder)
    before = len(sealed_records(twin.folder))
    with pytest.raises(AccessEnded):
        sit_down(twin.folder, twin.nube, clock)  # nobody to seal: nothing is taken yet
    with pytest.raises(AccessEnded):
        sit_down(twin.folder, twin.nube, clock, farewell=seal_all)
    assert len(sealed_records(twin.folder)) == before + 1
    assert [label.sealer for label in sealed_records(twin.folder)].count(crew.nube.card.id) == 1
    # The second try says the same, also when the boxes are gone that told it.
    for path in (twin.folder / box for box in ("inbox", "outbox", "sent")):
        shutil.rmtree(path)
    with pytest.raises(AccessEnded):
        sit_down(twin.folder, twin.nube, clock, farewell=seal_all)
    # She has no slot any more, and yet the next who unlocks makes new keys.
    next_one = sit_down(twin.folder, twin.lluvia, clock)
    assert renewal.RENEWED in next_one.notices
    assert {vault.unlocked.epoch for vault in next_one.vaults} == {2}
    assert [person.nickname for person in list_people(next_one.work)] == ["Ceiba"]
    next_one.close()


def test_after_a_panic_nobody_is_told_that_an_access_ended_but_who_was_revoked(crew, clock):
    revoke(
        crew.folder, sit_down(crew.folder, crew.colibri, clock), crew.nube.card.id, clock=clock
    ).close()
    assert panic.destroy(crew.folder)
    for who, why in ((crew.lluvia, NoAccess), (crew.colibri, NoAccess), (crew.nube, AccessEnded)):
        with pytest.raises(why):
            sit_down(crew.folder, who, clock)


def test_the_recovery_sheets_go_on_opening_after_a_revocation(crew, clock):
    desk = sit_down(crew.folder, crew.colibri, clock)
    sheets = hold_ceremony(crew.folder, desk)
    after = revoke(crew.folder, desk, crew.nube.card.id, clock=clock)
    for vault in after.vaults:
        assert sheets.keys.of(vault.stream).card.id in holders(vault.unlocked)
    after.close()


def test_two_coordinators_who_revoke_at_the_same_time_come_to_the_same_keys(crew, twin, clock):
    one = revoke(
        crew.folder, sit_down(crew.folder, crew.colibri, clock), crew.nube.card.id, clock=clock
    )
    other = revoke(
        twin.folder, sit_down(twin.folder, twin.cigarra, clock), crew.eco.card.id, clock=clock
    )
    space = one.work.home
    one.close()
    other.close()
    for _round in range(3):
        carry_rosters(crew.folder, twin.folder)
        sit_down(twin.folder, twin.cigarra, clock).close()
        carry_rosters(twin.folder, crew.folder)
        sit_down(crew.folder, crew.colibri, clock).close()
    here = sit_down(crew.folder, crew.colibri, clock)
    there = sit_down(twin.folder, twin.cigarra, clock)
    roster = rosters.known(here.shared).roster
    assert roster == rosters.known(there.shared).roster
    for vault, theirs in zip(here.vaults, there.vaults, strict=True):
        latest = latest_epoch(vault, vault.home)
        assert latest == latest_epoch(theirs, theirs.home)
        assert space_keys(vault, vault.home) == space_keys(theirs, theirs.home)
        assert not roster.tainted(vault.home, latest)
        named = roster.grants[vault.home, latest].sealed
        assert crew.lluvia.card.id in named
        assert not {crew.nube.card.id, crew.eco.card.id} & named.keys()
    assert here.work.home == space
    here.close()
    there.close()


def test_a_full_disk_keeps_nobody_out_and_new_keys_follow(crew, twin, clock, monkeypatch):
    revoke(
        crew.folder, sit_down(crew.folder, crew.colibri, clock), crew.nube.card.id, clock=clock
    ).close()
    carry_rosters(crew.folder, twin.folder)
    with monkeypatch.context() as full:
        full.setattr("desktop.vault.rekey.free_bytes", lambda path: 0)
        hers = sit_down(twin.folder, twin.lluvia, clock)
        assert renewal.NOT_YET in hers.notices
        assert {vault.unlocked.epoch for vault in hers.vaults} == {1}
        hers.close()
    hers = sit_down(twin.folder, twin.lluvia, clock)
    assert {vault.unlocked.epoch for vault in hers.vaults} == {2}
    hers.close()


def test_who_may_not_revoke_is_refused_and_nothing_changes(crew, clock):
    for who, whom, why in (
        (crew.colibri, crew.colibri, NotYourself),
        (crew.nube, crew.lluvia, NotTheFounder),
        (crew.eco, crew.lluvia, NotTheFounder),
        (crew.cigarra, crew.colibri, NotTheRoot),
    ):
        desk = sit_down(crew.folder, who, clock)
        with pytest.raises(why):
            revoke(crew.folder, desk, whom.card.id, clock=clock)
        assert desk.shared.unlocked.epoch == 1
        desk.close()


def test_the_root_ends_a_coordinator_whose_later_words_count_no_more(crew, twin, clock):
    desk = revoke(
        crew.folder, sit_down(crew.folder, crew.colibri, clock), crew.cigarra.card.id, clock=clock
    )
    # She has not heard of it, and revokes somebody.
    hers = sit_down(twin.folder, twin.cigarra, clock)
    revoke(twin.folder, hers, crew.lluvia.card.id, clock=clock).close()
    desk.close()
    carry_rosters(twin.folder, crew.folder)
    desk = sit_down(crew.folder, crew.colibri, clock)
    roster = rosters.known(desk.shared).roster
    assert roster.revoked(crew.cigarra.card.id)
    assert not roster.revoked(crew.lluvia.card.id)
    desk.close()


def test_whoever_takes_over_has_the_groups(crew, clock):
    desk = sit_down(crew.folder, crew.colibri, clock)
    members = {one.account: one.id for one in groups.list_members(desk.work)}
    group = groups.create_group(
        desk.work,
        NewGroup(
            name="Grupo Jacaranda",
            start_date=FIRST_MEETING,
            start_minute=16 * 60,
            place="",
            facilitator=members[crew.nube.card.id.hex()],
        ),
    ).created[0]
    after = team.replace(
        crew.folder, desk, crew.nube.card.id, "Brisa", "una frase para brisa", clock=clock
    )
    people = {one.nickname: one for one in team.team(after, crew.folder).people}
    assert people["Nube"].ended
    assert people["Brisa"].role is Role.FACILITATOR
    assert {place.stream for place in people["Brisa"].places} == {Stream.WOMEN}
    assert groups.get_group(after.work, group).facilitators == "Brisa"
    after.close()


# --- kills -----------------------------------------------------------------------------------

KILLS = 14


def test_killed_at_any_moment_a_revocation_is_not_said_or_is_done_at_the_next_unlock(
    crew, clock, tmp_path
):
    gone = crew.nube.card.id

    def revoking(folder: Path) -> None:
        revoke(folder, sit_down(folder, crew.colibri, clock), gone, clock=clock)

    def fresh(name: str) -> Path:
        return Path(shutil.copytree(crew.folder, tmp_path / name))

    whole = in_a_process(lambda: revoking(fresh("whole")), None)
    assert whole > KILLS
    said = 0
    for kill in range(1, KILLS + 1):
        folder = fresh(f"kill{kill}")
        in_a_process(lambda folder=folder: revoking(folder), whole * kill // KILLS)
        desk = sit_down(folder, crew.colibri, clock)
        roster = rosters.known(desk.shared).roster
        revoked = roster.revoked(gone)
        said += revoked
        for vault in desk.vaults:
            assert vault.unlocked.epoch == (2 if revoked else 1)
            assert (gone in holders(vault.unlocked)) is not revoked
            latest = latest_epoch(vault, vault.home)
            assert not roster.tainted(vault.home, latest)
            assert (latest >= FIRST_ROTATED_EPOCH) is revoked
        latest = latest_epoch(desk.work, desk.work.home)
        desk.close()
        assert not list((folder / "vaults").glob("*.next"))
        other = sit_down(folder, crew.lluvia, clock)
        assert latest_epoch(other.work, other.work.home) == latest
        other.close()
        shutil.rmtree(folder)
    assert 0 < said < KILLS


def test_a_revocation_that_found_no_room_is_done_by_entering_again(crew, clock, monkeypatch):
    desk = sit_down(crew.folder, crew.colibri, clock)
    with monkeypatch.context() as cut:
        cut.setattr(revocation, "sit_down", _no_room)
        with pytest.raises(DiskFull):
            revoke(crew.folder, desk, crew.nube.card.id, clock=clock)
    desk = sit_down(crew.folder, crew.colibri, clock)
    assert {vault.unlocked.epoch for vault in desk.vaults} == {2}
    desk.close()


def _no_room(*given: object, **named: object) -> None:
    raise DiskFull
