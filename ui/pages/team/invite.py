"""Invite another laptop: open its request, compare six words, save the invitation, compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from desktop.host.files import write_atomic
from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.vault.troubles import telling
from sync.client.invitation import decode_request
from sync.client.inviting import invite, read_request
from sync.client.outbox import seal_all
from sync.client.six_words import words_of
from ui.page import Page, Room
from ui.pages.team.shown import show_invitation
from ui.pages.team.words import ROLE_GETS
from ui.widgets.files import open_file, save_file
from ui.widgets.parts import button
from ui.widgets.six_words import SixWordsDialog


class Inviting:
    """The steps, over a page. Nothing is changed before the words were compared.

    `spaces` are the sites that the newcomer gets; None for the home of the open vault.
    """

    def __init__(
        self,
        page: Page,
        role: Role = Role.FACILITATOR,
        spaces: Sequence[bytes] | None = None,
        then: Callable[[bytes], object] | None = None,
    ) -> None:
        """`then` hears the account of who was invited."""
        self._page = page
        self._role = role
        self._spaces = spaces
        self._then = then

    def start(self) -> None:
        """Choose the request that the other laptop wrote."""
        path = open_file(self._page, _("Abrir la solicitud"), _("Solicitud"), "*.vrq")
        if path is not None:
            self._page.room.tasks.run(
                read_request, path, then=self._compare, failed=self._page.troubled.emit
            )

    def _compare(self, request: bytes) -> None:
        title = _("¿La otra pantalla muestra estas mismas palabras?")
        who = decode_request(request).nickname
        warning = " ".join(
            (
                _("{nickname} pide entrar.").format(nickname=who),
                _(ROLE_GETS[self._role]),
                _("Si las palabras no son iguales, no siga."),
            )
        )
        dialog = SixWordsDialog(
            self._page, title, words_of(request), warning, _("Sí, son iguales: invitar")
        )
        dialog.ask(lambda: self._where(request))

    def _where(self, request: bytes) -> None:
        path = save_file(self._page, _("Guardar la invitación"), "invitacion.vri", _("Invitación"))
        if path is not None:
            self._page.room.tasks.run(
                self._write,
                self._page.room,
                request,
                path,
                then=partial(self._done, request),
                failed=self._page.troubled.emit,
            )

    def _invite(self, room: Room, request: bytes) -> bytes:
        """On the database thread."""
        invitation = invite(room.desk, room.folder, request, role=self._role, spaces=self._spaces)
        seal_all(room.desk, room.folder)
        return invitation

    def _write(self, room: Room, request: bytes, path: Path) -> bytes:
        """On the database thread."""
        invitation = self._invite(room, request)
        with telling():
            write_atomic(path, invitation)
        return invitation

    def _done(self, request: bytes, invitation: bytes) -> None:
        self._page.room.send("send")
        self._page.reload()
        self._tell(request, invitation)

    def _tell(self, request: bytes, invitation: bytes) -> None:
        self._say_words(
            request,
            invitation,
            _("Invitación guardada"),
            _(
                "Llévela a la otra computadora. Al abrirla, esa pantalla debe mostrar estas "
                "seis palabras: dígaselas usted. Anótelas ahora, no se muestran otra vez. "
                "Sólo ella puede abrir el archivo."
            ),
        )

    def _say_words(self, request: bytes, invitation: bytes, title: str, hint: str) -> None:
        """The end: six words to read aloud, and the codes for as long as they are needed."""
        words = words_of(invitation)
        dialog = SixWordsDialog(self._page, title, words, hint, _("Entendido"))
        dialog.only_tells()
        show = button(_("Mostrarla como código QR"), symbol="qr-code")
        show.setAutoDefault(False)
        show.clicked.connect(lambda: show_invitation(dialog, invitation))
        dialog.buttons.insertWidget(0, show)
        account = decode_request(request).account
        dialog.ask(lambda: self._then(account) if self._then is not None else None)
