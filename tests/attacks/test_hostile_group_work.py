"""What an altered laptop, a stick from a stranger or a slip of the hand can do to group work."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop.curriculum.plan_file import read_plan
from desktop.curriculum.prose import to_html
from desktop.programme.schema import BOOKING, GROUP, MATERIAL, Existing
from desktop.programme.vocabulary import AttendanceState
from desktop.records.statements import STATEMENTS, Statements
from desktop.services import attendance, group_views, rooms
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup, create_group
from desktop.services.materials import catalogue, subtitles
from desktop.services.materials.troubles import SubtitlesUnreadable
from desktop.services.refusals import WhyNeeded
from tests.desktop.services.conftest import FIRST_MEETING

HUGE = (2**31, 2**53, 2**62, -(2**40))


@pytest.fixture
def group(desk: Desk) -> bytes:
    new = NewGroup(name="Jacaranda", start_date=FIRST_MEETING, start_minute=960)
    return create_group(desk.work, new).created[0]


class Altered:
    """Reads like a draft to the journal; its values fit nothing."""

    def __init__(self, kind: Any, record: bytes, register: int, value: object) -> None:
        self.kind, self.key = kind, Existing(record)
        self._fields = {register: value}

    def fields(self) -> dict[int, object]:
        return self._fields


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_window_can_show_is_not_in_its_tables(
    desk: Desk, group: bytes, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of them as a day of the week ended the process at the list of groups."""
    when = GROUP.register_of("weekday").number
    with monkeypatch.context() as altered, desk.work.write() as journal:
        altered.setattr(Statements, "checked", lambda _self, _register, value: value)
        journal.record(cast("Any", Altered(GROUP, group, when, (number, number, number))))
    (line,) = group_views.list_groups(desk.work)
    assert (line.weekday, line.start_minute, line.minutes) == (0, 0, 0)


def test_no_service_writes_a_number_that_would_not_be_shown(desk: Desk, group: bytes) -> None:
    with pytest.raises(ValueError, match="so large"), desk.work.write() as journal:
        journal.record(GROUP.of(group, capacity=2**31))
    assert STATEMENTS[GROUP.number].checked(8, AttendanceState.LATE) == 2


@pytest.mark.parametrize("text", ["<b>x</b>", "<img src='//host/x'>", "a < b\nc"])
def test_what_people_wrote_is_no_markup_in_a_tooltip(text: str) -> None:
    from PySide6.QtGui import QTextDocument

    from ui.widgets.tips import tip

    shown = QTextDocument()
    shown.setHtml(tip(text))
    assert shown.toPlainText() == text
    assert "<img" not in tip(text)
    assert tip("Jacaranda") == "Jacaranda"


def test_every_tooltip_over_data_goes_through_the_one_that_escapes() -> None:
    """Names of constants and translated words may go straight in."""
    plain = ("_(", "accessibleName()", "words", "name)", '"', "WORDS_KEY", "tip(")
    found = [
        f"{path}: {line.strip()}"
        for path in Path("ui").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "setToolTip(" in line and not any(sign in line for sign in plain)
    ]
    assert found == []


def test_a_long_heading_of_a_plan_is_read_in_one_go() -> None:
    """The time went up with the square of the blanks: a stick could stop a laptop."""
    heading = "a" + " " * 45_000 + "b"
    plan = read_plan(f"---\ntitle: x\n---\n## {heading}\n", 1)
    assert plan.steps[0].title == "a b"
    assert to_html("**a " * 10_000).count("<b>") == 0


def test_hours_of_five_thousand_digits_are_a_wrong_line() -> None:
    times = b"9" * 5_000 + b":00:00,000 --> " + b"9" * 5_000 + b":00:01,000"
    with pytest.raises(SubtitlesUnreadable):
        subtitles.parse(b"1\n" + times + b"\nhola\n")


def test_the_end_of_a_file_name_is_never_taken_from_a_record(desk: Desk, tmp_path: Path) -> None:
    assert desk.shared is not None
    for n, suffix in enumerate(("../../evil", "exe", "a/b", "mp4")):
        sha256 = f"{n:02d}" * 32
        with desk.shared.write() as journal:
            journal.record(
                MATERIAL.child(
                    bytes.fromhex(sha256)[:16], 0, sha256=sha256, sort=1, bytes=9, suffix=suffix
                )
            )
    lines = catalogue.list_materials(desk, tmp_path)
    assert sorted(line.suffix for line in lines) == ["", "", "", "mp4"]


def test_an_old_meeting_is_not_opened_again_to_change_it_without_a_reason(
    desk: Desk, group: bytes
) -> None:
    session = group_views.get_group(desk.work, group).sessions[0].id
    attendance.finish(desk.work, session)
    with pytest.raises(WhyNeeded):
        attendance.reopen(desk.work, session, FIRST_MEETING + timedelta(days=1))
    attendance.reopen(desk.work, session, FIRST_MEETING)


def test_a_place_taken_for_years_takes_no_longer_to_settle(desk: Desk) -> None:
    """Only days that somebody here asks for are looked at, and the clash is told."""
    shared = desk.shared
    assert shared is not None
    venue = rooms.add_venue(shared, "Casa Ejidal", "Comala").created[0]
    new = NewGroup(
        name="Ceiba",
        start_date=FIRST_MEETING,
        start_minute=960,
        venue=venue,
        place="Casa Ejidal",
    )
    create_group(desk.work, new)
    with shared.write() as journal:
        for n in range(400):
            on = (FIRST_MEETING + timedelta(days=n)).toordinal()
            journal.record(BOOKING.child(venue, on, holder="ab" * 16))
        journal.record(BOOKING.child(venue, date.max.toordinal(), holder="cd" * 16))
        journal.record(BOOKING.child(venue, 2**50, holder="ef" * 16))
    assert not rooms.settle(desk, FIRST_MEETING)
    clashes = rooms.clashes(desk, FIRST_MEETING)
    assert len(clashes) == len(group_views.get_group(desk.work, clashes[0].group).sessions)


def test_a_table_shows_its_row_as_text_and_its_tooltip_as_the_same_text() -> None:
    from PySide6.QtCore import Qt

    from ui.widgets.table import RowsModel

    model: RowsModel[SimpleNamespace] = RowsModel([("x", lambda row: row.name)])
    model.show([SimpleNamespace(name="<b>Luna</b>")])
    index = model.index(0, 0)
    assert model.data(index) == "<b>Luna</b>"
    assert "<b>" not in model.data(index, Qt.ItemDataRole.ToolTipRole)
