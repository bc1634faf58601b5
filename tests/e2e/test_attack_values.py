"""A member's altered program signs values that no page of ours would ever write."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from desktop.programme.schema import Existing, Type
from desktop.programme.vocabulary import AttendanceState, SkipReason
from desktop.records.statements import STATEMENTS, Statements
from desktop.records.tables import TABLES
from desktop.services import (
    attendance,
    calls,
    close_meeting,
    closing_group,
    closing_views,
    early_warning,
    group_views,
    incidents,
    meetings,
    own_words,
    people,
    rooms,
    today,
)
from desktop.trouble import Trouble
from tests.sync.client.conftest import Course, Laptop

WRITES = 60
ODD: dict[Type, tuple[object, ...]] = {
    Type.INT: (None, -1, 0, 99, 1440, 2**31, 2**62, -(2**53)),
    Type.TEXT: (
        *(None, "", "-5", "12", "1,2,99,x", ",", "\x00", "\n\u202e", "x" * 3_000),
        *("0000-00-00", "0001-01-01", "2026-02-31", "2026-11-22", "9990-12-31"),
    ),
    Type.REF: (None, bytes(16), b"\xff" * 16),
    Type.FLAG: (None, True, False),
}


@dataclass(frozen=True)
class Altered:
    """Reads like a draft to the journal; its values fit nothing."""

    kind: Any
    key: Existing
    register: int
    value: object

    def fields(self) -> dict[int, object]:
        return {self.register: self.value}


def odd(type_: Type, rng: Random) -> object:
    """Mostly of the column's type, sometimes of another's."""
    of = type_ if rng.random() < 0.85 else rng.choice(list(ODD))
    return rng.choice(ODD[of])


def write_odd_values(laptop: Laptop, rng: Random) -> None:
    with laptop.work.read() as connection:
        ids = {
            number: sorted(connection.scalars(select(TABLES[number].c.id))) for number in STATEMENTS
        }
    kinds = [number for number, known in ids.items() if known]
    for _ in range(WRITES):
        statements = STATEMENTS[rng.choice(kinds)]
        register, (first, count) = rng.choice(list(statements.places.items()))
        values = tuple(odd(type_, rng) for _, type_ in statements.columns[first : first + count])
        record = Existing(rng.choice(ids[statements.kind.number]))
        draft: Any = Altered(statements.kind, record, register, values[0] if count == 1 else values)
        with laptop.work.write() as journal:
            journal.record(draft)


def use_everything(laptop: Laptop, course: Course) -> None:
    """What the pages ask. A refusal in three sentences is an answer; anything else is raised."""
    work = laptop.work

    def ask(call: Callable[..., object], *arguments: object) -> None:
        with suppress(Trouble):
            call(work, *arguments)

    for year in (1999, 2026, 2099):
        ask(today.today, datetime(year, 11, 22, 9, 0))
    ask(group_views.list_groups)
    ask(group_views.get_group, course.group)
    ask(group_views.list_members)
    ask(people.list_people)
    ask(people.new_folio)
    for person in course.people:
        ask(people.get_person, person)
        ask(calls.card, person)
    ask(calls.open_calls, date(2026, 11, 22))
    ask(closing_views.facts, course.group, date(2026, 11, 22))
    ask(early_warning.of_group, course.group, date(2026, 11, 22))
    ask(incidents.open_in, course.group)
    rooms.settle(laptop.desk, date(2026, 11, 22))
    rooms.clashes(laptop.desk, date(2026, 11, 22))
    for session in course.sessions[:6]:
        ask(attendance.sheet, session)
        ask(close_meeting.facts, session)
        ask(incidents.of_session, session)
        ask(own_words.said, session, course.people[0])
        ask(attendance.mark, session, course.people[0], AttendanceState.PRESENT)
        ask(attendance.finish, session)
        ask(attendance.reopen, session)
        ask(meetings.move_session, session, date(2027, 1, 1))
    ask(meetings.skip_and_shift, course.sessions[8], SkipReason(1))
    with suppress(Trouble):
        closing_group.close(laptop.desk, course.group, date(2027, 1, 1))


@pytest.mark.parametrize("seed", range(6))
def test_values_that_no_page_writes_break_no_page(
    met: tuple[Laptop, Laptop], course: Course, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, hostile = met
    with monkeypatch.context() as altered:
        altered.setattr(Statements, "checked", lambda _self, _register, value: value)
        write_odd_values(hostile, Random(seed))
    hostile.seal()
    honest.put(*hostile.outbox().values())
    assert honest.take_in().operations > WRITES // 2
    assert honest.put_aside() == []
    use_everything(honest, course)
    honest.reopen()
    assert honest.seal().batches > 0
