"""The bytes of an encrypted material as Qt reads a file: with seeking, in memory only."""

from __future__ import annotations

from PySide6.QtCore import QIODevice, QObject, Signal

from desktop.services.materials.store import Reader
from desktop.trouble import Trouble


class MaterialDevice(QIODevice):
    """Read by the player's own thread. Nothing follows an error.

    Signals:
        broke(): it could not be read; `problem` says why.
    """

    broke = Signal()

    def __init__(self, reader: Reader, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self.problem: Trouble | None = None
        # Rows of 1 MiB are kept by the reader: a second buffer would only copy them.
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def size(self) -> int:
        return self._reader.size

    def isSequential(self) -> bool:  # noqa: N802 (Qt's name)
        return False

    def atEnd(self) -> bool:  # noqa: N802
        # FFmpeg asks again and again for what cannot be read, but not behind the end.
        return self.problem is not None or super().atEnd()

    def readData(self, maxlen: int) -> bytes:  # noqa: N802
        try:
            return self._reader.read(self.pos(), maxlen)
        except Trouble as problem:
            if self.problem is None:
                self.problem = problem
                self.broke.emit()
            return b""

    def writeData(self, data: bytes, len: int) -> int:  # type: ignore[override] # noqa: N802
        return -1

    def end(self) -> None:
        self.close()
        self._reader.close()
