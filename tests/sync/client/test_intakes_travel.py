"""An interview decided at two laptops: the more protective outcome holds until somebody settles."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.programme.consent import Standing
from desktop.programme.schema import REFERRAL
from desktop.programme.vocabulary import (
    Answer,
    ConsentHow,
    ConsentState,
    Outcome,
    Purpose,
    ReferralState,
)
from desktop.services import intake_views, intakes
from desktop.services.intake_drafts import Interview
from tests.sync.client.conftest import Laptop
from tests.sync.client.test_two_laptops import exchange_by_stick

TODAY = date(2026, 11, 22)
Met = tuple[Laptop, Laptop]


def held(laptop: Laptop) -> Interview:
    """An interview that both laptops have."""
    draft = intakes.new_id()
    for purpose in Purpose:
        said = Standing(purpose, ConsentState.GIVEN, "shipped", ConsentHow.SPOKEN, TODAY, "es")
        intakes.consent(laptop.work, draft, said, TODAY)
    return intake_views.read(laptop.work, draft)


def decide(laptop: Laptop, found: Interview, outcome: Outcome, **more: object) -> None:
    told = {"recommended": None, "rule": "0-x", **more}
    intakes.decide(laptop.work, found.id, outcome, TODAY, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("referred_first", [True, False])
def test_a_referral_holds_against_a_colleague_who_found_that_she_may_come(
    met: Met, referred_first: bool
) -> None:
    here, there = met if referred_first else met[::-1]
    found = held(here)
    exchange_by_stick(*met)
    with here.work.write() as journal:
        referral = journal.record(
            REFERRAL.new(
                participant=found.person, state=ReferralState.SENT, state_on=TODAY.isoformat()
            )
        ).created[0]
    decide(here, found, Outcome.REFERRED, referral=referral)
    decide(there, found, Outcome.ELIGIBLE)
    exchange_by_stick(*met)
    assert here.tables() == there.tables()
    for laptop in met:
        assert found.person is not None
        (line,) = intake_views.of_person(laptop.work, found.person)
        assert line.decision is not None
        assert (line.decision.outcome, line.decision.referral) == (Outcome.REFERRED, referral)
        assert laptop.status().conflicts == 1


def test_a_danger_answer_is_not_lost_to_a_later_no(met: Met) -> None:
    first, second = met
    found = held(first)
    exchange_by_stick(*met)
    intakes.save(first.work, found.id, TODAY, answers={"weapon": Answer.YES})
    intakes.save(first.work, found.id, TODAY, answers={"safe_today": Answer.NO})
    intakes.save(second.work, found.id, TODAY, answers={"weapon": Answer.NO})
    intakes.save(second.work, found.id, TODAY, answers={"safe_today": Answer.YES})
    exchange_by_stick(*met)
    for laptop in met:
        answers = intake_views.read(laptop.work, found.id).answers
        assert (answers["weapon"], answers["safe_today"]) == (Answer.YES, Answer.NO)


def test_a_draft_never_travels(met: Met) -> None:
    first, second = met
    intakes.save(
        first.work, intakes.new_id(), TODAY, answers={"hopes": "Zqx"}, details={"nickname": "Zqx"}
    )
    exchange_by_stick(*met)
    assert len(intake_views.unfinished(first.work)) == 1
    assert intake_views.unfinished(second.work) == ()
