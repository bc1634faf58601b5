"""How a course goes into the journal: each plan an operation, the course itself last.

More than one batch may carry a course; whoever has not got all of it does not see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.changes import Changes
from desktop.curriculum.flaws import Flaw
from desktop.curriculum.model import Plan, tidy_plan
from desktop.curriculum.rules import check_plan
from desktop.programme.schema import SESSION_PLAN, Draft
from desktop.services.plan_rows import pack_steps
from desktop.services.refusals import BadForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.journal.journal import Journal


def record_each(journal: Journal, drafts: Iterable[Draft]) -> Changes:
    """One call each, so that the journal may begin another commit between two."""
    changes = Changes()
    for draft in drafts:
        changes |= journal.record(draft)
    return changes


def plan_draft(course: bytes, plan: Plan) -> Draft:
    """The operation that says a whole plan; values that stand already are not written."""
    return SESSION_PLAN.child(
        course,
        plan.ordinal,
        title=plan.title,
        aim=plan.aim or None,
        module=plan.module or None,
        steps=pack_steps(plan.steps),
        bring=plan.bring or None,
        closing=plan.closing or None,
        homework=plan.homework or None,
        minutes=plan.minutes or None,
        materials=",".join(plan.materials) or None,
        notes=plan.notes or None,
        deleted=False,
    )


def checked(plan: Plan) -> Plan:
    """The plan, tidied. Raises: BadForm."""
    tidy = tidy_plan(plan)
    with as_form():
        check_plan(tidy)
    return tidy


@contextmanager
def as_form() -> Iterator[None]:
    """What the rules of a course refuse is a form that cannot be kept."""
    try:
        yield
    except Flaw as flaw:
        raise BadForm(flaw.what, flaw.instead) from flaw
