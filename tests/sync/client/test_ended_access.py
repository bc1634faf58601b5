"""Somebody's access ends while everybody works on laptops of their own, with a real server between.

Colibrí coordinates on the first laptop, Barranca works on the second, Cigarra coordinates too,
on the third, and Duna works on the fourth.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.journal import quarantine
from desktop.journal.spaces import latest_epoch, space_keys
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import attendance, team
from desktop.services import roster as rosters
from desktop.services.adding import add_here
from desktop.services.entrance import AccessEnded, Desk, sit_down
from desktop.services.people import PersonForm, add_person, list_people
from desktop.vault.accounts import UnlockedAccount, list_accounts, unlock_account
from desktop.vault.troubles import NoAccess
from sync.batch.header import BatchKind, Header, Link, read_label
from sync.batch.keys import device_id
from sync.batch.reason import BatchError, Reason
from sync.batch.roster import Roster
from sync.batch.roster_grants import FIRST_ROTATED_EPOCH
from sync.batch.seal import open_batch
from sync.carriers import boxes
from sync.client import joining
from sync.client.outbox import seal_all
from tests.sync.client.conftest import (
    PRESENT,
    Course,
    Laptop,
    Programme,
    ServerProcess,
    records_of,
)

PHRASE = "cuatro palabras y una más"


@dataclass(frozen=True)
class More:
    """Folders of those who join after the second laptop, and their accounts."""

    first: Path
    third: Path
    fourth: Path
    cigarra: UnlockedAccount
    duna: UnlockedAccount


@pytest.fixture(scope="session")
def more(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> More:
    home = tmp_path_factory.mktemp("more")
    laptop = Laptop(Path(shutil.copytree(programme.first, home / "first")), programme.founder)
    accounts = []
    for name, nickname, role in (
        ("third", "Cigarra", Role.COORDINATOR),
        ("fourth", "Duna", Role.FACILITATOR),
    ):
        request = joining.write_request(home / name, nickname, PHRASE)
        invitation = joining.invite(laptop.desk, laptop.folder, request, role=role)
        joining.accept(home / name, PHRASE, invitation, laptop.clock)
        (card,) = list_accounts(home / name)
        accounts.append(unlock_account(home / name, card.id, PHRASE))
    laptop.seal()
    laptop.desk.close()
    return More(home / "first", home / "third", home / "fourth", *accounts)


@dataclass
class Crew:
    """Four laptops that have exchanged all there was."""

    first: Laptop
    second: Laptop
    third: Laptop
    fourth: Laptop

    @property
    def all(self) -> tuple[Laptop, ...]:
        return (self.first, self.second, self.third, self.fourth)


@pytest.fixture
def crew(
    programme: Programme,
    more: More,
    open_laptop: Callable[..., Laptop],
    server: Callable[..., ServerProcess],
    tmp_path: Path,
) -> Crew:
    found = Crew(
        open_laptop(more.first, programme.founder),
        open_laptop(programme.second, programme.joined),
        open_laptop(more.third, more.cigarra),
        open_laptop(more.fourth, more.duna),
    )
    running = server(tmp_path / "store")
    for laptop in found.all:
        boxes.change_server(laptop.folder, running.url)
        laptop.sync()
    assert {latest_epoch(laptop.work, laptop.work.home) for laptop in found.all} == {1}
    return found


def sat(laptop: Laptop, desk: Desk) -> None:
    """The laptop goes on with the desk that a call returned."""
    laptop.desk = desk


def revoke(laptop: Laptop, account: bytes, devices: Iterable[bytes] = ()) -> None:
    sat(
        laptop,
        team.revoke(
            laptop.folder, laptop.desk, account, devices=tuple(devices), clock=laptop.clock
        ),
    )


def add(laptop: Laptop, nickname: str) -> None:
    add_person(laptop.work, PersonForm(nickname=nickname))


def known(laptop: Laptop) -> set[str]:
    return {person.nickname for person in list_people(laptop.work)} - {"Luna", "Ceiba", "Nube"}


def device(laptop: Laptop) -> bytes:
    transport = boxes.transport_key(laptop.folder).public_key()
    return device_id(transport.public_bytes_raw())


def keys_of(desk: Desk) -> list[bytes]:
    """Every space key that a desk holds."""
    return [
        key
        for vault in desk.vaults
        for space in vault.spaces
        for key in space_keys(vault, space.id).values()
    ]


def roster_of(laptop: Laptop) -> Roster:
    assert laptop.desk.shared is not None
    return rosters.known(laptop.desk.shared).roster


def with_headers(batches: Iterable[bytes]) -> list[tuple[Header, bytes]]:
    """Records batches of whole chains, each from its oldest, with what they are bound to."""
    links: dict[bytes, Link] = {}
    found = []
    for data in batches:
        label = read_label(data)
        link = links.get(label.chain) or Link.opened_by(label)
        header = link.complete(label)
        links[label.chain] = link.after(header, data)
        found.append((header, data))
    return found


def opens(header: Header, data: bytes, keys: Iterable[bytes]) -> bool:
    for key in keys:
        try:
            open_batch(data, header, key)
        except BatchError as error:
            if error.reason is not Reason.WRONG_KEY:
                raise
        else:
            return True
    return False


def sealing(folder: Path, said: list[int]) -> Callable[[Desk], None]:
    """A farewell that notes how many operations it sealed."""
    return lambda desk: said.append(seal_all(desk, folder))


def test_an_ended_access_ends_on_the_other_laptop_and_everybody_else_goes_on(crew: Crew) -> None:
    first, second, third, _ = crew.all
    barranca = second.account
    add(second, "Antes")
    second.sync()
    first.sync()
    held = keys_of(second.desk)

    revoke(first, barranca.card.id, [device(second)])
    add(first, "Nueva")
    first.seal()
    (last,) = records_of(first.outbox())
    first_chain = read_label(last).chain
    first.sync()

    # The second laptop has not heard of it: what is written there now comes late.
    add(second, "Tarde")
    second.seal()
    assert second.carry().trouble is None
    add(second, "Pendiente")
    second.desk.close()
    said: list[int] = []
    with pytest.raises(AccessEnded):
        sit_down(second.folder, barranca, second.clock, farewell=sealing(second.folder, said))
    assert said == [1]
    with pytest.raises((AccessEnded, NoAccess)):
        sit_down(second.folder, barranca, second.clock)
    sealed = len(second.outbox())
    assert sealed >= 1
    assert second.carry().trouble is None
    assert len(second.sent()) >= sealed

    # A third laptop learns, takes the new key and writes under it.
    taken = third.sync()
    assert (taken.late, taken.put_aside) == (1, 0)
    assert known(third) == {"Antes", "Nueva"}
    latest = latest_epoch(third.work, third.work.home)
    assert latest >= FIRST_ROTATED_EPOCH
    add(third, "Otra")
    third.seal()
    mine = records_of(third.outbox())
    assert {read_label(data).epoch for data in mine} == {latest}
    third.sync()
    first.sync()
    assert known(first) == {"Antes", "Nueva", "Otra"}

    # No key that the revoked person ever had opens what came after.
    found = with_headers(records_of(first.sent())) + with_headers(records_of(third.sent()))
    after = [(header, data) for header, data in found if header.epoch > 1]
    assert {header.chain for header, _ in after} == {read_label(mine[0]).chain, first_chain}
    for header, data in found:
        assert opens(header, data, keys_of(third.desk))
        assert opens(header, data, held) == (header.epoch == 1)
    grants = roster_of(third).grants.values()
    assert not any(barranca.card.id in grant.sealed for grant in grants if grant.epoch > 1)
    # And her laptop is given rosters alone.
    brought = [read_label(path.read_bytes()) for path in second.inbox() if path.suffix == ".vrd"]
    assert {label.kind for label in brought} == {BatchKind.ROSTER}

    # A coordinator looks at what came late, and lets it in everywhere, one by one.
    for name in ("Tarde", "Pendiente"):
        late = team.list_late(first.desk)
        assert [one.nickname for one in late] == ["Barranca"]
        assert name not in known(first)
        team.accept_late(first.folder, first.desk, late[0].hash)
        first.sync()
        assert name in known(first)
        third.sync()
        assert name in known(third)
    assert team.list_late(first.desk) == []
    assert (first.status().late, first.status().quarantined) == (0, 0)
    assert third.status().late == 0
    assert third.tables()["women"]["participant"] == first.tables()["women"]["participant"]


def test_two_coordinators_who_end_two_accesses_at_once_end_with_one_key(crew: Crew) -> None:
    first, second, third, fourth = crew.all
    barranca, duna = second.account.card.id, fourth.account.card.id
    held = {barranca: keys_of(second.desk), duna: keys_of(fourth.desk)}
    # Neither has heard of the other.
    revoke(first, barranca)
    revoke(third, duna)
    assert latest_epoch(first.work, first.work.home) != latest_epoch(third.work, third.work.home)
    add(first, "De Colibrí")
    add(third, "De Cigarra")
    for _ in range(3):
        first.sync()
        third.sync()
    space = first.work.home
    one, other = roster_of(first), roster_of(third)
    assert one == other
    assert one.revoked(barranca)
    assert one.revoked(duna)
    latest = latest_epoch(first.work, space)
    assert latest == latest_epoch(third.work, space)
    assert not one.tainted(space, latest)
    assert space_keys(first.work, space) == space_keys(third.work, space)
    assert known(first) == known(third) == {"De Colibrí", "De Cigarra"}
    key = space_keys(first.work, space)[latest]
    assert all(key not in keys for keys in held.values())
    assert not {barranca, duna} & one.grants[space, latest].sealed.keys()

    add(first, "Después")
    first.sync()
    third.sync()
    assert "Después" in known(third)
    assert read_label(records_of(first.sent())[-1]).epoch in space_keys(third.work, space)


def test_a_laptop_whose_own_account_ended_still_takes_rosters_while_it_is_open(crew: Crew) -> None:
    first, second, _, _ = crew.all
    revoke(first, second.account.card.id, [device(second)])
    add(first, "Nueva")
    first.sync()
    taken = second.sync()
    assert taken.rosters >= 1
    assert known(second) == set()
    assert roster_of(second).revoked(second.account.card.id)
    second.desk.close()
    said: list[int] = []
    with pytest.raises(AccessEnded):
        sit_down(second.folder, second.account, second.clock, farewell=sealing(second.folder, said))
    assert len(said) == 1


def test_what_waits_behind_a_late_batch_is_not_asked_for_again(crew: Crew, course: Course) -> None:
    first, second, third, _ = crew.all
    revoke(first, second.account.card.id)
    first.sync()
    for session in course.sessions[1:3]:
        attendance.mark(second.work, session, course.people[0], PRESENT)
        second.seal()
    assert second.carry().trouble is None
    taken = third.sync()
    assert (taken.late, taken.waiting) == (1, 1)
    settings = boxes.read_settings(third.folder)
    assert settings is not None
    assert settings.again == ""
    (late,) = [put for vault in third.desk.vaults for put in quarantine.list_put_aside(vault)]
    assert late.reason == Reason.REVOKED.name
    # With the same roster it is not tried again.
    assert third.sync().late == 0


def test_work_of_theirs_that_a_power_cut_left_here_is_sealed_before_the_cut_off(
    crew: Crew,
) -> None:
    first, _, third, _ = crew.all
    nube = add_here(
        first.folder, first.desk, "Nube", PHRASE, Role.FACILITATOR, (Stream.WOMEN,), first.clock
    )
    account = unlock_account(first.folder, nube, PHRASE)
    founder = first.account
    first.reopen(account)
    add(first, "Sin sellar")
    first.reopen(founder)
    first.seal()
    revoke(first, nube)
    first.sync()
    taken = third.sync()
    assert (taken.late, taken.put_aside) == (0, 0)
    assert known(third) == {"Sin sellar"}


def test_what_somebody_else_seals_of_their_later_work_waits_too_and_can_be_let_in(
    crew: Crew,
) -> None:
    first, _, third, _ = crew.all
    nube = add_here(
        first.folder, first.desk, "Nube", PHRASE, Role.FACILITATOR, (Stream.WOMEN,), first.clock
    )
    first.sync()
    third.sync()
    account, founder = unlock_account(first.folder, nube, PHRASE), first.account
    # The other coordinator ends the access; the first laptop has not heard of it.
    revoke(third, nube)
    first.reopen(account)
    add(first, "De Nube")
    first.reopen(founder)
    first.sync()
    assert third.sync().late == 1
    (late,) = team.list_late(third.desk)
    assert known(third) == set()
    team.accept_late(third.folder, third.desk, late.hash)
    third.sync()
    assert known(third) == {"De Nube"}
    assert not roster_of(third).revoked(founder.card.id)


def test_batches_under_a_key_that_has_not_come_wait_for_it(crew: Crew) -> None:
    first, second, third, _ = crew.all
    revoke(first, second.account.card.id)
    add(first, "Nueva")
    first.seal()
    new = first.outbox()
    records = records_of(new)
    third.put(*records)
    taken = third.take_in()
    assert (taken.waiting, taken.batches, taken.put_aside) == (len(records), 0, 0)
    assert known(third) == set()
    third.put(*(data for data in new.values() if data not in records))
    taken = third.take_in()
    assert (taken.waiting, taken.batches) == (0, len(records))
    assert known(third) == {"Nueva"}
