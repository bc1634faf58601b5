"""What waits in the outbox: in which order it goes, how much at once, what a receipt covers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG

from sync.batch.frames import SYNC_MAX_BYTES
from sync.batch.header import BatchKind, read_label
from sync.batch.keys import batch_hash
from sync.batch.limits import FILE_MAX_BYTES
from sync.batch.reason import BatchError, Reason
from sync.carriers.boxes import batch_files


@dataclass(frozen=True)
class Piece:
    """One sealed batch in a box. `name` is its hash in hex."""

    path: Path
    size: int
    roster: bool
    chain: bytes
    number: int
    previous: bytes
    """The first 8 bytes of the hash of the batch before."""

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def hash(self) -> bytes:
        return bytes.fromhex(self.path.stem)

    def read(self) -> bytes:
        """Raises OSError."""
        return self.path.read_bytes()


def look(box: Path) -> tuple[list[Piece], list[Path]]:
    """The batches of a box in the order to send them, and the files that are none.

    Rosters first, since they introduce who signed the rest; then chain by
    chain, from the oldest.
    """
    pieces, strangers = [], []
    for path in batch_files(box):
        try:
            data = _bytes_of(path)
            label = read_label(data)
        except FileNotFoundError:
            continue
        except (BatchError, OSError):  # one unreadable file keeps no other from going
            strangers.append(path)
            continue
        if batch_hash(data).hex() != path.stem:
            strangers.append(path)
            continue
        pieces.append(
            Piece(
                path,
                len(data),
                label.kind == BatchKind.ROSTER,
                label.chain,
                label.number,
                label.previous,
            )
        )
    pieces.sort(key=lambda piece: (not piece.roster, piece.chain, piece.number, piece.name))
    return pieces, strangers


def _bytes_of(path: Path) -> bytes:
    """A plain file's bytes. Raises OSError for anything else, BatchError(TOO_LARGE)."""
    found = path.lstat()
    if not S_ISREG(found.st_mode):
        raise OSError(EINVAL, "not a plain file")
    if found.st_size > FILE_MAX_BYTES:
        raise BatchError(Reason.TOO_LARGE)
    return path.read_bytes()


def next_load(pieces: Sequence[Piece], max_bytes: int = SYNC_MAX_BYTES) -> list[Piece]:
    """As many pieces, from the first, as one request may carry; at least one."""
    load: list[Piece] = []
    room = max_bytes
    for piece in pieces:
        if load and piece.size > room:
            break
        load.append(piece)
        room -= piece.size
    return load


def covered(pieces: Iterable[Piece], heads: Collection[bytes]) -> list[Piece]:
    """The pieces at or below acknowledged heads, which are hashes of batches.

    Each batch names the one before, so a head stands for all that lead to it,
    on its own branch only. `pieces` must hold the steps between.
    """
    by_hash = {piece.hash: piece for piece in pieces}
    before: dict[tuple[bytes, int, bytes], Piece] = {
        (piece.chain, piece.number, piece.hash[: len(piece.previous)]): piece
        for piece in by_hash.values()
    }
    found: dict[bytes, Piece] = {}
    for head in heads:
        piece = by_hash.get(head)
        while piece is not None and piece.hash not in found:
            found[piece.hash] = piece
            piece = before.get((piece.chain, piece.number - 1, piece.previous))
    return list(found.values())
