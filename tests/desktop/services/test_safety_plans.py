"""A woman's plan keeps her words as she said them, and is called to mind when it should be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.safety_plan import COLUMNS, TEXT_MAX_CHARS
from desktop.programme.schema import CLOSENESS, PARTICIPANT
from desktop.programme.vocabulary import HandoverSort, LeaveReason, Nearness, PaperPlace
from desktop.services import enrolments, open_points, safety_plans, timeline
from desktop.services.closeness import RecordClosed
from desktop.services.entrance import Desk
from desktop.services.home import own_member
from desktop.services.keeping_safe import KeptElsewhere
from desktop.services.refusals import BadForm
from desktop.services.today_attention import AttentionKind, of_others
from tests.desktop.services.conftest import Course

TODAY = date(2026, 11, 22)
ODD = "  Primera línea\r\n\u202eal revés\u202c e\u0301 «comillas»\t\n "


def reviews(desk: Desk, today: date = TODAY) -> list[bytes | None]:
    return [
        each.participant
        for each in of_others(desk, today)
        if each.kind is AttentionKind.REVIEW and each.page == "plan"
    ]


def test_her_words_are_kept_as_typed_and_found_again(desk: Desk, course: Course) -> None:
    person = course.people[0]
    assert not safety_plans.get(desk.work, person).begun
    for number, column in enumerate(COLUMNS):
        safety_plans.write(desk.work, person, column, f"{number}{ODD}")
    found = safety_plans.get(desk.work, person)
    assert [found.answers[column].text for column in COLUMNS] == [
        f"{number}{ODD}" for number in range(len(COLUMNS))
    ]
    assert not any(each.also for each in found.answers.values())


def test_ten_thousand_letters_fit_and_one_more_is_refused_not_cut(
    desk: Desk, course: Course
) -> None:
    person = course.people[0]
    whole = "ñ" * TEXT_MAX_CHARS
    safety_plans.write(desk.work, person, "signs", whole)
    with pytest.raises(BadForm):
        safety_plans.write(desk.work, person, "signs", whole + "x")
    assert safety_plans.get(desk.work, person).answers["signs"].text == whole


def test_the_history_of_a_question_tells_every_version_and_who_wrote_it(
    desk: Desk, course: Course
) -> None:
    person = course.people[0]
    for text in ("una", "otra", ""):
        safety_plans.write(desk.work, person, "bag", text)
    safety_plans.write(desk.work, person, "money", "no es de esta pregunta")
    told = safety_plans.history(desk.work, person, "bag")
    assert [(each.text, each.stands) for each in told] == [
        ("", True),
        ("otra", False),
        ("una", False),
    ]
    assert {each.author for each in told} == {"Colibrí"}


def test_she_may_want_none_and_may_change_her_mind(desk: Desk, course: Course) -> None:
    person = course.people[0]
    safety_plans.decline(desk.work, person, TODAY)
    found = safety_plans.get(desk.work, person)
    assert (found.declined, found.declined_on, found.begun) == (True, TODAY, False)
    safety_plans.write(desk.work, person, "signal", "una luz")
    found = safety_plans.get(desk.work, person)
    assert (found.declined, found.declined_on, found.begun) == (False, None, True)


def test_agreeing_on_a_plan_after_a_no_calls_its_review_to_mind(desk: Desk, course: Course) -> None:
    person = course.people[0]
    safety_plans.write(desk.work, person, "signs", "cuando bebe")
    safety_plans.decline(desk.work, person, TODAY)
    safety_plans.agree(desk.work, person, TODAY, TODAY)
    assert not safety_plans.get(desk.work, person).declined
    assert reviews(desk) == [person]


def test_a_review_is_asked_from_its_day_on_and_not_where_she_wanted_none(
    desk: Desk, course: Course
) -> None:
    first, second = course.people[:2]
    for person in (first, second):
        safety_plans.write(desk.work, person, "signs", "algo")
        safety_plans.agree(desk.work, person, TODAY - timedelta(days=30), TODAY)
    assert set(reviews(desk)) == {first, second}
    assert reviews(desk, TODAY - timedelta(days=1)) == []
    safety_plans.decline(desk.work, second, TODAY)
    assert reviews(desk) == [first]
    safety_plans.review(desk.work, first, None)
    assert reviews(desk) == []
    assert safety_plans.get(desk.work, first).agreed_with == "Colibrí"


@pytest.mark.parametrize("told", ["in a group", "of the person"])
def test_after_her_death_nothing_is_asked(desk: Desk, course: Course, told: str) -> None:
    person = course.people[0]
    safety_plans.write(desk.work, person, "signs", "algo")
    safety_plans.agree(desk.work, person, TODAY, TODAY)
    if told == "in a group":
        enrolments.leave_group(desk.work, course.group, person, reason=LeaveReason.DIED)
    else:
        with desk.work.write() as journal:
            journal.record(PARTICIPANT.of(person, died=True, died_on=TODAY.isoformat()))
    assert reviews(desk) == []
    assert safety_plans.get(desk.work, person).whom.stopped
    assert safety_plans.open_in(desk.work, course.group) == ()


def test_a_plan_goes_along_when_a_group_is_handed_over(desk: Desk, course: Course) -> None:
    person = course.people[0]
    safety_plans.write(desk.work, person, "signs", "algo")
    safety_plans.agree(desk.work, person, TODAY, TODAY + timedelta(days=9))
    (point,) = [
        each
        for each in open_points.in_group(desk.work, course.group, TODAY)
        if each.sort is HandoverSort.PLAN
    ]
    assert (point.about, point.due) == (person, TODAY + timedelta(days=9))
    assert "algo" not in f"{point.what} {point.hint}"
    assert HandoverSort.PLAN in open_points.TOLD


def test_the_timeline_tells_the_days_and_no_words(desk: Desk, course: Course) -> None:
    person = course.people[0]
    safety_plans.write(desk.work, person, "signs", "palabras suyas")
    safety_plans.agree(desk.work, person, TODAY, None)
    safety_plans.note_paper(desk.work, person, PaperPlace.OFFICE, TODAY)
    told = [each for each in timeline.of_person(desk.work, person) if each.page == "plan"]
    assert [each.on for each in told] == [TODAY, TODAY]
    assert "palabras" not in " ".join(str(each.what) for each in told)


def test_who_is_close_to_her_neither_reads_nor_writes_it(desk: Desk, course: Course) -> None:
    person = course.people[0]
    safety_plans.write(desk.work, person, "signs", "algo")
    safety_plans.agree(desk.work, person, TODAY, TODAY)
    with desk.work.write() as journal:
        me = own_member(journal.connection, desk.work)
        journal.record(
            CLOSENESS.pair(
                person, me, relation=Nearness.FAMILY, declared_on=TODAY.isoformat(), ended=None
            )
        )
    for call in (
        lambda: safety_plans.get(desk.work, person),
        lambda: safety_plans.write(desk.work, person, "bag", "x"),
        lambda: safety_plans.history(desk.work, person, "signs"),
        lambda: safety_plans.note_paper(desk.work, person, PaperPlace.OFFICE, TODAY),
    ):
        with pytest.raises(RecordClosed):
            call()
    assert reviews(desk) == []


def test_the_mens_stream_keeps_no_plans(mens_desk: Desk) -> None:
    with pytest.raises(KeptElsewhere):
        safety_plans.get(mens_desk.work, bytes(16))
    with pytest.raises(KeptElsewhere):
        safety_plans.write(mens_desk.work, bytes(16), "signs", "x")
    assert safety_plans.needing(mens_desk.work, TODAY) == ()
