"""Carrying materials in or out, in a thread of its own: taps and the database go first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Qt, Signal

from desktop.programme.vocabulary import MediaSort, Relation
from desktop.services.materials import stick
from desktop.services.materials.catalogue import MaterialLine
from desktop.services.materials.copying import Halted, copy_in, identified, work_of
from desktop.services.materials.entry import Entry, look
from desktop.services.materials.stick import Offer
from desktop.services.materials.store import Store
from desktop.services.papers import NotLetOut
from desktop.trouble import Trouble

TOLD_EVERY_S = 0.2


class Carrier(QObject):
    """One piece of work, then another one; `busy` in between.

    Signals:
        looked(Offer): what a folder or a file offers.
        known(object): entries whose hash is known so far: to be noted.
        moved(object, object, float): bytes done, bytes in all, seconds since it began.
        over(object): it ended; the troubles on the way, empty when all is well.
        halted(): it was stopped.
    """

    looked = Signal(object)
    known = Signal(object)
    moved = Signal(object, object, float)
    over = Signal(object)
    halted = Signal()
    _ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._done, self._of = 0, 0
        self._began = self._told = 0.0
        self.busy = False
        self._ended.connect(self._rest, Qt.ConnectionType.QueuedConnection)

    def look_into(self, folder: Path) -> None:
        """What a folder with a list offers; `looked` or `over`."""
        self._start(self._look, lambda: stick.survey(folder))

    def look_at(self, path: Path) -> None:
        """The same of a single file."""
        found = Entry(path=path, title="")
        self._start(self._look, lambda: Offer((look(found),), ()))

    def bring(self, store: Store, entries: Sequence[Entry]) -> None:
        self._start(self._bring, store, entries)

    def take(self, store: Store, lines: Sequence[MaterialLine], target: Path) -> None:
        self._start(self._take, store, lines, target)

    def stop(self) -> None:
        self._stop.set()

    # --- in the other thread ---------------------------------------------------------

    def _start(self, work: Callable[..., None], *given: object) -> None:
        self._stop.clear()
        self._done, self._of, self._told = 0, 0, 0.0
        self._began = monotonic()
        self.busy = True
        threading.Thread(target=self._run, args=(work, *given), daemon=True).start()

    def _run(self, work: Callable[..., None], *given: object) -> None:
        try:
            work(*given)
        except Halted:
            self.halted.emit()
        except Trouble as problem:
            self.over.emit([problem])
        except OSError:
            self.over.emit([NotLetOut()])
        except RuntimeError:  # the window is gone
            return
        finally:
            self._tell_end()

    def _tell_end(self) -> None:
        try:
            self._ended.emit()
        except RuntimeError:
            return

    def _rest(self) -> None:
        self.busy = False

    def _look(self, find: Callable[[], Offer]) -> None:
        self.looked.emit(find())

    def _bring(self, store: Store, entries: Sequence[Entry]) -> None:
        self._of = sum(work_of(entry) for entry in entries)
        known: list[Entry] = []
        troubles: list[Trouble] = []
        for entry in entries:
            before = self._done
            if entry.main is not None and entry.main not in [each.path for each in known]:
                continue  # what it belongs to did not come
            try:
                named = identified(entry, self._moved, self._stop.is_set)
                known.append(named)
                # Noted before it is copied: a half copy shows in the list as one.
                self.known.emit(tuple(known))
                copy_in(store, named, self._moved, self._stop.is_set)
            except Trouble as problem:
                troubles.append(problem)
            self._done = before + work_of(entry)
        self.over.emit(troubles)

    def _take(self, store: Store, lines: Sequence[MaterialLine], target: Path) -> None:
        self._of = sum(line.bytes for line in lines)
        stick.write_folder(store, lines, target, self._moved, self._stop.is_set)
        self.over.emit([])

    def _moved(self, count: int) -> None:
        self._done += count
        now = monotonic()
        if now - self._told >= TOLD_EVERY_S or self._done >= self._of:
            self._told = now
            self.moved.emit(self._done, self._of, now - self._began)


def belonging_to(entry: Entry, title: str, language: str, of: MaterialLine | None) -> Entry:
    """A single file with what the form says of it."""
    if of is None:
        return replace(entry, title=title, language=language)
    relation = (
        Relation.SUBTITLES if entry.sort is MediaSort.SUBTITLES else Relation.LANGUAGE_VARIANT
    )
    return replace(entry, title=title, language=language, of=of.id, relation=relation)
