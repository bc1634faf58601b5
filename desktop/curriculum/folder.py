"""A course as a folder of text files: read with care from anybody's stick, and written.

The format is docs/formats/curriculum.md. Nothing outside the folder is ever opened.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desktop.curriculum.course_file import read_head, write_head
from desktop.curriculum.flaws import CourseUnreadable, Flaw
from desktop.curriculum.model import PLANS_MAX, CourseFile, tidy_course
from desktop.curriculum.plan_file import read_plan, write_plan
from desktop.curriculum.rules import check_course, check_head, has_unseen
from desktop.host.files import write_atomic
from desktop.trouble import say

HEAD_FILE = "course.yaml"
PLANS_FOLDER = "sessions"
HEAD_FILE_BYTES_MAX = 32_768
PLAN_FILE_BYTES_MAX = 49_152
_ENTRIES_MAX = 1_000
_PLAN_NAME = re.compile(r"\d{2,3}\.md")
_ALMOST_A_PLAN = (".md", ".txt")
_BOM = "\ufeff"


def read_folder(folder: Path) -> CourseFile:
    """The course that a folder holds, tidied.

    Raises: CourseUnreadable, which names the file, the line, and what to do.
    """
    with _telling(HEAD_FILE):
        _require_folder(folder)
        course, lines = read_head(_text_of(folder / HEAD_FILE, HEAD_FILE_BYTES_MAX))
    with _telling(PLANS_FOLDER):
        _require_folder(folder / PLANS_FOLDER)
        names = _plan_names(folder / PLANS_FOLDER)
    plans = []
    for ordinal, name in enumerate(names, start=1):
        with _telling(f"{PLANS_FOLDER}/{name}"):
            text = _text_of(folder / PLANS_FOLDER / name, PLAN_FILE_BYTES_MAX)
            plans.append(read_plan(text, ordinal))
    course = replace(course, plans=tuple(plans))
    with _telling(HEAD_FILE):
        try:
            check_head(course)
        except Flaw as flaw:
            flaw.line = lines.get(flaw.place, 0)
            raise
    return course


def write_folder(course: CourseFile, folder: Path, titles: Mapping[str, str] | None = None) -> None:
    """Write a course into a new folder.

    Args:
        folder: must not exist yet; its parent must.
        titles: those of its materials by SHA-256, written beside them for who reads the files.

    Raises: Flaw for a course that `read_folder` would refuse, OSError.
    """
    course = tidy_course(course)
    check_course(course)
    plans = folder / PLANS_FOLDER
    folder.mkdir()
    plans.mkdir()
    for plan in course.plans:
        write_atomic(plans / plan_name(plan.ordinal), write_plan(plan, titles).encode())
    write_atomic(folder / HEAD_FILE, write_head(course).encode())


def plan_name(ordinal: int) -> str:
    """The name of the file of the session with this number."""
    return f"{ordinal:02}.md"


def plan_count(folder: Path) -> int:
    """How many sessions a course's folder holds. Raises: CourseUnreadable."""
    with _telling(PLANS_FOLDER):
        return len(_plan_names(folder / PLANS_FOLDER))


@contextmanager
def _telling(file: str) -> Iterator[None]:
    try:
        yield
    except Flaw as flaw:
        raise CourseUnreadable(flaw, file) from flaw
    except OSError as error:
        unread = Flaw(
            say("No se pudo leer."),
            say("Revise que la memoria esté bien conectada y que el archivo esté ahí."),
        )
        raise CourseUnreadable(unread, file) from error


def _require_folder(folder: Path) -> None:
    """Raises: Flaw unless it is a folder, and no link to one."""
    try:
        mode = folder.lstat().st_mode
    except FileNotFoundError:
        mode = 0
    if not stat.S_ISDIR(mode):
        raise Flaw(
            say("Ahí no está la carpeta de un curso."),
            say("Elija la carpeta que tiene adentro course.yaml y la carpeta sessions."),
        )


def _plan_names(folder: Path) -> list[str]:
    """The names of the session files in order. Raises: Flaw for a gap or a name like one."""
    names: list[str] = []
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= _ENTRIES_MAX:
                raise Flaw(
                    say("Hay demasiados archivos en esa carpeta."),
                    say("Deje en ella sólo las sesiones del curso."),
                )
            if entry.name.lower().endswith(_ALMOST_A_PLAN) and not entry.name.startswith("."):
                names.append(entry.name)
    names.sort(key=lambda name: (len(name), name))
    for ordinal, name in enumerate(names, start=1):
        if not _PLAN_NAME.fullmatch(name) or name != plan_name(int(name.removesuffix(".md"))):
            raise Flaw(
                say("El archivo «{name}» no se llama como una sesión.", name=name[:60]),
                say("Las sesiones se llaman 01.md, 02.md y así; cámbiele el nombre o sáquelo."),
            )
        if name != plan_name(ordinal):
            raise Flaw(
                say("Falta la sesión {missing}.", missing=plan_name(ordinal)),
                say("Numere las sesiones desde 01, sin saltar ninguna."),
            )
    if not 1 <= len(names) <= PLANS_MAX:
        raise Flaw(
            say("Un curso tiene de 1 a {most} sesiones.", most=PLANS_MAX),
            say("Ponga en la carpeta sessions los archivos 01.md, 02.md y así."),
        )
    return names


def _text_of(path: Path, most: int) -> str:
    """The whole text with LF line ends, tabs as spaces. Raises: Flaw, OSError."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        raise Flaw(
            say("Ese archivo no está en la carpeta."),
            say("Revise el nombre: a veces Windows le agrega .txt al final."),
        ) from None
    if not stat.S_ISREG(mode):
        raise Flaw(
            say("No es un archivo, sino un enlace u otra cosa."),
            say("Ponga ahí el archivo mismo."),
        )
    with open(path, "rb", opener=_no_link) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Flaw(
            say("El archivo es demasiado grande."),
            say("Deje en él menos de {most} kB de texto.", most=most // 1024),
        )
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise Flaw(
            say("El archivo no está guardado en UTF-8."),
            say("Ábralo en el Bloc de notas, elija «Guardar como» y en Codificación, UTF-8."),
            line=data[: error.start].count(b"\n") + 1,
        ) from None
    text = text.replace("\r\n", "\n").replace("\t", " ")
    for number, line in enumerate(text.split("\n"), start=1):
        if has_unseen(line):
            raise Flaw(
                say("Hay signos que no se ven ni se pueden guardar."),
                say("Borre ese renglón y escríbalo de nuevo."),
                line=number,
            )
    return text


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
