"""The next key of a space: promised in the vault before a revocation, made after it.

In between the vault gets another key, so who was revoked never had the file in
which the space's next key lies. A promise outlives a kill; whoever enters next
keeps it. Other laptops get the key by grant; what it seals waits with them until then.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import KEY_BYTES, add_space, latest_epoch
from desktop.trouble import Trouble

DUE = "space keys due"
"""For each space its id and, as four bytes, the epoch whose key is to be made."""
_ID_BYTES, _EPOCH_BYTES = 16, 4


def promise(vault: OpenVault) -> None:
    """From the next `keep_promises` on, every space of this vault seals with another key."""
    due = b"".join(
        space.id + (latest_epoch(vault, space.id) + 1).to_bytes(_EPOCH_BYTES, "big")
        for space in vault.spaces
    )
    with vault.transaction() as connection:
        meta.put(connection, DUE, due)


def keep_promises(vault: OpenVault, random: Callable[[int], bytes] = os.urandom) -> None:
    """Make the keys that are due. A disk that takes nothing keeps nobody out: they stay due."""
    with vault.read() as connection:
        due = meta.get(connection, DUE)
    if not due:
        return
    names = {space.id: space.name for space in vault.spaces}
    step = _ID_BYTES + _EPOCH_BYTES
    with suppress(Trouble):
        for at in range(0, len(due), step):
            space = due[at : at + _ID_BYTES]
            epoch = int.from_bytes(due[at + _ID_BYTES : at + step], "big")
            if latest_epoch(vault, space) < epoch:
                add_space(vault, space, names[space], epoch, random(KEY_BYTES))
        with vault.transaction() as connection:
            meta.put(connection, DUE, b"")
