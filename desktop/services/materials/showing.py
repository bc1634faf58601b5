"""A material with all that belongs to it: versions in other languages, and subtitles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.vocabulary import MediaSort, Relation
from desktop.services.materials import subtitles
from desktop.services.materials.catalogue import MaterialLine, list_materials
from desktop.services.materials.store import Reader, open_reader, store_of
from desktop.services.materials.subtitles import Cue
from desktop.services.materials.troubles import NotHere
from desktop.services.refusals import NotFound
from desktop.trouble import Trouble

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


@dataclass(frozen=True)
class Family:
    """A material and what belongs to it."""

    main: MaterialLine
    variants: tuple[MaterialLine, ...] = ()
    subtitles: tuple[MaterialLine, ...] = ()

    @property
    def members(self) -> tuple[MaterialLine, ...]:
        return (self.main, *self.variants, *self.subtitles)

    @property
    def versions(self) -> tuple[MaterialLine, ...]:
        """What can be played, one for each language, the main one first."""
        return (self.main, *self.variants)

    @property
    def here(self) -> bool:
        """One version at least can be played on this laptop."""
        return any(line.here for line in self.versions)

    @property
    def missing(self) -> tuple[MaterialLine, ...]:
        return tuple(line for line in self.members if not line.here)

    @property
    def bytes(self) -> int:
        return sum(line.bytes for line in self.members)


@dataclass(frozen=True)
class Showing:
    """What a player needs.

    Attributes:
        now: the version that `reader` reads.
        captions: cues by language, of the subtitles that are here.
    """

    family: Family
    now: MaterialLine
    reader: Reader
    captions: Mapping[str, tuple[Cue, ...]]


def families(lines: Sequence[MaterialLine]) -> tuple[Family, ...]:
    """Each material that stands by itself, in the order given; what has lost its main does so."""
    known = {line.id for line in lines if line.of is None}
    belonging: dict[bytes, list[MaterialLine]] = {}
    for line in lines:
        if line.of in known and line.of is not None:
            belonging.setdefault(line.of, []).append(line)
    made = []
    for line in lines:
        if line.of not in known:
            others = belonging.get(line.id, [])
            made.append(
                Family(
                    line,
                    tuple(each for each in others if each.relation is not Relation.SUBTITLES),
                    tuple(each for each in others if each.relation is Relation.SUBTITLES),
                )
            )
    return tuple(made)


def prepare(desk: Desk, folder: Path, material: bytes) -> Showing:
    """Open a material for a player; of the main one, a version that is here.

    Raises: NotFound, NotHere, DamagedMaterial, MaterialsClosed.
    """
    lines = families(list_materials(desk, folder))
    family = next(
        (each for each in lines if any(line.id == material for line in each.members)), None
    )
    if family is None:
        raise NotFound
    now = next((line for line in family.versions if line.id == material), family.main)
    if not now.here and now is family.main:
        now = next((line for line in family.versions if line.here), now)
    if now.sort is MediaSort.SUBTITLES:
        raise NotFound
    if not now.here:
        raise NotHere(now.title)
    store = store_of(desk, folder)
    captions: dict[str, tuple[Cue, ...]] = {}
    for line in family.subtitles:
        try:
            with_words = open_reader(store, line.sha256, line.title)
            try:
                captions[line.language] = subtitles.parse(with_words.read(0, with_words.size))
            finally:
                with_words.close()
        except Trouble:
            continue  # a film is still one without its subtitles, missing or damaged
    return Showing(family, now, open_reader(store, now.sha256, now.title), captions)
