"""What the page to lead a session from shows: its plan, its materials, the steps that are done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.schema import SESSION
from desktop.programme.vocabulary import MediaSort, SessionState
from desktop.services.course_identity import plan_ordinal
from desktop.services.refusals import NotFound, SessionSkipped
from desktop.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.curriculum.model import Plan
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class Standing(Enum):
    """Whether there is a plan to lead from, and if not, why."""

    READY = "ready"
    NO_COURSE = "no course"
    LOCKED = "locked"
    """An outline for men's groups whose review nobody has noted."""
    NOT_HERE = "not here"
    """The group's course, or this session of it, has not come to this laptop."""
    NOT_WRITTEN = "not written"
    DAMAGED = "damaged"
    """The shared vault cannot be opened."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A material of the plan. `title` is "" and `sort` None where nobody here knows it."""

    id: bytes
    title: str
    sort: MediaSort | None
    here: bool


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """The plan of one meeting.

    `plan` is None unless `standing` is READY; `done` holds the numbers of its steps from 1;
    `unreviewed` is an outline that waits for the team's specialists.
    """

    session: bytes
    group: bytes
    standing: Standing
    plan: Plan | None = None
    done: frozenset[int] = frozenset()
    chips: tuple[Chip, ...] = ()
    unreviewed: bool = False

    @property
    def next_step(self) -> int | None:
        """The first step that is not done; None when all are, or there is none."""
        count = len(self.plan.steps) if self.plan else 0
        return next((step for step in range(1, count + 1) if step not in self.done), None)


def plan_for(desk: Desk, folder: Path, session: bytes) -> SessionPlan:
    """The plan that a meeting follows; a make-up follows that of the one it replaces.

    `folder` is the data folder, where the materials are. Raises: NotFound.
    """
    with desk.work.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT s.grp, s.ordinal, g.course, s.done_steps FROM session s"
            " JOIN grp g ON g.id = s.grp WHERE s.id = ? AND NOT s.deleted",
            (session,),
        ).fetchone()
    if row is None:
        raise NotFound
    group, course = bytes(row[0]), row[2]
    if course is None:
        return SessionPlan(session, group, Standing.NO_COURSE)
    if desk.shared is None:
        return SessionPlan(session, group, Standing.DAMAGED)
    from desktop.curriculum.model import Plan
    from desktop.services import courses

    ordinal = plan_ordinal(row[1])
    try:
        plan = courses.get_plan(desk.shared, bytes(course), ordinal)
        line = courses.get_course(desk.shared, bytes(course)).line
    except courses.CourseLocked:
        return SessionPlan(session, group, Standing.LOCKED)
    except NotFound:
        return SessionPlan(session, group, Standing.NOT_HERE)
    if plan == Plan(plan.ordinal, plan.title, module=plan.module, minutes=plan.minutes):
        return SessionPlan(session, group, Standing.NOT_WRITTEN)
    return SessionPlan(
        session,
        group,
        Standing.READY,
        plan,
        _done(row[3]),
        _chips(desk, folder, plan.materials),
        unreviewed=line.is_outline and not line.reviewed_by,
    )


def tick(vault: OpenVault, session: bytes, step: int) -> Changes:
    """Say that a step, counted from 1, is done. Raises: SessionSkipped, NotFound."""
    with vault.write() as journal:
        done = _ticked(journal.connection, session)
        return journal.record(SESSION.of(session, done_steps=_told(done | {step})))


def untick(vault: OpenVault, session: bytes, step: int) -> Changes:
    """Say that it is not. Raises: SessionSkipped, NotFound."""
    with vault.write() as journal:
        done = _ticked(journal.connection, session)
        return journal.record(SESSION.of(session, done_steps=_told(done - {step})))


def _ticked(connection: Connection, session: bytes) -> frozenset[int]:
    row = connection.exec_driver_sql(
        "SELECT state, done_steps FROM session WHERE id = ? AND NOT deleted", (session,)
    ).fetchone()
    if row is None:
        raise NotFound
    if row[0] == SessionState.SKIPPED:
        raise SessionSkipped
    return _done(row[1])


def _done(text: str | None) -> frozenset[int]:
    parts = (text or "").split(",")
    return frozenset(int(part) for part in parts if len(part) < 4 and part.isdecimal())


def _told(done: frozenset[int]) -> str | None:
    return ",".join(map(str, sorted(done))) or None


def _chips(desk: Desk, folder: Path, hashes: Sequence[str]) -> tuple[Chip, ...]:
    """In the plan's order. A shelf that cannot be opened has nothing here: its player says why."""
    if not hashes:
        return ()
    from desktop.services.materials.catalogue import list_materials, material_id
    from desktop.services.materials.showing import families

    chips: dict[str, Chip] = {}
    try:
        for family in families(list_materials(desk, folder)):
            for line in family.versions:
                here = family.here if line is family.main else line.here
                chips[line.sha256] = Chip(line.id, line.title, line.sort, here)
    except Trouble:
        chips.clear()
    return tuple(
        chips.get(each) or Chip(material_id(each), "", None, here=False) for each in hashes
    )
