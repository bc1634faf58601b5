"""Two laptops that know different things of a referral: nobody who waits is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import CONSENT, PARTICIPANT, REFERRAL
from desktop.programme.vocabulary import (
    ConsentState,
    Purpose,
    ReferralCause,
    ReferralState,
)
from desktop.services import referral_views, referrals
from desktop.services.referrals import NewReferral

from .conftest import Laptop, shown
from .test_receiving import NewLaptop, hand_over

DAY = date(2026, 11, 19)
WEEK = timedelta(days=7)


@pytest.fixture
def pair(new_laptop: NewLaptop) -> tuple[OpenVault, OpenVault, bytes]:
    """Two laptops that know one referral."""
    laptops: list[Laptop] = [new_laptop(0), new_laptop(1)]
    here, there = (each.vault for each in laptops)
    with here.write() as journal:
        (person,) = journal.record(PARTICIPANT.new(folio="8163")).created
    new = NewReferral(cause=ReferralCause.DANGER, on=DAY, service_name="Centro de salud")
    (referral,) = referrals.make(here, person, new).created
    hand_over(here, there)
    return here, there, referral


def meet(here: OpenVault, there: OpenVault) -> None:
    hand_over(here, there)
    hand_over(there, here)
    assert shown(here) == shown(there)


@pytest.mark.parametrize("closed_first", [True, False])
@pytest.mark.parametrize(
    "still", [ReferralState.UNREACHABLE, ReferralState.ACCEPTED, ReferralState.SENT]
)
def test_a_referral_that_one_laptop_closed_stays_open_while_the_other_still_waits(
    pair, closed_first: bool, still: ReferralState
) -> None:
    here, there, referral = pair
    closing, waiting = (here, there) if closed_first else (there, here)
    referrals.set_state(closing, referral, ReferralState.CLOSED, DAY, "Ya no hace falta")
    referrals.set_state(waiting, referral, still, DAY + WEEK)
    meet(here, there)
    for vault in (here, there):
        line = referral_views.get(vault, referral)
        assert (line.state, line.in_doubt, line.waits) == (still, True, True)
        assert referral_views.due(vault, DAY + 3 * WEEK) == (line,)
    referrals.set_state(here, referral, ReferralState.CLOSED, DAY + WEEK, "Hablado con ella")
    meet(here, there)
    line = referral_views.get(there, referral)
    assert (line.state, line.in_doubt) == (ReferralState.CLOSED, False)


def test_a_referral_that_was_deleted_here_and_followed_there_survives(pair) -> None:
    here, there, referral = pair
    with here.write() as journal:
        journal.record(REFERRAL.of(referral, deleted=True))
    referrals.set_state(there, referral, ReferralState.ACCEPTED, DAY)
    meet(here, there)
    for vault in (here, there):
        assert referral_views.get(vault, referral).state is ReferralState.ACCEPTED


def test_what_was_shared_is_never_mixed_from_two_laptops(pair) -> None:
    here, there, referral = pair
    person = referral_views.get(here, referral).participant
    with here.write() as journal:
        given = {"state": ConsentState.GIVEN, "wording": "text"}
        journal.record(CONSENT.child(person, int(Purpose.REFERRAL), **given))
    hand_over(here, there)
    from desktop.programme.vocabulary import SharedField

    referrals.share(here, referral, (SharedField.NEED,), "Asesoría")
    referrals.share(there, referral, (SharedField.NAME,))
    meet(here, there)
    line = referral_views.get(here, referral)
    assert (line.shared, line.need) in (
        ((SharedField.NEED,), "Asesoría"),
        ((SharedField.NAME,), ""),
    )
