"""One order on two laptops of the men's stream: marks and letters written with no signal."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop.programme.court_letter import LOGO_MAX_BYTES, PNG, Letterhead
from desktop.programme.letter_code import read_text
from desktop.programme.vocabulary import AttendanceState, Stream
from desktop.services import (
    attendance,
    founding,
    groups,
    letter_checks,
    letterhead,
    letters,
    orders,
    people,
)
from desktop.services.groups import NewGroup
from desktop.services.letter_checks import Answer
from desktop.services.letters import Issued
from desktop.services.orders import OrderForm
from desktop.services.people import PersonForm
from desktop.vault.accounts import UnlockedAccount, unlock_account
from desktop.vault.cards import list_accounts
from sync.client import joining
from sync.client.outbox import seal_pending
from tests.sync.client.conftest import Laptop, StillClock

FIRST = date(2026, 1, 8)
TODAY = date(2026, 3, 20)
PHRASE = "cuatro encinos junto al bordo seco"
FORM = OrderForm(court="Juzgado Segundo", city="Colima", case_number="123/2026")

HEAD = Letterhead(
    institution="Instituto",
    signatory="Ana",
    post="Jefa",
    logo=PNG + os.urandom(LOGO_MAX_BYTES - len(PNG)),
)


@dataclass(frozen=True)
class Founded:
    """A men's programme on two laptops; the second has joined and received nothing."""

    folders: tuple[Path, Path]
    accounts: tuple[UnlockedAccount, UnlockedAccount]
    person: bytes
    order: bytes
    session: bytes


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    home = tmp_path_factory.mktemp("orders")
    one, other, clock = home / "one", home / "other", StillClock()
    desk = founding.found_programme(one, "Cantera", PHRASE, Stream.MEN, "San Isidro", clock)
    vault = desk.work
    made = groups.create_group(vault, NewGroup("Encino", start_date=FIRST, start_minute=960))
    group = made.created[0]
    person = people.add_person(vault, PersonForm(name="Juan Ejemplo"), group=group).created[0]
    session = groups.get_group(vault, group).sessions[0].id
    order = orders.enter_order(vault, person, FORM).created[0]
    letterhead.keep(desk, HEAD)
    invitation = joining.invite(desk, one, joining.write_request(other, "Barro", PHRASE))
    for each in desk.vaults:
        seal_pending(each, one)
    desk.close()
    joining.accept(other, PHRASE, invitation, clock)
    (card,) = list_accounts(other)
    joined = unlock_account(other, card.id, PHRASE)
    return Founded((one, other), (desk.account, joined), person, order, session)


@pytest.fixture
def both(founded: Founded, open_laptop: Callable[..., Laptop]) -> tuple[Laptop, Laptop]:
    one, other = map(open_laptop, founded.folders, founded.accounts)
    meet(one, other)
    return one, other


def meet(one: Laptop, other: Laptop) -> None:
    """A stick goes there and back."""
    for source, target in ((one, other), (other, one)):
        source.seal()
        target.put(*source.outbox().values())
        assert not target.take_in().put_aside


def write(laptop: Laptop, order: bytes) -> Issued:
    made = letters.issue(laptop.work, order, TODAY, language="es", oficio="")
    letters.printed(laptop.work, made.letter, TODAY)
    return made


def answers(laptop: Laptop, *written: Issued) -> list[Answer]:
    now = letter_checks.list_now(laptop.desk, TODAY)
    return [now.answer(read_text(each.code)) for each in written]


def test_letters_that_two_laptops_wrote_at_once_are_two_and_the_next_supersedes_both(
    both: tuple[Laptop, Laptop], founded: Founded
) -> None:
    one, other = both
    first = write(one, founded.order)
    meet(one, other)
    here, there = write(one, founded.order), write(other, founded.order)
    assert here.letter != there.letter
    meet(one, other)
    for laptop in both:
        kept = orders.get_order(laptop.work, founded.order, TODAY).letters
        assert {each.id for each in kept} == {first.letter, here.letter, there.letter}
        assert answers(laptop, first, here, there) == [
            Answer.SUPERSEDED,
            Answer.VALID,
            Answer.VALID,
        ]
    last = write(other, founded.order)
    meet(one, other)
    for laptop in both:
        assert answers(laptop, here, there, last) == [
            Answer.SUPERSEDED,
            Answer.SUPERSEDED,
            Answer.VALID,
        ]


def test_a_meeting_that_both_marked_counts_once_under_the_order(
    both: tuple[Laptop, Laptop], founded: Founded
) -> None:
    for laptop in both:
        attendance.mark(laptop.work, founded.session, founded.person, AttendanceState.PRESENT)
        attendance.finish(laptop.work, founded.session)
    meet(*both)
    for laptop in both:
        verdict = orders.get_order(laptop.work, founded.order, TODAY).line.verdict
        assert (verdict.attended, verdict.unexcused) == (1, 0)


def test_the_largest_emblem_travels_with_the_letterhead(both: tuple[Laptop, Laptop]) -> None:
    assert [letterhead.read(laptop.work) for laptop in both] == [HEAD, HEAD]
