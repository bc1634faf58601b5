"""Registers whose protective value holds while laptops disagree, until somebody settles it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.programme.schema import PARTICIPANT

Rank = Callable[[tuple[Any, ...]], int]
"""How protective a register's stored values are; the highest is shown."""


def _phone(values: tuple[Any, ...]) -> int:
    """A phone that one laptop calls unsafe is not called; one that nobody asked about neither."""
    _, safe = values
    return {0: 2, None: 1}.get(safe, 0)


PROTECTIVE: dict[tuple[int, int], Rank] = {
    (PARTICIPANT.number, PARTICIPANT.register_of("phone_safe").number): _phone,
}
"""By kind and register. Every other register shows its latest value."""
