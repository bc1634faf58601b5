"""Kinds of record and their numbered fields: what an operation may set.

A field is a register: one value wins. Facts that must agree (a state and its
reason, a late arrival and its minutes) share one register, so a merge can
never pair the state of one person's mark with the minutes of another's.
Numbers are never reused; field 0 is "deleted" in every kind.
"""

from __future__ import annotations

from desktop.programme.schema.courses import COURSE, MATERIAL, SESSION_PLAN
from desktop.programme.schema.groups import (
    ALLOWANCE,
    ATTENDANCE,
    CALL,
    ENROLMENT,
    GROUP,
    HANDOVER,
    HANDOVER_ITEM,
    INCIDENT,
    MAKE_UP_FROM,
    MEMBER,
    OWN_WORDS,
    PAPER_SHEET,
    RECOGNISED,
    SESSION,
    SHOWN,
    SITE,
)
from desktop.programme.schema.kinds import (
    DELETED,
    Child,
    Draft,
    Existing,
    Kind,
    New,
    Pair,
    Register,
    Type,
)
from desktop.programme.schema.notices import NOTICE
from desktop.programme.schema.people import COURT_ORDER, LETTER, PARTICIPANT
from desktop.programme.schema.shared import BOOKING, COUNTS, DAY_OFF, SERVICE, SETTING, VENUE

__all__ = [
    "ALLOWANCE",
    "ATTENDANCE",
    "BOOKING",
    "BY_NUMBER",
    "CALL",
    "COUNTS",
    "COURSE",
    "COURT_ORDER",
    "DAY_OFF",
    "DELETED",
    "ENROLMENT",
    "GROUP",
    "HANDOVER",
    "HANDOVER_ITEM",
    "INCIDENT",
    "KINDS",
    "LETTER",
    "MAKE_UP_FROM",
    "MATERIAL",
    "MEMBER",
    "NOTICE",
    "OWN_WORDS",
    "PAPER_SHEET",
    "PARTICIPANT",
    "RECOGNISED",
    "SERVICE",
    "SESSION",
    "SESSION_PLAN",
    "SETTING",
    "SHOWN",
    "SITE",
    "VENUE",
    "Child",
    "Draft",
    "Existing",
    "Kind",
    "New",
    "Pair",
    "Register",
    "Type",
]

KINDS: tuple[Kind, ...] = (
    SITE,
    MEMBER,
    GROUP,
    PARTICIPANT,
    ENROLMENT,
    SESSION,
    ATTENDANCE,
    COUNTS,
    OWN_WORDS,
    RECOGNISED,
    INCIDENT,
    SHOWN,
    ALLOWANCE,
    CALL,
    HANDOVER,
    HANDOVER_ITEM,
    PAPER_SHEET,
    COURT_ORDER,
    LETTER,
    COURSE,
    SESSION_PLAN,
    MATERIAL,
    VENUE,
    BOOKING,
    DAY_OFF,
    SERVICE,
    SETTING,
    NOTICE,
)
BY_NUMBER: dict[int, Kind] = {kind.number: kind for kind in KINDS}
