"""Another epoch: real encrypted files, real processes killed at every step."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.trouble import Exit
from desktop.vault import rekey
from desktop.vault.accounts import recover_account, unlock_account
from desktop.vault.database import make_engine, quick_check, reading, writing
from desktop.vault.places import Place
from desktop.vault.store import (
    UnlockedVault,
    add_slot,
    create_vault,
    holders,
    open_vaults,
    rekey_vault,
)
from desktop.vault.troubles import DiskFull, WrongKey

ROWS = 150
ROOT = Path(__file__).parents[3]


def fill(vault: UnlockedVault, rows: int = ROWS) -> None:
    engine = make_engine(vault.path, vault.database_key)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, b BLOB)")
        for _ in range(rows):
            connection.exec_driver_sql("INSERT INTO t (b) VALUES (randomblob(3000))")
    engine.dispose()


def count(vault: UnlockedVault) -> int:
    engine = make_engine(vault.path, vault.database_key)
    try:
        quick_check(engine)
        with reading(engine) as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM t").scalar() or 0
    finally:
        engine.dispose()


def shared(folder: Path, account) -> list[UnlockedVault]:
    return [vault for vault in open_vaults(folder, account) if vault.stream is Stream.SHARED]


@pytest.fixture
def vault(laptop) -> UnlockedVault:
    """The vault that Lupe and Beto share, with rows in it."""
    (found,) = shared(laptop.folder, laptop.lupe)
    fill(found)
    return found


def test_a_new_epoch_keeps_every_row_and_opens_for_the_remaining_only(laptop, vault):
    after = rekey_vault(vault, [laptop.lupe.card], clock=SystemClock())
    assert after.notices == []
    assert (after.vault_id, after.stream, after.epoch) == (vault.vault_id, vault.stream, 2)
    assert after.vault_key != vault.vault_key
    (again,) = shared(laptop.folder, laptop.lupe)
    assert again == after
    assert count(again) == ROWS
    assert holders(again) == [laptop.lupe.card.id]
    assert shared(laptop.folder, laptop.beto) == []


def test_who_kept_the_old_key_and_the_old_header_opens_nothing_that_is_here_now(laptop, vault):
    kept = {path: path.read_bytes() for path in vault.path.parent.glob(f"{vault.path.stem}.key*")}
    rekey_vault(vault, [laptop.lupe.card], clock=SystemClock())
    with pytest.raises(WrongKey):
        count(vault)
    (whole,) = (p.read_bytes() for p in vault.path.parent.glob(f"{vault.path.stem}.db"))
    for path, data in kept.items():
        assert path.read_bytes() != data
        path.write_bytes(data)  # put back by who can write to the disk
    assert shared(laptop.folder, laptop.lupe)[0].database_key == vault.database_key
    with pytest.raises(WrongKey):
        count(shared(laptop.folder, laptop.beto)[0])
    assert vault.path.read_bytes() == whole


def test_nothing_of_the_old_epoch_lies_beside_the_new_one(laptop, vault):
    rekey_vault(vault, [laptop.lupe.card], clock=SystemClock())
    names = {path.suffix for path in vault.path.parent.glob(f"{vault.path.stem}*")}
    assert names == {".db", ".key", ".key2"}
    first, second = (vault.path.with_suffix(suffix).read_bytes() for suffix in (".key", ".key2"))
    assert first == second


def test_a_revoked_person_can_be_let_in_again_later(laptop, vault):
    after = rekey_vault(vault, [laptop.lupe.card], clock=SystemClock())
    add_slot(after, laptop.beto.card)
    (again,) = shared(laptop.folder, laptop.beto)
    assert count(again) == ROWS


def test_a_recovery_code_survives_every_rekey(laptop, vault):
    lupe = unlock_account(laptop.folder, laptop.lupe.card.id, "el río baja crecido")
    lupe.set_recovery_code(bytes(17))
    for _ in range(2):
        vault = rekey_vault(vault, [lupe.card], clock=SystemClock())
    account = recover_account(laptop.folder, lupe.card.id, bytes(17), "una frase nueva y larga")
    assert count(shared(laptop.folder, account)[0]) == ROWS


def test_a_vault_is_never_left_without_anybody(laptop, vault):
    with pytest.raises(ValueError, match="nobody"):
        rekey_vault(vault, [], clock=SystemClock())
    assert shared(laptop.folder, laptop.lupe)[0].epoch == 1


def test_without_room_for_twice_the_database_nothing_is_begun(laptop, vault, monkeypatch):
    size = vault.path.stat().st_size
    monkeypatch.setattr(rekey, "free_bytes", lambda path: 2 * size - 1)
    with pytest.raises(DiskFull) as caught:
        rekey_vault(vault, [laptop.lupe.card], clock=SystemClock())
    assert caught.value.exit_status == Exit.NO_SPACE
    assert not Place.of_database(vault.path).next_header.exists()
    assert count(shared(laptop.folder, laptop.beto)[0]) == ROWS


def test_a_disk_that_fills_up_in_the_middle_leaves_the_epoch_before(
    small_disk, laptop, monkeypatch
):
    made = create_vault(
        small_disk, Stream.SHARED, [laptop.lupe.card, laptop.beto.card], clock=SystemClock()
    )
    fill(made, 40)
    monkeypatch.setattr(rekey, "free_bytes", lambda path: 10**12)
    with pytest.raises(DiskFull):
        rekey_vault(made, [laptop.lupe.card], clock=SystemClock())
    assert not Place.of_database(made.path).next_header.exists()
    for account in (laptop.lupe, laptop.beto):
        (again,) = shared(small_disk, account)
        assert (again.epoch, count(again)) == (1, 40)


_REKEYING = """
import os, resource, signal
from pathlib import Path
from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.vault import cipher, rekey
from desktop.vault.account_file import card_of
from desktop.vault.store import UnlockedVault, rekey_vault

def around(call):
    def stepped(*arguments):
        step()
        call(*arguments)
        step()
    return stepped

rekey.change_key, rekey.empty_wal = around(rekey.change_key), around(rekey.empty_wal)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)

def die_at(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

class DiesInCheckpoint:
    def __init__(self, connection):
        self.execute, self._close = connection.execute, connection.close
    def close(self):
        die_at({checkpoint})
        self._close()

if {checkpoint}:
    real = cipher.connect
    cipher.connect = lambda *given: DiesInCheckpoint(real(*given))
if {wal}:
    die_at({wal})
vault = UnlockedVault(
    bytes.fromhex({vault_id!r}), Stream.SHARED, {epoch}, Path({path!r}),
    bytes.fromhex({database_key!r}), [], bytes.fromhex({vault_key!r}))
member = card_of("Lupe", bytes.fromhex({sign!r}), bytes.fromhex({box!r}))
ready()
rekey_vault(vault, [member], clock=SystemClock())
"""


def rekey_in_a_child(laptop, vault, *, at: int = 1000, wal: int = 0, checkpoint: int = 0):
    lines = _REKEYING.format(
        vault_id=vault.vault_id.hex(),
        epoch=vault.epoch,
        path=str(vault.path),
        database_key=vault.database_key.hex(),
        vault_key=vault.vault_key.hex(),
        sign=laptop.lupe.card.sign_pub.hex(),
        box=laptop.lupe.card.box_pub.hex(),
        wal=wal,
        checkpoint=checkpoint,
    )
    return subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killed_child.py")), str(at)],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )


def check_after_a_kill(laptop, vault) -> int:
    """Exactly one epoch opens, with every row, and revoking again ends it. Returns the epoch."""
    # The revoked person may come first, and must not spoil it for the others.
    theirs = shared(laptop.folder, laptop.beto)
    (mine,) = shared(laptop.folder, laptop.lupe)
    assert count(mine) == ROWS
    if mine.epoch == vault.epoch:
        assert [each.database_key for each in theirs] == [mine.database_key]
    else:
        assert theirs == []
        with pytest.raises(WrongKey):
            count(vault)
    assert not Place.of_database(vault.path).next_header.exists()
    again = rekey_vault(mine, [laptop.lupe.card], clock=SystemClock())
    assert shared(laptop.folder, laptop.lupe)[0].epoch == again.epoch == mine.epoch + 1
    assert shared(laptop.folder, laptop.beto) == []
    assert count(again) == ROWS
    return mine.epoch


def test_a_kill_before_any_step_leaves_exactly_one_epoch_with_every_row(laptop, vault):
    copy = laptop.folder.with_name("copy")
    shutil.copytree(laptop.folder, copy)
    epochs = []
    for at in range(100):
        shutil.rmtree(laptop.folder)
        shutil.copytree(copy, laptop.folder)
        child = rekey_in_a_child(laptop, vault, at=at)
        assert child.returncode in (0, -9), child.stderr
        epochs.append(check_after_a_kill(laptop, vault))
        if child.stdout == "done\n":
            break
    assert epochs == sorted(epochs)
    assert set(epochs) == {1, 2}
    assert len(epochs) >= 14


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size there")
@pytest.mark.parametrize("part", [0.2, 0.6, 0.97])
@pytest.mark.parametrize("during", ["wal", "checkpoint"])
def test_a_kill_inside_the_change_of_key_leaves_exactly_one_epoch(laptop, vault, during, part):
    size = int(vault.path.stat().st_size * part)
    child = rekey_in_a_child(laptop, vault, **{during: size})
    assert child.returncode == -25, child.stderr  # SIGXFSZ: the write that went past the size
    assert check_after_a_kill(laptop, vault) == (1 if during == "wal" else 2)


def other_vaults_header(laptop) -> bytes:
    return laptop.header(Stream.WOMEN).read_bytes()


def two_epochs_on(laptop, vault) -> bytes:
    """A true header of this vault, but not of the epoch that follows."""
    copy = laptop.folder.with_name("ahead")
    shutil.copytree(laptop.folder, copy)
    (ahead,) = shared(copy, laptop.lupe)
    for _ in range(2):
        ahead = rekey_vault(ahead, [laptop.lupe.card], clock=SystemClock())
    return ahead.path.with_suffix(".key").read_bytes()


@pytest.mark.parametrize("planted", ["garbage", "nothing", "another vault's", "two epochs on"])
def test_a_planted_next_header_shuts_nobody_out_and_opens_nothing(laptop, vault, planted):
    data = {
        "garbage": lambda: b"VRDV" + bytes(range(256)) * 8,
        "nothing": lambda: b"",
        "another vault's": lambda: other_vaults_header(laptop),
        "two epochs on": lambda: two_epochs_on(laptop, vault),
    }[planted]()
    Place.of_database(vault.path).next_header.write_bytes(data)
    for account in (laptop.lupe, laptop.beto):
        (again,) = shared(laptop.folder, account)
        assert (again.epoch, again.database_key) == (1, vault.database_key)
        assert count(again) == ROWS
    after = rekey_vault(vault, [laptop.lupe.card], clock=SystemClock())
    assert count(shared(laptop.folder, laptop.lupe)[0]) == count(after) == ROWS


def test_a_damaged_database_in_the_middle_of_a_change_costs_no_key(laptop, vault):
    child = rekey_in_a_child(laptop, vault, at=4)  # after the change, before it is ended
    assert child.returncode == -9
    waiting = Place.of_database(vault.path).next_header
    assert waiting.exists()
    whole = vault.path.read_bytes()
    vault.path.write_bytes(whole[:32] + bytes(64) + whole[96:])
    (opened,) = shared(laptop.folder, laptop.lupe)
    with pytest.raises(WrongKey):
        count(opened)
    assert waiting.exists()
    vault.path.write_bytes(whole)
    assert count(shared(laptop.folder, laptop.lupe)[0]) == ROWS
