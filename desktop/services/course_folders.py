"""A course out of the shared vault into a folder, and a folder as a course to take in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.curriculum.flaws import CourseUnreadable, Flaw
from desktop.curriculum.folder import read_folder, write_folder
from desktop.curriculum.model import CourseFile
from desktop.services.course_views import get_file, material_titles

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault


def read_course(folder: Path) -> CourseFile:
    """What a folder holds, before it is taken in. Raises: CourseUnreadable."""
    return read_folder(folder)


def export_course(shared: OpenVault, course: bytes) -> Callable[[Path], None]:
    """A writer of a course's folder, for the one door; materials are listed, not copied.

    Raises: NotFound, CourseUnreadable for a text that no folder can hold.
    """
    file = get_file(shared, course)
    named = material_titles(shared)

    def write(folder: Path) -> None:
        try:
            write_folder(file, folder, named)
        except Flaw as flaw:
            raise CourseUnreadable(flaw) from flaw

    return write
