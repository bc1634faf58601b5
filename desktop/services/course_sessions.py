"""The sessions of a draft as a whole: one more, one less, one place up or down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.curriculum.model import Plan
from desktop.services.course_edits import arrange
from desktop.services.course_views import get_file
from desktop.services.refusals import NotFound

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault


def add_session(shared: OpenVault, course: bytes, title: str) -> Changes:
    """An empty session after the last one. Raises as `arrange`."""
    plans = get_file(shared, course).plans
    module = plans[-1].module if plans else ""
    return arrange(shared, course, [*plans, Plan(len(plans) + 1, title, module=module)])


def remove_session(shared: OpenVault, course: bytes, ordinal: int) -> Changes:
    """Take one out; those after it move up. Raises as `arrange`."""
    plans = get_file(shared, course).plans
    _require(plans, ordinal)
    return arrange(shared, course, [plan for plan in plans if plan.ordinal != ordinal])


def move_session_to(shared: OpenVault, course: bytes, ordinal: int, to: int) -> Changes:
    """Put one in another place; those between move by one. Raises as `arrange`."""
    plans = list(get_file(shared, course).plans)
    _require(plans, ordinal)
    _require(plans, to)
    plans.insert(to - 1, plans.pop(ordinal - 1))
    return arrange(shared, course, plans)


def _require(plans: Sequence[Plan], ordinal: int) -> None:
    if not 1 <= ordinal <= len(plans):
        raise NotFound
