"""A group in its third meeting, with a course, and hands on the page to lead from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.programme.vocabulary import (
    AttendanceState,
)
from desktop.services import (
    attendance,
    groups,
    leading_session,
    people,
    planning,
)
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from tests.e2e.some_course import offered_and_draft
from tests.e2e.stage import Play
from ui.pages.lead.page import LeadPage

SMALL = (1024, 560)
HIDDEN = "Palabra guardada de otra semana"


@dataclass
class Group:
    """Eight people in their third meeting; the first of them missed both before it."""

    id: bytes
    sessions: list[bytes]
    people: list[bytes]


@pytest.fixture
def group(play: Play) -> Group:
    assert play.window.desk is not None
    vault = play.window.desk.work
    started = date.today() - timedelta(weeks=2)
    made = groups.create_group(vault, NewGroup("Grupo Ceiba", start_date=started, start_minute=600))
    persons = [
        people.add_person(vault, PersonForm(nickname=f"Hoja {n}", name=f"Nombre Oculto {n}"))
        for n in range(8)
    ]
    group = Group(made.created[0], [], [each.created[0] for each in persons])
    groups.add_to_group(vault, group.id, group.people)
    group.sessions = [line.id for line in groups.get_group(vault, group.id).sessions]
    for session in group.sessions[:2]:
        for number, person in enumerate(group.people):
            state = AttendanceState.PRESENT if number else AttendanceState.ABSENT
            attendance.mark(vault, session, person, state)
        attendance.finish(vault, session)
    return group


@pytest.fixture
def planned(play: Play, group: Group) -> Group:
    """The same with a course."""
    assert play.window.desk is not None
    offered, _draft = offered_and_draft(play.window.desk)
    planning.change_course(play.window.desk, group.id, offered)
    return group


def shown(play: Play, session: bytes) -> LeadPage:
    play.show("lead", session)
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, LeadPage)
    return page


@pytest.fixture
def page(play: Play, planned: Group) -> LeadPage:
    play.resize(1366, 768)
    return shown(play, planned.sessions[2])


def press(play: Play, page: LeadPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.plan, key)
    play.settle()


def done(play: Play, page: LeadPage) -> set[int]:
    """What stands in the vault."""
    assert play.window.desk is not None
    found = leading_session.plan_for(play.window.desk, play.folder, page.session)
    return set(found.done)


def heading(page: LeadPage) -> str:
    assert page.plan.current is not None
    return page.plan.current.said.heading
