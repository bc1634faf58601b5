"""One person of the team: what is known, and what whoever coordinates can do about it."""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import _, tell
from desktop.programme.roles import ROLE_WORDS, SERVES
from desktop.services.team import Person, Team
from ui.page import Page
from ui.pages.team.laptops import CloseLaptopDialog
from ui.pages.team.person_row import machines
from ui.pages.team.promote import PromoteDialog
from ui.pages.team.remove import RemoveDialog
from ui.pages.team.replace import ReplaceDialog
from ui.pages.team.sites import GrantDialog
from ui.pages.team.words import ROLE_SEES, standing, where
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog
from ui.widgets.parts import label, pill, row


class PersonDialog(Dialog):
    """Facts first; each thing that can be done is a large button that says what it means."""

    def __init__(self, page: Page, found: Team, person: Person, *, silent: bool) -> None:
        super().__init__(page, person.nickname, _("Cerrar"))
        self.page = page
        self.found = found
        self.person = person
        self.cancel.hide()
        role = label(tell(ROLE_WORDS[person.role]), "strong")
        self.body.addLayout(row(role, pill(*standing(person, silent=silent)), None, spacing=12))
        self.body.addWidget(label(_(ROLE_SEES[person.role]), "soft", wrap=True))
        about = " · ".join(part for part in (where(person.places), machines(person)) if part)
        if about:
            self.body.addWidget(label(about[:1].upper() + about[1:], wrap=True))
        if person.refusal is not None:
            self.body.addWidget(label(tell(person.refusal), "error", wrap=True))
        self._offer()
        self.body.addStretch(1)
        self.fit(620, 680)
        self.primary.setFocus()

    def _offer(self) -> None:
        page, person, can = self.page, self.person, self.found.can
        if not (person.ended or person.me):
            self._offer_work()
        if can.coordinate and person.closable:
            self._choice(
                "laptop",
                _("Cerrar una computadora"),
                _("Si se perdió o se la llevaron. Su acceso sigue.")
                if not person.ended
                else _("Si se perdió o se la llevaron."),
                lambda: CloseLaptopDialog(page, person).open(),
            )
        if can.revoke(person):
            self._choice(
                "prohibit",
                _("Quitar acceso"),
                _("Antes de hacerlo verá qué pasa y qué no se puede deshacer."),
                lambda: RemoveDialog(page, person).open(),
            )

    def _offer_work(self) -> None:
        """What somebody of the team may do: more of it, or another in their place."""
        page, found, person, can = self.page, self.found, self.person, self.found.can
        serves = person.role in SERVES
        if can.grant and serves:
            self._choice(
                "map-pin",
                _("Dar otra sede"),
                _("Verá también los grupos de esa sede, con lo anterior."),
                lambda: GrantDialog(page, found, person).open(),
            )
        if can.name_coordinators and serves and not person.coordinator:
            self._choice(
                "handshake",
                _("Nombrar para coordinar"),
                _("Podrá agregar personas al equipo y quitar accesos."),
                lambda: PromoteDialog(page, person).open(),
            )
        here_alone = {place.stream for place in person.places} == {page.room.desk.work.stream}
        if can.revoke(person) and here_alone:
            self._choice(
                "swap",
                _("Reemplazar"),
                _("Otra persona toma sus grupos, y su acceso termina."),
                lambda: ReplaceDialog(page, found, person).open(),
            )

    def _choice(self, symbol: str, what: str, hint: str, then: Callable[[], object]) -> None:
        made = BigChoice(symbol, what, hint)
        made.setAutoDefault(False)

        def chosen() -> None:
            self.accept()
            then()

        made.clicked.connect(chosen)
        self.body.addWidget(made)
