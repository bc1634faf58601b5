"""What can go wrong on the way to the server, each with its three sentences.

Nothing here loses anything: a file leaves the outbox only when a receipt that
covers it is safely on disk.
"""

from __future__ import annotations

from desktop.trouble import Exit, Message, Trouble, say


class CarrierTrouble(Trouble):
    """Trouble on the way. What is saved on this laptop is never touched by it."""

    exit_status = Exit.UNREACHABLE

    def __init__(self, happened: Message, next_step: Message) -> None:
        super().__init__(
            happened=happened,
            safe=say("Lo guardado en esta computadora sigue guardado."),
            next_step=next_step,
        )


class NoServer(CarrierTrouble):
    """Nobody has written down where the server is."""

    exit_status = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            say("Todavía no hay una dirección del centro a la que enviar."),
            say("Escriba la dirección en Ajustes."),
        )


class BadAddress(CarrierTrouble):
    """The server's address cannot be used."""

    exit_status = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            say("La dirección del centro no está bien escrita."),
            say("Revise la dirección en Ajustes: debe empezar con https://."),
        )


class InsecureAddress(CarrierTrouble):
    """Plain http:// to another machine: anybody on the way could watch."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            say("La dirección del centro no protege lo que viaja."),
            say("Cambie la dirección en Ajustes por una que empiece con https://."),
        )


class DemonstrationStaysHome(CarrierTrouble):
    """A demonstration folder has an address outside this machine."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            say("Esta es una demostración y no envía nada fuera de esta computadora."),
            say("Para enviar de verdad, abra Vereda sin la demostración."),
        )


class NoSuchPlace(CarrierTrouble):
    """The name in the address was not found (DNS), as it is with no signal."""

    def __init__(self) -> None:
        super().__init__(
            say("No se encontró el centro: puede que no haya señal."),
            say("Se intentará de nuevo más tarde; no hace falta que espere."),
        )


class Refused(CarrierTrouble):
    """The machine answered that nobody listens there, or no route led to it."""

    def __init__(self) -> None:
        super().__init__(
            say("El centro no contesta en esa dirección."),
            say("Se intentará de nuevo más tarde. Si se repite, avise a quien coordina."),
        )


class TooSlow(CarrierTrouble):
    """No byte moved for too long, or the whole exchange took too long."""

    def __init__(self) -> None:
        super().__init__(
            say("La señal es muy lenta y el envío no terminó."),
            say("Se seguirá desde donde quedó cuando haya mejor señal."),
        )


class CutOff(CarrierTrouble):
    """The connection broke in the middle."""

    def __init__(self) -> None:
        super().__init__(
            say("La señal se cortó a la mitad del envío."),
            say("Se seguirá desde donde quedó; no hace falta hacer nada."),
        )


class NotTrusted(CarrierTrouble):
    """TLS says that this is not the server it claims to be."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            say("No se pudo comprobar que quien contesta sea el centro; no se envió nada."),
            say("Revise la fecha de esta computadora y pruebe otra red. Si sigue, avise."),
        )


class WrongServer(CarrierTrouble):
    """A receipt signed by another key than the one pinned."""

    exit_status = Exit.BAD_ANSWER

    def __init__(self) -> None:
        super().__init__(
            say("Quien contestó no es el centro que esta computadora conoce."),
            say("No cambie nada. Avise a quien coordina antes de volver a enviar."),
        )


class Redirected(CarrierTrouble):
    """The answer sends us somewhere else. We never follow."""

    exit_status = Exit.BAD_ANSWER

    def __init__(self) -> None:
        super().__init__(
            say("La red pide entrar a otra página antes de dejar pasar."),
            say("Si la red pide aceptar condiciones, hágalo en un navegador; luego se reintenta."),
        )


class BadAnswer(CarrierTrouble):
    """What came back is no answer of a Vereda server."""

    exit_status = Exit.BAD_ANSWER

    def __init__(self) -> None:
        super().__init__(
            say("Llegó una respuesta que no se entiende y no se tomó en cuenta."),
            say("Se intentará de nuevo más tarde. Si se repite, revise la dirección."),
        )


class ServerFault(CarrierTrouble):
    """The server says that it is unwell (5xx)."""

    exit_status = Exit.BAD_ANSWER

    def __init__(self, status: int = 500) -> None:
        self.status = status
        super().__init__(
            say("El centro tiene una falla ({status}).", status=status),
            say("Se intentará de nuevo más tarde. Si dura un día, avise a quien coordina."),
        )


class ServerFull(CarrierTrouble):
    """The server's disk is full (507): it took nothing and says so."""

    exit_status = Exit.BAD_ANSWER

    def __init__(self) -> None:
        super().__init__(
            say("El centro no tiene espacio y no recibió el envío."),
            say("Avise a quien coordina; el envío se repetirá solo."),
        )


class TurnedAway(CarrierTrouble):
    """The server refuses the request as a whole (4xx)."""

    exit_status = Exit.REFUSED

    def __init__(self, status: int = 400) -> None:
        self.status = status
        super().__init__(
            say("El centro no aceptó el envío ({status}).", status=status),
            say("Se intentará de nuevo más tarde. Si se repite, avise a quien coordina."),
        )


class Busy(CarrierTrouble):
    """Too many requests just now (429, 503)."""

    def __init__(self) -> None:
        super().__init__(
            say("El centro está muy ocupado en este momento."),
            say("Se intentará de nuevo en unos minutos; no hace falta que espere."),
        )


class NotStored(CarrierTrouble):
    """This laptop could not keep what the carrier brought (disk full, read-only)."""

    exit_status = Exit.NO_SPACE

    def __init__(self) -> None:
        super().__init__(
            say("No se pudo guardar en esta computadora lo que llegó del centro."),
            say("Libere espacio en el disco; lo que falta se pedirá de nuevo."),
        )


class InboxFull(CarrierTrouble):
    """More was brought than anybody has taken in, and more than a programme writes."""

    exit_status = Exit.NO_SPACE

    def __init__(self) -> None:
        super().__init__(
            say("El centro manda más de lo que cabe por revisar en esta computadora."),
            say("Entre con su cuenta para revisar lo que llegó, y avise a su coordinación."),
        )


class BadFolder(CarrierTrouble):
    """courier.json or the transport key cannot be read."""

    exit_status = Exit.DAMAGED

    def __init__(self) -> None:
        super().__init__(
            say("Los datos para enviar de esta computadora están dañados."),
            say("Abra Vereda y revise la dirección del centro en Ajustes."),
        )


class Stopped(CarrierTrouble):
    """A person, or the end of the program, stopped the exchange."""

    exit_status = Exit.OK

    def __init__(self) -> None:
        super().__init__(
            say("El envío se detuvo antes de terminar."),
            say("Se seguirá desde donde quedó la próxima vez."),
        )
