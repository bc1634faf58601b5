"""One film or sound that is being played, and orders to it that never wait for each other."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import Q_ARG, QCoreApplication, QEvent, QMetaObject, QObject, Qt, Signal

from desktop.services.materials.store import Reader
from ui.media import parts
from ui.media.device import MaterialDevice

_QUEUED = Qt.ConnectionType.QueuedConnection


class Tape(QObject):
    """From the start, until `end`.

    Orders go through the event loop. A call from Python holds its lock, the player waits
    for its reading thread, and that thread needs the lock to read: both would stand still.

    Signals:
        moved(qlonglong), lasts(qlonglong): position and length, milliseconds.
        turned(): it began or ceased to play.
        loaded(): it can be sought in.
        broken(object): it cannot go on; a Trouble, or None when Qt does not play it.
    """

    moved = Signal("qlonglong")  # type: ignore[arg-type]
    lasts = Signal("qlonglong")  # type: ignore[arg-type]
    turned = Signal()
    loaded = Signal()
    broken = Signal(object)

    def __init__(self, media: Any, reader: Reader, sound: Any, sink: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._kinds = media.QMediaPlayer
        self.player = media.QMediaPlayer(self)
        parts.hush()
        self.device = MaterialDevice(reader, self)
        self.player.setAudioOutput(sound)
        self.player.setVideoSink(sink)
        self.player.positionChanged.connect(self.moved)
        self.player.durationChanged.connect(self.lasts)
        self.player.playbackStateChanged.connect(self.turned)
        # Queued: who hears that it is broken ends it, which must not happen inside its own call.
        self.player.errorOccurred.connect(self._on_error, _QUEUED)
        self.player.mediaStatusChanged.connect(self._on_status, _QUEUED)
        self.device.broke.connect(self._on_error, _QUEUED)
        self.player.setSourceDevice(self.device)
        self._order("play")

    @property
    def playing(self) -> bool:
        return bool(self.player.playbackState() == self._kinds.PlaybackState.PlayingState)

    @property
    def at_ms(self) -> int:
        return int(self.player.position())

    @property
    def length_ms(self) -> int:
        return int(self.player.duration())

    def play(self) -> None:
        self._order("play")

    def pause(self) -> None:
        self._order("pause")

    def seek(self, ms: int) -> None:
        self._order("setPosition", Q_ARG("qlonglong", ms))

    def end(self) -> None:
        """Silent and gone when it returns; nothing is told any more."""
        self.blockSignals(True)
        self._order("stop")
        self._now()
        shiboken6.delete(self.player)
        self.device.end()
        self.deleteLater()

    def _order(self, name: str, *given: Any) -> None:
        QMetaObject.invokeMethod(self.player, name, _QUEUED, *given)  # type: ignore[call-overload]

    def _now(self) -> None:
        """Do what was ordered, without Python's lock."""
        QCoreApplication.sendPostedEvents(self.player, QEvent.Type.MetaCall.value)

    def _on_status(self, status: Any) -> None:
        if status == self._kinds.MediaStatus.InvalidMedia:
            self.broken.emit(self.device.problem)
        elif status in (self._kinds.MediaStatus.LoadedMedia, self._kinds.MediaStatus.BufferedMedia):
            self.loaded.emit()

    def _on_error(self, *_why: Any) -> None:
        self.broken.emit(self.device.problem)
