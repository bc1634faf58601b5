"""Two people who do not go into one group: no door brings them together, and nobody is named."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.schema import ENROLMENT, MERGE
from desktop.programme.vocabulary import EnrolmentState, Intake
from desktop.services import apart, attendance, closing_group, enrolments, groups, people
from desktop.services.apart import KeptApart, OnlyCoordination
from desktop.services.enrolments import standings
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotFound
from desktop.services.today_attention import AttentionKind, of_others
from tests.desktop.services.conftest import FIRST_MEETING
from tests.desktop.services.meeting_places import OneChair

TODAY = date(2026, 11, 22)


@pytest.fixture
def other_group(desk, course) -> bytes:
    return groups.create_group(desk.work, NewGroup("Encino", FIRST_MEETING, 960)).created[0]


@pytest.fixture
def luna(course) -> bytes:
    return course.people[0]


@pytest.fixture
def new(desk) -> bytes:
    return people.add_person(desk.work, PersonForm(nickname="Marea", name="Ana")).created[0]


def is_in(desk, group: bytes, person: bytes) -> bool:
    with desk.work.read() as connection:
        return standings(connection, group).get(person) in enrolments.HERE


def test_no_door_brings_them_into_one_group(desk, course, luna, new, other_group) -> None:
    vault = desk.work
    apart.keep(vault, new, luna, TODAY)
    groups.add_to_group(vault, other_group, [new])
    for door in (
        lambda: enrolments.add_to_group(vault, course.group, [new]),
        lambda: enrolments.admit(desk, course.group, [new], "porque sí"),
        lambda: enrolments.transfer(vault, new, other_group, course.group),
        lambda: enrolments.transfer(vault, luna, course.group, other_group),
    ):
        with pytest.raises(KeptApart):
            door()
    assert not is_in(desk, course.group, new)
    assert is_in(desk, course.group, luna)


def test_who_is_away_for_a_while_counts_and_who_left_does_not(desk, course, luna, new) -> None:
    vault = desk.work
    apart.keep(vault, luna, new, TODAY)
    enrolments.pause_in_group(vault, course.group, luna)
    with pytest.raises(KeptApart):
        enrolments.add_to_group(vault, course.group, [new])
    enrolments.leave_group(vault, course.group, luna)
    enrolments.add_to_group(vault, course.group, [new])
    with pytest.raises(KeptApart):
        enrolments.rejoin(vault, course.group, luna)
    closing_group.complete(vault, course.group, (new,))
    enrolments.rejoin(vault, course.group, luna)
    with pytest.raises(KeptApart):
        closing_group.not_completed(vault, course.group, new)


def test_both_at_once_are_refused_and_others_are_not(desk, course, luna, new, other_group) -> None:
    apart.keep(desk.work, luna, new, TODAY)
    with pytest.raises(KeptApart):
        enrolments.add_to_group(desk.work, other_group, [luna, new])
    enrolments.add_to_group(desk.work, other_group, [course.people[1], new])
    enrolments.add_to_group(desk.work, course.group, [luna, course.people[2]])


def test_the_refusal_names_nobody_and_no_reason(desk, course, luna, new) -> None:
    apart.keep(desk.work, luna, new, TODAY)
    with pytest.raises(KeptApart) as refused:
        enrolments.add_to_group(desk.work, course.group, [new])
    told = " ".join(map(str, refused.value.sentences))
    assert "No van en el mismo grupo" in told
    for person in (luna, new):
        known = people.get_person(desk.work, person)
        assert known.folio not in told
        assert known.nickname not in told


def test_who_is_in_it_already_stays_and_is_marked_as_ever(desk, course) -> None:
    one, two = course.people[:2]
    apart.keep(desk.work, one, two, TODAY)
    assert not enrolments.add_to_group(desk.work, course.group, [one, two])
    attendance.mark(desk.work, course.sessions[0], one, attendance.AttendanceState.PRESENT)


def test_a_coordinator_hears_of_who_is_together_all_the_same(desk, course) -> None:
    one, two = course.people[:2]
    apart.keep(desk.work, two, one, TODAY)
    (told,) = [each for each in of_others(desk, TODAY) if each.group == course.group]
    assert told.kind is AttentionKind.PROTECTION
    folios = {people.get_person(desk.work, each).folio for each in (one, two)}
    assert all(folio in str(told.what) for folio in folios)
    (line,) = apart.of_person(desk.work, one)
    assert (line.participant, line.nickname, line.since, line.together) == (
        two,
        "Ceiba",
        TODAY,
        True,
    )
    enrolments.leave_group(desk.work, course.group, two)
    assert not [each for each in of_others(desk, TODAY) if each.group == course.group]
    assert not apart.of_person(desk.work, one)[0].together


def test_only_a_coordinator_ends_it(crew, clock) -> None:
    chair = OneChair(crew.folder, {"colibri": crew.colibri, "nube": crew.nube}, clock)
    desk = chair("nube")
    one, two = (
        people.add_person(desk.work, PersonForm(nickname=nickname)).created[0]
        for nickname in ("Luna", "Flor")
    )
    apart.keep(desk.work, one, two, TODAY)
    group = groups.create_group(desk.work, NewGroup("Encino", FIRST_MEETING, 960)).created[0]
    groups.add_to_group(desk.work, group, [one])
    assert list(apart.on_today(desk, TODAY)) == []
    with pytest.raises(OnlyCoordination):
        apart.end(desk, one, two)
    desk = chair("colibri")
    apart.end(desk, one, two)
    with pytest.raises(NotFound):
        apart.end(desk, one, two)
    groups.add_to_group(desk.work, group, [two])
    chair.leave()


def test_nobody_is_kept_apart_from_herself(desk, luna, new) -> None:
    with desk.work.write() as journal:
        journal.record(MERGE.pair(luna, new, undone=False, on_date="2026-11-01"))
    for other in (luna, new):
        with pytest.raises(BadForm):
            apart.keep(desk.work, luna, other, TODAY)


def test_a_record_that_was_merged_is_kept_apart_under_either_id(desk, course, luna, new) -> None:
    twin = people.add_person(desk.work, PersonForm(nickname="Otra")).created[0]
    apart.keep(desk.work, luna, twin, TODAY)
    with desk.work.write() as journal:
        journal.record(MERGE.pair(twin, new, undone=False, on_date="2026-11-01"))
    with pytest.raises(KeptApart):
        enrolments.add_to_group(desk.work, course.group, [new])


def test_a_new_person_with_a_group_of_her_own_is_never_asked(desk, course, luna, new) -> None:
    apart.keep(desk.work, luna, new, TODAY)
    form = PersonForm(nickname="Sol")
    assert people.add_person(desk.work, form, group=course.group).created


def test_two_that_another_laptop_put_together_are_told_of(desk, course, luna, new) -> None:
    apart.keep(desk.work, luna, new, TODAY)
    with desk.work.write() as journal:
        journal.record(ENROLMENT.pair(course.group, new, state=EnrolmentState.ACTIVE))
    assert [each.argument for each in apart.on_today(desk, TODAY)] == [course.group]


def test_a_closed_group_that_has_begun_says_apart_first(desk, course, luna, new) -> None:
    with desk.work.write() as journal:
        from desktop.programme.schema import GROUP

        journal.record(GROUP.of(course.group, intake=Intake.CLOSED))
    attendance.mark(desk.work, course.sessions[0], luna, attendance.AttendanceState.PRESENT)
    apart.keep(desk.work, luna, new, TODAY)
    with pytest.raises(KeptApart):
        enrolments.add_to_group(desk.work, course.group, [new])
