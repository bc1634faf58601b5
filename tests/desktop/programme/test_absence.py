"""What counts towards a call, and what says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.absence import absences_in_a_row
from desktop.programme.vocabulary import CAME, AttendanceState

P, T, S = AttendanceState.PRESENT, AttendanceState.LATE, AttendanceState.LEFT_EARLY
N, J = AttendanceState.ABSENT, AttendanceState.EXCUSED
U, X = AttendanceState.SUSPENDED, AttendanceState.NOT_ADMITTED

STATES = st.sampled_from([*AttendanceState, None])
SAYS_NOTHING = st.sampled_from([J, U, None])


@pytest.mark.parametrize(
    ("newest_first", "run"),
    [
        ([], 0),
        ([N, N, P], 2),
        ([N, S, N], 1),
        ([T, N, N], 0),
        # Explained, decided by the programme, or unknown: neither counted nor an end.
        ([N, J, N, P], 2),
        ([N, U, U, N, P], 2),
        ([U, U, U], 0),
        ([N, None, N], 2),
        # At the door and not admitted: no attendance, yet nobody has to be looked for.
        ([X, N, N], 0),
        ([N, X, N, N], 1),
    ],
)
def test_a_run_of_absences_goes_back_to_when_the_person_was_last_seen(
    newest_first: list[AttendanceState | None], run: int
) -> None:
    assert absences_in_a_row(newest_first) == run


@given(st.lists(STATES, max_size=30))
def test_only_absences_count_and_only_seeing_somebody_ends_the_run(
    newest_first: list[AttendanceState | None],
) -> None:
    seen = [n for n, state in enumerate(newest_first) if state in (*CAME, X)]
    since = seen[0] if seen else len(newest_first)
    assert absences_in_a_row(newest_first) == newest_first[:since].count(N)


@given(st.lists(STATES, max_size=10), st.integers(0, 10), SAYS_NOTHING)
def test_excused_suspended_and_unmarked_meetings_never_count_against_anybody(
    newest_first: list[AttendanceState | None], place: int, silent: AttendanceState | None
) -> None:
    more = [*newest_first[:place], silent, *newest_first[place:]]
    assert absences_in_a_row(more) == absences_in_a_row(newest_first)


def test_who_was_not_admitted_or_suspended_did_not_take_part() -> None:
    assert set(AttendanceState) - set(CAME) == {N, J, U, X}
