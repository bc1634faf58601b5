"""Each has one passphrase and every file of the laptop: nothing but their own opens."""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.backup.make import make
from desktop.demo.build import ACCOUNTS, Size, build
from desktop.host.clock import SystemClock
from desktop.programme.roles import Role
from desktop.programme.vocabulary import AttendanceState, Stream
from desktop.services import attendance, groups, people, team
from desktop.services.adding import add_here
from desktop.services.entrance import Desk, NotYourStream, enter, turn
from desktop.services.people import list_people
from desktop.services.refusals import Refusal
from desktop.vault.accounts import list_accounts
from sync.batch.keys import batch_hash
from sync.carriers import boxes
from sync.client.inbox import Intake
from sync.client.outbox import seal_all, seal_pending
from sync.client.status import status
from tests.e2e.every_key import EveryKey, own_files

PHRASE = "una frase de prueba para quien no abre nada"
SEALED = frozenset({".db", ".key2", ".acct", ".acct2", boxes.BATCH_SUFFIX})


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


def test_of_the_whole_laptop_everybody_opens_just_their_own(
    folder: Path, sealed: dict[str, bytes], tmp_path: Path
) -> None:
    """With every key they can come by; women and men are accounts of one laptop here."""
    coordinator = sit(folder, Stream.WOMEN)
    for nickname, role in (("Eco", Role.EVALUATOR), ("Tinta", Role.STEWARD)):
        add_here(folder, coordinator, nickname, PHRASE, role, ())
    team.add_site(folder, coordinator, "La Loma", "Ameca")  # a grant for each of hers
    coordinator.close()
    for desk in everybody(folder):
        seal_all(desk, folder)
        desk.close()
    copy = make(folder, tmp_path, SystemClock())
    with tarfile.open(copy) as archive:
        # Debian 12's Python knows no filter yet, later ones want one.
        known = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path / "copy", **known)  # noqa: S202 - our own
    everything = {path.name for path in folder.rglob("*.*") if path.suffix in SEALED}
    shut: dict[str, set[str]] = {}
    for desk in everybody(folder):
        try:
            keys, own = EveryKey(folder, desk), own_files(folder, desk)
            assert keys.opens(folder) == own
            assert keys.opens(tmp_path / "copy") <= own
            assert keys.granted(desk) <= {desk.me}
            shut[desk.nickname] = everything - own
        finally:
            desk.close()
    # Her batches, her vault and its two headers are shut to everybody who is not of hers.
    for nickname in ("Barro", "Eco", "Tinta"):
        assert sealed.keys() <= shut[nickname]
        assert sum(name.endswith(".db") for name in shut[nickname]) == (
            1 if nickname == "Barro" else 2
        )
    copied = {path.name for path in (tmp_path / "copy").rglob("*")}
    assert sealed.keys() <= copied
    assert sum(name.endswith(".db") for name in copied) == 3


def everybody(folder: Path) -> Iterator[Desk]:
    phrases = {account.nickname: account.passphrase for account in ACCOUNTS}
    for card in list_accounts(folder):
        yield enter(folder, card.id, phrases.get(card.nickname, PHRASE))


def test_the_desks_of_who_works_with_no_group_reach_no_stream(folder: Path) -> None:
    coordinator = sit(folder, Stream.WOMEN)
    evaluator = add_here(folder, coordinator, "Eco", PHRASE, Role.EVALUATOR, ())
    coordinator.close()
    desk = enter(folder, evaluator, PHRASE)
    assert (desk.role, desk.streams) == (Role.EVALUATOR, ())
    assert {vault.stream for vault in desk.vaults} == {Stream.SHARED}
    for stream in (Stream.WOMEN, Stream.MEN):
        with pytest.raises(NotYourStream):
            turn(folder, desk, stream)
    assert list_people(desk.work) == []
    desk.close()


def test_after_switching_accounts_nothing_of_the_first_stays_open(folder: Path) -> None:
    first = sit(folder, Stream.WOMEN)
    engines = [vault._engine for vault in first.vaults]
    first.close()
    second = sit(folder, Stream.MEN)
    try:
        assert all(engine.pool.checkedin() == 0 for engine in engines)
        opened = {os.path.realpath(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")}
        his = {str(vault.unlocked.path.resolve()) for vault in second.vaults}
        here = {name for name in opened if name.startswith(str(folder.resolve()))}
        assert {name for name in here if name.endswith(".db")} <= his
    finally:
        second.close()


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
