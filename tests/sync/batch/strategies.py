"""Operations of every kind that the format can carry, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from sync.batch.operation import Born, ChildOf, Clock, Joining, Operation, Origin, Ref, record_id
from tests.sync.batch.world import World, fixed

NUMBER = st.integers(1, 2**40)
TIME = st.integers(0, 2**53 - 1)
KIND = st.integers(0, 20)
TEXT = st.text(st.characters(), max_size=40)
"""Lone surrogates too."""
IDS = st.sampled_from([fixed(f"id {n}") for n in range(6)])


@st.composite
def runs(draw: st.DrawFn) -> tuple[World, list[Operation]]:
    """A world and one run of its operations, with the origins that the world knows."""
    world = World()
    chains = [world.chain, *(fixed(f"chain {n}") for n in range(3))]
    first_seq = draw(NUMBER)
    count = draw(st.integers(1, 12))
    records = [(draw(KIND), draw(IDS)) for _ in range(2)]

    def learn(kind: int, origin: Origin) -> None:
        record = record_id(kind, origin)
        world.origins[record] = origin
        records.append((kind, record))

    for _ in range(draw(st.integers(1, 5))):
        learn(draw(KIND), Born(draw(st.sampled_from(chains)), draw(NUMBER)))
        one, other = (draw(st.sampled_from(records))[1] for _ in range(2))
        learn(draw(KIND), ChildOf(one, draw(st.integers(0, 200))))
        learn(draw(KIND), Joining(one, other))

    known = st.sampled_from([record for _, record in records])
    scalar = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.integers(-2, 2),
        TEXT,
        st.binary(max_size=20),
        known.map(Ref),
    )
    value = st.one_of(scalar, st.lists(scalar, max_size=4).map(tuple))
    boots = [fixed("boot", 8), fixed("other boot", 8), b""]
    ops = []
    for n in range(count):
        seq = first_seq + n
        kind, record = draw(st.sampled_from(records))
        if draw(st.booleans()):
            kind = draw(KIND)
            origin = Born(world.chain, seq)
            record = record_id(kind, origin)
            world.origins[record] = origin
        ops.append(
            Operation(
                chain=world.chain,
                seq=seq,
                lamport=draw(TIME),
                author=world.author.id,
                at_ms=draw(TIME),
                clock=Clock(draw(st.sampled_from(boots)), draw(st.integers(-(2**40), 2**40))),
                kind=kind,
                record=record,
                fields=draw(st.dictionaries(st.integers(0, 300), value, max_size=5)),
                replaces=tuple(
                    draw(st.lists(st.tuples(st.sampled_from(chains), NUMBER), max_size=3))
                ),
                ends_commit=draw(st.booleans()),
            )
        )
    return world, ops
