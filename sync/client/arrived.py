"""What lies in the inbox, told from its labels alone: nothing is opened or taken in here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from desktop.journal.links import link_of
from desktop.journal.open_vault import OpenVault
from sync.batch.header import BatchKind, Label, Link, read_label
from sync.batch.keys import batch_hash
from sync.batch.limits import FILE_MAX_BYTES
from sync.batch.reason import BatchError, Reason
from sync.carriers import boxes


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that reads like a batch. Its bytes stay on the disk until they are taken in."""

    path: Path
    hash: bytes
    label: Label

    def read(self) -> bytes | None:
        """The very bytes that the label was read from; None when they are there no more."""
        data = bytes_of(self.path, FILE_MAX_BYTES)
        return data if data is not None and batch_hash(data) == self.hash else None


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A file that is no batch, or not the one that its name says."""

    path: Path
    reason: Reason


@dataclass(frozen=True, slots=True)
class Waiting:
    """Batches in the inbox, by what they wait for.

    Attributes:
        gaps: an earlier one of their chain.
        others: another account of this laptop, a list of people, or a newer program.
    """

    gaps: int = 0
    others: int = 0


def each_in(box: Path) -> Iterator[Arrived | Spoilt | None]:
    """Read a box file by file; None for what only a newer program reads, or nobody does."""
    for path in boxes.batch_files(box):
        yield read_file(path)


def read_file(path: Path) -> Arrived | Spoilt | None:
    """As `each_in`, one file."""
    data = bytes_of(path, FILE_MAX_BYTES)
    return None if data is None else _judged(path, data)


def bytes_of(path: Path, max_bytes: int) -> bytes | None:
    """A carried file; None when it cannot be read, is no plain file, or is larger."""
    try:
        found = path.lstat()
        if not S_ISREG(found.st_mode) or found.st_size > max_bytes:
            return None
        return path.read_bytes()
    except OSError:
        return None


def belongs(vaults: Sequence[OpenVault], label: Label) -> tuple[OpenVault | None, Link | None]:
    """The open vault whose space a batch is of, and how far its chain is known there.

    Neither for another stream's, and for a chain whose first batch is still to come.
    """
    for vault in vaults:
        with vault.read() as connection:
            link = link_of(connection, label.chain)
        if link is not None:
            return vault, link if link.opener else None
        if label.space is not None and any(s.id == label.space for s in vault.spaces):
            return vault, None
    return None, None


def lacks_earlier(vaults: Sequence[OpenVault], label: Label) -> bool:
    """Whether an earlier batch of a chain that is known here is missing."""
    if label.kind == BatchKind.ROSTER:
        return False
    vault, link = belongs(vaults, label)
    return vault is not None and label.number > (link.number if link else 0) + 1


def waiting(vaults: Sequence[OpenVault], folder: Path) -> Waiting:
    """Count what the last intake left, and what came since."""
    gaps = others = 0
    for each in each_in(boxes.inbox(folder)):
        if isinstance(each, Arrived) and lacks_earlier(vaults, each.label):
            gaps += 1
        else:
            others += 1
    return Waiting(gaps, others)


def _judged(path: Path, data: bytes) -> Arrived | Spoilt | None:
    """Files are named by their hash, so a bit that the disk or stick turned shows at once."""
    hash_ = batch_hash(data)
    named = hash_.hex() == path.stem.lower()
    try:
        label = read_label(data)
    except BatchError as error:
        if error.reason is Reason.NEWER and named:
            return None
        return Spoilt(path, error.reason)
    return Arrived(path, hash_, label) if named else Spoilt(path, Reason.DAMAGED)
