"""In which vaults each kind lies, and which records its columns may name: the wall, as one table.

Every kind and every column that holds an id has an entry here; `schema.wall` says what breaks
the rule, so that nobody adds a column between people of two streams and nothing notices.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, auto


class Vaults(Flag):
    """Where records of a kind may lie. One record lies in one vault alone."""

    WOMEN = auto()
    MEN = auto()
    SHARED = auto()
    STREAMS = WOMEN | MEN
    EVERY = WOMEN | MEN | SHARED


HOMES: Mapping[str, Vaults] = {
    **dict.fromkeys(
        (
            "member",
            "grp",
            "participant",
            "enrolment",
            "session",
            "attendance",
            "own_words",
            "recognised",
            "incident",
            "shown",
            "allowance",
            "call",
            "handover",
            "handover_item",
            "paper_sheet",
            "consent",
            "intake",
            "referral",
            "closeness",
            "apart",
            "merged",
            "rights_request",
            "erasure",
            "instrument",
            "risk",
            "unsafe_service",
        ),
        Vaults.STREAMS,
    ),
    **dict.fromkeys(("notice", "safety_plan", "protection", "breach"), Vaults.WOMEN),
    **dict.fromkeys(("court_order", "letter", "forbidden"), Vaults.MEN),
    **dict.fromkeys(
        (
            "counts",
            "course",
            "session_plan",
            "material",
            "venue",
            "booking",
            "day_off",
            "service",
            "wording",
            "organisation",
            "agreement",
        ),
        Vaults.SHARED,
    ),
    **dict.fromkeys(("site", "setting"), Vaults.EVERY),
}
"""By kind."""

_PERSON = ("participant",)
_MEMBER = ("member",)
_SESSION = ("session",)
_NO_RECORD: tuple[str, ...] = ()
"""Sixteen bytes made from something else, e.g. from a slug and a language."""

TARGETS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("grp", "site"): ("site",),
    ("grp", "facilitator"): _MEMBER,
    ("grp", "cofacilitator"): _MEMBER,
    ("grp", "course"): ("course",),
    ("grp", "venue"): ("venue",),
    ("participant", "site"): ("site",),
    ("enrolment", "grp"): ("grp",),
    ("enrolment", "participant"): _PERSON,
    ("enrolment", "moved_to"): ("grp",),
    ("session", "grp"): ("grp",),
    ("session", "lead"): _MEMBER,
    ("session", "colead"): _MEMBER,
    ("session", "venue"): ("venue",),
    ("session", "replaces"): _SESSION,
    ("attendance", "session"): _SESSION,
    ("attendance", "participant"): _PERSON,
    ("attendance", "taken_by"): _MEMBER,
    ("counts", "place"): _NO_RECORD,
    ("own_words", "participant"): _PERSON,
    ("own_words", "session"): _SESSION,
    ("recognised", "session"): _SESSION,
    ("recognised", "participant"): _PERSON,
    ("incident", "session"): _SESSION,
    ("incident", "participant"): _PERSON,
    ("shown", "session"): _SESSION,
    ("shown", "material"): ("material",),
    ("allowance", "session"): _SESSION,
    ("allowance", "participant"): _PERSON,
    ("call", "participant"): _PERSON,
    ("call", "grp"): ("grp",),
    ("call", "answers"): _SESSION,
    ("call", "lifts"): ("call",),
    ("handover", "grp"): ("grp",),
    ("handover", "giver"): _MEMBER,
    ("handover", "receiver"): _MEMBER,
    ("handover_item", "handover"): ("handover",),
    ("handover_item", "about"): (
        "participant",
        "session",
        "incident",
        "call",
        "court_order",
        "referral",
        "risk",
        "safety_plan",
        "protection",
        "breach",
        "rights_request",
    ),
    ("paper_sheet", "session"): _SESSION,
    ("court_order", "participant"): _PERSON,
    ("letter", "court_order"): ("court_order",),
    ("course", "outline"): _NO_RECORD,
    ("session_plan", "course"): ("course",),
    ("material", "hash"): _NO_RECORD,
    ("material", "of_material"): ("material",),
    ("venue", "place"): _NO_RECORD,
    ("booking", "venue"): ("venue",),
    ("service", "organisation"): ("organisation",),
    ("setting", "scope"): _NO_RECORD,
    ("notice", "mark"): _NO_RECORD,
    ("notice", "read_by"): _MEMBER,
    ("notice", "decided_by"): _MEMBER,
    ("notice", "closed_by"): _MEMBER,
    ("consent", "participant"): _PERSON,
    ("consent", "taken_by"): _MEMBER,
    ("intake", "participant"): _PERSON,
    ("intake", "held_by"): _MEMBER,
    ("intake", "referral"): ("referral",),
    ("intake", "decided_by"): _MEMBER,
    ("referral", "participant"): _PERSON,
    ("referral", "service"): ("service",),
    ("referral", "made_by"): _MEMBER,
    ("closeness", "participant"): _PERSON,
    ("closeness", "who"): ("member", "service"),
    ("apart", "participant"): _PERSON,
    ("apart", "other"): _PERSON,
    ("merged", "participant"): _PERSON,
    ("merged", "kept"): _PERSON,
    ("merged", "by_member"): _MEMBER,
    ("rights_request", "participant"): _PERSON,
    ("rights_request", "confirmed_by"): _MEMBER,
    ("rights_request", "taken_by"): _MEMBER,
    ("erasure", "erased"): _PERSON,
    ("instrument", "outline"): _NO_RECORD,
    ("risk", "participant"): _PERSON,
    ("risk", "held_by"): _MEMBER,
    ("safety_plan", "participant"): _PERSON,
    ("safety_plan", "agreed_with"): _MEMBER,
    ("protection", "participant"): _PERSON,
    ("breach", "protection"): ("protection",),
    ("forbidden", "participant"): _PERSON,
    ("unsafe_service", "participant"): _PERSON,
    ("unsafe_service", "service"): ("service",),
    ("wording", "place"): _NO_RECORD,
    ("agreement", "organisation"): ("organisation",),
}
"""Every column of references and of identity, and the kinds that it may name."""

SPELLED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("paper_sheet", "rows"): _PERSON,
    ("merged", "moved"): ("enrolment", "attendance", "court_order"),
    ("erasure", "records"): (),
    ("consent", "wording"): ("wording",),
    ("intake", "limits_wording"): ("wording",),
}
"""Columns of text in which ids of records stand in hex; () names records that are gone."""

BETWEEN_PEOPLE = frozenset({"apart", "merged"})
"""The only kinds that relate two people: of one vault, since their record lies in one."""

FROM_ACROSS = frozenset({"notice"})
"""What somebody of the other stream wrote. Such a record names nobody but who works here."""
