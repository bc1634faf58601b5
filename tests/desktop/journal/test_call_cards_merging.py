"""Two laptops that know different things about calling somebody: the careful one holds."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import CONSENT, PARTICIPANT
from desktop.programme.vocabulary import CallOutcome, ConsentState, Purpose
from desktop.services import calls
from desktop.services.calls import Agreement, Bar

from .conftest import Laptop, shown
from .test_receiving import NewLaptop, hand_over

DAY = date(2026, 11, 19)
CAREFUL = Agreement(who="nadie más", pretext="de la biblioteca", avoid="grupo", confirmed=DAY)
OPEN = Agreement(who="quien sea", hours="todo el día", confirmed=DAY)


@pytest.fixture
def pair(new_laptop: NewLaptop) -> tuple[OpenVault, OpenVault, bytes]:
    """Two laptops that know one person, who agreed to calls and whose phone is safe."""
    laptops: list[Laptop] = [new_laptop(0), new_laptop(1)]
    here, there = (each.vault for each in laptops)
    with here.write() as journal:
        new = PARTICIPANT.new(folio="8163", phone="312 555 0101", phone_safe=True)
        (person,) = journal.record(new).created
        agreed = int(Purpose.FOLLOW_UP_CALL)
        journal.record(CONSENT.child(person, agreed, state=ConsentState.GIVEN, wording="heard"))
    hand_over(here, there)
    return here, there, person


def meet(here: OpenVault, there: OpenVault) -> None:
    hand_over(here, there)
    hand_over(there, here)
    assert shown(here) == shown(there)


@pytest.mark.parametrize("careful_first", [True, False])
def test_of_two_agreements_the_careful_one_holds_until_somebody_asks_again(
    pair, careful_first
) -> None:
    here, there, person = pair
    calls.agree(here, person, CAREFUL if careful_first else OPEN)
    calls.agree(there, person, OPEN if careful_first else CAREFUL)
    meet(here, there)
    for vault in (here, there):
        card = calls.card(vault, person)
        assert (card.avoid, card.pretext, card.in_doubt) == ("grupo", "de la biblioteca", True)
    calls.agree(there, person, OPEN)
    meet(here, there)
    card = calls.card(here, person)
    assert (card.who, card.avoid, card.in_doubt) == ("quien sea", "", False)


def test_an_emptied_agreement_never_beats_one_that_was_filled(pair) -> None:
    here, there, person = pair
    calls.agree(here, person, OPEN)
    hand_over(here, there)
    calls.agree(here, person, CAREFUL)
    calls.agree(there, person, Agreement())
    meet(here, there)
    assert calls.card(there, person).avoid == "grupo"


def test_a_stop_of_one_laptop_stands_although_the_other_reached_her(pair) -> None:
    here, there, person = pair
    calls.record(here, person, None, CallOutcome.SOMEBODY_ELSE, "", DAY)
    calls.record(there, person, None, CallOutcome.COMES, "", DAY)
    assert calls.card(there, person).phone
    meet(here, there)
    for vault in (here, there):
        card = calls.card(vault, person)
        assert (card.bar, card.phone, len(card.attempts)) == (Bar.STOPPED, "", 2)
