"""Small JSON files that anybody may have written into a data folder, read without trust.

Whatever is wrong with one is a ValueError: no depth, size or number in it stops a program.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from stat import S_ISREG
from typing import Any, NoReturn

FILE_MAX_BYTES = 32 << 20
"""As much as the largest manifest of a backup."""


def read_file(path: Path) -> Any:
    """What a file says. Raises: OSError, also for what is no plain file; ValueError."""
    found = path.stat()
    if not S_ISREG(found.st_mode):
        raise OSError("no plain file")  # of a pipe the reading would wait for ever
    if found.st_size > FILE_MAX_BYTES:
        raise ValueError("too large")
    with path.open("rb") as file:
        # Asked for more, it would take the memory for it first.
        return parse(file.read(found.st_size))


def parse(data: bytes) -> Any:
    """What these bytes say; numbers are finite. Raises: ValueError."""
    if len(data) > FILE_MAX_BYTES:
        raise ValueError("too large")
    try:
        return json.loads(data, parse_float=_finite, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("too deep") from None


def _finite(spelled: str) -> float:
    number = float(spelled)
    return number if math.isfinite(number) else _refuse(spelled)


def _refuse(_spelled: str) -> NoReturn:
    raise ValueError("not a number")
