"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.programme.vocabulary import MediaSort

HEAD_BYTES = 4096
"""As much of a file as `sniff` wants to see."""

_TIMES = re.compile(r"\A\s*(?:\d+[ \t]*\n)?\s*\d{2,}:\d\d:\d\d[,.]\d{3}[ \t]+-->", re.ASCII)


@dataclass(frozen=True)
class Format:
    """A kind of file. `suffix` is without its dot."""

    sort: MediaSort
    suffix: str


MP4 = Format(MediaSort.VIDEO, "mp4")
WEBM = Format(MediaSort.VIDEO, "webm")
AVI = Format(MediaSort.VIDEO, "avi")
OGV = Format(MediaSort.VIDEO, "ogv")
M4A = Format(MediaSort.SOUND, "m4a")
MP3 = Format(MediaSort.SOUND, "mp3")
WAV = Format(MediaSort.SOUND, "wav")
OGG = Format(MediaSort.SOUND, "ogg")
FLAC = Format(MediaSort.SOUND, "flac")
PNG = Format(MediaSort.IMAGE, "png")
JPEG = Format(MediaSort.IMAGE, "jpg")
PDF = Format(MediaSort.PDF, "pdf")
SRT = Format(MediaSort.SUBTITLES, "srt")
VTT = Format(MediaSort.SUBTITLES, "vtt")

SUFFIXES = frozenset(
    each.suffix
    for each in (MP4, WEBM, AVI, OGV, M4A, MP3, WAV, OGG, FLAC, PNG, JPEG, PDF, SRT, VTT)
)
"""A record may name any: only these become the end of a file's name."""

_STARTS: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"%PDF-", PDF),
    (b"\x1aE\xdf\xa3", WEBM),
    (b"fLaC", FLAC),
    (b"ID3", MP3),
)
_RIFF = {b"WAVE": WAV, b"AVI ": AVI}
_STILL = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1")
"""Pictures that call themselves MP4; Qt does not read them everywhere."""


def sniff(head: bytes) -> Format | None:
    """The kind of a file that begins so; None for one that is not played here."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return None if brand in _STILL else M4A if brand in (b"M4A ", b"M4B ") else MP4
    if head[:4] == b"OggS":
        return OGV if b"\x80theora" in head[:HEAD_BYTES] else OGG
    # Frame sync of MPEG audio: eleven bits, then a version and a layer that exist.
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06:
        return MP3 if head[1] & 0x18 != 0x08 and head[2] & 0xF0 != 0xF0 else None
    return _subtitles(head)


def _subtitles(head: bytes) -> Format | None:
    try:
        # The last character may be cut in two.
        text = head[:HEAD_BYTES].decode("utf-8-sig", errors="strict")
    except UnicodeDecodeError as exc:
        if exc.start < len(head) - 3:
            return None
        text = head[: exc.start].decode("utf-8-sig")
    if re.match(r"WEBVTT(?:[ \t\r\n]|\Z)", text):
        return VTT
    return SRT if _TIMES.match(text.replace("\r\n", "\n")) else None
