"""The institution's letterhead, who signs, and a small picture of its emblem."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.programme.court_letter import LOGO_MAX_BYTES, Letterhead
from desktop.services.letterhead import TEXT_MAX_CHARS
from ui.qr.pictures import ENDINGS, NoPicture, load
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.files import open_file
from ui.widgets.parts import button, label, row
from ui.widgets.typed_line import bound

SIDES_TRIED_PX = (320, 240, 180, 120, 90, 64)
"""Largest first: the emblem is kept as sharp as it fits."""
SHOWN_PX = 56


class LetterheadDialog(Dialog):
    """What stands on every letter to a court."""

    def __init__(self, parent: QWidget, head: Letterhead) -> None:
        super().__init__(parent, _("Membrete y quien firma"), _("Guardar"), "check")
        self.about = "letterhead"
        self.logo = head.logo
        form = self.form()
        self.fields: dict[str, QLineEdit] = {}
        for name, words in (
            ("institution", _("Institución")),
            ("area", _("Área")),
            ("address", _("Domicilio")),
            ("phone", _("Teléfono")),
            ("signatory", _("Quien firma")),
            ("post", _("Cargo de quien firma")),
        ):
            field = self.fields[name] = QLineEdit(getattr(head, name))
            bound(field, TEXT_MAX_CHARS)
            field.setAccessibleName(words)
            form.addRow(words, field)
        self.picture = label("")
        self.picture.setFixedHeight(theme().px(SHOWN_PX))
        pick = button(_("Elegir el escudo"), symbol="image", then=self._on_pick)
        self.without = button(_("Sin escudo"), symbol="x", then=lambda: self._put(b""))
        for each in (pick, self.without):
            each.setAutoDefault(False)
        self.body.addLayout(row(self.picture, None, pick, self.without))
        self._put(head.logo)
        self.fit(540, 600)

    def filled(self) -> Letterhead:
        texts = {name: field.text() for name, field in self.fields.items()}
        return Letterhead(**texts, logo=self.logo)

    def _put(self, logo: bytes) -> None:
        self.logo = logo
        shown = QPixmap()
        shown.loadFromData(logo)
        if shown.isNull():
            self.picture.setText(_("Sin escudo"))
        else:
            height = theme().px(SHOWN_PX)
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(shown.scaledToHeight(height, smooth))
        self.without.setEnabled(bool(logo))

    def _on_pick(self) -> None:
        path = open_file(self, _("Elegir el escudo"), _("Imágenes"), ENDINGS)
        if path is None:
            return
        try:
            image = load(path)
        except NoPicture:
            self.complain(_("Eso no es una imagen png o jpg."))
            return
        self.complain("")
        self._put(small_png(image))


def small_png(image: QImage) -> bytes:
    """The image as a PNG of at most `LOGO_MAX_BYTES`, without what its file said besides."""
    data = b""
    for side in SIDES_TRIED_PX:
        size = image.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        # Painted anew: a copy would keep who made the file, and where.
        bare = QImage(size, QImage.Format.Format_ARGB32)
        bare.fill(Qt.GlobalColor.transparent)
        painter = QPainter(bare)
        smooth = Qt.TransformationMode.SmoothTransformation
        painter.drawImage(0, 0, image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        painter.end()
        data = _png(bare)
        if len(data) <= LOGO_MAX_BYTES:
            break
    return data


def _png(image: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(kept.data())
