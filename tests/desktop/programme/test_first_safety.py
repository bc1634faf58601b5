"""What an answer in the first interview asks for at once, case by case."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.first_safety import EC_HOURS, Alarm, AlarmSort, alarms, stops
from desktop.programme.intake_answers import COLUMNS, WORST, Answers
from desktop.programme.schema import INTAKE
from desktop.programme.vocabulary import Answer, ReferralCause, ServiceSort, Stream

YES, NO, UNSAID = Answer
MEN = Stream.MEN

DANGER, MINOR, ASSAULT = AlarmSort.DANGER_TODAY, AlarmSort.MINOR, AlarmSort.ASSAULT
NECK, WEAPON, DEATH = AlarmSort.STRANGULATION, AlarmSort.WEAPON, AlarmSort.DEATH_THREAT
WORSE, CHILDREN, PREGNANT = AlarmSort.WORSE, AlarmSort.CHILDREN_HURT, AlarmSort.PREGNANT

WHAT_IS_TOLD = [
    # what was answered                          what is told, the most urgent first
    ({}, ()),
    ({"safe_today": YES}, ()),
    ({"safe_today": UNSAID}, ()),
    ({"safe_today": NO}, (DANGER,)),
    ({"worse": YES}, (WORSE,)),
    ({"weapon": YES}, (WEAPON,)),
    ({"weapon": NO}, ()),
    ({"death_threat": YES}, (DEATH,)),
    ({"strangled": YES}, (NECK,)),
    ({"strangled": YES, "safe_today": NO}, (DANGER, NECK)),
    ({"children_hurt": YES}, (CHILDREN,)),
    ({"assault": YES}, (ASSAULT,)),
    ({"assault": NO, "assault_hours": 3}, ()),
    ({"minor": YES}, (MINOR,)),
    ({"age": 17}, (MINOR,)),
    ({"age": 18}, ()),
    ({"age": 40, "minor": YES}, (MINOR,)),
    ({"age": 16, "minor": NO}, (MINOR,)),
    ({"age": 16, "assault": YES}, (MINOR, ASSAULT)),
    ({"pregnant": YES}, ()),
    ({"pregnant": YES, "safe_today": YES, "worse": NO}, ()),
    ({"pregnant": YES, "safe_today": NO}, (DANGER, PREGNANT)),
    ({"pregnant": YES, "strangled": YES}, (NECK, PREGNANT)),
    ({"steady": NO, "group_fit": NO, "can_come": NO}, ()),
    ({"stream": MEN, "substances": YES, "owns_it": NO}, ()),
    ({"stream": MEN, "safe_today": NO}, (DANGER,)),
    ({"stream": MEN, "age": 15}, (MINOR,)),
    ({"stream": MEN, "children_hurt": YES}, (CHILDREN,)),
]


@pytest.mark.parametrize(("said", "told"), WHAT_IS_TOLD)
def test_what_an_answer_asks_for_at_once(said, told) -> None:
    assert tuple(alarm.sort for alarm in alarms(Answers(**said))) == told


@pytest.mark.parametrize(
    ("hours", "left", "words"),
    [
        (None, None, "Pregunte hace cuántas horas"),
        (-4, None, "Pregunte hace cuántas horas"),
        (0, 120, "quedan 120 horas"),
        (5, 115, "quedan 115 horas"),
        (72, 48, "quedan 48 horas"),
        (119, 1, "quedan 1 horas"),
        (120, None, "ya pasaron 120 horas"),
        (900, None, "ya pasaron 120 horas"),
    ],
)
def test_after_an_assault_health_comes_first_and_the_hours_are_told(hours, left, words) -> None:
    (alarm,) = alarms(Answers(assault=YES, assault_hours=hours))
    assert alarm.health_first
    assert alarm.services[0] is ServiceSort.HEALTH
    assert alarm.deadline_hours == left
    assert words in str(alarm.do_first)
    assert "VIH" in str(alarm.do_first) or (hours is not None and hours >= EC_HOURS)
    assert "salud" in str(alarm.do_first)


@pytest.mark.parametrize(
    ("said", "first", "cause"),
    [
        ({"safe_today": NO}, ServiceSort.EMERGENCY_LINE, ReferralCause.DANGER),
        ({"stream": MEN, "safe_today": NO}, ServiceSort.EMERGENCY_LINE, ReferralCause.DANGER),
        ({"minor": YES}, ServiceSort.CHILDREN, ReferralCause.MINOR),
        ({"strangled": YES}, ServiceSort.HEALTH, ReferralCause.STRANGULATION),
        ({"weapon": YES}, ServiceSort.JUSTICE_CENTRE, ReferralCause.DANGER),
        ({"children_hurt": YES}, ServiceSort.CHILDREN, ReferralCause.DANGER),
    ],
)
def test_which_service_is_tried_first_and_why(said, first, cause) -> None:
    (alarm,) = alarms(Answers(**said))
    assert (alarm.services[0], alarm.cause) == (first, cause)


@pytest.mark.parametrize(
    ("alone", "stopped"), [(NO, True), (UNSAID, True), (YES, False), (None, False)]
)
def test_nothing_more_is_asked_while_somebody_may_hear(alone, stopped) -> None:
    assert stops(Answers(alone=alone)) is stopped


def test_no_sentence_of_the_mens_form_speaks_of_a_partner() -> None:
    everything = {column: WORST[column] for column in COLUMNS}
    for alarm in alarms(Answers(stream=MEN, age=15, **everything)):
        text = f"{alarm.what} {alarm.do_first}".casefold()
        assert not any(word in text for word in ("pareja", "esposa", "mujer", "ella ", "juntas"))


def test_every_answer_is_a_column_of_the_interview() -> None:
    kept = {name for register in INTAKE.registers for name, _ in register.columns}
    assert {each.name for each in fields(Answers)} - {"stream", "age"} <= kept


answers = st.builds(
    Answers,
    stream=st.sampled_from([Stream.WOMEN, MEN]),
    age=st.none() | st.integers(0, 99),
    assault_hours=st.none() | st.integers(-2, 400),
    **{column: st.none() | st.sampled_from(Answer) for column in COLUMNS},
)


def _about(told: tuple[Alarm, ...]) -> set[AlarmSort]:
    return {alarm.sort for alarm in told}


@given(answers, st.sampled_from(COLUMNS))
@settings(max_examples=200)
def test_a_worse_answer_never_silences_an_alarm(said, column) -> None:
    worse = replace(said, **{column: WORST[column]})
    assert _about(alarms(said)) <= _about(alarms(worse))


@given(answers)
@settings(max_examples=100)
def test_the_most_urgent_stands_first_and_each_says_what_to_do(said) -> None:
    told = alarms(said)
    assert [alarm.sort for alarm in told] == sorted(alarm.sort for alarm in told)
    for alarm in told:
        assert str(alarm.what)
        assert str(alarm.do_first)
        assert alarm.services
