"""The page of people with 10,000 of them: FOLDER NICKNAME PHRASE."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from child import answer
from PySide6.QtTest import QTest
from window import Play

from desktop.services import people
from ui.pages.people.model import PeopleModel
from ui.pages.people.page import PeoplePage

SEARCHES = ("maria", "lu 12", "grupo 40", "zzz", "ce na")
ROUNDS = 7

Took = tuple[float, float]
"""Seconds by the clock and of the processor. Nothing here waits for a disk, so on
a machine of its own both are the same; on a shared one the clock also counts others."""


def main() -> None:
    folder, nickname, phrase = Path(sys.argv[1]), *sys.argv[2:]
    play = Play(folder)
    play.unlock(nickname, phrase)
    assert play.window.desk is not None
    vault = play.window.desk.work
    # As for a person, whose hand needs longer from Today to the rail than this.
    shell = play.window.shell
    assert shell is not None
    play.until(lambda: any(isinstance(made, PeoplePage) for made in shell.made()))
    play.until(lambda: not play.window.tasks.busy)
    first = timed(lambda: opened(play))
    page = play.page
    assert isinstance(page, PeoplePage)
    found: dict[str, list[Took]] = {"read": [], "fill": [], "again": [], "keys": []}
    for _ in range(ROUNDS):
        lines = people.list_people(vault)
        found["read"].append(timed(lambda: people.list_people(vault)))
        found["fill"].append(timed(lambda lines=lines: PeopleModel().put(lines)))  # type: ignore[misc]
        play.show("today")
        found["again"].append(timed(lambda: opened(play)))
        found["keys"] += typed(play, page)
    answer(first=first, total=page.model.total, memory=psutil.Process().memory_info().rss, **found)


def timed(action: Callable[[], object]) -> Took:
    began, worked = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - began, time.process_time() - worked


def opened(play: Play) -> None:
    """From asking for the page to its rows, read anew, painted."""
    shell = play.window.shell
    assert shell is not None
    shell.show_page("people")
    play.until(lambda: not play.window.tasks.busy)
    play.paint()


def typed(play: Play, page: PeoplePage) -> list[Took]:
    """Each key in the search field, until what it leaves is painted."""

    def press(letter: str) -> None:
        QTest.keyClicks(page.search, letter) if letter else page.search.clear()
        play.paint()

    return [timed(lambda key=key: press(key)) for word in SEARCHES for key in (*word, "")]  # type: ignore[misc]


if __name__ == "__main__":
    main()
