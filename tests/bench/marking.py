"""One attendance mark: from tap to disk, and how long the page stands still meanwhile."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from child import ask
from figures import Figure, at_most, ms, ratio, told

from desktop.demo.build import ACCOUNTS

MARK_MOST = 1.3
BLOCKED_MOST_MS = 50
MEMORY_MOST_MB = 150
MB = 1e6


def measure(folder: Path) -> list[Figure]:
    """`folder` is the demonstration with all 3,309 people; its marks are changed."""
    account = ACCOUNTS[0]
    service = ask("marking_child.py", folder, account.nickname, account.passphrase)
    page = ask("paging_child.py", folder, account.nickname, account.passphrase)
    mine, plain = median(service["mine"]), median(service["plain"])
    peer = f"the same row in plain SQLite, synchronous=FULL: {ms(plain)}"
    return [
        at_most(
            MARK_MOST,
            "one mark, service to disk",
            ratio(service["mine"], service["plain"]),
            "x",
            f"{peer}, ours {ms(mine)}",
        ),
        told(
            "one mark, what ours takes beyond the plain row",
            (mine - plain) * 1000,
            "ms",
            "does not grow with the disk: where the plain row takes"
            f" {ms((mine - plain) / (MARK_MOST - 1))} or more, the ratio is {MARK_MOST} or less",
        ),
        told(
            "one mark, key to shown as saved",
            median(page["page"]) * 1000,
            "ms",
            f"with everything painted; {peer}",
        ),
        at_most(
            BLOCKED_MOST_MS,
            "longest stillness of the page while 100 marks are made",
            median(page["gaps"]) * 1000,
            "ms",
            f"without any mark {ms(median(page['still']))}; the longest of each round: "
            + ", ".join(ms(gap) for gap in page["gaps"]),
        ),
        at_most(
            MEMORY_MOST_MB,
            "resident memory after taking attendance",
            page["memory"] / MB,
            "MB",
        ),
    ]
