"""Erasing takes everything that hangs on somebody, in any order of arrival, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.journal import erasure, meta
from desktop.journal.belonging import OF_WHOM
from desktop.journal.encoding import read_fields
from desktop.journal.erased import WORDS, Erased, PersonErased, emptied
from desktop.journal.erasure_orders import Coordinators, Word, deciders
from desktop.journal.open_vault import OpenVault
from desktop.journal.rebuild import compare
from desktop.journal.receive import receive
from desktop.programme.schema import (
    ATTENDANCE,
    CALL,
    COURT_ORDER,
    ERASURE,
    INCIDENT,
    KINDS,
    LETTER,
    PAPER_SHEET,
    PARTICIPANT,
    Draft,
    Kind,
    Type,
)
from desktop.records.tables import Form, form_of
from sync.batch.operation import Clock, Operation, Ref
from tests.desktop.journal.conftest import SPACE, Laptop, commits_of, shown

SECRET = "Xochiquetzalita"
PROGRAMME, SESSION, OTHER = bytes([1] * 16), bytes([2] * 16), bytes([3] * 16)


def erase(laptop: Laptop, person: bytes) -> Coordinators:
    """Decide and carry out, as the vault's only coordinator does."""
    me = laptop.account.card.id
    only = Coordinators(frozenset({me}), frozenset({me}))
    with laptop.vault.transaction() as connection:
        meta.put(connection, meta.PROGRAMME, PROGRAMME)
    with laptop.vault.write() as journal:
        journal.record(ERASURE.child(person, 0, asked_by=me.hex()))
    laptop.clock.at_ms += 8 * 86_400_000
    with laptop.vault.write() as journal:
        journal.record(ERASURE.child(person, 0, asked_by=me.hex(), confirmed_by=me.hex()))
    erasure.settle(laptop.vault, only)
    return only


def everything_kept(vault: OpenVault) -> bytes:
    with vault.read() as connection:
        return b"".join(
            bytes(part or b"")
            for row in connection.exec_driver_sql("SELECT record, origin, fields FROM op")
            for part in row
        )


def naming(kind: Kind, column: str, person: bytes) -> Draft:
    """A record of this kind whose `column` is the person, with words in every text."""
    values: dict[str, Any] = {
        name: SECRET for r in kind.registers for name, type_ in r.columns if type_ is Type.TEXT
    }
    halves = [person if name == column else OTHER for name in kind.identity]
    if column not in kind.identity:
        values[column] = person
    match form_of(kind):
        case Form.BORN:
            return kind.new(**values)
        case Form.CHILD:
            return kind.child(halves[0], 0, **values)
        case Form.PAIR:
            return kind.pair(halves[0], halves[1], **values)


def places_for_a_person() -> list[tuple[Kind, str]]:
    """Every column of every kind that can hold somebody's id."""
    found = []
    for kind in KINDS:
        if kind is ERASURE:
            continue
        names = [n for r in kind.registers for n, type_ in r.columns if type_ is Type.REF]
        found += [(kind, name) for name in (*kind.identity, *names) if name != "ordinal"]
    return found


def test_no_column_that_names_somebody_is_forgotten(laptop: Laptop, tmp_path: Path) -> None:
    vault = laptop.vault
    with vault.write() as journal:
        person = journal.record(PARTICIPANT.new(nickname=SECRET)).created[0]
        for kind, column in places_for_a_person():
            journal.record(naming(kind, column, person))
    erase(laptop, person)
    assert _only_in_words_kinds(vault, person)
    with vault.read() as connection:
        for kind, column in places_for_a_person():
            rows = connection.exec_driver_sql(
                f"SELECT count(*) FROM {kind.name} WHERE {column} = ?",  # noqa: S608
                (person,),
            ).scalar()
            assert rows == 0, (kind.name, column)
    assert compare(vault, tmp_path) == []


def _only_in_words_kinds(vault: OpenVault, person: bytes) -> bool:
    """What an incident or a request still says: codes and days, which are text in this test.

    A group, or another one's consent, that somebody made name a person loses the name and stays.
    """
    others = {
        kind.number for kind in KINDS if kind.name not in OF_WHOM or form_of(kind) is not Form.BORN
    }
    with vault.read() as connection:
        rows = connection.exec_driver_sql("SELECT kind, fields FROM op").fetchall()
    left = [(kind, bytes(fields)) for kind, fields in rows if SECRET.encode() in bytes(fields)]
    return all(kind in others | set(WORDS) and person not in fields for kind, fields in left)


def test_what_hangs_on_what_hangs_on_somebody_goes_too(laptop: Laptop) -> None:
    vault = laptop.vault
    with vault.write() as journal:
        person = journal.record(PARTICIPANT.new(nickname=SECRET)).created[0]
        order = journal.record(COURT_ORDER.new(participant=person, court=SECRET)).created[0]
        journal.record(LETTER.child(order, 0, serial=1, statement=SECRET))
    erase(laptop, person)
    assert SECRET.encode() not in everything_kept(vault)


def test_an_incident_loses_its_words_also_where_they_were_written_later(laptop: Laptop) -> None:
    vault = laptop.vault
    with vault.write() as journal:
        person = journal.record(PARTICIPANT.new(nickname=SECRET)).created[0]
        incident = journal.record(
            INCIDENT.new(session=SESSION, sort=1, participant=person, on_date="2026-11-01")
        ).created[0]
    with vault.write() as journal:
        journal.record(INCIDENT.of(incident, note=SECRET))
    with vault.write() as journal:
        journal.record(INCIDENT.of(incident, settled_on="2026-11-02", settled_how=SECRET))
    erase(laptop, person)
    assert SECRET.encode() not in everything_kept(vault)
    with vault.read() as connection:
        row = connection.exec_driver_sql("SELECT sort, on_date, settled_on FROM incident").one()
    assert tuple(row) == (1, "2026-11-01", "2026-11-02")
    # What every other laptop would cut is not taken here either.
    with pytest.raises(PersonErased), vault.write() as journal:
        journal.record(INCIDENT.of(incident, note="otra vez"))
    with vault.write() as journal:
        journal.record(INCIDENT.of(incident, way_home=1))


def test_a_sheet_keeps_the_rows_of_the_others(laptop: Laptop) -> None:
    vault = laptop.vault
    with vault.write() as journal:
        people = [journal.record(PARTICIPANT.new(nickname=n)).created[0] for n in "ABC"]
        rows = ",".join(person.hex() for person in people)
        journal.record(PAPER_SHEET.child(SESSION, 7, code="X", rows=rows, codes="a,b,c"))
    erase(laptop, people[1])
    with vault.read() as connection:
        row = connection.exec_driver_sql("SELECT rows, codes FROM paper_sheet").one()
    assert tuple(row) == (f"{people[0].hex()},{people[2].hex()}", "a,c")


def test_the_secret_of_a_sealed_run_is_forgotten_with_what_it_salted(laptop: Laptop) -> None:
    vault = laptop.vault
    with vault.write() as journal:
        person = journal.record(PARTICIPANT.new(nickname=SECRET)).created[0]
    with vault.read() as connection:
        before = connection.exec_driver_sql("SELECT secret FROM run").scalars().all()
    erase(laptop, person)
    with vault.read() as connection:
        after = connection.exec_driver_sql("SELECT secret FROM run").scalars().all()
    assert not set(before) & set(after)


def test_the_chain_goes_on_after_an_erasure(laptop: Laptop) -> None:
    vault = laptop.vault
    with vault.write() as journal:
        person = journal.record(PARTICIPANT.new(nickname=SECRET)).created[0]
    erase(laptop, person)
    laptop.vault.close()
    vault = laptop.unlock()
    with vault.write() as journal:
        other = journal.record(PARTICIPANT.new(nickname="Ceiba")).created[0]
    with vault.read() as connection:
        assert connection.exec_driver_sql("SELECT id FROM participant").scalars().all() == [other]


DRAFTS: tuple[Callable[[bytes], Draft], ...] = (
    lambda person: CALL.new(participant=person, note=SECRET),
    lambda person: ATTENDANCE.pair(SESSION, person, state=1, note=SECRET),
    lambda person: INCIDENT.new(session=SESSION, participant=person, note=SECRET),
    lambda person: PARTICIPANT.of(person, name=SECRET),
    lambda person: PAPER_SHEET.child(
        SESSION, 7, code="X", rows=f"{person.hex()},{OTHER.hex()}", codes="a,b"
    ),
)


def _deliver(to: Laptop, of: list[Laptop], order: list[int]) -> None:
    """Each chain in its order, the chains in any."""
    waiting = {n: commits_of(each.vault) for n, each in enumerate(of)}
    for n in (*order, *(m for m in waiting for _ in waiting[m])):
        if waiting.get(n):
            chain, ops, origins = waiting[n].pop(0)
            receive(to.vault, chain, SPACE, ops, origins)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=st.lists(st.integers(0, len(DRAFTS) - 1), max_size=5),
    second=st.lists(st.integers(0, len(DRAFTS) - 1), max_size=5),
    order=st.lists(st.integers(0, 1), max_size=12),
    erased_first=st.booleans(),
)
def test_any_order_of_arrival_ends_without_the_person(
    four_laptops: list[Laptop],
    first: list[int],
    second: list[int],
    order: list[int],
    erased_first: bool,
) -> None:
    """One laptop made the person and erases, another wrote meanwhile, a third hears of both."""
    one, two, three = four_laptops[:3]
    for each in (one, two, three):
        each.empty()
        with each.vault.transaction() as connection:
            meta.put(connection, meta.PROGRAMME, PROGRAMME)
    with one.vault.write() as journal:
        person, other = (
            journal.record(PARTICIPANT.new(nickname=name)).created[0] for name in (SECRET, "Ceiba")
        )
    _deliver(two, [one], [])
    for laptop, drafts in ((one, first), (two, second)):
        for n in drafts:
            with laptop.vault.write() as journal:
                journal.record(DRAFTS[n](person))
            with laptop.vault.write() as journal:
                journal.record(CALL.new(participant=other, note="de otra"))
    only = erase(one, person)
    if erased_first:
        _deliver(three, [one], [])
        erasure.settle(three.vault, only)
    _deliver(three, [one, two], order)
    erasure.settle(three.vault, only)
    _deliver(one, [two], [])
    _deliver(two, [one], [])
    erasure.settle(two.vault, only)
    assert shown(one.vault) == shown(two.vault) == shown(three.vault)
    for each in (one, two, three):
        kept = everything_kept(each.vault)
        assert SECRET.encode() not in kept
        assert person.hex().encode() not in kept
        assert b"Ceiba" in kept
        with each.vault.read() as connection:
            calls = connection.exec_driver_sql("SELECT note FROM call").scalars().all()
        assert calls == ["de otra"] * (len(first) + len(second))


A, B, C = (bytes([n] * 16) for n in (10, 11, 12))
BOTH = Coordinators(frozenset({A, B}), frozenset({A, B}))


def word(author: bytes, asked: bytes | None, confirmed: bytes | None, day: int = 0) -> Word:
    return Word(OTHER, author, day * 86_400_000, asked, confirmed, frozenset())


@pytest.mark.parametrize(
    ("words", "who", "decided"),
    [
        ([word(A, A, None), word(B, A, B)], BOTH, {A, B}),
        ([word(B, A, B), word(A, A, None)], BOTH, {A, B}),
        # Neither a name that its bearer did not sign nor somebody who does not coordinate counts.
        ([word(B, A, None), word(B, A, B)], BOTH, None),
        ([word(A, A, None), word(A, A, B)], BOTH, None),
        ([word(A, A, None), word(C, A, C)], BOTH, None),
        ([word(C, C, None), word(B, C, B)], BOTH, None),
        ([word(A, A, None)], BOTH, None),
        # One alone waits, and only where there is nobody else.
        ([word(A, A, None), word(A, A, A, 9)], BOTH, None),
        ([word(A, A, None), word(A, A, A, 9)], Coordinators(BOTH.once, frozenset({A})), {A}),
        ([word(A, A, None), word(A, A, A, 6)], Coordinators(BOTH.once, frozenset({A})), None),
    ],
)
def test_two_signed_words_decide(
    words: list[Word], who: Coordinators, decided: set[bytes] | None
) -> None:
    assert deciders(words, who) == decided


def test_an_operation_is_cut_the_same_however_often() -> None:
    erased = Erased(whole={OTHER})
    op = Operation(
        chain=A,
        seq=1,
        lamport=1,
        author=B,
        at_ms=5,
        clock=Clock(b"x", 0),
        kind=INCIDENT.number,
        record=C,
        fields={1: Ref(SESSION), 3: Ref(OTHER), 5: SECRET},
    )
    once = erased.operation(op, None)
    assert once.fields == {1: Ref(SESSION), 3: None, 5: None}
    assert erased.operation(once, None) == once
    call = replace(op, kind=CALL.number)
    assert erased.operation(call, None) == emptied(call) == emptied(emptied(call))


def test_a_later_versions_kind_is_erased_too(laptop: Laptop, new_laptop: Any) -> None:
    """An operation of a kind that nobody here knows says whom it names all the same."""
    vault = laptop.vault
    with vault.write() as journal:
        person = journal.record(PARTICIPANT.new(nickname=SECRET)).created[0]
    chain, ops, origins = commits_of(vault)[0]
    of_later = replace(
        ops[0], seq=2, lamport=2, kind=4_000, record=C, fields={9: Ref(person), 10: SECRET}
    )
    other = new_laptop(1)
    receive(other.vault, chain, SPACE, [*ops, of_later], origins)
    erase(other, person)
    assert SECRET.encode() not in everything_kept(other.vault)
    with other.vault.read() as connection:
        fields = connection.exec_driver_sql("SELECT fields FROM op").scalars().all()
    assert all(not read_fields(each) or person not in each for each in fields[:2])
