"""Seeded attendance as operations: the rows of ../shared/peers/records.py as Vereda has them.

State and minutes late are one register, the note another, who took it a reference; ids are
derived. A row that was updated later is a second operation that replaces the first.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from sync.batch.operation import (
    Born,
    ChildOf,
    Clock,
    Joining,
    Operation,
    Origin,
    Ref,
    Value,
    record_id,
)
from tests.sync.batch.world import World, fixed

VOCABULARY = (
    "the a child arrived late early tired happy sick mother father absent field rain flood market "
    "harvest told story shared drawing played group listened quiet cried laughed helped friend "
    "brother sister walked far came with baby asked about school fees water clinic follow up next "
    "week visit home parents talked feelings breathing exercise good progress needs referral "
    "concern sleep nightmares better today participated well led song game left before end"
)
WORDS = VOCABULARY.split()
GROUPS, PEOPLE, FACILITATORS = 8, 25, 5
FIRST_DAY_MS = 1_736_150_400_000
"""6 January 2025, 08:00 UTC."""
DAY_MS = 86_400_000
MEETING_MINUTES = 90
MEMBER, GROUP, PERSON, SESSION, MARK = 2, 3, 4, 6, 7
STATES = {"present": 1, "late": 2, "absent": 3, "excused": 4}


@dataclass(frozen=True)
class Row:
    """One attendance record: who, in which meeting, how, and when it was made and changed."""

    session: int
    person: int
    facilitator: int
    state: str
    minutes: int
    note: str
    created_ms: int
    updated_ms: int


def rows(count: int = 10_050, seed: int = 7) -> list[Row]:
    """Draws in the order of records.py, so that every value is the same."""
    rng = random.Random(seed)

    def random_id() -> int:
        return rng.getrandbits(128)

    facilitators = [random_id() for _ in range(FACILITATORS)]
    random_id()
    for _ in range(GROUPS * PEOPLE):
        random_id()
    found: list[Row] = []
    session = 0
    while len(found) < count:
        group = session % GROUPS
        random_id()
        start = FIRST_DAY_MS + (7 * (session // GROUPS) + group % 5) * DAY_MS
        start += (group // 5 * 3 * 60 + rng.randrange(0, 30)) * 60_000
        facilitator = facilitators.index(rng.choice(facilitators))
        time = start
        for n in range(PEOPLE):
            state = rng.choices(["present", "absent", "late", "excused"], [80, 12, 5, 3])[0]
            late = rng.choice([45, 60, 70, 75, 80])
            minutes = {"present": MEETING_MINUTES, "late": late}.get(state, 0)
            note = ""
            if rng.random() < 0.5:
                length = rng.randrange(1, 61)
                while len(note) < length:
                    note += (" " if note else "") + rng.choice(WORDS)
                note = note[:length].strip()
            time += rng.randrange(1500, 20000)
            updated = time + (rng.randrange(0, 600_000) if rng.random() < 0.1 else 0)
            random_id()
            found.append(
                Row(session, group * PEOPLE + n, facilitator, state, minutes, note, time, updated)
            )
        session += 1
    return found[:count]


def operations(world: World, records: list[Row]) -> list[Operation]:
    """The rows as one laptop's operations, in the order in which they were made."""
    origins = world.origins
    seq = 0

    def known(kind: int, origin: Origin) -> bytes:
        record = record_id(kind, origin)
        origins[record] = origin
        return record

    def born(kind: int) -> bytes:
        nonlocal seq
        seq += 1
        return known(kind, Born(world.chain, seq))

    members = [born(MEMBER) for _ in range(FACILITATORS)]
    groups, people = [], []
    for _ in range(GROUPS):
        groups.append(born(GROUP))
        people += [born(PERSON) for _ in range(PEOPLE)]

    events = [(row.created_ms, n, False) for n, row in enumerate(records)]
    events += [
        (row.updated_ms, n, True)
        for n, row in enumerate(records)
        if row.updated_ms != row.created_ms
    ]
    clock = Clock(fixed("boot", 8), FIRST_DAY_MS - 4_000_000)
    made: dict[int, int] = {}
    ops = []
    for time, n, is_change in sorted(events):
        row = records[n]
        seq += 1
        session = known(SESSION, ChildOf(groups[row.session % GROUPS], row.session // GROUPS + 1))
        record = known(MARK, Joining(session, people[row.person]))
        late = MEETING_MINUTES - row.minutes if row.state == "late" else None
        fields: dict[int, Value] = {1: (STATES[row.state], late)}
        if is_change and row.note:
            fields = {2: row.note}
        elif not is_change:
            fields[3] = Ref(members[row.facilitator])
            if row.note:
                fields[2] = row.note
            made[n] = seq
        ops.append(
            Operation(
                world.chain,
                seq,
                lamport=seq,
                author=world.author.id,
                at_ms=time,
                clock=clock,
                kind=MARK,
                record=record,
                fields=fields,
                replaces=((world.chain, made[n]),) if is_change else (),
            )
        )
    return ops
