"""The demonstration as pure data: who came to which group how often, adding up as published.

A plan is made cell by cell (a stream in a state) from a seed, and groups are
invented one at a time, so that a hundredfold programme needs no more memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from desktop.demo import invented, published
from desktop.demo.apportion import apportion, counts_with_sum
from desktop.demo.cells import Cell, Size, cells, reasons_of
from desktop.demo.course import Attendances, attend, from_letters
from desktop.demo.invented import HOME_STATE, Invented, Inventor
from desktop.demo.meeting_today import TODAY, Running
from desktop.programme.names import NICKNAMES
from desktop.programme.schedule import first_meeting, weekly_dates
from desktop.programme.vocabulary import (
    COURSE_SESSIONS,
    LeaveReason,
    Reason,
    SkipReason,
    Stream,
)

PEOPLE_A_GROUP = 14
RUNNING_EVERY = 6
"""One group in so many still meets; the others have ended."""
SUNDAY = 6
WEEK = timedelta(days=7)

_FEWEST, _JUST_NOT = 1, published.ADHERENT_SESSIONS - 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A person in a group: which meetings with which mark, and when she or he left."""

    person: Invented
    attendances: Attendances
    left_after: int | None
    """Ordinal of the last meeting marked before leaving; None for who stayed."""
    left_because: LeaveReason | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group's whole course. Meetings with an ordinal up to `past` are over."""

    name: str
    state: str
    municipality: str
    place: str
    start_minute: int
    dates: tuple[date, ...]
    past: int
    skipped: dict[int, SkipReason]
    team: tuple[str, str]
    people: tuple[Standing, ...]

    @property
    def closed(self) -> bool:
        return self.past == len(self.dates)


def groups(size: Size, stream: Stream, today: date, seed: int) -> Iterator[Group]:
    """Every group of a stream, the one that meets today first."""
    rng = Random(f"{seed} {stream}")  # noqa: S311  (a demonstration, not a secret)
    reasons = [reason for reason, count in reasons_of(size, stream).items() for _ in range(count)]
    rng.shuffle(reasons)
    queue = iter(reasons)
    inventor = Inventor(rng, tuple(folio for folio, _, _ in TODAY[stream].people))
    for number, cell in enumerate(cells(size, stream)):
        team = invented.TEAM[stream][number * 3 : number * 3 + 3]
        yield from _Planner(cell, stream, today, team, queue, inventor, rng).groups()


class _Planner:
    """Plans the groups of one cell."""

    def __init__(
        self,
        cell: Cell,
        stream: Stream,
        today: date,
        team: Sequence[str],
        reasons: Iterator[Reason],
        inventor: Inventor,
        rng: Random,
    ) -> None:
        self._cell = cell
        self._stream = stream
        self._today = today
        self._team = team
        self._reasons = reasons
        self._inventor = inventor
        self._rng = rng
        self._length = COURSE_SESSIONS[stream]
        self._made = 0
        taken = {running.name for running in TODAY.values()}
        names = [f"Grupo {word}" for word in rng.sample(NICKNAMES, len(NICKNAMES))]
        self._names = [name for name in names if name not in taken]

    def groups(self) -> Iterator[Group]:
        at_home = self._cell.state == HOME_STATE
        running = TODAY[self._stream] if at_home else None
        fixed = [from_letters(marks) for _, _, marks in running.people] if running else []
        attended = self._attended(fixed)
        if running:
            yield self._today_group(running, fixed)
        number = max(1 + at_home, round(len(attended) / PEOPLE_A_GROUP))
        sizes = apportion(len(attended), [1] * number)
        for place, size in enumerate(sizes[:-1], start=not at_home):
            if place % RUNNING_EVERY == 0:
                yield self._running_group(attended, size)
            else:
                yield self._ended_group([attended.pop() for _ in range(size)])
        yield self._ended_group(attended)

    def _attended(self, fixed: Sequence[Attendances]) -> list[int]:
        """How often each of the other people came, in no order."""
        cell = self._cell
        others = cell.people - len(fixed)
        bounds = [(published.ADHERENT_SESSIONS, self._length)] * cell.adherent
        bounds += [(_FEWEST, _JUST_NOT)] * (others - cell.adherent)
        came = sum(each.came for each in fixed)
        counts = counts_with_sum(cell.attended - came, bounds, self._rng)
        self._rng.shuffle(counts)
        return counts

    def _today_group(self, running: Running, fixed: Sequence[Attendances]) -> Group:
        dates = weekly_dates(self._today - running.past * WEEK, self._length)
        people = tuple(
            Standing(
                self._inventor.person(next(self._reasons), dates[0], folio, nickname),
                attendances,
                None,
            )
            for (folio, nickname, _), attendances in zip(running.people, fixed, strict=True)
        )
        return Group(
            name=running.name,
            state=self._cell.state,
            municipality=invented.HOME_SITE,
            place=running.place,
            start_minute=running.start_minute,
            dates=tuple(dates),
            past=running.past,
            skipped={},
            team=(self._team[0], self._team[1]),
            people=people,
        )

    def _running_group(self, attended: list[int], size: int) -> Group:
        """A group in the middle of its course: half of it came nearly always, as in real ones."""
        past = self._rng.randrange(self._length // 3, 2 * self._length // 3)
        fitting = [n for n, count in enumerate(attended) if count <= past]
        fitting.sort(key=lambda n: attended[n])
        steady, others = fitting[-size // 2 :], fitting[: -size // 2]
        met = self._rng.sample(others, min(size - len(steady), len(others)))
        chosen = sorted([*steady, *met], reverse=True)
        counts = [attended.pop(n) for n in chosen]
        coming = [self._today + timedelta(days=n) for n in range(1, 7)]
        next_meeting = self._rng.choice([day for day in coming if day.weekday() != SUNDAY])
        return self._group(counts, next_meeting - past * WEEK, past)

    def _ended_group(self, counts: Sequence[int]) -> Group:
        weeks_ago = self._length + self._rng.randrange(2, 110)
        start = first_meeting(self._today - weeks_ago * WEEK, self._rng.randrange(SUNDAY))
        skipped: dict[int, SkipReason] = {}
        if max(counts, default=0) < self._length and self._rng.random() < 0.4:
            ordinal = self._rng.randrange(4, self._length - 2)
            skipped[ordinal] = self._rng.choice(invented.SKIPS)
        return self._group(counts, start, self._length, skipped)

    def _group(
        self,
        counts: Sequence[int],
        start: date,
        past: int,
        skipped: dict[int, SkipReason] | None = None,
    ) -> Group:
        rng, made = self._rng, self._made
        self._made += 1
        skipped = skipped or {}
        held = [ordinal for ordinal in range(1, past + 1) if ordinal not in skipped]
        municipalities = invented.MUNICIPALITIES[self._cell.state]
        people = []
        for count in counts:
            attendances, left_after = attend(count, held, rng)
            person = self._inventor.person(next(self._reasons), start)
            why = rng.choice(invented.LEAVES) if left_after is not None else None
            people.append(Standing(person, attendances, left_after, why))
        return Group(
            name=self._names[made % len(self._names)],
            state=self._cell.state,
            municipality=f"{municipalities[made % len(municipalities)]} {invented.MARK}",
            place=invented.PLACES[self._stream][made % 3],
            start_minute=rng.choice((10, 11, 16, 17)) * 60,
            dates=tuple(weekly_dates(start, self._length)),
            past=past,
            skipped=skipped,
            team=(self._team[made % 3], self._team[(made + 1) % 3]),
            people=tuple(people),
        )
