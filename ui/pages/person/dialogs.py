"""What can be done about one person: corrected, away and back, kept apart; and a death."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit

from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.services import enrolments, passing
from desktop.services.profile import Profile
from ui import apart_form, closeness_form, unsafe_form
from ui.page import Page
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label
from ui.widgets.typed_line import bound
from ui.widgets.when import DayField

NOTE_MAX = 200
Act = tuple[str, str, str, Callable[[], object]]
"""Its symbol, what it does, what that means, and the doing."""


class ActsDialog(Dialog):
    """Each act is a large button that says what it means."""

    def __init__(self, page: Page, title: str, acts: Sequence[Act]) -> None:
        super().__init__(page, title, _("Cerrar"))
        self.cancel.hide()
        for symbol, what, hint, then in acts:
            made = BigChoice(symbol, what, hint)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False, then=then: self._chosen(then))
            self.body.addWidget(made)
        self.body.addStretch(1)
        self.fit(620, 560)
        self.primary.setFocus()

    def _chosen(self, then: Callable[[], object]) -> None:
        self.accept()
        then()


class PauseDialog(Dialog):
    """Away for a while: harvest, work elsewhere, a birth. From every group at once."""

    def __init__(self, page: Page, person: bytes, nickname: str) -> None:
        title = _("{nickname} en pausa").format(nickname=nickname)
        super().__init__(page, title, _("Poner en pausa"), "pause")
        self.about = f"person pause {person.hex()}"
        self.page, self.person, self.nickname = page, person, nickname
        told = _("Por un tiempo no sale en las listas, no se le cuenta falta y no se le llama.")
        self.body.addWidget(label(told, "soft", wrap=True))
        form = self.form()
        self.since = DayField(date.today())
        self.since.setAccessibleName(_("Desde"))
        form.addRow(_("Desde"), self.since)
        self.note = QLineEdit()
        bound(self.note, NOTE_MAX)
        form.addRow(_("Motivo (si hace falta)"), self.note)
        self.body.addStretch(1)
        self.fit(620, 400)
        self.since.setFocus()

    def on_primary(self) -> None:
        if self.since.day is None:
            self.complain(_("Escriba el día así: 23/11/2026."))
            self.since.setFocus()
            return
        self.page.do(
            enrolments.pause_everywhere,
            self.person,
            self.note.text(),
            self.since.day,
            said=_("{nickname} quedó en pausa.").format(nickname=self.nickname),
        )
        self.accept()


def come_back(page: Page, person: bytes, nickname: str) -> None:
    """One press, and the toast takes it back."""
    page.do(
        enrolments.back_everywhere,
        person,
        date.today(),
        said=_("{nickname} está otra vez en su grupo.").format(nickname=nickname),
    )


class MistakeDialog(Dialog):
    """The person lives: what goes on again."""

    def __init__(self, page: Page, person: bytes, nickname: str) -> None:
        super().__init__(page, _("Quitar el fallecimiento"), _("Fue un error"), "check")
        self.page, self.person = page, person
        told = _(
            "{nickname} vuelve desde hoy a los grupos que siguen reuniéndose. Las llamadas, las "
            "cartas y los seguimientos vuelven a pedirse."
        )
        self.body.addWidget(label(told.format(nickname=nickname), wrap=True))
        self.body.addStretch(1)
        self.fit(620, 300)

    def on_primary(self) -> None:
        self.page.do_at_desk(
            passing.take_back,
            self.person,
            date.today(),
            said=_("Se quitó. Todo sigue como antes."),
        )
        self.accept()


def acts_of(page: Page, found: Profile, nickname: str) -> tuple[Act, ...]:
    """What is offered beyond what the page itself leads to."""
    from ui import death_form

    person = found.id
    acts: list[Act] = [
        (
            "lock-simple",
            _("Parentesco o cercanía"),
            _("Quien es familia o persona cercana no abre este registro."),
            lambda: closeness_form.offer(page, person),
        ),
    ]
    if not found.died:
        acts.append(
            (
                "users",
                _("No en el mismo grupo que…"),
                _("Dos personas que no deben encontrarse. El motivo no se guarda."),
                lambda: apart_form.offer(page, person),
            )
        )
        acts.append(
            (
                "shield-warning",
                _("Servicios que no son seguros"),
                _("Los que dijo que no se le ofrezcan."),
                lambda: unsafe_form.offer(page, person),
            )
        )
    if not found.died or found.here:
        acts.append(
            (
                "flower-lotus",
                _("Registrar fallecimiento"),
                _("Detiene de una vez todo lo que se le pide o se le escribe."),
                lambda: death_form.offer(page, person, nickname),
            )
        )
    if found.died and page.room.desk.role is Role.COORDINATOR:
        acts.append(
            (
                "arrow-u-up-left",
                _("El fallecimiento fue un error"),
                _("Vuelve a sus grupos y todo sigue."),
                lambda: MistakeDialog(page, person, nickname).open(),
            )
        )
    return tuple(acts)
