"""Codes of group work: meetings, attendance, leaving, calls, what happened."""

from __future__ import annotations

from enum import IntEnum


class AttendanceState(IntEnum):
    """How a person attended one session."""

    PRESENT = 1
    LATE = 2
    ABSENT = 3
    EXCUSED = 4
    LEFT_EARLY = 5
    SUSPENDED = 6
    NOT_ADMITTED = 7


CAME = (AttendanceState.PRESENT, AttendanceState.LATE, AttendanceState.LEFT_EARLY)
"""The states of somebody who took part. Who was not admitted did not."""


class Excuse(IntEnum):
    """Why an absence was excused."""

    ILLNESS = 1
    CARE = 2
    WORK = 3
    ROAD = 4
    HARVEST = 5
    BEREAVEMENT = 6
    SAFETY = 7
    ERRAND = 8
    OTHER = 9


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
    COMPLETED = 4


class LeaveReason(IntEnum):
    """Why a person left a group. UNKNOWN is nobody's fault; DIED stops every call and letter."""

    MOVED_AWAY = 1
    WORK = 2
    CARE = 3
    HEALTH = 4
    SAFETY = 5
    NOT_FOR_ME = 6
    TRANSPORT = 7
    REFERRED = 8
    TRANSFERRED = 9
    DISMISSED = 10
    ORDER_ENDED = 11
    DIED = 12
    UNKNOWN = 13
    OTHER = 14


class Evaluation(IntEnum):
    """What became of somebody's final evaluation."""

    PENDING = 1
    DONE = 2
    DECLINED = 3


class Intake(IntEnum):
    """Whether people may join a group that has begun."""

    OPEN = 0
    CLOSED = 1


class CourseState(IntEnum):
    """A course is drafted, offered to groups, and one day offered no more."""

    DRAFT = 0
    READY = 1
    RETIRED = 2


class MediaSort(IntEnum):
    """What a material is."""

    VIDEO = 1
    SOUND = 2
    IMAGE = 3
    PDF = 4
    SUBTITLES = 5


class Relation(IntEnum):
    """How a material belongs to another."""

    LANGUAGE_VARIANT = 1
    SUBTITLES = 2


class WordsSort(IntEnum):
    """What a person said for herself or himself."""

    COMMITMENT = 1
    STRATEGY = 2


class ViolenceForm(IntEnum):
    """Forms of violence that a person can name.

    Source: Ley General de Acceso de las Mujeres a una Vida Libre de Violencia, article 6
    (psychological, physical, patrimonial, economic, sexual, through others) and 20 Quáter
    (digital). CONTROL is ours: isolation and watching, as groups speak of it.
    """

    PSYCHOLOGICAL = 1
    PHYSICAL = 2
    PATRIMONIAL = 3
    ECONOMIC = 4
    SEXUAL = 5
    THROUGH_OTHERS = 6
    DIGITAL = 7
    CONTROL = 8


class IncidentSort(IntEnum):
    """What can happen at a meeting and asks for somebody."""

    NOT_ADMITTED = 1
    PARTNER_OUTSIDE = 2
    CHILD_DISCLOSURE = 3
    THREAT_TO_STAFF = 4
    LOST_PAPERS = 5
    HEALTH = 6
    OTHER = 9


class WayHome(IntEnum):
    """Whether somebody who was not admitted got home safely."""

    ACCEPTED = 1
    DECLINED = 2
    NOT_POSSIBLE = 3


class CallOutcome(IntEnum):
    """What came of looking for somebody.

    SOMEBODY_ELSE stops every further attempt; so do NOT_SAFE and ASKED_NOT_TO.
    """

    COMES = 1
    AWAY = 2
    LEAVES = 3
    NO_ANSWER = 4
    SOMEBODY_ELSE = 5
    NOT_SAFE = 6
    WRONG_NUMBER = 7
    MET = 8
    NO_CONTACT = 9
    ASKED_NOT_TO = 10


STOPS_CALLS = (CallOutcome.SOMEBODY_ELSE, CallOutcome.NOT_SAFE, CallOutcome.ASKED_NOT_TO)


class AllowanceFor(IntEnum):
    """What money given at a meeting was for."""

    TRANSPORT = 1
    FOOD = 2
    BOTH = 3


class HandoverState(IntEnum):
    """A handover is open until the receiver accepted every point."""

    OPEN = 0
    ACCEPTED = 1
    WITHDRAWN = 2


class HandoverSort(IntEnum):
    """What is handed over, in order of danger. OTHER: what the giver wants to be known."""

    CALL = 1
    INCIDENT = 2
    PLAN = 3
    REFERRAL = 4
    ORDER = 5
    WORRY = 6
    DATE = 7
    OTHER = 9


class OrderState(IntEnum):
    """A court order is open until somebody closes it; what it requires is computed."""

    OPEN = 0
    CLOSED = 1
