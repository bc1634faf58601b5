"""A man is not put where an order forbids him to be without somebody having read it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.vocabulary import HandoverSort
from desktop.services import doubts, forbidden, groups, open_points, people, timeline
from desktop.services.doubts import DoubtSort
from desktop.services.entrance import Desk
from desktop.services.forbidden import ForbiddenForm
from desktop.services.groups import NewGroup
from desktop.services.keeping_safe import KeptElsewhere
from desktop.services.people import PersonForm
from desktop.services.refusals import BadForm
from desktop.services.today_attention import AttentionKind, of_others

TODAY = date(2026, 11, 22)
FORM = ForbiddenForm(
    places="Escuela Primaria Benito Juares",
    hours="De 7 a 9",
    until_text="hasta el 30 de noviembre de 2026",
    until_on=date(2026, 11, 30),
)


@pytest.fixture
def man(mens_desk: Desk) -> bytes:
    return people.add_person(mens_desk.work, PersonForm(nickname="Roble")).created[0]


def group_at(desk: Desk, place: str) -> bytes:
    made = NewGroup("Grupo Encino", start_date=TODAY, start_minute=960, place=place)
    return groups.create_group(desk.work, made).created[0]


def named(desk: Desk, group: bytes, person: bytes) -> list[str]:
    found = doubts.at_desk(desk, group).doubts([person])
    return [each.place for each in found if each.sort is DoubtSort.FORBIDDEN]


def test_what_was_copied_is_read_back_and_may_end_and_hold_again(
    mens_desk: Desk, man: bytes
) -> None:
    work = mens_desk.work
    kept = forbidden.enter(work, man, FORM).created[0]
    who, (line,) = forbidden.of_person(work, man, TODAY)
    assert (who.nickname, line.form, line.asks) == ("Roble", FORM, False)
    forbidden.edit(work, kept, ForbiddenForm(hours="De noche"))
    forbidden.end(work, kept, TODAY)
    _who, (line,) = forbidden.of_person(work, man, TODAY)
    assert (line.form, line.ended_on) == (ForbiddenForm(hours="De noche"), TODAY)
    forbidden.reopen(work, kept)
    assert forbidden.of_person(work, man, TODAY)[1][0].ended_on is None
    for form in (ForbiddenForm(until_text="60 días"), ForbiddenForm(places="x" * 10_001)):
        with pytest.raises(BadForm):
            forbidden.enter(work, man, form)


def test_joining_a_group_that_meets_there_asks_first(mens_desk: Desk, man: bytes) -> None:
    there = group_at(mens_desk, "Primaria Benito Juárez")
    elsewhere = group_at(mens_desk, "Casa Comunal")
    assert named(mens_desk, there, man) == []
    kept = forbidden.enter(mens_desk.work, man, FORM).created[0]
    assert named(mens_desk, there, man) == ["Primaria Benito Juárez"]
    assert named(mens_desk, elsewhere, man) == []
    forbidden.end(mens_desk.work, kept, TODAY)
    assert named(mens_desk, there, man) == []


def test_the_municipality_counts_as_a_place(mens_desk: Desk, man: bytes) -> None:
    group = group_at(mens_desk, "Casa Comunal")
    forbidden.enter(mens_desk.work, man, ForbiddenForm(places="Ningún lugar de Comala"))
    told = doubts.door(mens_desk.work, group, near="Comala").doubts([man])
    assert [each.place for each in told] == ["Comala"]


def test_when_its_day_has_passed_it_asks_and_still_holds(mens_desk: Desk, man: bytes) -> None:
    kept = forbidden.enter(mens_desk.work, man, FORM).created[0]
    assert FORM.until_on is not None
    after = FORM.until_on + timedelta(days=1)

    def asked(today: date) -> list[bytes | None]:
        found = of_others(mens_desk, today)
        return [each.argument for each in found if each.kind is AttentionKind.PROTECTION]

    assert (asked(FORM.until_on), asked(after)) == ([], [man])
    group = group_at(mens_desk, "Primaria Benito Juárez")
    assert named(mens_desk, group, man)
    forbidden.end(mens_desk.work, kept, after)
    assert asked(after) == []


def test_it_goes_along_when_a_group_is_handed_over_without_its_words(
    mens_desk: Desk, man: bytes
) -> None:
    group = group_at(mens_desk, "Casa Comunal")
    groups.add_to_group(mens_desk.work, group, [man])
    forbidden.enter(mens_desk.work, man, FORM)
    (point,) = [
        each
        for each in open_points.in_group(mens_desk.work, group, TODAY)
        if each.sort is HandoverSort.ORDER
    ]
    assert (point.about, point.due) == (man, FORM.until_on)
    assert "Benito" not in f"{point.what} {point.hint}"
    told = timeline.of_person(mens_desk.work, man)
    assert [each.page for each in told if each.page == "forbidden"] == ["forbidden"]


def test_the_womens_stream_keeps_none(desk: Desk) -> None:
    with pytest.raises(KeptElsewhere):
        forbidden.enter(desk.work, bytes(16), FORM)
    assert forbidden.needing(desk.work, TODAY) == ()
