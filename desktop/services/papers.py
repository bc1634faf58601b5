"""The one door for what leaves readable: written whole, and remembered until it is gone.

What left is listed in the account's keepsakes, which are encrypted: a list of
papers in clear would say what this laptop is used for.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host import sticks
from desktop.host.files import remove_unfinished, sync_folder, write_atomic
from desktop.host.sticks import Stick
from desktop.services.paper_record import Paper as Paper
from desktop.services.paper_record import pack, unpack
from desktop.services.refusals import Refusal
from desktop.trouble import Exit, Message, Trouble, say
from desktop.vault.troubles import telling

if TYPE_CHECKING:
    from desktop.host.clock import Clock
    from desktop.vault.accounts import UnlockedAccount

PAPERS_KEEPSAKE = "papers"
"""Value: JSON, a list of papers, oldest first."""
PAPERS_MAX = 200
"""Above it those already taken care of are forgotten, the oldest first."""
LIST_MAX_BYTES = 256 * 1024
"""The account file, of one megabyte at most, must never be too large to be read again."""
NEUTRAL_NAME = "hoja.pdf"
NEUTRAL_FOLDER = "carpeta"
_NAMES_TRIED = 1000
_ID_BYTES = 8

Write = Callable[[Path], None]


class NotLetOut(Trouble):
    """The file could not be written where it was asked to."""

    exit_status = Exit.READ_ONLY

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se pudo guardar ahí."),
            safe=say("Los registros de esta computadora siguen como estaban."),
            next_step=say("Revise que la memoria esté bien conectada y tenga lugar, o use otra."),
        )


class NotRemoved(Trouble):
    """A file that left is still where it was."""

    exit_status = Exit.READ_ONLY

    def __init__(self) -> None:
        super().__init__(
            happened=say("No se pudo borrar ese archivo."),
            safe=say("Sigue en la lista, para que no se olvide."),
            next_step=say("Revise que la memoria no esté protegida, o bórrelo usted."),
        )


class NotHere(Refusal):
    """The stick with the file is not plugged in, or the file is not on it any more."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese archivo no está a la vista de esta computadora."),
            say("Conecte la memoria donde se guardó; si ya lo destruyó, márquelo como atendido."),
        )


class ListFull(Refusal):
    """So much is still out there that no more can be remembered."""

    def __init__(self) -> None:
        super().__init__(
            say("La lista de lo que salió de esta computadora está llena."),
            say("Ábrala en Ajustes y borre, o marque, lo que ya no esté afuera."),
        )


class Whereabouts(StrEnum):
    """Where a paper is now, as far as this laptop can see."""

    THERE = "there"
    CHANGED = "changed"
    AWAY = "away"


class Papers:
    """What one account let out. Called on the database thread, like all that writes its file."""

    def __init__(
        self,
        account: UnlockedAccount,
        clock: Clock,
        plugged: Callable[[], list[Stick]] | None = None,
    ) -> None:
        self._account = account
        self._clock = clock
        self._plugged = plugged or sticks.mounted

    def listed(self) -> list[Paper]:
        """Those still out there first, then the settled ones; the newest of each first."""
        newest = [*reversed(self._kept())]
        return sorted(newest, key=lambda paper: paper.settled_ms is not None)

    def let_out(self, what: Message, suggested_name: str, write: Write, to: Path) -> Paper:
        """Write a file into the folder `to`, and remember it.

        Args:
            what: what it holds; shown in the list.
            suggested_name: names nobody and nothing; a number is added where it is taken.
            write: writes the whole file at the path it is given.

        Raises: NotLetOut, ListFull, DiskFull, ReadOnlyFolder, and what `write` raises.
        """
        target = free_name(to, suggested_name)
        # Remembered first: a line without a file harms nobody, a forgotten file may.
        paper = self.announce(what, target)
        try:
            put(target, write)
            digest = _digest(target)
        except BaseException as error:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
            self.forget_unwritten(paper, target)
            if isinstance(error, OSError):
                raise NotLetOut from error
            raise
        paper = replace(paper, digest=digest)
        self._change(paper)
        return paper

    def let_out_folder(self, what: Message, suggested_name: str, write: Write, to: Path) -> Paper:
        """As `let_out`, for a writer that makes a folder at the path it is given."""
        target = free_name(to, suggested_name)
        paper = self.announce(what, target)
        try:
            write(target)
            sync_folder(target.parent)
        except BaseException as error:
            shutil.rmtree(target, ignore_errors=True)
            self.forget_unwritten(paper, target)
            if isinstance(error, OSError):
                raise NotLetOut from error
            raise
        return paper

    def announce(self, what: Message, target: Path) -> Paper:
        """Remember a file or a folder that is about to be written. Raises as `let_out`.

        For whoever writes elsewhere than on the database thread, and calls
        `forget_unwritten` where it came to nothing.
        """
        stick = sticks.stick_of(target.parent, self._plugged())
        shown = target.resolve().relative_to(stick.path.resolve()) if stick else target.absolute()
        paper = self._new(
            what,
            shown.as_posix(),
            stick.name if stick else "",
            stick.mark if stick else "",
        )
        self._add(paper)
        return paper

    def forget_unwritten(self, paper: Paper, target: Path) -> None:
        """Nothing was written, or all of it is gone again; what is there stays in the list."""
        if not os.path.lexists(target):
            self._keep([each for each in self._kept() if each.id != paper.id])

    def note_printed(self, what: Message) -> Paper:
        """Remember what went to a printer: only people can destroy it. Raises as `let_out`."""
        paper = self._new(what, "", "", "")
        self._add(paper)
        return paper

    def find(self, paper: Paper) -> tuple[Whereabouts, Path | None]:
        """Whether the file can be reached now, and whether it is still as it was written."""
        place = self._place(paper)
        try:
            if place is None or not place.exists():
                return Whereabouts.AWAY, None
            if place.is_dir():  # a folder was announced without a digest
                return (Whereabouts.AWAY, None) if paper.digest else (Whereabouts.THERE, place)
            same = not paper.digest or _digest(place) == paper.digest
        except OSError:
            return Whereabouts.AWAY, None
        return (Whereabouts.THERE if same else Whereabouts.CHANGED), place

    def remove(self, paper: Paper) -> None:
        """Delete the file or folder, changed or not, and settle it. Raises: NotHere, NotRemoved.

        What the medium keeps of a deleted file is beyond this program.
        """
        _where, place = self.find(paper)
        if place is None:
            raise NotHere
        try:
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink()
            remove_unfinished(place.parent)
            sync_folder(place.parent)
        except OSError:
            raise NotRemoved from None
        self.settle(paper)

    def settle(self, paper: Paper) -> None:
        """Mark as taken care of: destroyed, handed over, or lost and reported."""
        self._change(replace(paper, settled_ms=self._clock.now_ms()))

    def _new(self, what: Message, path: str, stick: str, mark: str) -> Paper:
        name = secrets.token_hex(_ID_BYTES)
        return Paper(name, what, path, stick, mark, self._clock.now_ms())

    def _place(self, paper: Paper) -> Path | None:
        if paper.printed:
            return None
        if not paper.stick:
            return Path(paper.path)
        return next(
            (stick.path / paper.path for stick in self._plugged() if _same(stick, paper)), None
        )

    def _add(self, paper: Paper) -> None:
        papers = [*self._kept(), paper]
        if len(pack(papers)) > LIST_MAX_BYTES:
            raise ListFull
        self._keep(papers)

    def _change(self, paper: Paper) -> None:
        self._keep([paper if each.id == paper.id else each for each in self._kept()])

    def _kept(self) -> list[Paper]:
        return unpack(self._account.keepsakes.get(PAPERS_KEEPSAKE, b"[]"))

    def _keep(self, papers: list[Paper]) -> None:
        surplus = len(papers) - PAPERS_MAX
        for paper in [each for each in papers if each.settled_ms is not None][: max(surplus, 0)]:
            papers.remove(paper)
        with telling():
            self._account.keepsakes[PAPERS_KEEPSAKE] = pack(papers)


def put(target: Path, write: Write) -> None:
    """Let `write` make the file, and return when it is on the medium, not in the system's memory.

    Raises: OSError, and what `write` raises.
    """
    write(target)
    with target.open("r+b") as file:
        os.fsync(file.fileno())
    sync_folder(target.parent)


def whole(data: bytes) -> Write:
    """A writer of these bytes, for `let_out`."""
    return lambda path: write_atomic(path, data)


def free_name(folder: Path, suggested: str) -> Path:
    """A name in the folder that nothing has. Raises: NotLetOut, ValueError when it is no name."""
    named = Path(suggested)
    if named.name != suggested:
        raise ValueError("a name, not a path")
    for number in range(1, _NAMES_TRIED):
        target = folder / (suggested if number == 1 else f"{named.stem}-{number}{named.suffix}")
        if not os.path.lexists(target):
            return target
    raise NotLetOut


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _same(stick: Stick, paper: Paper) -> bool:
    """By its mark; by its name only where the system told no mark."""
    return stick.mark == paper.mark if paper.mark else stick.name == paper.stick
