"""Instruments are scored as docs/formats/instrument.md says, and what is missing is never zero."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.programme.instrument_rules import InstrumentFlaw, check
from desktop.programme.instruments import NAMED, named
from desktop.programme.scoring import Asked, Instrument, alarms, asked, reach, score, to_ask
from desktop.programme.shipped_instruments import EPV_R, EXAMPLE, SHIPPED
from desktop.programme.vocabulary import Answer, RiskBand, Stream
from desktop.services.instrument_files import read_instrument, write_instrument
from tests.desktop.programme import plain_scorer

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "instrument.json").read_text())
WORDS = {"low": RiskBand.LOW, "middle": RiskBand.MIDDLE, "high": RiskBand.HIGH}
WORDS["extreme"] = RiskBand.EXTREME
STRANGLED = {"yes": Answer.YES, "no": Answer.NO, "unsaid": Answer.UNSAID, None: None}


@pytest.mark.parametrize("vector", VECTORS["scored"], ids=lambda each: each["name"])
def test_the_published_examples_are_scored_as_they_say(vector: dict[str, Any]) -> None:
    instrument = read_instrument(json.dumps(VECTORS["instrument"]).encode())
    scored = score(instrument, vector["answers"])
    assert [scored.lowest, scored.highest] == vector["range"]
    assert scored.score == vector["score"]
    assert scored.band is (WORDS[vector["band"]] if vector["band"] else None)
    assert [item.id for item in scored.missing] == vector["missing"]
    assert [item.id for item in scored.critical] == vector["critical"]
    assert scored.strangled is STRANGLED[vector["strangled"]]
    assert [item.id for item in to_ask(instrument, vector["answers"])] == vector["asked"]


@st.composite
def instruments(draw: st.DrawFn) -> dict[str, Any]:
    """Small ones as plain JSON, so that every completion can be tried."""
    items: list[dict[str, Any]] = []
    points = st.integers(0, 5)
    for place in range(draw(st.integers(1, 5))):
        item: dict[str, Any] = {"id": f"i{place}", "text": "¿?"}
        kind = draw(st.sampled_from(["yes_no", "choice", "number"]))
        item["kind"] = kind
        if kind == "yes_no":
            item |= {"weight": draw(points), "weight_no": draw(points)}
            item |= {"critical": draw(st.booleans()), "strangulation": draw(st.booleans())}
        elif kind == "choice":
            item["options"] = [
                {
                    "id": f"o{n}",
                    "text": "o",
                    "points": draw(points),
                    "critical": draw(st.booleans()),
                }
                for n in range(draw(st.integers(2, 3)))
            ]
        else:
            item |= {"least": 0, "most": 3}
            starts = [0, *sorted(draw(st.sets(st.integers(1, 3), max_size=2)))]
            item["steps"] = [{"from": n, "points": draw(points)} for n in starts]
        if items and draw(st.booleans()):
            about = draw(st.sampled_from(items))
            rule: dict[str, Any] = {"item": about["id"]}
            if about["kind"] == "number":
                rule["at_least"] = draw(st.integers(0, 3))
            else:
                rule["is"] = draw(st.sampled_from(plain_scorer.possible(about)))
            item["only_if"] = [rule]
        items.append(item)
    return {
        "format": 1,
        "slug": "prueba",
        "language": "es",
        "version": "1",
        "title": "Prueba",
        "source": "Nadie",
        "permission": "ours",
        "items": items,
        "bands": [
            {"from": 0, "to": 4, "band": "low"},
            {"from": 5, "to": 9, "band": "high"},
            {"from": 10, "to": 100, "band": "extreme"},
        ],
    }


def drawn(data: st.DataObject, told: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    found = {}
    for item in told["items"]:
        ways = st.sampled_from(plain_scorer.possible(item))
        found[item["id"]] = data.draw(ways if whole else st.none() | ways)
    return found


@settings(max_examples=60, deadline=None)
@given(instruments(), st.data())
def test_whole_answers_score_as_an_independent_scorer_says(
    told: dict[str, Any], data: st.DataObject
) -> None:
    instrument = read_instrument(json.dumps(told).encode())
    answers = drawn(data, told, whole=True)
    points, grave = plain_scorer.total(told["items"], answers)
    scored = score(instrument, answers)
    assert (scored.score, [item.id for item in scored.critical]) == (points, grave)
    assert scored.band is WORDS[plain_scorer.band(told["bands"], points) or ""]
    assert not scored.missing


@settings(max_examples=60, deadline=None)
@given(instruments(), st.data())
def test_the_true_result_always_lies_in_the_range_and_never_below_the_level(
    told: dict[str, Any], data: st.DataObject
) -> None:
    instrument = read_instrument(json.dumps(told).encode())
    answers = drawn(data, told, whole=False)
    least, most = plain_scorer.true_range(told["items"], answers)
    scored = score(instrument, answers)
    assert scored.lowest <= least <= most <= scored.highest
    if not any("only_if" in item for item in told["items"]):
        assert (scored.lowest, scored.highest) == (least, most)
    if scored.band is not None:
        lowest = WORDS[plain_scorer.band(told["bands"], least) or ""]
        assert scored.band <= lowest
        assert scored.band is lowest or scored.band >= RiskBand.HIGH
    assert scored.score is None or not scored.missing or scored.lowest == scored.highest


@settings(max_examples=60, deadline=None)
@given(instruments())
def test_what_is_written_reads_again(told: dict[str, Any]) -> None:
    instrument = read_instrument(json.dumps(told).encode())
    text = write_instrument(instrument)
    assert read_instrument(text.encode()) == instrument
    assert write_instrument(read_instrument(text.encode())) == text


def test_an_answer_that_was_given_before_its_question_fell_away_counts_for_nothing() -> None:
    before = {"arma": "casa", "usada": "yes"}
    assert score(EXAMPLE, before).lowest > score(EXAMPLE, {**before, "arma": "no"}).lowest
    assert asked(EXAMPLE, {**before, "arma": "no"})["usada"] is Asked.NO


def test_all_skipped_is_no_low_result() -> None:
    nothing = score(EXAMPLE, {item.id: None for item in EXAMPLE.items})
    assert (nothing.band, nothing.score) == (None, None)
    assert (nothing.lowest, nothing.highest) == reach(EXAMPLE)
    assert nothing.strangled is Answer.UNSAID


def test_one_grave_answer_asks_for_a_plan_whatever_the_points() -> None:
    scored = score(EXAMPLE, {"cuello": "yes"})
    assert scored.strangled is Answer.YES
    assert alarms(scored.band, bool(scored.critical), scored.strangled)
    assert not alarms(RiskBand.MIDDLE, False, Answer.NO)


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda each: each.slug)
def test_what_vereda_brings_along_keeps_its_own_rules(instrument: Instrument) -> None:
    check(instrument)


def test_the_structure_that_waits_for_permission_can_neither_be_asked_nor_scored() -> None:
    assert not EPV_R.is_whole
    assert len(EPV_R.items) == 20
    assert all(item.text == f"Reactivo {n}" for n, item in enumerate(EPV_R.items, 1))


def test_the_example_says_in_its_title_that_it_is_not_validated() -> None:
    assert "no es un instrumento validado" in EXAMPLE.title


def test_no_cut_off_proposes_a_low_level() -> None:
    for each in NAMED:
        assert all(cut.band >= RiskBand.HIGH and not cut.confirmed for cut in each.cut_offs)
    epv_r = named("epv-r")
    assert epv_r is not None
    assert (epv_r.proposed(20), epv_r.proposed(21)) == (None, RiskBand.HIGH)


def test_a_scale_about_what_a_woman_lives_is_not_for_the_mens_stream() -> None:
    assert {each.slug for each in NAMED if not each.fits(Stream.MEN)} == {
        "danger-assessment",
        "da-5",
        "insp-severidad",
    }


def test_a_flaw_names_its_item() -> None:
    with pytest.raises(InstrumentFlaw) as flaw:
        check(Instrument(**{**fields_of(EXAMPLE), "items": EXAMPLE.items + EXAMPLE.items[:1]}))
    assert flaw.value.item == "empeora"


def fields_of(instrument: Instrument) -> dict[str, Any]:
    return {name: getattr(instrument, name) for name in Instrument.__slots__}
