"""What encryption costs where much is read or written at once: a report, an insert, a new key."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from child import ask
from figures import Figure, at_most, ms, ratio

from desktop.demo.build import ACCOUNTS

REPORT_MOST = 1.3
INSERT_MOST = 2.0
REKEY_MOST_S = 10.0
MB = 1e6


def measure(folder: Path) -> list[Figure]:
    """`folder` is the demonstration with all 3,309 people; its women's vault grows."""
    account = ACCOUNTS[0]
    said = ask("encrypting_child.py", folder, account.nickname, account.passphrase)
    mine, plain = said["report"], said["plain_report"]
    return [
        at_most(
            REPORT_MOST,
            "report over all attendance, encrypted vault",
            ratio(mine, plain),
            "x",
            f"the same rows in plain SQLite: {ms(median(plain))}, ours {ms(median(mine))}",
        ),
        at_most(
            REPORT_MOST,
            "the same report, first time after opening",
            ratio(said["cold"], said["plain_cold"]),
            "x",
            f"plain SQLite {ms(median(said['plain_cold']))}, ours {ms(median(said['cold']))}",
        ),
        at_most(
            INSERT_MOST,
            f"insert of {said['rows']:,} rows in one transaction, encrypted vault",
            ratio(said["insert"], said["plain_insert"]),
            "x",
            f"plain SQLite, synchronous=FULL: {ms(median(said['plain_insert']))},"
            f" ours {ms(median(said['insert']))}",
        ),
        at_most(
            REKEY_MOST_S,
            "another key for a vault of 100 MB, which is what revoking takes",
            said["rekey_s"],
            "s",
            f"{said['rekeyed'] / MB:.0f} MB",
        ),
    ]
