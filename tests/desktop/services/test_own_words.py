"""A person's own words are kept with the meeting, and told of one person when asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.programme.schema import OWN_WORDS, RECOGNISED
from desktop.programme.vocabulary import ViolenceForm, WordsSort
from desktop.services import history, own_words, people
from desktop.services.entrance import Desk
from desktop.services.own_words import WORDS_MAX, Said
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm, NotEnrolled, NotFound
from tests.desktop.services.conftest import Course

FORMS = frozenset({ViolenceForm.ECONOMIC, ViolenceForm.CONTROL})


def test_what_is_kept_is_what_was_said(desk: Desk, course: Course) -> None:
    session, person = course.sessions[0], course.people[0]
    assert own_words.said(desk.work, session, person) == Said()
    own_words.keep(desk.work, session, person, Said(" Ir al centro de salud ", "", FORMS))
    kept = own_words.said(desk.work, session, person)
    assert kept == Said("Ir al centro de salud", "", FORMS)
    own_words.keep(desk.work, session, person, Said("Ir al centro de salud", "Salir a caminar"))
    kept = own_words.said(desk.work, session, person)
    assert kept == Said("Ir al centro de salud", "Salir a caminar", frozenset())
    assert own_words.said(desk.work, session, course.people[1]) == Said()
    assert own_words.said(desk.work, course.sessions[1], person) == Said()


def test_nothing_said_writes_nothing(desk: Desk, course: Course) -> None:
    assert not own_words.keep(desk.work, course.sessions[0], course.people[0], Said(" ", "\n"))
    said = Said("Una cosa", "Otra", FORMS)
    assert own_words.keep(desk.work, course.sessions[0], course.people[0], said)
    assert not own_words.keep(desk.work, course.sessions[0], course.people[0], said)


def test_keeping_is_one_step_to_take_back(desk: Desk, course: Course) -> None:
    session, person = course.sessions[0], course.people[0]
    first = Said("Uno", "Dos", FORMS)
    own_words.keep(desk.work, session, person, first)
    changed = own_words.keep(desk.work, session, person, Said("", "Tres"))
    history.undo(desk.work, changed)
    assert own_words.said(desk.work, session, person) == first


def test_other_meetings_are_told_apart_and_in_order(desk: Desk, course: Course) -> None:
    person = course.people[0]
    own_words.keep(desk.work, course.sessions[2], person, Said("Tercera", "", FORMS))
    own_words.keep(desk.work, course.sessions[0], person, Said("", "Primera"))
    own_words.keep(desk.work, course.sessions[1], person, Said("Hoy"))
    own_words.keep(desk.work, course.sessions[0], course.people[1], Said("De otra"))
    found = own_words.earlier(desk.work, course.sessions[1], person)
    assert [(each.ordinal, each.words) for each in found] == [
        (1, ((WordsSort.STRATEGY, "Primera"),)),
        (3, ((WordsSort.COMMITMENT, "Tercera"),)),
    ]
    assert set(found[1].forms) == FORMS
    own_words.keep(desk.work, course.sessions[0], person, Said())
    assert len(own_words.earlier(desk.work, course.sessions[1], person)) == 1


def test_what_two_laptops_noted_stands_side_by_side_until_somebody_writes(
    desk: Desk, course: Course
) -> None:
    session, person = course.sessions[0], course.people[0]
    with desk.work.write() as journal:
        for text in ("Desde una", "Desde otra"):
            journal.record(
                OWN_WORDS.new(
                    participant=person, session=session, sort=WordsSort.STRATEGY, text=text
                )
            )
    both = own_words.said(desk.work, session, person)
    assert sorted(both.strategy.split("\n")) == ["Desde otra", "Desde una"]
    assert not own_words.keep(desk.work, session, person, both)
    own_words.keep(desk.work, session, person, Said(strategy="Las dos"))
    assert own_words.said(desk.work, session, person).strategy == "Las dos"


def test_only_people_of_the_group_are_asked(desk: Desk, course: Course) -> None:
    other = people.add_person(desk.work, PersonForm(nickname="Otra")).created[0]
    for call in (
        lambda: own_words.said(desk.work, course.sessions[0], other),
        lambda: own_words.keep(desk.work, course.sessions[0], other, Said("x")),
    ):
        with pytest.raises(NotEnrolled):
            call()
    with pytest.raises(NotFound):
        own_words.said(desk.work, bytes(16), course.people[0])


def test_words_have_an_end(desk: Desk, course: Course) -> None:
    long = Said("a" * (WORDS_MAX + 1))
    with pytest.raises(BadForm):
        own_words.keep(desk.work, course.sessions[0], course.people[0], long)


@pytest.mark.parametrize("text", ["", "3,,x,99,-1,٣", "3," * 40])
def test_codes_of_other_versions_do_no_harm(desk: Desk, course: Course, text: str) -> None:
    session, person = course.sessions[0], course.people[0]
    with desk.work.write() as journal:
        journal.record(RECOGNISED.pair(session, person, forms=text))
        journal.record(OWN_WORDS.new(participant=person, session=session, sort=44, text="Otra"))
    assert own_words.said(desk.work, session, person).forms <= {ViolenceForm.PATRIMONIAL}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.builds(
            Said,
            st.text(max_size=20),
            st.text(max_size=20),
            st.frozensets(st.sampled_from(ViolenceForm)),
        ),
        max_size=5,
    )
)
def test_the_last_that_was_kept_is_what_is_told(
    desk: Desk, course: Course, every: list[Said]
) -> None:
    session, person = course.sessions[3], course.people[3]
    for said in [*every, Said("fin", "", FORMS)]:
        own_words.keep(desk.work, session, person, said)
        kept = own_words.said(desk.work, session, person)
        assert kept == Said(said.commitment.strip(), said.strategy.strip(), said.forms)
