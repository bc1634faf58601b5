"""Two laptops that know different things of what keeps somebody safe: the careful one holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.protection import Standing
from desktop.programme.schema import FORBIDDEN, PARTICIPANT
from desktop.services import protections, safety_plans
from desktop.services.protections import ProtectionForm

from .conftest import Laptop, shown
from .test_receiving import NewLaptop, hand_over

DAY = date(2026, 11, 19)
FORM = ProtectionForm(authority="Juzgado", expires_on=DAY + timedelta(days=200))


@pytest.fixture
def pair(new_laptop: NewLaptop) -> tuple[OpenVault, OpenVault, bytes]:
    laptops: list[Laptop] = [new_laptop(0), new_laptop(1)]
    here, there = (each.vault for each in laptops)
    with here.write() as journal:
        (person,) = journal.record(PARTICIPANT.new(folio="8163")).created
    hand_over(here, there)
    return here, there, person


def meet(here: OpenVault, there: OpenVault) -> None:
    hand_over(here, there)
    hand_over(there, here)
    assert shown(here) == shown(there)


@pytest.mark.parametrize("ended_first", [True, False])
def test_an_order_that_one_laptop_ended_and_another_keeps_is_in_force(pair, ended_first) -> None:
    here, there, person = pair
    order = protections.enter(here, person, FORM).created[0]
    protections.end(here, order, DAY)
    hand_over(here, there)
    first, second = (here, there) if ended_first else (there, here)
    protections.end(first, order, DAY + timedelta(days=1), "ya no")
    protections.reopen(second, order, DAY + timedelta(days=1))
    meet(here, there)
    for vault in (here, there):
        _who, (line,) = protections.of_person(vault, person, DAY)
        assert (line.standing, line.in_doubt) == (Standing.IN_FORCE, True)
    protections.end(there, order, DAY + timedelta(days=2))
    meet(here, there)
    _who, (line,) = protections.of_person(here, person, DAY)
    assert (line.standing, line.in_doubt) == (Standing.ENDED, False)


def test_what_two_laptops_wrote_in_a_plan_is_both_there_until_somebody_joins_it(pair) -> None:
    here, there, person = pair
    safety_plans.write(here, person, "bag", "actas")
    safety_plans.write(there, person, "bag", "medicinas")
    safety_plans.write(there, person, "money", "en un frasco")
    meet(here, there)
    for vault in (here, there):
        bag = safety_plans.get(vault, person).answers["bag"]
        assert {bag.text, *bag.also} == {"actas", "medicinas"}
        assert len(bag.also) == 1
        assert safety_plans.get(vault, person).answers["money"].text == "en un frasco"
        assert {each.text for each in safety_plans.history(vault, person, "bag")} == {
            "actas",
            "medicinas",
        }
    safety_plans.write(there, person, "bag", "actas\nmedicinas")
    meet(here, there)
    bag = safety_plans.get(here, person).answers["bag"]
    assert (bag.text, bag.also) == ("actas\nmedicinas", ())


def test_keeping_the_words_that_show_settles_it_too(pair) -> None:
    here, there, person = pair
    safety_plans.write(here, person, "bag", "actas")
    safety_plans.write(there, person, "bag", "medicinas")
    meet(here, there)
    shown_now = safety_plans.get(here, person).answers["bag"].text
    safety_plans.write(here, person, "bag", shown_now)
    meet(here, there)
    assert safety_plans.get(there, person).answers["bag"].also == ()


def test_words_are_not_lost_because_another_laptop_noted_that_she_wanted_none(pair) -> None:
    here, there, person = pair
    safety_plans.decline(here, person, DAY)
    safety_plans.write(there, person, "signs", "cuando calla")
    meet(here, there)
    plan = safety_plans.get(here, person)
    assert (plan.declined, plan.answers["signs"].text) == (True, "cuando calla")


def test_forbidden_places_hold_while_one_laptop_keeps_them(pair) -> None:
    here, there, person = pair
    with here.write() as journal:
        (kept,) = journal.record(
            FORBIDDEN.new(participant=person, places="la escuela", ended_on="2026-11-01")
        ).created
    hand_over(here, there)
    for vault, ended in ((here, "2026-11-02"), (there, None)):
        with vault.write() as journal:
            journal.record(FORBIDDEN.of(kept, ended_on=ended))
    meet(here, there)
    with here.read() as connection:
        assert connection.exec_driver_sql("SELECT ended_on FROM forbidden").scalar() is None
