"""A scan never says what the paper does not: whatever is not beyond doubt is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.programme.row_codes import NEWCOMERS
from desktop.programme.vocabulary import AttendanceState
from desktop.services import attendance, paper_sheets
from desktop.services.paper_sheets import ON_PAPER
from desktop.services.sheet_reading import layout
from desktop.services.sheet_reading.boxes import Ink
from desktop.services.sheet_reading.grey import Grey
from desktop.services.sheet_reading.reading import ReadPage, UnreadableSheet, read
from tests.e2e.stage import Play
from tests.ui.conftest import THIRTY, Demonstration
from tests.ui.looking import dialog, dialogs, every_text
from tests.ui.scanned_sheets import CLEAR, Scan, scanned
from ui.pages.sheet.deciding import DecideDialog
from ui.pages.sheet.page import SheetPage
from ui.printing import pdf_of
from ui.sheets.draw import printable
from ui.sheets.pictures import grey_of, pictures_of
from ui.sheets.scanning import pages_of
from ui.widgets.erase import EraseDialog

SHEETS = 60
REFUSED_MAX = 2
SURE_MIN = 0.75
CLEAR_SURE_MIN = 0.9


def looked_at(scan: Scan) -> ReadPage:
    return read(scan.grey, lambda code: scan.pages if code == scan.pages[0].code else None)


def test_no_mark_is_read_wrong_silently_on_sixty_sheets(qapp: QApplication) -> None:
    sure: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    refused = 0
    for seed in range(SHEETS):
        scan = scanned(seed)
        try:
            found = looked_at(scan).rows
        except UnreadableSheet:  # a streak right through its code
            refused += 1
            continue
        for row, meant, kind in zip(found, scan.meant, scan.kinds, strict=True):
            rows[kind] += 1
            sure[kind] += row.state is not None
            assert row.state in (None, meant), (seed, row.place, kind)
    assert refused <= REFUSED_MAX
    marked = sum(count for kind, count in rows.items() if kind != "none")
    assert sum(sure.values()) / marked > SURE_MIN
    assert sum(sure[kind] for kind in CLEAR) / sum(rows[kind] for kind in CLEAR) > CLEAR_SURE_MIN


@pytest.mark.parametrize("turned", [90.0, 180.0, 270.0])
def test_it_does_not_matter_which_side_is_up(qapp: QApplication, turned: float) -> None:
    scan = scanned(5, hard=0.0, turned=180.0 if turned == 180.0 else 0.0)
    grey = scan.grey if turned == 180.0 else quarter(scan.grey, turned == 90.0)
    page = read(grey, lambda _code: scan.pages)
    states = [row.state for row in page.rows]
    assert all(state in (None, meant) for state, meant in zip(states, scan.meant, strict=True))
    assert sum(state is not None for state in states) > THIRTY * SURE_MIN


def quarter(grey: Grey, clockwise: bool) -> Grey:
    columns = [grey.data[x :: grey.width] for x in range(grey.width)]
    if clockwise:
        turned = b"".join(column[::-1] for column in columns)
    else:
        turned = b"".join(reversed(columns))
    return Grey(turned, grey.height, grey.width)


def test_an_empty_sheet_as_it_left_the_printer_asks_about_every_row(qapp: QApplication) -> None:
    pages = layout.pages("BCD23F", [str(number) for number in range(10, 40)])
    image = picture_of(pdf_of(printable(pages, demo=True)))
    page = read(grey_of(image), lambda _code: pages)
    assert all(row.blank for row in page.rows)
    assert all(row.state is None for row in page.rows)


def picture_of(pdf: bytes) -> QImage:
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        return pictures_of(Path(file.name))[0]


@pytest.mark.parametrize("corner", range(4))
def test_a_sheet_without_one_of_its_corners_is_not_guessed(qapp: QApplication, corner: int) -> None:
    scan = scanned(7, hard=0.0)
    wide, high = 190, 340 if corner in (2, 3) else 190
    left = scan.image.width() - wide if corner in (1, 2) else 0
    top = scan.image.height() - high if corner in (2, 3) else 0
    painter = QPainter(scan.image)
    painter.fillRect(QRect(left, top, wide, high), Qt.GlobalColor.white)
    painter.end()
    with pytest.raises(UnreadableSheet):
        looked_at(scan)


def test_a_row_that_was_covered_is_asked(qapp: QApplication) -> None:
    scan = scanned(9, hard=0.0)
    before = looked_at(scan).rows[12]
    painter = QPainter(scan.image)
    strip = before.strip
    painter.fillRect(QRect(strip.left, strip.top, strip.width, strip.height), Qt.GlobalColor.white)
    painter.end()
    assert looked_at(scan).rows[12].state is None
    assert Ink.UNSURE in looked_at(scan).rows[12].ink


def test_what_is_no_sheet_or_another_groups_says_so(qapp: QApplication) -> None:
    scan = scanned(3)
    with pytest.raises(UnreadableSheet):
        read(scan.grey, lambda _code: None)
    with pytest.raises(UnreadableSheet):
        read(Grey(bytes([200]) * 40_000, 200, 200), lambda _code: scan.pages)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 nothing", b"\x89PNG\r\n\x1a\nnothing", b"hola"])
def test_a_file_that_is_no_scan_says_so(qapp: QApplication, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "escaneo.png"
    path.write_bytes(data)
    with pytest.raises(UnreadableSheet):
        pictures_of(path)


def test_every_box_of_the_largest_sheet_lies_between_its_corners() -> None:
    rows = [str(number) for number in range(layout.ROWS_MAX)]
    for count in (1, 10, layout.ROWS_MAX):
        (page,) = layout.pages("BCD23F", rows[:count])
        boxes = [page.box(row, column) for row in range(count) for column in range(len(ON_PAPER))]
        for box in boxes:
            assert box.x > 0
            assert box.x + box.width < layout.WIDTH_MM
            assert layout.MACHINE_CODE.y + layout.MACHINE_CODE.height < box.y
            assert box.y + box.height < layout.HEIGHT_MM
            assert box.height > 4
    several = layout.pages("BCD23F", [str(number) for number in range(layout.ROWS_MAX + 1)])
    assert [page.first for page in several] == [0, len(several[0].rows)]
    with pytest.raises(ValueError, match="rows"):
        layout.pages("BCD23F", ["x"] * 400)


def test_a_scan_is_read_decided_kept_and_deleted(
    play: Play,
    demonstration: Demonstration,
    laptop: Path,
    on_disk: Callable,
    tmp_path: Path,
) -> None:
    desk = play.window.desk
    assert desk is not None
    session = demonstration.sessions[0]
    made = paper_sheets.new_sheet(desk.work, session, Random(4)).created[0]
    paper = paper_sheets.get(desk.work, made)
    scan = scanned(11, pages=pages_of(paper))
    # The laptop says something already, and not what the paper says.
    first = paper.rows[0].participant
    attendance.mark(desk.work, session, first, AttendanceState.SUSPENDED)
    path = tmp_path / "escaneo.png"
    assert scan.image.save(str(path))
    play.resize(1366, 768)
    play.show("sheet", session)
    assert play.window.shell is not None
    page = play.window.shell.current
    assert isinstance(page, SheetPage)
    page.read(path)
    play.until("the scan", lambda: bool(dialogs()))
    asked = dialog()
    assert isinstance(asked, DecideDialog)
    assert first in [doubt.participant for doubt in asked._found.doubts]
    assert not asked.primary.isEnabled()
    assert "En esta computadora ya dice: Suspensión." in every_text(asked)
    person = {row.participant: place for place, row in enumerate(paper.rows)}
    while asked.asking.isVisible():
        doubt = asked._open[asked._at]
        assert not doubt.picture.isNull()
        meant = scan.meant[person[doubt.participant]]
        if meant is None:
            asked.leave_open.click()
        else:
            letters = dict(zip(ON_PAPER, "PTNJSX", strict=True))
            QTest.keyClicks(asked, letters[meant])
    with on_disk(laptop) as other:
        kept = attendance.sheet(other.work, session)
        assert kept.marked == 1, "nothing is kept before the end"
    asked.primary.click()
    play.settle()
    with on_disk(laptop) as other:
        lines = {x.participant: x.state for x in attendance.sheet(other.work, session).lines}
    for row, meant in zip(paper.rows, scan.meant, strict=False):
        if meant is not None:
            assert lines[row.participant] is meant, row.code
    erase = dialog()
    assert isinstance(erase, EraseDialog)
    erase.primary.click()
    play.settle()
    assert not path.exists()
    assert NEWCOMERS
