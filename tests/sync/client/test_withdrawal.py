from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desktop.vault import tries
from desktop.vault.cards import list_accounts
from sync.client import withdrawal
from sync.client.joining import waiting_request, write_request
from sync.client.withdrawal import SomethingOpens, withdraw

NICKNAME, PHRASE = "Luciérnaga", "tejados rojos y nueve cometas lentos"


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked") / "Vereda"
    write_request(folder, NICKNAME, PHRASE)
    return folder


@pytest.fixture
def folder(asked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(asked, tmp_path / "Vereda"))


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_nothing_of_a_withdrawn_request_is_left(folder: Path) -> None:
    account = list_accounts(folder)[0].id
    (folder / "accounts" / f"{account.hex()}{tries.SUFFIX}").write_bytes(b"{}")
    withdraw(folder)
    assert files(folder) == []
    assert waiting_request(folder) is None
    withdraw(folder)


def test_after_a_kill_at_any_removal_it_waits_still_or_can_be_asked_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never an account without its request: it would stand at the lock screen and open nothing."""
    remove = os.unlink
    for number in range(20):
        here = Path(shutil.copytree(folder, tmp_path / str(number)))
        left = [number]

        def killed(path: str, *, left: list[int] = left, **given: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            remove(path, **given)  # type: ignore[arg-type]

        monkeypatch.setattr(os, "unlink", killed)
        try:
            withdraw(here)
            ended = True
        except Killed:
            ended = False
        monkeypatch.setattr(os, "unlink", remove)
        assert (waiting_request(here) is not None) == bool(list_accounts(here))
        withdraw(here)
        assert not list_accounts(here)
        if ended:
            return
    raise AssertionError("it never came to its end")


def test_no_account_that_might_open_something_is_thrown_away(folder: Path) -> None:
    shutil.copytree(folder / "accounts", folder / "kept")
    (folder / "vaults").mkdir(exist_ok=True)
    (folder / "vaults" / "0123456789abcdef.key").write_bytes(b"")
    with pytest.raises(SomethingOpens):
        withdraw(folder)
    shutil.rmtree(folder / "vaults")
    (folder / "accounts" / "0123456789abcdef.acct").write_bytes(b"damaged, but somebody's")
    with pytest.raises(SomethingOpens):
        withdraw(folder)
    assert waiting_request(folder) is not None


def test_the_next_request_is_another_person_to_everybody(folder: Path) -> None:
    before = waiting_request(folder)
    withdraw(folder)
    assert write_request(folder, NICKNAME, PHRASE) != before
    assert withdrawal.waiting_request(folder) is not None
