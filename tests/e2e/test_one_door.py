"""What leaves readable leaves by one door: no other module writes a file that is not our own.

Read from the source itself. Whoever adds a module that writes adds its name here, and
with it says why what it writes stays in the data folder or is sealed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

DOOR = {
    "desktop/curriculum/folder.py",
    "desktop/services/materials/stick.py",
    "desktop/services/papers.py",
    "desktop/services/roster_import/refused.py",
    "ui/printing.py",
}
"""The door, what it is given to write lists and films with, and the page as PDF in memory or on
paper."""
DATA_FOLDER = {
    "desktop/backup/copies.py",
    "desktop/backup/restore.py",
    "desktop/commands/beginning.py",
    "desktop/host/crash.py",
    "desktop/host/files.py",
    "desktop/host/instance.py",
    "desktop/journal/witness.py",
    "desktop/services/founding.py",
    "desktop/services/locality_list.py",
    "desktop/services/notice_delivery.py",
    "desktop/services/panic.py",
    "desktop/services/prefs.py",
    "desktop/services/staging.py",
    "desktop/vault/carried.py",
    "desktop/vault/recovery_file.py",
    "desktop/vault/rekey.py",
    "desktop/vault/tries.py",
    "desktop/vault/twin.py",
    "sync/carriers/boxes.py",
}
"""They write below the data folder, which is encrypted or says nothing."""
SEALED = {
    "desktop/backup/make.py",
    "desktop/commands/joining.py",
    "sync/client/joining.py",
    "ui/pages/team/invite.py",
}
"""What they write leaves, and is sealed or signed: requests, invitations, backups."""
FILE_DIALOGS = {"ui/widgets/files.py"}
CHOOSE_A_FILE_TO_WRITE = {"ui/pages/settings/backup.py", "ui/pages/team/invite.py"}
"""They ask for a name, for sealed files only."""
PRINTERS = {"ui/printing.py", "ui/door.py"}

WRITERS = {
    "write_text",
    "write_bytes",
    "write_atomic",
    "copyfile",
    "copyfileobj",
    "copy2",
    "copytree",
    "mkstemp",
    "NamedTemporaryFile",
    "TemporaryFile",
    "QFile",
    "QSaveFile",
    "QTemporaryFile",
    "QTextDocumentWriter",
    "QPdfWriter",
    "QPrinter",
}
WRITING_FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT"}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), tree_of(path)


def writes(tree: ast.Module) -> Iterator[str]:
    """What in a module could make a file or change one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in WRITING_FLAGS:
            yield node.attr
        if not isinstance(node, ast.Call):
            continue
        called = name_of(node.func)
        if called in WRITERS:
            yield called
        if called in ("open", "fdopen") and any(is_writing_mode(each) for each in values(node)):
            yield called


def values(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (keyword.value for keyword in call.keywords)


def is_writing_mode(value: ast.expr) -> bool:
    if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
        return False
    mode = value.value
    return 0 < len(mode) <= 3 and set(mode) <= set("rwxabt+") and bool(set(mode) & set("wxa+"))


def name_of(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def uses(tree: ast.Module, *names: str) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id in names)
        or (isinstance(node, ast.Attribute) and node.attr in names)
        for node in ast.walk(tree)
    )


def test_only_named_modules_write_files() -> None:
    found = {name: {*writes(tree)} for name, tree in modules("desktop", "ui", "sync/client")}
    writing = {name for name, calls in found.items() if calls}
    writing |= {"sync/carriers/boxes.py"}
    unnamed = writing - DOOR - DATA_FOLDER - SEALED
    assert unnamed == set(), {name: found[name] for name in unnamed}


def test_the_list_of_those_that_write_is_not_out_of_date() -> None:
    found = {name for name, tree in modules("desktop", "ui", "sync") if {*writes(tree)}}
    assert (DOOR | DATA_FOLDER | SEALED) - found == set()


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        (("QFileDialog",), FILE_DIALOGS),
        (("save_file",), CHOOSE_A_FILE_TO_WRITE),
        (("QPrinter", "QPrintDialog", "print_directly"), PRINTERS),
        (
            ("save_refused",),
            {"desktop/commands/roster.py", "ui/importing/page.py"},
        ),
    ],
)
def test_nobody_goes_round_the_door(names: tuple[str, ...], allowed: set[str]) -> None:
    found = {name for name, tree in modules("desktop", "ui", "sync") if uses(tree, *names)}
    assert found - allowed == set()


def test_this_test_would_see_a_writer() -> None:
    source = """
import os
def a(path): open(path, "wb").close()
def b(path): path.open("a")
def c(path): path.write_text("x")
def d(path): os.open(path, os.O_CREAT | os.O_RDWR)
def e(path): open(path, "rb"); path.open(encoding="utf-8"); open(path)
"""
    assert sorted({*writes(ast.parse(source))}) == ["O_CREAT", "O_RDWR", "open", "write_text"]
    assert not [*writes(ast.parse("open(path, 'rb'); f('w')"))]
