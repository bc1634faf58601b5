"""Bring somebody into the team: where, what for, in which programme; then she types herself."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox

from desktop.i18n import _, tell
from desktop.programme.roles import ROLE_WORDS, SERVES, Place, Role, refusal
from desktop.programme.vocabulary import Stream
from desktop.services import team
from desktop.services.team import Site, Team
from ui.page import Page
from ui.pages.team.by_code import InvitingByCode
from ui.pages.team.invite import Inviting
from ui.pages.team.newcomer import NewcomerForm
from ui.pages.team.steps import Answer, StepsDialog
from ui.pages.team.words import ROLE_SEES, ROLE_SYMBOLS
from ui.widgets.parts import label
from ui.widgets.stream_switch import STREAM_WORDS

_BOTH = (Stream.WOMEN, Stream.MEN)


class AddDialog(StepsDialog):
    """One question a step. Rules are told as a sentence before anything is made."""

    def __init__(self, page: Page, found: Team) -> None:
        super().__init__(page, _("Agregar a alguien"), _("Agregar"))
        self.found = found
        self.here = True
        self.role = Role.FACILITATOR
        self.streams: tuple[Stream, ...] = ()
        self._ask_where()

    # --- the questions --------------------------------------------------------------

    def _ask_where(self) -> None:
        def answer(here: bool, inviting: type[Inviting] = Inviting) -> None:
            self.here, self.inviting = here, inviting
            self._ask_role()

        self.ask_of(
            _("¿En qué computadora va a entrar?"),
            [
                (
                    "house",
                    _("En ésta"),
                    _("Escribe aquí su apodo y su frase. Entra desde ahora."),
                    lambda: answer(True),
                ),
                (
                    "laptop",
                    _("En otra"),
                    _("Esa computadora escribe una solicitud; usted le da una invitación."),
                    lambda: answer(False),
                ),
                (
                    "qr-code",
                    _("En otra, sin memoria"),
                    _("Las dos se muestran códigos QR, y los leen con la cámara o en fotos."),
                    lambda: answer(False, InvitingByCode),
                ),
            ],
        )

    def _ask_role(self) -> None:
        self.ask_of(
            _("¿Qué va a hacer?"),
            [
                (
                    ROLE_SYMBOLS[role],
                    tell(ROLE_WORDS[role]),
                    _(ROLE_SEES[role]),
                    partial(self._on_role, role),
                )
                for role in Role
                if role is not Role.COORDINATOR or self.found.can.name_coordinators
            ],
        )

    def _on_role(self, role: Role) -> None:
        self.role = role
        if role in SERVES:
            self._ask_stream()
        else:
            self._on_streams(())

    def _ask_stream(self) -> None:
        """An invitation carries keys of what is open: there is nothing to ask."""
        if not self.here:
            self._on_streams((self.page.room.desk.work.stream,))
            return
        choices: list[Answer] = [
            (
                "users-three",
                _(STREAM_WORDS[stream]),
                "",
                partial(self._on_streams, (stream,)),
            )
            for stream in _BOTH
        ]
        if self.role is Role.COORDINATOR:
            hint = _("Sólo donde el programa lo permite, y queda a la vista de todos.")
            choices.append(("handshake", _("Los dos"), hint, lambda: self._on_streams(_BOTH)))
        self.ask_of(_("¿En qué programa?"), choices)

    def _on_streams(self, streams: tuple[Stream, ...]) -> None:
        places = [Place(stream) for stream in streams]
        why = refusal(self.role, places, both_allowed=self.found.policy_both)
        if why is not None:
            self.complain(tell(why))
            return
        self.streams = streams
        if self.here:
            self._ask_her()
        else:
            self._ask_sites()

    def _ask_sites(self) -> None:
        open_here = {space.id for space in self.page.room.desk.work.spaces}
        serves = self.role in SERVES
        sites = [site for site in self.found.sites if serves and site.space in open_here]
        if len(sites) <= 1:
            self._invite(sites)
            return
        sites.sort(key=lambda site: not site.home)
        inside = self.step(_("¿Qué sedes va a ver?"), last=True)
        self.primary.setText(_("Seguir"))
        words = _("Lo que anote irá a la primera de las que elija.")
        inside.addWidget(label(words, "soft", wrap=True))
        self.ticks = [(site, QCheckBox(site.name)) for site in sites]
        for site, tick in self.ticks:
            tick.setChecked(site.home)
            tick.toggled.connect(lambda _on: self.complain(""))
            inside.addWidget(tick)
        inside.addStretch(1)
        self.ticks[0][1].setFocus()

    def _ask_her(self) -> None:
        inside = self.step(_("Ahora le toca escribir a la persona que entra."), last=True)
        self.primary.setText(_("Agregar"))
        self.newcomer = NewcomerForm(self._note())
        self.newcomer.changed.connect(lambda: self.complain(""))
        inside.addWidget(self.newcomer)
        inside.addStretch(1)
        self.newcomer.setFocus()

    def _note(self) -> str:
        """What follows from the programme that was chosen, "" for who opens none."""
        if not self.streams:
            return ""
        begun = {site.stream for site in self.found.sites} | set(self.page.room.desk.streams)
        if begun.issuperset(self.streams):
            return _("En esta computadora verá todas las sedes de su programa.")
        first = _("Es la primera persona de ese programa, y usted no verá sus registros.")
        if self.role is Role.COORDINATOR:
            return f"{first} " + _("A las demás personas las agrega ella.")
        return f"{first} " + _(
            "Para agregar a las demás, alguien tiene que coordinarlo: conviene elegir «Coordina», "
            "o después «Nombrar para coordinar»."
        )

    # --- the end --------------------------------------------------------------------

    def on_primary(self) -> None:
        if not self.here:
            chosen = [site for site, tick in self.ticks if tick.isChecked()]
            if chosen:
                self._invite(chosen)
            else:
                self.complain(_("Elija al menos una sede."))
            return
        problem = self.newcomer.problem(self.found.people)
        if problem:
            self.complain(problem)
            return
        room = self.page.room
        self.run(
            team.add_here,
            room.folder,
            room.desk,
            self.newcomer.name,
            self.newcomer.phrase.phrase,
            self.role,
            self.streams,
            then=self._added,
        )

    def _added(self) -> None:
        said = _("{nickname} ya puede entrar en esta computadora.")
        self.page.said.emit(said.format(nickname=self.newcomer.name), None)
        self.newcomer.forget()
        self.page.room.send("send")
        self.page.reload()

    def _invite(self, sites: list[Site]) -> None:
        self.accept()
        spaces = [site.space for site in sites] or None
        self.inviting(self.page, self.role, spaces).start()
