"""A vault's next epoch: another vault key, slots for who remains, the database under it.

A process may be killed between any two steps. The next header waits beside the
current one while the database changes its key, which it does in one transaction;
whoever opens the vault next sees which of the two opens the database, and ends
what was begun or takes it back. The current header goes last.
"""

from __future__ import annotations

from contextlib import suppress

from desktop.host.files import free_bytes, sync_folder, write_atomic
from desktop.vault import header, header_file
from desktop.vault.cipher import change_key, connect, empty_wal
from desktop.vault.header import NotMine, Opener, OpenHeader
from desktop.vault.places import Place
from desktop.vault.tagged import FILE_MAX_BYTES, Damaged, Newer, Tagged
from desktop.vault.troubles import DamagedDatabase, DiskFull, telling
from desktop.vault.twin import Condition

ROOM_FACTOR = 2
"""Times the database, free on its disk: the WAL takes it once, and the work around it goes on."""


def begin_epoch(place: Place, current: OpenHeader, following: OpenHeader, data: bytes) -> Condition:
    """Bring the database under `following`, whose file is `data`; then the old key is gone.

    No connection may be open. When it raises, the vault opens as before, or as
    after, never as neither. Returns how the header's copies are.
    Raises: DiskFull, ReadOnlyFolder, Busy, DamagedDatabase.
    """
    path = place.database
    with telling():
        if free_bytes(path) < ROOM_FACTOR * path.stat().st_size:
            raise DiskFull
        write_atomic(place.next_header, data)
    try:
        change_key(path, current.database_key(), following.database_key())
    except BaseException:
        # Whether it was done is for the database to say, as after a power cut.
        with suppress(OSError, DamagedDatabase):
            if _opens(place, current):
                _forget_next(place)
        raise
    return _end(place, following, data)


def settle(place: Place, account: Opener, current: OpenHeader) -> OpenHeader:
    """The header that holds now, after a change of epoch was cut short.

    Raises: NotMine when the epoch after `current` has begun without this account;
    Damaged; Busy, DiskFull, ReadOnlyFolder.
    """
    try:
        data = _read_next(place)
        following = _following(account, current, header_file.SHAPE.copy(data).file)
    except (Damaged, Newer, NotMine) as not_for_us:
        if _opens(place, current):
            return current
        raise NotMine if isinstance(not_for_us, NotMine) else Damaged("next header") from None
    if _opens(place, following):
        _end(place, following, data)
        return following
    if _opens(place, current):
        _forget_next(place)
    # Neither opens a damaged database: nothing is thrown away, and opening it will say so.
    return current


def _end(place: Place, following: OpenHeader, data: bytes) -> Condition:
    empty_wal(place.database, following.database_key())
    code = header.stream_code(following.stream)
    with telling():
        place.header.write(data)
    # Reading mends the second copy, which may still hold the slots of the old epoch.
    found = place.header.read(lambda file: header.open_with(following.vault_key, code, file))
    if found.condition is not Condition.UNREPAIRED:
        _forget_next(place)
    return found.condition


def _following(account: Opener, current: OpenHeader, file: Tagged) -> OpenHeader:
    following = header.open_for(account, file)
    now, then = current.header, following.header
    if (then.vault_id, following.stream) != (now.vault_id, current.stream):
        raise Damaged("another vault's header")
    if then.epoch not in (now.epoch, now.epoch + 1):
        raise Damaged("an epoch that does not follow")
    return following


def _opens(place: Place, opened: OpenHeader) -> bool:
    try:
        connect(place.database, opened.database_key()).close()
    except DamagedDatabase:
        return False
    return True


def _read_next(place: Place) -> bytes:
    try:
        with open(place.next_header, "rb") as file:
            return file.read(FILE_MAX_BYTES + 1)
    except OSError:
        raise Damaged("next header") from None


def _forget_next(place: Place) -> None:
    with suppress(OSError):
        place.next_header.unlink(missing_ok=True)
        sync_folder(place.next_header.parent)
