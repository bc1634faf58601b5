"""What a cheap camera makes of a code on another screen: tilted, blurred, grainy, pale, small."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from ui.qr.draw import modules, paint

SCREEN_PX = 420
"""A code as it shows at 1024x560."""
DESK = QColor(96, 92, 84)


@dataclass(frozen=True)
class Shot:
    """How a photo was taken.

    Attributes:
        width, height: pixels of the sensor.
        fills: share of the height that the code takes.
        turned: degrees, in the plane of the picture.
        leaning: degrees away from the camera, which gives perspective.
        blur: how many pixels run into one.
        grain: share of noise, 0 to 1.
        fog: share of light that lies over all of it, 0 to 1.
        seed: of the noise.
    """

    width: int = 640
    height: int = 480
    fills: float = 0.8
    turned: float = 0.0
    leaning: float = 0.0
    blur: float = 1.0
    grain: float = 0.0
    fog: float = 0.0
    seed: int = 1


def on_screen(code: bytes, side: int = SCREEN_PX) -> QImage:
    """The code as the other laptop draws it."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(painter, QRect(0, 0, side, side), modules(code))
    painter.end()
    return image


def photo(screen: QImage, shot: Shot) -> QImage:
    """That screen, photographed."""
    image = QImage(shot.width, shot.height, QImage.Format.Format_RGB32)
    image.fill(DESK)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    place = QTransform()
    place.translate(shot.width / 2, shot.height / 2)
    place.rotate(shot.leaning, Qt.Axis.YAxis)
    place.rotate(shot.turned)
    side = shot.fills * shot.height
    place.translate(-side / 2, -side / 2)
    painter.setTransform(place)
    ratio = screen.width() / screen.height()
    painter.drawImage(QRectF(0, 0, side * ratio, side), _made_smaller(screen, side))
    painter.resetTransform()
    image = _blurred(painter, image, shot.blur)
    painter = QPainter(image)
    if shot.grain:
        noise = random.Random(shot.seed).randbytes(shot.width * shot.height)
        grains = QImage(noise, shot.width, shot.height, shot.width, QImage.Format.Format_Grayscale8)
        painter.setOpacity(shot.grain)
        painter.drawImage(0, 0, grains)
    if shot.fog:
        painter.setOpacity(shot.fog)
        painter.fillRect(image.rect(), Qt.GlobalColor.white)
    painter.end()
    return image


def _made_smaller(screen: QImage, side: float) -> QImage:
    if side >= screen.height():
        return screen
    return screen.scaledToHeight(round(side), Qt.TransformationMode.SmoothTransformation)


def _blurred(painter: QPainter, image: QImage, blur: float) -> QImage:
    painter.end()
    if blur <= 1:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    every = Qt.AspectRatioMode.IgnoreAspectRatio
    small = image.scaled(round(image.width() / blur), round(image.height() / blur), every, smooth)
    return small.scaled(image.size(), every, smooth)
