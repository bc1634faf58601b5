"""Checking a backup without any key: every byte, the signature, and that it is complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from desktop.backup import manifest as manifests
from desktop.backup.archive import Count, Reader
from desktop.backup.manifest import MANIFEST_MAX_BYTES, Manifest
from desktop.backup.progress import Counting, Progress
from desktop.backup.troubles import BadCopy, NoCopyThere
from desktop.vault import account_file, header_file
from desktop.vault.account_file import AccountCard
from desktop.vault.tagged import FILE_MAX_BYTES, Damaged, Newer

Keep = Callable[[str, Iterable[bytes]], None]
"""Takes a member's name and its content; what it takes is true only if no error follows."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole backup.

    Attributes:
        accounts: the accounts in it.
        signed_by: the account that made it, when it is one of them; None: a laptop did.
    """

    manifest: Manifest
    accounts: tuple[AccountCard, ...]
    signed_by: AccountCard | None


@dataclass
class _Found:
    """What was met on the way through."""

    names: set[str] = field(default_factory=set)
    headers: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    cards: dict[bytes, AccountCard] = field(default_factory=dict)


def verify(
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Report:
    """Read a whole backup. Raises: BadCopy, NewerVersion, NoCopyThere, Cancelled."""
    with opened(path) as (file, size):
        return check(file, Counting(progress, cancelled, size))


def check(file: BinaryIO, count: Count, keep: Keep | None = None) -> Report:
    """As `verify`, handing each member to `keep` on the way. Raises BadCopy, NewerVersion."""
    reader = Reader(file, count)
    found = _Found()
    for name, size, parts in reader.members():
        found.names.add(name)
        parts = _look(found, name, size, parts)
        if keep is not None:
            keep(name, parts)
    said = manifests.read(*reader.end(MANIFEST_MAX_BYTES))
    if said.length != reader.chunks.length or list(said.chunks) != reader.chunks.digests():
        raise BadCopy
    for line in said.vaults:
        here = f"vaults/{line.stem}.db" in found.names
        if not here or found.headers.get(line.stem) != (line.id, line.epoch):
            raise BadCopy
    if not found.cards:
        raise BadCopy
    cards = tuple(sorted(found.cards.values(), key=lambda card: card.nickname.casefold()))
    by = next((card for card in cards if card.sign_pub == said.maker_key), None)
    return Report(said, cards, by)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The file and its size. Raises NoCopyThere when it cannot be read."""
    try:
        with open(path, "rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            yield file, size
    except OSError as exc:
        raise NoCopyThere from exc


def _look(found: _Found, name: str, size: int, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Read the small files that say what is in the copy; they are checked once all is read."""
    folder, _, file = name.partition("/")
    stem, _, ending = file.partition(".")
    is_account = folder == "accounts" and ending in ("acct", "acct2")
    is_header = folder == "vaults" and ending in ("key", "key2")
    if not (is_account or is_header) or size > FILE_MAX_BYTES:
        return parts
    data = b"".join(parts)
    try:
        if is_account:
            card = account_file.interpret(account_file.SHAPE.copy(data).file).card
            found.cards[card.id] = card
        else:
            header = header_file.interpret(header_file.SHAPE.copy(data).file)
            known = found.headers.get(stem, (header.vault_id, 0))
            found.headers[stem] = (header.vault_id, max(known[1], header.epoch))
    except (Damaged, Newer):
        pass  # one copy of two, as it lay on the laptop: the other one says it
    return iter((data,))
