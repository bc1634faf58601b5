"""`make bench`: every figure that Vereda promises, measured here and now, into build/bench.json.

Ratios and sizes, each beside its peer in the same run: seconds alone would say
more about the machine than about the program. `run.py wire list` measures and
prints only those parts, and leaves the file as it is.
"""

from __future__ import annotations

import compileall
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

# Before anything that might start Qt. A person's own display would time the display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import encrypting
import listing
import locking
import marking
import starting
import unlocking
import wire
from figures import Figure, table, write
from shared import REPOSITORY, peers

from desktop.demo.build import build
from desktop.demo.cells import Size

BUILD = REPOSITORY / "build"


class Skipped(Exception):
    """A part that cannot be measured here; the text says why."""


def main(wanted: list[str]) -> int:
    """Measure, print, write; 1 when a part failed. A figure that misses its goal is no failure."""
    for room in ("desktop", "sync", "ui"):
        compileall.compile_dir(REPOSITORY / room, quiet=1)
    BUILD.mkdir(exist_ok=True)
    figures: list[Figure] = []
    failed = False
    # On the disk that the repository lies on: a temporary folder may be memory.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILD) as name:
        stage = Stage(Path(name))
        for part, measure in stage.parts().items():
            if wanted and part not in wanted:
                continue
            began = time.monotonic()
            try:
                figures += measure()
            except Skipped as reason:
                print(f"{part}: skipped, {reason}")
            except Exception:
                failed = True
                print(f"{part}: failed")
                traceback.print_exc()
            else:
                print(f"{part}: measured in {time.monotonic() - began:.0f} s", flush=True)
    if not wanted:
        write(figures, BUILD / "bench.json")
    print()
    print(table(figures) if figures else "nothing was measured")
    return int(failed)


class Stage:
    """The folders in which it is measured; the demonstration is made once and copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._demonstration: Path | None = None

    def parts(self) -> dict[str, Callable[[], list[Figure]]]:
        return {
            "start": lambda: starting.measure(self.demonstration("start")),
            "unlock": lambda: unlocking.measure(self.demonstration("unlock")),
            "lock": lambda: locking.measure(self.demonstration("lock")),
            "mark": lambda: marking.measure(self.demonstration("mark")),
            "encrypt": lambda: encrypting.measure(self.demonstration("encrypt")),
            "list": lambda: listing.measure(self._folder / "many"),
            "wire": self._wire,
        }

    def demonstration(self, name: str) -> Path:
        """A copy of its own of the full demonstration."""
        if self._demonstration is None:
            self._demonstration = self._folder / "demonstration"
            build(self._demonstration, Size.FULL, datetime.now(UTC).astimezone().date())
        return Path(shutil.copytree(self._demonstration, self._folder / name))

    def _wire(self) -> list[Figure]:
        found = peers()
        if found is None:
            raise Skipped("the shared folder with records.py is not here; VEREDA_SHARED names it")
        folder = self._folder / "wire"
        folder.mkdir()
        return wire.measure(folder, found)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
