"""Real vaults on real encrypted files, with clocks that stand still until told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.journal.encoding import read_heads
from desktop.journal.open_vault import OpenVault
from desktop.journal.origins import Origins
from desktop.journal.spaces import add_space
from desktop.journal.stored import read_operations
from desktop.programme.vocabulary import Stream
from desktop.records.journal_tables import SEQ_MAX, journal
from desktop.records.tables import views
from desktop.vault.accounts import UnlockedAccount, create_account
from desktop.vault.familiar import FAMILIAR_KEEPSAKE
from desktop.vault.store import create_vault, open_vaults
from sync.batch.operation import Operation, Origin

SPACE = bytes(range(16))
SPACE_KEY = bytes(range(32))


@dataclass
class Clock:
    """A clock that moves when it is told to."""

    at_ms: int = 1_700_000_000_000
    up_ms: int = 5_000
    named: bytes = b"boot-one"

    def now_ms(self) -> int:
        return self.at_ms

    def monotonic_ms(self) -> int:
        return self.up_ms

    def boot(self) -> bytes:
        return self.named


@dataclass
class Laptop:
    """A data folder, who works on it, and the vault while it is open."""

    folder: Path
    account: UnlockedAccount
    clock: Clock = field(default_factory=Clock)
    vault: OpenVault = field(init=False)

    def unlock(self) -> OpenVault:
        self.account.keepsakes.pop(FAMILIAR_KEEPSAKE, None)  # one account sits at several here
        (unlocked,) = open_vaults(self.folder, self.account)
        self.vault = OpenVault.open(unlocked, self.account, self.clock)
        return self.vault

    def empty(self) -> None:
        """Forget every operation, as if the vault were new."""
        with self.vault.transaction() as connection:
            for table in (
                *views.sorted_tables,
                *(
                    journal.tables[name]
                    for name in ("op", "born", "run", "batch", "chain", "erased", "holding")
                ),
            ):
                connection.execute(table.delete())
        self.vault.close()
        self.unlock()


Commit = tuple[bytes, list[Operation], dict[bytes, Origin]]
"""The chain, whole operations, and where their records come from."""


def commits_of(vault: OpenVault) -> list[Commit]:
    """Everything in a vault's journal as commits, each chain in order."""
    out: list[Commit] = []
    with vault.read() as connection:
        for (chain,) in connection.exec_driver_sql("SELECT id FROM chain ORDER BY no").fetchall():
            ops: list[Operation] = []
            told: dict[bytes, Origin] = {}
            for op, origin in read_operations(connection, chain, 1, SEQ_MAX):
                ops.append(op)
                if origin is not None:
                    told[op.record] = origin
                if op.ends_commit:
                    out.append((chain, ops, Origins(connection).behind(ops, told)))
                    ops, told = [], {}
    return out


def shown(vault: OpenVault) -> dict[str, list[tuple[object, ...]]]:
    """Every view as plain rows, with chains by their ids instead of this laptop's numbers."""
    out: dict[str, list[tuple[object, ...]]] = {}
    with vault.read() as connection:
        chains = dict(tuple(row) for row in connection.exec_driver_sql("SELECT no, id FROM chain"))
        for table in views.sorted_tables:
            rows = []
            for row in connection.execute(table.select()).mappings():
                plain = dict(row)
                if "heads" in plain:
                    plain["heads"] = sorted(
                        (register, chains[no], seq, lamport)
                        for register, heads in read_heads(plain["heads"]).items()
                        for no, seq, lamport in heads
                    )
                if "chain_no" in plain:
                    plain["chain_no"] = chains[plain["chain_no"]]
                rows.append(tuple(plain.values()))
            out[table.name] = sorted(rows, key=repr)
    return out


@pytest.fixture(scope="session")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> list[UnlockedAccount]:
    """Three people. Key derivation is slow on purpose, so they are made once."""
    folder = tmp_path_factory.mktemp("accounts")
    return [create_account(folder, name, "cinco palabras") for name in ("Uno", "Dos", "Tres")]


def make_laptop(folder: Path, accounts: list[UnlockedAccount], person: int) -> Laptop:
    laptop = Laptop(folder, accounts[person])
    create_vault(
        laptop.folder, Stream.WOMEN, [account.card for account in accounts], clock=laptop.clock
    )
    add_space(laptop.unlock(), SPACE, "San Isidro", 1, SPACE_KEY)
    return laptop


@pytest.fixture
def new_laptop(
    tmp_path_factory: pytest.TempPathFactory, accounts: list[UnlockedAccount]
) -> Iterator[Callable[..., Laptop]]:
    made: list[Laptop] = []

    def new(person: int = 0) -> Laptop:
        made.append(make_laptop(tmp_path_factory.mktemp("laptop"), accounts, person))
        return made[-1]

    yield new
    for laptop in made:
        laptop.vault.close()


@pytest.fixture(scope="session")
def four_laptops(
    tmp_path_factory: pytest.TempPathFactory, accounts: list[UnlockedAccount]
) -> Iterator[list[Laptop]]:
    """For tests that run many examples and `empty` the laptops before each."""
    made = [
        make_laptop(tmp_path_factory.mktemp("laptop"), accounts, person % 3) for person in range(4)
    ]
    yield made
    for laptop in made:
        laptop.vault.close()


@pytest.fixture
def laptop(new_laptop: Callable[..., Laptop]) -> Laptop:
    return new_laptop()


@pytest.fixture
def vault(laptop: Laptop) -> OpenVault:
    return laptop.vault
