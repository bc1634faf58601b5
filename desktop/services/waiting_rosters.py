"""Roster batches that wait in the inbox, kept before any stream's vault opens.

So a laptop learns that somebody's access has ended at the next unlock, not at the
next sync. The files stay where they are: the inbox takes them in as ever, and then
tries again what an older roster did not allow.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop.journal.open_vault import OpenVault
from desktop.services import roster as rosters
from desktop.services.roster import Known
from sync.batch.header import KIND_MASK, MAGIC, BatchKind, read_label
from sync.batch.limits import FILE_MAX_BYTES
from sync.batch.reason import BatchError
from sync.batch.roster import Roster
from sync.carriers import boxes

_HEAD_BYTES = len(MAGIC) + 2
"""Magic, version, and the byte whose low bits say the kind."""


def keep_waiting(shared: OpenVault, folder: Path, *, everywhere: bool = False) -> Known:
    """Keep every roster batch of the inbox that may be kept; the roster as it is then.

    `everywhere` looks also among what was sealed here, when the vault has lost some. What
    is damaged or not allowed is left for the inbox to put aside, what lacks an earlier one
    waits there.
    Raises: DiskFull, ReadOnlyFolder, Busy.
    """
    before = rosters.known(shared)
    found = _of_boxes(folder) if everywhere else _rosters(boxes.inbox(folder))
    new = [data for data in found if data not in before.roster]
    # Of all files at once: however many are somebody's junk, the true ones come in in order.
    whole = rosters.applied(before.roster, new).roster
    for data in sorted((data for data in new if data in whole), key=_number):
        with suppress(BatchError):
            rosters.keep(shared, data)
    return rosters.known(shared) if new else before


def _number(data: bytes) -> int:
    return read_label(data).number


def of_boxes(folder: Path, programme: bytes) -> Roster:
    """The roster as far as the files of the boxes tell it, for who opens no shared vault any more.

    They are in clear and signed, so nothing that they say needs a key to be believed.
    """
    return rosters.applied(Roster.empty(programme), _of_boxes(folder)).roster


def _of_boxes(folder: Path) -> list[bytes]:
    return [
        data for box in (boxes.outbox, boxes.sent, boxes.inbox) for data in _rosters(box(folder))
    ]


def _rosters(inbox: Path) -> list[bytes]:
    found: list[bytes] = []
    for path in boxes.batch_files(inbox):
        if not path.is_file() or path.is_symlink():
            continue
        with suppress(OSError), path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            if len(head) == _HEAD_BYTES and head[-1] & KIND_MASK == BatchKind.ROSTER:
                found.append(head + file.read(FILE_MAX_BYTES))
    return found
