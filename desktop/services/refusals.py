"""The refusals of the services: a rule of the field said no, and nothing was changed."""

from __future__ import annotations

from desktop.trouble import Exit, Message, Trouble, say


class Refusal(Trouble):
    """The call was understood and not done."""

    exit_status = Exit.REFUSED

    def __init__(self, happened: Message, next_step: Message) -> None:
        super().__init__(
            happened=happened,
            safe=say("No se cambió nada. Lo guardado sigue guardado."),
            next_step=next_step,
        )


class NotFound(Refusal):
    """The record is not in this vault, or somebody deleted it."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese registro ya no está en esta computadora."),
            say("Vuelva a la lista y ábralo de nuevo."),
        )


class SessionClosed(Refusal):
    """The meeting was ended; its marks are settled until someone reopens it."""

    def __init__(self) -> None:
        super().__init__(
            say("La reunión ya está terminada."),
            say("Para corregir una marca, tóquela y diga por qué se corrige."),
        )


class SessionSkipped(SessionClosed):
    """The meeting did not take place."""

    def __init__(self) -> None:
        Refusal.__init__(
            self,
            say("Esta reunión está suspendida."),
            say("Si sí hubo reunión, quite la suspensión y pase lista."),
        )


class WhyNeeded(Refusal):
    """A mark of an ended meeting changes only with a reason."""

    def __init__(self) -> None:
        super().__init__(
            say("Falta decir por qué se corrige."),
            say("Elija un motivo o escríbalo, y guarde de nuevo."),
        )


class SessionStarted(Refusal):
    """A meeting with a list cannot be skipped or moved as if it had not happened."""

    def __init__(self) -> None:
        super().__init__(
            say("En esta reunión ya se pasó lista."),
            say("Si no hubo reunión, quite antes las marcas de la lista."),
        )


class NotEnrolled(Refusal):
    """The person is not in the group that meets."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta persona no está en el grupo."),
            say("Agréguela al grupo y marque de nuevo."),
        )


class FolioTaken(Refusal):
    """Two people would share a folio."""

    def __init__(self, folio: str) -> None:
        super().__init__(
            say("El folio {folio} ya es de otra persona.", folio=folio),
            say("Escriba otro folio, o déjelo vacío para que Vereda elija uno."),
        )


class BadForm(Refusal):
    """A field of a form holds something that cannot be kept."""
