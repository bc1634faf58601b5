"""A course, its session plans and their steps, with the limits of docs/formats/curriculum.md."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from desktop.programme.vocabulary import SESSION_MINUTES

FORMAT = 1
PLANS_MAX = 104
"""Two years of weekly meetings; the longest court programme known has 52."""
STEPS_MAX = 20
MATERIALS_MAX = 40
MINUTES_MAX = 600
COURSE_MINUTES_MIN = 10
VERSION_MAX = 999
LINE_MAX = 120
"""Characters of a title or module."""
SHORT_MAX = 1_000
"""Characters of an aim or of what to bring."""
ABOUT_MAX = 4_000
TEXT_MAX = 6_000
"""Characters of a step's text, closing, homework or notes."""
PLAN_BYTES_MAX = 20_000
"""UTF-8 bytes of all texts of a plan: it is one operation of the journal, of 64 kB at most."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a session. `minutes` 0 means open."""

    title: str
    minutes: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done in one session.

    `minutes` 0 means the course's; texts are Markdown; `materials` are SHA-256 in hex.
    """

    ordinal: int
    title: str
    aim: str = ""
    module: str = ""
    minutes: int = 0
    steps: tuple[Step, ...] = ()
    bring: str = ""
    closing: str = ""
    homework: str = ""
    notes: str = ""
    materials: tuple[str, ...] = ()

    @property
    def step_minutes(self) -> int:
        """What the steps add up to."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True, slots=True)
class CourseFile:
    """A whole course in one language, as its folder says it.

    `stream` is "women" or "men"; `minutes` is the length of a session; plans are numbered from 1.
    """

    slug: str
    language: str
    stream: str
    title: str
    about: str = ""
    minutes: int = SESSION_MINUTES
    version: int = 1
    is_outline: bool = False
    plans: tuple[Plan, ...] = ()


def tidy_line(text: str) -> str:
    """One line in NFC with one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def tidy_text(text: str) -> str:
    """Text in NFC without white space at the ends of lines or empty lines at its ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def tidy_plan(plan: Plan) -> Plan:
    """The plan as its file would say it."""
    return replace(
        plan,
        title=tidy_line(plan.title),
        module=tidy_line(plan.module),
        aim=tidy_text(plan.aim),
        bring=tidy_text(plan.bring),
        closing=tidy_text(plan.closing),
        homework=tidy_text(plan.homework),
        notes=tidy_text(plan.notes),
        steps=tuple(Step(tidy_line(s.title), s.minutes, tidy_text(s.text)) for s in plan.steps),
        materials=tuple(sha256.lower() for sha256 in plan.materials),
    )


def tidy_course(course: CourseFile) -> CourseFile:
    """The course as its folder would say it."""
    return replace(
        course,
        title=tidy_line(course.title),
        about=tidy_text(course.about),
        plans=tuple(tidy_plan(plan) for plan in course.plans),
    )
