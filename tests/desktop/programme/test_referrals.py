"""A referral tells what was agreed and nothing more, and none is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.i18n import tell
from desktop.programme.court_letter import Letterhead
from desktop.programme.directory import Service
from desktop.programme.referral_slip import compose
from desktop.programme.referrals import (
    FOLLOWS,
    WAITING,
    Nearness,
    Urgency,
    is_offered,
    latest_look,
    look_again,
    may_be_told,
    nearness,
    needs_why,
    sorts_for,
    unanswered,
    urgency_for,
)
from desktop.programme.vocabulary import (
    ReferralCause,
    ReferralState,
    ServiceSort,
    SharedField,
    Stream,
)
from desktop.reports.referral_slip import referral_slip, slip_lines
from desktop.trouble import say

DAY = date(2026, 11, 22)
WEEK = timedelta(days=7)
SENT, ACCEPTED, ATTENDED, REFUSED, UNREACHABLE, CLOSED = ReferralState
SECRETS = {field: f"Secreto{int(field):02d}x" for field in SharedField}
HIDDEN = "Calle Oculta 7"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (SENT, ACCEPTED, False),
        (SENT, ATTENDED, False),
        (SENT, REFUSED, False),
        (SENT, UNREACHABLE, False),
        (SENT, SENT, False),
        (SENT, CLOSED, True),
        (ACCEPTED, ATTENDED, False),
        (ACCEPTED, CLOSED, True),
        (ACCEPTED, SENT, True),
        (UNREACHABLE, SENT, False),
        (UNREACHABLE, CLOSED, True),
        (ATTENDED, CLOSED, False),
        (ATTENDED, SENT, True),
        (REFUSED, CLOSED, False),
        (REFUSED, ACCEPTED, True),
        (CLOSED, SENT, True),
        (CLOSED, ATTENDED, True),
    ],
)
def test_a_correction_and_giving_up_say_why(
    before: ReferralState, after: ReferralState, why: bool
) -> None:
    assert needs_why(before, after) is why


def test_every_state_has_its_row_and_only_what_waits_can_be_reached_again() -> None:
    assert set(FOLLOWS) == set(ReferralState)
    assert {after for each in (ATTENDED, REFUSED, CLOSED) for after in FOLLOWS[each]} == {CLOSED}
    assert {SENT, ACCEPTED, UNREACHABLE} == WAITING


@pytest.mark.parametrize("cause", ReferralCause)
def test_danger_is_looked_at_the_next_day_and_everything_within_a_week(
    cause: ReferralCause,
) -> None:
    days = (look_again(urgency_for(cause), DAY) - DAY).days
    grave = {
        ReferralCause.DANGER,
        ReferralCause.STRANGULATION,
        ReferralCause.ASSAULT,
        ReferralCause.MINOR,
    }
    assert days == (1 if cause in grave else 7)


def test_what_nobody_answered_is_asked_about_after_seven_days_however_it_is_put_off() -> None:
    assert not unanswered(SENT, DAY, DAY + timedelta(days=6))
    assert unanswered(SENT, DAY, DAY + WEEK)
    assert unanswered(SENT, None, DAY)
    assert not unanswered(ACCEPTED, DAY, DAY + WEEK)
    assert latest_look(SENT, DAY) == DAY + WEEK
    assert latest_look(ACCEPTED, DAY) is None


@pytest.mark.parametrize(
    ("code", "municipality", "home_code", "homes", "near"),
    [
        ("06002", "", "060020001", (), Nearness.MUNICIPALITY),
        ("", "comala", "", ("Suchitlán", "Comala"), Nearness.MUNICIPALITY),
        ("06003", "Comala", "06002", ("Comala",), Nearness.STATE),
        ("06003", "", "06", (), Nearness.STATE),
        ("", "", "06002", ("Comala",), Nearness.COUNTRY),
        ("", "", "", (), Nearness.COUNTRY),
        ("31001", "", "06002", (), Nearness.ELSEWHERE),
        ("", "Mérida", "", ("Comala",), Nearness.ELSEWHERE),
    ],
)
def test_what_is_near_is_known_by_code_or_else_by_name(
    code: str, municipality: str, home_code: str, homes: tuple[str, ...], near: Nearness
) -> None:
    assert nearness(code, municipality, home_code, homes) is near


def test_men_are_offered_no_shelter_and_nothing_that_is_hidden() -> None:
    assert not is_offered(ServiceSort.SHELTER, Stream.MEN, address_hidden=False)
    assert not is_offered(ServiceSort.LEGAL, Stream.MEN, address_hidden=True)
    assert is_offered(ServiceSort.SHELTER, Stream.WOMEN, address_hidden=True)
    for cause in ReferralCause:
        assert ServiceSort.SHELTER not in sorts_for(cause, Stream.MEN)


subsets = st.frozensets(st.sampled_from(list(SharedField)))


@given(agreed=subsets, known=subsets, consents=st.booleans(), phone_safe=st.booleans())
def test_the_slip_shows_only_what_was_agreed(
    agreed: frozenset[SharedField],
    known: frozenset[SharedField],
    consents: bool,
    phone_safe: bool,
) -> None:
    slip = compose(
        day=DAY,
        folio="8163",
        head=Letterhead(institution="Instituto de Salud", phone="312 555 0101"),
        service=Service(name="Casa Luz", phone="312 555 0199", address=HIDDEN, address_hidden=True),
        agreed=agreed,
        known=[(field, say(SECRETS[field])) for field in known if field is not SharedField.NEED],
        need=SECRETS[SharedField.NEED],
        consents=consents,
        phone_safe=phone_safe,
    )
    may = {
        field
        for field in agreed
        if consents
        and (phone_safe or field is not SharedField.PHONE)
        and (field in known or field is SharedField.NEED)
    }
    html = referral_slip(slip)
    assert {field for field, secret in SECRETS.items() if secret in html} == may
    lines = " ".join(said for _what, said in slip_lines(slip))
    assert {field for field, secret in SECRETS.items() if secret in lines} == may
    assert HIDDEN not in html + lines
    assert all(each in html for each in ("8163", "Casa Luz", "Instituto de Salud"))
    assert tuple(field for field, _told in slip.told) == tuple(sorted(may))


def test_without_consent_nothing_may_be_told_at_all() -> None:
    assert may_be_told(SharedField, consents=False, phone_safe=True) == ()


@pytest.mark.parametrize(
    "telling", ["Programa contra la violencia", "Instituto de las Mujeres", "Grupo de hombres"]
)
def test_the_paper_never_says_what_the_office_does_nor_for_whom(telling: str) -> None:
    slip = compose(
        day=DAY,
        folio="8163",
        head=Letterhead(institution=telling, address=telling, phone="312"),
        service=Service(name="Casa Luz"),
        agreed=(),
        known=(),
        need="",
        consents=True,
        phone_safe=True,
    )
    assert (slip.office, slip.reply_to) == ("", "312")
    assert telling not in referral_slip(slip)


def test_every_urgency_has_words() -> None:
    from desktop.programme.referrals import CAUSE_WORDS, FIELD_WORDS, STATE_WORDS, URGENCY_WORDS

    for codes, words in (
        (Urgency, URGENCY_WORDS),
        (ReferralCause, CAUSE_WORDS),
        (ReferralState, STATE_WORDS),
        (SharedField, FIELD_WORDS),
    ):
        assert all(tell(words[code]) for code in codes)  # type: ignore[index]
