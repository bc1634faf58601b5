"""The coordination writes the rule of a stream, everybody reads it, a broken one is not used."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop.programme.eligibility import DEFAULT, Rule, changed, in_order
from desktop.programme.vocabulary import Outcome, SettingNumber, Stream
from desktop.services import choices, eligibility
from desktop.services.closing_group import OnlyCoordination
from desktop.services.refusals import BadForm
from tests.desktop.services.conftest import Crew
from tests.desktop.services.meeting_places import OneChair

SHIPPED = DEFAULT[Stream.WOMEN]


def with_days(rule: Rule, number: int, days: int) -> Rule:
    rows = (
        changed(row, on=True, outcome=Outcome.DEFERRED, days=days) if row.number == number else row
        for row in rule.rows
    )
    return replace(rule, rows=in_order(rows))


@pytest.fixture
def chair(crew: Crew, clock):
    made = OneChair(crew.folder, {"colibri": crew.colibri, "nube": crew.nube}, clock)
    yield made
    made.leave()


def test_each_stream_begins_with_the_rule_that_is_shipped(desk, mens_desk) -> None:
    assert eligibility.current(desk.work) == SHIPPED
    assert eligibility.current(mens_desk.work) == DEFAULT[Stream.MEN]
    assert not eligibility.in_force(desk.work).own
    assert eligibility.history(desk.work) == ()


def test_every_change_is_an_edition_with_its_author_and_nothing_changes_twice(desk) -> None:
    eligibility.save(desk, with_days(SHIPPED, 8, 60))
    first = eligibility.current(desk.work)
    assert (first.edition, first.row(8).defer_days) == (1, 60)
    assert not eligibility.save(desk, first)
    eligibility.save(desk, with_days(first, 8, 90))
    second = eligibility.current(desk.work)
    assert second.version != first.version
    assert second.version.startswith("2-")
    told = eligibility.history(desk.work)
    assert [(each.by, each.rule, each.stands) for each in told] == [
        ("Colibrí", second, True),
        ("Colibrí", first, False),
    ]


def test_going_back_to_the_shipped_rule_keeps_the_editions_and_counts_on(desk) -> None:
    eligibility.save(desk, with_days(SHIPPED, 8, 60))
    eligibility.reset(desk)
    assert eligibility.current(desk.work) == SHIPPED
    assert not eligibility.reset(desk)
    eligibility.save(desk, with_days(SHIPPED, 9, 7))
    assert eligibility.current(desk.work).edition == 2
    assert [each.rule and each.rule.edition for each in eligibility.history(desk.work)] == [
        2,
        None,
        1,
    ]


def test_a_facilitator_reads_the_rule_and_changes_nothing(chair: OneChair) -> None:
    eligibility.save(chair("colibri"), with_days(SHIPPED, 8, 60))
    desk = chair("nube")
    assert eligibility.current(desk.work).row(8).defer_days == 60
    for change in (lambda: eligibility.save(desk, SHIPPED), lambda: eligibility.reset(desk)):
        with pytest.raises(OnlyCoordination):
            change()
    assert eligibility.current(desk.work).edition == 1


def test_a_rule_that_would_admit_in_danger_is_refused(desk) -> None:
    rows = tuple(
        replace(row, outcome=Outcome.ELIGIBLE) if row.number == 2 else row for row in SHIPPED.rows
    )
    with pytest.raises(BadForm):
        eligibility.save(desk, Rule(rows))
    assert eligibility.current(desk.work) == SHIPPED


def _kept(desk, **changes: object) -> str:
    eligibility.save(desk, with_days(SHIPPED, 8, 60))
    return json.dumps(json.loads(choices.get(desk.work, SettingNumber.ELIGIBILITY) or "") | changes)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda kept: kept[:-7], "no se puede leer"),
        (lambda _: "", "no se puede leer"),
        (lambda _: "[" * 9000, "no se puede leer"),
        (lambda _: "\ud800", "no se puede leer"),
        (lambda kept: json.dumps(json.loads(kept) | {"rows": []}), "no se puede leer"),
        (lambda kept: json.dumps(json.loads(kept) | {"edition": "x"}), "no se puede leer"),
        (lambda kept: json.dumps(json.loads(kept) | {"v": 0}), "no se puede leer"),
        (lambda kept: json.dumps(json.loads(kept) | {"v": 2}), "más nueva"),
        (lambda kept: json.dumps({"v": 9, "edition": 3, "other": True}), "más nueva"),
    ],
)
def test_a_rule_that_cannot_be_used_gives_way_to_the_shipped_one_and_says_so(
    desk, damage, words
) -> None:
    text = damage(_kept(desk))
    choices.put(desk.work, SettingNumber.ELIGIBILITY, text)
    found = eligibility.in_force(desk.work)
    assert found.rule == eligibility.current(desk.work) == SHIPPED
    assert words in str(found.fell_back)
    newest = eligibility.history(desk.work)[0]
    assert (newest.rule, newest.readable) == (None, False)
    eligibility.save(desk, with_days(SHIPPED, 8, 10))
    assert eligibility.current(desk.work).edition == 2
