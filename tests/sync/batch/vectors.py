"""The test vectors of the batch format: fixed keys and operations, and the files they make.

`python -m tests.sync.batch.vectors` writes tests/vectors/batch.json anew; a change of
that file is a change of the format.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sync.batch.header import read_label
from sync.batch.heads import NO_HEAD, commit_message, next_head
from sync.batch.operation import Born, ChildOf, Clock, Joining, Operation, Ref, record_id
from sync.batch.records import Proof
from tests.sync.batch import roster_vectors
from tests.sync.batch.world import World, fixed

PATH = Path(__file__).parents[2] / "vectors" / "batch.json"
RUN_SECRET = fixed("run secret")


def first_operations(world: World) -> list[Operation]:
    """One of everything: births, children, pairs, repeats, foreign and unknown records."""
    other = fixed("other chain")
    origins = world.origins

    def known(kind: int, origin: Born | ChildOf | Joining) -> bytes:
        record = record_id(kind, origin)
        origins[record] = origin
        return record

    group = known(3, Born(world.chain, 1))
    man = known(4, Born(world.chain, 2))
    visitor = known(4, Born(other, 41))
    session = known(6, ChildOf(group, 1))
    mark = known(7, Joining(session, man))
    mark_of_visitor = known(7, Joining(session, visitor))
    nobody_knows = fixed("of unknown origin")
    op = world.operation
    return [
        op(1, group, {1: "Lunes", 4: (0, 1020, 150), 9: False}, kind=3),
        op(2, man, {1: "0417", 2: "Ñandú", 4: "1984", 7: Ref(nobody_knows)}, kind=4),
        op(3, session, {1: "2026-03-02", 2: (1, None, None), 5: Ref(man)}, kind=6),
        op(4, mark, {1: (1, None)}),
        op(5, mark_of_visitor, {1: (2, 25), 2: "llegó tarde, se fue la luz"}),
        op(6, mark, {1: (3, None)}, replaces=((world.chain, 4),)),
        op(7, mark_of_visitor, {2: ""}, replaces=((other, 99), (world.chain, 5))),
        op(8, nobody_knows, {1: -(1 << 63), 2: (1 << 63) - 1, 3: b"\x00\xff", 70: None}, kind=900),
        op(9, group, {1: True, 2: 1}, kind=3, at_ms=1_000),
    ]


def later_operations(world: World) -> list[Operation]:
    """A second batch, sealed by a colleague, after the clock was set anew."""
    mark = next(r for r, o in world.origins.items() if isinstance(o, Joining))
    return [
        Operation(
            world.chain,
            seq,
            lamport=30 + seq,
            author=world.author.id,
            at_ms=1_760_000_600_000 + seq,
            clock=Clock(fixed("second boot", 8), 1_000_000 * seq),
            kind=7,
            record=mark,
            fields={1: (4, None), 2: "trabajo lejos; " * seq},
            ends_commit=seq == 12,
        )
        for seq in (10, 11, 12)
    ]


def make() -> dict[str, Any]:
    world = World()
    first, later = first_operations(world), later_operations(world)
    link = world.link()
    opening = world.seal(link, first)
    link = link.after(link.complete(read_label(opening)), opening)
    head = before = NO_HEAD
    for op in first:
        before = next_head(before, RUN_SECRET, op)
    head = before
    for op in later:
        head = next_head(head, RUN_SECRET, op)
    signature = world.author.sign(commit_message(world.chain, 12, head))
    proof = Proof(RUN_SECRET, before, signature)
    second = world.seal(link, later, by=world.colleague, proof=proof)
    return {
        "format": "docs/formats/batch.md, version 1",
        "programme": world.programme.hex(),
        "space": world.space.hex(),
        "space_key": world.space_key.hex(),
        "chain_seed": world.chain_seed.hex(),
        "author": {"sign_seed": world.author.seed.hex(), "box_pub": world.author.box_pub.hex()},
        "colleague": {
            "sign_seed": world.colleague.seed.hex(),
            "box_pub": world.colleague.box_pub.hex(),
        },
        "run_secret": RUN_SECRET.hex(),
        "heads": [before.hex(), head.hex()],
        "batches": [
            {"operations": [plain(op) for op in first], "file": opening.hex()},
            {"operations": [plain(op) for op in later], "file": second.hex()},
        ],
        "roster": roster_vectors.make(),
    }


def plain(op: Operation) -> dict[str, Any]:
    """An operation as JSON. References are {"ref"}, bytes {"bytes"}, registers lists."""
    return {
        "seq": op.seq,
        "lamport": op.lamport,
        "at_ms": op.at_ms,
        "clock": [op.clock.boot.hex(), op.clock.offset_ms],
        "kind": op.kind,
        "record": op.record.hex(),
        "fields": {str(number): _json(value) for number, value in sorted(op.fields.items())},
        "replaces": [[chain.hex(), seq] for chain, seq in op.replaces],
        "ends_commit": op.ends_commit,
    }


def _json(value: object) -> Any:
    if isinstance(value, Ref):
        return {"ref": value.hex()}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return [_json(one) for one in value] if isinstance(value, tuple) else value


if __name__ == "__main__":
    PATH.write_text(json.dumps(make(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
