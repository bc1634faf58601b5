"""A few materials on a laptop, one of them missing: for pictures and for walking the library."""

from __future__ import annotations

import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from desktop.programme.vocabulary import Relation
from desktop.services.entrance import Desk
from desktop.services.materials import catalogue
from desktop.services.materials.copying import copy_in, identified
from desktop.services.materials.entry import Entry, look
from desktop.services.materials.store import store_of

SRT = "1\n00:00:00,000 --> 00:00:02,000\nHola\n"


def bring(desk: Desk, folder: Path) -> None:
    """Again, it changes nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        entries = []
        for entry, missing in _entries(Path(scratch)):
            named = identified(entry, lambda _n: None, lambda: False)
            entries.append(named)
            if not missing:
                copy_in(store_of(desk, folder), named, lambda _n: None, lambda: False)
        catalogue.note(desk, entries)


def _entries(folder: Path) -> Iterator[tuple[Entry, bool]]:
    main = _sound(folder / "1.wav", 40)
    yield look(Entry(path=main, title="Canción para empezar", language="es")), False
    other = _sound(folder / "2.wav", 41)
    yield (
        look(
            Entry(
                path=other,
                title="Nekuikatl",
                language="nah",
                main=main,
                relation=Relation.LANGUAGE_VARIANT,
            )
        ),
        False,
    )
    words = folder / "3.srt"
    words.write_text(SRT, encoding="utf-8")
    yield (
        look(
            Entry(
                path=words,
                title="Canción para empezar",
                language="es",
                main=main,
                relation=Relation.SUBTITLES,
            )
        ),
        True,
    )
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(QColor("#8aa79a"))
    picture.save(str(folder / "4.png"))
    yield look(Entry(path=folder / "4.png", title="El círculo de confianza")), False
    missing = _sound(folder / "5.wav", 42)
    yield look(Entry(path=missing, title="Respirar despacio", language="es")), True


def _sound(path: Path, seconds: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16000 * seconds))
    return path
