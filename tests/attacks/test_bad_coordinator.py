"""A coordinator gone bad writes whatever the roster takes, to read what is not hers or his."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest

from desktop.journal import incarnation
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import latest_epoch, space_key
from desktop.programme.vocabulary import Stream
from desktop.services import grants, team
from desktop.services import roster as rosters
from desktop.services.entrance import sit_down
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.sealing import seal_to
from sync.batch.limits import NUMBER_MAX
from sync.batch.roster_entries import Entry, GrantEntry, MemberEntry, RevocationEntry
from sync.batch.roster_grants import grant_info
from sync.batch.roster_names import Details, Person, Site
from tests.desktop.services.conftest import Crew, StillClock

Say = Callable[..., None]


@pytest.fixture
def bad(crew: Crew, clock: StillClock) -> Say:
    """Barro coordinates the men's stream, and says to everybody what a test gives him to say."""
    root = sit_down(crew.folder, crew.colibri, clock)
    team.make_coordinator(crew.folder, root, crew.barro.card.id)
    root.close()

    def say(entries: list[Entry], told: Details | None = None) -> None:
        desk = sit_down(crew.folder, crew.barro, clock)
        assert desk.shared is not None
        assert desk.work.stream is Stream.MEN
        rosters.append(desk.shared, crew.barro, crew.folder, entries, told)
        desk.close()

    return say


def women_space(crew: Crew, clock: StillClock) -> bytes:
    desk = sit_down(crew.folder, crew.colibri, clock)
    home = desk.work.home
    desk.close()
    return home


def entered(account: UnlockedAccount, *spaces: bytes) -> MemberEntry:
    return MemberEntry(account.card.sign_pub, account.card.box_pub, frozenset(spaces))


def opened_by(account: UnlockedAccount, vault: OpenVault) -> set[tuple[bytes, int]]:
    roster = rosters.known(vault).roster
    return {(space, epoch) for space, epoch, _ in grants.granted(account, roster)}


def test_an_invented_colleague_is_given_no_key_of_a_space_that_its_inventor_lacks(
    crew, clock, bad
) -> None:
    space = women_space(crew, clock)
    junk = GrantEntry(space, 1, {bytes(16): bytes(80)})
    bad(
        [entered(crew.eco, space), junk, RevocationEntry(crew.nube.card.id, {})],
        Details(people={crew.eco.card.id: Person("Lluvia", "facilitator")}),
    )
    for _ in range(2):
        hers = sit_down(crew.folder, crew.colibri, clock)
        assert hers.shared is not None
        found = {place for place in opened_by(crew.eco, hers.shared) if place[0] == space}
        hers.close()
        assert not found


def told_of(crew: Crew, clock: StillClock, space: bytes) -> str:
    """Which stream the roster's words say a space is of."""
    desk = sit_down(crew.folder, crew.tinta, clock)
    assert desk.shared is not None
    told = rosters.details(desk.shared, rosters.known(desk.shared).roster)
    desk.close()
    return told.spaces[space].stream


def test_a_false_word_about_a_site_keeps_no_coordinator_from_her_records_nor_from_new_keys(
    crew, clock, bad
) -> None:
    space = women_space(crew, clock)
    bad([RevocationEntry(crew.nube.card.id, {})])
    while told_of(crew, clock, space) == "women":  # the last of all chains has the last word
        desk = sit_down(crew.folder, crew.barro, clock)
        assert desk.shared is not None
        incarnation.begin(desk.shared)
        desk.close()
        bad([], Details(spaces={space: Site("men", "San Isidro")}))
    hers = sit_down(crew.folder, crew.cigarra, clock)
    assert hers.work.stream is Stream.WOMEN
    assert latest_epoch(hers.work, space) > 1
    hers.close()


def test_a_site_that_is_called_the_womens_brings_nothing_into_their_records(
    crew, clock, bad
) -> None:
    space, key = secrets.token_bytes(16), secrets.token_bytes(32)
    hers = sit_down(crew.folder, crew.colibri, clock)
    assert hers.shared is not None
    info = grant_info(rosters.known(hers.shared).roster.programme, space, 1, None)
    hers.close()
    bad(
        [
            entered(crew.colibri, space),
            entered(crew.barro, space),
            GrantEntry(
                space, 1, {crew.colibri.card.id: seal_to(crew.colibri.card.box_pub, key, info)}
            ),
        ],
        Details(spaces={space: Site("women", "Comala")}),
    )
    hers = sit_down(crew.folder, crew.colibri, clock)
    assert space not in {each.id for each in hers.work.spaces}
    hers.close()


def test_who_uses_up_the_numbers_of_epochs_is_shut_out_all_the_same(crew, clock) -> None:
    hers = sit_down(crew.folder, crew.cigarra, clock)
    assert hers.shared is not None
    space, roster = hers.work.home, rosters.known(hers.shared).roster
    info = grant_info(roster.programme, space, NUMBER_MAX, space_key(hers.work, space, 1))
    members = [crew.colibri.card, crew.cigarra.card, crew.lluvia.card, crew.nube.card]
    last = secrets.token_bytes(32)
    sealed = {card.id: seal_to(card.box_pub, last, info) for card in members}
    rosters.append(hers.shared, crew.cigarra, crew.folder, [GrantEntry(space, NUMBER_MAX, sealed)])
    hers.close()
    root = sit_down(crew.folder, crew.colibri, clock)
    root = team.revoke(crew.folder, root, crew.cigarra.card.id, clock=clock)
    assert root.shared is not None
    latest = latest_epoch(root.work, space)
    assert 1 < latest < NUMBER_MAX
    assert not rosters.known(root.shared).roster.tainted(space, latest)
    root.close()


def test_a_coordinator_entered_elsewhere_against_the_rules_still_shuts_out_who_was_revoked(
    crew, clock, bad
) -> None:
    his = sit_down(crew.folder, crew.barro, clock)
    men = his.work.home
    his.close()
    bad([entered(crew.colibri, men), entered(crew.cigarra, men)])
    hers = sit_down(crew.folder, crew.colibri, clock)
    hers = team.revoke(crew.folder, hers, crew.nube.card.id, clock=clock)
    assert hers.work.stream is Stream.WOMEN
    assert latest_epoch(hers.work, hers.work.home) > 1
    hers.close()
