"""From the phrase to Today, and what the window then holds in memory."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from child import ask
from figures import Figure, at_most, ms

from desktop.demo.build import ACCOUNTS

ROUNDS = 3
UNLOCK_MOST_S = 1.0
MEMORY_MOST_MB = 150
MB = 1e6


def measure(folder: Path) -> list[Figure]:
    """`folder` is the demonstration with all 3,309 people; each stream in turn."""
    one_a_stream = list({each.stream: each for each in reversed(ACCOUNTS)}.values())
    found: dict[str, list[dict[str, float]]] = {each.nickname: [] for each in one_a_stream}
    for _ in range(ROUNDS):
        for each in one_a_stream:
            said = ask("unlocking_child.py", folder, each.nickname, each.passphrase)
            found[each.nickname].append(said)
    figures = []
    for each in one_a_stream:
        runs = found[each.nickname]

        def middle(what: str, runs: list[dict[str, float]] = runs) -> float:
            return median(run[what] for run in runs)

        figures += [
            at_most(
                UNLOCK_MOST_S,
                f"unlock to Today beyond the key derivation, {each.stream.value}",
                middle("beyond_s"),
                "s",
                f"the derivation took {ms(middle('derived_s'))}",
            ),
            at_most(
                MEMORY_MOST_MB,
                f"resident memory at Today, {each.stream.value}",
                middle("today") / MB,
                "MB",
                f"locked {middle('locked') / MB:.0f} MB",
            ),
            at_most(
                MEMORY_MOST_MB,
                f"resident memory after every page was shown, {each.stream.value}",
                middle("pages") / MB,
                "MB",
                f"locked {middle('locked') / MB:.0f} MB",
            ),
        ]
    return figures
