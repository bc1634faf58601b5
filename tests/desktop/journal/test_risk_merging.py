"""Two laptops and one person's results: both stay, and of one result the higher holds."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.schema import INSTRUMENT, PARTICIPANT
from desktop.programme.shipped_instruments import EXAMPLE
from desktop.programme.vocabulary import Answer, Permission, RiskBand
from desktop.services import risk
from desktop.services.instrument_files import (
    instrument_id,
    ordinal_of,
    outline_id,
    write_instrument,
)
from desktop.services.risk import Result

from .conftest import shown
from .test_receiving import NewLaptop, hand_over

DAY = date(2026, 11, 19)
LOW = Result(instrument="epv-r", on=DAY, score=4, band=RiskBand.LOW)
HIGH = Result(instrument="epv-r", on=DAY, score=25, band=RiskBand.HIGH)
STRANGLED = Result(instrument="epv-r", on=DAY, score=2, band=RiskBand.LOW, strangled=Answer.YES)
Pair = tuple[OpenVault, OpenVault, bytes]


@pytest.fixture
def pair(new_laptop: NewLaptop) -> Pair:
    here, there = (new_laptop(number).vault for number in (0, 1))
    with here.write() as journal:
        (person,) = journal.record(PARTICIPANT.new(folio="8163")).created
    hand_over(here, there)
    return here, there, person


def meet(here: OpenVault, there: OpenVault) -> None:
    hand_over(here, there)
    hand_over(there, here)
    assert shown(here) == shown(there)


def test_results_of_two_laptops_both_stay(pair: Pair) -> None:
    here, there, person = pair
    risk.enter(here, person, LOW, DAY)
    risk.enter(there, person, HIGH, DAY)
    meet(here, there)
    for vault in (here, there):
        bands = [line.band for line in risk.of_person(vault, person)]
        assert bands == [RiskBand.HIGH, RiskBand.LOW]
        latest = risk.latest(vault, person)
        assert latest is not None
        assert latest.band is RiskBand.HIGH


@pytest.mark.parametrize(("one", "other"), [(LOW, HIGH), (HIGH, LOW), (STRANGLED, HIGH)])
def test_of_two_corrections_of_one_result_the_graver_holds_until_settled(
    pair: Pair, one: Result, other: Result
) -> None:
    here, there, person = pair
    kept = risk.enter(here, person, LOW, DAY).created[0]
    hand_over(here, there)
    risk.correct(here, kept, one, DAY)
    risk.correct(there, kept, other, DAY)
    meet(here, there)
    graver = STRANGLED if STRANGLED in (one, other) else HIGH
    for vault in (here, there):
        (line,) = risk.of_person(vault, person)
        assert (line.band, line.strangled) == (graver.band, graver.strangled)
    risk.correct(there, kept, LOW, DAY)
    meet(here, there)
    (line,) = risk.of_person(here, person)
    assert (line.band, line.in_doubt) == (RiskBand.LOW, False)


def test_two_laptops_that_load_one_file_hold_one_instrument(pair: Pair) -> None:
    here, there, _person = pair
    text = write_instrument(EXAMPLE)
    for vault in (here, there):
        with vault.write() as journal:
            journal.record(
                INSTRUMENT.child(
                    outline_id(EXAMPLE.slug, EXAMPLE.language),
                    ordinal_of(text),
                    text=text,
                    state=1,
                    permission=Permission.OURS,
                )
            )
    meet(here, there)
    for vault in (here, there):
        with vault.read() as connection:
            rows = connection.exec_driver_sql("SELECT id FROM instrument").fetchall()
        assert [bytes(row[0]) for row in rows] == [instrument_id(EXAMPLE)]
