"""A group handed over between two laptops: it travels, and two answers stay visible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from desktop.programme.roles import Role
from desktop.programme.vocabulary import (
    AttendanceState,
    CallOutcome,
    HandoverSort,
    HandoverState,
    Stream,
)
from desktop.services import attendance, calls, group_views, handover, handover_disputes
from desktop.services.adding import add_here
from desktop.services.handover import Giving, NotYoursToGive, Seat
from desktop.services.handover_disputes import settle
from desktop.services.refusals import NotFound
from desktop.services.today_attention import AttentionKind, of_others
from desktop.vault.accounts import UnlockedAccount, unlock_account
from tests.sync.client.conftest import Course, Laptop

TODAY = date(2026, 10, 16)
ABSENT = AttendanceState.ABSENT
Met = tuple[Laptop, Laptop]
Exchange = Callable[[], None]


@pytest.fixture
def exchange(met: Met) -> Exchange:
    """Everything that either laptop has goes to the other, as by a stick."""

    def both() -> None:
        for here, there in (met, met[::-1]):
            here.seal()
            there.put(*here.outbox().values())
            there.take_in()

    return both


def members(laptop: Laptop) -> dict[str, bytes]:
    return {one.nickname: one.id for one in group_views.list_members(laptop.work)}


def give(laptop: Laptop, course: Course, receiver: str, **said: object) -> bytes:
    to = members(laptop)[receiver]
    giving = Giving(course.group, to, Seat.LEADS, TODAY, **said)  # type: ignore[arg-type]
    return handover.give(laptop.desk, giving).created[0]


def accept_all(laptop: Laptop, given: bytes) -> None:
    for point in handover.get(laptop.desk, given, TODAY).waiting:
        handover.accept(laptop.desk, given, point.ordinal, TODAY)


def lead(laptop: Laptop, course: Course) -> str:
    return group_views.get_group(laptop.work, course.group).lead


def told(laptop: Laptop) -> list[str]:
    every = of_others(laptop.desk, TODAY)
    return [str(each.what) for each in every if each.kind is AttentionKind.HANDOVER]


def miss_two(laptop: Laptop, course: Course) -> None:
    for session in course.sessions[:2]:
        attendance.mark(laptop.work, session, course.people[0], ABSENT)
        attendance.finish(laptop.work, session)


def test_it_is_offered_here_accepted_there_and_both_see_it(
    met: Met, course: Course, exchange: Exchange
) -> None:
    first, second = met
    miss_two(first, course)
    exchange()
    given = give(first, course, "Barranca", more=("La llave",))
    exchange()
    assert told(second) == ["Le entregan un grupo: 3 puntos por aceptar"]
    accept_all(second, given)
    assert lead(first, course) == ""
    exchange()
    assert lead(first, course) == lead(second, course) == "Barranca"
    found = handover.get(first.desk, given, TODAY)
    assert found.line.state is HandoverState.ACCEPTED
    assert {point.accepted_on for point in found.points} == {TODAY}
    assert told(first) == told(second) == []
    assert first.tables() == second.tables()


def test_a_call_that_was_settled_on_the_other_laptop_waits_for_nobody(
    met: Met, course: Course, exchange: Exchange
) -> None:
    first, second = met
    miss_two(first, course)
    exchange()
    given = give(first, course, "Barranca")
    exchange()
    calls.record(first.work, course.people[0], course.group, CallOutcome.COMES, "", TODAY)
    exchange()
    call, _date = handover.get(second.desk, given, TODAY).points
    assert (call.sort, call.resolved, call.waits) == (HandoverSort.CALL, True, False)
    accept_all(second, given)
    assert lead(second, course) == "Barranca"


def test_withdrawn_here_and_accepted_there_is_shown_until_somebody_decides(
    met: Met, course: Course, exchange: Exchange
) -> None:
    first, second = met
    given = give(first, course, "Barranca")
    exchange()
    handover.withdraw(first.desk, given)
    accept_all(second, given)
    exchange()
    for laptop in met:
        assert handover.get(laptop.desk, given, TODAY).disputed
        assert told(laptop) == ["Jacaranda: hay dos respuestas de una entrega"]
        (about,) = handover_disputes.disputes(laptop.desk)
        assert {one.nickname for one in about.contenders} == {"Barranca", "Colibrí"}
    settle(first.desk, course.group, Seat.LEADS, members(first)["Colibrí"])
    exchange()
    for laptop in met:
        assert lead(laptop, course) == "Colibrí"
        assert told(laptop) == []
        found = handover.get(laptop.desk, given, TODAY)
        assert (found.line.state, found.disputed) == (HandoverState.WITHDRAWN, False)
        with pytest.raises(NotFound):
            settle(laptop.desk, course.group, Seat.LEADS, members(laptop)["Barranca"])


@pytest.fixture
def nube(first: Laptop) -> UnlockedAccount:
    """Another facilitator at the first laptop."""
    account = add_here(
        first.folder, first.desk, "Nube", "una frase para nube", Role.FACILITATOR, [Stream.WOMEN]
    )
    return unlock_account(first.folder, account, "una frase para nube")


def test_two_people_who_accept_at_once_are_both_shown_and_one_is_chosen(
    met: Met, course: Course, exchange: Exchange, nube: UnlockedAccount
) -> None:
    first, second = met
    hers = give(first, course, "Barranca")
    exchange()
    accept_all(second, hers)
    handover.withdraw(first.desk, hers)
    other = give(first, course, "Nube")
    first.reopen(nube)
    accept_all(first, other)
    assert (lead(first, course), lead(second, course)) == ("Nube", "Barranca")
    exchange()
    assert lead(first, course) == lead(second, course)
    for laptop in met:
        assert told(laptop) == ["Jacaranda: hay dos respuestas de una entrega"]
    settle(second.desk, course.group, Seat.LEADS, members(second)["Nube"])
    exchange()
    for laptop in met:
        assert lead(laptop, course) == "Nube"
        assert told(laptop) == []
        states = [handover.get(laptop.desk, each, TODAY).line.state for each in (hers, other)]
        assert states == [HandoverState.WITHDRAWN, HandoverState.ACCEPTED]
    assert first.tables() == second.tables()


def test_whom_a_dispute_does_not_concern_cannot_decide_it(
    met: Met, course: Course, exchange: Exchange, nube: UnlockedAccount
) -> None:
    first, second = met
    given = give(first, course, "Barranca")
    exchange()
    accept_all(second, given)
    handover.withdraw(first.desk, given)
    exchange()
    first.reopen(nube)
    assert told(first) == []
    with pytest.raises(NotYoursToGive):
        settle(first.desk, course.group, Seat.LEADS, members(first)["Barranca"])


def test_when_the_last_point_is_settled_elsewhere_one_step_remains(
    met: Met, course: Course, exchange: Exchange
) -> None:
    """No acceptance was the last one, so the group still has to be received."""
    first, second = met
    miss_two(first, course)
    exchange()
    given = give(first, course, "Barranca")
    exchange()
    call, *others = handover.get(second.desk, given, TODAY).points
    for point in others:
        handover.accept(second.desk, given, point.ordinal, TODAY)
    handover.ask_to_talk(second.desk, given, call.ordinal, "", TODAY)
    exchange()
    assert told(first) == ["Barranca necesita hablar de la entrega"]
    calls.record(first.work, course.people[0], course.group, CallOutcome.MET, "", TODAY)
    exchange()
    assert lead(second, course) == ""
    assert told(second) == ["Le entregan un grupo: Jacaranda"]
    handover.receive(second.desk, given, TODAY)
    exchange()
    assert lead(first, course) == "Barranca"
    assert first.tables() == second.tables()
