"""Marks through the page with a person's keys: FOLDER NICKNAME PHRASE.

A timer feels when the window's loop stands still.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import psutil
from child import answer
from meeting import next_session
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from window import Play

from ui.pages.attendance.page import AttendancePage

PAGE_MARKS = 100
PAGE_ROUNDS = 3
TAPS = 40
KEY_EVERY_MS = 60
"""Sixteen a second, where the goal is thirty in a minute."""
STILL_KEYS = 30
HEARTBEAT_MS = 1
KEYS = (Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_J)


def main() -> None:
    folder, nickname, phrase = Path(sys.argv[1]), *sys.argv[2:]
    play = Play(folder)
    play.unlock(nickname, phrase)
    assert play.window.desk is not None
    session = next_session(play.window.desk.work)
    gaps, still, seen = [], [], []
    for _ in range(PAGE_ROUNDS):
        page = play.show("attendance", session)
        assert isinstance(page, AttendancePage)
        still.append(longest_gap(lambda: None, STILL_KEYS))
        gaps.append(longest_gap(keys(page), PAGE_MARKS))
        play.rest()
        seen += [tap(play, page, turn) for turn in range(TAPS)]
    answer(gaps=gaps, still=still, page=seen, memory=psutil.Process().memory_info().rss)


def keys(page: AttendancePage) -> Callable[[], None]:
    """A person who presses the next key each time it is called."""
    turn = iter(range(PAGE_MARKS))

    def press() -> None:
        at = next(turn, None)
        if at is None:
            return
        total = page.model.rowCount()
        if at % total == 0:
            page.view.setCurrentIndex(page.model.index(0))
        QTest.keyClick(page.view, KEYS[at // total % len(KEYS)])

    return press


def longest_gap(press: Callable[[], None], times: int) -> float:
    """The longest time, in seconds, that the loop answered no timer while `press` was called."""
    beats = [time.perf_counter()]
    loop = QEventLoop()
    heart = QTimer(interval=HEARTBEAT_MS)
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    hand = QTimer(interval=KEY_EVERY_MS)
    hand.timeout.connect(press)
    heart.start()
    hand.start()
    QTimer.singleShot((times + 5) * KEY_EVERY_MS, loop.quit)
    loop.exec()
    heart.stop()
    hand.stop()
    return max(after - before for before, after in pairwise(beats))


def tap(play: Play, page: AttendancePage, turn: int) -> float:
    """Seconds from a key to the page that shows the mark as saved."""
    total = page.model.rowCount()
    page.view.setCurrentIndex(page.model.index(turn % total))
    key = KEYS[(turn // total + 1) % len(KEYS)]
    began = time.perf_counter()
    QTest.keyClick(page.view, key)
    while page.model.saving:
        play.app.processEvents()
    took = time.perf_counter() - began
    play.rest()
    return took


if __name__ == "__main__":
    main()
