"""What can happen at a meeting: what to do first, said before anything is written down.

Plain steps for whoever stands there, written for this programme; no step asks to confront
anybody, to call a partner, or to question a child.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.programme.vocabulary import IncidentSort, WayHome
from desktop.trouble import Message, say

_DANGER_NOW = say("Si el peligro es ahora, llame al {line}.")
_TELL_TODAY = say("Avise hoy a la coordinación.")

SORT_WORDS: dict[IncidentSort, Message] = {
    IncidentSort.NOT_ADMITTED: say("Alguien no pudo entrar hoy"),
    IncidentSort.PARTNER_OUTSIDE: say("Una pareja espera afuera"),
    IncidentSort.CHILD_DISCLOSURE: say("Una niña o un niño contó algo"),
    IncidentSort.THREAT_TO_STAFF: say("Amenazaron a alguien del equipo"),
    IncidentSort.LOST_PAPERS: say("Se perdieron papeles"),
    IncidentSort.HEALTH: say("Una emergencia de salud"),
    IncidentSort.OTHER: say("Otra cosa"),
}

HINTS: dict[IncidentSort, Message] = {
    IncidentSort.NOT_ADMITTED: say("Por ejemplo, llegó bajo efectos de alcohol."),
    IncidentSort.PARTNER_OUTSIDE: say("O alguien que pregunta quién está adentro."),
    IncidentSort.CHILD_DISCLOSURE: say("En el cuidado o al llegar."),
    IncidentSort.THREAT_TO_STAFF: say("En persona, por teléfono o por mensaje."),
    IncidentSort.LOST_PAPERS: say("Una hoja, una libreta, una carta."),
    IncidentSort.HEALTH: say("Un golpe, un desmayo, una crisis."),
    IncidentSort.OTHER: say("Lo que alguien más deba saber."),
}

_STEPS: dict[IncidentSort, tuple[Message, ...]] = {
    IncidentSort.NOT_ADMITTED: (
        say("Hable aparte, con calma y sin discutir: hoy no entra, la próxima semana sí."),
        say("Que no maneje. Ofrezca una forma segura de volver a casa."),
        say("No llame a su pareja ni a su familia para que vengan."),
        say("Si amenaza o dice que va a lastimar a alguien, llame al {line}."),
        say("En la lista queda como «No admisión»: no cuenta como asistencia."),
    ),
    IncidentSort.PARTNER_OUTSIDE: (
        say("Que el grupo siga adentro, con la puerta cerrada. Nadie sale a ver."),
        say("No discuta con quien espera. No diga quién está adentro ni quién vino."),
        say("Llame al {line} si trae un arma, amenaza, golpea la puerta o no deja salir."),
        say("Pregunte aparte a quien corre peligro qué le parece más seguro, y hágale caso."),
        say("Salgan cuando se haya ido o haya llegado ayuda, y por otra puerta si la hay."),
        say("Primero sale el grupo, en parejas. Quien corre peligro sale al final, con el equipo."),
        _TELL_TODAY,
    ),
    IncidentSort.CHILD_DISCLOSURE: (
        say("Escuche con calma. No pregunte detalles ni le pida repetirlo."),
        say("Puede decir: «Te creo. No es tu culpa. Voy a buscar ayuda.» No prometa callar."),
        say("No lo hable con la familia ni con quien pudo hacerle daño."),
        say("Si hubo violencia sexual, la atención de salud es hoy: las horas cuentan."),
        _DANGER_NOW,
        say(
            "Avise hoy a la Procuraduría de Protección de Niñas, Niños y Adolescentes"
            " y a la coordinación."
        ),
        say("Aquí anote sólo que pasó y a quién se avisó. Nada de lo que contó."),
    ),
    IncidentSort.THREAT_TO_STAFF: (
        _DANGER_NOW,
        say("No conteste la amenaza. Hoy nadie del equipo se queda ni vuelve a casa a solas."),
        say("Guarde los mensajes y las llamadas como están."),
        say("Avise hoy a la coordinación: decide si la próxima reunión cambia de lugar o de hora."),
    ),
    IncidentSort.LOST_PAPERS: (
        say("Piense qué decía el papel."),
        say("Si sólo llevaba folios o códigos, nadie sabe de quién es: basta con anotarlo."),
        say("Si llevaba nombres, teléfonos o direcciones, avise hoy a la coordinación."),
        say("No llame por su cuenta a nadie: la coordinación decide con quién hablar y cómo."),
        say("Si lo busca, no diga qué es ni de qué grupo."),
    ),
    IncidentSort.HEALTH: (
        say("Llame al {line}. No hace falta decir de qué es el grupo."),
        say("Alguien del equipo se queda con la persona; el grupo toma un descanso aparte."),
        say("Antes de llamar a un familiar, pregúntele. A su pareja, sólo si lo pide."),
        say("Si le apretaron el cuello o le golpearon la cabeza, necesita revisión médica hoy."),
    ),
    IncidentSort.OTHER: (
        say("Primero, que todas las personas estén a salvo."),
        _DANGER_NOW,
        say("Si alguien puede correr peligro, avise hoy a la coordinación."),
    ),
}
"""What to do now, in this order; `line` is the number to call."""


def first_steps(sort: IncidentSort, line: str) -> tuple[Message, ...]:
    """What to do now, in this order, where `line` is called when the danger is now."""
    return calling(line, _STEPS[sort])


def calling(line: str, steps: Iterable[Message]) -> tuple[Message, ...]:
    """Steps that say which number to call."""
    return tuple(replace(step, values={**step.values, "line": line}) for step in steps)


WAY_HOME_WORDS: dict[WayHome, Message] = {
    WayHome.ACCEPTED: say("Aceptó una forma segura de volver"),
    WayHome.DECLINED: say("No la quiso"),
    WayHome.NOT_POSSIBLE: say("No se pudo ofrecer"),
}
