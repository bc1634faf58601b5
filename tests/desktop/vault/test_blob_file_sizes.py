"""The size of a copy is asked for while another thread finishes it."""

from __future__ import annotations

import threading
from pathlib import Path

from desktop.vault.blob_file import size_on_disk

RENAMES = 3_000


def test_a_size_is_told_while_a_copy_is_being_finished(tmp_path: Path) -> None:
    half, whole = tmp_path / "a.part", tmp_path / "a.db"
    half.write_bytes(b"x" * 10)
    over = threading.Event()

    def finish_and_begin_again() -> None:
        for _ in range(RENAMES):
            half.rename(whole)
            whole.rename(half)
        over.set()

    thread = threading.Thread(target=finish_and_begin_again)
    thread.start()
    told = set()
    while not over.is_set():
        told.add(size_on_disk(half))
    thread.join()
    assert told <= {0, 10}


def test_a_folder_has_no_size_and_neither_has_nothing(tmp_path: Path) -> None:
    assert size_on_disk(tmp_path) == size_on_disk(tmp_path / "none") == 0
