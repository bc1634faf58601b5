"""The wall between the streams as a table of who may hold what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.roles import Place, Role, may_lead, refusal, served_twice
from desktop.programme.vocabulary import Stream

WOMEN, MEN, SHARED = Stream.WOMEN, Stream.MEN, Stream.SHARED
HERS = Place(WOMEN, "San Isidro", "Comala")
HERS_TOO = Place(WOMEN, "La Loma", "Ameca")
HIS = Place(MEN, "San Isidro", "COMALA ")
HIS_ELSEWHERE = Place(MEN, "El Llano", "Tuxpan")
EVERYBODYS = Place(SHARED, "San Isidro", "Comala")


@pytest.mark.parametrize(
    ("role", "places", "both_allowed", "may"),
    [
        (Role.FACILITATOR, [HERS], False, True),
        (Role.FACILITATOR, [HERS, HERS_TOO, EVERYBODYS], False, True),
        (Role.FACILITATOR, [HIS], True, True),
        (Role.FACILITATOR, [HERS, HIS], False, False),
        (Role.FACILITATOR, [HERS, HIS], True, False),
        (Role.FACILITATOR, [HERS, HIS_ELSEWHERE], True, False),
        (Role.FACILITATOR, [], False, False),
        (Role.FACILITATOR, [EVERYBODYS], False, False),
        (Role.COORDINATOR, [HERS], False, True),
        (Role.COORDINATOR, [HERS, HIS], False, False),
        (Role.COORDINATOR, [HERS, HIS], True, True),
        (Role.COORDINATOR, [], True, False),
        (Role.EVALUATOR, [], False, True),
        (Role.EVALUATOR, [EVERYBODYS], False, True),
        (Role.EVALUATOR, [HERS], True, False),
        (Role.STEWARD, [], False, True),
        (Role.STEWARD, [HIS], True, False),
    ],
)
def test_who_may_hold_what(role, places, both_allowed, may):
    assert (refusal(role, places, both_allowed=both_allowed) is None) is may


@pytest.mark.parametrize(
    ("role", "places", "may"),
    [
        (Role.FACILITATOR, [HERS], True),
        (Role.COORDINATOR, [HERS, HERS_TOO], True),
        (Role.COORDINATOR, [HERS, HIS_ELSEWHERE], False),
        (Role.EVALUATOR, [], False),
        (Role.STEWARD, [], False),
    ],
)
def test_who_coordinates_both_streams_leads_no_group(role, places, may):
    assert may_lead(role, places) is may


def test_one_municipality_is_one_however_it_is_spelled():
    assert served_twice([HERS, HIS]) == "COMALA"
    assert served_twice([HERS, HIS_ELSEWHERE]) is None
    spelled = [Place(WOMEN, "a", "Tlajomulco  de Zúñiga"), Place(MEN, "b", "tlajomulco de zuniga")]
    assert served_twice(spelled) == "tlajomulco de zuniga"
    assert served_twice([Place(WOMEN), Place(MEN)]) is None
    why = refusal(Role.FACILITATOR, [HERS, HIS], both_allowed=True)
    assert "COMALA" in str(why)


places = st.lists(st.builds(Place, st.sampled_from(Stream), st.just("x"), st.sampled_from("ab")))


@given(st.sampled_from(Role), places, st.booleans())
def test_nobody_but_an_allowed_coordinator_ever_holds_both(role, held, both_allowed):
    if refusal(role, held, both_allowed=both_allowed) is None:
        streams = {place.stream for place in held} - {SHARED}
        assert len(streams) < 2 or (role is Role.COORDINATOR and both_allowed)
        assert not (may_lead(role, held) and served_twice(held))


@given(st.sampled_from(Role), places, places, st.booleans())
def test_what_was_refused_is_not_allowed_by_giving_more(role, held, more, both_allowed):
    streams = {place.stream for place in held} - {SHARED}
    if streams and refusal(role, held, both_allowed=both_allowed) is not None:
        assert refusal(role, [*held, *more], both_allowed=both_allowed) is not None
