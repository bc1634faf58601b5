"""Codes of a person's way in and of what keeps her or him safe."""

from __future__ import annotations

from enum import IntEnum


class Answer(IntEnum):
    """An answer in an interview. UNSAID: does not know, or would rather not say."""

    YES = 1
    NO = 2
    UNSAID = 3


class Purpose(IntEnum):
    """What a person is asked to agree to, each by itself.

    Source: the privacy notices that the data-protection laws of 2025 ask for; the first two
    are necessary for taking part, the others are voluntary.
    """

    TAKING_PART = 1
    KEEPING_DATA = 2
    REFERRAL = 3
    EVALUATION = 4
    FOLLOW_UP_CALL = 5


class ConsentState(IntEnum):
    """What somebody answered to one purpose."""

    GIVEN = 1
    REFUSED = 2
    WITHDRAWN = 3


class ConsentHow(IntEnum):
    """How an answer was given."""

    SIGNED_PAPER = 1
    SPOKEN = 2
    THUMBPRINT = 3


class Interpreter(IntEnum):
    """Whether somebody needs an interpreter. An interpreter is never a relative."""

    NOT_NEEDED = 1
    NEEDED = 2
    ARRANGED = 3


class CameBy(IntEnum):
    """What brought a person. COURT_ORDER is entered with its rules."""

    OWN_DECISION = 1
    COURT_ORDER = 2
    REFERRED = 3
    FAMILY = 4
    OTHER = 9


class Schooling(IntEnum):
    """The last level that somebody began. Source: levels of Mexico's census of 2020."""

    NONE = 1
    PRESCHOOL = 2
    PRIMARY = 3
    SECONDARY = 4
    UPPER_SECONDARY = 5
    HIGHER = 6


class Disability(IntEnum):
    """What somebody finds hard. Source: the Washington Group's short set of questions."""

    SEEING = 1
    HEARING = 2
    WALKING = 3
    REMEMBERING = 4
    SELF_CARE = 5
    COMMUNICATING = 6
    NONE = 7


class Outcome(IntEnum):
    """What came of a first interview."""

    ELIGIBLE = 1
    DEFERRED = 2
    REFERRED = 3


class ReferralState(IntEnum):
    """Where a referral stands. REFUSED: the person did not want it, and that is recorded."""

    SENT = 1
    ACCEPTED = 2
    ATTENDED = 3
    REFUSED = 4
    UNREACHABLE = 5
    CLOSED = 6


class ReferralCause(IntEnum):
    """Why somebody was referred."""

    DANGER = 1
    STRANGULATION = 2
    ASSAULT = 3
    MINOR = 4
    NOT_ELIGIBLE = 5
    ASKED_FOR = 6
    RISK = 7
    OTHER = 9


class SharedField(IntEnum):
    """What of a person a referral may tell, each chosen with her or him."""

    NICKNAME = 1
    NAME = 2
    AGE = 3
    PHONE = 4
    SAFE_CONTACT = 5
    LANGUAGE = 6
    MUNICIPALITY = 7
    CHILDREN = 8
    PREGNANCY = 9
    DISABILITY = 10
    NEED = 11


class Nearness(IntEnum):
    """Why a record is closed to somebody."""

    FAMILY = 1
    COMPADRAZGO = 2
    NEIGHBOUR = 3
    OTHER = 9


class RightSort(IntEnum):
    """What somebody asks about her or his own data; LIST is an authority that asks for names.

    Source: the rights called ARCO in Mexico's laws of 20 March 2025.
    """

    ACCESS = 1
    RECTIFICATION = 2
    CANCELLATION = 3
    OPPOSITION = 4
    LIST = 9


class RightOutcome(IntEnum):
    """How a request ended. None: it is open."""

    DONE = 1
    PARTLY = 2
    REFUSED = 3
    WITHDRAWN = 4


class RiskBand(IntEnum):
    """How high a result is. An instrument says which of them it has."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3
    EXTREME = 4


class Permission(IntEnum):
    """Whether the wording of an instrument may be used. OURS: written for this programme."""

    PENDING = 1
    GRANTED = 2
    OURS = 3


class PaperPlace(IntEnum):
    """Where a printed plan will be kept. The office keeps it unless she has a better place."""

    OFFICE = 1
    WITH_HER = 2
    SOMEBODY = 3


class ProtectionState(IntEnum):
    """A protection order is in force, was extended by another, or ended."""

    IN_FORCE = 1
    EXTENDED = 2
    ENDED = 3


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
