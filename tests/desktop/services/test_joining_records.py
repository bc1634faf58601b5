"""Two records of one person become one, the counts follow, and they are two again at any time."""

# ruff: noqa: S608 - only names of our own schema are put into the text

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.journal import erasure
from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import (
    ALLOWANCE,
    APART,
    ATTENDANCE,
    CALL,
    CONSENT,
    COURT_ORDER,
    ENROLMENT,
    INTAKE,
    KINDS,
    MERGE,
    PARTICIPANT,
    REFERRAL,
    RISK,
    SAFETY_PLAN,
)
from desktop.programme.vocabulary import (
    AttendanceState,
    ConsentState,
    EnrolmentState,
    LeaveReason,
    Purpose,
    RiskBand,
)
from desktop.records.statements import STATEMENTS
from desktop.services import duplicates, groups, history, joining_records, paper_sheets, people
from desktop.services.entrance import Desk
from desktop.services.joined_values import BETWEEN
from desktop.services.joining_records import SameRecord
from desktop.services.refusals import NotFound
from tests.desktop.services.conftest import Course

TODAY = date(2026, 11, 22)


def shown(vault: OpenVault) -> dict[str, dict[bytes, tuple[Any, ...]]]:
    """Every record that is not deleted, but for what the merges say of themselves."""
    with vault.read() as connection:
        return {
            kind.name: {
                bytes(row[0]): tuple(row[1:])
                for row in connection.exec_driver_sql(
                    f"SELECT id, {', '.join(name for name, _ in STATEMENTS[kind.number].columns)} "
                    f"FROM {kind.name} WHERE NOT deleted"
                )
                if any(value is not None for value in row[1:])
            }
            for kind in KINDS
            if kind is not MERGE
        }


def mark(
    vault: OpenVault, session: bytes, person: bytes, state: AttendanceState, **more: Any
) -> None:
    with vault.write() as journal:
        journal.record(ATTENDANCE.pair(session, person, state=state, **more))


def state_of(vault: OpenVault, session: bytes, person: bytes) -> int | None:
    with vault.read() as connection:
        row = connection.exec_driver_sql(
            "SELECT state FROM attendance WHERE session = ? AND participant = ? AND NOT deleted",
            (session, person),
        ).fetchone()
    return None if row is None else row[0]


def test_all_that_hung_on_the_one_hangs_on_the_other(desk: Desk, course: Course) -> None:
    vault = desk.work
    gone, kept, third = course.people[:3]
    mark(vault, course.sessions[0], gone, AttendanceState.PRESENT)
    with vault.write() as journal:
        journal.record(
            CALL.new(participant=gone, grp=course.group, on_date="2026-11-01"),
            COURT_ORDER.new(participant=gone, case_number="12/2026"),
            INTAKE.new(participant=gone, on_date="2026-10-01"),
            REFERRAL.new(participant=gone, sent_on="2026-10-02"),
            RISK.new(participant=gone, instrument="x", band=RiskBand.HIGH),
            CONSENT.child(gone, int(Purpose.TAKING_PART), state=ConsentState.GIVEN),
            SAFETY_PLAN.child(gone, 0, signs="la puerta"),
            APART.pair(*sorted((gone, third)), ended=False),
            ALLOWANCE.pair(course.sessions[0], gone, cents=5000),
        )
    with vault.read() as connection:
        hung = erasure.reach(connection, [gone]) - {gone}
    joining_records.join(vault, gone, kept, TODAY)
    with vault.read() as connection:
        left = erasure.reach(connection, [gone])
        for kind in KINDS:
            if kind is MERGE:
                continue
            rows = connection.exec_driver_sql(f"SELECT * FROM {kind.name} WHERE NOT deleted")
            assert not any(gone in tuple(row) for row in rows), kind.name
        now = erasure.reach(connection, [kept])
    assert hung <= left | now  # an erasure of the person takes both records and finds it all
    copied = hung - now  # enrolment, mark, consent, plan, apart, money
    assert len(copied) == 6
    assert gone not in {line.id for line in people.list_people(vault)}
    person = people.get_person(vault, kept)
    with vault.read() as connection:
        assert _hidden(connection, copied) == 6
    assert person.groups


def _hidden(connection: Any, records: set[bytes]) -> int:
    return sum(
        connection.exec_driver_sql(
            f"SELECT count(*) FROM {kind.name} WHERE deleted AND id = ?", (record,)
        ).scalar_one()
        for kind in KINDS
        for record in records
    )


@pytest.mark.parametrize(
    ("gone_mark", "kept_mark", "counts"),
    [
        ((AttendanceState.PRESENT, None), (AttendanceState.ABSENT, None), AttendanceState.PRESENT),
        ((AttendanceState.ABSENT, None), (AttendanceState.LATE, None), AttendanceState.LATE),
        (
            (AttendanceState.PRESENT, None),
            (AttendanceState.ABSENT, "firmó otra"),
            AttendanceState.ABSENT,
        ),
        (
            (AttendanceState.ABSENT, "no vino"),
            (AttendanceState.PRESENT, None),
            AttendanceState.ABSENT,
        ),
        ((AttendanceState.LATE, None), (AttendanceState.PRESENT, None), AttendanceState.PRESENT),
    ],
)
def test_who_was_marked_twice_counts_once(
    desk: Desk, course: Course, gone_mark: Any, kept_mark: Any, counts: AttendanceState
) -> None:
    vault, session = desk.work, course.sessions[0]
    gone, kept = course.people[:2]
    mark(vault, session, gone, gone_mark[0], correction=gone_mark[1])
    mark(vault, session, kept, kept_mark[0], correction=kept_mark[1])
    (told,) = joining_records.coming(vault, gone, kept).both
    assert told.counts is counts
    joining_records.join(vault, gone, kept, TODAY)
    assert state_of(vault, session, kept) == counts
    assert state_of(vault, session, gone) is None
    joining_records.separate(vault, gone, kept, TODAY)
    assert state_of(vault, session, kept) == kept_mark[0]
    assert state_of(vault, session, gone) == gone_mark[0]


def test_what_protects_holds_and_both_plans_are_kept(desk: Desk, course: Course) -> None:
    vault = desk.work
    gone, kept = course.people[:2]
    with vault.write() as journal:
        journal.record(
            PARTICIPANT.of(gone, phone="312 1", phone_safe=False),
            PARTICIPANT.of(kept, phone="312 2", phone_safe=True),
            CONSENT.child(gone, 5, state=ConsentState.WITHDRAWN),
            CONSENT.child(kept, 5, state=ConsentState.GIVEN),
            SAFETY_PLAN.child(gone, 0, signs="la puerta", money="en casa de Sol"),
            SAFETY_PLAN.child(kept, 0, signs="los pasos"),
            ENROLMENT.pair(
                course.group, gone, state=EnrolmentState.LEFT, leave_reason=LeaveReason.DIED
            ),
        )
    joining_records.join(vault, gone, kept, TODAY)
    with vault.read() as connection:
        assert connection.exec_driver_sql(
            "SELECT phone, phone_safe FROM participant WHERE id = ?", (kept,)
        ).one() == ("312 1", 0)
        assert (
            connection.exec_driver_sql(
                "SELECT state FROM consent WHERE participant = ? AND ordinal = 5", (kept,)
            ).scalar_one()
            == ConsentState.WITHDRAWN
        )
        assert connection.exec_driver_sql(
            "SELECT signs, money FROM safety_plan WHERE participant = ?", (kept,)
        ).one() == ("los pasos" + BETWEEN + "la puerta", "en casa de Sol")
        assert (
            connection.exec_driver_sql(
                "SELECT leave_reason FROM enrolment WHERE participant = ?", (kept,)
            ).scalar_one()
            == LeaveReason.DIED
        )


def test_the_toast_takes_it_back_and_nothing_stays(desk: Desk, course: Course) -> None:
    vault = desk.work
    gone, kept = course.people[:2]
    mark(vault, course.sessions[0], gone, AttendanceState.PRESENT)
    before = shown(vault)
    changes = joining_records.join(vault, gone, kept, TODAY)
    assert shown(vault) != before
    history.undo_all(desk.vaults, changes)
    assert shown(vault) == before
    assert not joining_records.settle(vault)
    assert shown(vault) == before
    assert joining_records.joined(vault) == ()


def test_separating_can_be_taken_back_too(desk: Desk, course: Course) -> None:
    vault = desk.work
    gone, kept = course.people[:2]
    mark(vault, course.sessions[0], gone, AttendanceState.PRESENT)
    joining_records.join(vault, gone, kept, TODAY)
    as_one = shown(vault)
    history.undo_all(desk.vaults, joining_records.separate(vault, gone, kept, TODAY))
    assert shown(vault) == as_one
    assert not joining_records.settle(vault)
    assert len(joining_records.joined(vault)) == 1


def test_nobody_is_joined_with_herself_or_with_nobody(desk: Desk, course: Course) -> None:
    gone, kept = course.people[:2]
    with pytest.raises(SameRecord):
        joining_records.join(desk.work, gone, gone, TODAY)
    with pytest.raises(NotFound):
        joining_records.separate(desk.work, gone, kept, TODAY)
    joining_records.join(desk.work, gone, kept, TODAY)
    with pytest.raises(NotFound):
        joining_records.join(desk.work, gone, kept, TODAY)


def test_a_late_mark_follows_and_settling_again_changes_nothing(desk: Desk, course: Course) -> None:
    vault, (gone, kept) = desk.work, course.people[:2]
    mark(vault, course.sessions[0], gone, AttendanceState.PRESENT)
    before = shown(vault)
    joining_records.join(vault, gone, kept, TODAY)
    mark(vault, course.sessions[1], gone, AttendanceState.PRESENT)
    assert joining_records.settle(vault)
    assert state_of(vault, course.sessions[1], kept) == AttendanceState.PRESENT
    assert state_of(vault, course.sessions[1], gone) is None
    assert not joining_records.settle(vault)
    joining_records.separate(vault, gone, kept, TODAY)
    assert state_of(vault, course.sessions[1], gone) == AttendanceState.PRESENT
    after = shown(vault)
    after["attendance"] = {
        k: v for k, v in after["attendance"].items() if k in before["attendance"]
    }
    assert after == before


def test_what_was_changed_since_stays_when_they_are_two_again(desk: Desk, course: Course) -> None:
    vault, (gone, kept) = desk.work, course.people[:2]
    mark(vault, course.sessions[0], gone, AttendanceState.PRESENT)
    mark(vault, course.sessions[0], kept, AttendanceState.ABSENT)
    joining_records.join(vault, gone, kept, TODAY)
    mark(vault, course.sessions[0], kept, AttendanceState.EXCUSED)
    joining_records.separate(vault, gone, kept, TODAY)
    assert state_of(vault, course.sessions[0], kept) == AttendanceState.EXCUSED
    assert state_of(vault, course.sessions[0], gone) == AttendanceState.PRESENT


PERSONS, SESSIONS = 4, 3
marks = st.dictionaries(
    st.tuples(st.integers(0, SESSIONS - 1), st.integers(0, PERSONS - 1)),
    st.tuples(st.sampled_from(AttendanceState), st.none() | st.just("se corrigió")),
    max_size=8,
)
two = st.tuples(st.integers(0, PERSONS - 1), st.integers(0, PERSONS - 1)).filter(
    lambda pair: pair[0] != pair[1]
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    marked=marks,
    plans=st.dictionaries(st.integers(0, 3), st.text("ab", min_size=1, max_size=3)),
    merges=st.lists(two, min_size=1, max_size=4),
)
def test_joined_and_separated_everything_is_as_it_was(
    desk: Desk,
    course: Course,
    marked: dict[tuple[int, int], tuple[AttendanceState, str | None]],
    plans: dict[int, str],
    merges: list[tuple[int, int]],
) -> None:
    """Whatever was joined with whatever, also in chains; and in between each mark counts once."""
    vault = desk.work
    for (session, person), (state, why) in marked.items():
        mark(vault, course.sessions[session], course.people[person], state, correction=why)
    with vault.write() as journal:
        journal.record(
            *(SAFETY_PLAN.child(course.people[n], 0, signs=text) for n, text in plans.items())
        )
    before = shown(vault)
    for gone, kept in merges:
        try:
            joining_records.join(vault, course.people[gone], course.people[kept], TODAY)
        except NotFound:
            continue  # one of them is shown no more
    assert not joining_records.settle(vault)
    for pair in joining_records.joined(vault):
        joining_records.separate(vault, pair.gone, pair.kept, TODAY)
    assert joining_records.joined(vault) == ()
    assert shown(vault) == before
    with vault.write() as journal:  # the next example begins anew
        journal.record(
            *(
                ATTENDANCE.pair(session, person, state=None, correction=None)
                for session in course.sessions[:SESSIONS]
                for person in course.people[:PERSONS]
            )
        )


def test_a_paper_that_was_printed_before_brings_its_marks_to_who_stays(
    desk: Desk, course: Course
) -> None:
    vault, session = desk.work, course.sessions[0]
    gone, kept = course.people[0], people.add_person(vault, people.PersonForm()).created[0]
    sheet = paper_sheets.new_sheet(vault, session, Random(1)).created[0]
    joining_records.join(vault, gone, kept, TODAY)
    listing = paper_sheets.as_list(vault, sheet)
    assert listing.gone == ()
    assert kept in listing.codes
    paper_sheets.put_marks(vault, sheet, {kept: AttendanceState.PRESENT}, "")
    assert state_of(vault, session, kept) == AttendanceState.PRESENT


def test_two_said_to_be_others_are_named_no_more(desk: Desk) -> None:
    vault = desk.work
    form = people.PersonForm(name="María Guadalupe Pech Canul", birth="1984")
    one = people.add_person(vault, form).created[0]
    other = people.add_person(
        vault, people.PersonForm(name="Ma. Gpe. Canul Pech", birth="1985")
    ).created[0]
    (doubt,) = duplicates.likely(vault)
    assert {doubt.one.person, doubt.other.person} == {one, other}
    duplicates.other_person(vault, one, other, TODAY)
    assert duplicates.likely(vault) == ()
    assert not joining_records.settle(vault)
    assert joining_records.joined(vault) == ()
    joining_records.join(vault, one, other, TODAY)
    assert len(joining_records.joined(vault)) == 1
    assert [each.person for each in duplicates.like(vault, name="Guadalupe Pech Canul")] == [other]


def test_the_journal_makes_the_same_tables_again(desk: Desk, course: Course) -> None:
    vault, (gone, kept) = desk.work, course.people[:2]
    mark(vault, course.sessions[0], gone, AttendanceState.PRESENT)
    joining_records.join(vault, gone, kept, TODAY)
    joining_records.separate(vault, gone, kept, TODAY)
    assert groups.get_group(vault, course.group)
