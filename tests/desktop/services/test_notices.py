"""What the women's team does with a notice, who is told of an unread one, and where notices go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.vocabulary import (
    NoticeAnswer,
    NoticeContact,
    NoticeOffer,
    NoticeSort,
    NoticeUrgency,
    SettingNumber,
)
from desktop.services import (
    choices,
    notice_decisions,
    notice_duty,
    notices,
    roster,
    team,
    today_attention,
)
from desktop.services.entrance import Desk, sit_down
from desktop.services.notice_decisions import Decision, SheSaidNo
from desktop.services.notice_duty import NotTheirs
from desktop.services.refusals import NotFound
from desktop.services.today_attention import AttentionKind
from desktop.services.typed import TooLong
from desktop.trouble import Message
from desktop.vault.accounts import UnlockedAccount
from sync.client import notice_sending
from sync.client.inbox import Intake, Taken
from sync.client.notice_sending import NobodyToTell, Words
from tests.desktop.services.conftest import Crew, StillClock

DAY = date(2026, 10, 8)
HOUR_MS = 3_600_000
Sit = Callable[[UnlockedAccount], Desk]


@pytest.fixture
def sit(crew: Crew, clock: StillClock) -> Iterator[Sit]:
    with ExitStack() as stack:

        def down(account: UnlockedAccount) -> Desk:
            desk = sit_down(crew.folder, account, clock)
            stack.callback(desk.close)
            return desk

        yield down


def say_it(crew: Crew, sit: Sit, text: str = "Aviso.", **told: object) -> None:
    words = {"sort": NoticeSort.LEAVES, "urgency": NoticeUrgency.TODAY, "text": text, "day": DAY}
    desk = sit(crew.barro)
    notice_sending.send(desk, crew.folder, Words(**(words | told)))  # type: ignore[arg-type]
    desk.close()


def take_in(crew: Crew, desk: Desk) -> Taken:
    intake = Intake(desk.vaults, crew.folder)
    intake.finish()
    return intake.taken


def told_today(desk: Desk) -> list[tuple[str, str]]:
    found = notice_duty.on_today(desk, DAY)
    return [(_plain(each.what), each.page) for each in found]


def _plain(message: Message) -> str:
    return message.text.format(**message.values)


@pytest.fixture
def nube(crew: Crew, sit: Sit) -> Desk:
    """A facilitator of the women's team, at a laptop that has just taken one notice in."""
    say_it(crew, sit)
    desk = sit(crew.nube)
    assert take_in(crew, desk).notices == 1
    return desk


def only(vault_of: Desk) -> bytes:
    (line,) = notices.list_notices(vault_of)
    return line.id


def test_who_reads_first_is_written_down_and_nobody_after(crew: Crew, nube: Desk, sit: Sit) -> None:
    notice = only(nube)
    notices.mark_read(nube.work, notice, DAY)
    nube.close()
    lluvia = sit(crew.lluvia)
    assert not notices.mark_read(lluvia.work, notice, date(2026, 10, 9)).touched
    line = notices.get_notice(lluvia, notice).line
    assert (line.read_by, line.read_on) == ("Nube", DAY)


def test_what_was_decided_is_kept_closed_and_opened_again(nube: Desk) -> None:
    notice = only(nube)
    decision = Decision(NoticeContact.SAFE, NoticeAnswer.REFUSED, "Acompañamiento")
    notice_decisions.decide(nube.work, notice, decision, DAY)
    found = notices.get_notice(nube, notice)
    assert (found.decision, found.decided_by, found.decided_on) == (decision, "Nube", DAY)
    notices.close(nube.work, notice, DAY)
    assert notices.get_notice(nube, notice).line.closed_on == DAY
    notices.reopen(nube.work, notice)
    assert notices.get_notice(nube, notice).line.is_open


def test_her_no_is_final_but_for_a_slip_of_the_same_hand_on_the_same_day(
    crew: Crew, nube: Desk, sit: Sit
) -> None:
    notice = only(nube)
    her_no = Decision(NoticeContact.SAFE, NoticeAnswer.REFUSED)
    yes = Decision(NoticeContact.SAFE, NoticeAnswer.ACCEPTED)
    notice_decisions.decide(nube.work, notice, her_no, DAY)
    notice_decisions.decide(nube.work, notice, yes, DAY)
    notice_decisions.decide(nube.work, notice, her_no, DAY)
    for later in (yes, Decision(), Decision(NoticeContact.SAFE), Decision(NoticeContact.NOT_SAFE)):
        with pytest.raises(SheSaidNo):
            notice_decisions.decide(nube.work, notice, later, DAY + timedelta(days=1))
    told = replace(her_no, offered="Se le dijo que la puerta sigue abierta")
    notice_decisions.decide(nube.work, notice, told, DAY + timedelta(days=1))
    nube.close()
    lluvia = sit(crew.lluvia)
    with pytest.raises(SheSaidNo):
        notice_decisions.decide(lluvia.work, notice, yes, DAY)
    assert notices.get_notice(lluvia, notice).decision == told
    notices.close(lluvia.work, notice, DAY)
    notices.reopen(lluvia.work, notice)
    with pytest.raises(SheSaidNo):
        notice_decisions.decide(lluvia.work, notice, yes, DAY)


def test_what_she_was_offered_is_kept_and_every_decision_before_can_be_read(nube: Desk) -> None:
    notice = only(nube)
    assert notice_decisions.history(nube.work, notice) == ()
    unclear = Decision(NoticeContact.UNCLEAR)
    offers = frozenset({NoticeOffer.SHELTER, NoticeOffer.LEGAL})
    accepted = Decision(NoticeContact.SAFE, NoticeAnswer.ACCEPTED, "En la clínica", offers)
    notice_decisions.decide(nube.work, notice, unclear, DAY)
    notice_decisions.decide(nube.work, notice, accepted, DAY + timedelta(days=3))
    assert notices.get_notice(nube, notice).decision == accepted
    newest, first = notice_decisions.history(nube.work, notice)
    assert (first.decision, first.by, first.on) == (unclear, "Nube", DAY)
    assert (newest.decision.answer, newest.on) == (accepted.answer, DAY + timedelta(days=3))
    with pytest.raises(NotFound):
        notice_decisions.history(nube.work, bytes(16))


def test_a_decision_too_long_to_keep_is_refused_whole(nube: Desk) -> None:
    notice = only(nube)
    with pytest.raises(TooLong):
        notice_decisions.decide(nube.work, notice, Decision(offered="x" * 12_001), DAY)
    assert notices.get_notice(nube, notice).decided_on is None


def test_unread_ones_come_first_the_most_urgent_on_top(crew: Crew, sit: Sit) -> None:
    for urgency in (NoticeUrgency.TO_KNOW, NoticeUrgency.TODAY, NoticeUrgency.THIS_WEEK):
        say_it(crew, sit, urgency.name, urgency=urgency)
    desk = sit(crew.nube)
    take_in(crew, desk)
    assert [line.urgency for line in notices.list_notices(desk)] == [*NoticeUrgency]
    first = notices.list_notices(desk)[0].id
    notices.mark_read(desk.work, first, DAY)
    assert notices.list_notices(desk)[-1].id == first


def test_an_unknown_notice_is_refused(nube: Desk) -> None:
    for act in (
        lambda: notices.mark_read(nube.work, bytes(16), DAY),
        lambda: notice_decisions.decide(nube.work, bytes(16), Decision(), DAY),
        lambda: notices.close(nube.work, bytes(16), DAY),
        lambda: notices.get_notice(nube, bytes(16)),
    ):
        with pytest.raises(NotFound):
            act()


# --- who hears of it -----------------------------------------------------------


def test_an_unread_one_is_on_everybodys_today_and_after_a_day_the_coordinators_to_read(
    crew: Crew, nube: Desk, sit: Sit, clock: StillClock
) -> None:
    line = [("Un aviso sin leer", "notices")]
    assert told_today(nube) == line
    nube.close()
    coordinator = sit(crew.cigarra)
    clock.ms += 24 * HOUR_MS - 1
    assert told_today(coordinator) == line
    clock.ms += 1
    assert told_today(coordinator) == [("Un aviso lleva más de 24 horas sin leer", "notices")]
    notices.mark_read(coordinator.work, only(coordinator), DAY)
    assert told_today(coordinator) == []


def test_a_clock_that_was_set_back_counts_as_late(
    crew: Crew, nube: Desk, sit: Sit, clock: StillClock
) -> None:
    nube.close()
    clock.ms -= 400 * 24 * HOUR_MS
    ((words, _page),) = told_today(sit(crew.cigarra))
    assert "24 horas" in words


def test_who_coordinates_that_team_chooses_the_hours_and_whom_to_call(
    crew: Crew, nube: Desk, sit: Sit, clock: StillClock
) -> None:
    with pytest.raises(NotTheirs):
        notice_duty.set_contact(nube, "Yo")
    nube.close()
    coordinator = sit(crew.cigarra)
    notice_duty.set_contact(coordinator, "  Guardia   Cigarra 312 555 0100 ")
    notice_duty.set_hours(coordinator, 6)
    clock.ms += 6 * HOUR_MS
    assert "6 horas" in told_today(coordinator)[0][0]
    coordinator.close()
    barro = sit(crew.barro)
    assert notice_duty.contact(barro) == "Guardia Cigarra 312 555 0100"
    with pytest.raises(NotTheirs):
        notice_duty.set_hours(barro, 6)


def test_the_sender_reads_that_nobody_has_and_whom_to_call_until_it_is_taken_in(
    crew: Crew, sit: Sit
) -> None:
    say_it(crew, sit)
    barro = sit(crew.barro)
    (line,) = notice_duty.on_today(barro, DAY)
    assert (_plain(line.what), line.page) == ("Un aviso espera: nadie lo ha leído", "notice")
    barro.close()
    nube = sit(crew.nube)
    take_in(crew, nube)
    nube.close()
    assert told_today(sit(crew.barro)) == []


def test_today_asks_for_notices_before_everything_else(nube: Desk) -> None:
    found = today_attention.in_order(today_attention.of_others(nube, DAY))
    assert found[0].kind is AttentionKind.NOTICE


@pytest.mark.parametrize("kept", ["", "x", "-5", "7", "99999999999"])
def test_hours_that_nobody_offers_count_as_a_day(nube: Desk, kept: str) -> None:
    choices.put(nube.work, SettingNumber.NOTICE_HOURS, kept)
    assert notice_duty.hours(nube.work) == 24


# --- where they go ----------------------------------------------------------------


def spaces(desk: Desk) -> set[bytes]:
    assert desk.shared is not None
    return {*notice_sending.spaces_to_tell(desk, roster.known(desk.shared).roster)}


def homes(vault: OpenVault) -> dict[str, bytes]:
    return {space.name: space.id for space in vault.spaces}


def test_they_go_to_the_teams_of_the_same_municipality_and_make_one_record(
    crew: Crew, sit: Sit
) -> None:
    founder = sit(crew.colibri)
    near = team.add_site(crew.folder, founder, "La Loma", "COMALA")
    far = team.add_site(crew.folder, founder, "El Puerto", "Manzanillo")
    home = founder.work.home
    founder.close()
    barro = sit(crew.barro)
    assert spaces(barro) == {home, near}
    assert far not in spaces(barro)
    barro.close()
    say_it(crew, sit, "a dos sedes")
    nube = sit(crew.nube)
    take_in(crew, nube)
    assert len(notices.list_notices(nube)) == 1


def test_where_no_team_of_theirs_is_near_every_one_hears(
    crew: Crew, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    founder = sit(crew.colibri)
    team.add_site(crew.folder, founder, "El Puerto", "Manzanillo")
    theirs = {space.id for space in founder.work.spaces}
    founder.close()
    barro = sit(crew.barro)
    told = roster.details
    moved = barro.work.home

    def elsewhere(shared: OpenVault, known: object) -> object:
        found = told(shared, known)  # type: ignore[arg-type]
        site = found.spaces[moved]
        return found | type(found)(spaces={moved: type(site)(site.stream, site.name, "Tecomán")})

    monkeypatch.setattr(notice_sending.rosters, "details", elsewhere)
    assert spaces(barro) == theirs


def test_without_a_shared_vault_nothing_is_sent_and_the_sender_is_told_to_call(
    crew: Crew, sit: Sit
) -> None:
    barro = sit(crew.barro)
    shared, barro.shared = barro.shared, None
    words = Words(NoticeSort.OTHER, NoticeUrgency.TODAY, "Hola", DAY)
    with pytest.raises(NobodyToTell) as caught:
        notice_sending.send(barro, crew.folder, words)
    assert "llame" in _plain(caught.value.next_step)
    barro.shared = shared
