"""What happened at a meeting waits on Today for the right people until it is said how it ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import INCIDENT
from desktop.programme.vocabulary import (
    AttendanceState,
    IncidentSort,
    SkipReason,
    Stream,
    WayHome,
)
from desktop.services import (
    attendance,
    group_views,
    groups,
    history,
    incidents,
    meetings,
    people,
    today,
)
from desktop.services.entrance import Desk, sit_down
from desktop.services.groups import NewGroup
from desktop.services.incidents import NOTE_MAX, Happening
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotEnrolled, NotFound
from desktop.services.today_attention import Attention, AttentionKind
from tests.desktop.services.conftest import FIRST_MEETING, Course, Crew, StillClock

DAY = FIRST_MEETING
OUTSIDE = Happening(IncidentSort.PARTNER_OUTSIDE, DAY)


def on_today(desk: Desk) -> list[Attention]:
    found = today.whole(desk, datetime(2026, 10, 8, 12)).attention
    return [each for each in found if each.kind is AttentionKind.INCIDENT]


def test_what_was_noted_is_told_as_it_was(desk: Desk, course: Course) -> None:
    person = course.people[0]
    told = Happening(IncidentSort.NOT_ADMITTED, DAY, person, WayHome.DECLINED, "  a las cinco ")
    made = incidents.note(desk.work, course.sessions[0], told)
    (found,) = incidents.mine(desk)
    assert made.created == (found.id,)
    assert (found.session, found.group, found.ordinal) == (course.sessions[0], course.group, 1)
    assert (found.sort, found.way_home, found.on) == (told.sort, WayHome.DECLINED, DAY)
    assert (found.note, found.open) == ("a las cinco", True)
    assert found.folio in {each.folio for each in people.list_people(desk.work)}


def test_whoever_was_not_admitted_stands_so_in_the_list(desk: Desk, course: Course) -> None:
    session, (person, other) = course.sessions[0], course.people[:2]
    attendance.mark(desk.work, session, person, AttendanceState.LATE, 10)
    for who in (person, None):
        told = Happening(IncidentSort.NOT_ADMITTED, DAY, who)
        made = incidents.note(desk.work, session, told)
        assert made.created[0] in {each.id for each in incidents.mine(desk)}
    incidents.note(desk.work, session, Happening(IncidentSort.HEALTH, DAY, other))
    lines = {each.participant: each for each in attendance.sheet(desk.work, session).lines}
    assert (lines[person].state, lines[person].detail) == (AttendanceState.NOT_ADMITTED, None)
    assert lines[other].state is None


def test_an_ended_list_is_not_marked_by_the_way(desk: Desk, course: Course) -> None:
    session, person = course.sessions[0], course.people[0]
    attendance.mark(desk.work, session, person, AttendanceState.PRESENT)
    attendance.finish(desk.work, session)
    incidents.note(desk.work, session, Happening(IncidentSort.NOT_ADMITTED, DAY, person))
    (line,) = (
        each for each in attendance.sheet(desk.work, session).lines if each.participant == person
    )
    assert line.state is AttendanceState.PRESENT


def test_it_never_holds_a_name(desk: Desk, course: Course) -> None:
    incidents.note(
        desk.work, course.sessions[0], Happening(IncidentSort.HEALTH, DAY, course.people[0])
    )
    (found,) = incidents.mine(desk)
    assert "Luna" not in repr(found)


def test_a_way_home_belongs_to_who_was_not_admitted(desk: Desk, course: Course) -> None:
    told = Happening(IncidentSort.LOST_PAPERS, DAY, way_home=WayHome.ACCEPTED)
    incidents.note(desk.work, course.sessions[0], told)
    assert incidents.mine(desk)[0].way_home is None


def test_nobody_of_another_group_is_named(desk: Desk, course: Course) -> None:
    other = people.add_person(desk.work, PersonForm(nickname="Otra")).created[0]
    with pytest.raises(NotEnrolled):
        incidents.note(desk.work, course.sessions[0], Happening(IncidentSort.OTHER, DAY, other))
    with pytest.raises(NotFound):
        incidents.note(desk.work, bytes(16), OUTSIDE)
    assert incidents.mine(desk) == ()


def test_it_stays_on_today_until_it_is_said_how_it_ended(desk: Desk, course: Course) -> None:
    incident = incidents.note(desk.work, course.sessions[0], OUTSIDE).created[0]
    (line,) = on_today(desk)
    assert (line.page, line.argument) == ("incidents", incident)
    assert today.whole(desk, datetime(2026, 10, 8, 12)).attention[0] == line
    with pytest.raises(BadForm):
        incidents.settle(desk.work, incident, "  ", DAY)
    settled = incidents.settle(desk.work, incident, "Vino la patrulla.", DAY + timedelta(1))
    assert on_today(desk) == []
    (found,) = incidents.mine(desk)
    assert (found.settled_how, found.settled_on) == ("Vino la patrulla.", DAY + timedelta(1))
    history.undo(desk.work, settled)
    assert len(on_today(desk)) == 1


def test_noting_can_be_taken_back(desk: Desk, course: Course) -> None:
    made = incidents.note(desk.work, course.sessions[0], OUTSIDE)
    history.undo(desk.work, made)
    assert incidents.mine(desk) == ()
    with pytest.raises(NotFound):
        incidents.settle(desk.work, made.created[0], "Ya quedó", DAY)


def test_a_note_has_an_end(desk: Desk, course: Course) -> None:
    long = "a" * (NOTE_MAX + 1)
    with pytest.raises(BadForm):
        incidents.note(desk.work, course.sessions[0], Happening(IncidentSort.OTHER, DAY, note=long))
    incident = incidents.note(desk.work, course.sessions[0], OUTSIDE).created[0]
    with pytest.raises(BadForm):
        incidents.settle(desk.work, incident, long, DAY)


def test_it_can_be_noted_where_no_meeting_was_held(desk: Desk, course: Course) -> None:
    meetings.skip_session(desk.work, course.sessions[0], SkipReason.SAFETY, "")
    incidents.note(desk.work, course.sessions[0], OUTSIDE)
    assert len(incidents.of_session(desk.work, course.sessions[0])) == 1


def test_only_coordinators_and_who_facilitates_the_group_are_told(
    crew: Crew, clock: StillClock
) -> None:
    coordinator = sit_down(crew.folder, crew.colibri, clock)
    members = {each.nickname: each.id for each in group_views.list_members(coordinator.work)}
    new = NewGroup("Grupo Mezquite", start_date=DAY, start_minute=600, facilitator=members["Nube"])
    group = groups.create_group(coordinator.work, new).created[0]
    session = groups.get_group(coordinator.work, group).sessions[0].id
    incident = incidents.note(coordinator.work, session, OUTSIDE).created[0]
    assert len(on_today(coordinator)) == 1
    assert [each.id for each in incidents.open_in(coordinator.work, group)] == [incident]
    coordinator.close()
    told = {}
    for account in (crew.nube, crew.lluvia, crew.cigarra):
        desk = sit_down(crew.folder, account, clock)
        told[desk.nickname] = len(on_today(desk))
        desk.close()
    assert told == {"Nube": 1, "Lluvia": 0, "Cigarra": 1}


def test_who_led_that_meeting_in_anothers_place_is_told_too(crew: Crew, clock: StillClock) -> None:
    coordinator = sit_down(crew.folder, crew.colibri, clock)
    members = {each.nickname: each.id for each in group_views.list_members(coordinator.work)}
    new = NewGroup("Grupo Mezquite", start_date=DAY, start_minute=600, facilitator=members["Nube"])
    group = groups.create_group(coordinator.work, new).created[0]
    first, second, *_rest = groups.get_group(coordinator.work, group).sessions
    attendance.set_facilitators(coordinator.work, first.id, members["Lluvia"], None)
    made = [incidents.note(coordinator.work, each.id, OUTSIDE) for each in (first, second)]
    coordinator.close()
    desk = sit_down(crew.folder, crew.lluvia, clock)
    assert [each.id for each in incidents.mine(desk)] == [made[0].created[0]]
    desk.close()


def test_a_sort_of_a_later_version_is_still_told(desk: Desk, course: Course) -> None:
    _record(desk.work, INCIDENT.new(session=course.sessions[0], sort=77, on_date="mañana"))
    (found,) = incidents.mine(desk)
    assert (found.sort, found.on) == (IncidentSort.OTHER, None)


def test_the_mens_vault_has_its_own(desk: Desk, mens_desk: Desk, course: Course) -> None:
    incidents.note(desk.work, course.sessions[0], OUTSIDE)
    assert mens_desk.work.stream is Stream.MEN
    assert incidents.mine(mens_desk) == ()


def _record(vault: OpenVault, draft: object) -> None:
    with vault.write() as journal:
        journal.record(draft)  # type: ignore[arg-type]


def test_who_is_told_has_a_date_to_read(desk: Desk, course: Course) -> None:
    later = Happening(IncidentSort.THREAT_TO_STAFF, date(2026, 10, 15))
    incidents.note(desk.work, course.sessions[0], OUTSIDE)
    incidents.note(desk.work, course.sessions[1], later)
    assert [each.on for each in incidents.mine(desk)] == [later.on, DAY]
