"""Where everything lies on a row of the list: what is painted there and what a tap there hits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from desktop.programme.vocabulary import AttendanceState
from ui.roll.words import ON_THE_ROW
from ui.theme import theme

ROW_PX = 54
SEGMENT_PX = 116
SEGMENT_LEAST_PX = 44
SEGMENT_WORD_PX = 100
"""Narrower segments show the letter of the key instead of the word: who it is comes first."""
MORE_PX = 108
WHO_PX = 170
NOTE_PX = 44
COMPACT_BELOW_PX = 460
"""A narrower list, beside something else, has no avatar and letters without icons."""
COMPACT_SEGMENT_PX = 36


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """The boxes of one row, in the coordinates of its view.

    Attributes:
        who: what is left for the person.
        segments: the four tap targets, left to right.
        more: the small fifth one, which opens the other states.
        note: the pencil.
        words: the boxes are wide enough for words.
        compact: see `COMPACT_BELOW_PX`.
    """

    who: QRect
    segments: tuple[tuple[AttendanceState, QRect], ...]
    more: QRect
    note: QRect
    words: bool
    compact: bool


def row_places(rect: QRect) -> RowPlaces:
    px = theme().px
    compact = rect.width() < px(COMPACT_BELOW_PX)
    note = px(COMPACT_SEGMENT_PX if compact else NOTE_PX)
    edge, gap = (px(2), px(4)) if compact else (px(6), px(10))
    count = len(ON_THE_ROW)
    if compact:
        wide = px(COMPACT_SEGMENT_PX)
    else:
        room = rect.width() - px(WHO_PX) - note - edge - gap
        wide = min(px(SEGMENT_PX), max(px(SEGMENT_LEAST_PX), room // (count + 1)))
    more = min(wide, px(MORE_PX))
    height = max(px(40), rect.height() - px(14))
    top = rect.top() + (rect.height() - height) // 2
    left = rect.right() - edge - note - gap - more - count * wide
    start = rect.left() + px(10 if compact else 14)
    return RowPlaces(
        who=QRect(start, rect.top(), left - px(8 if compact else 12) - start, rect.height()),
        segments=tuple(
            (state, QRect(left + at * wide, top, wide, height))
            for at, state in enumerate(ON_THE_ROW)
        ),
        more=QRect(left + count * wide, top, more, height),
        note=QRect(rect.right() - note - edge, rect.center().y() - note // 2, note, note),
        words=wide >= px(SEGMENT_WORD_PX),
        compact=compact,
    )
