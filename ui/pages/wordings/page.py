"""The texts of the programme: what is read, in which language, who reviewed it, with what sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.changes import Changes
from desktop.i18n import N_, _
from desktop.programme import languages
from desktop.programme.schema import WORDING
from desktop.programme.vocabulary import MediaSort
from desktop.programme.wording import Wording
from desktop.services import wordings
from desktop.services.materials.catalogue import MaterialLine, list_materials
from ui.dates import full_date
from ui.listen import ListenButton
from ui.page import Page, Room
from ui.pages.wordings.dialogs import ReviewDialog, SoundDialog, TextDialog
from ui.pages.wordings.words import review, slot_name
from ui.theme import theme
from ui.widgets.language_pick import LanguagePick
from ui.widgets.parts import button, card, clear, column, label, row
from ui.widgets.table import RowsModel, Table
from ui.widgets.wrapped import Wrapped

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot in the language that is looked at; `wording` None: nobody wrote it there."""

    slot: str
    wording: Wording | None
    in_spanish: Wording


Found = tuple[SlotLine, ...]


class WordingsPage(Page):
    """The list on the left; the chosen text, its versions and what to do with it on the right."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.head(_("Textos que se leen"), _("Cada quien oye estos textos antes de contestar."))
        self.language = languages.SPANISH
        self._slot = "limits"
        self.found: Found = ()
        back = button(_("Ajustes"), "", "arrow-left", lambda: self.go.emit("settings", None))
        self.tools.addWidget(back)
        self.spoken = LanguagePick(self.language)
        self.spoken.picked.connect(self._on_language)
        self.spoken.setMaximumWidth(theme().px(420))
        self.body.addWidget(self.spoken)
        self.model: RowsModel[SlotLine] = RowsModel(
            (
                (N_("Texto"), lambda line: slot_name(line.slot)),
                (N_("Revisión"), _reviewed),
                (N_("Sonido"), lambda line: _("Sí") if _sound(line) else "—"),
            )
        )
        self.table = Table(self.model, _("Textos"), stretch=0)
        self.table.widths(0, 110, 70)
        self.table.whole_words()
        self.table.selectionModel().selectionChanged.connect(lambda *_on: self._on_chosen())
        left, inside = card(margin=10)
        inside.addWidget(self.table)
        across = row(left, self._make_detail(), spacing=16)
        across.setStretch(0, 4)
        across.setStretch(1, 5)
        self.body.addLayout(across, 1)

    def _make_detail(self) -> QFrame:
        frame, inside = card()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        self.listen = ListenButton(self, "")
        self.name = label("", "section", wrap=True)
        self.state = label("", "soft", wrap=True)
        top = row(self.listen, _stacked(self.name, self.state), spacing=14)
        top.setStretch(1, 1)
        self.text = label("", wrap=True)
        self.before = column(spacing=6)
        told = column(spacing=12)
        told.addLayout(top)
        told.addWidget(self.text)
        told.addLayout(self.before)
        told.addStretch(1)
        inner.setLayout(told)
        area.setWidget(inner)
        inside.addWidget(area, 1)
        self.edit = button(_("Cambiar"), symbol="pencil-simple", then=self._on_edit)
        self.reviewed = button(_("Revisión"), symbol="check-circle", then=self._on_review)
        self.sound = button(_("Sonido"), symbol="speaker-high", then=self._on_sound)
        inside.addWidget(Wrapped(self.edit, self.reviewed, self.sound))
        may = wordings.may_write(self.room.desk)
        for each in (self.edit, self.reviewed, self.sound):
            each.setVisible(may)
        return frame

    # --- what it shows -----------------------------------------------------------------

    def reload(self) -> None:
        self.ask_at_desk(_read, self.language, then=self._show)

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(WORDING.number):
            self.reload()

    def _show(self, found: Found) -> None:
        self.found = found
        slots = [line.slot for line in found]
        self.model.show(found)
        at = slots.index(self._slot) if self._slot in slots else 0
        self.table.setCurrentIndex(self.model.index(at, 0))
        self._on_chosen()

    @property
    def chosen(self) -> SlotLine | None:
        at = self.table.currentIndex()
        return self.model.row(at) if at.isValid() else None

    def _on_chosen(self) -> None:
        line = self.chosen
        if line is None:
            return
        self._slot = line.slot
        self.name.setText(slot_name(line.slot))
        shown = line.wording or line.in_spanish
        self.text.setText(shown.text)
        spoken = languages.shown(self.language)
        if line.wording is None:
            words = _("No hay texto en esta lengua ({language}): se lee en español.")
            self.state.setText(words.format(language=spoken))
        else:
            number = _("Versión {n}").format(n=line.wording.version)
            self.state.setText(f"{spoken} · {number} · {review(line.wording)}")
        self.listen.show_wording(shown, self.language)
        self.reviewed.setEnabled(line.wording is not None)
        self.sound.setEnabled(line.wording is not None)
        self.ask_at_desk(
            wordings.versions, line.slot, self.language,
            then=lambda told: self._show_versions(line.slot, told),
        )  # fmt: skip

    def _show_versions(self, slot: str, told: tuple[Wording, ...]) -> None:
        clear(self.before)
        if slot != self._slot or len(told) < 2:
            return
        self.before.addWidget(label(_("Versiones anteriores"), "strong"))
        for each in told[1:]:
            number = _("Versión {n}").format(n=each.version)
            words = f"{number} · {review(each)}\n{each.text}"
            self.before.addWidget(label(words, "small", wrap=True))

    def _on_language(self, code: object) -> None:
        if isinstance(code, str) and code != self.language:
            self.language = code
            self.reload()

    # --- changing ------------------------------------------------------------------------

    def _on_edit(self) -> None:
        line = self.chosen
        if line is None:
            return
        slot, language = line.slot, self.language
        dialog = TextDialog(self, slot, language, line.wording.text if line.wording else "")
        dialog.ask(
            lambda: self.do_at_desk(
                wordings.write, slot, language, dialog.text.toPlainText(),
                said=_("Versión nueva guardada. Falta revisarla y grabarla."),
            )
        )  # fmt: skip

    def _on_review(self) -> None:
        line = self.chosen
        if line is None or line.wording is None:
            return
        wording = line.wording
        dialog = ReviewDialog(self, wording)
        dialog.ask(
            lambda: self.do_at_desk(
                wordings.record_review, wording.id_hex, dialog.by.text(), dialog.day.day,
                said=_("Revisión anotada."),
            )
        )  # fmt: skip

    def _on_sound(self) -> None:
        line = self.chosen
        if line is not None and line.wording is not None:
            wording = line.wording
            self.ask_at_desk(
                _sounds, self.room.folder, then=lambda found: self._choose_sound(wording, found)
            )

    def _choose_sound(self, wording: Wording, sounds: list[MaterialLine]) -> None:
        dialog = SoundDialog(self, wording, sounds)
        if "library" in self.room.pages:
            lead = button(_("Ir a Materiales"), symbol="film-strip")
            lead.setAutoDefault(False)
            lead.clicked.connect(dialog.reject)
            lead.clicked.connect(lambda: self.go.emit("library", None))
            dialog.buttons.insertWidget(0, lead)
        dialog.ask(
            lambda: self.do_at_desk(
                wordings.set_sound, wording.id_hex, dialog.sound.currentData(),
                said=_("Sonido guardado."),
            )
        )  # fmt: skip


def _read(desk: Desk, language: str) -> Found:
    slots = wordings.list_slots(desk)
    return tuple(
        SlotLine(
            slot,
            next((each for each in texts if each.language == language), None),
            texts[0],
        )
        for slot, texts in slots.items()
        if texts
    )


def _sounds(desk: Desk, folder: Path) -> list[MaterialLine]:
    found = list_materials(desk, folder)
    return [each for each in found if each.sort is MediaSort.SOUND and not each.retired]


def _reviewed(line: SlotLine) -> str:
    if line.wording is None:
        return _("sin texto")
    on = line.wording.reviewed_on
    return _("Borrador") if line.wording.is_draft or on is None else full_date(on)


def _sound(line: SlotLine) -> bool:
    return line.wording is not None and line.wording.sound_sha is not None


def _stacked(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(column(*parts, spacing=2))
    return made
