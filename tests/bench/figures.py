"""A figure as build/bench.json has it, and how one is measured beside its peer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        goal: the most that `value` may be; None where a row only informs.
        holds: whether it does; None without a goal.
        against: what it was measured against in the same run.
    """

    name: str
    value: float
    unit: str
    goal: float | None
    holds: bool | None
    against: str


def at_most(goal: float, name: str, value: float, unit: str, against: str = "") -> Figure:
    value = round(value, 3)
    return Figure(name, value, unit, goal, value <= goal, against)


def told(name: str, value: float, unit: str, against: str = "") -> Figure:
    """A row without a goal."""
    return Figure(name, round(value, 3), unit, None, None, against)


def interleaved(rounds: int, calls: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """What each call answers, one after another in turn, after one round that does not count.

    The machine is shared: what disturbs one round disturbs both sides of it.
    """
    found: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(rounds + 1):
        for name, call in calls.items():
            answer = call()
            if turn:
                found[name].append(answer)
    return found


def ratio(mine: Sequence[float], peers: Sequence[float]) -> float:
    """The median of the rounds' own ratios: each round against its neighbour."""
    return median(one / other for one, other in zip(mine, peers, strict=True))


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def write(figures: Sequence[Figure], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps([asdict(each) for each in figures], ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """The figures for a terminal: what misses its goal is told first in its line."""
    words = {True: "holds", False: "MISSES", None: ""}
    lines = [
        (
            words[each.holds],
            each.name,
            f"{each.value:g} {each.unit}",
            "" if each.goal is None else f"<= {each.goal:g}",
            each.against,
        )
        for each in figures
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join(
        "  ".join([*map(str.ljust, line[:4], widths), line[4]]).rstrip() for line in lines
    )
