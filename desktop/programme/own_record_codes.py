"""Codes in the words that a person reads on her or his own record: nouns, and nobody is blamed."""

from __future__ import annotations

from desktop.programme.vocabulary import (
    AllowanceFor,
    Answer,
    AttendanceState,
    CallOutcome,
    CameBy,
    EnrolmentState,
    Evaluation,
    Interpreter,
    LeaveReason,
    OrderState,
    Outcome,
    ProtectionState,
    Reason,
    Schooling,
    WordsSort,
)
from desktop.trouble import Message, say

ANSWER_WORDS: dict[Answer, Message] = {
    Answer.YES: say("Sí"),
    Answer.NO: say("No"),
    Answer.UNSAID: say("No sabe / Prefiere no decir"),
}
ATTENDANCE_WORDS: dict[AttendanceState, Message] = {
    AttendanceState.PRESENT: say("Presente"),
    AttendanceState.LATE: say("Tarde"),
    AttendanceState.ABSENT: say("No vino"),
    AttendanceState.EXCUSED: say("Justificada"),
    AttendanceState.LEFT_EARLY: say("Salió antes"),
    AttendanceState.SUSPENDED: say("Suspensión"),
    AttendanceState.NOT_ADMITTED: say("No admisión"),
}
ENROLMENT_WORDS: dict[EnrolmentState, Message] = {
    EnrolmentState.ACTIVE: say("Viene al grupo"),
    EnrolmentState.PAUSED: say("En pausa"),
    EnrolmentState.LEFT: say("Salió del grupo"),
    EnrolmentState.COMPLETED: say("Terminó el curso"),
}
LEAVE_WORDS: dict[LeaveReason, Message] = {
    LeaveReason.MOVED_AWAY: say("Se mudó"),
    LeaveReason.WORK: say("Trabajo"),
    LeaveReason.CARE: say("Cuidar a alguien"),
    LeaveReason.HEALTH: say("Salud"),
    LeaveReason.SAFETY: say("Seguridad"),
    LeaveReason.NOT_FOR_ME: say("No era para su momento"),
    LeaveReason.TRANSPORT: say("Camino o transporte"),
    LeaveReason.REFERRED: say("Va a otro servicio"),
    LeaveReason.TRANSFERRED: say("Pasó a otro grupo"),
    LeaveReason.DISMISSED: say("Por decisión del programa"),
    LeaveReason.ORDER_ENDED: say("Terminó la orden"),
    LeaveReason.DIED: say("Falleció"),
    LeaveReason.UNKNOWN: say("No se sabe"),
    LeaveReason.OTHER: say("Otro motivo"),
}
EVALUATION_WORDS: dict[Evaluation, Message] = {
    Evaluation.PENDING: say("Falta hacerla"),
    Evaluation.DONE: say("Hecha"),
    Evaluation.DECLINED: say("No quiso"),
}
CALL_WORDS: dict[CallOutcome, Message] = {
    CallOutcome.COMES: say("Va a venir"),
    CallOutcome.AWAY: say("Está fuera"),
    CallOutcome.LEAVES: say("Ya no va a venir"),
    CallOutcome.NO_ANSWER: say("Nadie contestó"),
    CallOutcome.SOMEBODY_ELSE: say("Contestó otra persona"),
    CallOutcome.NOT_SAFE: say("No era seguro llamar"),
    CallOutcome.WRONG_NUMBER: say("El número no era"),
    CallOutcome.MET: say("Se habló en persona"),
    CallOutcome.NO_CONTACT: say("No hay cómo llamar"),
    CallOutcome.ASKED_NOT_TO: say("Pidió que no se le llame"),
}
ALLOWANCE_WORDS: dict[AllowanceFor, Message] = {
    AllowanceFor.TRANSPORT: say("Transporte"),
    AllowanceFor.FOOD: say("Comida"),
    AllowanceFor.BOTH: say("Transporte y comida"),
}
WORDS_WORDS: dict[WordsSort, Message] = {
    WordsSort.COMMITMENT: say("Compromiso"),
    WordsSort.STRATEGY: say("Estrategia"),
}
INTERPRETER_WORDS: dict[Interpreter, Message] = {
    Interpreter.NOT_NEEDED: say("No hace falta"),
    Interpreter.NEEDED: say("Hace falta"),
    Interpreter.ARRANGED: say("Ya se consiguió"),
}
CAME_BY_WORDS: dict[CameBy, Message] = {
    CameBy.OWN_DECISION: say("Por decisión propia"),
    CameBy.COURT_ORDER: say("Por orden de un juzgado"),
    CameBy.REFERRED: say("De parte de otro servicio"),
    CameBy.FAMILY: say("Por su familia"),
    CameBy.OTHER: say("De otra manera"),
}
SCHOOLING_WORDS: dict[Schooling, Message] = {
    Schooling.NONE: say("Sin escuela"),
    Schooling.PRESCHOOL: say("Preescolar"),
    Schooling.PRIMARY: say("Primaria"),
    Schooling.SECONDARY: say("Secundaria"),
    Schooling.UPPER_SECONDARY: say("Bachillerato"),
    Schooling.HIGHER: say("Universidad o más"),
}
OUTCOME_WORDS: dict[Outcome, Message] = {
    Outcome.ELIGIBLE: say("Puede entrar a un grupo"),
    Outcome.DEFERRED: say("Más adelante"),
    Outcome.REFERRED: say("Va primero a otro servicio"),
}
ORDER_WORDS: dict[OrderState, Message] = {
    OrderState.OPEN: say("Abierta"),
    OrderState.CLOSED: say("Cerrada"),
}
PROTECTION_WORDS: dict[ProtectionState, Message] = {
    ProtectionState.IN_FORCE: say("Vigente"),
    ProtectionState.EXTENDED: say("Prorrogada"),
    ProtectionState.ENDED: say("Terminada"),
}
REASON_WORDS: dict[Reason, Message] = {
    Reason.FAMILY_RELATIONS: say("Mejorar la relación familiar"),
    Reason.LEAVE_VIOLENT_RELATIONSHIP: say("Salir de una relación violenta"),
    Reason.STOP_USING_VIOLENCE: say("Dejar de ejercer violencia"),
    Reason.SOMEONE_TO_TALK_TO: say("Tener con quién hablar"),
    Reason.REESTABLISH_RELATIONSHIP: say("Volver a tener relación (dicho por él)"),
    Reason.MANDATED: say("Por mandato"),
    Reason.OTHER: say("Otro motivo"),
    Reason.UNSAID: say("No sabe / Prefiere no decir"),
}

QUESTION_WORDS: dict[str, Message] = {
    "alone": say("¿Podía hablar sin que nadie oyera?"),
    "safe_today": say("¿Está a salvo hoy?"),
    "worse": say("¿Ha empeorado?"),
    "weapon": say("¿Hay un arma?"),
    "death_threat": say("¿Amenazas de muerte?"),
    "strangled": say("¿Le apretaron el cuello?"),
    "children_hurt": say("¿Lastiman a sus hijas o hijos?"),
    "pregnant": say("¿Está embarazada?"),
    "assault": say("¿Hubo una agresión sexual?"),
    "minor": say("¿Tiene menos de 18 años?"),
    "steady": say("¿Se siente estable?"),
    "group_fit": say("¿Puede estar en un grupo?"),
    "can_come": say("¿Puede venir cada semana?"),
    "substances": say("¿Consume alcohol o drogas?"),
    "owns_it": say("¿Reconoce lo que hizo?"),
}
"""By the column of INTAKE that holds the answer."""
