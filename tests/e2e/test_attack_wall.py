"""Somebody with every key of the men's side and write access to the laptop goes after the wall."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.host.clock import SystemClock
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import founding
from desktop.services.adding import add_here
from desktop.services.entrance import sit_down
from desktop.trouble import Trouble
from desktop.vault.accounts import UnlockedAccount, unlock_account
from desktop.vault.store import UnlockedVault, create_vault, open_vaults
from desktop.vault.troubles import StrangeVault

PHRASES = {"Colibrí": "cinco palabras para colibrí hoy", "Barro": "otras palabras para barro hoy"}


@dataclass(frozen=True)
class Laptop:
    folder: Path
    woman: UnlockedAccount
    man: UnlockedAccount

    def plant(self, stream: Stream, random: Callable[[int], bytes]) -> UnlockedVault:
        """What the man can make from the cards in accounts/: a vault that opens for her too."""
        cards = [self.woman.card, self.man.card]
        return create_vault(self.folder, stream, cards, clock=SystemClock(), random=random)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("founded") / "Vereda"
    clock = SystemClock()
    desk = founding.found_programme(
        folder, "Colibrí", PHRASES["Colibrí"], Stream.WOMEN, "San Isidro", clock
    )
    barro = add_here(
        folder, desk, "Barro", PHRASES["Barro"], Role.FACILITATOR, (Stream.MEN,), clock
    )
    desk.close()
    return Laptop(folder, desk.account, unlock_account(folder, barro, PHRASES["Barro"]))


@pytest.fixture
def laptop(founded: Laptop, tmp_path: Path) -> Laptop:
    folder = Path(shutil.copytree(founded.folder, tmp_path / "Vereda"))
    woman = unlock_account(folder, founded.woman.card.id, PHRASES["Colibrí"])
    return Laptop(folder, woman, founded.man)


def first_in_every_order() -> Callable[[int], bytes]:
    """Randomness that begins with the lowest of all vault ids."""
    ids = iter([bytes(16)])
    return lambda size: next(ids, b"") if size == 16 else secrets.token_bytes(size)


@pytest.mark.parametrize("stream", [Stream.WOMEN, Stream.SHARED])
def test_a_planted_vault_is_never_worked_in(laptop: Laptop, stream: Stream) -> None:
    true = {vault.stream: vault.path for vault in open_vaults(laptop.folder, laptop.woman)}
    laptop.plant(stream, first_in_every_order())
    desk = sit_down(laptop.folder, laptop.woman, SystemClock())
    try:
        assert desk.shared is not None
        assert desk.work.unlocked.path == true[Stream.WOMEN]
        assert desk.shared.unlocked.path == true[Stream.SHARED]
        assert any("se hace pasar" in str(notice) for notice in desk.notices)
    finally:
        desk.close()


def test_a_vault_put_in_the_place_of_a_removed_one_is_not_worked_in(laptop: Laptop) -> None:
    (true,) = [
        vault.path
        for vault in open_vaults(laptop.folder, laptop.woman)
        if vault.stream is Stream.WOMEN
    ]
    for path in true.parent.glob(f"{true.stem}*"):
        path.unlink()
    laptop.plant(Stream.WOMEN, secrets.token_bytes)
    with pytest.raises(StrangeVault):
        sit_down(laptop.folder, laptop.woman, SystemClock())


def test_what_is_familiar_is_remembered_by_the_account_itself(laptop: Laptop) -> None:
    open_vaults(laptop.folder, laptop.woman)
    again = unlock_account(laptop.folder, laptop.woman.card.id, PHRASES["Colibrí"])
    assert again.keepsakes["vaults"] == laptop.woman.keepsakes["vaults"]


def test_two_vaults_of_one_stream_before_the_first_work_are_both_left_alone(
    laptop: Laptop,
) -> None:
    with suppress(KeyError):
        del laptop.woman.keepsakes["vaults"]
    laptop.plant(Stream.WOMEN, secrets.token_bytes)
    with pytest.raises(Trouble):
        sit_down(laptop.folder, laptop.woman, SystemClock())
