"""Every model behaves as Qt's own model tester demands, also while its rows change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.programme.vocabulary import AttendanceState, SessionState
from desktop.services.attendance import Line, Sheet
from desktop.services.people import PersonLine
from desktop.services.roster_import import preview
from desktop.services.roster_import.preview import Preview
from tests.e2e.rosters import untidy_csv
from tests.e2e.stage import Play
from ui.pages.people.import_model import PreviewModel
from ui.pages.people.model import PeopleModel
from ui.roll.model import LINE_ROLE, SAVING_ROLE, RollModel
from ui.widgets.table import RowsModel


def line(number: int, state: AttendanceState | None = None) -> Line:
    return Line(bytes([number]) * 16, f"{1000 + number}", f"Ola {number}", state, None, "", False)


def sheet(*lines: Line) -> Sheet:
    return Sheet(
        session=b"s" * 16,
        group=b"g" * 16,
        group_name="Grupo Manglar",
        ordinal=1,
        sessions=25,
        theme="",
        date=date(2026, 11, 19),
        start_minute=960,
        minutes=150,
        place="",
        state=SessionState.PLANNED,
        lead="",
        colead="",
        lead_id=None,
        colead_id=None,
        lines=lines,
    )


def test_the_attendance_model_keeps_its_promises_to_views(qtmodeltester: Any, qapp: Any) -> None:
    model = RollModel()
    qtmodeltester.check(model)
    first, second, third = line(1), line(2, AttendanceState.LATE), line(3)
    model.show(sheet(first, second))
    model.begin(first.participant, AttendanceState.PRESENT)
    assert model.index(0).data(SAVING_ROLE)
    model.show(sheet(first, second, third))
    assert model.index(0).data(LINE_ROLE).state is AttendanceState.PRESENT
    model.end(first.participant)
    assert not model.saving
    model.show(sheet(replace(first, state=AttendanceState.PRESENT), third))
    assert (model.rowCount(), model.marked) == (2, 1)
    model.clear()
    assert model.closed


def test_two_taps_on_one_person_show_as_saved_after_the_second(qapp: Any) -> None:
    model = RollModel()
    model.show(sheet(line(1)))
    person = line(1).participant
    model.begin(person, AttendanceState.PRESENT)
    model.begin(person, AttendanceState.ABSENT)
    model.end(person)
    assert model.saving
    model.show(sheet(line(1, AttendanceState.PRESENT)))
    assert model.line(0).state is AttendanceState.ABSENT
    model.end(person)
    assert not model.saving


def test_the_model_of_plain_rows_keeps_its_promises_to_views(qtmodeltester: Any, qapp: Any) -> None:
    model: RowsModel[tuple[str, int]] = RowsModel(
        (("Grupo", lambda row: row[0]), ("Personas", lambda row: str(row[1])))
    )
    qtmodeltester.check(model)
    model.show([("Jacaranda", 8), ("Castaño", 12)])
    assert model.index(1, 1).data() == "12"
    model.show([])
    assert model.rowCount() == 0


def test_the_people_model_keeps_its_promises_to_views_while_searching(
    qtmodeltester: Any, qapp: Any
) -> None:
    model = PeopleModel()
    qtmodeltester.check(model)
    names = ("Río", "Maíz", "Colibrí", "Peña")
    model.put(
        [
            PersonLine(bytes([n]) * 16, f"{n}", name, "", "Grupo", folded)
            for n, (name, folded) in enumerate(
                zip(names, ("rio", "maiz", "colibri", "pena"), strict=True)
            )
        ]
    )
    for text, left in (("ri", 2), ("PEÑA", 1), ("río x", 0), ("", 4)):
        model.search(text)
        assert model.rowCount() == left, text


@pytest.fixture
def found(play: Play, tmp_path: Path) -> Preview:
    assert play.window.desk is not None
    return preview(
        play.window.desk.work, untidy_csv(tmp_path / "lista.csv"), today=date(2026, 11, 19)
    )


def test_the_preview_model_keeps_its_promises_and_refuses_a_tick_on_refused_rows(
    qtmodeltester: Any, found: Preview
) -> None:
    from PySide6.QtCore import Qt

    model = PreviewModel()
    qtmodeltester.check(model)
    model.put(found)
    role = Qt.ItemDataRole.CheckStateRole
    ticked = Qt.CheckState.Checked
    for row, choice in enumerate(model.rows):
        if choice.kind == "refused":
            assert not model.setData(model.index(row, 0), ticked, role)
            assert not model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsUserCheckable
        if choice.kind == "doubtful":
            assert not choice.accepted
            assert model.setData(model.index(row, 0), ticked, role)
            assert choice.accepted
    assert len(model.accepted) == len(found.create) + len(found.doubtful)
