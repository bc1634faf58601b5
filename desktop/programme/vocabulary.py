"""The words of the field as codes. Numbers are stored and travel: never reuse one."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Stream(StrEnum):
    """Which vault a record lives in. Women's and men's never meet."""

    WOMEN = "women"
    MEN = "men"
    SHARED = "shared"


class AttendanceState(IntEnum):
    """How a person attended one session."""

    PRESENT = 1
    LATE = 2
    ABSENT = 3
    EXCUSED = 4


class SessionState(IntEnum):
    """What became of a planned session. HELD is set by ending today's meeting."""

    PLANNED = 0
    HELD = 1
    SKIPPED = 2


class SkipReason(IntEnum):
    """Why a session was skipped. None of them counts against a person."""

    HOLIDAY = 1
    HARVEST = 2
    ROAD = 3
    PLACE = 4
    FACILITATOR = 5
    SAFETY = 6
    OTHER = 9


class EnrolmentState(IntEnum):
    """Where a person stands in a group."""

    ACTIVE = 1
    PAUSED = 2
    LEFT = 3


class Reason(IntEnum):
    """Reason for attending, the pilot's codes; more than one allowed, one main.

    Source: the pilot's report of January 2011 (see docs/field.md): women name
    1, 2, 4; men name 1, 3, 5, 6. OTHER and UNSAID are ours.
    """

    FAMILY_RELATIONS = 1
    LEAVE_VIOLENT_RELATIONSHIP = 2
    STOP_USING_VIOLENCE = 3
    SOMEONE_TO_TALK_TO = 4
    REESTABLISH_RELATIONSHIP = 5
    MANDATED = 6
    OTHER = 8
    UNSAID = 9


COURSE_SESSIONS = {Stream.WOMEN: 25, Stream.MEN: 24}
"""Sessions of the pilot's course by stream. Source: INSP pilot, 2008 to 2011."""

SESSION_MINUTES = 150
"""Length of one meeting, 2 1/2 hours. Source: the same."""
