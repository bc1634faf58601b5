"""The carrier's corner of a data folder: outbox, inbox, sent, and what it must remember.

Two small JSON files with one writer each, so that neither process can undo the
other's change: the window writes `courier.json` (where to send), the courier
writes `courier-state.json` (how far it has come). Standard library only, until
the transport key is needed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.host import small_json
from desktop.host.files import make_private, sync_folder, write_atomic
from sync.carriers.trouble import BadFolder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

BATCH_SUFFIX = ".vrd"
RECEIPT_SUFFIX = ".rcpt"
SEED_BYTES = 32
REQUEST_FILE = "request.vrq"
"""There while a request to join waits for its invitation (sync.client.joining)."""
AGAIN_FILE = "request.again"
"""Beside a request of an account that was here before: who takes the request back keeps it."""
INBOX_MAX_BYTES = 256 * 1024 * 1024
"""More than a programme writes in ten years; a server without end must not fill the disk."""


@dataclass(frozen=True)
class Settings:
    """Where this folder sends to, as the window wrote it in courier.json.

    Attributes:
        programme: programme id, 16 bytes.
        server: address such as "https://centro.example.org", "" when unknown.
        server_key: the server's public receipt key (32 bytes) when the roster
            or an invitation named it; None means: trust the first one met.
        demo: a demonstration never talks to another machine.
        again: names what is missing here though it was pulled once; each new
            name makes the courier read everything from the beginning, once.
        choice: counts the times that another address was chosen; after each the
            server's key is learnt anew, even at an address used before.
    """

    programme: bytes
    server: str = ""
    server_key: bytes | None = None
    demo: bool = False
    again: str = ""
    choice: int = 0


@dataclass(frozen=True)
class State:
    """How far the courier has come with one server.

    Attributes:
        server: the address all of this is about.
        pinned_key: public receipt key met first, or the one that Settings name.
        epoch: the server's epoch for this programme; another one means that it
            was restored from a backup or is a new one.
        cursors: per space (the first 8 bytes of its id), the place up to which
            batches were pulled and kept. The server tells which spaces there are.
        acknowledged: per chain, the newest (number, hash) under a receipt.
        unfinished: an exchange began and its answer was not kept whole.
        pulled: per chain, the newest (number, hash) kept from an answer that was
            cut, so that it need not come again.
        handed: names of outbox files that went up whole and have no receipt yet.
        held: names of outbox files that the server keeps waiting for others,
            and the reason it gave.
        refused: names of outbox files that the server refused, and why; they
            stay in the outbox for a stick and for people to see.
        retried_ms: when held and refused files were last tried again.
        lacking: per chain, the last number the server has of batches that it
            once acknowledged and that are no longer in `sent/`: the window
            writes them anew from the vault (sync.client).
        last_contact_ms: this machine's clock when an answer was last taken in.
        server_time_ms: the server's signed time in that answer.
        last_attempt_ms, failures: for the back-off.
        last_trouble: the class name of the last trouble, "" after success.
        again: what Settings named when everything was last read from the beginning.
        choice: the choice of Settings that all of this is about.
    """

    server: str = ""
    pinned_key: bytes | None = None
    epoch: bytes = b""
    cursors: Mapping[bytes, int] = field(default_factory=dict)
    acknowledged: Mapping[bytes, tuple[int, bytes]] = field(default_factory=dict)
    unfinished: bool = False
    pulled: Mapping[bytes, tuple[int, bytes]] = field(default_factory=dict)
    handed: frozenset[str] = frozenset()
    held: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    retried_ms: int | None = None
    lacking: Mapping[bytes, int] = field(default_factory=dict)
    last_contact_ms: int | None = None
    server_time_ms: int | None = None
    last_attempt_ms: int | None = None
    failures: int = 0
    last_trouble: str = ""
    again: str = ""
    choice: int = 0


def settings_path(folder: Path) -> Path:
    return folder / "courier.json"


def state_path(folder: Path) -> Path:
    return folder / "courier-state.json"


def transport_key_path(folder: Path) -> Path:
    return folder / "transport.key"


def outbox(folder: Path) -> Path:
    """Sealed batches that no receipt covers yet."""
    return folder / "outbox"


def inbox(folder: Path) -> Path:
    """Batches and receipts brought here and not yet taken in by the window."""
    return folder / "inbox"


def sent(folder: Path) -> Path:
    """Sealed batches under a receipt, kept so that a restored server can be healed."""
    return folder / "sent"


def prepare(folder: Path) -> None:
    """Make the boxes. Raises OSError."""
    for box in (outbox(folder), inbox(folder), sent(folder)):
        make_private(box)


def batch_files(box: Path) -> list[Path]:
    """The batch files of a box, in the order of their names (which says nothing)."""
    return sorted(box.glob(f"*{BATCH_SUFFIX}")) if box.is_dir() else []


def receipt_files(box: Path) -> list[Path]:
    return sorted(box.glob(f"*{RECEIPT_SUFFIX}")) if box.is_dir() else []


def inbox_room(box: Path) -> int:
    """Bytes that a carrier may still put there. Raises OSError."""
    with os.scandir(box) as entries:
        return INBOX_MAX_BYTES - sum(each.stat(follow_symlinks=False).st_size for each in entries)


def put_batch(box: Path, data: bytes) -> Path:
    """Keep a sealed batch, named by its hash. Durable when it returns. Raises OSError."""
    return _put(box, data, BATCH_SUFFIX)


def put_receipt(box: Path, data: bytes) -> Path:
    """Keep a signed receipt. Durable when it returns. Raises OSError."""
    return _put(box, data, RECEIPT_SUFFIX)


def _put(box: Path, data: bytes, suffix: str) -> Path:
    path = box / (hashlib.sha256(data).hexdigest() + suffix)
    if not path.exists():
        write_atomic(path, data)
    return path


def move(paths: list[Path], box: Path) -> None:
    """Move files to another box of the same folder; a file already gone is no error."""
    if not paths:
        return
    for path in paths:
        if path.exists():
            os.replace(path, box / path.name)
    sync_folder(box)


def read_settings(folder: Path) -> Settings | None:
    """What courier.json says; None when there is none. Raises BadFolder."""
    found = _read(settings_path(folder))
    if found is None:
        return None
    try:
        key = found.get("server_key")
        settings = Settings(
            programme=bytes.fromhex(found["programme"]),
            server=str(found.get("server") or ""),
            server_key=bytes.fromhex(key) if key else None,
            demo=bool(found.get("demo", False)),
            again=str(found.get("again") or ""),
            choice=int(found.get("choice") or 0),
        )
    except (KeyError, TypeError, ValueError):
        raise BadFolder from None
    if len(settings.programme) != 16 or len(settings.server_key or bytes(32)) != 32:
        raise BadFolder
    return settings


def write_settings(folder: Path, settings: Settings) -> None:
    """Durable when it returns. Raises OSError."""
    _write(
        settings_path(folder),
        {
            "programme": settings.programme.hex(),
            "server": settings.server,
            "server_key": settings.server_key.hex() if settings.server_key else None,
            "demo": settings.demo,
            "again": settings.again,
            "choice": settings.choice,
        },
    )


def change_server(folder: Path, server: str, server_key: bytes | None = None) -> Settings:
    """Write down another server address; its key is learnt anew. Raises BadFolder, OSError."""
    settings = read_settings(folder)
    if settings is None:
        raise BadFolder
    choice = settings.choice + (server.strip() != settings.server)
    changed = replace(settings, server=server.strip(), server_key=server_key, choice=choice)
    write_settings(folder, changed)
    return changed


def forget_request(folder: Path) -> None:
    """No request waits any more; whose it was stays. Durable. Raises OSError."""
    for name in (REQUEST_FILE, AGAIN_FILE):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


def ask_again(folder: Path, missing: str) -> None:
    """Let the courier read everything again for what is missing. Raises BadFolder, OSError."""
    settings = read_settings(folder)
    if settings is not None and settings.again != missing:
        write_settings(folder, replace(settings, again=missing))


def read_state(folder: Path) -> State:
    """How far the courier has come. A damaged file counts as none.

    Nothing is lost by that: what is in the outbox is sent again, which the
    server takes for known, and pulls start from the beginning.
    """
    try:
        found = _read(state_path(folder))
        return State() if found is None else _state_from(found)
    except (BadFolder, KeyError, TypeError, ValueError, AttributeError):
        return State()


def write_state(folder: Path, state: State) -> None:
    """Durable when it returns. Raises OSError."""
    _write(
        state_path(folder),
        {
            "server": state.server,
            "pinned_key": state.pinned_key.hex() if state.pinned_key else None,
            "epoch": state.epoch.hex(),
            "cursors": {space.hex(): place for space, place in state.cursors.items()},
            "acknowledged": _from_heads(state.acknowledged),
            "unfinished": state.unfinished,
            "pulled": _from_heads(state.pulled),
            "handed": sorted(state.handed),
            "held": dict(state.held),
            "refused": dict(state.refused),
            "retried_ms": state.retried_ms,
            "lacking": {chain.hex(): number for chain, number in state.lacking.items()},
            "last_contact_ms": state.last_contact_ms,
            "server_time_ms": state.server_time_ms,
            "last_attempt_ms": state.last_attempt_ms,
            "failures": state.failures,
            "last_trouble": state.last_trouble,
            "again": state.again,
            "choice": state.choice,
        },
    )


def transport_key(folder: Path) -> Ed25519PrivateKey:
    """This laptop's transport key. Raises BadFolder when it is missing or damaged."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        seed = transport_key_path(folder).read_bytes()
    except OSError:
        raise BadFolder from None
    if len(seed) != SEED_BYTES:
        raise BadFolder
    return Ed25519PrivateKey.from_private_bytes(seed)


def _state_from(found: dict[str, Any]) -> State:
    key = found["pinned_key"]
    return State(
        server=str(found["server"]),
        pinned_key=bytes.fromhex(key) if key else None,
        epoch=bytes.fromhex(found["epoch"]),
        cursors={bytes.fromhex(s): int(p) for s, p in found["cursors"].items()},
        acknowledged=_to_heads(found["acknowledged"]),
        unfinished=bool(found["unfinished"]),
        pulled=_to_heads(found["pulled"]),
        handed=frozenset(map(str, found["handed"])),
        held={str(k): str(v) for k, v in found["held"].items()},
        refused={str(k): str(v) for k, v in found["refused"].items()},
        retried_ms=_optional(found["retried_ms"]),
        lacking={bytes.fromhex(c): int(n) for c, n in found["lacking"].items()},
        last_contact_ms=_optional(found["last_contact_ms"]),
        server_time_ms=_optional(found["server_time_ms"]),
        last_attempt_ms=_optional(found["last_attempt_ms"]),
        failures=int(found["failures"]),
        last_trouble=str(found["last_trouble"]),
        again=str(found.get("again", "")),
        choice=int(found.get("choice", 0)),
    )


def _from_heads(heads: Mapping[bytes, tuple[int, bytes]]) -> dict[str, list[object]]:
    return {chain.hex(): [number, hash_.hex()] for chain, (number, hash_) in heads.items()}


def _to_heads(found: Mapping[str, list[Any]]) -> dict[bytes, tuple[int, bytes]]:
    return {bytes.fromhex(c): (int(n), bytes.fromhex(h)) for c, (n, h) in found.items()}


def _optional(value: object) -> int | None:
    return None if value is None else int(str(value))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = small_json.read_file(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise BadFolder from None
    if not isinstance(found, dict):
        raise BadFolder
    return found


def _write(path: Path, content: Mapping[str, object]) -> None:
    write_atomic(path, json.dumps(content, indent=1, sort_keys=True).encode())
