from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from desktop.host.clock import SystemClock
from desktop.host.files import UNFINISHED
from desktop.programme.vocabulary import Stream
from desktop.services import panic
from desktop.vault.accounts import UnlockedAccount, create_account, unlock_account
from desktop.vault.familiar import FAMILIAR_KEEPSAKE
from desktop.vault.store import create_vault, open_vaults
from tests.desktop.services.killing import MOMENTS, in_a_process

PHRASE = "cinco palabras que nadie junta"
OTHERS = ("outbox/a.vrd", "sent/b.vrd", "inbox/c.vrd", "prefs.json", "transport.key")
CALLS_MAX = 200
TOUCHES = MOMENTS | {"os.listdir", "os.scandir"}


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> UnlockedAccount:
    return create_account(tmp_path_factory.mktemp("accounts"), "Colibrí", PHRASE)


def fill(folder: Path, account: UnlockedAccount) -> None:
    for stream in (Stream.WOMEN, Stream.SHARED):
        create_vault(folder, stream, [account.card], clock=SystemClock())
    for name in OTHERS:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())


@pytest.fixture
def folder(tmp_path: Path, account: UnlockedAccount) -> Path:
    account.keepsakes.pop(FAMILIAR_KEEPSAKE, None)  # it sits at a laptop of each test
    fill(tmp_path, account)
    return tmp_path


def shut(folder: Path) -> None:
    panic.begin(folder)
    panic.destroy(folder)


def headers(folder: Path) -> list[Path]:
    return [each for each in (folder / "vaults").iterdir() if ".key" in each.name]


def test_after_a_panic_nothing_opens_and_what_was_sealed_or_sent_is_untouched(
    folder: Path, account: UnlockedAccount
) -> None:
    assert len(open_vaults(folder, account)) == 2
    panic.begin(folder)
    assert panic.destroy(folder)
    assert open_vaults(folder, account) == []
    assert {each.suffix for each in (folder / "vaults").iterdir()} == {".shut"}
    assert all((folder / name).read_bytes() == name.encode() for name in OTHERS)


def test_accounts_survive_so_that_a_backup_or_an_invitation_opens_again(tmp_path: Path) -> None:
    made = create_account(tmp_path, "Colibrí", PHRASE)
    fill(tmp_path, made)
    panic.destroy(tmp_path)
    assert unlock_account(tmp_path, made.card.id, PHRASE).card.id == made.card.id


def test_every_copy_and_every_half_made_copy_is_overwritten_where_it_lies(folder: Path) -> None:
    first = headers(folder)[0]
    first.with_suffix(".next").write_bytes(first.read_bytes())
    first.with_suffix(".age").write_bytes(first.read_bytes())
    first.with_name(f"{UNFINISHED}0123").write_bytes(first.read_bytes())
    kept = folder / "kept"
    kept.mkdir()
    for each in (folder / "vaults").iterdir():
        if each.suffix != ".db":
            os.link(each, kept / each.name)  # another name for the same bytes on the disk
    assert len(list(kept.iterdir())) == 7
    panic.destroy(folder)
    assert all(set(each.read_bytes()) == {0} for each in kept.iterdir())


def test_a_kill_at_any_step_leaves_all_open_or_is_finished_at_the_next_start(
    folder: Path, account: UnlockedAccount, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ends = []
    for cut in range(CALLS_MAX):
        copy = tmp_path_factory.mktemp("cut") / "Vereda"
        shutil.copytree(folder, copy)
        whole = in_a_process(partial(shut, copy), 1 + cut, TOUCHES)
        begun = (copy / "vaults" / panic.BEGUN_FILE).exists()
        assert begun or len(headers(copy)) in (0, 4)
        assert panic.finish(copy)
        opened = len(open_vaults(copy, account))
        assert opened == (0 if begun or not headers(copy) else 2)
        ends.append(opened)
        if whole:
            break
    assert ends == sorted(ends, reverse=True)  # once it has begun there is no way back
    assert ends[0] == 2
    assert ends[-1] == 0
