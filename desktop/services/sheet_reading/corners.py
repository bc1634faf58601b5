"""The four black squares at the corners of a paper list, to a fraction of a pixel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import hypot

from desktop.services.sheet_reading.grey import Grey, Plane, Point, flat_through, plane_through
from desktop.services.sheet_reading.layout import CORNER_MM, CORNERS, MACHINE_CODE
from desktop.services.sheet_reading.marker import Marker

SEARCH_MM = 5.0
SEARCH_SHARE = 0.1
"""How much farther from the code a corner may lie than foreseen, for what a camera tilts."""
SIZE_SHARE = 0.35
"""How much larger or smaller than foreseen a square may look."""
FILLED_MIN = 0.8
"""Of its own square; one turned by 20 degrees fills half of the upright frame around it."""
CODE_OFF_MM = 1.5
"""How far the code may lie from where the corners say: more, and they are somebody's ink."""
CONTRAST_MIN = 60

_DARK = re.compile(b"\x01+")


@dataclass(slots=True)
class _Blob:
    area: int = 0
    sum_x: float = 0.0
    sum_y: float = 0.0
    left: int = 1 << 30
    right: int = -1
    top: int = 1 << 30
    bottom: int = -1

    def add(self, y: int, start: int, end: int) -> None:
        """A run of dark pixels, both ends included."""
        count = end - start + 1
        self.area += count
        self.sum_x += (start + end) / 2 * count
        self.sum_y += y * count
        self.left, self.right = min(self.left, start), max(self.right, end)
        self.top, self.bottom = min(self.top, y), max(self.bottom, y)


def find_plane(grey: Grey, marker: Marker) -> Plane | None:
    """How the paper lies in the picture; None where its corners do not show beyond doubt."""
    paper = MACHINE_CODE.corners
    try:
        guess = flat_through(paper, marker.corners)
        places = [_corner(grey, guess, x, y) for x, y in CORNERS]
        found = [place for place in places if place is not None]
        if len(found) < len(CORNERS):
            return None
        plane = plane_through(CORNERS, found)
    except ValueError:
        return None
    return plane if _code_agrees(plane, marker) else None


def _code_agrees(plane: Plane, marker: Marker) -> bool:
    right, down = plane.steps(MACHINE_CODE.x, MACHINE_CODE.y)
    pixels = min(hypot(*right), hypot(*down))
    foreseen = [plane.at(x, y) for x, y in MACHINE_CODE.corners]
    return all(
        hypot(x - u, y - v) <= CODE_OFF_MM * pixels
        for (x, y), (u, v) in zip(foreseen, marker.corners, strict=True)
    )


def _corner(grey: Grey, guess: Plane, x: float, y: float) -> Point | None:
    """The centre of the black square nearest to where it should be."""
    u, v = guess.at(x, y)
    right, down = guess.steps(x, y)
    pixels = (hypot(*right) + hypot(*down)) / 2
    far = hypot(x - MACHINE_CODE.x, y - MACHINE_CODE.y)
    reach = (SEARCH_MM + SEARCH_SHARE * far) * pixels
    left, top = max(0, int(u - reach)), max(0, int(v - reach))
    right_end, bottom = min(grey.width, int(u + reach)), min(grey.height, int(v + reach))
    if right_end - left < CORNER_MM * pixels or bottom - top < CORNER_MM * pixels:
        return None
    side = CORNER_MM * pixels
    squares = [
        blob for blob in _blobs(grey, left, top, right_end, bottom) if _is_square(blob, side)
    ]
    centres = [(blob.sum_x / blob.area, blob.sum_y / blob.area) for blob in squares]
    return min(centres, key=lambda at: hypot(at[0] - u, at[1] - v), default=None)


def _is_square(blob: _Blob, side: float) -> bool:
    width, height = blob.right - blob.left + 1, blob.bottom - blob.top + 1
    size = blob.area**0.5
    return (
        abs(size / side - 1) < SIZE_SHARE
        and blob.area >= FILLED_MIN * width * height
        and 0.75 < width / height < 1.34
    )


def _blobs(grey: Grey, left: int, top: int, right: int, bottom: int) -> list[_Blob]:
    """Connected dark places of a window, from the runs of dark pixels in its rows."""
    lines = [grey.data[y * grey.width + left : y * grey.width + right] for y in range(top, bottom)]
    table = _darkness(b"".join(lines[::4]))
    if table is None:
        return []
    runs: list[tuple[int, int, int]] = []
    joined: list[int] = []

    def root(run: int) -> int:
        while joined[run] != run:
            joined[run] = joined[joined[run]]
            run = joined[run]
        return run

    above = range(0)
    for y, line in enumerate(lines, start=top):
        first = len(runs)
        for run in _DARK.finditer(line.translate(table)):
            number, start, end = len(runs), run.start() + left, run.end() + left - 1
            runs.append((y, start, end))
            joined.append(number)
            for other in above:
                if runs[other][1] <= end and runs[other][2] >= start:
                    joined[root(number)] = root(other)
        above = range(first, len(runs))
    blobs: dict[int, _Blob] = {}
    for number, run_at in enumerate(runs):
        blobs.setdefault(root(number), _Blob()).add(*run_at)
    return list(blobs.values())


def _darkness(sample: bytes) -> bytes | None:
    """A table that makes dark 1 and light 0, halfway between them; None without contrast."""
    if not sample:
        return None
    ranked = sorted(sample[::3])
    light = ranked[int(len(ranked) * 0.8)]
    dark = ranked[int(len(ranked) * 0.005)]
    if light - dark < CONTRAST_MIN:
        return None
    limit = (light + dark) // 2
    return bytes(1 if value < limit else 0 for value in range(256))
