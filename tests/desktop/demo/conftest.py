"""The demonstration at two sizes, made once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop.demo import DemoFacts, Size, build
from desktop.programme.vocabulary import Stream
from desktop.services.entrance import Desk, enter
from desktop.vault.accounts import list_accounts

TODAY = date(2026, 11, 19)


@dataclass(frozen=True)
class Demonstration:
    facts: DemoFacts
    desks: dict[Stream, Desk]


def open_desks(facts: DemoFacts, closing: ExitStack) -> dict[Stream, Desk]:
    """The first of each stream, entered with the printed passphrases."""
    cards = {card.nickname: card.id for card in list_accounts(facts.folder)}
    desks = {}
    for account in facts.accounts:
        if account.stream in desks:
            continue
        desk = enter(facts.folder, cards[account.nickname], account.passphrase)
        closing.callback(desk.close)
        desks[account.stream] = desk
    return desks


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with ExitStack() as closing:
        facts = build(tmp_path_factory.mktemp("demo") / "small", Size.SMALL, TODAY)
        yield Demonstration(facts, open_desks(facts, closing))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A data folder as the launcher leaves it: with a lock and preferences, no accounts."""
    folder = tmp_path / "Vereda"
    folder.mkdir()
    (folder / "lock").touch()
    return folder
