"""From a file to people in a real encrypted vault, and never twice."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

from desktop.programme.folio import is_folio
from desktop.services import groups, people
from desktop.services.people import PersonForm
from desktop.services.refusals import NotFound
from desktop.services.roster_import import confirm, preview, remove_source, save_refused
from desktop.services.roster_import.confirm import ROWS_A_COMMIT
from desktop.services.roster_import.troubles import CannotRemove, CannotSave
from desktop.trouble import Exit

TODAY = date(2026, 11, 19)
LIST = (
    "Folio,Nombre,Fecha de nac.,Tel,Motivo,Localidad,Pareja\n"
    ",Nube Alta,3/11/1984,3125550101,Platicar,El Llano,Otro\n"
    "4831,Río Hondo,1/2/1990,,Mejorar relaciones familiares,La Loma,\n"
    ",Flor Clara,1/2/90,,,,\n"
    ",,,,,,solo pareja\n"
    ",Nube Alta,3/11/1984,3125550101,Platicar,El Llano,Otro\n"
)


def many(count: int) -> str:
    return "Nombre,Localidad\n" + "".join(
        f"Nube {'a' * (n % 9)}{'bcdefgh'[n % 7]}, {n}\n" for n in range(count)
    )


def names(vault) -> list[str]:
    return sorted(line.name for line in people.list_people(vault))


def test_a_preview_sorts_the_rows_and_writes_nothing(desk, text):
    found = preview(desk.work, text(LIST), today=TODAY)
    assert [row.number for row in found.create] == [2, 3]
    assert [row.number for row in found.doubtful] == [4]
    assert [row.number for row in found.refused] == [5, 6]
    assert found.ignored == ("Pareja",)
    assert all(row.why for row in (*found.doubtful, *found.refused))
    assert names(desk.work) == []


def test_a_row_that_sounds_like_somebody_says_so_and_is_created_all_the_same(desk, text):
    people.add_person(desk.work, PersonForm(nickname="Luna", folio="7777", name="Ximena Dzul"))
    (row,) = preview(desk.work, text("Nombre\nJimena Tzul\n"), today=TODAY).create
    assert "Parece ser Luna, folio 7777." in [str(each) for each in row.why]


def test_confirming_keeps_every_field_and_nothing_of_the_unused_columns(desk, text):
    found = preview(desk.work, text(LIST), today=TODAY)
    created = confirm(desk.work, found, rng=Random(1)).created
    assert names(desk.work) == ["Nube Alta", "Río Hondo"]
    person = people.get_person(desk.work, created[0])
    assert (person.birth, person.phone, person.phone_safe) == ("1984-11-03", "312 555 0101", None)
    assert person.locality == "El Llano"
    assert person.main_reason in person.reasons
    assert is_folio(person.folio)
    assert person.nickname
    assert "Otro" not in str(person)
    assert people.get_person(desk.work, created[1]).folio == "4831"


def test_a_doubtful_row_is_created_only_when_accepted(desk, text):
    found = preview(desk.work, text(LIST), today=TODAY)
    confirm(desk.work, found, [*found.create, *found.doubtful])
    assert "Flor Clara" in names(desk.work)


def test_a_refused_row_cannot_be_slipped_in(desk, text):
    found = preview(desk.work, text(LIST), today=TODAY)
    with pytest.raises(ValueError, match="refused"):
        confirm(desk.work, found, found.refused)
    assert names(desk.work) == []


def test_confirming_twice_creates_nobody_twice(desk, text):
    found = preview(desk.work, text(LIST), today=TODAY)
    accepted = [*found.create, *found.doubtful]
    assert len(confirm(desk.work, found, accepted).created) == 3
    assert not confirm(desk.work, found, accepted)
    assert len(names(desk.work)) == 3


def test_the_same_file_again_creates_nobody(desk, text):
    path = text(LIST)
    confirm(desk.work, preview(desk.work, path, today=TODAY))
    again = preview(desk.work, path, today=TODAY)
    assert not again.create
    assert 3 in {row.number for row in again.refused}  # the folio
    assert 2 in {row.number for row in again.doubtful}  # the name and birth


def test_somebody_with_the_same_name_and_birth_is_doubted_and_can_be_accepted(desk, text):
    people.add_person(desk.work, PersonForm(name="NUBE  ALTA".replace("  ", " "), birth="1984"))
    found = preview(desk.work, text("Nombre,Fecha de nac.\nNube Alta,3/11/1984\n"), today=TODAY)
    assert not found.create
    confirm(desk.work, found, found.doubtful)
    confirm(desk.work, found, found.doubtful)
    assert len(names(desk.work)) == 2


def test_two_alike_in_one_list_are_two_when_both_are_accepted(desk, text):
    found = preview(
        desk.work, text("Nombre,Edad,Firma\nNube Alta,30,x\nNube Alta,30,y\n"), today=TODAY
    )
    accepted = [*found.create, *found.doubtful]
    assert len(accepted) == 2
    assert len(confirm(desk.work, found, accepted).created) == 2
    assert not confirm(desk.work, found, accepted)


def test_people_join_the_group_they_are_imported_into(desk, course, text):
    found = preview(desk.work, text(LIST), today=TODAY)
    changes = confirm(desk.work, found, group=course.group)
    in_group = {person.id for person in groups.get_group(desk.work, course.group).people}
    assert set(changes.created) < in_group
    with pytest.raises(NotFound):
        confirm(desk.work, found, group=bytes(16))


def test_a_cancelled_import_keeps_whole_persons_and_goes_on_when_confirmed_again(
    desk, course, text
):
    found = preview(desk.work, text(many(2 * ROWS_A_COMMIT + 30)), today=TODAY)
    rows = [*found.create, *found.doubtful]
    told: list[tuple[int, int]] = []
    first = confirm(
        desk.work,
        found,
        rows,
        group=course.group,
        progress=lambda done, total: told.append((done, total)),
        cancelled=lambda: bool(told),
    )
    assert told == [(ROWS_A_COMMIT, len(rows))]
    assert len(first.created) == ROWS_A_COMMIT
    rest = confirm(desk.work, found, rows, group=course.group)
    assert len(rest.created) == len(rows) - ROWS_A_COMMIT
    enrolled = groups.get_group(desk.work, course.group).people
    assert len(enrolled) == len(rows) + len(course.people)


KILLED = """
import sys
from datetime import date
from pathlib import Path
from desktop.services.entrance import enter
from desktop.services.roster_import import confirm, preview
from desktop.vault.accounts import list_accounts

folder, file, nickname, passphrase = sys.argv[1:]
card = next(card for card in list_accounts(Path(folder)) if card.nickname == nickname)
desk = enter(Path(folder), card.id, passphrase)
found = preview(desk.work, Path(file), today=date(2026, 11, 19))

def tell(done, total):
    print(done, flush=True)
    sys.stdin.readline()

confirm(desk.work, found, [*found.create, *found.doubtful], progress=tell)
"""


def test_an_import_killed_midway_leaves_what_it_had_told_and_finishes_later(
    laptop, seat, programme, text
):
    from tests.desktop.services.conftest import WOMEN_PASSPHRASE

    path = text(many(2 * ROWS_A_COMMIT + 30))
    arguments = [str(laptop), str(path), "Colibrí", WOMEN_PASSPHRASE]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[4],
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == str(ROWS_A_COMMIT)
        os.kill(child.pid, signal.SIGKILL)
    vault = seat(programme.women).work
    assert len(names(vault)) == ROWS_A_COMMIT
    found = preview(vault, path, today=TODAY)
    assert len(found.create) + len(found.doubtful) + len(found.refused) == 2 * ROWS_A_COMMIT + 30


def test_refused_rows_are_saved_with_reasons_and_no_live_formula(desk, text, tmp_path):
    found = preview(
        desk.work,
        text('Nombre,Nota\n,"=HYPERLINK(""http://x.invalid"")"\n,+52 312\n,@x\n,-2\n'),
        today=TODAY,
    )
    assert len(found.refused) == 4
    saved = tmp_path / "rechazados.csv"
    save_refused(found, saved)
    assert saved.read_bytes().startswith(b"\xef\xbb\xbf")
    with saved.open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = list(csv.reader(file))
    assert heading[2:] == ["Nombre", "Nota"]
    assert [row[0] for row in rows] == ["2", "3", "4", "5"]
    assert all(row[1] for row in rows)
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_refused_rows_that_were_corrected_can_be_imported(desk, text, tmp_path):
    found = preview(desk.work, text("Nombre,Tel\n,3125550101\n"), today=TODAY)
    saved = tmp_path / "rechazados.csv"
    save_refused(found, saved)
    saved.write_text(
        saved.read_text("utf-8-sig")
        .replace(",,3125550101", ",Nube Alta,3125550101")
        .replace(".,3125550101", ".,Nube Alta,3125550101"),
        "utf-8-sig",
    )
    again = preview(desk.work, saved, today=TODAY)
    assert [row.form.name for row in again.create] == ["Nube Alta"]


def test_refused_rows_that_cannot_be_saved_are_said(desk, text, tmp_path):
    found = preview(desk.work, text(LIST), today=TODAY)
    with pytest.raises(CannotSave) as caught:
        save_refused(found, tmp_path / "none" / "rechazados.csv")
    assert caught.value.exit_status is Exit.READ_ONLY


def test_the_source_is_removed_when_asked_and_a_failure_is_said(text):
    path = text(LIST)
    remove_source(path)
    assert not path.exists()
    with pytest.raises(CannotRemove):
        remove_source(path)


def test_a_list_of_thousands_is_imported_whole(desk, text):
    found = preview(desk.work, text(many(2_500)), today=TODAY)
    rows = [*found.create, *found.doubtful]
    assert len(rows) + len(found.refused) == 2_500
    assert len(confirm(desk.work, found, rows).created) == len(rows)
    folios = [line.folio for line in people.list_people(desk.work)]
    assert len(set(folios)) == len(rows)


def test_a_list_with_long_notes_is_created_whole(desk, text):
    lines = "".join(
        f"Persona {'ABCDEFGHIJ'[n // 10]}{'abcdefghij'[n % 10]},{'ñ' * 1900}\n" for n in range(90)
    )
    found = preview(desk.work, text("Nombre,Observaciones\n" + lines), today=TODAY)
    accepted = [*found.create, *found.doubtful]
    assert len(accepted) == 90
    assert len(confirm(desk.work, found, accepted).created) == 90
