"""What a person must hear about an exchange that went well as a whole."""

from __future__ import annotations

from desktop.trouble import Exit, Trouble, say
from sync.carriers.trouble import CarrierTrouble


class NotAccepted(CarrierTrouble):
    """The server answered well and did not take some of what was sent."""

    exit_status = Exit.REFUSED

    def __init__(self, *, demo: bool = False) -> None:
        if demo:
            super().__init__(
                say("El centro no recibe demostraciones."),
                say("Para ver el envío, use un centro de prueba en esta misma computadora."),
            )
        else:
            super().__init__(
                say("El centro no recibió una parte de lo enviado."),
                say("Se guarda aquí y se intentará otra vez cada día; avise a quien coordina."),
            )


class AnotherServer(CarrierTrouble):
    """What answers is not the server that this laptop knows."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            say("Contestó otro centro, no el que esta computadora conoce; no se le cree."),
            say("Revise la dirección en Ajustes con quien coordina y guárdela otra vez."),
        )


class PutAside(Trouble):
    """Something that was brought here is damaged or not to be trusted."""

    exit_status = Exit.QUARANTINED

    def __init__(self) -> None:
        super().__init__(
            happened=say("Llegaron archivos dañados o que no son de confianza."),
            safe=say("Quedaron apartados. Lo demás entró bien y lo guardado sigue guardado."),
            next_step=say("Avise a quien coordina, para que se envíen otra vez."),
        )
