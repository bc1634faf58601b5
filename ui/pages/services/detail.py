"""One service, to be read aloud on a telephone; a hidden address shows to who asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.programme.directory import Service
from desktop.reports.code_words import SERVICE_WORDS
from desktop.services.directory import ServiceLine
from ui.dates import full_date
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, label, pill, row


@dataclass(frozen=True)
class Acts:
    """What whoever keeps the directory can do with a service; `retire` also brings back."""

    edit: Callable[[], object]
    verify: Callable[[], object]
    retire: Callable[[], object]


class ServiceDialog(Dialog):
    """Everything that is known of it. `acts` is None for who only reads."""

    def __init__(self, parent: QWidget, line: ServiceLine, today: date, acts: Acts | None) -> None:
        words = _("Cerrar") if acts is None else _("Verificado hoy")
        super().__init__(parent, line.about.name, words, "check")
        self._acts = acts
        about = line.about
        place = about.municipality or _("En todo el país")
        self.body.addWidget(label(f"{_(SERVICE_WORDS[about.sort])} · {place}", "soft", wrap=True))
        if about.phone:
            phone = label(about.phone, "section", wrap=True)
            phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(phone)
        for what, value in (
            (_("Horario"), about.hours),
            (_("Lenguas"), about.languages),
            (_("Silla de ruedas"), _wheelchair(about)),
            (_("Cómo se entra"), about.access),
            (_("Costo"), about.cost),
            (_("Organización"), line.organisation),
            (_("Algo más"), about.about),
        ):
            if value:
                self.body.addWidget(label(f"{what}: {value}", wrap=True))
        self._show_address(about.address, hidden=about.address_hidden)
        self.body.addWidget(_state(line, today))
        self.body.addStretch(1)
        self.cancel.setText(_("Cerrar"))
        self.cancel.setVisible(acts is not None)
        if acts is not None:
            self._offer(acts, retired=line.retired)
        self.fit(620, 480)

    def _offer(self, acts: Acts, *, retired: bool) -> None:
        edit = button(_("Corregir"), symbol="pencil-simple", then=lambda: self._leave(acts.edit))
        retire = (
            button(_("Ofrecer otra vez"), symbol="arrow-u-up-left")
            if retired
            else button(_("Retirar"), symbol="x-circle")
        )
        retire.clicked.connect(lambda: self._leave(acts.retire))
        for at, each in enumerate((edit, retire)):
            each.setAutoDefault(False)
            self.buttons.insertWidget(at, each)

    def _show_address(self, address: str, *, hidden: bool) -> None:
        if not address:
            return
        said = _("Domicilio: {address}").format(address=address)
        if not hidden:
            self.body.addWidget(label(said, wrap=True))
            return
        self.address = label("", wrap=True)
        self.address.hide()
        self.show_address = button(_("Ver el domicilio oculto"), symbol="eye")
        self.show_address.setAutoDefault(False)

        def show() -> None:
            self.address.setText(said)
            self.address.show()
            self.show_address.hide()

        self.show_address.clicked.connect(show)
        self.body.addLayout(row(self.show_address, None))
        self.body.addWidget(self.address)

    def _leave(self, then: Callable[[], object]) -> None:
        self.reject()
        then()

    def on_primary(self) -> None:
        self.accept()
        if self._acts is not None:
            self._acts.verify()


def _wheelchair(about: Service) -> str:
    if about.wheelchair is None:
        return ""
    return _("se puede entrar") if about.wheelchair else _("no se puede entrar")


def _state(line: ServiceLine, today: date) -> QWidget:
    about = line.about
    if about.verified_on is None:
        return pill(_("Sin verificar: llame antes de enviar a alguien"), "amber", "clock")
    words = _("Verificado el {date}").format(date=full_date(about.verified_on))
    if about.verified_by:
        words += f" · {about.verified_by}"
    if about.is_stale(today):
        return pill(words + " · " + _("vuelva a llamar"), "amber", "clock")
    return pill(words, "good", "check-circle")
