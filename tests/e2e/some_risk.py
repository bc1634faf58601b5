"""A person with a history of results, and an instrument that may be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desktop.programme.shipped_instruments import EPV_R, EXAMPLE
from desktop.programme.vocabulary import Answer, RiskBand
from desktop.services import instruments, people, risk
from desktop.services.entrance import Desk
from desktop.services.instrument_files import instrument_id
from desktop.services.risk import Result


def some_risk(desk: Desk, today: date) -> tuple[bytes, bytes]:
    """The person and the instrument; the desk is a coordinator's."""
    here = {line.id for line in instruments.list_instruments(desk.work)}
    for each in (EXAMPLE, EPV_R):
        if instrument_id(each) not in here:
            instruments.load(desk, each)
    person = people.list_people(desk.work)[0].id
    if not risk.of_person(desk.work, person):
        first = Result(instrument="epv-r", on=today, score=12, band=RiskBand.LOW)
        for days, score, band in (
            (90, 12, RiskBand.LOW),
            (60, 18, None),
            (40, 18, RiskBand.MIDDLE),
            (20, 25, RiskBand.HIGH),
        ):
            on = today - timedelta(days=days)
            risk.enter(desk.work, person, replace(first, on=on, score=score, band=band), today)
        risk.enter(
            desk.work,
            person,
            replace(first, instrument="da-5", score=2, strangled=Answer.YES),
            today,
        )
    return person, instrument_id(EXAMPLE)
