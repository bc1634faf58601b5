"""Any order of arrival gives the same tables, and no value is lost without being told."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.changes import Changes
from desktop.journal.open_vault import OpenVault
from desktop.journal.rebuild import rebuild
from desktop.journal.receive import last_seq, receive
from desktop.programme.schema import ATTENDANCE, PARTICIPANT, SESSION, Draft

from .conftest import SPACE, Commit, Laptop, commits_of, shown

GROUP = b"g" * 16
MEETINGS = (b"s" * 16,)

laptops = st.integers(0, 2)
texts = st.sampled_from(["Luna", "Ceiba", None])
drafts = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 1), texts),
    st.tuples(st.just("phone"), st.just(0), texts, st.sampled_from([True, False, None])),
    st.tuples(st.just("delete"), st.just(0), st.booleans()),
    st.tuples(st.just("mark"), st.just(0), st.integers(0, 1), st.integers(1, 4)),
    st.tuples(st.just("move"), st.just(1), st.sampled_from(["2026-11-03", "2026-11-10"])),
)
actions = st.one_of(
    st.tuples(st.just("write"), laptops, st.lists(drafts, min_size=1, max_size=3)),
    st.tuples(st.just("carry"), laptops, laptops, st.integers(1, 9)),
    st.tuples(st.just("undo"), laptops),
)


class World:
    """What the people of one example have done so far."""

    def __init__(self, four: list[Laptop]) -> None:
        self.four = four
        self.last: dict[int, Changes] = {}
        with four[0].vault.write() as journal:
            self.people = journal.record(
                PARTICIPANT.new(folio="1"), PARTICIPANT.new(folio="2", phone_safe=True)
            ).created
        for laptop in four[1:3]:
            carry(commits_of(four[0].vault), laptop.vault, 1)

    def do(self, action: tuple[Any, ...]) -> None:
        match action:
            case "write", who, wishes:
                with self.four[who].vault.write() as journal:
                    for wish in wishes:
                        self.last[who] = journal.record(self.draft(wish))
            case "undo", who:
                if who in self.last:
                    with self.four[who].vault.write() as journal:
                        self.last[who] = journal.take_back(self.last[who].undo)
            case "carry", source, target, count:
                carry(commits_of(self.four[source].vault), self.four[target].vault, count)

    def draft(self, wish: tuple[Any, ...]) -> Draft:
        match wish:
            case "edit", person, nickname:
                return PARTICIPANT.of(self.people[person], nickname=nickname)
            case "phone", person, phone, safe:
                return PARTICIPANT.of(self.people[person], phone=phone, phone_safe=safe)
            case "delete", person, deleted:
                return PARTICIPANT.of(self.people[person], deleted=deleted)
            case "mark", meeting, person, state:
                return ATTENDANCE.pair(MEETINGS[meeting], self.people[person], state=state)
            case "move", ordinal, date:
                return SESSION.child(GROUP, ordinal, date=date)
        raise AssertionError(wish)


def carry(commits: list[Commit], to: OpenVault, count: int) -> None:
    """Bring up to `count` commits that are not there yet, each chain in order."""
    have: dict[bytes, int] = {}
    for chain, ops, origins in commits:
        if chain not in have:
            have[chain] = last_seq(to, chain)
        if ops[-1].seq > have[chain] and count:
            receive(to, chain, SPACE, ops, origins)
            count -= 1


def everything(four: list[Laptop]) -> dict[bytes, list[Commit]]:
    """Every chain whole, as the laptop that wrote it has it."""
    chains: dict[bytes, list[Commit]] = {}
    for laptop in four:
        own: dict[bytes, list[Commit]] = defaultdict(list)
        for commit in commits_of(laptop.vault):
            own[commit[0]].append(commit)
        for chain, commits in own.items():
            if len(commits) > len(chains.get(chain, ())):
                chains[chain] = commits
    return chains


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(todo=st.lists(actions, min_size=4, max_size=16), data=st.data())
def test_any_order_of_arrival_gives_the_same_tables(
    four_laptops: list[Laptop], todo: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    for laptop in four_laptops:
        laptop.empty()
    world = World(four_laptops)
    for action in todo:
        world.do(action)

    chains = everything(four_laptops)
    for laptop in four_laptops:
        # Every chain in its order, mixed with the others as chance will have it, some twice.
        turns = data.draw(
            st.permutations([chain for chain, commits in chains.items() for _ in commits])
        )
        waiting = {chain: list(commits) for chain, commits in chains.items()}
        for chain in turns:
            _, ops, origins = waiting[chain].pop(0)
            receive(laptop.vault, chain, SPACE, ops, origins)
            if data.draw(st.booleans()):
                receive(laptop.vault, chain, SPACE, ops, origins)

    first = shown(four_laptops[0].vault)
    assert first["early"] == []
    assert heads_shown(first) == heads_by_definition(chains)
    for laptop in four_laptops:
        assert shown(laptop.vault) == first
        rebuild(laptop.vault)
        assert shown(laptop.vault) == first


def heads_by_definition(chains: dict[bytes, list[Commit]]) -> set[tuple[Any, ...]]:
    """Operations seen minus operations that any operation seen replaces, register by register."""
    ops = [op for commits in chains.values() for _, commit, _ in commits for op in commit]
    heads = {(op.kind, op.record, number, *op.id) for op in ops for number in op.fields}
    for op in ops:
        for number in op.fields:
            heads -= {(op.kind, op.record, number, *replaced) for replaced in op.replaces}
    return heads


def heads_shown(tables: dict[str, list[tuple[Any, ...]]]) -> set[tuple[Any, ...]]:
    return {
        (kind.number, row[0], register, chain, seq)
        for kind in (PARTICIPANT, ATTENDANCE, SESSION)
        for row in tables[kind.name]
        for register, chain, seq, _ in row[-1]
    }
