"""When the courier tries again after trouble: pure, so that nobody has to wait to test it."""

from __future__ import annotations

from random import Random

FIRST_WAIT_S = 30
LONGEST_WAIT_S = 3600
JITTER = 0.25
"""Laptops of one village come into signal together; they must not ask together."""


def wait_s(failures: int, rng: Random) -> float:
    """Seconds to wait after so many failures in a row; 0 after none.

    30 s, then doubling to an hour, each a quarter more or less.
    """
    if failures <= 0:
        return 0.0
    steady = min(FIRST_WAIT_S * 2.0 ** min(failures - 1, 16), float(LONGEST_WAIT_S))
    return steady * rng.uniform(1 - JITTER, 1 + JITTER)


def next_try_ms(failures: int, last_attempt_ms: int | None, now_ms: int, rng: Random) -> int:
    """The moment of the next try, on the clock that `now_ms` reads.

    A last attempt that lies in the future means that the clock was set back:
    it counts as now, so that no wait outlives its hour.
    """
    if failures <= 0 or last_attempt_ms is None:
        return now_ms
    return min(last_attempt_ms, now_ms) + round(wait_s(failures, rng) * 1000)
