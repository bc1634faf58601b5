"""Subtitles of SRT and WebVTT files: what to show at which moment, and no markup.

Strict: a file with a wrong time is refused with its line when it is copied, rather than
being silent in front of the group. WebVTT: https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from desktop.services.materials.troubles import SubtitlesUnreadable

FILE_MAX_BYTES = 1 << 20
CUES_MAX = 20_000

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)[,.](\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?", re.ASCII)
_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,50}\}")
_NOT_SHOWN = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True)
class Cue:
    """Words and when they are shown, in milliseconds from the start."""

    start_ms: int
    end_ms: int
    text: str


def parse(data: bytes) -> tuple[Cue, ...]:
    """The cues by their start. Raises: SubtitlesUnreadable."""
    if len(data) > FILE_MAX_BYTES:
        raise SubtitlesUnreadable(1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise SubtitlesUnreadable(data[: exc.start].count(b"\n") + 1) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    webvtt = lines[0] == "WEBVTT" or lines[0].startswith(("WEBVTT ", "WEBVTT\t"))
    cues = []
    for number, block in _blocks(lines):
        if webvtt and (number == 1 or block[0].split(" ")[0] in _NOT_SHOWN):
            continue
        cues.append(_cue(number, block, webvtt))
        if len(cues) > CUES_MAX:
            raise SubtitlesUnreadable(number)
    if not cues:
        raise SubtitlesUnreadable(len(lines))
    return tuple(sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)))


def shown_at(cues: Sequence[Cue], ms: int) -> str:
    """What stands on screen at a moment; those that overlap one below the other."""
    begun = bisect_right(cues, ms, key=lambda cue: cue.start_ms)
    # Few cues overlap: those that began long ago have ended.
    return "\n".join(cue.text for cue in cues[max(begun - 8, 0) : begun] if ms < cue.end_ms)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between empty ones, with the number of their first."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(number: int, block: list[str], webvtt: bool) -> Cue:
    """A cue: a number or name, which may be missing, the times, and one line or more."""
    if "-->" not in block[0]:
        number, block = number + 1, block[1:]
    found = _TIMES.fullmatch(block[0].strip()) if block else None
    if found is None:
        raise SubtitlesUnreadable(number)
    start, end = _ms(*found.groups()[:4]), _ms(*found.groups()[4:])
    if end <= start:
        raise SubtitlesUnreadable(number)
    if any("-->" in line for line in block[1:]):
        raise SubtitlesUnreadable(number + 1)  # the empty line between two cues is missing
    words = _MARKUP.sub("", "\n".join(line.strip() for line in block[1:]))
    return Cue(start, end, unescape(words) if webvtt else words)


def _ms(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)
