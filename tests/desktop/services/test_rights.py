"""Requests about one's own data are kept with their dates, and lists of names are refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.i18n import install
from desktop.programme.own_record import CHAPTERS, OF_OTHERS
from desktop.programme.rights import SATURDAY, TERM_DAYS, due_on
from desktop.programme.schema import (
    CALL,
    INCIDENT,
    KINDS,
    OWN_WORDS,
    PARTICIPANT,
    RISK,
    SAFETY_PLAN,
)
from desktop.programme.vocabulary import AttendanceState, RightOutcome, RightSort
from desktop.reports.list_refusal import list_refusal
from desktop.reports.own_record import own_record as paper
from desktop.services import attendance, enrolments, own_record, people, retention, rights
from desktop.services.entrance import Desk
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotFound
from desktop.services.rights import Asking, OnlyCoordination
from desktop.services.rights_views import on_today, shown
from desktop.services.timeline import of_person
from desktop.trouble import Trouble
from tests.desktop.services.conftest import Course

ASKED = date(2026, 11, 3)


def ask(desk: Desk, person: bytes, sort: RightSort = RightSort.ACCESS) -> bytes:
    return rights.ask(desk.work, Asking(sort, ASKED, "con mis palabras", person)).created[0]


@settings(max_examples=60)
@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.integers(1, 60),
    st.sets(st.integers(1, 100), max_size=8),
)
def test_the_last_day_is_so_many_working_days_later(
    asked: date, term: int, holidays: set[int]
) -> None:
    off = {asked + timedelta(days=n) for n in holidays}
    due = due_on(asked, term, off)
    days = [asked + timedelta(days=n) for n in range(1, (due - asked).days + 1)]
    assert sum(day.weekday() < SATURDAY and day not in off for day in days) == term
    assert due.weekday() < SATURDAY
    assert due not in off


def test_a_request_has_a_last_day_that_leaves_out_weekends_and_holidays(
    desk: Desk, course: Course
) -> None:
    ask(desk, course.people[0])
    (request,) = rights.of_person(desk.work, course.people[0])
    assert (request.asked_on, request.asked) == (ASKED, "con mis palabras")
    assert request.due_on is not None
    # 16 November is the Monday on which the 20th is kept, a day of rest by law.
    assert request.due_on == due_on(ASKED, TERM_DAYS, {date(2026, 11, 16)})


def test_another_term_counts_from_then_on(desk: Desk, course: Course) -> None:
    ask(desk, course.people[0])
    rights.set_term_days(desk, 5)
    ask(desk, course.people[1])
    first, second = (rights.of_person(desk.work, person)[0] for person in course.people[:2])
    assert second.due_on == date(2026, 11, 10)
    assert first.due_on != second.due_on
    with pytest.raises(BadForm):
        rights.set_term_days(desk, 0)


def test_what_is_near_or_past_its_last_day_is_on_today_by_folio(desk: Desk, course: Course) -> None:
    right = ask(desk, course.people[0])
    assert not list(on_today(desk, ASKED))
    (line,) = on_today(desk, date(2027, 3, 1))
    folio = people.get_person(desk.work, course.people[0]).folio
    assert line.what.values == {"folio": folio}
    assert (line.page, line.argument) == ("rights", course.people[0])
    rights.answer(desk, right, RightOutcome.DONE, date(2027, 3, 1))
    assert not list(on_today(desk, date(2027, 3, 1)))


def test_a_no_says_why(desk: Desk, course: Course) -> None:
    right = ask(desk, course.people[0], RightSort.OPPOSITION)
    with pytest.raises(BadForm):
        rights.answer(desk, right, RightOutcome.REFUSED, ASKED)
    rights.answer(desk, right, RightOutcome.REFUSED, ASKED, "Es necesario para venir")
    (request,) = rights.of_person(desk.work, course.people[0])
    assert (request.open, request.outcome_why) == (False, "Es necesario para venir")
    rights.reopen(desk, right)
    assert rights.of_person(desk.work, course.people[0])[0].open


def test_a_request_to_erase_is_not_called_done_before_it_is(desk: Desk, course: Course) -> None:
    right = ask(desk, course.people[0], RightSort.CANCELLATION)
    with pytest.raises(BadForm):
        rights.answer(desk, right, RightOutcome.DONE, ASKED)
    rights.answer(desk, right, RightOutcome.WITHDRAWN, ASKED)


def test_only_coordinators_answer_and_read_a_whole_record(
    mens_desk: Desk,
) -> None:
    person = people.add_person(mens_desk.work, PersonForm(nickname="Roble")).created[0]
    right = ask(mens_desk, person)
    with pytest.raises(OnlyCoordination):
        rights.answer(mens_desk, right, RightOutcome.DONE, ASKED)
    with pytest.raises(OnlyCoordination):
        own_record.read(mens_desk, person)
    assert not list(on_today(mens_desk, date(2027, 3, 1)))


@pytest.mark.parametrize(
    "asking",
    [
        Asking(RightSort.ACCESS, ASKED),
        Asking(RightSort.LIST, ASKED),
        Asking(RightSort.LIST, ASKED, authority="x" * 500),
        Asking(RightSort.ACCESS, ASKED, "x" * 3_000, bytes(16)),
        Asking(RightSort.ACCESS, ASKED, "", bytes(16)),
    ],
)
def test_what_cannot_be_written_down_is_refused_whole(desk: Desk, asking: Asking) -> None:
    with pytest.raises(Trouble):
        rights.ask(desk.work, asking)
    assert rights.everything(desk.work) == ()


def test_a_request_for_names_is_refused_as_it_is_written_down(desk: Desk, course: Course) -> None:
    asking = Asking(RightSort.LIST, ASKED, "el padrón completo", authority="Ayuntamiento")
    rights.ask(desk.work, asking)
    (request,) = rights.everything(desk.work)
    assert (request.outcome, request.person) == (RightOutcome.REFUSED, None)
    assert (request.authority, request.asked_on) == ("Ayuntamiento", ASKED)


def test_the_refusal_names_nobody_and_counts_nobody(desk: Desk, course: Course) -> None:
    install("es")
    html = list_refusal("Ayuntamiento <b>", ASKED)
    assert "Ayuntamiento &lt;b&gt;" in html
    assert "20 de marzo de 2025" in html
    for line in people.list_people(desk.work):
        assert line.folio not in html
        assert line.nickname not in html
    assert str(len(course.people)) + " personas" not in html


def test_every_column_that_can_hang_on_a_person_is_told_or_withheld() -> None:
    chapters = {chapter.kind.number: chapter for chapter in CHAPTERS}
    others = {kind.number for kind in OF_OTHERS}
    for kind in KINDS:
        columns = {name for register in kind.registers for name, _ in register.columns}
        columns |= set(kind.identity)
        if kind is not PARTICIPANT and "participant" not in columns:
            continue
        if kind.number not in others:
            chapter = chapters[kind.number]
            assert set(chapter.told) | chapter.withheld == columns - {"participant"}, kind.name
            assert not set(chapter.told) & chapter.withheld


def test_the_own_record_holds_what_she_said_and_nothing_of_others(
    desk: Desk, course: Course
) -> None:
    install("es")
    who, session = course.people[0], course.sessions[0]
    attendance.mark(desk.work, session, who, AttendanceState.PRESENT)
    with desk.work.write() as journal:
        journal.record(
            PARTICIPANT.of(who, name="María Prueba", note="nota del equipo"),
            OWN_WORDS.new(participant=who, session=session, sort=1, text="pedir ayuda <antes>"),
            CALL.new(participant=who, on_date="2026-11-01", outcome=4, note="dijo la vecina Chona"),
            INCIDENT.new(session=session, sort=9, participant=who, note="llegó el hermano"),
            SAFETY_PLAN.child(who, 0, signs="cuando grita", who_helps="la tía Lola"),
            RISK.new(participant=who, instrument="ejemplo", version="1", band=77),
        )
    record = own_record.read(desk, who)
    assert record.left_out
    html = paper(record, ASKED)
    for told in ("María Prueba", "pedir ayuda &lt;antes&gt;", "Nadie contestó", "cuando grita"):
        assert told in html
    for others in ("nota del equipo", "Chona", "hermano", "Lola", "Colibrí"):
        assert others not in html
    assert "77" in html  # a code of a later version is kept, so it is told
    struck = paper(record, ASKED, {(0, 0, n) for n in range(40)})
    assert "María Prueba" not in struck
    assert "pedir ayuda" in struck


def test_requests_are_on_the_timeline(desk: Desk, course: Course) -> None:
    ask(desk, course.people[0])
    assert [e.on for e in of_person(desk.work, course.people[0]) if e.page == "rights"] == [ASKED]


def test_old_records_are_proposed_only_where_somebody_chose_so(desk: Desk, course: Course) -> None:
    vault, who = desk.work, course.people[0]
    late = date(2031, 1, 1)
    form = PersonForm(nickname="Palma", intake_date=date(2020, 2, 1))
    alone = people.add_person(vault, form).created[0]
    assert retention.to_review(desk, late) == ()
    retention.set_months(desk, 24)
    # Who is in a group is never on the list.
    assert [each.person for each in retention.to_review(desk, late)] == [alone]
    enrolments.leave_group(vault, course.group, who, since=date(2026, 11, 1))
    assert {each.person for each in retention.to_review(desk, late)} == {alone, who}
    assert [each.person for each in retention.to_review(desk, date(2027, 1, 1))] == [alone]


def test_a_record_is_kept_with_a_reason_until_the_next_review(desk: Desk) -> None:
    vault, on = desk.work, date(2026, 11, 20)
    form = PersonForm(nickname="Palma", intake_date=date(2020, 2, 1))
    alone = people.add_person(vault, form).created[0]
    retention.set_months(desk, 12)
    with pytest.raises(BadForm):
        retention.keep(desk, alone, "  ", on)
    retention.keep(desk, alone, "hay un juicio", on)
    assert retention.to_review(desk, on) == ()
    assert retention.to_review(desk, date(2027, 11, 21)) != ()
    assert people.get_person(vault, alone).nickname == "Palma"


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(-120, 120))
@settings(max_examples=60)
def test_months_are_counted_on_the_calendar(on: date, count: int) -> None:
    then = retention.months_before(on, count)
    assert (on.year * 12 + on.month) - (then.year * 12 + then.month) == count
    assert then.day <= on.day


def test_the_page_shows_nobody_who_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFound):
        shown(desk, bytes(16), ASKED)
