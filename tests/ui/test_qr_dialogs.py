"""The two dialogs about QR codes: what is shown, and what is read from photos."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop import i18n
from sync.client.invitation import INVITATION_MAGIC, REQUEST_MAGIC
from sync.client.qr_parts import PART_BYTES, PARTS_MAX, TooLongForCodes, split
from tests.ui.looking import dialogs, reachable
from tests.ui.optics import Shot, on_screen, photo
from tests.ui.photographer import choose_photos, looked, pictures_of, press, until
from tests.ui.test_reach import clipped, named, spoken
from ui.qr.camera import NONE_THERE, NoCamera
from ui.qr.pictures import codes_in
from ui.qr.reading import ReadQrDialog
from ui.qr.showing import ShowQrDialog
from ui.qr.view import SIDE_MIN_PX
from ui.theme import Theme, use

# --- what is shown --------------------------------------------------------------------


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1024, 560)
    made.show()
    yield made
    made.deleteLater()
    qapp.processEvents()


def test_the_codes_turn_by_themselves_pause_and_step_by_keyboard(window: QWidget) -> None:
    show = ShowQrDialog(window, "Título", "Cómo", bytes(2 * PART_BYTES) + b"x")
    show.open()
    view = show.view
    assert show.focusWidget() is view
    assert view._timer.isActive()
    view._timer.timeout.emit()
    assert show.number.text() == "Parte 2 de 3"
    press(Qt.Key.Key_Space)
    assert not view._timer.isActive()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert show.number.text() == "Parte 1 de 3"
    press(Qt.Key.Key_Left)
    assert show.number.text() == "Parte 3 de 3"
    press(Qt.Key.Key_Space)
    assert view._timer.isActive()
    show.hide()
    assert not view._timer.isActive()
    show.reject()


def test_one_code_stands_still_and_says_nothing_of_parts(window: QWidget) -> None:
    show = ShowQrDialog(window, "Título", "Cómo", b"x")
    show.open()
    assert not show.view._timer.isActive()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right):
        press(key)
    assert (show.view.at, show.view._timer.isActive()) == (0, False)
    assert not show.pause.isVisible()
    assert not show.number.isVisible()
    show.reject()


def test_too_many_codes_are_refused_in_three_sentences_and_the_stick_is_named(
    window: QWidget,
) -> None:
    with pytest.raises(TooLongForCodes) as refused:
        ShowQrDialog(window, "Título", "Cómo", bytes(PARTS_MAX * PART_BYTES + 1))
    assert "memoria" in str(refused.value.next_step)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_at_the_smallest_size_no_word_is_cut_and_the_code_never_scrolls(
    qapp: QApplication, window: QWidget, language: str, scale: float
) -> None:
    i18n.install(language)
    use(Theme("light", scale), qapp)
    try:
        data = file(9, 2_000)
        show = ShowQrDialog(window, "Título", "Cómo se muestra, dicho en una línea larga.", data)
        show.open()
        qapp.processEvents()
        assert not clipped(show)
        assert not [named(each) for each in reachable(show) if not spoken(each)]
        assert not show.area.isAncestorOf(show.view)
        assert min(show.view.width(), show.view.height()) >= SIDE_MIN_PX
        assert codes_in(show.view.grab().toImage()) == [split(data)[0]]
        show.reject()
        read = ReadQrDialog(window, "Título", "Cómo se lee.", REQUEST_MAGIC, "Es otra cosa.")
        read.open()
        read._on_no_camera(NoCamera(NONE_THERE))
        qapp.processEvents()
        assert not clipped(read)
        assert not [named(each) for each in reachable(read) if not spoken(each)]
        read.reject()
    finally:
        i18n.install("es")
        use(Theme(), qapp)


# --- what is read ---------------------------------------------------------------------


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "tarjeta de fotos"
    folder.mkdir()
    return folder


@pytest.fixture
def read(window: QWidget) -> Iterator[ReadQrDialog]:
    made = ReadQrDialog(window, "Título", "Cómo", REQUEST_MAGIC, "Es otra cosa.")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # it is looked at afterwards
    made.open()
    yield made
    made.reject()


def file(seed: int, size: int = 700, magic: bytes = REQUEST_MAGIC) -> bytes:
    return magic + random.Random(seed).randbytes(size)


def test_what_no_photo_shows_is_told_and_what_was_read_stays(
    read: ReadQrDialog, qapp: QApplication, card: Path
) -> None:
    data = file(1)
    photos = pictures_of(data, card)
    desk, poster, note = card / "mesa.png", card / "cartel.png", card / "nota.jpg"
    photo(on_screen(b"x"), Shot(fills=0.02)).save(str(desk))
    segno.make_qr("https://example.org").save(str(poster), scale=5)
    note.write_bytes(b"no es una foto")
    choose_photos(read, photos[0], desk, poster, note)
    until(qapp, "the photos", lambda: looked(read))
    assert read.here.text() == "1 de 2 partes"
    assert read.missing.text() == "Faltan: 2"
    for words in ("Sin código entero: 1", "png o jpg: 1", "de otra cosa"):
        assert words in read.note.text()
    assert read.focusWidget() is read.primary
    choose_photos(read, photos[1])
    until(qapp, "the file", lambda: read.found == data)
    assert not read.isVisible()


def test_the_photos_of_two_files_are_not_chosen_between(
    read: ReadQrDialog, qapp: QApplication, card: Path
) -> None:
    one, other = file(2), file(3)
    mixed = [*pictures_of(one, card), *pictures_of(other, card)]
    choose_photos(read, *mixed)
    until(qapp, "the photos", lambda: looked(read))
    assert read.found == b""
    assert "dos archivos distintos" in read.problem.text()
    # A stray photo of another one does no harm, and is mentioned.
    choose_photos(read, mixed[0], mixed[2], mixed[1])
    until(qapp, "the file", lambda: read.found == one)


def test_the_code_of_the_other_kind_is_told_for_what_it_is(
    read: ReadQrDialog, qapp: QApplication, card: Path
) -> None:
    choose_photos(read, *pictures_of(file(4, 90, INVITATION_MAGIC), card))
    until(qapp, "the photos", lambda: looked(read))
    assert read.problem.text() == "Es otra cosa."
    data = file(5, 90)
    choose_photos(read, *pictures_of(data, card))
    until(qapp, "the file", lambda: read.found == data)


def test_nothing_that_was_read_is_written(
    read: ReadQrDialog, qapp: QApplication, card: Path, tmp_path: Path
) -> None:
    photos = pictures_of(file(6), card)
    before = sorted(tmp_path.rglob("*"))
    choose_photos(read, *photos)
    until(qapp, "the file", lambda: bool(read.found))
    assert sorted(tmp_path.rglob("*")) == before


def test_given_up_while_a_photo_is_looked_at_nothing_answers(
    read: ReadQrDialog, card: Path
) -> None:
    photos = pictures_of(file(7), card)
    choose_photos(read, *photos)
    press(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert read.found == b""
    assert not dialogs()
