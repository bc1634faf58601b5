"""Copies a file into a store and stands still after some rows: FOLDER SECRET FILE SHA256 ROWS."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from desktop.services.materials.copying import copy_in
from desktop.services.materials.entry import Entry, look
from desktop.services.materials.store import Store

folder, secret, file, sha256, rows = sys.argv[1:]
done: list[int] = []


def moved(count: int) -> None:
    done.append(count)
    if len(done) == int(rows):
        print("here", flush=True)
        time.sleep(60)


found = look(Entry(path=Path(file), title="", sha256=sha256))
copy_in(Store(Path(folder), bytes.fromhex(secret)), found, moved, lambda: False)
