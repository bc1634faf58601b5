"""The men's facilitator has his passphrase and every file of the laptop: nothing else opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.demo.build import ACCOUNTS, Size, build
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import space_key
from desktop.programme.vocabulary import AttendanceState, Stream
from desktop.services import attendance, groups, people
from desktop.services.entrance import Desk, enter
from desktop.services.people import list_people
from desktop.services.refusals import Refusal
from desktop.vault.accounts import list_accounts
from desktop.vault.cipher import connect
from desktop.vault.store import open_vaults
from desktop.vault.troubles import WrongKey
from sync.batch.header import Link, read_label
from sync.batch.keys import batch_hash
from sync.batch.reason import BatchError, Reason
from sync.batch.records import open_records
from sync.carriers import boxes
from sync.client.inbox import Intake
from sync.client.outbox import seal_pending
from sync.client.status import status


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    build(folder, Size.SMALL, date(2026, 11, 22))
    return folder


@pytest.fixture
def folder(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path / "data"))


def sit(folder: Path, stream: Stream) -> Desk:
    account = next(account for account in ACCOUNTS if account.stream is stream)
    cards = {card.nickname: card for card in list_accounts(folder)}
    return enter(folder, cards[account.nickname].id, account.passphrase)


@pytest.fixture
def sealed(folder: Path) -> dict[str, bytes]:
    """The women's records, sealed into the outbox by their facilitator, who has left."""
    desk = sit(folder, Stream.WOMEN)
    try:
        before = {path.name for path in boxes.batch_files(boxes.outbox(folder))}
        seal_pending(desk.work, folder)
        return {
            path.name: path.read_bytes()
            for path in boxes.batch_files(boxes.outbox(folder))
            if path.name not in before
        }
    finally:
        desk.close()


@pytest.fixture
def man(folder: Path, sealed: dict[str, bytes]) -> Iterator[Desk]:
    desk = sit(folder, Stream.MEN)
    yield desk
    desk.close()


def test_his_desk_holds_his_own_people_alone(folder: Path, man: Desk) -> None:
    assert {vault.stream for vault in man.vaults} == {Stream.MEN, Stream.SHARED}
    his = {line.id for line in list_people(man.work)}
    women = sit(folder, Stream.WOMEN)
    try:
        hers = {line.id for line in list_people(women.work)}
    finally:
        women.close()
    assert his
    assert hers
    assert not his & hers


def test_no_key_that_he_can_come_by_opens_her_database(folder: Path, man: Desk) -> None:
    mine = open_vaults(folder, man.account)
    keys = [key for vault in mine for key in (vault.database_key, vault.vault_key)]
    keys += his_space_keys(man.vaults)
    keys += [value for value in man.account.keepsakes.values() if len(value) == 32]
    others = set((folder / "vaults").glob("*.db")) - {vault.path for vault in mine}
    assert len(others) == 1
    for path in others:
        for key in keys:
            with pytest.raises(WrongKey):
                connect(path, key)


def his_space_keys(vaults: tuple[OpenVault, ...]) -> list[bytes]:
    return [space_key(vault, space.id, 1) for vault in vaults for space in vault.spaces]


def test_none_of_her_sealed_batches_opens(man: Desk, sealed: dict[str, bytes]) -> None:
    assert sealed
    link: Link | None = None
    for data in sorted(sealed.values(), key=lambda data: read_label(data).number):
        label = read_label(data)
        link = link or Link.opened_by(label)
        header = link.complete(label)
        for key in his_space_keys(man.vaults):
            with pytest.raises(BatchError) as told:
                open_records(data, header, key, lambda _account: None)
            assert told.value.reason is Reason.WRONG_KEY
        link = link.after(header, data)


def test_in_his_hands_her_batches_in_the_inbox_stay_as_they_are(
    folder: Path, man: Desk, sealed: dict[str, bytes]
) -> None:
    inbox = boxes.inbox(folder)
    for data in sealed.values():
        boxes.put_batch(inbox, data)
    intake = Intake(man.vaults, folder)
    intake.finish()
    assert (intake.taken.waiting, intake.taken.put_aside) == (len(sealed), 0)
    assert {path.name: path.read_bytes() for path in boxes.batch_files(inbox)} == sealed
    facts = status(man.vaults, folder)
    assert (facts.others, facts.gaps, facts.quarantined) == (len(sealed), 0, 0)
    seal_pending(man.work, folder)
    waiting = {path.name for path in boxes.batch_files(boxes.outbox(folder))}
    assert sealed.keys() <= waiting

    # And she finds them known when she comes back.
    man.close()
    women = sit(folder, Stream.WOMEN)
    try:
        intake = Intake(women.vaults, folder)
        intake.finish()
        assert intake.taken.known == len(sealed)
        assert boxes.batch_files(inbox) == []
    finally:
        women.close()


def test_no_service_of_his_reaches_a_record_of_hers(folder: Path, man: Desk) -> None:
    women = sit(folder, Stream.WOMEN)
    try:
        group = groups.list_groups(women.work)[0].id
        session = groups.get_group(women.work, group).sessions[0].id
        person = list_people(women.work)[0].id
    finally:
        women.close()
    for reach in (
        lambda: groups.get_group(man.work, group),
        lambda: people.get_person(man.work, person),
        lambda: attendance.sheet(man.work, session),
        lambda: attendance.mark(man.work, session, person, AttendanceState.PRESENT),
        lambda: attendance.write_note(man.work, session, person, "x"),
        lambda: groups.add_to_group(man.work, group, [person]),
    ):
        with pytest.raises(Refusal):
            reach()


def test_the_name_of_a_batch_is_its_hash_and_says_no_more(sealed: dict[str, bytes]) -> None:
    for name, data in sealed.items():
        assert name == batch_hash(data).hex() + ".vrd"
