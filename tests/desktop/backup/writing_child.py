"""A process that works on a data folder, as a window does, and obeys one word a line.

Usage: writing_child.py FOLDER PHRASE. "write": three people, each its own commit;
"checkpoint": empty the WAL; "churn": write without end until the input ends.
Answers with how many people it has written and seen committed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from desktop.host.clock import SystemClock
from desktop.programme.schema import PARTICIPANT
from desktop.services.entrance import enter
from desktop.vault.cards import list_accounts
from desktop.vault.database import checkpoint

CHURNED_PAGES = 12
"""The WAL is begun anew every few commits, where a window would wait for a thousand pages."""


def main(folder: Path, phrase: str) -> None:
    card = next(card for card in list_accounts(folder) if card.nickname == "Lupe")
    vault = enter(folder, card.id, phrase, SystemClock()).work
    written = 0

    def write() -> None:
        nonlocal written
        with vault.write() as journal:
            journal.record(PARTICIPANT.new(folio=f"w{written:06d}", name="Nombre " + "x" * 300))
        written += 1

    over = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        over.set()

    print("ready", flush=True)
    for line in sys.stdin:
        match line.strip():
            case "write":
                for _ in range(3):
                    write()
            case "checkpoint":
                checkpoint(vault._engine)
            case "churn":
                threading.Thread(target=wait_for_the_end).start()
                with vault.transaction() as connection:
                    connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {CHURNED_PAGES}")
                while not over.is_set():
                    write()
                    print(written, flush=True)
                return
        print(written, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
