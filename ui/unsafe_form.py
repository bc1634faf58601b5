"""What a person said is not safe for her or him: which services, and offering one again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.changes import Changes
from desktop.i18n import _
from desktop.services import unsafe_services
from desktop.services.unsafe_services import Unsafe
from ui.dates import full_date
from ui.page import Page
from ui.widgets.dialog import Dialog
from ui.widgets.parts import button, card, label, row


def offer(page: Page, person: bytes, then: Callable[[], object] | None = None) -> None:
    """Show them over a page; `then` after each change."""

    def show(found: tuple[Unsafe, ...]) -> None:
        UnsafeDialog(page, person, found, then).open()

    page.ask_at_desk(unsafe_services.of_person, person, then=show)


class UnsafeDialog(Dialog):
    """A list to read, each with the one thing that can be done. Why is not asked, and not kept."""

    def __init__(
        self,
        page: Page,
        person: bytes,
        found: tuple[Unsafe, ...],
        then: Callable[[], object] | None,
    ) -> None:
        super().__init__(page, _("Servicios que no son seguros para esta persona"), _("Cerrar"))
        self.page, self.person, self._then = page, person, then
        told = _("No se le ofrecen. Se marcan al canalizar, al elegir un servicio.")
        self.body.addWidget(label(told, "soft", wrap=True))
        if not found:
            self.body.addWidget(label(_("Ninguno anotado."), "soft"))
        for each in found:
            self.body.addWidget(self._one(each))
        self.body.addStretch(1)
        self.cancel.hide()
        self.fit(560, 420)

    def _one(self, unsafe: Unsafe) -> QWidget:
        frame, inside = card(spacing=6, margin=14)
        name = unsafe.name or _("Un servicio que ya no está en el directorio")
        inside.addWidget(label(name, "strong", wrap=True))
        again = button(_("Puede ofrecerse otra vez"), "link")
        again.setAutoDefault(False)
        again.clicked.connect(partial(self._on_again, unsafe))
        day = _("Desde el {date}").format(date=full_date(unsafe.on)) if unsafe.on else ""
        inside.addLayout(row(label(day, "soft"), None, again))
        return frame

    def _on_again(self, unsafe: Unsafe) -> None:
        self.accept()

        def done(_changes: Changes) -> None:
            if self._then is not None:
                self._then()

        self.page.do(
            unsafe_services.unmark,
            self.person,
            unsafe.services,
            said=_("Puede ofrecerse otra vez."),
            then=done,
        )
