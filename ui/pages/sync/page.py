"""What is saved here, what was sent, what the centre has received: three different facts."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QGridLayout, QLabel

from desktop.changes import Changes
from desktop.i18n import _, ngettext, tell
from sync.carriers.trouble import BadFolder
from sync.client.outbox import seal_all
from sync.client.status import SyncStatus, status
from ui.dates import full_date
from ui.page import Page, Room
from ui.theme import theme
from ui.widgets.parts import button, card, clear, column, label, pill, row, tile


class SyncPage(Page):
    """Figures, the way to the centre, and the one button."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._state = ""
        self._waiting = 0
        self.head(_("Envíos"), _("Lo que está guardado aquí y lo que ya llegó al centro"))
        grid = QGridLayout()
        grid.setSpacing(theme().px(16))
        self.saved = self._figure(
            grid,
            0,
            "check-circle",
            "good",
            _("Guardado aquí"),
            _("Cambios hechos en esta computadora"),
        )
        self.waiting = self._figure(
            grid, 1, "cloud-slash", "amber", _("Por enviar"), _("Todavía sólo están aquí")
        )
        self.sent = self._figure(
            grid, 2, "paper-plane-tilt", "info", _("Enviado"), _("Salió; falta el acuse")
        )
        self.received = self._figure(
            grid, 3, "cloud-check", "good", _("Recibido por el centro"), _("Con acuse firmado")
        )
        self.body.addLayout(grid)
        frame, inside = card(spacing=10)
        inside.addWidget(label(_("Cómo va"), "section"))
        self.lines = column(spacing=8)
        inside.addLayout(self.lines)
        inside.addStretch(1)
        self.body.addWidget(frame, 1)
        self.state = row()
        self.foot.addLayout(self.state)
        self.foot.addStretch(1)
        self.foot.addWidget(
            button(
                _("Ajustar el servidor"),
                symbol="gear-six",
                then=lambda: self.go.emit("settings", None),
            )
        )
        self.send = button(_("Enviar ahora"), "primary", "paper-plane-tilt", self._on_send)
        self.foot.addWidget(self.send)

    def _figure(
        self, grid: QGridLayout, at: int, symbol: str, tone: str, title: str, hint: str
    ) -> QLabel:
        frame, inside = card(spacing=4, margin=18)
        figure = label("—", "figure")
        inside.addLayout(row(figure, None, tile(symbol, tone, 36)))
        inside.addWidget(label(title, "strong", wrap=True))
        inside.addWidget(label(hint, "small", wrap=True))
        inside.addStretch(1)
        grid.addWidget(frame, 0, at)
        grid.setColumnStretch(at, 1)
        return figure

    def reload(self) -> None:
        self.room.tasks.run(
            status,
            self.room.desk.vaults,
            self.room.folder,
            then=self._show,
            failed=self.troubled.emit,
        )

    def on_changes(self, changes: Changes) -> None:
        if self.isVisible():
            self.reload()

    def on_courier(self, message: dict[str, object]) -> None:
        self._state = str(message.get("state", ""))
        self.send.setEnabled(self._state != "sending")
        self.reload()

    def _show(self, found: SyncStatus) -> None:
        self.saved.setText(f"{found.saved:,}")
        self._waiting = found.unsealed + found.waiting
        self.waiting.setText(f"{found.unsealed + found.waiting:,}")
        self.sent.setText(f"{found.sent:,}")
        self.received.setText(f"{found.received:,}")
        clear(self.lines)
        for symbol, tone, words in self._facts(found):
            text = label(words, wrap=True)
            line = row(tile(symbol, tone, 32), text, spacing=12)
            line.setStretch(1, 1)
            self.lines.addLayout(line)
        clear(self.state)
        if self._state == "sending":
            self.state.addWidget(pill(_("Enviando… puede seguir trabajando"), "info", "clock"))
        elif not found.server and not isinstance(found.trouble, BadFolder):
            self.state.addWidget(
                pill(_("Falta la dirección del servidor: anótela en Ajustes"), "amber", "gear-six")
            )
        elif found.failed:
            self.state.addWidget(
                pill(_("No se pudo enviar: se intentará solo más tarde"), "amber", "cloud-slash")
            )

    def _facts(self, found: SyncStatus) -> list[tuple[str, str, str]]:
        facts = []
        if found.demo:
            facts.append(
                (
                    "info",
                    "info",
                    _(
                        "Es una demostración: nunca se envía a un servidor de verdad, "
                        "sólo a uno de prueba en esta misma computadora."
                    ),
                )
            )
        if not found.server:
            facts.append(
                (
                    "gear-six",
                    "amber",
                    _(
                        "Todavía no hay servidor. Nada se pierde: todo sigue guardado aquí. "
                        "Anote la dirección en Ajustes cuando la tenga."
                    ),
                )
            )
        elif found.trouble is not None:
            happened, safe, next_step = found.trouble.sentences
            facts.append(("cloud-slash", "amber", " ".join(map(tell, (happened, safe, next_step)))))
        if found.last_contact_ms is not None:
            moment = datetime.fromtimestamp(found.last_contact_ms / 1000, UTC).astimezone()
            facts.append(
                (
                    "cloud-check",
                    "good",
                    _("Último contacto con el centro: {date}, {hour}.").format(
                        date=full_date(moment.date()), hour=moment.strftime("%H:%M")
                    ),
                )
            )
        elif found.server:
            facts.append(
                ("cloud-slash", "plain", _("Todavía no ha habido contacto con el centro."))
            )
        if found.conflicts:
            facts.append(
                (
                    "warning",
                    "amber",
                    ngettext(
                        "{n} dato tiene dos versiones; las dos se conservan.",
                        "{n} datos tienen dos versiones; las dos se conservan.",
                        found.conflicts,
                    ).format(n=found.conflicts),
                )
            )
        if found.gaps:
            facts.append(
                (
                    "clock",
                    "info",
                    ngettext(
                        "{n} lote espera a uno anterior que no ha llegado.",
                        "{n} lotes esperan a uno anterior que no ha llegado.",
                        found.gaps,
                    ).format(n=found.gaps),
                )
            )
        if found.quarantined:
            facts.append(
                (
                    "warning-circle",
                    "danger",
                    ngettext(
                        "{n} archivo recibido estaba dañado o no es de confianza y quedó apartado. "
                        "Lo demás entró bien.",
                        "{n} archivos recibidos estaban dañados o no eran de confianza y quedaron "
                        "apartados. Lo demás entró bien.",
                        found.quarantined,
                    ).format(n=found.quarantined),
                )
            )
        if not facts:
            facts.append(("check-circle", "good", _("Todo en orden.")))
        return facts

    def _on_send(self) -> None:
        """Seal what is pending, then ask the supervisor to carry it. Nothing here blocks."""
        self.send.setEnabled(False)
        self.room.tasks.run(
            seal_all,
            self.room.desk,
            self.room.folder,
            then=lambda _n: self._sealed(),
            failed=self._not_sealed,
        )

    def _sealed(self) -> None:
        if not self._waiting:
            self.said.emit(_("Nada por enviar. Se busca lo nuevo de otras computadoras."), None)
        self.reload()
        self.room.send("send")
        self.send.setEnabled(True)

    def _not_sealed(self, problem: BaseException) -> None:
        self.send.setEnabled(True)
        self.troubled.emit(problem)
