"""An old page pasted in passes every check of the file; replaying the journal finds it."""

from __future__ import annotations

from pathlib import Path

from desktop.journal.rebuild import compare
from desktop.programme.schema import PARTICIPANT
from desktop.trouble import Trouble
from desktop.vault.database import checkpoint, quick_check

from .conftest import Laptop, shown

PAGE_BYTES = 4096


def whole_file(laptop: Laptop) -> bytes:
    checkpoint(laptop.vault._engine)
    return laptop.vault.unlocked.path.read_bytes()


def pages(data: bytes) -> list[bytes]:
    return [data[at : at + PAGE_BYTES] for at in range(0, len(data), PAGE_BYTES)]


def everything(laptop: Laptop) -> object:
    """What people see, and the journal behind it."""
    with laptop.vault.read() as connection:
        ops = connection.exec_driver_sql("SELECT * FROM op ORDER BY place").fetchall()
    return shown(laptop.vault), [tuple(op) for op in ops]


def test_an_old_page_pasted_in_is_found_by_replaying_the_journal(
    laptop: Laptop, tmp_path: Path
) -> None:
    with laptop.vault.write() as journal:
        people = journal.record(
            *(PARTICIPANT.new(folio=str(n), note=f"antes {n} " * 30) for n in range(40))
        ).created
    old = pages(whole_file(laptop))
    for person in people[::7]:
        with laptop.vault.write() as journal:
            journal.record(PARTICIPANT.of(person, note="después " * 30))
    new = pages(whole_file(laptop))
    true = everything(laptop)
    path = laptop.vault.unlocked.path
    laptop.vault.close()

    passed_every_check = found = 0
    for number, (before, now) in enumerate(zip(old, new, strict=False)):
        if before == now:
            continue
        path.write_bytes(b"".join([*new[:number], before, *new[number + 1 :]]))
        try:
            laptop.unlock()
            quick_check(laptop.vault._engine)
            with laptop.vault.read() as connection:
                integrity = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
        except Trouble:
            continue
        finally:
            laptop.vault.close()
            for left in path.parent.glob("*.db-*"):
                left.unlink()
        assert integrity == []
        passed_every_check += 1
        path.write_bytes(b"".join([*new[:number], before, *new[number + 1 :]]))
        laptop.unlock()
        differences = compare(laptop.vault, tmp_path)
        assert differences or everything(laptop) == true, f"page {number + 1}"
        found += bool(differences)
        laptop.vault.close()
        for left in path.parent.glob("*.db-*"):
            left.unlink()
    assert passed_every_check >= 2
    assert found >= 2
