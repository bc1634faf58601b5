"""No value that somebody's program signed hides what waits, nor blinds the list of today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.programme.schema import REFERRAL, RISK
from desktop.programme.vocabulary import Answer, Nearness, ReferralCause, ReferralState
from desktop.services import (
    closeness,
    groups,
    open_points,
    people,
    referral_views,
    risk_needs,
    today_attention,
)
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.home import own_member
from desktop.services.today_attention import AttentionKind

TODAY = date(2026, 11, 20)


def refer(desk: Desk, person: bytes | None, **said: object) -> None:
    with desk.work.write() as journal:
        journal.record(REFERRAL.new(participant=person, state=ReferralState.SENT, **said))


def test_a_day_at_the_end_of_the_calendar_blinds_nobody(desk: Desk, person: bytes) -> None:
    """One such record of anybody took every line from Today, on every laptop it reached."""
    refer(desk, person, sent_on="9999-12-31")
    refer(desk, None, cause=ReferralCause.STRANGULATION)
    with desk.work.write() as journal:
        journal.record(
            RISK.new(participant=person, on_date="2026-11-01", band=3, strangled=Answer.YES)
        )
    assert len(referral_views.of_person(desk.work, person)) == 1
    assert risk_needs.needing(desk.work, TODAY)
    told = today_attention.of_others(desk, TODAY)
    assert today_attention._NOT_READ not in told
    assert any(each.page == "risk" for each in told)


def test_what_one_part_cannot_read_hides_nothing_of_the_others_and_is_said(
    desk: Desk, person: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    refer(desk, person, sent_on="2026-11-01")

    def broken(_desk: Desk, _day: date) -> list[today_attention.Attention]:
        raise OverflowError

    providers = (broken, *today_attention.PROVIDERS)
    monkeypatch.setattr(today_attention, "PROVIDERS", providers)
    told = today_attention.of_others(desk, TODAY)
    assert AttentionKind.DANGER in {each.kind for each in told}
    assert any(each.page == "referrals" for each in told)


@pytest.mark.parametrize("days", [8, 400, 2_000_000])
def test_what_was_only_sent_is_never_put_off_out_of_sight(
    desk: Desk, person: bytes, days: int
) -> None:
    """A later day than anybody may choose: altered, or left over from another laptop's state."""
    far = TODAY + min(timedelta(days=days), date.max - TODAY)
    refer(desk, person, sent_on="2026-11-19", follow_up=far.isoformat())
    (line,) = referral_views.due(desk.work, TODAY)
    assert line.participant == person


def test_a_handover_tells_nothing_of_who_is_close_to_whoever_reads_it(
    desk: Desk, person: bytes
) -> None:
    new = NewGroup(name="Jacaranda", start_date=date(2026, 10, 8), start_minute=960)
    group = groups.create_group(desk.work, new).created[0]
    groups.add_to_group(desk.work, group, [person])
    refer(desk, person, sent_on="2026-11-01")
    assert referral_views.open_in(desk.work, group)
    with desk.work.read() as connection:
        me = own_member(connection, desk.work)
    assert me is not None
    closeness.declare(desk.work, person, me, Nearness(1), TODAY)
    assert not referral_views.open_in(desk.work, group)
    points = open_points.in_group(desk.work, group, TODAY)
    folio = people.list_people(desk.work)[0].folio
    assert not [each for each in points if each.what.values.get("folio") == folio]
