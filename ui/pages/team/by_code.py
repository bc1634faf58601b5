"""Invite without a stick: the request is read from a QR code, the invitation shown as some."""

from __future__ import annotations

from functools import partial

from desktop.i18n import _
from sync.client.invitation import REQUEST_MAGIC, BadInvitation, decode_request
from ui.pages.team.invite import Inviting
from ui.pages.team.shown import show_invitation


class InvitingByCode(Inviting):
    """The same steps and the same words; only what carries the two files differs."""

    def start(self) -> None:
        """Read the code that the other laptop shows."""
        from ui.qr.reading import ReadQrDialog

        dialog = ReadQrDialog(
            self._page,
            _("Leer la solicitud"),
            _(
                "La otra computadora la muestra como código QR. Póngalo ante la cámara de "
                "ésta, o tráigalo en una foto."
            ),
            REQUEST_MAGIC,
            _("Ese código no es una solicitud. Lea el que muestra la otra computadora."),
        )
        dialog.ask(lambda: self._check(dialog.found))

    def _check(self, request: bytes) -> None:
        try:
            decode_request(request)
        except BadInvitation as problem:
            self._page.troubled.emit(problem)
        else:
            self._compare(request)

    def _where(self, request: bytes) -> None:
        self._page.room.tasks.run(
            self._invite,
            self._page.room,
            request,
            then=partial(self._done, request),
            failed=self._page.troubled.emit,
        )

    def _tell(self, request: bytes, invitation: bytes) -> None:
        """The codes first: the words are said once the other screen shows its own."""

        def then() -> None:
            self._say_words(
                request,
                invitation,
                _("Invitación mostrada"),
                _(
                    "La otra pantalla debe mostrar ahora estas seis palabras: dígaselas usted. "
                    "Sólo ella puede abrir la invitación."
                ),
            )

        show_invitation(self._page, invitation, then, instead=lambda: self._by_stick(request))

    def _by_stick(self, request: bytes) -> None:
        """Asked again, nobody is entered twice."""
        Inviting(self._page, self._role, self._spaces, self._then)._where(request)
