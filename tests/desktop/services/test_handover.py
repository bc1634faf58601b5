"""A group changes hands when its receiver has accepted every open point, and no danger is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from desktop.programme.schema import HANDOVER_ITEM
from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    DayOffSort,
    HandoverSort,
    HandoverState,
    IncidentSort,
    Stream,
)
from desktop.services import (
    attendance,
    calls,
    close_meeting,
    closing_group,
    days_off,
    groups,
    handover,
    incidents,
    orders,
    people,
    revocation,
    team,
)
from desktop.services.days_off import LocalDate
from desktop.services.entrance import Desk
from desktop.services.groups import GroupEdit, NewGroup
from desktop.services.handover import (
    Giving,
    HandoverOver,
    NotTheReceiver,
    NotYoursToGive,
    Seat,
)
from desktop.services.incidents import Happening
from desktop.services.leading import MayNotLead, name_for_meeting
from desktop.services.orders import OrderForm
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm
from desktop.services.today_attention import AttentionKind, of_others
from tests.desktop.services.conftest import Crew, StillClock
from tests.desktop.services.meeting_places import OneChair

FIRST = date(2026, 10, 8)
WEEK = timedelta(weeks=1)
TODAY = FIRST + WEEK + timedelta(days=1)
ABSENT, PRESENT = AttendanceState.ABSENT, AttendanceState.PRESENT
CALL, INCIDENT, WORRY, DATE, OTHER = (
    HandoverSort.CALL,
    HandoverSort.INCIDENT,
    HandoverSort.WORRY,
    HandoverSort.DATE,
    HandoverSort.OTHER,
)


@pytest.fixture
def chair(crew: Crew, clock: StillClock) -> Iterator[OneChair]:
    """The women's team at one laptop, one at a time."""
    names = ("colibri", "cigarra", "nube", "lluvia")
    made = OneChair(crew.folder, {name: getattr(crew, name) for name in names}, clock)
    yield made
    made.leave()


@dataclass(frozen=True)
class Scene:
    """Nube's group after two meetings that Luna missed, with an incident and a worry."""

    chair: OneChair
    group: bytes
    sessions: tuple[bytes, ...]
    luna: bytes
    incident: bytes
    members: dict[str, bytes]

    def give(self, who: str = "nube", **said: object) -> bytes:
        giving = Giving(self.group, self.members["Lluvia"], Seat.LEADS, TODAY)
        return handover.give(self.chair(who), replace(giving, **said)).created[0]  # type: ignore[arg-type]

    def look(self, given: bytes, who: str = "lluvia") -> handover.Handover:
        return handover.get(self.chair(who), given, TODAY)

    def accept_all(self, given: bytes, who: str = "lluvia") -> None:
        for point in self.look(given, who).waiting:
            handover.accept(self.chair(who), given, point.ordinal, TODAY)

    def leaders(self) -> tuple[str, str]:
        found = groups.get_group(self.chair("colibri").work, self.group)
        return found.lead, found.colead


@pytest.fixture
def scene(chair: OneChair) -> Scene:
    desk = chair("nube")
    work = desk.work
    members = {one.nickname: one.id for one in groups.list_members(work)}
    group = groups.create_group(
        work, NewGroup("Jacaranda", FIRST, 960, facilitator=members["Nube"], sessions=6)
    ).created[0]
    persons = [
        people.add_person(work, PersonForm(folio=folio, nickname=folio)).created[0]
        for folio in ("8163", "2741")
    ]
    groups.add_to_group(work, group, persons)
    sessions = tuple(line.id for line in groups.get_group(work, group).sessions)
    for session in sessions[:2]:
        attendance.mark(work, session, persons[0], ABSENT)
        attendance.mark(work, session, persons[1], PRESENT)
        attendance.finish(work, session)
    happened = Happening(IncidentSort.PARTNER_OUTSIDE, FIRST)
    incident = incidents.note(work, sessions[0], happened).created[0]
    close_meeting.set_worry(work, sessions[0], "Vino con miedo")
    close_meeting.set_worry(work, sessions[1], "No habló en toda la tarde")
    return Scene(chair, group, sessions, persons[0], incident, members)


def sorts(points: object) -> list[HandoverSort]:
    return [point.sort for point in points]  # type: ignore[attr-defined]


def told(desk: Desk) -> list[str]:
    kind = AttentionKind.HANDOVER
    return [str(each.what) for each in of_others(desk, TODAY) if each.kind is kind]


def test_what_is_open_is_found_in_order_of_danger_and_the_last_worry_alone(scene: Scene) -> None:
    found = handover.prepare(scene.chair("nube"), scene.group, TODAY)
    assert sorts(found.points) == [CALL, INCIDENT, WORRY, DATE]
    assert str(found.points[0].what) == "Folio 8163: una llamada pendiente"
    assert "No habló" in str(found.points[2].what)
    assert found.points[3].about == scene.sessions[2]
    assert (found.may_give, found.seat, found.now) == (True, Seat.LEADS, ("Nube", ""))
    assert [one.nickname for one in found.receivers] == ["Cigarra", "Colibrí", "Lluvia"]


def test_a_call_that_was_put_off_is_handed_over_too(scene: Scene) -> None:
    later = TODAY + WEEK
    calls.record(
        scene.chair("nube").work, scene.luna, scene.group, CallOutcome.NO_ANSWER, "", TODAY, later
    )
    points = handover.prepare(scene.chair("nube"), scene.group, TODAY).points
    assert (points[0].sort, points[0].due) == (CALL, later)


def test_dates_on_which_the_group_cannot_meet_are_points_of_their_own(scene: Scene) -> None:
    shared = scene.chair("nube").shared
    assert shared is not None
    feast = FIRST + WEEK * 4
    days_off.add_day_off(shared, LocalDate("Fiesta patronal", DayOffSort.FEAST, feast, feast))
    dates = [p for p in handover.prepare(scene.chair("nube"), scene.group, TODAY).points if p.due]
    assert [p.due for p in dates if p.sort is DATE] == [FIRST + WEEK * 2, feast]
    assert "Fiesta patronal" in str(dates[-1].hint)


def test_orders_go_along_in_the_mens_stream(mens_desk: Desk) -> None:
    work = mens_desk.work
    assert work.stream is Stream.MEN
    group = groups.create_group(work, NewGroup("Encino", FIRST, 960, sessions=3)).created[0]
    person = people.add_person(work, PersonForm(folio="5550", nickname="Roca")).created[0]
    groups.add_to_group(work, group, [person])
    order = orders.enter_order(work, person, OrderForm()).created[0]
    points = handover.prepare(mens_desk, group, TODAY).points
    assert [(p.sort, p.about) for p in points if p.sort is not DATE] == [
        (HandoverSort.ORDER, order)
    ]


def test_the_group_changes_hands_with_the_last_point_and_not_before(scene: Scene) -> None:
    given = scene.give(more=("La llave la tiene doña Chela", "  "))
    found = scene.look(given)
    assert sorts(found.points) == [CALL, INCIDENT, WORRY, DATE, OTHER]
    assert str(found.points[-1].what) == "La llave la tiene doña Chela"
    for point in found.points:
        assert scene.leaders() == ("Nube", "")
        handover.accept(scene.chair("lluvia"), given, point.ordinal, TODAY, f"visto {point.sort}")
    assert scene.leaders() == ("Lluvia", "")
    after = scene.look(given, "nube")
    assert after.line.state is HandoverState.ACCEPTED
    assert [(p.accepted_on, p.note) for p in after.points] == [
        (TODAY, f"visto {p.sort}") for p in found.points
    ]
    with pytest.raises(HandoverOver):
        handover.accept(scene.chair("lluvia"), given, 1, TODAY)


def test_accepting_the_last_point_and_taking_the_group_is_one_step_to_undo(scene: Scene) -> None:
    given = scene.give()
    *_others, last = scene.look(given).points
    for point in _others:
        handover.accept(scene.chair("lluvia"), given, point.ordinal, TODAY)
    changes = handover.accept(scene.chair("lluvia"), given, last.ordinal, TODAY)
    assert {step.kind for step in changes.undo} > {HANDOVER_ITEM.number}
    from desktop.services.undoing import undo

    undo(scene.chair("lluvia"), changes)
    assert scene.leaders() == ("Nube", "")
    assert [p.ordinal for p in scene.look(given).waiting] == [last.ordinal]


def test_only_dates_may_be_left_out(scene: Scene) -> None:
    every = [
        point.about for point in handover.prepare(scene.chair("nube"), scene.group, TODAY).points
    ]
    given = scene.give(left_out=every)
    assert sorts(scene.look(given).points) == [CALL, INCIDENT, WORRY]


def test_what_came_up_while_the_giver_was_choosing_goes_along(scene: Scene) -> None:
    handover.prepare(scene.chair("nube"), scene.group, TODAY)
    happened = Happening(IncidentSort.LOST_PAPERS, FIRST)
    incidents.note(scene.chair("nube").work, scene.sessions[1], happened)
    assert sorts(scene.look(scene.give()).points).count(INCIDENT) == 2


def test_what_comes_up_afterwards_is_told_and_needs_no_acceptance(scene: Scene) -> None:
    given = scene.give()
    happened = Happening(IncidentSort.LOST_PAPERS, FIRST)
    incidents.note(scene.chair("nube").work, scene.sessions[1], happened)
    assert sorts(scene.look(given).later) == [INCIDENT]
    scene.accept_all(given)
    assert scene.leaders()[0] == "Lluvia"


def test_what_was_settled_meanwhile_says_so_and_waits_for_nobody(scene: Scene) -> None:
    given = scene.give()
    work = scene.chair("nube").work
    calls.record(work, scene.luna, scene.group, CallOutcome.COMES, "", TODAY)
    incidents.settle(work, scene.incident, "Se fue", TODAY)
    call, incident, *others = scene.look(given).points
    assert (call.resolved, call.waits) == (True, False)
    assert "8163" in str(call.what)
    assert (incident.resolved, str(incident.what)) == (True, "Una pareja espera afuera")
    assert not any(point.resolved for point in others)
    assert sorts(scene.look(given).waiting) == [WORRY, DATE]
    scene.accept_all(given)
    assert scene.leaders()[0] == "Lluvia"


def test_a_point_to_talk_about_stays_open_and_its_giver_hears_of_it(scene: Scene) -> None:
    given = scene.give()
    assert told(scene.chair("lluvia")) == ["Le entregan un grupo: 4 puntos por aceptar"]
    assert told(scene.chair("nube")) == []
    handover.ask_to_talk(scene.chair("lluvia"), given, 1, "¿Quién contesta?", TODAY)
    for point in scene.look(given).points[1:]:
        handover.accept(scene.chair("lluvia"), given, point.ordinal, TODAY)
    assert scene.leaders() == ("Nube", "")
    assert told(scene.chair("nube")) == ["Lluvia necesita hablar de la entrega"]
    assert told(scene.chair("lluvia")) == ["Le entregan un grupo: un punto por aceptar"]
    (point,) = scene.look(given).waiting
    assert (point.to_talk, point.note) == (True, "¿Quién contesta?")
    handover.accept(scene.chair("lluvia"), given, 1, TODAY)
    assert scene.look(given).points[0].note == "¿Quién contesta?"
    assert scene.leaders() == ("Lluvia", "")
    assert told(scene.chair("lluvia")) == told(scene.chair("nube")) == []


def test_without_words_it_is_still_to_be_talked_about(scene: Scene) -> None:
    given = scene.give()
    handover.ask_to_talk(scene.chair("lluvia"), given, 2, "", TODAY)
    assert [point.to_talk for point in scene.look(given).points] == [False, True, False, False]


def test_nobody_accepts_for_the_receiver_and_nobody_else_gives(scene: Scene) -> None:
    with pytest.raises(NotYoursToGive):
        scene.give("lluvia", receiver=scene.members["Cigarra"])
    given = scene.give()
    for who in ("nube", "colibri"):
        with pytest.raises(NotTheReceiver):
            handover.accept(scene.chair(who), given, 1, TODAY)
    with pytest.raises(NotYoursToGive):
        handover.withdraw(scene.chair("lluvia"), given)


def test_a_coordinator_hands_over_for_who_has_left_and_takes_back(scene: Scene) -> None:
    given = scene.give("colibri")
    assert scene.look(given).line.giver == "Colibrí"
    handover.accept(scene.chair("lluvia"), given, 1, TODAY)
    handover.withdraw(scene.chair("cigarra"), given)
    found = scene.look(given)
    assert (found.line.state, found.to_accept) == (HandoverState.WITHDRAWN, False)
    assert found.points[0].accepted_on == TODAY, "who accepted what stays readable"
    assert scene.leaders() == ("Nube", "")
    with pytest.raises(HandoverOver):
        handover.withdraw(scene.chair("colibri"), given)
    assert scene.give() != given
    before = handover.prepare(scene.chair("nube"), scene.group, TODAY).before
    assert {line.state for line in before} == {HandoverState.OPEN, HandoverState.WITHDRAWN}


def test_one_place_of_a_group_is_handed_to_one_person_at_a_time(scene: Scene) -> None:
    scene.give()
    with pytest.raises(BadForm):
        scene.give(receiver=scene.members["Cigarra"])
    scene.give(receiver=scene.members["Cigarra"], seat=Seat.ASSISTS)


def test_a_group_with_nothing_open_is_received_in_one_step(scene: Scene) -> None:
    work = scene.chair("nube").work
    bare = groups.create_group(
        work, NewGroup("Sauce", FIRST, 960, facilitator=scene.members["Nube"], sessions=1)
    ).created[0]
    attendance.finish(work, groups.get_group(work, bare).sessions[0].id)
    given = scene.give(group=bare)
    assert scene.look(given).points == ()
    assert told(scene.chair("lluvia")) == ["Le entregan un grupo: Sauce"]
    handover.receive(scene.chair("lluvia"), given, TODAY)
    assert groups.get_group(scene.chair("lluvia").work, bare).lead == "Lluvia"


def test_a_point_that_waits_cannot_be_jumped(scene: Scene) -> None:
    given = scene.give()
    with pytest.raises(BadForm):
        handover.receive(scene.chair("lluvia"), given, TODAY)


def test_planned_meetings_follow_and_those_that_were_held_keep_who_led_them(scene: Scene) -> None:
    desk = scene.chair("nube")
    attendance.reopen(desk.work, scene.sessions[1])
    for session in (scene.sessions[1], scene.sessions[3]):
        name_for_meeting(desk, session, scene.members["Nube"], scene.members["Cigarra"])
    attendance.finish(desk.work, scene.sessions[1])
    scene.accept_all(scene.give())
    work = scene.chair("lluvia").work
    held, planned, other = (attendance.sheet(work, scene.sessions[n]) for n in (1, 3, 4))
    assert held.lead_id == scene.members["Nube"]
    assert (planned.lead, planned.colead) == ("Lluvia", "Cigarra")
    assert other.lead == "Lluvia"


def test_who_assisted_and_now_leads_leaves_the_other_place_free(scene: Scene) -> None:
    edit = GroupEdit(
        "Jacaranda", facilitator=scene.members["Nube"], cofacilitator=scene.members["Lluvia"]
    )
    groups.edit_group(scene.chair("nube").work, scene.group, edit)
    scene.accept_all(scene.give())
    assert scene.leaders() == ("Lluvia", "")


def test_a_closed_group_is_handed_to_nobody(scene: Scene) -> None:
    given = scene.give()
    closing_group.close(scene.chair("nube"), scene.group, TODAY)
    with pytest.raises(HandoverOver):
        handover.accept(scene.chair("lluvia"), given, 1, TODAY)
    with pytest.raises(HandoverOver):
        scene.give(seat=Seat.ASSISTS)


def test_nothing_of_a_person_is_copied_into_a_point(scene: Scene) -> None:
    scene.give(more=("La llave",))
    with scene.chair("nube").work.read() as connection:
        texts = connection.exec_driver_sql("SELECT text FROM handover_item").scalars().all()
    assert [text for text in texts if text] == ["La llave"]


def test_too_many_words_are_refused_and_nothing_is_begun(scene: Scene) -> None:
    for more in (["x" * 501], ["punto"] * 21):
        with pytest.raises(BadForm):
            scene.give(more=more)
    assert handover.of_group(scene.chair("nube"), scene.group) == ()


# --- accesses that end -------------------------------------------------------------------------


def revoked(scene: Scene, crew: Crew, gone: str) -> None:
    desk = scene.chair("colibri")
    scene.chair.desk = revocation.revoke(
        crew.folder, desk, getattr(crew, gone).card.id, clock=scene.chair.clock
    )


def test_a_handover_outlives_the_access_of_its_giver(scene: Scene, crew: Crew) -> None:
    given = scene.give()
    revoked(scene, crew, "nube")
    scene.accept_all(given)
    assert scene.leaders() == ("Lluvia", "")


def test_when_the_receivers_access_ends_its_giver_hears_and_takes_it_back(
    scene: Scene, crew: Crew
) -> None:
    given = scene.give()
    revoked(scene, crew, "lluvia")
    assert told(scene.chair("nube")) == ["Jacaranda: quien lo recibía ya no tiene acceso"]
    handover.withdraw(scene.chair("nube"), given)
    with pytest.raises(MayNotLead):
        scene.give()
    assert "Lluvia" not in {
        one.nickname for one in handover.prepare(scene.chair("nube"), scene.group, TODAY).receivers
    }


def test_who_takes_anothers_place_leads_at_once_and_is_shown_what_is_open(
    scene: Scene, crew: Crew
) -> None:
    given = scene.give(receiver=scene.members["Cigarra"])
    desk = scene.chair("colibri")
    assert revocation.hand_over(desk.work, crew.nube.card.id, crew.lluvia.card.id) == 1
    assert scene.leaders() == ("Lluvia", "")
    assert scene.look(given).line.state is HandoverState.WITHDRAWN
    (line,) = (
        each
        for each in handover.of_group(scene.chair("lluvia"), scene.group)
        if each.state is HandoverState.OPEN
    )
    assert (line.giver, line.receiver) == ("Colibrí", "Lluvia")
    assert sorts(scene.look(line.id).points)[:3] == [CALL, INCIDENT, WORRY]
    scene.accept_all(line.id)
    assert scene.look(line.id).line.state is HandoverState.ACCEPTED
    assert scene.leaders() == ("Lluvia", "")


def test_somebody_new_in_anothers_place_finds_the_points_on_today(scene: Scene, crew: Crew) -> None:
    desk = scene.chair("colibri")
    scene.chair.desk = team.replace(
        crew.folder, desk, crew.nube.card.id, "Brisa", "una frase para brisa", clock=desk.work.clock
    )
    assert scene.leaders() == ("Brisa", "")
    (line,) = handover.of_group(scene.chair("colibri"), scene.group)
    assert (line.receiver, line.state) == ("Brisa", HandoverState.OPEN)
