from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.demo import invented, published
from desktop.demo.apportion import apportion, counts_with_sum
from desktop.demo.cells import Size, cells, people_of, reasons_of
from desktop.demo.course import attend
from desktop.demo.plan import Group, groups
from desktop.programme.vocabulary import COURSE_SESSIONS, AttendanceState, Reason, Stream

TODAY = date(2026, 11, 19)
STREAMS = (Stream.WOMEN, Stream.MEN)


def plan(size: Size, stream: Stream, today: date = TODAY, seed: int = 1) -> list[Group]:
    return list(groups(size, stream, today, seed))


def times(group: Group) -> list[int]:
    return [standing.attendances.came for standing in group.people]


@pytest.mark.parametrize("size", [Size.SMALL, Size.FULL])
@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_the_seed_the_plan_adds_up(size, stream, seed):
    made = plan(size, stream, seed=seed)
    expected = cells(size, stream)
    people, came, adherent = Counter(), Counter(), Counter()
    reasons = Counter(standing.person.reason for group in made for standing in group.people)
    for group in made:
        people[group.state] += len(group.people)
        came[group.state] += sum(times(group))
        adherent[group.state] += sum(n >= published.ADHERENT_SESSIONS for n in times(group))
    assert people == {cell.state: cell.people for cell in expected}
    assert came == {cell.state: cell.attended for cell in expected}
    assert adherent == {cell.state: cell.adherent for cell in expected}
    assert reasons == {reason: n for reason, n in reasons_of(size, stream).items() if n}


def test_the_full_plan_is_the_pilot_as_published():
    assert people_of(Size.FULL) == {Stream.WOMEN: 2_052, Stream.MEN: 1_257}
    assert sum(cell.adherent for stream in STREAMS for cell in cells(Size.FULL, stream)) == 595
    women, men = (reasons_of(Size.FULL, stream) for stream in STREAMS)
    assert women[Reason.FAMILY_RELATIONS] == 1_026
    assert men[Reason.MANDATED] == 63
    for stream, counted in ((Stream.WOMEN, women), (Stream.MEN, men)):
        assert sum(counted.values()) == published.PEOPLE[stream]
        for reason, share in published.REASONS[stream].items():
            assert abs(counted[reason] - share * published.PEOPLE[stream]) <= Fraction(1, 2)


@pytest.mark.parametrize("size", list(Size))
def test_every_size_keeps_the_proportions(size):
    people = people_of(size)
    everyone = sum(people.values())
    adherent = sum(cell.adherent for stream in STREAMS for cell in cells(size, stream))
    assert round(100 * people[Stream.WOMEN] / everyone) == 62
    assert round(100 * adherent / everyone) == 18
    averages = {cell.attended / cell.people for s in STREAMS for cell in cells(size, s)}
    assert (min(averages), max(averages)) == (4, 10)


def test_one_seed_makes_one_plan_and_another_seed_another():
    assert plan(Size.SMALL, Stream.WOMEN) == plan(Size.SMALL, Stream.WOMEN)
    assert plan(Size.SMALL, Stream.WOMEN) != plan(Size.SMALL, Stream.WOMEN, seed=2)


@settings(max_examples=14, deadline=None)
@given(day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), stream=st.sampled_from(STREAMS))
def test_on_any_day_one_group_meets_today_and_nothing_was_held_in_the_future(day, stream):
    first, *others = plan(Size.SMALL, stream, today=day)
    assert first.dates[first.past] == day
    assert len(first.people) == 8
    for group in (first, *others):
        assert len(group.dates) == COURSE_SESSIONS[stream]
        assert all(held < day for held in group.dates[: group.past])
        assert all(planned >= day for planned in group.dates[group.past :])
        for standing in group.people:
            assert not set(standing.attendances.marks) & set(group.skipped)
            assert max(standing.attendances.marks) <= group.past


def test_the_womens_group_of_today_is_the_one_of_the_pictures():
    jacaranda = next(groups(Size.SMALL, Stream.WOMEN, TODAY, 1))
    assert (jacaranda.name, jacaranda.past + 1, len(jacaranda.dates)) == ("Grupo Jacaranda", 7, 25)
    nicknames = {standing.person.nickname for standing in jacaranda.people}
    assert nicknames == {"Luna", "Ceiba", "Nube", "Río", "Flor", "Maíz", "Sol", "Brisa"}


def test_every_place_is_visibly_invented_and_the_streams_share_none_nor_any_staff():
    women, men = plan(Size.FULL, Stream.WOMEN), plan(Size.FULL, Stream.MEN)
    assert all(group.municipality.endswith("(demostración)") for group in (*women, *men))
    assert {group.state for group in women} == set(published.STATES)
    assert not {group.place for group in women} & {group.place for group in men}
    assert not {name for g in women for name in g.team} & {name for g in men for name in g.team}
    assert not set(invented.TEAM[Stream.WOMEN]) & set(invented.TEAM[Stream.MEN])


@pytest.mark.parametrize("stream", STREAMS)
def test_folios_are_unique_and_nobody_is_under_age_or_has_a_real_telephone(stream):
    people = [standing.person for g in plan(Size.FULL, stream) for standing in g.people]
    assert len({person.folio for person in people}) == len(people)
    assert all(person.phone[:7] in ("", "555 010") for person in people)
    oldest_minor = TODAY - timedelta(days=18 * 366)
    assert all(person.birth[:4] <= str(oldest_minor.year) for person in people)


@given(st.integers(0, 5_000), st.lists(st.integers(1, 99), min_size=1, max_size=9))
def test_apportioning_keeps_the_total_and_is_never_a_whole_person_off(total, weights):
    parts = apportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([(1, 12), (13, 25)]), min_size=1, max_size=30),
    st.floats(0, 1),
    st.randoms(use_true_random=False),
)
def test_counts_keep_their_bounds_and_their_sum(bounds, where, rng):
    low, high = (sum(ends) for ends in zip(*bounds, strict=True))
    total = low + int((high - low) * where)
    counts = counts_with_sum(total, bounds, rng)
    assert sum(counts) == total
    assert all(low <= n <= high for n, (low, high) in zip(counts, bounds, strict=True))


@settings(max_examples=80)
@given(st.data(), st.randoms(use_true_random=False))
def test_a_person_comes_exactly_as_often_as_planned(data, rng):
    held = list(range(1, data.draw(st.integers(1, 25)) + 1))
    planned = data.draw(st.integers(1, len(held)))
    attendances, left_after = attend(planned, held, rng)
    assert attendances.came == planned
    assert set(attendances.marks) <= set(held)
    if left_after is not None:
        assert max(attendances.marks) == left_after < held[-1]
        newest = [attendances.marks[n][0] for n in sorted(attendances.marks)[-2:]]
        assert newest == [AttendanceState.ABSENT] * 2
    plain = (AttendanceState.PRESENT, AttendanceState.ABSENT)
    assert all((detail is None) == (s in plain) for s, detail in attendances.marks.values())
