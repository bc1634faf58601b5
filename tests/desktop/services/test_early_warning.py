"""Early warnings are off until a coordinator turns them on, and explained wherever they show."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desktop.programme.dropout import Sign
from desktop.programme.vocabulary import AttendanceState, SettingNumber
from desktop.services import attendance, choices, early_warning, groups
from desktop.services.refusals import Refusal
from desktop.services.today import today
from desktop.services.today_attention import AttentionKind

FIRST = date(2026, 10, 8)
WEEK = timedelta(weeks=1)
MARKS = {"P": AttendanceState.PRESENT, "N": AttendanceState.ABSENT}


def lived(desk, course, **marks: str) -> None:
    """Hold meetings: by the number of the person, one letter a meeting; others always came."""
    told = {int(name[1:]): text for name, text in marks.items()}
    for n in range(max(map(len, told.values()))):
        for who, person in enumerate(course.people):
            mark = told[who][n] if who in told else "P"
            attendance.mark(desk.work, course.sessions[n], person, MARKS[mark])
        attendance.finish(desk.work, course.sessions[n])


def test_a_choice_is_kept_changed_and_taken_back(desk) -> None:
    number = SettingNumber.COMPLETION_RULE
    assert choices.get(desk.work, number) is None
    for value in ("13", "20", None):
        choices.put(desk.work, number, value)
        assert choices.get(desk.work, number) == value
    assert choices.get(desk.work, SettingNumber.LETTERHEAD) is None


def test_it_is_off_until_a_coordinator_turns_it_on(desk, mens_desk, course) -> None:
    lived(desk, course, _0="PNPN")
    assert early_warning.of_group(desk.work, course.group, FIRST + WEEK * 4) == ()
    with pytest.raises(Refusal):
        early_warning.turn(mens_desk, on=True)
    early_warning.turn(desk, on=True)
    (warning,) = early_warning.of_group(desk.work, course.group, FIRST + WEEK * 4)
    assert (warning.participant, warning.facts[0].sign) == (course.people[0], Sign.MISSED_OFTEN)
    early_warning.turn(desk, on=False)
    assert early_warning.of_group(desk.work, course.group, FIRST + WEEK * 4) == ()


def test_today_says_it_softly_last_and_with_the_fact(desk, course) -> None:
    lived(desk, course, _0="PNPN", _1="PPNN")
    early_warning.turn(desk, on=True)
    found = today(desk.work, datetime(2026, 11, 2, 9)).attention
    assert [item.kind for item in found] == [AttentionKind.ABSENT, AttentionKind.MAY_HELP]
    assert str(found[1].what).endswith(": puede servir un mensaje en persona")
    assert str(found[1].hint) == "Faltó a 2 de las últimas 3"
    assert found[0].participant == course.people[1]


def test_meetings_before_somebody_joined_are_not_hers(desk, course) -> None:
    lived(desk, course, _0="PPPP")
    late = course.people[7]
    groups.leave_group(desk.work, course.group, late)
    groups.add_to_group(desk.work, course.group, [late], since=FIRST + WEEK * 3)
    early_warning.turn(desk, on=True)
    attendance.reopen(desk.work, course.sessions[3])
    attendance.mark(desk.work, course.sessions[3], late, AttendanceState.ABSENT)
    attendance.finish(desk.work, course.sessions[3])
    (warning,) = early_warning.of_group(desk.work, course.group, FIRST + WEEK * 4)
    assert [fact.sign for fact in warning.facts] == [Sign.JOINED_LATE]
