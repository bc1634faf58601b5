"""Closing a group: who completed the course, final evaluations, the day it closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.programme import completion
from desktop.programme.codes import day
from desktop.programme.completion import CompletionRule
from desktop.programme.roles import Role
from desktop.programme.schema import ENROLMENT, GROUP
from desktop.programme.vocabulary import EnrolmentState, Evaluation, Purpose, SettingNumber
from desktop.services import choices
from desktop.services.apart import require_none_apart
from desktop.services.closeness import require_open
from desktop.services.closing_views import (
    ClosingFacts,
    StillOpen,
    completing,
    facts,
    people_of,
    rule_in,
)
from desktop.services.consent_reading import require_enrollable, require_yes
from desktop.services.days import settled
from desktop.services.enrolments import NotedDead, standings
from desktop.services.home import require_known
from desktop.services.open_calls import dead
from desktop.services.refusals import BadForm, NotEnrolled, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault
    from desktop.programme.schema import Draft
    from desktop.services.entrance import Desk


__all__ = [
    "ClosingFacts",
    "OnlyCoordination",
    "StillOpen",
    "close",
    "complete",
    "completing",
    "facts",
    "not_completed",
    "reopen",
    "set_evaluation",
    "set_rule",
]


class OnlyCoordination(Refusal):
    """Somebody else than a coordinator would change what completing a course takes."""

    def __init__(self) -> None:
        super().__init__(
            say("Eso lo elige la coordinación."),
            say("Hable con ella; mientras tanto sigue la regla que hay."),
        )


def set_rule(desk: Desk, rule: CompletionRule) -> Changes:
    """What completing a course takes, for the whole stream. Who completed one stays so.

    Raises: OnlyCoordination, BadForm.
    """
    if desk.role is not Role.COORDINATOR:
        raise OnlyCoordination
    if not completion.is_sensible(rule):
        raise BadForm(
            say("Esa cantidad de sesiones no es posible."),
            say("Escriba un número del 1 al {most}.", most=max(rule.of, 1)),
        )
    kept = None if rule == completion.STANDARD else rule.text()
    return choices.put(desk.work, SettingNumber.COMPLETION_RULE, kept)


def set_evaluation(
    vault: OpenVault, group: bytes, person: bytes, evaluation: Evaluation
) -> Changes:
    """What became of somebody's final evaluation. Raises: NotEnrolled, RecordClosed.

    Raises: NotConsented for one that was held with somebody who had not said yes to it.
    """
    with vault.write() as journal:
        if person not in standings(journal.connection, group):
            raise NotEnrolled
        require_open(journal.connection, vault, person)
        if evaluation is Evaluation.DONE:
            require_yes(journal.connection, person, Purpose.EVALUATION)
        return journal.record(ENROLMENT.pair(group, person, evaluation=evaluation))


def complete(vault: OpenVault, group: bytes, people: tuple[bytes, ...]) -> Changes:
    """These people completed the course, however often they came: the team decides.

    They stay on the lists of all meetings of the group. Raises: NotEnrolled.
    """
    with vault.write() as journal:
        return journal.record(*_completed(journal.connection, group, people))


def not_completed(vault: OpenVault, group: bytes, person: bytes) -> Changes:
    """Take that back: the person is active in the group again.

    Raises: NotEnrolled, KeptApart, NotConsented, NotedDead.
    """
    with vault.write() as journal:
        connection = journal.connection
        if standings(connection, group).get(person) is not EnrolmentState.COMPLETED:
            raise NotEnrolled
        require_none_apart(connection, group, [person])
        require_enrollable(connection, person)
        if person in dead(connection):
            raise NotedDead
        return journal.record(
            ENROLMENT.pair(
                group,
                person,
                state=EnrolmentState.ACTIVE,
                since=_first_marked(connection, group, person),
            )
        )


def close(desk: Desk, group: bytes, on: date, note: str = "") -> Changes:
    """Close a group, and say of who came often enough that they completed it; one commit.

    The days ahead that it had taken are free again. Closing once more corrects day and note.
    Raises: NotFound.
    """
    with desk.work.write() as journal:
        connection = journal.connection
        require_known(connection, "grp", group)
        sessions = connection.exec_driver_sql(
            "SELECT coalesce(sessions, 0) FROM grp WHERE id = ?", (group,)
        ).scalar_one()
        reached = tuple(
            person.participant
            for person in people_of(connection, group, rule_in(connection).needed(sessions))
            if person.state is EnrolmentState.ACTIVE and person.reached and not person.died
        )
        changes = journal.record(
            GROUP.of(
                group, closed=True, closed_on=on.isoformat(), closing_note=note.strip() or None
            ),
            *_completed(connection, group, reached),
        )
    return settled(desk, changes)


def reopen(desk: Desk, group: bytes) -> Changes:
    """The group meets again; who completed it stays so. Raises: NotFound."""
    with desk.work.write() as journal:
        require_known(journal.connection, "grp", group)
        changes = journal.record(GROUP.of(group, closed=False, closed_on=None, closing_note=None))
    return settled(desk, changes)


def _completed(connection: Connection, group: bytes, people: tuple[bytes, ...]) -> list[Draft]:
    there = standings(connection, group)
    if not there.keys() >= set(people):
        raise NotEnrolled
    last = connection.exec_driver_sql(
        "SELECT max(date) FROM session WHERE grp = ? AND NOT deleted", (group,)
    ).scalar()
    # Since the day after: who completed belongs on the list of the last meeting too.
    since = (day(last) or date.min) + timedelta(days=1)
    return [
        ENROLMENT.pair(
            group, person, state=EnrolmentState.COMPLETED, since=since.isoformat(), why=None
        )
        for person in people
    ]


def _first_marked(connection: Connection, group: bytes, person: bytes) -> str | None:
    """When somebody joined, as far as the lists tell: earlier meetings are no absences."""
    found = connection.exec_driver_sql(
        "SELECT min(s.date) FROM session s JOIN attendance a ON a.session = s.id"
        " AND a.participant = ? AND a.state IS NOT NULL AND NOT a.deleted"
        " WHERE s.grp = ? AND NOT s.deleted",
        (person, group),
    ).scalar()
    return None if found is None else str(found)
