"""Is there ink in a box? Yes, no, or unsure: measured against the paper right beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from desktop.services.sheet_reading.grey import Grey, Plane
from desktop.services.sheet_reading.layout import Rect

STEP_MM = 0.2
INSET_MM = 0.75
"""Off the printed border, also where the paper is a little crooked."""
BESIDE_MM = (1.2, 3.2)
"""Where paper is looked at, to the left and right of a box."""
INK = 0.2
"""How much darker than the paper ink is: a soft pencil on bad paper reaches it."""
TRACE = 0.08
"""Darker than this is no grain of paper and no noise of a scanner, once smoothed."""
EMPTY_INK_MAX, EMPTY_TRACE_MAX, EMPTY_MEAN_MAX = 0.004, 0.02, 0.012
"""Shares of the box below which it counts as empty; all three."""
MARKED_INK_MIN = 0.05
"""Share of the box: a thin tick covers a twelfth. Between the two nobody is sure."""
GAP_MM = (0.4, 1.1)
"""From the middle of a border to the paper between two rows, clear of both borders."""
STREAK_OFF_MM, STREAK_MM = 0.7, 2.5
CROSSED_MIN = 0.01
"""Share of that paper: one thin stroke covers a fiftieth."""
PAPER_MIN = 70
"""Paper darker than this lies in the shade of something: nothing is told of it."""
BORDER_SEEN_MIN = 0.75
BORDER_REACH_MM = 0.5


class Ink(IntEnum):
    """What a box seems to hold."""

    EMPTY = 0
    MARKED = 1
    UNSURE = 2


@dataclass(frozen=True)
class Crossing:
    """Ink in the gap to the next row, in millimetres along it."""

    middle: float
    spread: float


@dataclass(frozen=True)
class Seen:
    """What was measured in one box; shares of its area."""

    ink: float
    trace: float
    mean: float
    border: float
    above: Crossing | None = None
    """Ink that runs out of the box to the row above, or in from there."""
    below: Crossing | None = None

    @property
    def streaked(self) -> bool:
        """A narrow line goes straight through, as dirt on the glass of a scanner draws it."""
        if self.above is None or self.below is None:
            return False
        off = abs(self.above.middle - self.below.middle)
        return off < STREAK_OFF_MM and max(self.above.spread, self.below.spread) < STREAK_MM

    @property
    def verdict(self) -> Ink:
        if self.border < BORDER_SEEN_MIN:
            return Ink.UNSURE
        if self.ink >= MARKED_INK_MIN:
            return Ink.UNSURE if self.streaked else Ink.MARKED
        empty = (
            self.ink <= EMPTY_INK_MAX
            and self.trace <= EMPTY_TRACE_MAX
            and self.mean <= EMPTY_MEAN_MAX
        )
        return Ink.EMPTY if empty else Ink.UNSURE


NOTHING_SEEN = Seen(1.0, 1.0, 1.0, 0.0)


def look(grey: Grey, plane: Plane, box: Rect) -> Seen:
    """Measure one box of the paper."""
    inner = Rect(
        box.x + INSET_MM,
        box.y + INSET_MM,
        box.width - 2 * INSET_MM,
        box.height - 2 * INSET_MM,
    )
    paper = _paper(grey, plane, box, inner)
    inside = _values(grey, plane, inner)
    if paper < PAPER_MIN or not inside:
        return NOTHING_SEEN
    smooth = _smoothed(inside)
    ink_below, trace_below = paper * (1 - INK), paper * (1 - TRACE)
    count = len(smooth)
    return Seen(
        ink=sum(value < ink_below for value in smooth) / count,
        trace=sum(value < trace_below for value in smooth) / count,
        mean=1 - sum(smooth) / count / paper,
        border=_border(grey, plane, box, ink_below),
        above=_crossing(grey, plane, box, box.y - GAP_MM[1], ink_below),
        below=_crossing(grey, plane, box, box.y + box.height + GAP_MM[0], ink_below),
    )


def _crossing(grey: Grey, plane: Plane, box: Rect, top: float, ink_below: float) -> Crossing | None:
    wide = Rect(box.x - BESIDE_MM[0], top, box.width + 2 * BESIDE_MM[0], GAP_MM[1] - GAP_MM[0])
    smooth = _smoothed(_values(grey, plane, wide))
    columns = int(wide.width / STEP_MM) - 1
    places = [at % columns * STEP_MM for at, value in enumerate(smooth) if value < ink_below]
    if len(places) <= CROSSED_MIN * len(smooth):
        return None
    middle = sum(places) / len(places)
    spread = 2 * sum(abs(place - middle) for place in places) / len(places)
    return Crossing(middle, 2 * spread)


def _paper(grey: Grey, plane: Plane, box: Rect, inner: Rect) -> float:
    """How light the paper is here: the middle of the lighter half of what lies on both sides."""
    near, far = BESIDE_MM
    left = Rect(box.x - far, inner.y, far - near, inner.height)
    right = Rect(box.x + box.width + near, inner.y, far - near, inner.height)
    sides = []
    for side in (left, right):
        smooth = sorted(_smoothed(_values(grey, plane, side)))
        if not smooth:
            return 0.0
        sides.append(smooth[len(smooth) * 3 // 5])
    return sum(sides) / len(sides)


def _values(grey: Grey, plane: Plane, place: Rect) -> list[list[int]]:
    """Pixels on a grid of STEP_MM over a place of the paper; [] where it leaves the picture."""
    columns, rows = int(place.width / STEP_MM), int(place.height / STEP_MM)
    if any(
        not (0 <= u < grey.width - 1 and 0 <= v < grey.height - 1)
        for u, v in (plane.at(x, y) for x, y in place.corners)
    ):
        return []
    (rx, ry), (dx, dy) = plane.steps(place.x + place.width / 2, place.y + place.height / 2)
    u0, v0 = plane.at(place.x + STEP_MM / 2, place.y + STEP_MM / 2)
    data, width = grey.data, grey.width
    taken = []
    for row in range(rows):
        u, v = u0 + row * STEP_MM * dx + 0.5, v0 + row * STEP_MM * dy + 0.5
        along, across = STEP_MM * rx, STEP_MM * ry
        taken.append(
            [
                data[int(v + column * across) * width + int(u + column * along)]
                for column in range(columns)
            ]
        )
    return taken


def _smoothed(values: list[list[int]]) -> list[float]:
    """Means of two by two neighbours: half of the noise, and thin strokes stay."""
    return [
        (above[at] + above[at + 1] + below[at] + below[at + 1]) / 4
        for above, below in pairwise(values)
        for at in range(len(above) - 1)
    ]


def _border(grey: Grey, plane: Plane, box: Rect, ink_below: float) -> float:
    """The share of the printed border that is where it should be, of its worst side."""
    corners = box.corners
    worst = 1.0
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        horizontal = y0 == y1
        length = abs(x1 - x0) if horizontal else abs(y1 - y0)
        places = max(int(length / 0.6), 4)
        seen = 0
        for number in range(1, places):
            share = number / places
            x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            seen += _is_line(grey, plane, x, y, horizontal, ink_below)
        worst = min(worst, seen / (places - 1))
    return worst


def _is_line(
    grey: Grey, plane: Plane, x: float, y: float, horizontal: bool, ink_below: float
) -> bool:
    for step in (0.0, -0.2, 0.2, -0.4, 0.4):
        across = min(max(step, -BORDER_REACH_MM), BORDER_REACH_MM)
        u, v = plane.at(x, y + across) if horizontal else plane.at(x + across, y)
        column, row = int(u + 0.5), int(v + 0.5)
        if (
            0 <= column < grey.width
            and 0 <= row < grey.height
            and grey.data[row * grey.width + column] < ink_below
        ):
            return True
    return False
