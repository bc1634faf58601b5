"""One person in the place of another: who takes the groups, and then the old access ends."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from desktop.i18n import _
from desktop.programme.roles import may_lead
from desktop.programme.typed import in_a_line
from desktop.services import team
from desktop.services.entrance import Desk
from desktop.services.revocation import hand_over
from desktop.services.team import Person, Team
from ui.page import Page
from ui.pages.team.newcomer import NewcomerForm
from ui.pages.team.rekeying import KeysChanging, go_on_after
from ui.pages.team.remove import closing_tick, consequences, ended
from ui.pages.team.steps import StepsDialog
from ui.pages.team.words import where
from ui.widgets.parts import label, row, tile


class ReplaceDialog(StepsDialog):
    """Who comes, what happens, one button."""

    def __init__(self, page: Page, found: Team, person: Person) -> None:
        title = _("Reemplazar a {nickname}").format(nickname=in_a_line(person.nickname))
        super().__init__(page, title, _("Reemplazar"))
        self.found = found
        self.person = person
        self.heir: Person | None = None
        self.newcomer: NewcomerForm | None = None
        self._ask_who()

    def _ask_who(self) -> None:
        new = (
            "user-plus",
            _("Alguien nuevo, en esta computadora"),
            _("Escribe aquí su apodo y su frase, y recibe lo mismo."),
            self._ask_new,
        )
        known = [
            ("user-circle", each.nickname, where(each.places), partial(self._sum_up, each))
            for each in heirs(self.found, self.person)
        ]
        self.ask_of(_("¿Quién toma sus grupos?"), [new, *known])

    def _ask_new(self) -> None:
        inside = self.step(_("Ahora le toca escribir a la persona que entra."), last=True)
        self.primary.setText(_("Seguir"))
        self.newcomer = NewcomerForm()
        self.newcomer.changed.connect(lambda: self.complain(""))
        inside.addWidget(self.newcomer)
        inside.addStretch(1)
        self.newcomer.setFocus()

    def _sum_up(self, heir: Person | None, who: str = "") -> None:
        self.heir = heir
        who = heir.nickname if heir is not None else who
        inside = self.step(
            _("{new} toma los grupos de {old} que siguen abiertos. Y además:").format(
                new=who, old=self.person.nickname
            ),
            last=True,
        )
        self.primary.setText(_("Reemplazar"))
        for symbol, tone, words in consequences(self.person, self.page.room.desk.streams):
            line = row(tile(symbol, tone, 36), label(words, wrap=True), spacing=12)
            line.setStretch(1, 1)
            inside.addLayout(line)
        self.close_machines = closing_tick(self.person)
        inside.addWidget(self.close_machines)
        self.changing = KeysChanging()
        inside.addWidget(self.changing)
        inside.addStretch(1)
        # Enter must not end somebody's access before the words were read.
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def on_primary(self) -> None:
        typing = self._typing()
        if typing is None:
            self._replace()
            return
        problem = typing.problem(self.found.people)
        if problem:
            self.complain(problem)
        else:
            self._sum_up(None, typing.name)

    def _typing(self) -> NewcomerForm | None:
        """The form, while it is the step on screen."""
        on_screen = self.stack.currentWidget()
        if self.newcomer is not None and on_screen.isAncestorOf(self.newcomer):
            return self.newcomer
        return None

    def _replace(self) -> None:
        room, old, heir = self.page.room, self.person.account, self.heir
        devices = self.person.closable if self.close_machines.isChecked() else ()
        call: Callable[[Desk], Desk]
        if heir is not None:
            call = partial(_by_heir, room.folder, old, heir.account, devices)
        else:
            form = self.newcomer
            if form is None:
                return
            call = partial(_by_newcomer, room.folder, old, form.name, form.phrase.phrase, devices)
        self._wait(True)
        go_on_after(self.page, call, ended(self.person), before=self._over)

    def _over(self) -> None:
        if self.newcomer is not None:
            self.newcomer.forget()
        self.accept()

    def _wait(self, on: bool) -> None:
        super()._wait(on)
        self.back.setEnabled(not on)
        self.close_machines.setEnabled(not on)
        self.changing.setVisible(on)


def heirs(found: Team, person: Person) -> list[Person]:
    """Who may take somebody's groups: with access, allowed to lead, and in the same stream."""
    streams = {place.stream for place in person.places}
    return [
        each
        for each in found.people
        if each.account != person.account
        and not each.ended
        and may_lead(each.role, each.places)
        and streams & {place.stream for place in each.places}
    ]


def _by_heir(folder: Path, old: bytes, heir: bytes, devices: Collection[bytes], desk: Desk) -> Desk:
    hand_over(desk.work, old, heir)
    return team.revoke(folder, desk, old, devices=devices)


def _by_newcomer(
    folder: Path, old: bytes, nickname: str, phrase: str, devices: Collection[bytes], desk: Desk
) -> Desk:
    return team.replace(folder, desk, old, nickname, phrase, devices=devices)
