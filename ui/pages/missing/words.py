"""How the questions and their answers are said; one text for both streams."""

from __future__ import annotations

from desktop.programme.curp import CurpFlaw
from desktop.programme.vocabulary import Answer, CameBy, Disability, Interpreter, Schooling
from desktop.trouble import Message, say

QUESTIONS: dict[str, Message] = {
    "birth": say("¿En qué año nació, o cuántos años tiene?"),
    "place": say("¿En qué localidad vive?"),
    "language": say("¿Qué lengua habla mejor?"),
    "interpreter": say("¿Necesita intérprete? Nunca es alguien de su familia."),
    "indigenous": say("¿Se considera indígena?"),
    "schooling": say("¿Hasta qué nivel fue a la escuela?"),
    "disability": say("¿Le cuesta mucho alguna de estas cosas?"),
    "pregnant": say("¿Está embarazada?"),
    "children": say("¿Cuántas hijas e hijos tiene?"),
    "came_by": say("¿Cómo llegó?"),
    "curp": say("¿Cuál es su CURP?"),
    "phone_safe": say("¿Hay un teléfono al que sea seguro llamarle?"),
    "contact": say("¿Cómo hay que llamarle? Falta confirmarlo a solas."),
    "consent": say("¿A qué dice que sí? Falta anotar su consentimiento."),
}

YES_NO: dict[object, Message] = {Answer.YES: say("Sí"), Answer.NO: say("No")}

OPTIONS: dict[str, dict[object, Message]] = {
    "indigenous": YES_NO,
    "pregnant": YES_NO,
    "interpreter": {
        Interpreter.NOT_NEEDED: say("No"),
        Interpreter.NEEDED: say("Sí, falta conseguir"),
        Interpreter.ARRANGED: say("Sí, ya hay"),
    },
    "schooling": {
        Schooling.NONE: say("Ninguno"),
        Schooling.PRESCHOOL: say("Preescolar"),
        Schooling.PRIMARY: say("Primaria"),
        Schooling.SECONDARY: say("Secundaria"),
        Schooling.UPPER_SECONDARY: say("Bachillerato o carrera técnica"),
        Schooling.HIGHER: say("Universidad o más"),
    },
    "came_by": {
        CameBy.OWN_DECISION: say("Por decisión propia"),
        CameBy.COURT_ORDER: say("Por orden de un juzgado"),
        CameBy.REFERRED: say("Lo mandó otro servicio"),
        CameBy.FAMILY: say("Por su familia"),
        CameBy.OTHER: say("De otra manera"),
    },
}
"""The answers of the questions that have a few, in the order in which they are shown."""

DIFFICULTIES: dict[Disability, Message] = {
    Disability.SEEING: say("Ver, aun con lentes"),
    Disability.HEARING: say("Oír, aun con aparato"),
    Disability.WALKING: say("Caminar o subir escalones"),
    Disability.REMEMBERING: say("Recordar o concentrarse"),
    Disability.SELF_CARE: say("Bañarse o vestirse"),
    Disability.COMMUNICATING: say("Hablar o entender lo que le dicen"),
}
NOTHING_HARD = say("Ninguna")

CURP_FLAWS: dict[CurpFlaw, Message] = {
    CurpFlaw.LENGTH: say("Una CURP tiene 18 letras y números. Se guarda como la escribió."),
    CurpFlaw.FORM: say("No tiene la forma de una CURP. Se guarda como la escribió."),
    CurpFlaw.DATE: say("La fecha dentro de esa CURP no existe. Se guarda como la escribió."),
    CurpFlaw.CHECK: say("El último número no concuerda: revísela. Se guarda como la escribió."),
}
