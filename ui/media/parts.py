"""Qt's media part: loaded when first used, and what to say where it was not installed."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import PySide6

from desktop.services.refusals import Refusal
from desktop.trouble import Message, say

AV_LOG_QUIET = -8
"""Source: libavutil/log.h."""


class PartMissing(Refusal):
    """The program was installed without what plays this sort of material."""

    def __init__(self, what: Message) -> None:
        super().__init__(
            what,
            say("Pida a quien instaló Vereda la parte «media»; lo demás funciona sin ella."),
        )


FILMS = say("Este programa se instaló sin la parte que reproduce video y sonido.")
PAGES = say("Este programa se instaló sin la parte que muestra documentos PDF.")


def multimedia() -> Any:
    """PySide6.QtMultimedia. Raises: PartMissing."""
    try:
        return import_module("PySide6.QtMultimedia")
    except ImportError:
        raise PartMissing(FILMS) from None


def pdf() -> Any:
    """PySide6.QtPdf. Raises: PartMissing."""
    try:
        return import_module("PySide6.QtPdf")
    except ImportError:
        raise PartMissing(PAGES) from None


def hush() -> None:
    """Once a player is made: FFmpeg writes a film's title and comments to standard error.

    Systems keep that in a log. Qt has no switch for it; Qt's own messages say no title.
    """
    for library in _loaded():
        with suppress(OSError, AttributeError):
            ctypes.CDLL(library).av_log_set_level(AV_LOG_QUIET)


def _loaded() -> set[str]:
    """Where FFmpeg's common library was loaded from; nothing when Qt plays without FFmpeg."""
    maps = Path("/proc/self/maps")
    if maps.exists():
        lines = maps.read_text(encoding="utf-8", errors="replace").splitlines()
        return {line[line.index("/") :] for line in lines if "/libavutil" in line}
    folder = Path(PySide6.__file__).parent
    return {
        str(each) for each in (*folder.glob("avutil-*.dll"), *folder.glob("Qt/lib/libavutil.*"))
    }
