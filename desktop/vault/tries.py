"""Failed passphrases slow the next try down, across restarts; they never erase anything.

The count lies beside the account, names nobody and protects against fingers, not
against somebody who can write to the disk: that one can guess on a copy. Standard
library only, so that the lock screen counts down before anything heavy is loaded.
"""

from __future__ import annotations

import contextlib
import json
import math
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from desktop.host import small_json
from desktop.host.clock import Clock
from desktop.host.files import write_atomic
from desktop.vault import cards
from desktop.vault.troubles import TooSoon

FREE_TRIES = 3
FIRST_WAIT_S = 1
LONGEST_WAIT_S = 60
SUFFIX = ".tries"
_MS_PER_S = 1000
_COUNTED_MOST = 1000


@dataclass(frozen=True)
class Tries:
    """Tries since the account last opened, and when the last one began.

    Attributes:
        at_ms: by the clock that never turns back, which each boot starts anew from zero.
    """

    count: int
    at_ms: int


def wait_s(folder: Path, account_id: bytes, clock: Clock) -> float:
    """Seconds until this account of the data folder may be tried again, 0.0 to 60.0."""
    tries = _read(_path(folder, account_id))
    return 0.0 if tries is None else _left_ms(tries, clock) / _MS_PER_S


def delay_s(tries: int) -> int:
    """Seconds to wait after so many tries in a row: 0 for three, then 1, 2, 4 … 60."""
    if tries < FREE_TRIES:
        return 0
    return min(FIRST_WAIT_S << min(tries - FREE_TRIES, LONGEST_WAIT_S), LONGEST_WAIT_S)


def begin(folder: Path, account_id: bytes, clock: Clock) -> None:
    """Count a try before it is made, so that ending the process in the middle hides none.

    A refused try is not counted, or trying would lengthen the wait. A disk that is
    full or read-only does not keep the owner out. Raises: TooSoon.
    """
    path = _path(folder, account_id)
    before = _read(path)
    if before is not None and (left_ms := _left_ms(before, clock)):
        raise TooSoon(math.ceil(left_ms / _MS_PER_S))
    count = 1 if before is None else min(before.count + 1, _COUNTED_MOST)
    tries = Tries(count, clock.monotonic_ms())
    with contextlib.suppress(OSError):
        write_atomic(path, json.dumps(asdict(tries)).encode())


def succeeded(folder: Path, account_id: bytes) -> None:
    """Forget the tries: the account opened."""
    with contextlib.suppress(OSError):
        _path(folder, account_id).unlink(missing_ok=True)


def _left_ms(tries: Tries, clock: Clock) -> int:
    """Milliseconds still to wait. The wall clock has no say: anybody can set it.

    A reading below the last try's is another boot's, and then this boot's age has
    surely passed. One above it may be another boot's too; the difference is then
    less than what passed, never more. So a restart saves nothing, and nobody waits
    longer than the delay.
    """
    now_ms = clock.monotonic_ms()
    passed_ms = now_ms - tries.at_ms if now_ms >= tries.at_ms else now_ms
    return max(delay_s(tries.count) * _MS_PER_S - max(passed_ms, 0), 0)


def _read(path: Path) -> Tries | None:
    """What was counted; nothing when the file is missing or is not what was written."""
    try:
        found = small_json.read_file(path)
        tries = Tries(**{field.name: found[field.name] for field in fields(Tries)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return tries if type(tries.count) is int and type(tries.at_ms) is int else None


def _path(folder: Path, account_id: bytes) -> Path:
    return folder / cards.FOLDER / f"{account_id.hex()}{SUFFIX}"
