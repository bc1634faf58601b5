"""The camera's way in. Where Qt's media part is not installed only the refusal can be tested."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sync.client.invitation import INVITATION_MAGIC
from sync.client.qr_parts import split
from tests.ui.optics import Shot, on_screen, photo
from tests.ui.photographer import until
from ui.qr import camera
from ui.qr.reading import ReadQrDialog

# What Qt's media part says of a machine without sound and graphics.
pytestmark = pytest.mark.qt_log_ignore("Couldn't", "No RHI backend", extend=True)

INVITATION = INVITATION_MAGIC + random.Random(8).randbytes(1_500)


@pytest.fixture
def read(qapp: QApplication) -> Iterator[ReadQrDialog]:
    window = QWidget()
    window.resize(1024, 560)
    window.show()
    made = ReadQrDialog(window, "Título", "Cómo", INVITATION_MAGIC, "Es otra cosa.")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.open()
    yield made
    made.reject()
    window.deleteLater()
    qapp.processEvents()


@pytest.mark.parametrize(
    ("module", "why"),
    [(None, camera.NOT_INSTALLED), ("no camera", camera.NONE_THERE)],
)
def test_without_a_camera_the_button_says_why_and_the_photos_are_next(
    read: ReadQrDialog, monkeypatch: pytest.MonkeyPatch, module: str | None, why: Any
) -> None:
    if module is None:
        monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    else:
        pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    read.use_camera.setFocus()
    QTest.keyClick(read.use_camera, Qt.Key.Key_Space)
    assert str(why) in read.problem.text()
    assert "fotos" in read.problem.text()
    assert "memoria" in read.problem.text()
    assert read.focusWidget() is read.primary
    assert not read.camera.on
    assert not read.preview.isVisible()


# --- frames, through the sink that a camera would fill ---------------------------------


@pytest.fixture
def sink(read: ReadQrDialog, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Qt's own camera, session and sink, of a device that says it is there and sends nothing."""
    media = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)

    class Device(media.QCameraDevice):  # type: ignore[misc, name-defined]
        def isNull(self) -> bool:  # noqa: N802 (Qt's name)
            return False

    monkeypatch.setattr(media.QMediaDevices, "defaultVideoInput", staticmethod(Device))
    return lambda: read.camera._parts[2]


def show_to(sink: Callable[[], Any], code: bytes, shot: Shot) -> None:
    from PySide6.QtMultimedia import QVideoFrame

    sink().setVideoFrame(QVideoFrame(photo(on_screen(code), shot)))


def test_frames_are_gathered_until_the_file_is_whole_and_none_is_kept(
    read: ReadQrDialog, sink: Callable[[], Any], qapp: QApplication, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    read.use_camera.click()
    assert read.preview.isVisible()
    parts = split(INVITATION)
    for number, part in enumerate([parts[-1], *reversed(parts)]):
        show_to(sink, part, Shot(turned=number * 5, leaning=8, grain=0.1, seed=number))
        until(qapp, "the frame", lambda: not read._eyes.busy)
    assert read.found == INVITATION
    assert not read.camera.on
    assert read.preview.image.isNull()
    assert sorted(tmp_path.rglob("*")) == before


def test_while_one_frame_is_looked_at_the_others_go_by(
    read: ReadQrDialog, sink: Callable[[], Any], qapp: QApplication
) -> None:
    read.use_camera.click()
    for part in split(INVITATION):
        show_to(sink, part, Shot())
    assert read._eyes._waiting == 1
    until(qapp, "the frame", lambda: not read._eyes.busy)
    assert read.here.text() == "1 de 4 partes"


def test_covered_or_switched_off_the_camera_does_not_look(
    read: ReadQrDialog, sink: Callable[[], Any], qapp: QApplication
) -> None:
    for stop in (read.use_camera.click, read.hide):
        read.use_camera.click()
        show_to(sink, split(INVITATION)[0], Shot())
        until(qapp, "the frame", lambda: not read._eyes.busy)
        assert not read.preview.image.isNull()
        before = sink()
        stop()
        assert not read.camera.on
        assert read.preview.image.isNull()
        show_to(lambda kept=before: kept, split(INVITATION)[1], Shot())
        assert not read._eyes.busy


def test_a_camera_that_goes_away_is_told_and_the_parts_stay(
    read: ReadQrDialog, sink: Callable[[], Any], qapp: QApplication
) -> None:
    read.use_camera.click()
    show_to(sink, split(INVITATION)[0], Shot())
    until(qapp, "the frame", lambda: not read._eyes.busy)
    device = read.camera._parts[0]
    device.errorOccurred.emit(type(device).Error.CameraError, "unplugged")
    qapp.processEvents()
    assert str(camera.NO_ANSWER) in read.problem.text()
    assert read.here.text() == "1 de 4 partes"
    assert not read.preview.isVisible()


def test_an_empty_frame_is_no_code(qapp: QApplication) -> None:
    media = pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    image, codes = camera.look(media.QVideoFrame().toImage())
    assert image.isNull()
    assert codes == []
