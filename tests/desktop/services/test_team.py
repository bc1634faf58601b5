"""A team that grows with no signal: who may be given what, who is refused, what each then opens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import entrance, groups, places, team
from desktop.services import roster as rosters
from desktop.services.entrance import NotYourStream, sit_down, turn
from desktop.services.people import PersonForm, add_person
from desktop.services.restoring import BadNickname
from desktop.services.team import NotAllowed, NotTheFounder, NotTheRoot
from desktop.vault.accounts import list_accounts, unlock_account
from desktop.vault.store import add_slot, open_vaults
from desktop.vault.troubles import DiskFull
from sync.batch.roster_entries import MemberEntry
from sync.batch.roster_names import Details, Person
from tests.desktop.services.conftest import CREW_PASSPHRASE, at
from tests.desktop.services.killing import in_a_process

KILLS = 6
WOMEN, MEN = Stream.WOMEN, Stream.MEN


def streams_of(folder, account) -> set[Stream]:
    return {vault.stream for vault in open_vaults(folder, account)}


# --- what each role opens ---------------------------------------------------------------


def test_everybody_opens_their_own_and_nothing_else(crew, clock):
    for account, role, streams in (
        (crew.colibri, Role.COORDINATOR, (WOMEN,)),
        (crew.cigarra, Role.COORDINATOR, (WOMEN,)),
        (crew.nube, Role.FACILITATOR, (WOMEN,)),
        (crew.barro, Role.FACILITATOR, (MEN,)),
        (crew.eco, Role.EVALUATOR, ()),
        (crew.tinta, Role.STEWARD, ()),
    ):
        assert streams_of(crew.folder, account) == {*streams, Stream.SHARED}
        desk = sit_down(crew.folder, account, clock)
        assert (desk.role, desk.streams, desk.both) == (role, streams, False)
        assert desk.me == account.card.id
        assert len(desk.vaults) == (2 if streams else 1)
        assert (desk.work is desk.shared) is not bool(streams)
        desk.close()


def test_the_team_is_told_as_it_is(crew, founder):
    found = team.team(founder, crew.folder)
    people = {one.nickname: one for one in found.people}
    assert set(people) == {"Colibrí", "Cigarra", "Nube", "Lluvia", "Barro", "Eco", "Tinta"}
    assert people["Colibrí"].me
    assert [one.nickname for one in found.people if one.coordinator] == ["Cigarra", "Colibrí"]
    assert {place.municipality for place in people["Nube"].places} == {"Comala"}
    assert people["Eco"].places == ()
    assert all(one.here and not one.ended and one.refusal is None for one in found.people)
    assert {site.stream for site in found.sites} == set(Stream)
    assert found.can.coordinate
    assert found.can.root
    assert not found.policy_both
    assert not found.can.revoke(people["Colibrí"])
    assert found.can.revoke(people["Cigarra"])


def test_who_does_not_coordinate_sees_the_team_and_changes_nothing(crew, clock):
    for account in (crew.nube, crew.barro, crew.eco, crew.tinta):
        desk = sit_down(crew.folder, account, clock)
        found = team.team(desk, crew.folder)
        assert len(found.people) == 7
        assert not found.can.coordinate
        assert not any(found.can.revoke(one) for one in found.people)
        for change in (
            lambda desk=desk: team.add_here(
                crew.folder, desk, "Sol", "una frase", Role.STEWARD, ()
            ),
            lambda desk=desk: team.grant(crew.folder, desk, crew.nube.card.id, ()),
            lambda desk=desk: team.add_site(crew.folder, desk, "La Loma", "Ameca"),
            lambda desk=desk: team.make_coordinator(crew.folder, desk, crew.nube.card.id),
            lambda desk=desk: team.set_policy(crew.folder, desk, True),
            lambda desk=desk: team.accept_late(crew.folder, desk, bytes(32)),
        ):
            with pytest.raises(NotTheFounder):
                change()
        desk.close()
    assert len(list_accounts(crew.folder)) == 7


# --- the wall ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "streams"),
    [
        (Role.FACILITATOR, (WOMEN, MEN)),
        (Role.FACILITATOR, ()),
        (Role.FACILITATOR, (MEN,)),  # another coordination's records
        (Role.COORDINATOR, (WOMEN, MEN)),
        (Role.EVALUATOR, (WOMEN,)),
        (Role.STEWARD, (WOMEN,)),
    ],
)
def test_what_the_rules_refuse_makes_no_account(crew, founder, role, streams):
    with pytest.raises(NotAllowed):
        team.add_here(crew.folder, founder, "Sol", "una frase", role, streams)
    assert len(list_accounts(crew.folder)) == 7
    assert len(rosters.known(founder.shared).roster.members) == 7


def test_who_is_shut_out_of_a_programme_hears_who_can_add_to_it(crew, founder):
    def refused() -> str:
        with pytest.raises(NotAllowed) as problem:
            team.add_here(crew.folder, founder, "Sol", "una frase", Role.FACILITATOR, (MEN,))
        return " ".join(map(str, problem.value.sentences))

    assert "nadie lo coordina" in refused()
    assert "«Nombrar para coordinar»" in refused()
    team.make_coordinator(crew.folder, founder, crew.barro.card.id)
    assert "otra coordinación" in refused()


def test_only_the_root_makes_coordinators_and_sets_the_policy(crew, clock):
    desk = sit_down(crew.folder, crew.cigarra, clock)
    for change in (
        lambda: team.add_here(crew.folder, desk, "Sol", "frase", Role.COORDINATOR, (WOMEN,)),
        lambda: team.make_coordinator(crew.folder, desk, crew.nube.card.id),
        lambda: team.set_policy(crew.folder, desk, True),
    ):
        with pytest.raises(NotTheRoot):
            change()
    found = team.team(desk, crew.folder)
    assert (found.can.coordinate, found.can.root, found.policy_both) == (True, False, False)
    desk.close()


def test_a_facilitator_entered_for_both_streams_by_mistake_gets_and_opens_one(crew, clock):
    founder = sit_down(crew.folder, crew.colibri, clock)
    his = sit_down(crew.folder, crew.barro, clock)
    card, men = crew.nube.card, his.work
    entry = MemberEntry(card.sign_pub, card.box_pub, frozenset({men.home}))
    rosters.append(founder.shared, founder.account, crew.folder, (entry,))
    add_slot(men.unlocked, card)  # even the slot does not help
    his.close()
    roster = rosters.known(founder.shared).roster
    told = rosters.details(founder.shared, roster)
    assert not places.entitled(card.id, roster, told)
    people = {one.nickname: one for one in team.team(founder, crew.folder).people}
    assert people["Nube"].refusal is not None
    founder.close()
    desk = sit_down(crew.folder, crew.nube, clock)
    assert desk.streams == (WOMEN,)
    assert {vault.stream for vault in desk.vaults} == {WOMEN, Stream.SHARED}
    with pytest.raises(NotYourStream):
        turn(crew.folder, desk, MEN, clock)
    desk.close()
    with pytest.raises(NotYourStream):
        sit_down(crew.folder, crew.nube, clock, stream=MEN)


def test_somebody_who_calls_herself_coordinator_is_none_without_the_root_key(crew, founder):
    roster = rosters.append(
        founder.shared,
        founder.account,
        crew.folder,
        (),
        Details(people={crew.nube.card.id: Person("Nube", Role.COORDINATOR)}),
    )
    told = rosters.details(founder.shared, roster)
    assert places.role_of(crew.nube.card.id, roster, told) is Role.FACILITATOR


def test_a_coordinator_opens_both_streams_only_while_the_policy_allows_it(crew, clock):
    desk = sit_down(crew.folder, crew.colibri, clock)
    his = sit_down(crew.folder, crew.barro, clock)
    add_slot(his.work.unlocked, crew.colibri.card)
    entry = MemberEntry(
        crew.colibri.card.sign_pub, crew.colibri.card.box_pub, frozenset({his.work.home})
    )
    his.close()
    rosters.append(desk.shared, desk.account, crew.folder, (entry,))
    desk.close()
    desk = sit_down(crew.folder, crew.colibri, clock)
    assert (desk.streams, desk.both) == ((WOMEN,), False)
    team.set_policy(crew.folder, desk, True)
    desk.close()
    desk = sit_down(crew.folder, crew.colibri, clock)
    assert (desk.streams, desk.both, desk.work.stream) == ((WOMEN, MEN), True, WOMEN)
    before = desk.vaults
    desk = turn(crew.folder, desk, MEN, clock)
    assert (desk.streams, desk.work.stream) == ((MEN, WOMEN), MEN)
    assert all(vault not in before for vault in desk.vaults)
    # She brings somebody in for either stream, wherever she sits.
    nieve = team.add_here(crew.folder, desk, "Nieve", "una frase", Role.FACILITATOR, (WOMEN,))
    adobe = team.add_here(crew.folder, desk, "Adobe", "una frase", Role.FACILITATOR, (MEN,))
    for stream, nickname in ((MEN, "Adobe"), (WOMEN, "Nieve")):
        desk = turn(crew.folder, desk, stream, clock)
        assert nickname in [member.nickname for member in groups.list_members(desk.work)]
    team.set_policy(crew.folder, desk, False)
    desk.close()
    for account, stream in ((nieve, WOMEN), (adobe, MEN)):
        unlocked = unlock_account(crew.folder, account, "una frase")
        assert streams_of(crew.folder, unlocked) == {stream, Stream.SHARED}
    desk = sit_down(crew.folder, crew.colibri, clock)
    assert (desk.streams, desk.both) == ((WOMEN,), False)
    found = {one.nickname: one for one in team.team(desk, crew.folder).people}
    assert found["Colibrí"].refusal is not None
    desk.close()


# --- adding -----------------------------------------------------------------------------


def test_whoever_is_added_works_at_once_and_is_offered_for_groups(crew, founder, clock):
    account = team.add_here(crew.folder, founder, "Sol", "una frase", Role.FACILITATOR, (WOMEN,))
    assert "Sol" in [member.nickname for member in groups.list_members(founder.work)]
    desk = entrance.enter(crew.folder, account, "una frase", clock)
    assert desk.role is Role.FACILITATOR
    added = add_person(desk.work, PersonForm(nickname="Ceiba")).created
    assert added
    desk.close()


@pytest.mark.parametrize("nickname", ["nube", "NUBE", "con\nsalto", ""])
def test_a_nickname_that_is_taken_or_cannot_be_shown_is_refused(crew, founder, nickname):
    with pytest.raises(BadNickname):
        team.add_here(crew.folder, founder, nickname, "una frase", Role.STEWARD, ())
    assert len(list_accounts(crew.folder)) == 7


def test_an_adding_that_fails_leaves_no_account_and_no_slot(crew, founder, monkeypatch):
    def full(*_given: object) -> None:
        raise DiskFull

    before = team.team(founder, crew.folder)
    with monkeypatch.context() as cut:
        cut.setattr(rosters, "append", full)
        with pytest.raises(DiskFull):
            team.add_here(crew.folder, founder, "Sol", "una frase", Role.FACILITATOR, (WOMEN,))
    assert team.team(founder, crew.folder) == before
    assert len(list_accounts(crew.folder)) == 7
    team.add_here(crew.folder, founder, "Sol", "una frase", Role.FACILITATOR, (WOMEN,))


def test_killed_at_any_moment_an_adding_left_nobody_or_somebody_who_enters(crew, clock, tmp_path):
    def adding(folder: Path) -> None:
        desk = sit_down(folder, at(folder, crew.colibri), clock)
        team.add_here(folder, desk, "Sol", CREW_PASSPHRASE, Role.FACILITATOR, (WOMEN,))

    def fresh(name: str) -> Path:
        return Path(shutil.copytree(crew.folder, tmp_path / name))

    whole = in_a_process(lambda: adding(fresh("whole")), None)
    assert whole
    made = 0
    for kill in range(1, KILLS + 1):
        folder = fresh(f"kill{kill}")
        in_a_process(lambda folder=folder: adding(folder), whole * kill // KILLS)
        new = [card for card in list_accounts(folder) if card.nickname == "Sol"]
        made += len(new)
        for card in new:
            entrance.enter(folder, card.id, CREW_PASSPHRASE, clock).close()
        # Whoever was left without an account is ended like anybody else; then it is done anew.
        desk = sit_down(folder, at(folder, crew.colibri), clock)
        if not new:
            team.add_here(folder, desk, "Sol", CREW_PASSPHRASE, Role.FACILITATOR, (WOMEN,))
        assert [card.nickname for card in list_accounts(folder)].count("Sol") == 1
        desk.close()
        shutil.rmtree(folder)
    assert 0 < made < KILLS


def test_a_new_coordinator_gets_a_chain_of_her_own_and_can_change_the_team(crew, founder, clock):
    team.make_coordinator(crew.folder, founder, crew.nube.card.id)
    with pytest.raises(NotAllowed):
        team.make_coordinator(crew.folder, founder, crew.eco.card.id)
    founder.close()
    desk = sit_down(crew.folder, crew.nube, clock)
    assert desk.role is Role.COORDINATOR
    team.add_here(crew.folder, desk, "Sol", "una frase", Role.EVALUATOR, ())
    desk.close()
    again = sit_down(crew.folder, crew.nube, clock)
    roster = rosters.known(again.shared).roster
    assert len(roster.chains_of(crew.nube.card.id)) == 1
    assert "Sol" in {one.nickname for one in team.team(again, crew.folder).people}
    again.close()
