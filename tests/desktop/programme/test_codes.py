"""A later version's codes neither stop this one nor are taken for something else."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.programme.codes import day, known, reasons, session_state
from desktop.programme.vocabulary import AttendanceState, Reason, SessionState


@given(st.none() | st.integers())
def test_a_code_is_what_it_says_or_nothing(code: int | None) -> None:
    state = known(AttendanceState, code)
    assert state is None or state == code
    assert (state is None) == (code not in list(AttendanceState))


@given(st.integers(3))
def test_the_list_of_a_meeting_in_an_unknown_state_is_not_touched(code: int) -> None:
    assert session_state(code) is SessionState.HELD


def test_known_states_of_a_meeting_read_as_themselves() -> None:
    assert session_state(None) is SessionState.PLANNED
    assert [session_state(int(state)) for state in SessionState] == list(SessionState)


@given(st.text(max_size=12) | st.lists(st.integers(0, 12)).map(lambda c: ",".join(map(str, c))))
def test_any_text_of_reasons_can_be_read(text: str) -> None:
    assert all(isinstance(reason, Reason) for reason in reasons(text))


def test_reasons_keep_their_order() -> None:
    assert reasons("4,1,77") == (Reason.SOMEONE_TO_TALK_TO, Reason.FAMILY_RELATIONS)
    assert reasons(None) == ()


def test_a_day_reads_as_itself() -> None:
    assert day("2026-11-19") == date(2026, 11, 19)
    assert day("2026-13-45") is None
    assert day(None) is None
