"""QR codes in pictures: a photo from a stick or card, or one image of the camera."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

KINDS = (b"png", b"jpeg")
ENDINGS = "*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG"
FILE_MAX_BYTES = 40_000_000
SIDE_MAX_PX = 3000
"""Photos of telephones are larger. Here a code that fills a third still has 10 pixels a square."""
SIDES_TRIED_PX = (SIDE_MAX_PX, 1600, 900)
"""Noise and the grid of a screen that was photographed disappear in a smaller picture."""


class NoPicture(Exception):
    """The file is no picture of a kind that is read here."""


def load(path: Path) -> QImage:
    """A picture file as its camera meant it to be seen, made smaller. Raises: NoPicture."""
    try:
        if path.stat().st_size > FILE_MAX_BYTES:
            raise NoPicture
    except OSError:
        raise NoPicture from None
    return scaled(QImageReader(str(path)))


def scaled(reader: QImageReader) -> QImage:
    """The picture of a file or of bytes, no side above SIDE_MAX_PX. Raises: NoPicture."""
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in KINDS:
        raise NoPicture
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > SIDE_MAX_PX:
        small = QSize(SIDE_MAX_PX, SIDE_MAX_PX)
        reader.setScaledSize(size.scaled(small, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise NoPicture
    return image


def codes_in_file(path: Path) -> list[bytes]:
    """What every code in a photo holds; the photo is looked at closely. Raises: NoPicture."""
    image = load(path)
    longest = max(image.width(), image.height())
    found: dict[bytes, None] = {}
    for side in (longest, *(side for side in SIDES_TRIED_PX if side < longest)):
        found |= dict.fromkeys(codes_in(_smaller(image, side)))
        if found:
            break
    return list(found)


def codes_in(image: QImage) -> list[bytes]:
    """What every code in an image holds, [] for none. zxing-cpp is loaded when first used."""
    import zxingcpp

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    seen = zxingcpp.ImageView(
        grey.constBits(),
        grey.width(),
        grey.height(),
        zxingcpp.ImageFormat.Lum,
        grey.bytesPerLine(),
        1,
    )
    read = zxingcpp.read_barcodes(
        seen, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return [bytes(each.bytes) for each in read if each.valid]


def _smaller(image: QImage, side: int) -> QImage:
    if side >= max(image.width(), image.height()):
        return image
    return image.scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
