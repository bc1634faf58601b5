"""Somebody who was sent to three places: one that nobody answered, one unreachable, one refused."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.programme.referrals import Urgency
from desktop.programme.vocabulary import (
    ConsentHow,
    ConsentState,
    Purpose,
    ReferralCause,
    ReferralState,
    ServiceSort,
    SharedField,
)
from desktop.services import consents, directory, people, referral_views, referrals
from desktop.services.entrance import Desk
from desktop.services.referrals import NewReferral


def some_referrals(desk: Desk, today: date) -> bytes:
    """Whose they are. Once made they are left as they stand."""
    work = desk.work
    person = people.list_people(work)[-1].id
    if referral_views.of_person(work, person):
        return person
    directory.add_starters(desk)
    consents.answer(
        work,
        person,
        Purpose.REFERRAL,
        ConsentState.GIVEN,
        wording="text",
        how=ConsentHow.SPOKEN,
        on=today,
        language="es",
    )
    asked = ReferralCause.ASKED_FOR
    told = (
        NewReferral(
            cause=ReferralCause.RISK,
            on=today - timedelta(days=8),
            service_name="Centro de salud San Isidro",
            sort=ServiceSort.HEALTH,
            urgency=Urgency.NOW,
            shared=(SharedField.NICKNAME, SharedField.LANGUAGE),
        ),
        NewReferral(
            cause=asked,
            on=today - timedelta(days=2),
            service_name="Asesoría municipal",
            sort=ServiceSort.LEGAL,
        ),
        NewReferral(cause=asked, on=today, state=ReferralState.REFUSED, why="Ahora no"),
    )
    made = [referrals.make(work, person, each).created[0] for each in told]
    referrals.set_state(work, made[1], ReferralState.UNREACHABLE, today)
    return person
