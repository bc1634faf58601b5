"""`make soak`: kill -9 at random moments of attendance, a change of keys, a migration, a lock.

    run.py [--kills 1000] [--seed N]

After each kill everything is opened anew: every acknowledged mark is there, and the
vault opens with exactly one epoch. Ends with 1 and the seed when a promise broke.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[2])]


def main() -> int:
    from scenes import SCENES, Stage

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="in all, over every scene")
    parser.add_argument("--seed", type=int, default=None, help="to draw the same moments again")
    given = parser.parse_args()
    seed = int.from_bytes(os.urandom(4), "big") if given.seed is None else given.seed
    print(f"seed {seed}", flush=True)
    share = -(-given.kills // len(SCENES))
    total = 0
    for name, scene in SCENES.items():
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            stage = Stage(Path(folder) / "data", random.Random(f"{seed} {name}"))
            began = time.monotonic()
            finished = 0
            try:
                for _ in range(share):
                    finished += scene(stage).finished
            except AssertionError:
                traceback.print_exc()
                print(f"{name}: broken at kill {stage.kills}; seed {seed}")
                return 1
            total += stage.kills
            print(
                f"{name}: {stage.kills} kills, {finished} of them after the end of the work,"
                f" {stage.acknowledged} acknowledged marks, none lost,"
                f" {time.monotonic() - began:.0f} s",
                flush=True,
            )
    print(f"{total} kills, every promise held")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
