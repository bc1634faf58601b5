"""A backup comes back on the very laptop that a panic closed, beside all that the panic left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.backup import copies
from desktop.backup.make import make
from desktop.backup.restore import may_restore, restore
from desktop.host.clock import SystemClock
from desktop.host.files import STAGING
from desktop.services import panic, staging
from desktop.services.staging import AlreadyFounded
from desktop.vault import store
from desktop.vault.cards import list_accounts
from sync.carriers import boxes
from sync.client.joining import ask_again, write_request
from sync.client.outbox import seal_pending

from .conftest import PHRASES, Laptop, add_people, folios
from .test_killed import RESTORE, killed

CLOCK = SystemClock()


@pytest.fixture
def made(laptop: Laptop, stick: Path) -> Path:
    """A copy; then somebody more is added, sealed, and everything is closed by a panic."""
    boxes.write_settings(laptop.folder, boxes.Settings(bytes(16), "https://antes.example.org"))
    made = make(laptop.folder, stick, CLOCK)
    make(laptop.folder, stick, CLOCK)
    with laptop.desk() as desk:
        add_people(desk.work, "4")
        seal_pending(desk.work, laptop.folder)
    boxes.change_server(laptop.folder, "https://ahora.example.org")
    (boxes.sent(laptop.folder) / "sent before.vrd").write_bytes(b"sent before")
    panic.begin(laptop.folder)
    assert panic.destroy(laptop.folder)
    return made


def kept(folder: Path) -> dict[str, bytes]:
    """What a panic leaves and a backup must not touch."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and (
            path.parent.name in ("accounts", "outbox", "sent")
            or path.name == "transport.key"
            or ".shut" in path.name
        )
    }


def test_it_opens_what_the_copy_holds_and_touches_nothing_of_what_was_left(
    laptop: Laptop, made: Path
) -> None:
    before = kept(laptop.folder)
    assert any(".shut" in name for name in before)
    assert any(name.startswith("outbox") for name in before)
    assert may_restore(laptop.folder)
    restore(made, laptop.folder)
    assert before.items() <= kept(laptop.folder).items()
    assert not may_restore(laptop.folder)
    with laptop.desk() as desk:
        assert folios(desk.work) == ["1", "2", "3"]
    settings = boxes.read_settings(laptop.folder)
    assert settings is not None
    assert settings.server == "https://ahora.example.org"
    assert settings.again, "what was fetched once must come again"
    assert copies.last(laptop.folder).counter == 2
    assert len(list_accounts(laptop.folder)) == 2


def test_the_phrase_of_today_stays_and_who_was_not_here_comes_with_the_copy(
    laptop: Laptop, made: Path
) -> None:
    files = {path: path.read_bytes() for path in (laptop.folder / "accounts").iterdir()}
    for path in files:
        path.unlink()
    lupes = {p: data for p, data in files.items() if b"Lupe" in data}
    for path, data in lupes.items():
        path.write_bytes(data)
    assert [card.nickname for card in list_accounts(laptop.folder)] == ["Lupe"]
    restore(made, laptop.folder)
    assert {p: p.read_bytes() for p in lupes} == lupes
    assert [card.nickname for card in list_accounts(laptop.folder)] == ["Beto", "Lupe"]
    assert store.open_vaults(laptop.folder, laptop.beto)


@pytest.mark.parametrize("moment", [0, 40, 52, 54, 56, 58, 61, 64, 67, 70])
def test_a_restore_cut_at_any_moment_brings_all_or_nothing(
    laptop: Laptop, made: Path, moment: int
) -> None:
    before = kept(laptop.folder)
    killed(RESTORE.format(folder=str(laptop.folder), copy=str(made)), moment)
    assert before.items() <= kept(laptop.folder).items()
    staging.finish(laptop.folder)  # as the supervisor does before it shows a window
    if may_restore(laptop.folder):
        assert store.open_vaults(laptop.folder, laptop.lupe) == []
        restore(made, laptop.folder)
    assert not (laptop.folder / STAGING).exists()
    with laptop.desk() as desk:
        assert folios(desk.work) == ["1", "2", "3"]
        assert desk.shared is not None


def test_nothing_is_covered_where_a_vault_lies_or_a_first_request_waits(
    laptop: Laptop, copy: Path, new_folder: Path
) -> None:
    for path in (laptop.folder / "vaults").glob("*.key*"):
        path.unlink()  # headers that rot took: the databases may be newer than any copy
    write_request(new_folder, "Nueva", PHRASES["Lupe"])
    for folder in (laptop.folder, new_folder):
        assert not may_restore(folder)
        with pytest.raises(AlreadyFounded):
            restore(copy, folder)


def test_a_request_made_again_waits_no_more_once_the_copy_is_back(
    laptop: Laptop, made: Path
) -> None:
    ask_again(laptop.folder, laptop.lupe.card.id, PHRASES["Lupe"])
    restore(made, laptop.folder)
    assert not (laptop.folder / boxes.REQUEST_FILE).exists()
    assert not (laptop.folder / boxes.AGAIN_FILE).exists()


def test_a_second_panic_keeps_what_the_first_one_shut_and_leaves_no_half_made_slot(
    laptop: Laptop, made: Path, tmp_path: Path
) -> None:
    shut = {p.name: p.read_bytes() for p in (laptop.folder / "vaults").glob("*.shut")}
    restore(made, laptop.folder)
    staged = laptop.folder / STAGING / "vaults"
    staged.mkdir(parents=True)
    header = next((laptop.folder / "vaults").glob("*.key"))
    (staged / header.name).write_bytes(header.read_bytes())
    os.link(staged / header.name, tmp_path / "same blocks")
    assert panic.destroy(laptop.folder)
    now = {p.name: p.read_bytes() for p in (laptop.folder / "vaults").glob("*.shut*")}
    assert shut.items() <= now.items()
    assert len([name for name in now if name.endswith(".shut2")]) == len(shut)
    assert set((tmp_path / "same blocks").read_bytes()) == {0}
    assert list(staged.iterdir()) == []
