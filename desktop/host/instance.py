"""One Vereda at a time on a data folder: a lock that dies with the process that holds it.

The lock lies in the folder itself, so it also keeps out another session or
another laptop that shares the folder. Standard library only.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from types import TracebackType

from desktop.host.files import FILE_MODE, make_private
from desktop.trouble import Exit, Trouble, say

LOCK_NAME = "lock"
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class AlreadyOpen(Trouble):
    """Another process works on this data folder."""

    exit_status = Exit.ALREADY_OPEN

    def __init__(self) -> None:
        super().__init__(
            happened=say("Vereda ya está abierta con estos datos."),
            safe=say("Lo guardado sigue guardado; aquí no se abrió nada."),
            next_step=say(
                "Busque su ventana en esta computadora. "
                "Si la abrió otra persona en otra sesión, pídale que la cierre."
            ),
        )


class FolderClosed(Trouble):
    """The data folder cannot be made or written: read-only, or somebody else's."""

    exit_status = Exit.READ_ONLY

    def __init__(self) -> None:
        super().__init__(
            happened=say("Vereda no puede escribir en su carpeta de datos."),
            safe=say("No se cambió nada de lo que ya está guardado."),
            next_step=say(
                "Revise que el disco o la memoria no esté protegida contra escritura, "
                "o elija otra carpeta con --data."
            ),
        )


class FolderFull(Trouble):
    """There is no room for a file of no bytes."""

    exit_status = Exit.NO_SPACE

    def __init__(self) -> None:
        super().__init__(
            happened=say("El disco está lleno."),
            safe=say("Lo guardado sigue guardado."),
            next_step=say("Libere espacio en el disco y abra Vereda otra vez."),
        )


class InstanceLock:
    """The right to be the only Vereda on `folder`.

    Hold it as a context manager, or by `acquire` and `release`. The system
    releases it when the process dies, however it dies. Programs started by this
    process do not inherit it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK_NAME
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock, making the folder when it is not there.

        Raises: AlreadyOpen, FolderClosed, FolderFull. Never waits.
        """
        if self._descriptor is not None:
            return
        try:
            make_private(self.path.parent)
            descriptor = os.open(self.path, _flags(), FILE_MODE)
        except OSError as error:
            raise _trouble(error) from error
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise (AlreadyOpen() if error.errno in _TAKEN else _trouble(error)) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Let another process have it. The empty file stays: removing it would race."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> InstanceLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _flags() -> int:
    # A planted link must not make us open a file elsewhere; Windows has no such flag.
    return os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


def _trouble(error: OSError) -> Trouble:
    return FolderFull() if error.errno in _FULL else FolderClosed()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
