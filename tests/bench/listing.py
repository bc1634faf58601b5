"""A list of 10,000 people: opened, and filtered key by key."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import many
from child import ask
from figures import Figure, at_most, ms, told

ACTION_MOST_MS = 50
MB = 1e6


def measure(folder: Path) -> list[Figure]:
    """`folder` is made here. Milliseconds of the processor; the clock's are beside them."""
    many.build(folder)
    said = ask("listing_child.py", folder, many.NICKNAME, many.PHRASE)
    keys = [worked for _, worked in said["keys"]]
    return [
        at_most(
            ACTION_MOST_MS,
            f"opening the list of {said['total']:,} people",
            _worked(said["again"]) * 1000,
            "ms",
            f"read anew, to rows painted: {_clock(said['again'])}; reading alone "
            f"{ms(_worked(said['read']))}, filling the model {ms(_worked(said['fill']))}",
        ),
        at_most(
            ACTION_MOST_MS,
            "the first time, half a second after Today",
            said["first"][1] * 1000,
            "ms",
            f"to rows painted: {_clock([said['first']])}",
        ),
        at_most(
            ACTION_MOST_MS,
            "filtering it, each key, median",
            median(keys) * 1000,
            "ms",
            f"key to rows painted: {_clock(said['keys'])}",
        ),
        at_most(
            ACTION_MOST_MS,
            "filtering it, the slowest key",
            max(keys) * 1000,
            "ms",
            f"of {len(keys)} keys",
        ),
        told("resident memory with it on screen", said["memory"] / MB, "MB"),
    ]


def _worked(rounds: list[list[float]]) -> float:
    return median(worked for _, worked in rounds)


def _clock(rounds: list[list[float]]) -> str:
    return f"{ms(median(clock for clock, _ in rounds))} by the clock"
