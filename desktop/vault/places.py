"""Where the files of one vault lie: random names that say nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.vault import header_file
from desktop.vault.twin import Twin

FOLDER = "vaults"
DATABASE_SUFFIX = ".db"
HEADER_SUFFIX = ".key"
NEXT_SUFFIX = ".next"


@dataclass(frozen=True)
class Place:
    """The files of the vault `stem` in a data folder."""

    folder: Path
    stem: str

    @classmethod
    def of_database(cls, path: Path) -> Place:
        return cls(path.parent.parent, path.stem)

    @property
    def database(self) -> Path:
        return self._beside(DATABASE_SUFFIX)

    @property
    def header(self) -> Twin:
        return Twin.at(self._beside(HEADER_SUFFIX), header_file.SHAPE)

    @property
    def next_header(self) -> Path:
        """The header of the epoch that begins; there only while the database changes its key."""
        return self._beside(NEXT_SUFFIX)

    def _beside(self, suffix: str) -> Path:
        return self.folder / FOLDER / f"{self.stem}{suffix}"


def list_places(folder: Path) -> list[Place]:
    """Every vault of a data folder that has a header or a database."""
    vaults = folder / FOLDER
    files = [*vaults.glob(f"*{HEADER_SUFFIX}*"), *vaults.glob(f"*{DATABASE_SUFFIX}")]
    return [Place(folder, stem) for stem in sorted({path.stem for path in files})]
