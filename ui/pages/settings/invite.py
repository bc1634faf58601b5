"""Invite another laptop: open its request, compare six words, save the invitation, compare."""

from __future__ import annotations

from pathlib import Path

from desktop.i18n import _
from sync.client.joining import decode_request, invite, read_request
from sync.client.six_words import words_of
from ui.arrivals import seal_all
from ui.page import Page, Room
from ui.widgets.files import open_file, save_file
from ui.widgets.six_words import SixWordsDialog


class Inviting:
    """The steps, over a page. Nothing is changed before the words were compared."""

    def __init__(self, page: Page) -> None:
        self._page = page

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
        warning = _(
            "Las pide {nickname}. Quien entra podrá leer y escribir lo de este lugar, "
            "también lo anterior. Si las palabras no son iguales, no siga."
        ).format(nickname=who)
        dialog = SixWordsDialog(
            self._page, title, words_of(request), warning, _("Sí, son iguales: invitar")
        )
        dialog.ask(lambda: self._where(request))

    def _where(self, request: bytes) -> None:
        path = save_file(self._page, _("Guardar la invitación"), "invitacion.vri", _("Invitación"))
        if path is not None:
            self._page.room.tasks.run(
                _invite,
                self._page.room,
                request,
                path,
                then=self._done,
                failed=self._page.troubled.emit,
            )

    def _done(self, invitation: bytes) -> None:
        self._page.room.send("send")
        dialog = SixWordsDialog(
            self._page,
            _("Invitación guardada"),
            words_of(invitation),
            _(
                "Llévela a la otra computadora. Al abrirla, esa pantalla debe mostrar estas "
                "seis palabras: dígaselas usted. Sólo ella puede abrir el archivo."
            ),
            _("Entendido"),
        )
        dialog.only_tells()
        dialog.open()


def _invite(room: Room, request: bytes, path: Path) -> bytes:
    from desktop.host.files import write_atomic
    from desktop.vault.troubles import telling

    invitation = invite(room.desk, room.folder, request)
    seal_all(room.desk, room.folder)
    with telling():
        write_atomic(path, invitation)
    return invitation
