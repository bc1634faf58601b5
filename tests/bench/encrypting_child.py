"""Report, insert and rekey on an encrypted vault, beside the same rows in plain SQLite.

FOLDER NICKNAME PHRASE. The plain twin is a copy by SQLCipher's own export, so both
hold the same tables and indexes. Each has the same page cache and the same durability.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from child import answer
from figures import interleaved

from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.vault.accounts import unlock_account
from desktop.vault.cards import list_accounts
from desktop.vault.cipher import CACHE_KIB, connect, empty_wal
from desktop.vault.store import open_vaults, rekey_vault

ROUNDS = 7
ROWS = 20_000
PADDED_TO_BYTES = 100_000_000
REPORT = """
SELECT grp.id, substr(session.date, 1, 7) AS month, attendance.state,
       count(*), count(DISTINCT attendance.participant), avg(attendance.detail)
FROM attendance JOIN session ON session.id = attendance.session JOIN grp ON grp.id = session.grp
WHERE NOT attendance.deleted
GROUP BY grp.id, month, attendance.state ORDER BY grp.id, month, attendance.state
"""


def main() -> None:
    folder, nickname, phrase = Path(sys.argv[1]), *sys.argv[2:]
    card = next(card for card in list_accounts(folder) if card.nickname == nickname)
    account = unlock_account(folder, card.id, phrase)
    vault = next(v for v in open_vaults(folder, account) if v.stream is not Stream.SHARED)
    twin = folder / "plain.db"
    mine = connect(vault.path, vault.database_key)
    mine.execute("ATTACH ? AS plain KEY ''", (str(twin),))
    mine.execute("SELECT sqlcipher_export('plain')").fetchall()
    mine.execute("DETACH plain")
    mine.close()

    def ours() -> Any:
        return connect(vault.path, vault.database_key)

    def plain() -> Any:
        return _plain(twin)

    cold = interleaved(ROUNDS, {"ours": lambda: _first(ours), "plain": lambda: _first(plain)})
    one, other = ours(), plain()
    assert one.execute(REPORT).fetchall() == other.execute(REPORT).fetchall()
    warm = interleaved(ROUNDS, {"ours": lambda: _report(one), "plain": lambda: _report(other)})
    for each in (one, other):
        each.execute(
            "CREATE TABLE bench (id BLOB PRIMARY KEY, a INTEGER, b TEXT, c BLOB) WITHOUT ROWID"
        )
    insert = interleaved(ROUNDS, {"ours": lambda: _insert(one), "plain": lambda: _insert(other)})
    _pad(one, vault.path)
    one.close()
    other.close()
    empty_wal(vault.path, vault.database_key)
    began = time.perf_counter()
    rekey_vault(vault, [account.card], clock=SystemClock())
    rekey_s = time.perf_counter() - began
    answer(
        report=warm["ours"],
        plain_report=warm["plain"],
        cold=cold["ours"],
        plain_cold=cold["plain"],
        insert=insert["ours"],
        plain_insert=insert["plain"],
        rows=ROWS,
        rekey_s=rekey_s,
        rekeyed=vault.path.stat().st_size,
    )


def _plain(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", f"cache_size = -{CACHE_KIB}"):
        made.execute(f"PRAGMA {pragma}").fetchall()
    return made


def _first(opened: Callable[[], Any]) -> float:
    connection = opened()
    took = _report(connection)
    connection.close()
    return took


def _report(connection: Any) -> float:
    began = time.perf_counter()
    connection.execute(REPORT).fetchall()
    return time.perf_counter() - began


def _insert(connection: Any) -> float:
    """Rows of the size of ours with random keys, as ids are; on disk when it returns."""
    connection.execute("DELETE FROM bench")
    rows = [
        (((n * 2654435761) % 2**64).to_bytes(16, "big"), n, "nota", b"x" * 40) for n in range(ROWS)
    ]
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO bench VALUES (?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    return time.perf_counter() - began


def _pad(connection: Any, path: Path) -> None:
    connection.execute("CREATE TABLE pad (blob BLOB)")
    missing = PADDED_TO_BYTES - path.stat().st_size
    connection.execute("BEGIN IMMEDIATE")
    for _ in range(max(0, missing) // 10_000):
        connection.execute("INSERT INTO pad VALUES (randomblob(10000))")
    connection.execute("COMMIT")


if __name__ == "__main__":
    main()
