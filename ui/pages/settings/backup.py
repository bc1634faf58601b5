"""Copies: save one to a stick, check one, and take the account to another computer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.host import sticks
from desktop.i18n import _, ngettext
from sync.client.outbox import seal_all
from ui.copying import Copying
from ui.dates import full_date
from ui.page import Page, Room
from ui.pages.settings.card import SettingsCard
from ui.pages.settings.move import LeaveDialog, MoveDialog
from ui.widgets.files import choose_folder, open_file
from ui.widgets.parts import button, label, row
from ui.widgets.wrapped import Wrapped

BAR_STEPS = 1000
LATEST_S = 253_402_300_799
"""The last second of the year 9999: a dead clock may claim anything."""


class BackupCard(SettingsCard):
    """What was copied last, three buttons, and the bar of what goes on."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, _("Copias de respaldo"))
        self._copying: Copying | None = None
        self._moving = False
        """The copy that goes on is for another computer."""
        self.last = label("", "small", wrap=True)
        self.inside.addWidget(self.last)
        words = _(
            "La copia va cifrada: quien encuentre la memoria no puede leerla. "
            "Guárdela lejos de esta computadora."
        )
        self.inside.addWidget(label(words, "small", wrap=True))
        self.save = button(_("Guardar una copia"), symbol="floppy-disk", then=self.on_save)
        self.check = button(_("Revisar una copia"), symbol="shield-check", then=self.on_check)
        self.move = button(
            _("Cambiar de computadora"), symbol="arrows-left-right", then=self.on_move
        )
        self.leave = button(_("Cerrar mi acceso aquí"), symbol="sign-out", then=self.on_leave)
        self.leave.hide()
        self.inside.addWidget(Wrapped(self.save, self.check, self.move))
        self.inside.addLayout(row(self.leave, None))
        self.bar = QProgressBar()
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Avance"))
        self.state = label("", "small", wrap=True)
        self.stop = button(_("Cancelar"), then=self.on_stop)
        self.going = QWidget()
        self.going.setLayout(row(self.bar, self.stop, spacing=12))
        self.going.hide()
        self.state.hide()
        self.inside.addWidget(self.state)
        self.inside.addWidget(self.going)

    def reload(self) -> None:
        from desktop.backup import copies, moving

        self.room.tasks.run(moving.begun, self.room.desk, then=self.leave.setVisible)
        at_ms = copies.last(self.room.folder).at_ms
        self.last.setText(
            _("Todavía no se ha guardado ninguna copia de esta computadora.")
            if at_ms is None
            else _("Última copia: {day}, según el reloj de esta computadora.").format(
                day=full_date(datetime.fromtimestamp(min(at_ms // 1000, LATEST_S), UTC).date())
            )
        )

    # --- saving ---------------------------------------------------------

    def on_save(self) -> None:
        self._moving = False
        self._copy()

    def _copy(self) -> None:
        """To the only stick there is; with none or several the person chooses."""
        plugged = sticks.mounted()
        if len(plugged) == 1:
            words = _("Guardando la copia en la memoria {name}. No la saque…")
            self._copy_to(plugged[0].path, words.format(name=plugged[0].name))
            return
        target = choose_folder(self.page, _("¿En qué memoria se guarda la copia?"))
        if target is not None:
            self._copy_to(target, _("Guardando la copia. No saque la memoria…"))

    def _copy_to(self, target: Path, said: str) -> None:
        """`said` shows while it is written."""
        self._busy(_("Preparando…"))
        self.room.tasks.run(
            _ready,
            self.room,
            then=lambda words: self._start(target, said, words),
            failed=self._failed,
        )

    def _start(self, target: Path, said: str, words: tuple[dict[str, Any], Any]) -> None:
        first_words, held = words
        self._copying = self._made(Copying(self.page, self.room.desk.account.sign))
        self._copying.made.connect(lambda path: self._on_made(path, held))
        self._busy(said)
        self._copying.copy(self.room.folder, target, first_words)

    def _on_made(self, path: Path, held: Any) -> None:
        self._rest()
        if self._moving:
            from desktop.backup import moving

            self.room.tasks.run(moving.begin, self.room.desk, held, then=lambda _n: self.on_leave())
        stick = sticks.stick_of(path.parent, sticks.mounted())
        words = (
            _("Copia guardada y revisada: {file}. Ya puede sacar la memoria.")
            if stick is None
            else _("Copia guardada y revisada en la memoria {name}: {file}. Ya puede sacarla.")
        )
        name = stick.name if stick is not None else ""
        self.page.said.emit(words.format(file=path.name, name=name), None)
        self.reload()

    # --- checking -------------------------------------------------------

    def on_check(self) -> None:
        path = open_file(self.page, _("Elegir el archivo"), _("Copia de respaldo"), "*.tar")
        if path is not None:
            self._copying = self._made(Copying(self.page))
            self._copying.whole.connect(self._on_whole)
            self._busy(_("Revisando la copia…"))
            self._copying.check(self.room.folder, path)

    def _on_whole(self, told: dict[str, Any]) -> None:
        self._rest()
        n = int(told["accounts"])
        words = ngettext(
            "La copia está entera. Tiene {n} cuenta.",
            "La copia está entera. Tiene {n} cuentas.",
            n,
        )
        self.page.said.emit(words.format(n=n), None)

    # --- moving ---------------------------------------------------------

    def on_move(self) -> None:
        MoveDialog(self.page).ask(self._copy_to_move)

    def _copy_to_move(self) -> None:
        self._moving = True
        self._copy()

    def on_leave(self) -> None:
        LeaveDialog(self.page).open()

    # --- what goes on ---------------------------------------------------

    def on_stop(self) -> None:
        self.stop.setEnabled(False)
        if self._copying is not None:
            self._copying.cancel()

    def _made(self, copying: Copying) -> Copying:
        copying.moved.connect(self._on_moved)
        copying.failed.connect(self._failed)
        return copying

    def _on_moved(self, done: int, of: int) -> None:
        self.bar.setValue(round(BAR_STEPS * done / of) if of else 0)

    def _failed(self, problem: BaseException) -> None:
        self._rest()
        self.page.troubled.emit(problem)

    def _busy(self, words: str) -> None:
        self.state.setText(words)
        self.bar.setValue(0)
        self.stop.setEnabled(self._copying is not None)
        self.state.show()
        self.going.show()
        for each in (self.save, self.check, self.move):
            each.setEnabled(False)

    def _rest(self) -> None:
        if self._copying is not None:
            self._copying.deleteLater()
            self._copying = None
        self.state.hide()
        self.going.hide()
        for each in (self.save, self.check, self.move):
            each.setEnabled(True)


def _ready(room: Room) -> tuple[dict[str, Any], Any]:
    """On the database thread: seal everything, then say what the copy holds at least."""
    from desktop.backup.beside import first_words
    from desktop.backup.moving import held

    seal_all(room.desk, room.folder)
    return first_words(room.desk.account, room.desk.vaults), held(room.desk)
