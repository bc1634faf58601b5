"""An erasure takes what is a person's and nothing else, whatever an altered program has signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from desktop.journal.rebuild import compare
from desktop.programme.schema import ENROLMENT, ERASURE, GROUP, INTAKE, RIGHT, RISK
from desktop.programme.vocabulary import RightSort
from desktop.services import erasing, group_views, groups, people, rights
from desktop.services.entrance import Desk, sit_down
from desktop.services.groups import NewGroup
from desktop.services.people import PersonForm
from desktop.services.refusals import NotFound
from desktop.services.rights import Asking
from tests.desktop.services.conftest import Crew, StillClock

TODAY = date(2026, 11, 20)


@pytest.fixture
def first(crew: Crew, clock: StillClock) -> Iterator[Desk]:
    desk = sit_down(crew.folder, crew.colibri, clock)
    yield desk
    desk.close()


@pytest.fixture
def second(crew: Crew, clock: StillClock) -> Iterator[Desk]:
    desk = sit_down(crew.folder, crew.cigarra, clock)
    yield desk
    desk.close()


@pytest.fixture
def group(first: Desk) -> bytes:
    new = NewGroup(name="Jacaranda", start_date=date(2026, 10, 8), start_minute=960)
    return groups.create_group(first.work, new).created[0]


def somebody(desk: Desk, nickname: str) -> bytes:
    return people.add_person(desk.work, PersonForm(nickname=nickname)).created[0]


def asked(desk: Desk, person: bytes) -> bytes:
    asking = Asking(RightSort.CANCELLATION, TODAY, "", person)
    return rights.ask(desk.work, asking).created[0]


def erase(first: Desk, second: Desk, person: bytes) -> None:
    right = asked(first, person)
    erasing.propose(first, right)
    erasing.confirm(second, right, TODAY)


def stands(desk: Desk, view: str, record: bytes) -> bool:
    with desk.work.read() as connection:
        return (
            connection.exec_driver_sql(
                f"SELECT 1 FROM {view} WHERE id = ?",  # noqa: S608
                (record,),
            ).fetchone()
            is not None
        )


def test_a_group_that_was_made_to_name_a_person_is_not_erased_with_her(
    first: Desk, second: Desk, group: bytes, tmp_path
) -> None:
    """One signed reference from the group took its meetings, lists and people on every laptop."""
    leaves, stays = somebody(first, "Luna"), somebody(first, "Ceiba")
    groups.add_to_group(first.work, group, (leaves, stays))
    with first.work.write() as journal:
        journal.record(
            GROUP.of(group, venue=leaves),
            ENROLMENT.pair(group, stays, moved_to=leaves),
        )
    erase(first, second, leaves)
    left = group_views.get_group(second.work, group)
    assert [each.nickname for each in left.people] == ["Ceiba"]
    assert left.sessions
    assert compare(second.work, tmp_path) == []
    with second.work.write() as journal:
        journal.record(GROUP.of(group, name="Jacaranda dos"))


def test_what_came_back_from_a_wrong_merge_is_not_erased_with_the_other_one(
    first: Desk, second: Desk
) -> None:
    leaves, stays = somebody(first, "Luna"), somebody(first, "Ceiba")
    with first.work.write() as journal:
        risk = journal.record(RISK.new(participant=stays, instrument="x", band=4)).created[0]
    for whose in (leaves, stays):  # joined, and taken back
        with first.work.write() as journal:
            journal.record(RISK.of(risk, participant=whose, instrument="x", version="1"))
    erase(first, second, leaves)
    with second.work.read() as connection:
        shown = connection.exec_driver_sql("SELECT participant, band FROM risk").one()
    assert tuple(shown) == (stays, 4)


def test_a_list_beside_an_erasure_takes_nobody_elses_records(first: Desk, second: Desk) -> None:
    """Before: whatever one of the two coordinators listed, also years after it was done."""
    leaves, stays = somebody(first, "Luna"), somebody(first, "Ceiba")
    with first.work.write() as journal:
        intake = journal.record(INTAKE.new(participant=stays, strangled=1)).created[0]
    erase(first, second, leaves)
    first.work._forget()  # another connection wrote: as another process would, read again
    again = somebody(first, "Nube")
    right = asked(first, again)
    with first.work.write() as journal:
        journal.record(
            ERASURE.child(leaves, 7, records=intake.hex()),
            ERASURE.child(again, 3, records=f"{intake.hex()},{stays.hex()}"),
        )
    erasing.propose(first, right)
    second.work._forget()
    with second.work.write() as journal:
        me, other = second.me.hex(), first.me.hex()
        listed = ",".join((intake.hex(), stays.hex()))
        journal.record(ERASURE.child(again, 1, asked_by=other, confirmed_by=me, records=listed))
    erasing.confirm(second, right, TODAY)
    assert not stands(second, "participant", again)
    assert stands(second, "intake", intake)
    assert people.get_person(second.work, stays).nickname == "Ceiba"


def test_two_honest_coordinators_are_not_led_to_erase_a_group(
    first: Desk, second: Desk, group: bytes
) -> None:
    """A request that names a group shows no folio; two tired people might have confirmed it."""
    with first.work.write() as journal:
        right = journal.record(
            RIGHT.new(participant=group, sort=RightSort.CANCELLATION, asked_on=TODAY.isoformat())
        ).created[0]
    with pytest.raises(NotFound):
        erasing.propose(first, right)
    one, other = first.me.hex(), second.me.hex()
    with first.work.write() as journal:
        journal.record(ERASURE.child(group, 0, asked_by=one))
    with second.work.write() as journal:
        journal.record(ERASURE.child(group, 0, asked_by=one, confirmed_by=other))
    assert not erasing.carry_out(second.vaults, erasing._roster(second))
    assert stands(second, "grp", group)
