"""The QR code of a paper list in a picture: which sheet and page it is, and how it lies."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.programme.row_codes import SHEET_CODE_LENGTH, read_sheet_code
from desktop.services.sheet_reading.grey import Grey, Point


@dataclass(frozen=True)
class Marker:
    """`corners` in pixels, from the code's own upper left one clockwise."""

    code: str
    page: int
    corners: tuple[Point, Point, Point, Point]


def markers_in(grey: Grey) -> list[Marker]:
    """Every code of a paper list that is seen. zxing-cpp is loaded when first used."""
    import zxingcpp

    seen = zxingcpp.ImageView(
        grey.data, grey.width, grey.height, zxingcpp.ImageFormat.Lum, grey.width, 1
    )
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = []
    for each in zxingcpp.read_barcodes(seen, formats=formats):
        held = _held(bytes(each.bytes)) if each.valid else None
        if held is not None:
            at = each.position
            places = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            corners = tuple((float(place.x), float(place.y)) for place in places)
            found.append(Marker(*held, corners))  # type: ignore[arg-type]
    return found


def _held(data: bytes) -> tuple[str, int] | None:
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError:
        return None
    code, page = read_sheet_code(text[:SHEET_CODE_LENGTH]), text[SHEET_CODE_LENGTH:]
    if code is None or len(page) != 1 or page not in "123456789":
        return None
    return code, int(page)
