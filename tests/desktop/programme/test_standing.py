"""Who belongs on a list, by rule and by the database that applies it."""

from __future__ import annotations

import sqlite3
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.standing import belongs
from desktop.programme.vocabulary import EnrolmentState
from desktop.services.standing import AFTER_JOINING, BELONGS

DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 9))
JOINED = date(2026, 1, 5)
BEFORE, AFTER = date(2026, 1, 4), date(2026, 1, 6)


def test_nobody_is_on_a_list_before_joining_while_away_or_after_leaving() -> None:
    active = EnrolmentState.ACTIVE
    assert [belongs(active, JOINED, day) for day in (BEFORE, JOINED, AFTER)] == [False, True, True]
    for state in (EnrolmentState.PAUSED, EnrolmentState.LEFT, EnrolmentState.COMPLETED):
        there = [belongs(state, JOINED, day) for day in (BEFORE, JOINED, AFTER)]
        assert there == [True, False, False]
    assert belongs(active, None, BEFORE)
    assert not belongs(EnrolmentState.LEFT, None, BEFORE), "nobody wrote down when"
    assert not belongs(None, JOINED, AFTER)


@given(
    st.none() | st.sampled_from(EnrolmentState),
    st.none() | DAYS,
    DAYS,
)
def test_the_database_applies_the_same_rule(
    state: EnrolmentState | None, since: date | None, day: date
) -> None:
    connection = sqlite3.connect(":memory:")
    row = connection.execute(
        f"SELECT {BELONGS}, {AFTER_JOINING} FROM (SELECT ? AS state, ? AS since) e,"  # noqa: S608
        " (SELECT ? AS date) s",
        (state, since.isoformat() if since else None, day.isoformat()),
    ).fetchone()
    connection.close()
    assert bool(row[0]) is belongs(state, since, day)
    if state is EnrolmentState.ACTIVE:
        assert bool(row[1]) is belongs(state, since, day)
