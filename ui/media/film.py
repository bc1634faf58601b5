"""Films and sound: play, pause, seek, volume, other languages, subtitles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QSlider, QWidget

from desktop.i18n import _
from desktop.programme.vocabulary import MediaSort
from desktop.services.materials.catalogue import MaterialLine
from desktop.services.materials.showing import Showing
from desktop.services.materials.store import Reader
from desktop.services.materials.subtitles import shown_at
from desktop.services.refusals import Refusal
from desktop.trouble import say
from ui.icons import icon
from ui.media import headphones, parts
from ui.media.languages import language_name
from ui.media.screen import Screen
from ui.media.stage import Stage
from ui.media.tape import Tape
from ui.theme import theme
from ui.widgets.parts import button, label

STEP_MS = 10_000
VOLUME_MOST = 100
VOLUME_FIRST = 60
CAPTION_PX = 26

Fetch = Callable[[MaterialLine, Callable[[Reader], None]], None]


class NotPlayable(Refusal):
    """Qt cannot play the file on this system."""

    def __init__(self, title: str) -> None:
        super().__init__(
            say("«{title}» no se puede reproducir en esta computadora.", title=title),
            say("Conviértalo a MP4 (H.264 y AAC) o WebM en otra computadora y cópielo otra vez."),
        )


class FilmStage(Stage):
    """One film or sound at a time, from the start, with sound only where that was said safe."""

    def __init__(
        self,
        parent: QWidget,
        showing: Showing,
        session: bytes | None,
        *,
        silent: bool,
        fetch: Fetch,
    ) -> None:
        """`fetch` opens another version of the family. Raises: PartMissing."""
        self._media = parts.multimedia()
        super().__init__(parent, showing.now.title)
        self._showing, self._session, self._fetch = showing, session, fetch
        self._line = showing.now
        self.tape: Tape | None = None
        self._seek_to_ms = 0
        symbol = "speaker-high" if showing.now.sort is MediaSort.SOUND else "film-strip"
        self.screen_ = Screen(showing.now.title, symbol)
        self.content.addWidget(self.screen_, 1)
        self.caption = label("", wrap=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption.setStyleSheet(
            f"color: white; background: black; font-size: {theme().px(CAPTION_PX)}px;"
            f"padding: {theme().px(8)}px;"
        )
        self.caption.hide()
        self.content.addWidget(self.caption)
        self._make_sound(silent)
        self._fill_bar(silent)
        self._play(showing.reader)

    # --- making -----------------------------------------------------------------------

    def _make_sound(self, silent: bool) -> None:
        self.sound = self._media.QAudioOutput(self)
        self.sound.setMuted(silent)
        self.sound.setVolume(_heard(VOLUME_FIRST))
        self._sink = self._media.QVideoSink(self)
        self._sink.videoFrameChanged.connect(self.screen_.on_frame)
        self._outputs = self._media.QMediaDevices(self)
        self._outputs.audioOutputsChanged.connect(self._on_other_output)

    def _fill_bar(self, silent: bool) -> None:
        self.go = button(_("Pausa"), "icon", "pause", self.turn)
        self.go.setToolTip(_("Pausa") + " (" + _("Espacio") + ")")
        self.tools.addWidget(self.go)
        self.place = QSlider(Qt.Orientation.Horizontal)
        self.place.setAccessibleName(_("Momento"))
        self.place.setPageStep(STEP_MS)
        self.place.actionTriggered.connect(lambda _what: self._seek(self.place.sliderPosition()))
        self.tools.addWidget(self.place, 1)
        self.clock = label("0:00", "small")
        self.tools.addWidget(self.clock)
        self.quiet = button(_("Sonido"), "icon", "speaker-high", self.turn_sound)
        self.tools.addWidget(self.quiet)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setAccessibleName(_("Volumen"))
        self.volume.setRange(0, VOLUME_MOST)
        self.volume.setValue(VOLUME_FIRST)
        self.volume.setFixedWidth(theme().px(90))
        self.volume.valueChanged.connect(lambda now: self.sound.setVolume(_heard(now)))
        self.tools.addWidget(self.volume)
        for slider in (self.place, self.volume):
            slider.setMinimumHeight(theme().px(40))
        self.language = self._choice(
            _("Idioma"),
            [(language_name(line.language), line) for line in self._versions()],
            self._on_language,
        )
        called = _("Subtítulos: {name}")
        words = [(called.format(name=language_name(code)), code) for code in self._showing.captions]
        self.words = self._choice(
            _("Subtítulos"), [(_("Sin subtítulos"), None), *words], self._tick
        )
        if silent and words:
            self.words.setCurrentIndex(1)
        self.end_bar()
        self._show_sound()
        for keys, act in (
            ("Space", self.turn),
            ("Left", partial(self._skip, -STEP_MS)),
            ("Right", partial(self._skip, STEP_MS)),
            ("M", self.turn_sound),
        ):
            self.on_key(keys, act)
        self.go.setFocus()

    def _versions(self) -> list[MaterialLine]:
        return [line for line in self._showing.family.versions if line.here]

    def _choice(
        self, name: str, items: list[tuple[str, Any]], then: Callable[[], object]
    ) -> QComboBox:
        """Only where there is something to choose."""
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        for words, value in items:
            box.addItem(words, value)
        box.setVisible(len(items) > 1)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(max(len(words) for words, _value in items))
        at = [value for _words, value in items]
        box.setCurrentIndex(at.index(self._line) if self._line in at else 0)
        box.currentIndexChanged.connect(lambda _at: then())
        self.tools.addWidget(box)
        return box

    # --- playing ----------------------------------------------------------------------

    def _play(self, reader: Reader) -> None:
        self._let_go()
        self.tape = Tape(self._media, reader, self.sound, self._sink, self)
        self.tape.moved.connect(self._on_moved)
        self.tape.lasts.connect(self._on_length)
        self.tape.turned.connect(self._on_turned)
        self.tape.loaded.connect(self._on_loaded)
        self.tape.broken.connect(self._on_broken)

    def turn(self) -> None:
        """Pause or go on; from the start when it has come to its end."""
        if self.tape is not None:
            (self.tape.pause if self.playing else self.tape.play)()

    def pause(self) -> None:
        if self.tape is not None:
            self.tape.pause()

    @property
    def playing(self) -> bool:
        return self.tape is not None and self.tape.playing

    def turn_sound(self) -> None:
        """Silence at once; sound only after it was said that nobody outside hears it."""
        if not self.sound.isMuted():
            self.sound.setMuted(True)
        elif headphones.confirmed(self.owner.window(), self._session):
            self.sound.setMuted(False)
        else:
            self.pause()
            if self.isFullScreen():
                self.turn_whole()
            # Of the page, like every dialog: a cover sets it aside, and this window ends.
            headphones.HeadphonesDialog(self.owner, watchable=False).ask(self._on_safe)
        self._show_sound()

    def _on_safe(self) -> None:
        headphones.remember(self.owner.window(), self._session)
        if self.over:
            return
        self.sound.setMuted(False)
        self._show_sound()
        if self.tape is not None:
            self.tape.play()

    def _on_other_output(self) -> None:
        """Headphones were pulled out, as likely as not: the loudspeaker must not go on."""
        self.sound.setMuted(True)
        self.pause()
        headphones.forget(self.owner.window())
        self._show_sound()

    def _seek(self, ms: int) -> None:
        if self.tape is not None:
            self.tape.seek(max(0, min(ms, self.tape.length_ms - 1)))

    def _skip(self, by_ms: int) -> None:
        if self.tape is not None:
            self._seek(self.tape.at_ms + by_ms)

    def _on_language(self) -> None:
        line = self.language.currentData()
        if line is not None and line != self._line:
            self._line, self._seek_to_ms = line, self.tape.at_ms if self.tape is not None else 0
            self._fetch(line, self._on_fetched)

    def _on_fetched(self, reader: Reader) -> None:
        if self.over:
            reader.close()
        else:
            self.name.setText(self._line.title)
            self._play(reader)

    # --- what the player tells ----------------------------------------------------------

    def _on_turned(self) -> None:
        self.counting(self.playing)
        words, symbol = (_("Pausa"), "pause") if self.playing else (_("Seguir"), "play")
        self.go.setIcon(icon(symbol, theme().tokens.accent))
        self.go.setAccessibleName(words)
        self.go.setToolTip(words + " (" + _("Espacio") + ")")

    def _on_loaded(self) -> None:
        if self._seek_to_ms:
            ms, self._seek_to_ms = self._seek_to_ms, 0
            self._seek(ms)

    def _on_length(self, ms: int) -> None:
        self.place.setRange(0, max(ms, 1))
        self._tick()

    def _on_moved(self, ms: int) -> None:
        if not self.place.isSliderDown():
            self.place.setValue(ms)
        self._tick()

    def _tick(self) -> None:
        if self.tape is None:
            return
        ms = self.tape.at_ms
        self.clock.setText(f"{_spelled(ms)} / {_spelled(self.tape.length_ms)}")
        cues = self._showing.captions.get(self.words.currentData() or "", ())
        wanted = self.words.currentIndex() > 0
        self.caption.setText(shown_at(cues, ms) if wanted else "")
        # Its place stays while subtitles are on, so that the picture does not jump.
        self.caption.setVisible(wanted)

    def _show_sound(self) -> None:
        muted = self.sound.isMuted()
        words, symbol = (
            (_("Poner sonido"), "speaker-slash") if muted else (_("Quitar sonido"), "speaker-high")
        )
        self.quiet.setIcon(icon(symbol, theme().tokens.danger if muted else theme().tokens.accent))
        self.quiet.setIconSize(QSize(theme().px(18), theme().px(18)))
        self.quiet.setAccessibleName(words)
        self.quiet.setToolTip(words + " (M)")
        self.volume.setEnabled(not muted)

    def _on_broken(self, problem: BaseException | None) -> None:
        if not self.over:
            self.troubled.emit(problem or NotPlayable(self._line.title))
            self.close()

    def stop(self) -> None:
        self.sound.setMuted(True)
        self._let_go()
        self._sink.videoFrameChanged.disconnect(self.screen_.on_frame)
        self.screen_.forget()
        self.caption.clear()
        if self.hidden_by_others:
            headphones.forget(self.owner.window())

    def _let_go(self) -> None:
        tape, self.tape = self.tape, None
        if tape is not None:
            tape.end()


def _heard(value: int) -> float:
    """Half the slider is half as loud to an ear, not to a voltmeter."""
    return (value / VOLUME_MOST) ** 2


def _spelled(ms: int) -> str:
    seconds = ms // 1000
    if seconds < 3600:
        return f"{seconds // 60}:{seconds % 60:02d}"
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
