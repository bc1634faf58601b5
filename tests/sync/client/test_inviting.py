"""An invitation gives what its role may hold, and who lost all vaults may ask again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.journal.spaces import space_keys
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import panic, places, team
from desktop.services import roster as rosters
from desktop.services.authority import NotAllowed, NotTheRoot
from desktop.services.entrance import Desk, sit_down
from desktop.services.people import PersonForm, add_person, list_people
from desktop.vault.accounts import UnlockedAccount, list_accounts, unlock_account
from desktop.vault.store import open_vaults
from sync.batch.keys import device_id
from sync.batch.roster import Roster
from sync.batch.roster_entries import DeviceEnd, DeviceEntry, MemberEntry
from sync.batch.roster_grants import FIRST_ROTATED_EPOCH
from sync.carriers import boxes
from sync.client import joining
from sync.client.invitation import (
    BadInvitation,
    InvitedSpace,
    decode_invitation,
    decode_request,
    encode_invitation,
    encode_request,
)
from sync.client.joining import OpensAlready
from sync.client.withdrawal import withdraw
from tests.sync.client.conftest import PHRASES, Laptop, Programme

PHRASE = "otra frase de prueba más"


@pytest.fixture
def third(tmp_path: Path) -> Path:
    """A folder that has written its request."""
    folder = tmp_path / "third"
    joining.write_request(folder, "Duna", PHRASE)
    return folder


def asked(folder: Path) -> bytes:
    request = joining.waiting_request(folder)
    assert request is not None
    return request


def account_of(folder: Path) -> UnlockedAccount:
    (card,) = list_accounts(folder)
    return unlock_account(folder, card.id, PHRASE)


def roster_of(desk: Desk) -> Roster:
    assert desk.shared is not None
    return rosters.known(desk.shared).roster


def told_of(laptop: Laptop, account: bytes) -> Role:
    assert laptop.desk.shared is not None
    roster = roster_of(laptop.desk)
    return places.role_of(account, roster, rosters.details(laptop.desk.shared, roster))


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.STEWARD])
def test_who_only_counts_or_carries_is_given_the_shared_space_alone(
    first: Laptop, third: Path, role: Role
) -> None:
    invitation = joining.invite(first.desk, first.folder, asked(third), role=role)
    joining.accept(third, PHRASE, invitation, first.clock)
    account = account_of(third)
    assert [vault.stream for vault in open_vaults(third, account)] == [Stream.SHARED]
    desk = sit_down(third, account, first.clock)
    try:
        assert desk.role is role
        assert desk.work is desk.shared
        assert not desk.streams
        assert desk.shared is not None
        assert desk.shared.home == first.desk.shared.home  # type: ignore[union-attr]
    finally:
        desk.close()
    spaces = roster_of(first.desk).members[account.card.id].spaces
    assert spaces == {first.desk.shared.home}  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        joining.invite(
            first.desk, first.folder, asked_again(third), role=role, spaces=[first.work.home]
        )


def asked_again(folder: Path) -> bytes:
    """The bytes of a request are the same each time: keys and nickname are."""
    account = account_of(folder)
    transport = boxes.transport_key(folder).public_key().public_bytes_raw()
    return encode_request(account, transport)


def test_one_vault_takes_all_sites_of_a_stream_and_writes_into_the_first(
    first: Laptop, third: Path
) -> None:
    north = team.add_site(first.folder, first.desk, "Norte", "Ixtapa")
    chosen = [north, first.work.home]
    invitation = joining.invite(first.desk, first.folder, asked(third), spaces=chosen)
    joining.accept(third, PHRASE, invitation, first.clock)
    desk = sit_down(third, account_of(third), first.clock)
    try:
        assert desk.work.home == north
        assert [space.id for space in desk.work.spaces] == chosen
        for space in chosen:
            assert space_keys(desk.work, space) == space_keys(first.work, space)
        add_person(desk.work, PersonForm(nickname="Ceiba"))
        assert [person.nickname for person in list_people(desk.work)] == ["Ceiba"]
        roster = roster_of(first.desk)
        named = roster.grants[north, 1].sealed
        assert desk.account.card.id in named, "whoever has a key is named by its grant"
    finally:
        desk.close()


def test_a_space_that_the_desk_has_not_open_is_not_given(
    programme: Programme, first: Laptop, third: Path
) -> None:
    first.reopen(programme.man)
    his = first.work.home
    first.reopen(programme.founder)
    before = first.outbox()
    with pytest.raises(NotAllowed):
        joining.invite(first.desk, first.folder, asked(third), spaces=[his])
    assert first.outbox() == before


def test_only_the_root_key_makes_a_coordinator_and_she_then_invites_herself(
    first: Laptop, third: Path, tmp_path: Path, open_laptop: Callable[..., Laptop]
) -> None:
    request = asked(third)
    invitation = joining.invite(first.desk, first.folder, request, role=Role.COORDINATOR)
    joining.accept(third, PHRASE, invitation, first.clock)
    cigarra = open_laptop(third, account_of(third), "hers")
    assert cigarra.desk.role is Role.COORDINATOR
    fourth = tmp_path / "fourth"
    asked_too = joining.write_request(fourth, "Brisa", PHRASE)
    with pytest.raises(NotTheRoot):
        joining.invite(cigarra.desk, cigarra.folder, asked_too, role=Role.COORDINATOR)
    joining.accept(fourth, PHRASE, joining.invite(cigarra.desk, cigarra.folder, asked_too))
    brisa = open_laptop(fourth, account_of(fourth), "brisa")
    assert brisa.desk.role is Role.FACILITATOR
    add_person(brisa.work, PersonForm(nickname="Sauce"))
    brisa.seal()
    first.put(*cigarra.outbox().values())
    first.put(*brisa.outbox().values())
    assert first.take_in().put_aside == 0
    assert "Sauce" in {person.nickname for person in list_people(first.work)}
    assert told_of(first, brisa.account.card.id) is Role.FACILITATOR
    assert told_of(first, cigarra.account.card.id) is Role.COORDINATOR


def test_nobody_is_let_into_the_other_stream_whatever_an_invitation_says(
    programme: Programme, first: Laptop, third: Path
) -> None:
    """Not by the service, nor by the laptop that reads a coordinator's mistake."""
    request = decode_request(asked(third))
    women = decode_invitation(
        account_of(third), joining.invite(first.desk, first.folder, asked(third))
    )
    account = account_of(third)
    men = InvitedSpace(Stream.MEN, bytes(16), "San Isidro", {1: bytes(32)})
    wanted = {space.id for space in women.spaces} | {men.id}
    assert first.desk.shared is not None
    rosters.append(
        first.desk.shared,
        first.account,
        first.folder,
        (
            MemberEntry(request.sign_pub, request.box_pub, frozenset(wanted)),
            DeviceEntry(request.transport_pub, frozenset(wanted)),
        ),
    )
    both = replace(
        women,
        rosters=tuple(rosters.batches(first.desk.shared)),
        spaces=(*women.spaces, men),
    )
    data = encode_invitation(both, request.box_pub)
    with pytest.raises(BadInvitation):
        joining.accept(third, PHRASE, data)
    assert open_vaults(third, account) == []


def test_after_panic_the_same_account_asks_again_and_gets_everything_back(
    first: Laptop, second: Laptop
) -> None:
    first.seal()
    second.put(*first.outbox().values())
    second.take_in()
    add_person(second.work, PersonForm(nickname="Sauce"))
    second.seal()
    left = second.outbox()
    second.desk.close()
    panic.begin(second.folder)
    assert panic.finish(second.folder)
    me, phrase = second.account.card.id, PHRASES["Barranca"]
    request = joining.ask_again(second.folder, me, phrase)
    assert joining.waiting_request(second.folder) == request
    assert decode_request(request).account == me
    before = roster_of(first.desk).hashes
    invitation = joining.invite(first.desk, first.folder, request)
    assert roster_of(first.desk).hashes == before, "nobody is entered twice"
    joining.accept(second.folder, phrase, invitation, first.clock)
    assert joining.waiting_request(second.folder) is None
    settings = boxes.read_settings(second.folder)
    assert settings is not None
    assert settings.again, "what was pulled once is pulled again"
    account = unlock_account(second.folder, me, phrase)
    second.desk = sit_down(second.folder, account, second.clock)
    assert second.outbox() == left
    second.put(*first.outbox().values(), *left.values())
    second.take_in()
    first.put(*left.values())
    first.take_in()
    names = {person.nickname for person in list_people(first.work)}
    assert "Sauce" in names
    assert {person.nickname for person in list_people(second.work)} == names


def test_who_opens_records_here_does_not_ask_again(second: Laptop) -> None:
    second.desk.close()
    before = {path.name for path in second.folder.iterdir()}
    with pytest.raises(OpensAlready):
        joining.ask_again(second.folder, second.account.card.id, PHRASES["Barranca"])
    assert {path.name for path in second.folder.iterdir()} == before


def test_a_request_that_is_taken_back_leaves_an_account_that_was_here_before(
    second: Laptop,
) -> None:
    second.desk.close()
    panic.begin(second.folder)
    panic.finish(second.folder)
    me = second.account.card.id
    key = boxes.transport_key_path(second.folder).read_bytes()
    joining.ask_again(second.folder, me, PHRASES["Barranca"])
    withdraw(second.folder)
    assert joining.waiting_request(second.folder) is None
    assert [card.id for card in list_accounts(second.folder)] == [me]
    assert boxes.transport_key_path(second.folder).read_bytes() == key
    unlock_account(second.folder, me, PHRASES["Barranca"])


def test_an_account_or_a_laptop_whose_access_ended_is_not_invited_again(
    first: Laptop, second: Laptop, third: Path
) -> None:
    gone = second.account
    transport = boxes.transport_key(second.folder).public_key().public_bytes_raw()
    request = encode_request(gone, transport)
    first.desk = team.revoke(first.folder, first.desk, gone.card.id, clock=first.clock)
    with pytest.raises(NotAllowed):
        joining.invite(first.desk, first.folder, request)
    assert first.desk.shared is not None
    newcomer = asked(third)
    ended = DeviceEnd(device_id(decode_request(newcomer).transport_pub))
    rosters.append(first.desk.shared, first.account, first.folder, (ended,))
    with pytest.raises(NotAllowed):
        joining.invite(first.desk, first.folder, newcomer)


def test_who_joins_after_a_new_key_is_named_so_that_their_end_is_seen(
    first: Laptop, second: Laptop, third: Path
) -> None:
    first.desk = team.revoke(first.folder, first.desk, second.account.card.id, clock=first.clock)
    invitation = joining.invite(first.desk, first.folder, asked(third))
    joining.accept(third, PHRASE, invitation, first.clock)
    roster, account = roster_of(first.desk), account_of(third).card.id
    for vault in first.desk.vaults:
        latest = max(space_keys(vault, vault.home))
        assert latest >= FIRST_ROTATED_EPOCH
        assert account in roster.grants[vault.home, latest].sealed
        assert not roster.tainted(vault.home, latest)
    first.desk = team.revoke(first.folder, first.desk, account, clock=first.clock)
    assert max(space_keys(first.work, first.work.home)) >> 16 == 2


def test_an_invitation_of_another_programme_changes_nothing_here(
    first: Laptop, second: Laptop
) -> None:
    second.desk.close()
    panic.begin(second.folder)
    panic.finish(second.folder)
    request = joining.ask_again(second.folder, second.account.card.id, PHRASES["Barranca"])
    settings = boxes.read_settings(second.folder)
    assert settings is not None
    boxes.write_settings(second.folder, replace(settings, programme=bytes(16)))
    invitation = joining.invite(first.desk, first.folder, request)
    with pytest.raises(BadInvitation):
        joining.accept(second.folder, PHRASES["Barranca"], invitation)
    assert open_vaults(second.folder, second.account) == []


def test_an_invitation_has_one_shared_space(first: Laptop, third: Path) -> None:
    told = decode_invitation(
        account_of(third), joining.invite(first.desk, first.folder, asked(third))
    )
    work, shared = told.spaces
    box_pub = decode_request(asked(third)).box_pub

    def refused(*spaces: InvitedSpace) -> None:
        data = encode_invitation(replace(told, spaces=spaces), box_pub)
        with pytest.raises(BadInvitation):
            joining.accept(third, PHRASE, data)

    refused(work)
    refused(shared, shared)
    refused(work, shared, replace(shared, id=bytes(16)))
    refused(*(replace(work, id=n.to_bytes(16, "big")) for n in range(64)), shared)
