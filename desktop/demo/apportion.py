"""Whole numbers that add up: shares of a total, and counts with a given sum."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random


def apportion(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Split a total by weight; the largest remainders get what rounding leaves."""
    whole = sum(Fraction(weight) for weight in weights)
    exact = [total * Fraction(weight) / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_remainder[: total - sum(parts)]:
        parts[n] += 1
    return parts


def nearest(value: Fraction) -> int:
    """The nearest whole number, halves up."""
    return int(value + Fraction(1, 2))


def counts_with_sum(total: int, bounds: Sequence[tuple[int, int]], rng: Random) -> list[int]:
    """One number within each (lowest, highest), low ones more often, adding up to the total.

    Raises: ValueError when no such numbers exist.
    """
    if not sum(low for low, _ in bounds) <= total <= sum(high for _, high in bounds):
        raise ValueError(f"{total} cannot be reached")
    counts = [low + int((high + 1 - low) * rng.random() ** 1.7) for low, high in bounds]
    missing = total - sum(counts)
    while missing:
        step = 1 if missing > 0 else -1
        n = rng.randrange(len(counts))
        if bounds[n][0] <= counts[n] + step <= bounds[n][1]:
            counts[n] += step
            missing -= step
    return counts
