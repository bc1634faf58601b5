"""An older database put in the place of the newest one is noticed, and nothing is written twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.journal import incarnation, witness
from desktop.journal.open_vault import OpenVault
from desktop.journal.witness import Seen
from desktop.programme.schema import PARTICIPANT
from desktop.vault.database import checkpoint
from desktop.vault.store import rekey_vault

from .conftest import Laptop


def add(vault: OpenVault, folio: str) -> None:
    with vault.write() as journal:
        journal.record(PARTICIPANT.new(folio=folio))


def seen(laptop: Laptop) -> Path:
    return witness.path_of(laptop.vault.unlocked.path)


def reopened(laptop: Laptop) -> OpenVault:
    laptop.vault.close()
    return laptop.unlock()


@contextmanager
def put_back(laptop: Laptop) -> Iterator[None]:
    """The database file of before the block lies there again after it; all else is newer."""
    checkpoint(laptop.vault._engine)
    path = laptop.vault.unlocked.path
    old = path.with_suffix(".old")
    shutil.copyfile(path, old)
    yield
    laptop.vault.close()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(old, path)
    laptop.unlock()


def test_an_old_whole_file_put_back_is_reported_and_both_branches_stay(laptop: Laptop) -> None:
    add(laptop.vault, "1")
    with put_back(laptop):
        add(laptop.vault, "2")
        chain, last = next(iter(witness.last_seqs(laptop.vault).items()))
    vault = laptop.vault
    assert vault.notices == [witness.OLDER_FILE]
    assert witness.last_seqs(vault) == {chain: last - 1}
    add(vault, "3")
    ends = witness.last_seqs(vault)
    assert ends.pop(chain) == last - 1
    assert list(ends.values()) == [1]
    assert reopened(laptop).notices == []


def test_it_is_reported_even_when_the_newer_one_was_killed_after_sealing(laptop: Laptop) -> None:
    with put_back(laptop):
        add(laptop.vault, "1")
        witness.note(laptop.vault)
        laptop.vault.noted = None  # a killed process closes nothing
    assert laptop.vault.notices == [witness.OLDER_FILE]


def test_a_laptop_that_is_only_opened_and_closed_hears_nothing(laptop: Laptop) -> None:
    for number in range(3):
        add(laptop.vault, str(number))
        assert reopened(laptop).notices == []


def test_marks_that_a_kill_left_unnoted_are_no_older_file(laptop: Laptop) -> None:
    before = seen(laptop).read_bytes()
    add(laptop.vault, "1")
    laptop.vault.close()
    seen(laptop).write_bytes(before)
    assert laptop.unlock().notices == []


def test_a_mark_writes_nothing_beside_the_database(laptop: Laptop) -> None:
    before = seen(laptop).stat()
    for number in range(5):
        add(laptop.vault, str(number))
    now = seen(laptop).stat()
    assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_nothing_new_is_not_written_down_again(laptop: Laptop) -> None:
    before = seen(laptop).stat().st_ino
    witness.note(laptop.vault)
    assert seen(laptop).stat().st_ino == before
    add(laptop.vault, "1")
    witness.note(laptop.vault)
    assert seen(laptop).stat().st_ino != before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:40],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"VRDW\x02" + data[5:],
        lambda data: data[:5] + b"\x07" + data[6:],
        lambda data: b"VRDW\x01\x02" + data[6:],
    ],
)
def test_a_spoilt_or_missing_file_keeps_nobody_out(
    laptop: Laptop, spoil: Callable[[bytes], bytes]
) -> None:
    add(laptop.vault, "1")
    laptop.vault.close()
    data = seen(laptop).read_bytes()
    seen(laptop).write_bytes(spoil(data))
    assert laptop.unlock().notices == []
    laptop.vault.close()
    seen(laptop).unlink()
    assert laptop.unlock().notices == []
    assert seen(laptop).exists()


def test_another_epoch_begins_anew_without_alarm(laptop: Laptop) -> None:
    add(laptop.vault, "1")
    laptop.vault.close()
    rekey_vault(laptop.vault.unlocked, [laptop.account.card], clock=laptop.clock)
    assert laptop.unlock().notices == []
    add(laptop.vault, "2")
    assert reopened(laptop).notices == []


def test_header_and_database_of_an_older_epoch_put_back_are_reported(laptop: Laptop) -> None:
    add(laptop.vault, "1")
    laptop.vault.close()
    folder = laptop.vault.unlocked.path.parent
    old = {
        path: path.read_bytes()
        for path in folder.iterdir()
        if path.suffix in (".db", ".key", ".key2")
    }
    rekey_vault(laptop.vault.unlocked, [laptop.account.card], clock=laptop.clock)
    laptop.unlock().close()
    for path, data in old.items():
        path.write_bytes(data)
    assert laptop.unlock().notices == [witness.OLDER_FILE]


def test_it_tells_nobody_who_has_no_key_what_it_saw(laptop: Laptop) -> None:
    add(laptop.vault, "1")
    witness.note(laptop.vault)
    data = seen(laptop).read_bytes()
    (chain,) = witness.last_seqs(laptop.vault)
    assert chain not in data
    assert incarnation.current(laptop.vault) not in data
    assert len(data) == 10 + 12 + 1024 + 16


def test_a_new_incarnation_writes_another_chain_and_the_same_one_again_does_nothing(
    laptop: Laptop,
) -> None:
    add(laptop.vault, "1")
    fresh = incarnation.begin(laptop.vault)
    add(laptop.vault, "2")
    assert incarnation.begin(laptop.vault, fresh) == fresh
    add(laptop.vault, "3")
    assert sorted(witness.last_seqs(laptop.vault).values()) == [1, 2]
    assert reopened(laptop).notices == []


@given(
    st.binary(min_size=16, max_size=16),
    st.dictionaries(st.binary(min_size=16, max_size=16), st.integers(0, 2**40), max_size=90),
)
def test_what_was_seen_is_read_as_it_was_written(now: bytes, chains: dict[bytes, int]) -> None:
    kept = Seen(now, chains)
    packed = kept.pack()
    assert len(packed) % witness.PADDED_TO_BYTES == 0
    assert Seen.unpack(packed) == kept
