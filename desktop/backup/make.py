"""Making a backup: everything of a data folder that is encrypted already, into one file."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.backup import copies, facts, makers, snapshot, verify
from desktop.backup.archive import BLOCK, KNOWN, Writer
from desktop.backup.copies import Last
from desktop.backup.manifest import MOMENT_MAX_MS, Maker, Manifest, VaultLine, message
from desktop.backup.progress import Counting, Progress
from desktop.backup.troubles import (
    BadCopy,
    CannotWriteThere,
    NoRoom,
    NothingToCopy,
    NotWritten,
)
from desktop.host.clock import Clock
from desktop.host.files import UNFINISHED, free_bytes, sync_folder
from desktop.vault import cards, carried, recovery_file
from desktop.vault.places import FOLDER as VAULTS
from desktop.vault.places import Place, list_places
from desktop.vault.troubles import telling
from sync.carriers import boxes

NAME = "copia-{counter:06d}-{hash}.tar"
SPARE_BYTES = 1 << 20
"""Asked for above what there is: what is written meanwhile, headers, manifest."""
_UNFINISHED = f"{UNFINISHED}copia-"

Random = Callable[[int], bytes]


def make(
    folder: Path,
    target: Path,
    clock: Clock,
    *,
    maker: Maker | None = None,
    known: Mapping[bytes, bytes] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    random: Random = secrets.token_bytes,
) -> Path:
    """Copy a data folder into a new file in `target`; the file, read back and checked.

    Needs no key, and the folder may be in use by another process, never by this one.
    After a kill at any moment the folder is as it was, and `target` holds at most one
    unfinished file, which the next backup there removes.

    Args:
        maker: who signs; by default this laptop.
        known: facts by vault id, from `facts.seal`, for the vaults that somebody opens.

    Raises: NothingToCopy, NoRoom, CannotWriteThere, NotWritten, Cancelled, CopyUnderWay,
    Busy (a vault never held still), DiskFailing, FolderClosed, FolderFull.
    """
    if not _accounts(folder):
        raise NothingToCopy
    with copies.held(folder):
        before = copies.last(folder)
        count = Counting(progress, cancelled, 2 * size(folder))
        with _new_file(target, count.total // 2) as (file, unfinished):
            writer = Writer(file, count)
            lines = [
                _line(taken, known or {}, random)
                for taken in [snapshot.take(writer, place) for place in _places(folder)]
                if taken.header is not None
            ]
            _small_files(writer, folder)
            maker = maker or makers.laptop(folder)
            manifest = Manifest(
                counter=before.counter + 1,
                previous=before.hash,
                made_ms=min(max(clock.now_ms(), 0), MOMENT_MAX_MS),  # a dead clock stops no copy
                maker_kind=maker.kind,
                maker_key=maker.key,
                vaults=tuple(lines),
                length=writer.chunks.length,
                chunks=tuple(writer.chunks.digests()),
            ).encode()
            writer.close(manifest, maker.sign(message(manifest)))
            _to_the_medium(file)
            file.close()  # Windows renames no open file
            report = _read_back(unfinished, count)
            made = target / NAME.format(
                counter=report.manifest.counter, hash=report.manifest.hash.hex()[:8]
            )
            os.replace(unfinished, made)
            _sync_target(target)
        now = Last(report.manifest.counter, report.manifest.hash, report.manifest.made_ms)
        with suppress(OSError):  # the copy stands, whatever the folder remembers of it
            copies.remember(folder, now)
    return made


def size(folder: Path) -> int:
    """Bytes that a backup of the folder takes, about."""
    with telling():
        vaults = sum(snapshot.size_of(place) for place in _places(folder))
        others = [*_others(folder), *_accounts(folder)]
        return vaults + sum(_file_size(path) + 2 * BLOCK for path in others) + SPARE_BYTES


def _line(taken: snapshot.Taken, known: Mapping[bytes, bytes], random: Random) -> VaultLine:
    header = taken.header
    assert header is not None  # noqa: S101, the caller looked
    said = known.get(header.vault_id) or facts.nobodys(random)
    return VaultLine(taken.stem, header.vault_id, header.epoch, header.revision, said)


def _small_files(writer: Writer, folder: Path) -> None:
    """Accounts last, as they are put back; what a carrier took away meanwhile is passed over."""
    for path in _others(folder):
        _add(writer, path)
    sealed = carried.seal(folder)
    writer.add(carried.NAME, len(sealed), [sealed])
    for path in _accounts(folder):
        _add(writer, path)


def _add(writer: Writer, path: Path) -> None:
    data = _whole(path)
    if data is not None:
        writer.add(_member(path), len(data), [data])


def _places(folder: Path) -> list[Place]:
    return [place for place in list_places(folder) if KNOWN.fullmatch(_member(place.database))]


def _accounts(folder: Path) -> list[Path]:
    return _ours((folder / cards.FOLDER).glob(f"*{cards.SUFFIX}*"))


def _others(folder: Path) -> list[Path]:
    return [
        *_ours((folder / VAULTS).glob(f"*{recovery_file.SUFFIX}")),
        *_ours(boxes.batch_files(boxes.outbox(folder))),
        *_ours(boxes.batch_files(boxes.inbox(folder))),
        *_ours(boxes.receipt_files(boxes.inbox(folder))),
    ]


def _ours(paths: Iterable[Path]) -> list[Path]:
    """Without what people or other programs left there under names of their own."""
    return sorted(path for path in paths if KNOWN.fullmatch(_member(path)))


def _member(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _whole(path: Path) -> bytes | None:
    with telling():
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


def _file_size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def _new_file(target: Path, needed: int) -> Iterator[tuple[BinaryIO, Path]]:
    """A file in the target that is gone again after an error. OSErrors are the target's."""
    unfinished = target / f"{_UNFINISHED}{secrets.token_hex(8)}"
    try:
        for old in target.glob(f"{_UNFINISHED}*"):
            old.unlink(missing_ok=True)
        if (free := free_bytes(target)) < needed:
            raise NoRoom(needed, free)
        with open(unfinished, "x+b") as file:
            yield file, unfinished
    except OSError as exc:
        raise _of_target(exc, needed, target) from exc
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _of_target(exc: OSError, needed: int, target: Path) -> Exception:
    if exc.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        free = 0
        with suppress(OSError):
            free = min(free_bytes(target), needed)
        return NoRoom(needed, free)
    if exc.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR):
        return CannotWriteThere()
    return NotWritten()


def _to_the_medium(file: BinaryIO) -> None:
    """Written through, and out of the system's memory, so that reading back reads the medium."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _read_back(path: Path, count: Counting) -> verify.Report:
    try:
        with open(path, "rb") as file:
            return verify.check(file, count)
    except BadCopy:
        raise NotWritten from None


def _sync_target(target: Path) -> None:
    # Some drivers of sticks cannot do it; the file itself is on the medium.
    with suppress(OSError):
        sync_folder(target)
