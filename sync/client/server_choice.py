"""Which central server is believed, kept where only this laptop's people can write: in a vault.

What the courier wrote down beside the vaults counts only until the shared
vault knows better, since whoever can write to the disk can write that too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from desktop.journal import meta, quarantine
from desktop.journal.open_vault import OpenVault
from desktop.programme.vocabulary import Stream
from desktop.vault.troubles import telling
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder

SERVER_ADDRESS = "server address"
RECEIPT_KEY = "receipt key"
OTHER_SERVER = "OTHER_SERVER"
"""Why a receipt was put aside: well formed, and signed by another key than the known one."""


@dataclass(frozen=True, slots=True)
class KnownServer:
    """An address, perhaps "", and the Ed25519 key that signs its receipts (32 bytes)."""

    address: str
    key: bytes


def shared_of(vaults: Sequence[OpenVault]) -> OpenVault | None:
    """The vault that remembers the server."""
    return next((vault for vault in vaults if vault.stream is Stream.SHARED), None)


def known_server(shared: OpenVault) -> KnownServer | None:
    """The server whose receipts were believed first, or that an invitation named."""
    with shared.read() as connection:
        key = meta.get(connection, RECEIPT_KEY)
        address = meta.get(connection, SERVER_ADDRESS) or b""
    return KnownServer(address.decode(), key) if key else None


def know(connection: Connection, server: KnownServer) -> None:
    """Believe this server alone from now on, inside the caller's transaction."""
    meta.put(connection, SERVER_ADDRESS, server.address.encode())
    meta.put(connection, RECEIPT_KEY, server.key)


def met_server(folder: Path) -> KnownServer | None:
    """What the courier's files say; nobody vouches for them. None while no server was met."""
    try:
        settings = boxes.read_settings(folder)
    except BadFolder:
        return None
    if settings is None:
        return None
    key = settings.server_key
    if key is None:
        state = boxes.read_state(folder)
        if (state.server, state.choice) == (settings.server, settings.choice):
            key = state.pinned_key
    return None if key is None else KnownServer(settings.server, key)


def is_another(shared: OpenVault, folder: Path) -> bool:
    """Whether the courier talks to a server that this laptop's people did not choose."""
    known, met = known_server(shared), met_server(folder)
    if known is None:
        return False
    told = any(put.reason == OTHER_SERVER for put in quarantine.list_put_aside(shared))
    return told or (met is not None and met.key != known.key)


def choose_server(vaults: Sequence[OpenVault], folder: Path, address: str) -> None:
    """Send to this address from now on, as a person said; "" for none.

    The key of another address is learnt anew at the first contact. The address
    that is known already keeps its key, so saving it again mends forged files of
    the courier; for a new key of the same server choose "" in between.
    Raises: BadFolder, DiskFull, ReadOnlyFolder and as OpenVault.write.
    """
    address = address.strip()
    shared = shared_of(vaults)
    known = None if shared is None else known_server(shared)
    same = known is not None and known.address == address
    with telling():
        # First: cut short here, the old key still stands and saving again goes on.
        boxes.change_server(folder, address, known.key if known and same else None)
    if shared is not None:
        if known is not None and not same:
            with shared.transaction() as connection:
                know(connection, KnownServer("", b""))
        _try_receipts_again(shared, folder)


def _try_receipts_again(shared: OpenVault, folder: Path) -> None:
    """They may be of the server that is chosen now; the next intake judges."""
    for put in quarantine.list_put_aside(shared):
        if put.reason == OTHER_SERVER:
            with telling():
                boxes.put_receipt(boxes.inbox(folder), quarantine.bytes_put_aside(shared, put.hash))
            quarantine.let_go(shared, put.hash)
