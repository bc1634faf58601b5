"""Making somebody a coordinator: the root's word, with what it means."""

from __future__ import annotations

from desktop.i18n import _
from desktop.programme.typed import in_a_line
from desktop.services import team
from desktop.services.team import Person
from ui.page import Page
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label


class PromoteDialog(KeyDialog):
    """It takes the root's word to end it again, so it says so."""

    def __init__(self, page: Page, person: Person) -> None:
        title = _("Nombrar a {nickname} para coordinar").format(nickname=in_a_line(person.nickname))
        super().__init__(page, page.room.tasks, title, _("Nombrar"))
        self.page = page
        self.person = person
        for words in (
            _("Podrá agregar personas, dar sedes y quitar accesos en su programa."),
            _("Empieza en su computadora cuando le llegue la noticia con el envío."),
            _("Sólo quien inició el programa puede quitarle esto después."),
        ):
            self.body.addWidget(label(words, wrap=True))
        self.body.addStretch(1)
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.fit(560, 360)
        self.cancel.setFocus()

    def on_primary(self) -> None:
        room = self.page.room
        self.run(
            team.make_coordinator, room.folder, room.desk, self.person.account, then=self._made
        )

    def _made(self) -> None:
        said = _("{nickname} coordina desde que le llegue la noticia.")
        self.page.said.emit(said.format(nickname=in_a_line(self.person.nickname)), None)
        self.page.room.send("send")
        self.page.reload()
