"""Somebody puts what is no batch into the boxes of a laptop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.batch.limits import FILE_MAX_BYTES
from sync.carriers import boxes
from sync.carriers.cargo import look
from sync.carriers.trouble import InboxFull
from tests.sync.client.conftest import Laptop
from tests.sync.server.conftest import ServerProcess


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(FILE_MAX_BYTES + 1)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
@pytest.mark.parametrize("make", [folder, loop, pipe, huge])
def test_what_is_no_batch_keeps_no_batch_from_going(
    first: Laptop, make: Callable[[Path], None]
) -> None:
    box = boxes.outbox(first.folder)
    before, _ = look(box)
    make(box / f"{'ab' * 32}.vrd")
    pieces, strangers = look(box)
    assert pieces == before
    assert [path.stem for path in strangers] == ["ab" * 32]
    assert first.status() is not None


def test_a_server_without_end_fills_no_disk(
    first: Laptop,
    server: Callable[..., ServerProcess],
    second: Laptop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What went up counts all the same, and taking in what came makes room again."""
    running = server(tmp_path / "store")
    for laptop in (first, second):
        boxes.change_server(laptop.folder, running.url)
    assert first.carry().trouble is None
    monkeypatch.setattr(boxes, "INBOX_MAX_BYTES", 2_000)
    second.seal()
    outcome = second.carry()
    assert isinstance(outcome.trouble, InboxFull)
    box = boxes.inbox(second.folder)
    assert sum(path.stat().st_size for path in boxes.batch_files(box)) <= 2_000
    assert outcome.waiting == 0
    monkeypatch.undo()
    second.take_in()
    assert second.carry().trouble is None
    second.take_in()
    assert second.tables() == first.tables()
