"""Ending somebody's access: what happens, where, from when, and what cannot be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from desktop.i18n import _, ngettext
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import Stream
from desktop.services import team
from desktop.services.entrance import Desk
from desktop.services.team import Person
from ui.page import Page
from ui.pages.team.rekeying import KeysChanging, go_on_after
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label, row, tile


class RemoveDialog(KeyDialog):
    """Says it all before the one button; while keys change it can neither be closed nor pressed."""

    def __init__(self, page: Page, person: Person) -> None:
        title = _("Quitar el acceso a {nickname}").format(nickname=in_a_line(person.nickname))
        super().__init__(page, page.room.tasks, title, _("Quitar acceso"))
        self.page = page
        self.person = person
        for symbol, tone, words in consequences(person, page.room.desk.streams):
            line = row(tile(symbol, tone, 36), label(words, wrap=True), spacing=12)
            line.setStretch(1, 1)
            self.body.addLayout(line)
        self.close_machines = closing_tick(person)
        self.body.addWidget(self.close_machines)
        self.changing = KeysChanging()
        self.body.addWidget(self.changing)
        self.body.addStretch(1)
        self.fit(640, 560)
        # Enter must not end somebody's access before the words were read.
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def on_primary(self) -> None:
        room, person = self.page.room, self.person
        devices = person.closable if self.close_machines.isChecked() else ()
        self._wait(True)
        go_on_after(
            self.page,
            partial(_revoke, room.folder, person.account, devices),
            ended(person),
            before=self.accept,
        )

    def _wait(self, on: bool) -> None:
        super()._wait(on)
        self.close_machines.setEnabled(not on)
        self.changing.setVisible(on)


def consequences(person: Person, streams: Collection[Stream]) -> list[tuple[str, str, str]]:
    """What happens, as (icon, tone, sentence). `streams` are those whose keys change at once."""
    name = person.nickname
    told = []
    if person.here and not {place.stream for place in person.places} <= set(streams):
        words = _(
            "En esta computadora Vereda ya no deja entrar a {nickname}. Las llaves de su programa "
            "cambian cuando entre aquí otra persona que lo abre."
        )
        told.append(("lock-simple", "amber", words.format(nickname=name)))
    elif person.here:
        words = _("En esta computadora {nickname} ya no podrá abrir nada, desde este momento.")
        told.append(("lock-simple", "good", words.format(nickname=name)))
    told += [
        (
            "laptop",
            "amber",
            _(
                "En otras computadoras empieza cuando les llegue la noticia con el envío. "
                "Hasta entonces ahí se abre lo que ya tenían."
            ),
        ),
        (
            "tray",
            "info",
            _(
                "Lo que {nickname} anotó se conserva. Lo suyo que llegue después queda aparte, "
                "hasta que usted lo revise."
            ).format(nickname=name),
        ),
        (
            "warning",
            "danger",
            _(
                "No se puede deshacer: si vuelve, entra con una cuenta nueva. "
                "Y lo que ya leyó o copió, lo sabe: las copias de respaldo anteriores se abren "
                "con su frase de entonces."
            ),
        ),
    ]
    return told


def closing_tick(person: Person) -> QCheckBox:
    """Whether their other computers close with them; hidden when there are none."""
    n = len(person.closable)
    made = QCheckBox(
        ngettext(
            "También su computadora: que ya no reciba registros",
            "También sus {n} computadoras: que ya no reciban registros",
            n,
        ).format(n=n)
    )
    if not n:
        made.hide()
    return made


def ended(person: Person) -> str:
    """What is said when it is done."""
    said = _("{nickname} ya no tiene acceso. En otras computadoras, cuando les llegue.")
    return said.format(nickname=in_a_line(person.nickname))


def _revoke(folder: Path, account: bytes, devices: Sequence[bytes], desk: Desk) -> Desk:
    return team.revoke(folder, desk, account, devices=devices)
