"""Read a file from QR codes: photos of the other screen, or this computer's camera."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from sync.client.qr_parts import Gathering
from ui.qr.camera import Camera, NoCamera, look
from ui.qr.pictures import ENDINGS, NoPicture, codes_in_file
from ui.qr.preview import Preview
from ui.qr.progress import Notes, parts_here, parts_missing
from ui.tasks import Tasks, Then
from ui.widgets.dialog import Dialog
from ui.widgets.files import open_files
from ui.widgets.parts import button, column, label, row
from ui.widgets.trouble import sentences

WIDTH_PX, HEIGHT_PX = 760, 520


class ReadQrDialog(Dialog):
    """Stays open until all parts are here. Parts that were read stay, whichever way they came.

    Attributes:
        found: the file's bytes, once accepted.
        camera: the way in for frames.
    """

    def __init__(self, parent: QWidget, title: str, hint: str, wanted: bytes, other: str) -> None:
        """`wanted` is what the file begins with; `other` is said of a file that does not."""
        super().__init__(parent, title, _("Elegir fotos"), "image")
        self.found = b""
        self._wanted, self._other = wanted, other
        self._gathering, self._notes = Gathering(), Notes()
        self._photos: list[Path] = []
        self._eyes = Tasks(self)
        self.camera = Camera(self)
        self.camera.seen.connect(self._on_frame)
        self.camera.failed.connect(self._on_no_camera)
        self.use_camera = button(" ", symbol="camera", then=self._on_use_camera)
        self.use_camera.setAutoDefault(False)
        self.buttons.insertWidget(0, self.use_camera)
        self.here = label("", "section", wrap=True)
        self.missing = label("", "soft", wrap=True)
        self.note = label("", "soft", wrap=True)
        self.preview = Preview()
        self.preview.hide()
        after = _("Después borre las fotos, también de la memoria o del teléfono.")
        words = column(
            label(hint, wrap=True),
            label(after, "soft", wrap=True),
            self.missing,
            self.note,
            None,
            spacing=10,
        )
        line = row(spacing=14)
        line.addLayout(words, 1)
        line.addWidget(self.preview, 1)
        self.body.addLayout(line, 1)
        self._outer.insertWidget(1, self.here)  # above what scrolls: it is what one looks for
        self._tell()
        self.fit(WIDTH_PX, HEIGHT_PX)
        self.primary.setFocus()

    # --- photos -----------------------------------------------------------------

    def on_primary(self) -> None:
        """Choose photos; they are looked at one by one."""
        chosen = open_files(self, _("Elegir fotos"), _("Fotos"), ENDINGS)
        if chosen:
            self.complain("")
            self._notes = Notes()
            self._photos = chosen
            self._next_photo()

    def _next_photo(self) -> None:
        self._tell()
        if self._photos:
            self._look(codes_in_file, self._photos.pop(0), then=self._on_photo)
        else:
            self._settle()

    def _on_photo(self, codes: list[bytes]) -> None:
        if not codes:
            self._notes.empty += 1
        self._take(codes)
        self._next_photo()

    # --- camera -----------------------------------------------------------------

    def _on_use_camera(self) -> None:
        if self.camera.on:
            self._turn_off()
            return
        self.complain("")
        self._notes = Notes()
        try:
            self.camera.start()
        except NoCamera as why:
            self._on_no_camera(why)
        else:
            self.preview.show()
        self._tell()

    def _on_frame(self, frame: Any) -> None:
        # What comes while one is looked at goes by: the next one shows the same.
        if not self._eyes.busy and not self._eyes.over:
            # In this thread: Qt may ask the graphics card, which is not for every thread.
            self._look(look, frame.toImage(), then=self._on_looked)

    def _on_looked(self, seen: tuple[QImage, list[bytes]]) -> None:
        image, codes = seen
        if self.preview.isVisible():
            self.preview.tell(image)
        self._take(codes)
        self._tell()
        if self._gathering.whole and not self._photos:
            self._settle()

    def _on_no_camera(self, why: NoCamera) -> None:
        self._turn_off()
        happened, _safe, next_step = sentences(why)
        self.complain(f"{happened} {next_step}")
        self.primary.setFocus()

    def _turn_off(self) -> None:
        self.camera.stop()
        self.preview.hide()
        self.preview.forget()
        self._tell()

    # --- what was read ------------------------------------------------------------

    def _look(self, call: Callable[..., object], at: object, then: Then) -> None:
        """In a thread of its own: neither the window nor the database waits for a picture."""
        self._eyes.run(call, at, then=then, failed=self._failed)

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, NoPicture):
            self._notes.unreadable += 1
            self._next_photo()
        else:
            self._photos = []
            self._turn_off()
            self.complain(" ".join(sentences(problem)))

    def _take(self, codes: list[bytes]) -> None:
        for code in codes:
            self._notes.add(self._gathering.take(code))

    def _settle(self) -> None:
        """All that was at hand has been looked at: is the file here?"""
        whole = [data for data in self._gathering.whole if data.startswith(self._wanted)]
        if len(whole) == 1:
            self.found = whole[0]
            self.accept()
            return
        if whole:
            self.complain(_("Hay dos archivos distintos. Elija sólo las fotos de uno."))
        elif self._gathering.whole:
            self.complain(self._other)
        if self._gathering.whole:
            self._gathering = Gathering()
            self._turn_off()
        self.primary.setFocus()

    def _tell(self) -> None:
        progress = self._gathering.progress
        self.here.setText(parts_here(progress))
        self.missing.setText(parts_missing(progress))
        self.note.setText(self._notes.words(self._gathering.mixed))
        self.primary.setEnabled(not self._photos)
        word = _("Apagar la cámara") if self.camera.on else _("Usar la cámara")
        self.use_camera.setText(f" {word}")
        self.use_camera.setAccessibleName(word)
        for each in (self.here, self.missing, self.note):
            each.setVisible(bool(each.text()))

    # --- the end --------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        """Covered or closed: the camera does not look any more."""
        super().hideEvent(event)
        self._turn_off()

    def done(self, result: int) -> None:
        self._photos = []
        super().done(result)
        self._eyes.finish()
