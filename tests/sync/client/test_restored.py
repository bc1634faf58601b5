"""A laptop that was restored takes back what the copy lacked, and nobody's work collides."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.backup.make import make
from desktop.backup.restore import restore
from desktop.host.clock import SystemClock
from desktop.journal import quarantine, unsealed
from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import PARTICIPANT
from desktop.programme.vocabulary import Stream
from desktop.services.entrance import Desk, sit_down
from desktop.services.founding import found_programme
from desktop.vault.accounts import UnlockedAccount
from sync.carriers import boxes
from sync.client.inbox import Intake
from sync.client.outbox import seal_pending

CLOCK = SystemClock()


@pytest.fixture(scope="module")
def founder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, UnlockedAccount]:
    folder = tmp_path_factory.mktemp("founder") / "Vereda"
    desk = found_programme(folder, "Lupe", "el río baja crecido hoy", Stream.WOMEN, "Arroyo Seco")
    desk.close()
    return folder, desk.account


class Life:
    """One folder and its desk, as a laptop that works and is synced by hand."""

    def __init__(self, folder: Path, account: UnlockedAccount) -> None:
        self.folder = folder
        self.desk: Desk = sit_down(folder, account, CLOCK)

    @property
    def work(self) -> OpenVault:
        return self.desk.work

    def add(self, *folios: str) -> None:
        for folio in folios:
            with self.work.write() as journal:
                journal.record(PARTICIPANT.new(folio=folio))

    def seal(self) -> None:
        for vault in self.desk.vaults:
            seal_pending(vault, self.folder)

    def gives(self, other: Life) -> None:
        for path in boxes.batch_files(boxes.outbox(self.folder)):
            boxes.put_batch(boxes.inbox(other.folder), path.read_bytes())
        other.take_in()

    def take_in(self) -> None:
        Intake(self.desk.vaults, self.folder).finish()

    def folios(self) -> list[str]:
        with self.work.read() as connection:
            rows = connection.exec_driver_sql("SELECT folio FROM participant ORDER BY folio")
            return [str(row[0]) for row in rows]


@pytest.fixture
def lives(
    founder: tuple[Path, UnlockedAccount], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Life, Life]]:
    """The laptop that went on after a copy, and the one that was restored from it."""
    folder, account = founder
    first = tmp_path / "first"
    shutil.copytree(folder, first)
    before = Life(first, account)
    before.add("1", "2")
    if request.param == "sealed":
        before.seal()
    before.desk.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    restore(make(first, stick, CLOCK), tmp_path / "second")
    pair = Life(first, account), Life(tmp_path / "second", account)
    yield pair
    for life in pair:
        life.desk.close()


@pytest.mark.parametrize("lives", ["sealed", "unsealed"], indirect=True)
def test_what_the_copy_lacked_comes_back_and_both_branches_stay(lives: tuple[Life, Life]) -> None:
    """Also when some of it was not sealed yet when the copy was made."""
    lost, restored = lives
    lost.add("3", "4")
    lost.seal()
    restored.add("5")
    restored.seal()
    lost.gives(restored)
    restored.gives(lost)
    assert restored.folios() == lost.folios() == ["1", "2", "3", "4", "5"]
    for life in lives:
        assert quarantine.list_put_aside(life.work) == []


@pytest.mark.parametrize("lives", ["unsealed"], indirect=True)
def test_what_only_the_copy_has_is_sealed_once_the_server_was_heard(
    lives: tuple[Life, Life],
) -> None:
    _, restored = lives
    restored.add("5")
    restored.seal()
    assert unsealed.facts(restored.work).unsealed > 0
    state = boxes.read_state(restored.folder)
    boxes.write_state(restored.folder, replace(state, last_contact_ms=1, unfinished=True))
    restored.take_in()
    restored.seal()
    assert unsealed.facts(restored.work).unsealed > 0  # the pull was cut
    boxes.write_state(restored.folder, replace(state, last_contact_ms=1))
    restored.take_in()
    restored.seal()
    assert unsealed.facts(restored.work).unsealed == 0
