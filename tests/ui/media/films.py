"""A tiny film written by hand: motion JPEG in an AVI, each frame of one colour."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

WIDTH, HEIGHT, RATE = 64, 48, 10


def _part(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _list(name: bytes, data: bytes) -> bytes:
    return _part(b"LIST", name + data)


def _frame(number: int) -> bytes:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(number * 36 % 360, 255, 200))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def film(path: Path, seconds: float = 2.0) -> Path:
    """Frames at ten a second."""
    frames = [_frame(number) for number in range(round(seconds * RATE))]
    largest, count = max(map(len, frames)), len(frames)
    head = struct.pack(
        "<14I", 1_000_000 // RATE, largest * RATE, 0, 0x10, count, 0, 1, largest, WIDTH, HEIGHT,
        0, 0, 0, 0,
    )  # fmt: skip
    stream = struct.pack(
        "<4s4sIHHIIIIIIII4H", b"vids", b"MJPG", 0, 0, 0, 0, 1, RATE, 0, count, largest,
        0xFFFFFFFF, 0, 0, 0, WIDTH, HEIGHT,
    )  # fmt: skip
    shape = struct.pack(
        "<IiiHH4sIiiII", 40, WIDTH, HEIGHT, 1, 24, b"MJPG", WIDTH * HEIGHT * 3, 0, 0, 0, 0
    )
    streams = _list(b"strl", _part(b"strh", stream) + _part(b"strf", shape))
    index, place, data = b"", 4, b""
    for each in frames:
        index += struct.pack("<4sIII", b"00dc", 0x10, place, len(each))
        made = _part(b"00dc", each)
        data, place = data + made, place + len(made)
    body = _list(b"hdrl", _part(b"avih", head) + streams) + _list(b"movi", data)
    path.write_bytes(_part(b"RIFF", b"AVI " + body + _part(b"idx1", index)))
    return path
