"""One unlock of one account: FOLDER NICKNAME PHRASE."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
from child import answer
from window import Play

PAGES = ("groups", "people", "sync", "settings", "today")


def main() -> None:
    folder, nickname, phrase = sys.argv[1:]
    process = psutil.Process()
    play = Play(Path(folder))
    locked = process.memory_info().rss
    whole_s = play.unlock(nickname, phrase)
    today = process.memory_info().rss
    for name in PAGES:
        play.show(name)
    answer(
        beyond_s=whole_s - play.derived_s,
        derived_s=play.derived_s,
        locked=locked,
        today=today,
        pages=process.memory_info().rss,
    )


if __name__ == "__main__":
    main()
