"""Two laptops that heard different answers from one person: a withdrawal outlives any merge."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import PARTICIPANT
from desktop.programme.vocabulary import ConsentHow, ConsentState, Purpose
from desktop.services import calls, consent_today, consents
from desktop.services.calls import Bar
from desktop.services.consents import ConsentLine, NotConsented

from .conftest import Laptop, shown
from .test_receiving import NewLaptop, hand_over

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

DAY = date(2026, 11, 19)
GIVEN, REFUSED, WITHDRAWN = ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN
CALL = Purpose.FOLLOW_UP_CALL
Pair = tuple[OpenVault, OpenVault, bytes]


@pytest.fixture
def pair(new_laptop: NewLaptop) -> Pair:
    """Two laptops that know one person, who said yes to everything."""
    laptops: list[Laptop] = [new_laptop(0), new_laptop(1)]
    here, there = (each.vault for each in laptops)
    with here.write() as journal:
        new = PARTICIPANT.new(folio="8163", phone="312 555 0101", phone_safe=True)
        (person,) = journal.record(new).created
    for purpose in Purpose:
        say(here, person, purpose, GIVEN)
    hand_over(here, there)
    return here, there, person


def say(
    vault: OpenVault,
    person: bytes,
    purpose: Purpose,
    state: ConsentState,
    wording: str = "one",
    how: ConsentHow = ConsentHow.SPOKEN,
) -> None:
    if state is WITHDRAWN:
        consents.withdraw(vault, person, purpose, DAY, how=how)
    else:
        consents.answer(
            vault, person, purpose, state, wording=wording, how=how, on=DAY, language="es"
        )


def meet(here: OpenVault, there: OpenVault) -> None:
    hand_over(here, there)
    hand_over(there, here)
    assert shown(here) == shown(there)


def line(vault: OpenVault, person: bytes, purpose: Purpose) -> ConsentLine:
    return next(each for each in consents.of_person(vault, person) if each.purpose is purpose)


def required(vault: OpenVault, person: bytes, purpose: Purpose) -> None:
    with vault.read() as connection:
        consents.require(connection, vault, person, purpose)


@pytest.mark.parametrize("withdrawn_first", [True, False])
@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_was_withdrawn_stays_withdrawn_although_another_laptop_heard_yes(
    pair, purpose, withdrawn_first
) -> None:
    first, second, person = pair
    here, there = (first, second) if withdrawn_first else (second, first)
    say(here, person, purpose, WITHDRAWN)
    say(there, person, purpose, GIVEN, "two", ConsentHow.SIGNED_PAPER)
    meet(here, there)
    for vault in (here, there):
        found = line(vault, person, purpose)
        assert (found.state, found.in_doubt) == (WITHDRAWN, True)
        with pytest.raises(NotConsented):
            required(vault, person, purpose)
    assert calls.card(here, person).phone == "" or purpose in (Purpose.REFERRAL, Purpose.EVALUATION)
    say(there, person, purpose, GIVEN, "two")
    meet(here, there)
    found = line(here, person, purpose)
    assert (found.state, found.wording, found.in_doubt) == (GIVEN, "two", False)
    required(here, person, purpose)


def test_a_call_is_barred_on_every_laptop_once_one_of_them_heard_no(pair) -> None:
    here, there, person = pair
    assert calls.card(there, person).phone
    say(here, person, CALL, WITHDRAWN)
    say(there, person, CALL, GIVEN)
    meet(here, there)
    card = calls.card(there, person)
    assert (card.bar, card.phone, card.agreed) == (Bar.NOT_WANTED, "", False)


ANSWERS = st.tuples(
    st.sampled_from([GIVEN, REFUSED, WITHDRAWN]),
    st.sampled_from(["two", "three"]),
    st.sampled_from(list(ConsentHow)),
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mine=ANSWERS, theirs=ANSWERS)
def test_an_answer_never_stands_beside_a_text_that_was_not_heard(pair, mine, theirs) -> None:
    """Whatever two laptops wrote, what is shown is one of the two whole, and the careful one."""
    here, there, person = pair
    say(here, person, CALL, GIVEN)
    meet(here, there)
    written = set()
    for vault, (state, wording, how) in ((here, mine), (there, theirs)):
        say(vault, person, CALL, state, wording, how)
        told = line(vault, person, CALL)
        written.add((told.state, told.wording, told.how))
    meet(here, there)
    found = line(here, person, CALL)
    assert (found.state, found.wording, found.how) in written
    states = {state for state, _wording, _how in written}
    most_careful = next(each for each in (WITHDRAWN, REFUSED, GIVEN) if each in states)
    assert found.state is most_careful


def test_both_answers_are_in_the_history_until_somebody_settles_it(pair) -> None:
    here, there, person = pair
    say(here, person, CALL, WITHDRAWN)
    say(there, person, CALL, GIVEN, "two")
    meet(here, there)
    told = [each for each in consents.history(there, person) if each.purpose is CALL]
    assert sorted(each.state for each in told if each.stands) == [GIVEN, WITHDRAWN]
    assert [each.wording for each in told if not each.stands] == ["one"]


def test_two_answers_are_on_today_until_the_person_was_asked_again(pair) -> None:
    here, there, person = pair
    say(here, person, CALL, WITHDRAWN)
    say(there, person, CALL, GIVEN, "two")
    meet(here, there)
    desk = cast("Desk", SimpleNamespace(work=here))
    (told,) = consent_today.on_today(desk, DAY)
    assert (told.page, told.argument) == ("consents", person)
    assert "8163" in str(told.what)
    say(here, person, CALL, GIVEN, "two")
    assert not list(consent_today.on_today(desk, DAY))
