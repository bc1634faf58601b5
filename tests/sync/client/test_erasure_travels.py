"""An erasure reaches every laptop, whatever was written meanwhile, and takes nobody else along."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.journal.rebuild import compare
from desktop.programme.rights import WAITING_DAYS
from desktop.programme.schema import CALL
from desktop.programme.vocabulary import RightSort
from desktop.services import attendance, erasing, groups, people, rights
from desktop.services.refusals import NotFound
from desktop.services.rights import Asking
from tests.sync.client.conftest import ABSENT, PRESENT, Course, Laptop

TODAY = date(2026, 11, 20)


def erase(laptop: Laptop, person: bytes) -> None:
    """As the only coordinator does: asks, waits, and confirms."""
    right = rights.ask(laptop.work, Asking(RightSort.CANCELLATION, TODAY, "", person)).created[0]
    erasing.propose(laptop.desk, right)
    laptop.clock.ms += (WAITING_DAYS + 1) * 86_400_000
    erasing.confirm(laptop.desk, right, TODAY, erasing.TYPED)


def swap(first: Laptop, second: Laptop) -> None:
    first.seal()
    second.seal()
    second.put(*first.outbox().values())
    first.put(*second.outbox().values())
    assert first.take_in().put_aside == second.take_in().put_aside == 0


def is_gone(laptop: Laptop, person: bytes, nickname: str) -> bool:
    """No table, and no operation of the journal, says anything of the person."""
    with laptop.work.read() as connection:
        kept = b"".join(
            bytes(fields) for (fields,) in connection.exec_driver_sql("SELECT fields FROM op")
        )
    with pytest.raises(NotFound):
        people.get_person(laptop.work, person)
    return nickname.encode() not in kept


def test_both_laptops_lose_the_person_and_nothing_else(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    who, *others = course.people
    erase(first, who)
    swap(first, second)
    assert is_gone(first, who, "Luna")
    assert is_gone(second, who, "Luna")
    assert first.tables() == second.tables()
    sheet = attendance.sheet(second.work, course.sessions[0])
    assert {line.participant: line.state for line in sheet.lines} == dict.fromkeys(others, PRESENT)


def test_an_edit_made_meanwhile_brings_nobody_back(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    who, other = course.people[:2]
    with second.work.write() as journal:
        journal.record(CALL.new(participant=who, on_date="2026-11-01", note="habló Luna"))
    for person in (who, other):
        attendance.mark(second.work, course.sessions[1], person, ABSENT)
    erase(first, who)
    swap(first, second)
    swap(first, second)
    for laptop in met:
        assert is_gone(laptop, who, "Luna")
        lines = attendance.sheet(laptop.work, course.sessions[1]).lines
        states = {line.participant: line.state for line in lines}
        assert states[other] is ABSENT
        assert who not in states
    assert first.tables() == second.tables()


def test_batches_of_before_that_come_after_the_erasure_bring_the_neighbours_only(
    first: Laptop, second: Laptop, course: Course
) -> None:
    """The second laptop has received nothing yet: old batches and the erasure come together."""
    who, *others = course.people
    erase(first, who)
    first.seal()
    second.put(*first.outbox().values())
    taken = second.take_in()
    assert (taken.put_aside, taken.waiting) == (0, 0)
    assert is_gone(second, who, "Luna")
    assert {p.id for p in groups.get_group(second.work, course.group).people} == set(others)
    assert first.tables() == second.tables()


def test_what_comes_a_second_time_is_known(met: tuple[Laptop, Laptop], course: Course) -> None:
    first, second = met
    before = first.outbox()
    erase(first, course.people[0])
    swap(first, second)
    second.put(*before.values())
    taken = second.take_in()
    assert (taken.put_aside, taken.batches, taken.waiting) == (0, 0, 0)
    assert second.put_aside() == []


def test_work_that_was_not_sealed_yet_stays_its_authors(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    """An author's signature covers what is erased: it is sealed first, whoever sits here."""
    first, second = met
    attendance.mark(second.work, course.sessions[2], course.people[1], PRESENT)
    attendance.mark(second.work, course.sessions[2], course.people[0], PRESENT)
    erase(first, course.people[0])
    first.seal()
    second.put(*first.outbox().values())
    second.take_in()  # nothing of the second's was sealed before
    swap(first, second)
    states = {
        line.participant: line.state
        for line in attendance.sheet(first.work, course.sessions[2]).lines
    }
    assert states[course.people[1]] is PRESENT
    assert course.people[0] not in states


def test_the_journal_still_accounts_for_every_table(
    met: tuple[Laptop, Laptop], course: Course
) -> None:
    first, second = met
    erase(first, course.people[0])
    swap(first, second)
    for laptop in met:
        assert compare(laptop.work, laptop.folder) == []


def test_a_person_erased_elsewhere_goes_at_the_next_unlock(
    met: tuple[Laptop, Laptop], course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the power had failed between taking the decision in and carrying it out."""
    first, second = met
    erase(first, course.people[0])
    first.seal()
    second.put(*first.outbox().values())
    with monkeypatch.context() as cut:
        cut.setattr(erasing, "carry_out", lambda *_: None)
        second.take_in()
    assert people.get_person(second.work, course.people[0]).nickname == "Luna"
    second.reopen()
    assert is_gone(second, course.people[0], "Luna")
