"""A copy made or checked by a keyless process beside the window, so that nothing waits for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from desktop.host.own import own_command

KILLED_AFTER_MS = 3000
"""A process that was asked to stop and hangs on a dead stick."""


class Copying(QObject):
    """One run of the copier. Once its process is gone, one of `made`, `whole`, `failed` is sent.

    Signals:
        moved(object, object): bytes done and in all.
        made(Path): a copy, read back and checked.
        whole(dict): a copy that was checked: counter, at_ms, accounts.
        failed(Trouble): and nothing is left behind.
    """

    moved = Signal(object, object)
    made = Signal(object)
    whole = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, sign: Callable[[bytes], bytes] | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._answer: tuple[Any, object] | None = None
        self._read = b""
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_over)
        self._process.errorOccurred.connect(self._on_error)

    def copy(self, folder: Path, target: Path, first_words: dict[str, Any]) -> None:
        """Copy the data folder into a folder of a stick."""
        self._start(folder, str(target))
        self._say(first_words)

    def check(self, folder: Path, file: Path) -> None:
        """Read a copy to its end."""
        from desktop.backup.beside import VERIFY

        self._start(folder, VERIFY, str(file))

    def cancel(self) -> None:
        """It removes what it began and answers `failed`; so it does when this window ends."""
        self._process.closeWriteChannel()
        QTimer.singleShot(KILLED_AFTER_MS, self._process, self._process.kill)

    def _start(self, folder: Path, target: str, file: str = "") -> None:
        from desktop.backup.beside import arguments

        program, *before = own_command("desktop.launcher")
        self._process.start(program, [*before, *arguments(folder, target, file)])

    def _say(self, words: dict[str, Any]) -> None:
        self._process.write(json.dumps(words).encode() + b"\n")

    def _on_output(self) -> None:
        self._read += bytes(self._process.readAllStandardOutput().data())
        *lines, self._read = self._read.split(b"\n")
        for line in lines:
            self._on_line(json.loads(line))

    def _on_line(self, told: dict[str, Any]) -> None:
        match told["do"]:
            case "progress":
                self.moved.emit(told["done"], told["of"])
            case "sign" if self._sign is not None:
                self._say({"signature": self._sign(bytes.fromhex(told["data"])).hex()})
            case "made":
                self._answer = (self.made, Path(told["file"]))
            case "whole":
                self._answer = (self.whole, told)
            case "trouble":
                from desktop.backup.beside import Retold

                self._answer = (self.failed, Retold(told))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._on_over()

    def _on_over(self) -> None:
        self._on_output()
        if self._answer is None:
            from desktop.backup.beside import CopierFailed

            self._answer = (self.failed, CopierFailed())
        signal, value = self._answer
        signal.emit(value)
