"""A laptop's data folder as far as the courier sees it."""

from __future__ import annotations

from pathlib import Path

from desktop.host.files import write_atomic
from sync.batch.keys import public_key
from sync.batch.roster_entries import DeviceEntry
from sync.carriers import boxes
from sync.carriers.boxes import Settings
from sync.carriers.courier import Outcome, run_once
from sync.carriers.http import Patience
from tests.sync.server.stage import Programme, seed

BRIEF = Patience(connect_s=5, idle_s=5, whole_s=30)


class Laptop:
    """A folder with settings and a transport key."""

    def __init__(self, folder: Path, programme: Programme, server: str, name: str = "one") -> None:
        self.folder, self.programme = folder, programme
        self.transport_seed = seed("transport", name)
        boxes.prepare(folder)
        write_atomic(boxes.transport_key_path(folder), self.transport_seed)
        boxes.write_settings(folder, Settings(programme.id, server, demo=programme.demo))

    def entry(self, *spaces: bytes) -> DeviceEntry:
        """What the roster says of this laptop."""
        return DeviceEntry(public_key(self.transport_seed), frozenset(spaces))

    def seals(self, *batches: bytes) -> None:
        for data in batches:
            boxes.put_batch(boxes.outbox(self.folder), data)

    def run(self) -> Outcome:
        return run_once(self.folder, patience=BRIEF)

    def outbox(self) -> set[bytes]:
        return {path.read_bytes() for path in boxes.batch_files(boxes.outbox(self.folder))}

    def inbox(self) -> set[bytes]:
        return {path.read_bytes() for path in boxes.batch_files(boxes.inbox(self.folder))}

    def sent(self) -> set[bytes]:
        return {path.read_bytes() for path in boxes.batch_files(boxes.sent(self.folder))}

    @property
    def state(self) -> boxes.State:
        return boxes.read_state(self.folder)
