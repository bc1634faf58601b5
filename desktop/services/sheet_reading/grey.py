"""A grey picture in memory, and the way from millimetres on the paper to its pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Grey:
    """One byte a pixel, 0 is black; rows one after the other without a gap."""

    data: bytes
    width: int
    height: int

    def __post_init__(self) -> None:
        if len(self.data) != self.width * self.height or not self.data:
            raise ValueError("the bytes are not width times height")


@dataclass(frozen=True)
class Plane:
    """A flat paper seen from anywhere: a projective map from its millimetres to pixels."""

    terms: tuple[float, ...]

    def at(self, x: float, y: float) -> Point:
        a, b, c, d, e, f, g, h = self.terms
        w = g * x + h * y + 1.0
        return (a * x + b * y + c) / w, (d * x + e * y + f) / w

    def steps(self, x: float, y: float) -> tuple[Point, Point]:
        """How far a millimetre to the right and one down go in pixels, hereabouts."""
        here, right, below = self.at(x, y), self.at(x + 1.0, y), self.at(x, y + 1.0)
        return (
            (right[0] - here[0], right[1] - here[1]),
            (below[0] - here[0], below[1] - here[1]),
        )


def plane_through(paper: Sequence[Point], picture: Sequence[Point]) -> Plane:
    """The map that brings four points of the paper to four of the picture.

    Raises: ValueError when three of them lie on one line.
    """
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(paper, picture, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    return Plane(tuple(_solved(rows)))


def flat_through(paper: Sequence[Point], picture: Sequence[Point]) -> Plane:
    """The best map without perspective: small points tell none, far away it would run wild.

    Raises: ValueError when all points lie on one line.
    """
    terms: list[float] = []
    for axis in (0, 1):
        sums = [[0.0] * 4 for _ in range(3)]
        for (x, y), seen in zip(paper, picture, strict=True):
            weights = (x, y, 1.0)
            for row in range(3):
                for column in range(3):
                    sums[row][column] += weights[row] * weights[column]
                sums[row][3] += weights[row] * seen[axis]
        terms += _solved(sums)
    return Plane((*terms, 0.0, 0.0))


def _solved(rows: list[list[float]]) -> list[float]:
    """Linear equations, the right side last in each row, by Gauss and Jordan."""
    count = len(rows)
    for column in range(count):
        pivot = max(range(column, count), key=lambda row: abs(rows[row][column]))
        if abs(rows[pivot][column]) < 1e-9:
            raise ValueError("points that lie on one line tell no plane")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for row in range(count):
            factor = rows[row][column]
            if row != column and factor:
                rows[row] = [
                    value - factor * own for value, own in zip(rows[row], rows[column], strict=True)
                ]
    return [row[count] for row in rows]
