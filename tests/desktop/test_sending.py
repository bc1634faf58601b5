from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from desktop.host.clock import SystemClock
from desktop.host.crash import CRASH_FILE
from desktop.sending import FIRST_LOOK_S, LOOK_EVERY_S, RETRY_LEFT_S, Report, Sending
from sync.carriers import boxes
from sync.carriers.backoff import FIRST_WAIT_S, JITTER
from sync.carriers.courier import Outcome
from sync.carriers.trouble import CutOff

PATIENCE_S = 20


class Desk:
    """A timetable with a clock that the test moves and a courier that it answers for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 0.0
        self.runs = 0
        self.reports: list[Report] = []
        self.answers: queue.Queue[Outcome | Exception] = queue.Queue()
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        boxes.prepare(folder)
        settings = boxes.Settings(bytes(16), server="http://127.0.0.1:1")
        boxes.write_settings(folder, settings)
        self.sending = Sending(
            folder,
            post=self._posted.put,
            tell=self.reports.append,
            clock=SystemClock(),
            rng=Random(7),
            monotonic=lambda: self.now,
            courier=self._carry,
        )

    def _carry(self, folder: Path, progress: object) -> Outcome:
        self.runs += 1
        answer = self.answers.get(timeout=PATIENCE_S)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def seal(self, data: bytes) -> None:
        boxes.put_batch(boxes.outbox(self.folder), data)

    def at(self, seconds: float) -> None:
        """Let the clock move on and the supervisor's loop turn once."""
        self.now = seconds
        self.sending.look()

    def run_ends(self, answer: Outcome | Exception) -> None:
        """The courier comes back, and the supervisor's loop hears of it."""
        self.answers.put(answer)
        self._posted.get(timeout=PATIENCE_S)()

    @property
    def state(self) -> str | None:
        return str(self.reports[-1]["state"]) if self.reports else None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_nothing_runs_while_nothing_waits(desk: Desk) -> None:
    desk.at(FIRST_LOOK_S)
    desk.at(FIRST_LOOK_S + LOOK_EVERY_S)
    assert desk.reports == []


def test_nothing_runs_while_no_server_is_known(desk: Desk) -> None:
    desk.seal(b"one")
    boxes.change_server(desk.folder, "")
    desk.at(FIRST_LOOK_S)
    assert desk.reports == []


def test_what_waits_is_sent_without_being_asked(desk: Desk) -> None:
    desk.seal(b"one")
    desk.at(FIRST_LOOK_S - 1)
    assert desk.state is None
    desk.at(FIRST_LOOK_S)
    assert desk.state == "sending"
    desk.run_ends(Outcome(sent=1))
    assert desk.state == "idle"
    assert desk.reports[-1]["outcome"]["sent"] == 1


def test_a_failure_is_told_in_three_sentences_and_tried_again_later(desk: Desk) -> None:
    desk.seal(b"one")
    desk.at(FIRST_LOOK_S)
    desk.run_ends(Outcome(trouble=CutOff()))
    assert desk.state == "failed"
    assert len(desk.reports[-1]["sentences"]) == 3
    desk.at(FIRST_LOOK_S + FIRST_WAIT_S * (1 - JITTER) - 1)
    assert desk.state == "failed"
    desk.at(FIRST_LOOK_S + FIRST_WAIT_S * (1 + JITTER))
    assert desk.state == "sending"
    desk.run_ends(Outcome(sent=1))


def test_failures_in_a_row_wait_longer_each_time(desk: Desk) -> None:
    desk.seal(b"one")
    waits = []
    for _ in range(4):
        desk.at(desk.sending.next_look)
        desk.run_ends(Outcome(trouble=CutOff()))
        waits.append(desk.sending.next_look - desk.now)
    assert waits == sorted(waits)
    assert waits[-1] > 2 * waits[0]


def test_a_lock_does_not_hurry_a_courier_that_waits_after_a_failure(desk: Desk) -> None:
    desk.seal(b"one")
    desk.at(FIRST_LOOK_S)
    desk.run_ends(Outcome(trouble=CutOff()))
    before = desk.sending.next_look
    desk.sending.look_soon()
    assert desk.sending.next_look == before


def test_what_a_lock_sealed_is_sent_at_once(desk: Desk) -> None:
    desk.at(FIRST_LOOK_S)
    desk.seal(b"one")
    desk.sending.look_soon()
    desk.at(FIRST_LOOK_S + 1)
    assert desk.state == "sending"
    desk.run_ends(Outcome(sent=1))


def test_asking_twice_during_a_run_gives_one_more_run(desk: Desk) -> None:
    desk.sending.ask()
    desk.sending.ask()
    desk.sending.ask()
    desk.run_ends(Outcome())
    assert desk.state == "sending"
    desk.run_ends(Outcome())
    assert desk.state == "idle"
    assert desk.runs == 2


def test_what_the_server_left_lying_is_not_sent_every_minute(desk: Desk) -> None:
    desk.seal(b"refused")
    desk.at(FIRST_LOOK_S)
    desk.run_ends(Outcome(waiting=1, refused=1))
    desk.at(FIRST_LOOK_S + LOOK_EVERY_S)
    assert desk.state == "idle"
    desk.seal(b"new")
    desk.at(desk.now + LOOK_EVERY_S)
    assert desk.state == "sending"
    desk.run_ends(Outcome(sent=1, waiting=1, refused=1))
    (next(boxes.outbox(desk.folder).glob("*"))).unlink()
    desk.at(desk.now + RETRY_LEFT_S)
    assert desk.state == "sending"
    desk.run_ends(Outcome())


def test_an_unforeseen_error_is_a_failure_like_any_other(desk: Desk) -> None:
    desk.sending.ask()
    desk.run_ends(ValueError("Rosalinda Prueba"))
    assert desk.state == "failed"
    assert "Rosalinda" not in str(desk.reports)
    assert "Rosalinda" not in (desk.folder / CRASH_FILE).read_text()
