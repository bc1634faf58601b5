"""Icons of the Phosphor set, drawn through qtawesome with only that font loaded."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, Qt

from ui.theme import theme


@cache
def _font() -> Any:
    """qtawesome's own loader reads eleven fonts; we need one."""
    os.environ.setdefault("QT_API", "pyside6")
    import qtawesome
    from qtawesome.iconic_font import IconicFont

    folder = Path(qtawesome.__file__).parent / "fonts"
    ttf = next(folder.glob("phosphor-*.ttf")).name
    charmap = next(folder.glob("phosphor-charmap-*.json")).name
    return IconicFont(("ph", ttf, charmap))


@cache
def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon by its Phosphor name, e.g. "sun"; `colour` is #RRGGBB, default the text's."""
    made: QIcon = _font().icon(f"ph.{name}", color=QColor(colour or theme().tokens.ink))
    return made


@cache
def pixmap(name: str, colour: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """The same as a pixmap, for painting in lists."""
    image = QPixmap(round(size_px * ratio), round(size_px * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icon(name, colour).paint(painter, image.rect())
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
