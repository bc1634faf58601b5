"""Codes of what both streams know: the streams, services, notices, settings."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Stream(StrEnum):
    """Which vault a record lives in. Women's and men's never meet."""

    WOMEN = "women"
    MEN = "men"
    SHARED = "shared"


class DayOffSort(IntEnum):
    """Why a place does not meet on a day."""

    HOLIDAY = 1
    FEAST = 2
    HARVEST = 3
    ROAD = 4
    OTHER = 9


class ServiceSort(IntEnum):
    """What a service of the directory does."""

    SHELTER = 1
    JUSTICE_CENTRE = 2
    HEALTH = 3
    PSYCHOTHERAPY = 4
    LEGAL = 5
    POLICE = 6
    CIVIL_SOCIETY = 7
    CHILDREN = 8
    ECONOMIC = 9
    INTERPRETER = 10
    EMERGENCY_LINE = 11
    OTHER = 12


class NoticeSort(IntEnum):
    """Why somebody writes across the wall."""

    DANGER = 1
    STARTS = 2
    TURNED_AWAY = 3
    SUSPENDED = 4
    MISSED_TWO = 5
    LEAVES = 6
    OTHER = 9


class NoticeUrgency(IntEnum):
    """How soon its writer thinks that somebody must read it."""

    TODAY = 1
    THIS_WEEK = 2
    TO_KNOW = 3


class NoticeContact(IntEnum):
    """What the receiving team decided about looking for somebody.

    NOBODY stands for all that leads nowhere: nothing tells the writer which it was.
    """

    SAFE = 1
    NOT_SAFE = 2
    UNCLEAR = 3
    NOBODY = 4


class NoticeAnswer(IntEnum):
    """What came of looking for her. REFUSED is her right, and nobody asks again."""

    ACCEPTED = 1
    REFUSED = 2
    NOT_REACHED = 3


class NoticeOffer(IntEnum):
    """What she was offered when the team spoke with her."""

    SOMEBODY_TO_TALK_TO = 1
    GROUP = 2
    SAFETY_PLAN = 3
    SHELTER = 4
    HEALTH = 5
    PSYCHOTHERAPY = 6
    LEGAL = 7
    PROTECTION_ORDER = 8
    CHILDREN = 9
    EMERGENCY_NUMBERS = 10


class SettingNumber(IntEnum):
    """Choices of the programme, each kept in the vault that it is about."""

    EARLY_WARNING = 1
    LETTERHEAD = 2
    COMPLETION_RULE = 3
    DUTY_CONTACT = 4
    NOTICE_HOURS = 5
    CERTIFICATE = 6
    ELIGIBILITY = 7
    RETENTION = 8
    ASK_CURP = 9
    RIGHTS_TERM = 10


COURSE_SESSIONS = {Stream.WOMEN: 25, Stream.MEN: 24}
"""Sessions of the pilot's course by stream. Source: INSP pilot, 2008 to 2011."""

SESSION_MINUTES = 150
"""Length of one meeting, 2 1/2 hours. Source: the same."""
