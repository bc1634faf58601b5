"""A stick with real materials: a sound, a picture, a PDF and subtitles."""

from __future__ import annotations

import hashlib
import struct
import wave
import zlib
from pathlib import Path

import pytest

SRT = "1\n00:00:00,000 --> 00:00:02,500\nHola\n\n2\n00:00:02,500 --> 00:00:04,000\nAdiós\n"


def sound(path: Path, seconds: float = 1.0) -> Path:
    """Silence, as WAV, 8 kHz."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(round(16000 * seconds)))
    return path


def picture(path: Path, width: int = 8, height: int = 6) -> Path:
    """A grey PNG."""

    def part(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x90" * width for _ in range(height)))
    data = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
    path.write_bytes(data)
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A folder with a list, as another team would hand it over."""
    folder = tmp_path / "stick" / "materiales"
    folder.mkdir(parents=True)
    sound(folder / "01.wav", 200)
    sound(folder / "02.wav", 2)
    picture(folder / "03.png")
    (folder / "04.srt").write_text(SRT, encoding="utf-8")
    (folder / "materials.yaml").write_text(
        f"""format: 1
---
file: 01.wav
title: El camino de regreso
language: es
sort: sound
sha256: {sha256(folder / "01.wav")}
credit: Equipo de prueba
---
file: 02.wav
title: Ohtli
language: nah
variant_of: 01.wav
---
file: 03.png
title: El círculo
---
file: 04.srt
language: es
subtitles_of: 01.wav
""",
        encoding="utf-8",
    )
    return folder
