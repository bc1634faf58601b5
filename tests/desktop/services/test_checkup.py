"""The check-up finds what is wrong with a vault, and says what it knows about time."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from shutil import copyfile, copytree

import pytest

from desktop.host.clock import SystemClock
from desktop.host.system_checks.finding import Finding, State
from desktop.host.system_checks.machine import Machine
from desktop.journal import meta
from desktop.programme.vocabulary import Stream
from desktop.services import checkup, founding, vault_checks
from desktop.services.checkup import Depth, about_vaults
from desktop.services.entrance import Desk
from desktop.trouble import Exit, say
from desktop.vault.cipher import connect
from desktop.vault.database import checkpoint, make_engine
from desktop.vault.store import UnlockedVault

PAGE_BYTES = 4096
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    folder = tmp_path_factory.mktemp("checkup") / "Vereda"
    desk = founding.found_programme(
        folder, "Colibrí", "siembra de temporal en la ladera", Stream.WOMEN, "Arroyo Seco"
    )
    desk.close()
    for vault in desk.vaults:
        engine = make_engine(vault.unlocked.path, vault.unlocked.database_key)
        checkpoint(engine)
        engine.dispose()
    return folder, desk


@pytest.fixture
def vault(founded: tuple[Path, Desk], tmp_path: Path) -> UnlockedVault:
    """A copy of the women's vault, to be damaged."""
    unlocked = founded[1].work.unlocked
    copy = tmp_path / "vaults" / unlocked.path.name
    copy.parent.mkdir()
    copyfile(unlocked.path, copy)
    return replace(unlocked, path=copy)


def states(folder: Path, vault: UnlockedVault, depth: Depth) -> list[State]:
    steps = about_vaults(folder, [vault], SystemClock(), depth)[1:]
    return [found.state for step in steps for found in step.look(None)]


def damage(vault: UnlockedVault, page: int) -> None:
    with vault.path.open("r+b") as file:
        file.seek((page - 1) * PAGE_BYTES + 100)
        file.write(os.urandom(64))


@pytest.mark.parametrize(("depth", "checks"), [(Depth.QUICK, 1), (Depth.USUAL, 2), (Depth.FULL, 3)])
def test_a_whole_vault_is_well_at_every_depth(
    tmp_path: Path, vault: UnlockedVault, depth: Depth, checks: int
) -> None:
    assert states(tmp_path, vault, depth) == [State.GOOD] * checks


def test_a_page_in_use_that_changed_on_the_disk_is_found_at_every_depth(
    tmp_path: Path, vault: UnlockedVault
) -> None:
    damage(vault, 2)
    assert states(tmp_path, vault, Depth.FULL) == [State.BAD] * 3


def test_a_page_that_nobody_uses_is_checked_too(tmp_path: Path, vault: UnlockedVault) -> None:
    engine = make_engine(vault.path, vault.database_key)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE filler AS SELECT randomblob(200000) AS a")
        connection.commit()
        connection.exec_driver_sql("DROP TABLE filler")
        connection.commit()
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar()
    checkpoint(engine)
    engine.dispose()
    assert free > 10
    damage(vault, vault.path.stat().st_size // PAGE_BYTES)
    assert states(tmp_path, vault, Depth.USUAL)[1] is State.BAD


def test_a_row_that_points_nowhere_is_found_by_the_full_check(
    tmp_path: Path, vault: UnlockedVault
) -> None:
    connection = connect(vault.path, vault.database_key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TABLE other (one INTEGER REFERENCES one (id))")
    connection.execute("INSERT INTO other VALUES (7)")
    connection.close()
    assert states(tmp_path, vault, Depth.FULL) == [State.GOOD, State.GOOD, State.BAD]


def test_damage_has_the_status_of_damage_and_keeps_the_three_sentences(
    vault: UnlockedVault,
) -> None:
    damage(vault, 2)
    found = vault_checks.structure(vault)
    assert found.status is Exit.DAMAGED
    assert None not in (found.means, found.safe, found.to_do)
    assert vault.path.stem in str(found.what)


def test_the_vault_knows_when_this_laptop_wrote_and_what_the_server_signed(
    founded: tuple[Path, Desk], vault: UnlockedVault
) -> None:
    clock = SystemClock()
    known, days = vault_checks.seen(vault, clock)
    assert known.records_ms is not None
    assert abs(known.records_ms - clock.now_ms()) < DAY_MS
    assert known.server_ms is None
    assert 0 <= days < 1
    engine = make_engine(vault.path, vault.database_key)
    with engine.begin() as connection:
        meta.put(connection, meta.SERVER_MS, str(clock.now_ms() + 3 * DAY_MS).encode())
    engine.dispose()
    (clock_found, _room) = about_vaults(vault.path.parent, [vault], clock, Depth.QUICK)[0].look(
        None
    )
    assert (clock_found.name, clock_found.state) == ("clock", State.BAD)


def test_the_laptop_is_looked_at_without_any_key(founded: tuple[Path, Desk]) -> None:
    folder = founded[0]
    found = [f for s in checkup.about_laptop(folder, SystemClock()) for f in s.look(None)]
    assert len({each.name for each in found}) == len(found) == 9


def test_a_missing_second_copy_of_a_key_is_told(founded: tuple[Path, Desk], tmp_path: Path) -> None:
    folder = Path(copytree(founded[0], tmp_path / "copy"))
    next((folder / "vaults").glob("*.key2")).unlink()
    system = Machine(tmp_path, "linux", lambda _c: None)
    steps = checkup.about_laptop(folder, SystemClock(), system)
    found = {f.name: f.state for s in steps for f in s.look(None)}
    assert found["accounts"] is State.WARN
    next((folder / "accounts").glob("*.acct")).write_bytes(b"no account")
    next((folder / "accounts").glob("*.acct2")).write_bytes(b"no account")
    found = {f.name: f.state for s in steps for f in s.look(None)}
    assert found["account-1"] is State.BAD


def finding(name: str, state: State, words: str) -> Finding:
    return Finding(name, say("Reloj"), state, say(words))


def test_of_one_name_the_worst_stays_and_of_equals_the_last() -> None:
    merged = checkup.merged(
        [
            finding("clock", State.GOOD, "first"),
            finding("clock", State.GOOD, "last"),
            finding("vault", State.BAD, "broken"),
            finding("vault", State.GOOD, "fine"),
        ]
    )
    assert [str(each.means) for each in merged] == ["broken", "last"]
