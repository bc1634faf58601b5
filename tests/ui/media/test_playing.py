"""Materials are shown inside the app; what is heard and seen ends with the window."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop.services.materials.store import store_of
from desktop.services.materials.troubles import DamagedMaterial
from tests.ui.conftest import Demonstration
from tests.ui.looking import dialog, dialogs, every_text
from tests.ui.media.conftest import Library
from ui.media import headphones
from ui.media.headphones import HeadphonesDialog
from ui.media.parts import PartMissing
from ui.media.play import play as show
from ui.media.stage import Stage
from ui.page import Page

pytestmark = [
    # What Qt's media part says of a machine without sound and graphics.
    pytest.mark.qt_log_ignore(
        "Couldn't", "No RHI backend", "No audio", "No HW", "PulseAudio", "Could not", extend=True
    ),
]

Shown = Callable[..., Stage]


@pytest.fixture(autouse=True)
def media() -> None:
    pytest.importorskip("PySide6.QtMultimedia", exc_type=ImportError)
    pytest.importorskip("PySide6.QtPdf", exc_type=ImportError)


def stages() -> list[Stage]:
    every = QApplication.topLevelWidgets()
    return [each for each in every if isinstance(each, Stage) and not each.over]


def page_of(library: Library) -> Page:
    assert library.play.window.shell is not None
    return library.play.window.shell.current


@pytest.fixture
def shown(library: Library, demonstration: Demonstration) -> Iterator[Shown]:
    """Open a material by its title, in a meeting, and answer the question with a yes."""

    def open_it(title: str, answer: str = "sound", session: bool = True) -> Stage:
        meeting = demonstration.sessions[0] if session else None
        show(page_of(library), library.lines[title].id, meeting)
        library.play.settle()
        if dialogs():
            asked = dialog()
            assert isinstance(asked, HeadphonesDialog)
            if answer == "silent":
                asked._on_silent()
            else:
                asked.primary.click()
        library.play.settle()
        (stage,) = stages()
        return stage

    yield open_it
    for each in stages():
        each.close()
    library.play.settle()


def colour(stage: Stage) -> QColor:
    screen = stage.screen_
    image = screen.grab().toImage()
    return image.pixelColor(QPoint(screen.width() // 2, screen.height() // 2))


def seconds_noted(library: Library) -> list[tuple[int, int]]:
    desk = library.play.window.desk
    assert desk is not None
    with desk.work.read() as connection:
        rows = connection.exec_driver_sql("SELECT seconds, times FROM shown").all()
    return [(row[0], row[1]) for row in rows]


# --- what is shown -----------------------------------------------------------------------


def test_a_film_plays_from_the_encrypted_file_seeks_and_shows_its_subtitles(
    library: Library, shown: Shown
) -> None:
    stage = shown("El camino")
    play = library.play
    play.until("a frame", lambda: not stage.screen_.image.isNull())
    play.until("its length", lambda: stage.tape.length_ms == 3000)
    stage.words.setCurrentIndex(1)
    stage.pause()
    stage._seek(2600)
    play.until("the place", lambda: stage.tape.at_ms >= 2600)
    play.until("the words", lambda: stage.caption.text() == "Adiós")
    QTest.keyClick(stage, Qt.Key.Key_Left)
    play.until("the place before", lambda: stage.tape.at_ms == 0)
    play.until("the words before", lambda: stage.caption.text() == "Hola")
    play.until("the first frame", lambda: colour(stage).hue() in (*range(12), *range(348, 360)))
    assert not stage.playing
    QTest.keyClick(stage, Qt.Key.Key_Space)
    play.until("it goes on", lambda: stage.playing)
    QTest.keyClick(stage, Qt.Key.Key_Space)
    play.until("it stands", lambda: not stage.playing)


def test_another_language_goes_on_at_the_same_moment(library: Library, shown: Shown) -> None:
    stage = shown("El camino")
    play = library.play
    play.until("its length", lambda: stage.tape.length_ms == 3000)
    stage.pause()
    stage._seek(1500)
    play.until("the place", lambda: stage.tape.at_ms >= 1500)
    assert [stage.language.itemText(at) for at in range(2)] == ["Español", "Náhuatl"]
    stage.language.setCurrentIndex(1)
    play.until("the other film", lambda: stage.tape.length_ms == 4000)
    play.until("the same place", lambda: stage.tape.at_ms >= 1500)
    assert stage.name.text() == "Ohtli"


def test_a_picture_fills_the_stage_and_counts_as_shown(library: Library, shown: Shown) -> None:
    stage = shown("El círculo")
    assert not dialogs()
    assert colour(stage) == QColor(0x90, 0x90, 0x90)
    stage._shown_ms = 7_000
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    library.play.settle()
    assert not stages()
    assert seconds_noted(library) == [(7, 1)]


def test_a_pdf_is_turned_by_the_arrows_and_made_larger(library: Library, shown: Shown) -> None:
    stage = shown("Hoja de acuerdos")
    assert stage.where.text() == "1 de 2"
    assert colour(stage).name() == "#ffffff" or colour(stage).name() == "#205040"
    before = stage.screen_.image.width()
    QTest.keyClick(stage, Qt.Key.Key_Right)
    assert stage.where.text() == "2 de 2"
    QTest.keyClick(stage, Qt.Key.Key_Plus)
    assert stage.screen_.image.width() > before
    QTest.keyClick(stage, Qt.Key.Key_Right)
    assert stage.where.text() == "2 de 2"


def test_the_window_of_a_film_says_nothing_in_its_title(library: Library, shown: Shown) -> None:
    for title in ("El camino", "Lluvia", "El círculo", "Hoja de acuerdos"):
        assert shown(title).windowTitle() == "Vereda"
    assert len(stages()) == 1


def test_full_screen_is_one_key_and_escape_leaves_it_first(library: Library, shown: Shown) -> None:
    stage = shown("El círculo")
    QTest.keyClick(stage, Qt.Key.Key_F)
    library.play.settle()
    assert stage.isFullScreen()
    assert not stage.bar.isVisible()
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    assert not stage.isFullScreen()
    assert stage.bar.isVisible()
    assert stages() == [stage]


# --- who hears it --------------------------------------------------------------------------


def test_sound_asks_for_headphones_first_once_a_meeting(library: Library, shown: Shown) -> None:
    page = page_of(library)
    show(page, library.lines["Lluvia"].id, None)
    library.play.settle()
    asked = dialog()
    assert isinstance(asked, HeadphonesDialog)
    assert any("audífonos" in each for each in every_text(asked))
    assert not stages()
    asked.reject()
    library.play.settle()
    assert not stages()
    assert not headphones.confirmed(page.window(), None)
    assert not shown("Lluvia").sound.isMuted()
    show(page, library.lines["El camino"].id, b"")  # another meeting
    library.play.settle()
    assert isinstance(dialog(), HeadphonesDialog)
    dialog().reject()


def test_a_film_can_be_watched_in_silence_and_sound_asks_again(
    library: Library, shown: Shown
) -> None:
    stage = shown("El camino", answer="silent")
    assert stage.sound.isMuted()
    assert stage.words.currentIndex() == 1
    QTest.keyClick(stage, Qt.Key.Key_M)
    asked = dialog()
    assert isinstance(asked, HeadphonesDialog)
    assert stage.sound.isMuted()
    asked.primary.click()
    assert not stage.sound.isMuted()
    QTest.keyClick(stage, Qt.Key.Key_M)
    assert stage.sound.isMuted()


def test_when_the_headphones_are_pulled_out_the_sound_stops_at_once(
    library: Library, shown: Shown
) -> None:
    stage = shown("Lluvia")
    library.play.until("it plays", lambda: stage.playing)
    stage._outputs.audioOutputsChanged.emit()
    assert stage.sound.isMuted()
    library.play.until("it stands", lambda: not stage.playing)
    QTest.keyClick(stage, Qt.Key.Key_M)
    assert isinstance(dialog(), HeadphonesDialog)
    dialog().reject()


@pytest.mark.parametrize("how", ["cover", "lock", "panic"])
def test_hiding_locking_and_panic_stop_the_sound_before_they_return(
    library: Library, shown: Shown, how: str
) -> None:
    stage = shown("Lluvia")
    play = library.play
    play.until("it plays", lambda: stage.playing)
    heard = stage.sound
    player = stage.tape.player
    getattr(play.window, how)()
    assert heard.isMuted()
    assert not stage.playing
    assert not isValid(player)
    assert not stage.isVisible()
    assert not headphones.confirmed(play.window, None)
    if how == "cover":
        play.settle()
        assert stages() == []


def test_what_a_lock_cut_short_is_noted_too(library: Library, shown: Shown) -> None:
    stage = shown("Lluvia")
    stage._shown_ms = 65_000
    library.play.window.cover()
    library.play.settle()
    ((seconds, times),) = seconds_noted(library)
    assert (seconds >= 65, times) == (True, 1)


# --- what stays in clear ---------------------------------------------------------------------


def test_nothing_of_a_film_is_written_in_clear_anywhere(
    library: Library,
    shown: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    clear = tmp_path / "clear"
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        (clear / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(clear / name))
    for title in ("El camino", "Lluvia", "El círculo", "Hoja de acuerdos"):
        stage = shown(title)
        library.play.settle()
        if title in ("El camino", "Lluvia"):
            library.play.until("it plays", lambda stage=stage: stage.tape.at_ms > 300)
        assert not _open_in_clear(library.bag)
        stage.close()
        library.play.settle()
    assert [path for path in clear.rglob("*") if path.is_file()] == []
    samples = [path.read_bytes()[200:232] for path in library.bag.glob("*.avi")]
    samples += [b"IHDR\0\0\x01\x90\0\0\x01\x2c", b"WAVEfmt ", b"%PDF-1.4"]
    for path in library.play.folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not [each for each in samples if each in data], path
    told = "".join(capfd.readouterr())
    assert not re.search("Duration|Stream #|camino", told)


def _open_in_clear(bag: Path) -> list[str]:
    """Files of the stick, or deleted ones, that this process holds open."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(link)
        except OSError:
            continue
        if str(bag) in target or (str(bag.parents[1] / "clear") in target):
            found.append(target)
    return found


# --- what is missing or wrong -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "module"),
    [("El camino", "PySide6.QtMultimedia"), ("Hoja de acuerdos", "PySide6.QtPdf")],
)
def test_without_the_media_part_it_is_said_how_to_get_it(
    library: Library, monkeypatch: pytest.MonkeyPatch, title: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    show(page_of(library), library.lines[title].id)
    play = library.play
    play.settle()
    if dialogs():
        dialog().primary.click()
    trouble = play.troubles[0]
    assert isinstance(trouble, PartMissing)
    assert "«media»" in str(trouble.next_step)
    assert not stages()


def test_a_damaged_film_is_told_by_its_title_and_the_stage_closes(
    library: Library, shown: Shown
) -> None:
    desk = library.play.window.desk
    assert desk is not None
    place = store_of(desk, library.play.folder).place(library.lines["Lluvia"].sha256)
    data = bytearray(place.read_bytes())
    for at in range(20 * 4096, len(data), 4096):
        data[at + 100] ^= 1
    place.write_bytes(data)
    play = library.play
    with suppress(DamagedMaterial):
        shown("Lluvia")
    with suppress(DamagedMaterial):
        play.until("the trouble", lambda: bool(play.troubles))
    assert "Lluvia" in str(play.troubles[0])
    assert not stages()
    play.troubles.clear()
