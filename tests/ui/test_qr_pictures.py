from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from sync.client.qr_parts import CODE_MAX_BYTES, Gathering, Seen, split
from tests.ui.optics import Shot, on_screen, photo
from ui.qr.draw import QUIET_MODULES, modules
from ui.qr.pictures import FILE_MAX_BYTES, NoPicture, codes_in, codes_in_file

pytestmark = pytest.mark.usefixtures("qapp")

FULL = split(random.Random(3).randbytes(5 * CODE_MAX_BYTES))[0]
"""A part as large as they get: 85 squares a side."""

MIRROR = QTransform().scale(-1, 1)

CAMERAS = {
    "as it shows": Shot(),
    "upside down": Shot(turned=180),
    "turned": Shot(turned=33, fills=0.7),
    "leaning": Shot(leaning=25, turned=4, fills=0.9),
    "blurred": Shot(blur=1.6, fills=0.95),
    "grainy": Shot(grain=0.3, seed=5),
    "pale": Shot(fog=0.6, grain=0.08),
    "far": Shot(fills=0.6, grain=0.08),
    "all at once": Shot(turned=-7, leaning=12, blur=1.25, grain=0.12, fog=0.3, fills=0.92),
    "HD": Shot(1280, 720, 0.6, turned=5, leaning=10, blur=1.5, grain=0.15),
    "telephone": Shot(4000, 3000, 0.5, turned=12, leaning=15, blur=3, grain=0.1),
}


@pytest.mark.parametrize("shot", CAMERAS.values(), ids=CAMERAS)
def test_a_full_code_is_read_through_a_poor_camera(shot: Shot, tmp_path: Path) -> None:
    taken = photo(on_screen(FULL), shot)
    path = tmp_path / "foto.jpg"
    taken.save(str(path), quality=70)
    assert codes_in_file(path) == [FULL]


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=1, max_size=CODE_MAX_BYTES))
def test_any_bytes_come_back_as_they_were(code: bytes) -> None:
    assert codes_in(on_screen(code)) == [code]


def test_a_camera_that_shows_everything_as_in_a_mirror_reads_too() -> None:
    assert codes_in(photo(on_screen(FULL), Shot(fills=0.95)).transformed(MIRROR)) == [FULL]


def test_drawing_and_reading_are_loaded_when_first_used() -> None:
    """Whoever never needs a code must not wait for it at the start."""
    pages = "ui.pages.welcome.page, ui.pages.team.page, ui.window"
    late = "{'segno', 'zxingcpp', 'PySide6.QtMultimedia', 'ui.qr.reading'}"
    look = f"import sys, {pages}; sys.exit(len({late} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", look], check=True, timeout=60)


def test_a_request_is_read_from_a_third_of_a_picture() -> None:
    request = split(random.Random(4).randbytes(200))[0]
    assert codes_in(photo(on_screen(request), Shot(fills=0.4, grain=0.08))) == [request]


def test_every_part_of_a_file_is_read_back_and_the_whole_is_the_same() -> None:
    data = random.Random(5).randbytes(2_400)
    gathering = Gathering()
    for number, part in enumerate(split(data)):
        shot = Shot(turned=number * 7 - 10, leaning=number * 4, grain=0.1, seed=number)
        for code in codes_in(photo(on_screen(part), shot)):
            gathering.take(code)
    assert gathering.whole == [data]


def test_two_codes_in_one_photo_are_both_read() -> None:
    parts = split(random.Random(6).randbytes(900))
    both = QImage(900, 440, QImage.Format.Format_RGB32)
    both.fill(0)
    painter = QPainter(both)
    for number, part in enumerate(parts):
        painter.drawImage(10 + number * 450, 10, on_screen(part))
    painter.end()
    assert sorted(codes_in(both)) == sorted(parts)


def test_the_code_of_something_else_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "cartel.png"
    segno.make_qr("https://example.org/menu").save(str(path), scale=6)
    codes = codes_in_file(path)
    assert len(codes) == 1
    gathering = Gathering()
    assert gathering.take(codes[0]) is Seen.FOREIGN


def test_white_lies_around_the_squares_and_all_are_whole_pixels() -> None:
    side = 403
    image = on_screen(FULL, side)
    count = len(modules(FULL))
    size = side // (count + 2 * QUIET_MODULES)
    colours = {image.pixelColor(x, y).name() for x in range(side) for y in range(0, side, 7)}
    assert colours == {"#000000", "#ffffff"}
    edge = QUIET_MODULES * size
    for at in range(edge):
        assert all(image.pixelColor(x, at).name() == "#ffffff" for x in range(side))


@pytest.mark.qt_log_ignore("Invalid JPEG")
def test_only_photos_are_opened(tmp_path: Path, qapp: QApplication) -> None:
    drawing = tmp_path / "dibujo.png"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    cut = tmp_path / "cortada.jpg"
    on_screen(FULL).save(str(tmp_path / "entera.jpg"))
    cut.write_bytes((tmp_path / "entera.jpg").read_bytes()[:200])
    empty = tmp_path / "vacia.png"
    empty.write_bytes(b"")
    gif = tmp_path / "otra.png"
    gif.write_bytes(b"GIF89a\1\0\1\0\0\0\0;")
    large = tmp_path / "enorme.png"
    with large.open("wb") as file:
        file.truncate(FILE_MAX_BYTES + 1)
    for path in (drawing, cut, empty, gif, large, tmp_path, tmp_path / "no.png"):
        with pytest.raises(NoPicture):
            codes_in_file(path)
