"""The laptop's camera, where Qt's media part is installed and a camera is there.

Its images live in memory alone, one at a time; none is written anywhere.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from desktop.services.refusals import Refusal
from desktop.trouble import Message, say
from ui.qr.pictures import codes_in

FRAME_SIDE_MAX_PX = 1280


class NoCamera(Refusal):
    """Reading by camera is not possible here, and why. The other ways are."""

    def __init__(self, why: Message) -> None:
        super().__init__(
            why, say("Elija fotos de los códigos, o traiga el archivo en una memoria.")
        )


NOT_INSTALLED = say("Este programa se instaló sin la parte que usa la cámara.")
NONE_THERE = say("Esta computadora no tiene cámara, o está apagada.")
NO_ANSWER = say("La cámara no responde; quizá la usa otro programa.")


class Camera(QObject):
    """On from `start` to `stop`.

    Signals:
        seen(QVideoFrame): the next frame.
        failed(NoCamera): it went away, or never answered; it is off.
    """

    seen = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Any, ...] = ()

    @property
    def on(self) -> bool:
        return bool(self._parts)

    def start(self) -> None:
        """Take the system's own choice of camera. Raises: NoCamera."""
        try:
            from PySide6.QtMultimedia import (
                QCamera,
                QMediaCaptureSession,
                QMediaDevices,
                QVideoSink,
            )
        except ImportError:
            raise NoCamera(NOT_INSTALLED) from None
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            raise NoCamera(NONE_THERE)
        camera, session, sink = QCamera(device, self), QMediaCaptureSession(self), QVideoSink(self)
        session.setCamera(camera)
        session.setVideoSink(sink)
        camera.errorOccurred.connect(lambda *_why: self._on_error())
        sink.videoFrameChanged.connect(self._on_frame)
        self._parts = (camera, session, sink)
        camera.start()

    def stop(self) -> None:
        if self._parts:
            camera, session, sink = self._parts
            self._parts = ()
            sink.videoFrameChanged.disconnect(self._on_frame)
            camera.stop()
            session.setVideoSink(None)
            session.setCamera(None)
            for part in (camera, session, sink):
                part.deleteLater()  # not here: the camera's own complaint may lead here

    def _on_frame(self, frame: Any) -> None:
        # What was on its way when it was switched off.
        if self.on:
            self.seen.emit(frame)

    def _on_error(self) -> None:
        if self.on:
            self.stop()
            self.failed.emit(NoCamera(NO_ANSWER))


def look(image: QImage) -> tuple[QImage, list[bytes]]:
    """An image of the camera, no larger than needed, and what the codes in it hold."""
    if image.isNull():
        return image, []
    if max(image.width(), image.height()) > FRAME_SIDE_MAX_PX:
        side = QSize(FRAME_SIDE_MAX_PX, FRAME_SIDE_MAX_PX)
        image = image.scaled(side, Qt.AspectRatioMode.KeepAspectRatio)
    return image, codes_in(image)
