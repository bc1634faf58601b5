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


class DayOffSort(IntEnum):
    """Why a place does not meet on a day."""

    HOLIDAY = 1
    FEAST = 2
    HARVEST = 3
    ROAD = 4
    OTHER = 9


class OrderState(IntEnum):
    """A court order is open until somebody closes it; what it requires is computed."""

    OPEN = 0
    CLOSED = 1


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


class SettingNumber(IntEnum):
    """Choices of the programme, each kept in the vault that it is about."""

    EARLY_WARNING = 1
    LETTERHEAD = 2
    COMPLETION_RULE = 3
    DUTY_CONTACT = 4
    NOTICE_HOURS = 5
    CERTIFICATE = 6


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
