"""What others wrote comes in whole, once, in order, and keeps what this version does not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.journal.encoding import read_fields
from desktop.journal.open_vault import OpenVault
from desktop.journal.receive import GapError, last_seq, receive, receive_slices
from desktop.programme.schema import ATTENDANCE, DELETED, GROUP, PARTICIPANT, SESSION
from sync.batch.operation import Born, Joining, Operation, record_id
from sync.batch.reason import BatchError, Reason

from .conftest import SPACE, Clock, Laptop, commits_of, shown

NewLaptop = Callable[..., Laptop]
MEETING, PERSON = b"m" * 16, b"p" * 16


def hand_over(source: OpenVault, target: OpenVault) -> None:
    for chain, ops, origins in commits_of(source):
        receive(target, chain, SPACE, ops, origins)


def all_rows(vault: OpenVault, query: str) -> list[tuple[Any, ...]]:
    with vault.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


@pytest.fixture
def here(new_laptop: NewLaptop) -> OpenVault:
    return new_laptop(0).vault


@pytest.fixture
def there(new_laptop: NewLaptop) -> OpenVault:
    return new_laptop(1).vault


def test_a_group_made_elsewhere_is_the_same_group_here(here: OpenVault, there: OpenVault) -> None:
    with there.write() as journal:
        (group,) = journal.record(GROUP.new(name="Jacaranda")).created
        (person,) = journal.record(PARTICIPANT.new(nickname="Luna", site=MEETING)).created
        journal.record(*(SESSION.child(group, n, date="2026-11-03") for n in range(1, 26)))
        journal.record(ATTENDANCE.pair(MEETING, person, state=1))
    hand_over(there, here)
    assert shown(here) == shown(there)


def test_taking_in_again_changes_nothing(here: OpenVault, there: OpenVault) -> None:
    with there.write() as journal:
        journal.record(PARTICIPANT.new(nickname="Luna"))
    hand_over(there, here)
    before = shown(here)
    ((chain, ops, origins),) = commits_of(there)
    assert not receive(here, chain, SPACE, ops, origins)
    assert shown(here) == before


def test_a_gap_is_refused_with_what_is_missing(here: OpenVault, there: OpenVault) -> None:
    for n in range(3):
        with there.write() as journal:
            journal.record(PARTICIPANT.new(folio=str(n)))
    (chain, ops, origins), _, (_, later, later_origins) = commits_of(there)
    receive(here, chain, SPACE, ops, origins)
    with pytest.raises(GapError) as caught:
        receive(here, chain, SPACE, later, later_origins)
    assert caught.value.missing == range(2, 3)
    assert last_seq(here, chain) == 1


def test_a_chain_that_says_something_else_is_a_fork(here: OpenVault, there: OpenVault) -> None:
    with there.write() as journal:
        journal.record(PARTICIPANT.new(nickname="Luna"))
    ((chain, (op,), origins),) = commits_of(there)
    receive(here, chain, SPACE, [op], origins)
    with pytest.raises(BatchError) as caught:
        receive(here, chain, SPACE, [replace(op, fields={2: "Sol"})], origins)
    assert caught.value.reason is Reason.FORK


@pytest.mark.parametrize(
    "spoil",
    [
        lambda ops: [replace(ops[0], ends_commit=False), *ops[1:], replace(ops[-1], seq=9)],
        lambda ops: [replace(op, ends_commit=False) for op in ops],
        lambda ops: [replace(op, lamport=5) for op in ops],
        lambda ops: [replace(op, lamport=2**60 + op.seq) for op in ops],
        lambda ops: [replace(op, chain=b"x" * 16) for op in ops],
        lambda ops: [replace(op, kind=ATTENDANCE.number) for op in ops],
    ],
)
def test_operations_that_no_laptop_makes_are_refused_and_leave_nothing(
    here: OpenVault, there: OpenVault, spoil: Callable[[list[Operation]], list[Operation]]
) -> None:
    with there.write() as journal:
        journal.record(PARTICIPANT.new(folio="1"), PARTICIPANT.new(folio="2"))
    ((chain, ops, origins),) = commits_of(there)
    before = shown(here)
    with pytest.raises(BatchError) as caught:
        receive(here, chain, SPACE, spoil(ops), origins)
    assert caught.value.reason is Reason.DAMAGED
    assert shown(here) == before
    receive(here, chain, SPACE, ops, origins)
    assert shown(here) == shown(there)


def test_kinds_and_fields_of_a_later_version_are_kept_and_not_shown(
    here: OpenVault, there: OpenVault
) -> None:
    with there.write() as journal:
        journal.record(PARTICIPANT.new(nickname="Luna"))
    ((chain, (op,), _),) = commits_of(there)
    later = replace(
        op,
        fields={2: "Luna", 5: ("555", True, "extra"), 9: 7, 60: ("new", b"\x00")},
        ends_commit=False,
    )
    unknown_origin = Joining(MEETING, PERSON)
    unknown = replace(
        op,
        seq=2,
        lamport=2,
        kind=99,
        record=record_id(99, unknown_origin),
        fields={1: "?"},
    )
    origins = {op.record: Born(chain, 1), unknown.record: unknown_origin}
    receive(here, chain, SPACE, [later, unknown], origins)
    query = "SELECT nickname, phone, phone_safe, intake_date FROM participant"
    assert all_rows(here, query) == [("Luna", "555", 1, None)]
    ((_, kept, known),) = commits_of(here)
    assert kept == [later, unknown]
    assert known == origins
    (stored,) = all_rows(here, "SELECT fields FROM op ORDER BY place LIMIT 1")
    assert read_fields(stored[0]) == later.fields


def test_a_long_batch_comes_in_slices_that_let_taps_between(
    new_laptop: NewLaptop, there: OpenVault
) -> None:
    class Ticking(Clock):
        def monotonic_ms(self) -> int:
            self.up_ms += 10
            return self.up_ms

    laptop = new_laptop(0)
    here = laptop.vault
    here.clock = Ticking()
    for n in range(9):
        with there.write() as journal:
            journal.record(PARTICIPANT.new(folio=f"{n}a"), PARTICIPANT.new(folio=f"{n}b"))
    commits = commits_of(there)
    chain = commits[0][0]
    ops = [op for _, some, _ in commits for op in some]
    origins = {record: origin for _, _, some in commits for record, origin in some.items()}
    slices = 0
    for changes in receive_slices(here, chain, SPACE, ops, origins):
        slices += 1
        assert len(changes.touched) % 2 == 0
        with here.write() as journal:
            journal.record(ATTENDANCE.pair(MEETING, PERSON, state=1 + slices % 4))
    assert slices == 5
    assert len(all_rows(here, "SELECT id FROM participant")) == 18


def test_time_here_runs_ahead_of_everything_seen(here: OpenVault, there: OpenVault) -> None:
    for n in range(5):
        with there.write() as journal:
            journal.record(PARTICIPANT.new(folio=str(n)))
    hand_over(there, here)
    with here.write() as journal:
        journal.record(PARTICIPANT.new(folio="x"))
    assert all_rows(here, "SELECT max(lamport), count(*) FROM op WHERE head IS NOT NULL") == [
        (6, 1)
    ]


def test_own_operations_that_come_back_end_the_chain_here(new_laptop: NewLaptop) -> None:
    """A laptop restored from a backup must not write the same seq twice."""
    laptop, other = new_laptop(0), new_laptop(1)
    with laptop.vault.write() as journal:
        journal.record(PARTICIPANT.new(folio="1"))
    ((chain, (op,), origins),) = commits_of(laptop.vault)
    later = replace(op, seq=2, lamport=2, record=record_id(4, Born(chain, 2)))
    receive(laptop.vault, chain, SPACE, [later], {later.record: Born(chain, 2), **origins})
    with laptop.vault.write() as journal:
        journal.record(PARTICIPANT.new(folio="3"))
    chains = {own for own, _, _ in commits_of(laptop.vault)}
    assert len(chains) == 2
    assert last_seq(laptop.vault, chain) == 2
    hand_over(laptop.vault, other.vault)
    assert shown(other.vault) == shown(laptop.vault)


def test_two_laptops_marking_one_person_make_one_visible_conflict(
    here: OpenVault, there: OpenVault
) -> None:
    for vault, state in ((here, 1), (there, 3)):
        with vault.write() as journal:
            journal.record(ATTENDANCE.pair(MEETING, PERSON, state=state))
    hand_over(here, there)
    hand_over(there, here)
    assert shown(here) == shown(there)
    assert len(all_rows(here, "SELECT id FROM attendance")) == 1
    assert len(all_rows(here, "SELECT * FROM conflict")) == 1
    ((standing,),) = all_rows(here, "SELECT state FROM attendance")
    with here.write() as journal:
        assert journal.record(ATTENDANCE.pair(MEETING, PERSON, state=standing))
    assert all_rows(here, "SELECT * FROM conflict") == []
    hand_over(here, there)
    assert shown(here) == shown(there)


def test_two_laptops_marking_the_same_ask_nobody(here: OpenVault, there: OpenVault) -> None:
    for vault in (here, there):
        with vault.write() as journal:
            journal.record(ATTENDANCE.pair(MEETING, PERSON, state=1))
    hand_over(here, there)
    assert all_rows(there, "SELECT * FROM conflict") == []
    assert all_rows(there, "SELECT state FROM attendance") == [(1,)]


def test_an_unsafe_phone_holds_until_somebody_settles_it(here: OpenVault, there: OpenVault) -> None:
    with here.write() as journal:
        (person,) = journal.record(PARTICIPANT.new(phone="555", phone_safe=True)).created
    hand_over(here, there)
    with there.write() as journal:
        journal.record(PARTICIPANT.of(person, phone="555", phone_safe=False))
    for note in "ab":
        with here.write() as journal:
            journal.record(PARTICIPANT.of(person, note=note))
    with here.write() as journal:
        journal.record(PARTICIPANT.of(person, phone="556", phone_safe=True))
    hand_over(there, here)
    assert all_rows(here, "SELECT phone, phone_safe FROM participant") == [("555", 0)]
    assert len(all_rows(here, "SELECT * FROM conflict")) == 1


def test_an_edit_beats_a_deletion_that_did_not_see_it_and_asks(
    here: OpenVault, there: OpenVault
) -> None:
    with here.write() as journal:
        (person,) = journal.record(PARTICIPANT.new(nickname="Luna")).created
    hand_over(here, there)
    with here.write() as journal:
        journal.record(PARTICIPANT.of(person, deleted=True))
    with there.write() as journal:
        journal.record(PARTICIPANT.of(person, note="vuelve en enero"))
    hand_over(there, here)
    hand_over(here, there)
    assert shown(here) == shown(there)
    assert all_rows(here, "SELECT deleted, note FROM participant") == [(0, "vuelve en enero")]
    assert all_rows(here, "SELECT kind, record, register FROM conflict") == [
        (PARTICIPANT.number, person, DELETED)
    ]
    with here.write() as journal:
        journal.record(PARTICIPANT.of(person, deleted=False))
    assert all_rows(here, "SELECT * FROM conflict") == []
    with here.write() as journal:
        journal.record(PARTICIPANT.of(person, deleted=True))
    assert all_rows(here, "SELECT deleted FROM participant") == [(1,)]
