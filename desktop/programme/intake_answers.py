"""What a first interview answered, as the rules see it, and which answer is the worse one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from desktop.programme.vocabulary import Answer, Stream

ADULT_YEARS = 18
"""Nobody younger is in a group. Source: DOMAIN, rules for safety."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of one interview, named as the columns of INTAKE. None: not asked.

    `assault_hours` is hours from the assault to the interview, `age` whole years.
    """

    stream: Stream = Stream.WOMEN
    age: int | None = None
    alone: Answer | None = None
    safe_today: Answer | None = None
    worse: Answer | None = None
    weapon: Answer | None = None
    death_threat: Answer | None = None
    strangled: Answer | None = None
    children_hurt: Answer | None = None
    pregnant: Answer | None = None
    assault: Answer | None = None
    assault_hours: int | None = None
    minor: Answer | None = None
    steady: Answer | None = None
    group_fit: Answer | None = None
    can_come: Answer | None = None
    substances: Answer | None = None
    owns_it: Answer | None = None

    @property
    def under_age(self) -> bool:
        """Whether the person said so, or the age says so: one of them is enough."""
        return self.minor is Answer.YES or (self.age is not None and self.age < ADULT_YEARS)

    def to(self, column: str) -> Answer | None:
        """The answer to one question; an age below 18 answers `minor`."""
        if column == "minor" and self.under_age:
            return Answer.YES
        if column == "minor" and self.age is not None:
            return Answer.NO
        answer: Answer | None = getattr(self, column)
        return answer


COLUMNS = tuple(
    each.name for each in fields(Answers) if each.name not in ("stream", "age", "assault_hours")
)
"""Every question that is answered with an `Answer`."""

WORST: Mapping[str, Answer] = {
    **dict.fromkeys(COLUMNS, Answer.YES),
    **dict.fromkeys(
        ("alone", "safe_today", "steady", "group_fit", "can_come", "owns_it"), Answer.NO
    ),
}
"""Which answer to a question asks for most care: yes to a danger, no to being well."""


def best(column: str) -> Answer:
    """The answer to a question that asks for least care."""
    return Answer.NO if WORST[column] is Answer.YES else Answer.YES
