"""What of a laptop travels in a backup besides its records, sealed to each of its accounts.

The transport key and the server's address lie open in a data folder, and must not on a
stick. Sealing needs only what an account file shows, so who holds no key can do it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from desktop.host import small_json
from desktop.host.files import sync_folder, write_atomic
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cards import list_accounts
from desktop.vault.sealing import NotSealedToMe, seal_to
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder

NAME = "carried"
_LABEL = b"vereda carried v1"


def seal(folder: Path) -> bytes:
    """The transport key and courier settings of a data folder, for its accounts' eyes."""
    seed = _read(boxes.transport_key_path(folder))
    courier = _read(boxes.settings_path(folder))
    payload = json.dumps(
        {
            "transport": None if seed is None else seed.hex(),
            "courier": None if courier is None else courier.decode(errors="replace"),
        }
    ).encode()
    sealed = {
        card.id.hex(): seal_to(card.box_pub, payload, _LABEL + card.id).hex()
        for card in list_accounts(folder)
    }
    return json.dumps(sealed, sort_keys=True).encode()


def take_back(folder: Path, account: UnlockedAccount) -> bool:
    """After a restore: let this laptop have its transport key and server again. True when done.

    Without anything carried, or nothing for this account, nothing is changed; so it is
    on a disk that cannot be written, and the next opening tries again.
    """
    path = folder / NAME
    if not path.exists():
        return False
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, NotSealedToMe):
        sealed = bytes.fromhex(small_json.read_file(path)[account.card.id.hex()])
        found = small_json.parse(account.open_sealed(sealed, _LABEL + account.card.id))
        if found["courier"] is not None and not _knows_better(folder, found["courier"]):
            write_atomic(boxes.settings_path(folder), found["courier"].encode())
        if found["transport"] is not None:
            write_atomic(boxes.transport_key_path(folder), bytes.fromhex(found["transport"]))
        path.unlink()
        sync_folder(folder)
        return True
    return False


def _knows_better(folder: Path, courier: str) -> bool:
    """Whether this laptop sends for the same programme already, e.g. to a newer address."""
    with suppress(BadFolder):
        here = boxes.read_settings(folder)
        return here is not None and here.programme.hex() == json.loads(courier)["programme"]
    return False


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
