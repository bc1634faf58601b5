"""How a version of a course is known: by its slug, its language, its version and its text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from desktop.curriculum.model import CourseFile, Plan
from desktop.programme.schema import COURSE, MAKE_UP_FROM
from desktop.programme.text import fold
from sync.batch.operation import ID_BYTES, ChildOf, record_id

VERSIONS = 1_000
"""A course's ordinal is this times its salt, and its version: see `COURSE`."""
SALTS = 1 << 20
_SLUG_MAX = 30


def outline_id(slug: str, language: str) -> bytes:
    """What all versions of a course in one language share."""
    return hashlib.sha256(f"vereda course\0{slug}\0{language}".encode()).digest()[:ID_BYTES]


def course_id(outline: bytes, ordinal: int) -> bytes:
    """The record's id, the same on every laptop."""
    return record_id(COURSE.number, ChildOf(outline, ordinal))


def version_of(ordinal: int) -> int:
    """The version that people read, from a course's ordinal."""
    return ordinal % VERSIONS


def salt_of(course: CourseFile) -> int:
    """A number that follows from everything a course's folder says but its version."""
    told = json.dumps(
        [course.title, course.about, course.minutes, text_hash(course.plans)], ensure_ascii=True
    )
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:4], "big") % SALTS


def text_hash(plans: Iterable[Plan]) -> str:
    """A hash in hex of what the sessions of a course say.

    It is stored with a review, so what goes into it never changes: a review of a text with
    more parts needs a new name for its column.
    """
    told = [
        [
            plan.ordinal,
            plan.title,
            plan.aim,
            plan.module,
            plan.minutes,
            [[step.title, step.minutes, step.text] for step in plan.steps],
            plan.bring,
            plan.closing,
            plan.homework,
            plan.notes,
            list(plan.materials),
        ]
        for plan in plans
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()[:32]


def plan_ordinal(session_ordinal: int) -> int:
    """The plan of a meeting: a make-up session has the plan of the one that it replaces."""
    return session_ordinal % MAKE_UP_FROM


def slug_from(title: str, salt: int) -> str:
    """A short name for a course that is made here."""
    kept = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(title))
    words = "-".join(kept.split())[:_SLUG_MAX].strip("-")
    named = words if words[:1].isalpha() else f"curso-{words}".strip("-")[:_SLUG_MAX].strip("-")
    return f"{named}-{salt:05x}"
