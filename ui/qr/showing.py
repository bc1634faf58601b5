"""A file shown as QR codes, for the camera of the computer across the table.

The six words stay on another screen: a photo that holds both would compare with itself.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from sync.client.qr_parts import split
from ui.qr.view import QrView
from ui.theme import theme
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label, row

TEXT_WIDTH_PX = 270
WIDTH_PX, HEIGHT_PX = 980, 760
MARGIN_PX = 14


class ShowQrDialog(Dialog):
    """The code as large as the window allows, beside the words; it never scrolls."""

    def __init__(self, parent: QWidget, title: str, hint: str, data: bytes) -> None:
        """Raises: TooLongForCodes."""
        parts = split(data)
        super().__init__(parent, title, _("Listo"), "check")
        self.cancel.hide()
        margin = theme().px(MARGIN_PX)
        self._outer.setContentsMargins(margin + 8, margin, margin, margin)
        self.view = QrView(parts)
        self.number = label("", "section", wrap=True)
        self.body.addWidget(self.number)
        self.body.addWidget(label(hint, wrap=True))
        if len(parts) > 1:
            told = _("Cambian solos. Para tomarles fotos, pause y avance uno por uno.")
            self.body.addWidget(label(told, "soft", wrap=True))
            self.body.addWidget(label(_("Teclas: espacio y flechas."), "soft", wrap=True))
        self.body.addStretch(1)
        self.area.setFixedWidth(theme().px(TEXT_WIDTH_PX))
        self._outer.removeWidget(self.area)
        self._outer.insertLayout(1, row(self.area, self.view, spacing=14), 1)
        self._add_buttons()
        self.view.turned.connect(lambda _at: self._tell())
        self.view.paused.connect(lambda _on: self._tell())
        self._tell()
        self.fit(WIDTH_PX, HEIGHT_PX)
        self.view.setFocus()

    def _add_buttons(self) -> None:
        self.pause = button(" ", symbol="pause", then=self._on_pause)
        self.before = button(_("Anterior"), symbol="arrow-left", then=lambda: self.view.step(-1))
        self.after = button(_("Siguiente"), symbol="arrow-right", then=lambda: self.view.step(1))
        for place, each in enumerate((self.pause, self.before, self.after)):
            each.setAutoDefault(False)
            each.setVisible(len(self.view.parts) > 1)
            self.buttons.insertWidget(place, each)

    def _on_pause(self) -> None:
        self.view.pause(not self.view.by_hand)

    def _tell(self) -> None:
        parts = len(self.view.parts)
        told = _("Parte {number} de {parts}").format(number=self.view.at + 1, parts=parts)
        self.number.setText(told if parts > 1 else "")
        self.number.setVisible(parts > 1)
        word = _("Seguir") if self.view.by_hand else _("Pausar")
        self.pause.setText(f" {word}")
        self.pause.setAccessibleName(word)
