"""Sites: a new one for the programme, and one more for somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit

from desktop.i18n import _, tell
from desktop.programme.roles import Place, refusal
from desktop.programme.typed import in_a_line
from desktop.programme.vocabulary import Stream
from desktop.services import team
from desktop.services.team import Person, Site, Team
from ui.page import Page
from ui.widgets.key_dialog import KeyDialog
from ui.widgets.parts import label
from ui.widgets.stream_switch import STREAM_WORDS
from ui.widgets.typed_line import bound

NAME_MAX_CHARS = 60


class NewSiteDialog(KeyDialog):
    """A place that the open programme works from, and the municipality it lies in."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, page.room.tasks, _("Nueva sede"), _("Agregar la sede"))
        self.page = page
        stream = _(STREAM_WORDS[page.room.desk.work.stream])
        words = _(
            "Para el programa: {stream}. Usted la ve desde ahora; a los demás se la da usted."
        )
        self.body.addWidget(label(words.format(stream=stream), "soft", wrap=True))
        form = self.form()
        self.name = self.field(form, _("Nombre de la sede"))
        self.name.setPlaceholderText(_("Por ejemplo, Casa Comunal de Arroyo Seco"))
        self.municipality = self.field(form, _("Municipio"))
        for each in (self.name, self.municipality):
            bound(each, NAME_MAX_CHARS)
        why = _("El municipio sirve para que nadie atienda a mujeres y a hombres del mismo lugar.")
        self.body.addWidget(label(why, "small", wrap=True))
        self.body.addStretch(1)
        self.fit(560, 440)
        self.name.setFocus()

    def on_primary(self) -> None:
        name, municipality = self.name.text().strip(), self.municipality.text().strip()
        for field, text in ((self.name, name), (self.municipality, municipality)):
            if not text:
                self._missing(field)
                return
        room = self.page.room
        self.run(
            team.add_site,
            room.folder,
            room.desk,
            name,
            municipality,
            then=lambda: self._added(name),
        )

    def _missing(self, field: QLineEdit) -> None:
        self.complain(_("Falta: {field}.").format(field=field.accessibleName()))
        field.setFocus()

    def _added(self, name: str) -> None:
        self.page.said.emit(_("Sede {name} agregada.").format(name=name), None)
        self.page.reload()


class GrantDialog(KeyDialog):
    """Sites that somebody does not have yet; the rule that forbids one is told at once."""

    def __init__(self, page: Page, found: Team, person: Person) -> None:
        title = _("Dar otra sede a {nickname}").format(nickname=in_a_line(person.nickname))
        super().__init__(page, page.room.tasks, title, _("Dar la sede"))
        self.page = page
        self.person = person
        words = _(
            "Podrá leer y escribir lo de esa sede, también lo anterior. "
            "Le llega con el próximo envío."
        )
        self.body.addWidget(label(words, "soft", wrap=True))
        self.ticks: list[tuple[Site, QCheckBox]] = []
        for site in grantable(found, person):
            named = _("{site} · {stream}").format(
                site=site.name, stream=_(STREAM_WORDS[site.stream])
            )
            tick = QCheckBox(named)
            tick.toggled.connect(lambda _on: self.complain(""))
            self.ticks.append((site, tick))
            self.body.addWidget(tick)
            why = self._why_not(found, site)
            if why:
                tick.setEnabled(False)
                self.body.addWidget(label(why, "small", wrap=True))
        if not any(tick.isEnabled() for _site, tick in self.ticks):
            self.body.addWidget(label(_("No hay otra sede que usted le pueda dar."), wrap=True))
            self.primary.hide()
            self.cancel.setText(_("Cerrar"))
        self.body.addStretch(1)
        self.fit(560, 420)

    def _why_not(self, found: Team, site: Site) -> str:
        """The rule against this site, "" when there is none."""
        person = self.person
        wanted = [*person.places, Place(site.stream, site.name, site.municipality)]
        why = refusal(person.role, wanted, both_allowed=found.policy_both)
        if why is not None:
            return tell(why)
        if site.stream not in self.page.room.desk.streams:
            return _("Esa sede la da quien coordina ese programa.")
        return ""

    def on_primary(self) -> None:
        chosen = [site.space for site, tick in self.ticks if tick.isChecked()]
        if not chosen:
            self.complain(_("Elija al menos una sede."))
            return
        room = self.page.room
        self.run(team.grant, room.folder, room.desk, self.person.account, chosen, then=self._given)

    def _given(self) -> None:
        said = _("Sede dada a {nickname}. Le llega con el próximo envío.")
        self.page.said.emit(said.format(nickname=in_a_line(self.person.nickname)), None)
        self.page.room.send("send")
        self.page.reload()


def grantable(found: Team, person: Person) -> list[Site]:
    """Sites of the streams that somebody works in and does not have, of those that are known."""
    return [
        site
        for site in found.sites
        if site.stream is not Stream.SHARED and site.space not in person.spaces
    ]
