"""The materials that this laptop has: one encrypted file each, below a name that says nothing.

Key and name follow from a secret of this laptop, which lies in the shared vault, and
from the content's hash. So there is no list that could get out of step with the files.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.files import free_bytes, make_private, sync_folder
from desktop.journal import meta
from desktop.services.materials.troubles import DamagedMaterial, MaterialsClosed, NoRoom, NotHere
from desktop.vault import blob_file
from desktop.vault.blob_file import BlobFile
from desktop.vault.sealing import KEY_BYTES, derive
from desktop.vault.troubles import DamagedDatabase, telling
from sync.batch.padding import padded_length

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

FOLDER = "materials"
WHOLE, HALF = ".db", ".part"
KEEP_FREE_BYTES = 500_000_000
"""Never filled by materials: a full disk stops the records."""
ASIDE_BYTES = 48 << 20
"""What the driver writes twice before it is in its place, and its own pages."""
PAGE_PART = 32
"""One byte in so many goes to the page's nonce, its MAC and the links between pages."""
SECRET = "materials secret"  # noqa: S105 (the name of a fact, not its value)
_NAME_BYTES = 8
_KEY_LABEL = b"vereda material v1"
_NAME_LABEL = b"vereda material name v1"

FreeBytes = Callable[[Path], int]


@dataclass(frozen=True)
class Store:
    """Where they lie. Of one desk: `of` asks the shared vault, the rest any thread."""

    folder: Path
    secret: bytes = field(repr=False)
    free: FreeBytes = field(default=free_bytes, repr=False)

    def place(self, sha256: str, ending: str = WHOLE) -> Path:
        return self.folder / f"{self._stem(sha256)}{ending}"

    def lying(self) -> Callable[[str], bool]:
        """Whether anything of a hash lies here, whole or half, for a list of very many."""
        stems = {each.name.partition(".")[0] for each in self._files()}
        return lambda sha256: bool(stems) and self._stem(sha256) in stems

    def has(self, sha256: str) -> bool:
        """Whether all of it was copied here."""
        return self.place(sha256).is_file()

    def half(self, sha256: str) -> int:
        """About how many bytes of an unfinished copy lie here."""
        return blob_file.size_on_disk(self.place(sha256, HALF))

    def open(self, sha256: str) -> BlobFile:
        """Raises: FileNotFoundError, DamagedDatabase and what `BlobFile` raises."""
        place = self.place(sha256)
        if not place.is_file():
            raise FileNotFoundError(place)
        found = BlobFile(place, self._key(sha256))
        if not found.whole:
            found.close()
            raise DamagedDatabase
        return found

    def begin(self, sha256: str) -> BlobFile:
        """An unfinished copy to go on with; one that cannot be read is begun again."""
        with telling():
            make_private(self.folder)
            place = self.place(sha256, HALF)
            try:
                return BlobFile(place, self._key(sha256), create=True)
            except DamagedDatabase:
                blob_file.remove(place)
                return BlobFile(place, self._key(sha256), create=True)

    def keep(self, sha256: str) -> None:
        """The copy is whole and closed: from now on it is here. Raises: DiskFull and others."""
        with telling():
            os.replace(self.place(sha256, HALF), self.place(sha256))
            sync_folder(self.folder)

    def remove(self, sha256: str) -> None:
        """Its bytes, whole or half, and their room. Raises: ReadOnlyFolder."""
        with telling():
            for ending in (WHOLE, HALF):
                blob_file.remove(self.place(sha256, ending))

    def require_room(self, name: str, size: int, standing: int = 0) -> None:
        """Raises: NoRoom when so many bytes, less those standing, would fill the disk."""
        padded = padded_length(size)
        needed = padded + padded // PAGE_PART + ASIDE_BYTES - standing
        missing = needed + KEEP_FREE_BYTES - self.free(self.folder)
        if missing > 0:
            raise NoRoom(name, missing)

    def strays(self, known: frozenset[str]) -> tuple[Path, ...]:
        """Files here that belong to none of the known hashes."""
        expected = {self.place(each, ending) for each in known for ending in (WHOLE, HALF)}
        return tuple(each for each in self._files() if each not in expected)

    def _files(self) -> Iterator[Path]:
        if self.folder.is_dir():
            for each in sorted(self.folder.iterdir()):
                if each.suffix in (WHOLE, HALF) and each.is_file():
                    yield each

    def _stem(self, sha256: str) -> str:
        return derive(self.secret, _NAME_LABEL, bytes.fromhex(sha256))[:_NAME_BYTES].hex()

    def _key(self, sha256: str) -> bytes:
        return derive(self.secret, _KEY_LABEL, bytes.fromhex(sha256))


class Reader:
    """The bytes of one material, for whoever plays it. Any thread may read.

    Attributes:
        size: bytes in all.
    """

    def __init__(self, blob: BlobFile, title: str) -> None:
        self._blob = blob
        self._title = title
        self.size = blob.bytes

    def read(self, offset: int, size: int) -> bytes:
        """At most `size` bytes; b"" at the end. Raises: DamagedMaterial."""
        with damage_of(self._title):
            return self._blob.read(offset, size)

    def close(self) -> None:
        self._blob.close()


def store_of(desk: Desk, folder: Path) -> Store:
    """The store of an open desk, on the database thread; its secret is made at the first use.

    Raises: MaterialsClosed, DiskFull, ReadOnlyFolder.
    """
    shared = desk.shared
    if shared is None:
        raise MaterialsClosed
    with shared.read() as connection:
        secret = meta.get(connection, SECRET)
    if secret is None:
        with shared.transaction() as connection:
            secret = secrets.token_bytes(KEY_BYTES)
            meta.put(connection, SECRET, secret)
    return Store(folder / FOLDER, secret)


def open_reader(store: Store, sha256: str, title: str) -> Reader:
    """Raises: NotHere, DamagedMaterial, ReadOnlyFolder, Busy."""
    try:
        with damage_of(title):
            return Reader(store.open(sha256), title)
    except FileNotFoundError:
        raise NotHere(title) from None


@contextmanager
def damage_of(title: str) -> Iterator[None]:
    """Tell by its name what cannot be read."""
    try:
        yield
    except DamagedDatabase:
        raise DamagedMaterial(title) from None
