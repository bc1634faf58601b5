"""The tables are a view: the journal alone makes them again, and tells where they differ."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.journal.rebuild import Difference, compare, rebuild
from desktop.programme.schema import ATTENDANCE, PARTICIPANT

from .conftest import Laptop, shown

LOCKS = Path("/proc/locks")
MEETING = b"m" * 16


def fill(vault: OpenVault) -> list[bytes]:
    with vault.write() as journal:
        people = journal.record(*(PARTICIPANT.new(folio=str(n)) for n in range(9))).created
        journal.record(*(ATTENDANCE.pair(MEETING, person, state=1) for person in people))
    return sorted(people)


def test_the_journal_alone_makes_the_same_tables(vault: OpenVault, tmp_path: Path) -> None:
    fill(vault)
    before = shown(vault)
    assert compare(vault, tmp_path) == []
    assert rebuild(vault) == 18
    assert shown(vault) == before


def test_a_table_that_says_something_else_is_told_without_its_values(
    vault: OpenVault, tmp_path: Path
) -> None:
    people = fill(vault)
    with vault.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE participant SET folio = 'x', note = 'secret' WHERE id = ?", (people[3],)
        )
        connection.exec_driver_sql("DELETE FROM participant WHERE id = ?", (people[5],))
        connection.exec_driver_sql(
            "INSERT INTO conflict (kind, record, register) VALUES (4, ?, 1)", (people[0],)
        )
    assert compare(vault, tmp_path) == [
        Difference("conflict", f"4/{people[0].hex()}/1", "extra"),
        Difference("participant", people[3].hex(), "differs", ("folio", "note")),
        Difference("participant", people[5].hex(), "missing"),
    ]
    assert list(tmp_path.iterdir()) == []
    rebuild(vault)
    assert compare(vault, tmp_path) == []


def test_the_copy_on_disk_is_encrypted_too(
    vault: OpenVault, tmp_path: Path, monkeypatch: object
) -> None:
    with vault.write() as journal:
        journal.record(PARTICIPANT.new(name="Nombre Inconfundible"))
    seen: list[bytes] = []
    made = tmp_path / "copies"
    made.mkdir()

    class Watching(type(made)):  # type: ignore[misc]
        """A folder that looks at each file when it is removed."""

        def unlink(self, missing_ok: bool = False) -> None:
            if self.exists():
                seen.append(self.read_bytes())
            super().unlink(missing_ok=missing_ok)

    compare(vault, Watching(made))
    assert seen
    assert all(b"Inconfundible" not in data and b"SQLite format" not in data for data in seen)


@pytest.mark.skipif(not LOCKS.exists(), reason="only Linux tells which locks are held")
def test_comparing_an_open_vault_keeps_its_locks(vault: OpenVault, tmp_path: Path) -> None:
    fill(vault)
    held = locks_on(vault.unlocked.path)
    assert held
    assert compare(vault, tmp_path) == []
    assert locks_on(vault.unlocked.path) == held


def locks_on(path: Path) -> list[str]:
    """What the kernel lists for this process and this file: the bytes that are locked."""
    inode = path.stat().st_ino
    lines = [line.split() for line in LOCKS.read_text().splitlines()]
    return [
        " ".join(line[6:])
        for line in lines
        if int(line[4]) == os.getpid() and int(line[5].rpartition(":")[2]) == inode
    ]


def test_views_of_another_version_are_made_anew_at_opening(laptop: Laptop) -> None:
    fill(laptop.vault)
    before = shown(laptop.vault)
    with laptop.vault.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE attendance")
        connection.exec_driver_sql("CREATE TABLE attendance (id, something_else)")
        meta.put(connection, meta.VIEW_VERSION, b"of another day")
    laptop.vault.close()
    assert shown(laptop.unlock()) == before
