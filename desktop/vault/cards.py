"""The accounts of a data folder as the lock screen sees them, before anybody unlocks.

Standard library only, so that the lock screen shows before anything heavy is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop.trouble import Trouble
from desktop.vault import account_file
from desktop.vault.account_file import AccountCard
from desktop.vault.tagged import Damaged, Newer
from desktop.vault.troubles import DamagedAccount, NewerVersion
from desktop.vault.twin import Twin

FOLDER = "accounts"
SUFFIX = ".acct"


def list_accounts(folder: Path) -> list[AccountCard]:
    """Cards of the data folder `folder`, by nickname. Files that cannot be used are left out."""
    cards = [card for _, card in survey(folder) if isinstance(card, AccountCard)]
    return sorted(cards, key=lambda card: (card.nickname.casefold(), card.id))


def account_troubles(folder: Path) -> list[Trouble]:
    """What `list_accounts` left out, and why."""
    return [trouble for _, trouble in survey(folder) if isinstance(trouble, Trouble)]


def survey(folder: Path) -> Iterator[tuple[Twin, AccountCard | Trouble]]:
    """Every account file of the data folder, with its card or with what is wrong with it."""
    for twin in _twins(folder):
        try:
            yield twin, _newest_card(twin)
        except Newer:
            yield twin, NewerVersion()
        except Damaged:
            yield twin, DamagedAccount(twin.first.name)


def _newest_card(twin: Twin) -> AccountCard:
    for copy in twin.sound_copies():
        return account_file.interpret(copy.file).card
    raise Damaged(twin.first.name)


def twin_of(folder: Path, stem: str) -> Twin:
    """Where the two copies of one account file lie in the data folder."""
    return Twin.at(folder / FOLDER / f"{stem}{SUFFIX}", account_file.SHAPE)


def _twins(folder: Path) -> list[Twin]:
    stems = {path.stem for path in (folder / FOLDER).glob(f"*{SUFFIX}*")}
    return [twin_of(folder, stem) for stem in sorted(stems)]
