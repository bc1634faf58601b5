"""Paper lists as a scanner sees them: printed, marked by hand, laid crookedly, in bad light.

Everything follows from the seed. Marks are strokes of a pen or a pencil, not boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from random import Random

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen, QPixmap, QPolygonF

from desktop.programme.row_codes import NEWCOMERS, draw_sheet_code
from desktop.programme.vocabulary import AttendanceState
from desktop.services.paper_sheets import ON_PAPER
from desktop.services.sheet_reading import layout
from desktop.services.sheet_reading.grey import Grey
from desktop.services.sheet_reading.layout import Rect, SheetPage
from ui.sheets.draw import printable
from ui.sheets.pictures import grey_of

DOTS_A_MM = 150 / 25.4
PAPERS = (QSizeF(210, 297), QSizeF(215.9, 279.4))
TURN_MAX_DEGREES = 3.0
NOISE_TILE_PX = 256
STREAKED = 0.1
"""The share of scans with a dark line all along or across."""
CLEAR = ("cross", "tick", "slash", "fill", "circle", "minutes")
"""Marks that somebody makes who means them."""
HARD = ("faint", "dot", "erased", "double", "changed", "tail", "none")
"""What happens as well. None of them may be read as something else than was meant."""


@dataclass(frozen=True)
class Scan:
    """`meant` is the state of each row, None where nobody can know it: such a row must be asked."""

    image: QImage
    pages: tuple[SheetPage, ...]
    meant: tuple[AttendanceState | None, ...]
    kinds: tuple[str, ...]

    @property
    def grey(self) -> Grey:
        return grey_of(self.image)


def scanned(
    seed: int,
    *,
    people: int = 30,
    hard: float = 0.2,
    pages: tuple[SheetPage, ...] = (),
    turned: float = 0.0,
) -> Scan:
    """One page. `hard` is the share of rows with something else than a clear mark.

    `pages` are those of a sheet that there is; `turned` degrees it lies on the glass.
    """
    rng = Random(seed)
    rows = [f"{rng.randrange(10, 99)}{number}" for number in range(people)]
    pages = pages or layout.pages(draw_sheet_code(rng), [*rows, *NEWCOMERS])
    page = pages[0]
    paper = rng.choice(PAPERS)
    image = QImage(
        round(paper.width() * DOTS_A_MM) + 40,
        round(paper.height() * DOTS_A_MM) + 40,
        QImage.Format.Format_RGB32,
    )
    image.fill(QColor(*[rng.choice((255, 225, 60))] * 3))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(image.width() / 2, image.height() / 2)
    painter.rotate(turned + rng.uniform(-TURN_MAX_DEGREES, TURN_MAX_DEGREES))
    shrunk = rng.uniform(0.95, 1.0)
    painter.scale(DOTS_A_MM * shrunk, DOTS_A_MM * shrunk)
    painter.translate(-paper.width() / 2, -paper.height() / 2)
    shade = rng.randrange(225, 256)
    painter.fillRect(QRectF(0, 0, paper.width(), paper.height()), QColor(shade, shade, shade - 6))
    printable(pages, demo=False).draw(painter, 0, paper)
    painter.translate((paper.width() - layout.WIDTH_MM) / 2, layout.TOP_MM)
    hand = _Hand(painter, rng, page)
    meant, kinds = [], []
    for row in range(people):
        kind = rng.choice(HARD) if rng.random() < hard else rng.choice(CLEAR)
        column = rng.choices(range(len(ON_PAPER)), (60, 12, 15, 5, 5, 3))[0]
        kinds.append(kind)
        meant.append(hand.mark(kind, row, column))
    if rng.random() < STREAKED:
        hand.streak()
    painter.resetTransform()
    _light(painter, image, rng)
    _noise(painter, image, rng)
    painter.end()
    nobody: list[AttendanceState | None] = [None] * len(NEWCOMERS)
    return Scan(image, pages, tuple(meant + nobody), tuple(kinds + ["none"] * len(NEWCOMERS)))


class _Hand:
    """Somebody with a pen."""

    def __init__(self, painter: QPainter, rng: Random, page: SheetPage) -> None:
        self.painter, self.rng, self.page = painter, rng, page
        self.ink = QColor(*rng.choice(((20, 20, 25), (30, 40, 120), (70, 70, 75), (110, 30, 30))))

    def mark(self, kind: str, row: int, column: int) -> AttendanceState | None:
        box = self.page.box(row, column)
        other = self.page.box(row, (column + self.rng.randrange(1, 5)) % len(ON_PAPER))
        meant: AttendanceState | None = ON_PAPER[column]
        if kind == "none":
            return None
        if kind == "double":
            self.stroke("cross", box)
            self.stroke("tick", other)
            return None
        if kind == "changed":  # scribbled over, and another one marked
            self.stroke("fill", other)
            self.stroke("cross", box)
        elif kind == "erased":
            self.smudge(other)
            self.stroke(self.rng.choice(CLEAR), box)
        elif kind == "tail":  # a tick that runs far out of its box
            self.stroke("tick", box, reach=self.rng.uniform(1.5, 3.0))
        else:
            self.stroke(kind, box)
        return meant

    def stroke(self, kind: str, box: Rect, reach: float = 1.0) -> None:
        rng, painter = self.rng, self.painter
        width = rng.uniform(0.35, 0.8)
        ink = QColor(self.ink)
        if kind == "faint":
            ink.setAlphaF(rng.uniform(0.06, 0.45))
            kind = rng.choice(("cross", "tick", "slash"))
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x = box.x + box.width * rng.uniform(0.4, 0.6)
        y = box.y + box.height * rng.uniform(0.42, 0.58)
        wide, high = box.height * rng.uniform(0.35, 0.7), box.height * rng.uniform(0.3, 0.6)
        if kind == "cross":
            self._line((x - wide, y - high), (x + wide, y + high))
            self._line((x - wide, y + high), (x + wide, y - high))
        elif kind == "tick":
            self._line((x - wide, y), (x - wide / 3, y + high))
            end = (x - wide / 3 + 2 * wide * reach, y + high - 2 * high * reach)
            self._line((x - wide / 3, y + high), end)
        elif kind == "slash":
            self._line((x - wide, y + high), (x + wide, y - high))
        elif kind == "circle":
            painter.drawEllipse(QPointF(x, y), wide, high)
        elif kind == "dot":
            painter.drawPoint(QPointF(x, y))
        elif kind == "minutes":
            for at in (-wide, wide / 2):
                self._line((x + at, y - high), (x + at, y + high))
                self._line((x + at, y - high), (x + at + wide / 2, y - high))
        else:
            left, right = box.x + 1, box.x + box.width - 1
            steps = 26
            self._line(
                *(
                    (
                        left + (right - left) * step / steps,
                        box.y + (0.8 if step % 2 else box.height - 0.8),
                    )
                    for step in range(steps + 1)
                )
            )

    def streak(self) -> None:
        """Dirt on the glass of a scanner that pulls the paper past it, or a fold."""
        rng = self.rng
        grey = QColor(40, 40, 40)
        grey.setAlphaF(rng.uniform(0.2, 1.0))
        self.painter.setPen(QPen(grey, rng.uniform(0.2, 1.6)))
        if rng.random() < 0.7:
            at = rng.uniform(40, layout.WIDTH_MM - 10)
            self._line((at, 20), (at, layout.HEIGHT_MM))
        else:
            at = rng.uniform(40, layout.HEIGHT_MM - 10)
            self._line((-5, at), (layout.WIDTH_MM + 5, at))

    def smudge(self, box: Rect) -> None:
        """A pencil mark that was rubbed out: a grey cloud, and a trace of the stroke."""
        rng = self.rng
        grey = QColor(90, 90, 90)
        grey.setAlphaF(rng.uniform(0.02, 0.15))
        place = QRectF(box.x + 3, box.y - 0.3, box.width - rng.uniform(4, 8), box.height + 0.6)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(grey)
        self.painter.drawEllipse(place)
        grey.setAlphaF(rng.uniform(0.02, 0.3))
        self.painter.setPen(QPen(grey, 0.5))
        self._line((box.x + 5, box.y + 0.8), (box.x + 8, box.y + box.height - 0.8))

    def _line(self, *points: tuple[float, float]) -> None:
        shaken = [
            QPointF(x + self.rng.gauss(0, 0.12), y + self.rng.gauss(0, 0.12)) for x, y in points
        ]
        self.painter.drawPolyline(QPolygonF(shaken))


def _light(painter: QPainter, image: QImage, rng: Random) -> None:
    """A lamp at one side: up to a third darker at the other."""
    turn = rng.uniform(0, 2 * pi)
    middle = QPointF(image.width() / 2, image.height() / 2)
    reach = QPointF(cos(turn) * image.width() / 2, sin(turn) * image.height() / 2)
    gradient = QLinearGradient(middle - reach, middle + reach)
    gradient.setColorAt(0, QColor(0, 0, 0, 0))
    gradient.setColorAt(1, QColor(0, 0, 0, rng.randrange(10, 85)))
    painter.fillRect(image.rect(), gradient)


def _noise(painter: QPainter, image: QImage, rng: Random) -> None:
    """Grain of paper and scanner: each pixel a little lighter or darker."""
    start = QPointF(rng.randrange(NOISE_TILE_PX), rng.randrange(NOISE_TILE_PX))
    painter.setOpacity(rng.uniform(0.3, 1.0))
    painter.drawTiledPixmap(QRectF(image.rect()), _grain(), start)


@cache
def _grain() -> QPixmap:
    rng = Random(99)
    tile = QImage(NOISE_TILE_PX, NOISE_TILE_PX, QImage.Format.Format_ARGB32)
    for y in range(NOISE_TILE_PX):
        for x in range(NOISE_TILE_PX):
            amount = rng.gauss(0, 13)
            alpha = min(int(abs(amount)), 60)
            tile.setPixelColor(x, y, QColor(*([0 if amount < 0 else 255] * 3), alpha))
    return QPixmap.fromImage(tile)
