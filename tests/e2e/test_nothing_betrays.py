"""What people wrote is nowhere in clear: in no file, no file's name, and not at the server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.journal.rebuild import compare
from desktop.programme.vocabulary import AttendanceState, Reason, SkipReason, Stream
from desktop.services import attendance, founding, groups, people, roster_import
from desktop.services.groups import GroupEdit, NewGroup
from desktop.services.people import PersonForm
from desktop.vault.accounts import list_accounts, unlock_account
from sync.carriers import boxes
from sync.client import joining
from tests.sync.client.conftest import Laptop, ServerProcess
from tests.sync.client.test_joining import everything

STAFF = "Zafirostaff"
"""Allowed in account files and in a request: staff nicknames stand on the lock screen."""
FIELDS = (
    *("nickname", "name", "note", "locality", "phone", "editednote"),
    *("group", "place", "newplace", "theme", "site", "staffmember"),
    *("marknote", "skipnote", "importedname", "importednote"),
)
SECRETS = {name: f"Zx{n:02}{name}ñQ" for n, name in enumerate(FIELDS)}
OVERWRITTEN = {SECRETS["editednote"], SECRETS["place"]}
PHRASE = "zarzamora quebrada nunca escrita"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go, for whoever makes any."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    tempfile.tempdir = None


def test_no_word_of_anybody_is_in_clear_on_laptops_stick_server_or_temporary_folder(
    tmp_path: Path, scratch: Path, server: Callable[..., ServerProcess]
) -> None:
    a, b, stick = tmp_path / "a", tmp_path / "b", tmp_path / "stick"
    stick.mkdir()
    running = server(tmp_path / "store")
    desk = founding.found_programme(a, STAFF, PHRASE, Stream.WOMEN, SECRETS["site"])
    desk.close()
    first = Laptop(a, desk.account)
    boxes.change_server(a, running.url)
    write_everything(first, tmp_path)
    request = joining.write_request(b, STAFF + "b", PHRASE + " b", stick / "request.vrq")
    invitation = joining.invite(first.desk, a, request)
    (stick / "invitation.vri").write_bytes(invitation)
    joining.accept(b, PHRASE + " b", invitation)
    first.sync()
    assert compare(first.work, scratch) == []
    second = joined(b)
    second.sync()
    assert second.tables() == first.tables()
    assert {word for word in SECRETS.values() if word not in str(second.tables())} == OVERWRITTEN
    # While both vaults are open, with their write-ahead files; and the copy of a stick thief.
    found = [*leaks(tmp_path)]
    for laptop in (first, second):
        laptop.desk.close()
    found += leaks(tmp_path)
    assert found == []
    (tmp_path / "control").write_text(SECRETS["note"], encoding="utf-16-le")
    assert len([*leaks(tmp_path)]) == 1


def write_everything(laptop: Laptop, home: Path) -> None:
    """Every text field of every service gets a word that is found nowhere else."""
    vault = laptop.work
    group = groups.create_group(
        vault,
        NewGroup(
            name=SECRETS["group"],
            start_date=date(2026, 10, 8),
            start_minute=960,
            place=SECRETS["place"],
            sessions=3,
            themes=(SECRETS["theme"],) * 3,
        ),
    ).created[0]
    form = PersonForm(
        nickname=SECRETS["nickname"],
        name=SECRETS["name"],
        phone=SECRETS["phone"],
        note=SECRETS["note"],
        locality=SECRETS["locality"],
        reasons=(Reason.MANDATED,),
    )
    person = people.add_person(vault, form).created[0]
    people.edit_person(vault, person, PersonForm(note=SECRETS["editednote"]))
    people.edit_person(vault, person, form)
    groups.add_to_group(vault, group, [person])
    groups.add_member(vault, SECRETS["staffmember"])
    groups.edit_group(vault, group, GroupEdit(name=SECRETS["group"], place=SECRETS["newplace"]))
    sessions = groups.get_group(vault, group).sessions
    groups.skip_session(vault, sessions[2].id, SkipReason.OTHER, SECRETS["skipnote"])
    attendance.mark(vault, sessions[0].id, person, AttendanceState.PRESENT)
    attendance.write_note(vault, sessions[0].id, person, SECRETS["marknote"])
    source = home / "lista.csv"
    source.write_text(
        f"Nombre;Notas\n{SECRETS['importedname']} Clara;{SECRETS['importednote']}\n",
        encoding="utf-8",
    )
    preview = roster_import.preview(vault, source, today=date(2026, 10, 8))
    rows = [*preview.create, *preview.doubtful]
    assert len(rows) == 1
    roster_import.confirm(vault, preview, accepted=preview.doubtful)
    source.unlink()


def joined(folder: Path) -> Laptop:
    (card,) = list_accounts(folder)
    return Laptop(folder, unlock_account(folder, card.id, PHRASE + " b"))


def leaks(home: Path) -> Iterator[str]:
    """Files that hold a secret, in their bytes or their names."""
    for path, data in everything(home).items():
        words = [*SECRETS.values(), PHRASE]
        if not path.endswith((".acct", ".acct2", ".vrq")):
            words.append(STAFF)
        for word in words:
            if word in path:
                yield path
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
                if word.encode(encoding) in data:
                    yield f"{path}: {word} ({encoding})"


def test_names_of_files_and_the_small_files_tell_no_stream(tmp_path: Path, first: Laptop) -> None:
    """Neither do the courier's small files."""
    copy = Path(shutil.copytree(first.folder, tmp_path / "copy"))
    for path, data in everything(copy).items():
        for word in ("women", "men.", "mujer", "hombre", "violen", "shared"):
            assert word not in path.lower()
            if path.endswith((".json", ".key", ".key2", ".rcpt")):
                assert word.encode() not in data.lower()
