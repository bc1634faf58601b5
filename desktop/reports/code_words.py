"""Codes in the words that papers use, as message ids."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.programme.vocabulary import (
    AttendanceState,
    EnrolmentState,
    Evaluation,
    IncidentSort,
    LeaveReason,
    ServiceSort,
    SkipReason,
)

MARK_WORDS: dict[AttendanceState, str] = {
    AttendanceState.PRESENT: N_("Presente"),
    AttendanceState.LATE: N_("Tarde"),
    AttendanceState.ABSENT: N_("No vino"),
    AttendanceState.EXCUSED: N_("Justificada"),
    AttendanceState.LEFT_EARLY: N_("Salió antes"),
    AttendanceState.SUSPENDED: N_("Suspensión"),
    AttendanceState.NOT_ADMITTED: N_("No admisión"),
}
STANDING_WORDS: dict[EnrolmentState, str] = {
    EnrolmentState.ACTIVE: N_("En el grupo"),
    EnrolmentState.PAUSED: N_("En pausa"),
    EnrolmentState.LEFT: N_("Salió"),
    EnrolmentState.COMPLETED: N_("Terminó el curso"),
}
EVALUATION_WORDS: dict[Evaluation, str] = {
    Evaluation.PENDING: N_("Pendiente"),
    Evaluation.DONE: N_("Hecha"),
    Evaluation.DECLINED: N_("No quiso"),
}
LEFT_WORDS: dict[LeaveReason, str] = {
    LeaveReason.MOVED_AWAY: N_("Se fue a vivir a otro lugar"),
    LeaveReason.WORK: N_("Trabajo"),
    LeaveReason.CARE: N_("Cuidar a alguien"),
    LeaveReason.HEALTH: N_("Salud"),
    LeaveReason.SAFETY: N_("Seguridad"),
    LeaveReason.NOT_FOR_ME: N_("El grupo no era lo que buscaba"),
    LeaveReason.TRANSPORT: N_("Camino o transporte"),
    LeaveReason.REFERRED: N_("Pasó a otro servicio"),
    LeaveReason.TRANSFERRED: N_("Pasó a otro grupo"),
    LeaveReason.DISMISSED: N_("El equipo terminó su participación"),
    LeaveReason.ORDER_ENDED: N_("Terminó su orden"),
    LeaveReason.DIED: N_("Falleció"),
    LeaveReason.UNKNOWN: N_("No se sabe"),
    LeaveReason.OTHER: N_("Otro motivo"),
}
SKIPPED_WORDS: dict[SkipReason, str] = {
    SkipReason.HOLIDAY: N_("Día festivo"),
    SkipReason.HARVEST: N_("Cosecha o siembra"),
    SkipReason.ROAD: N_("Camino cerrado"),
    SkipReason.PLACE: N_("El lugar no estaba disponible"),
    SkipReason.FACILITATOR: N_("No pudo venir quien facilita"),
    SkipReason.SAFETY: N_("Seguridad"),
    SkipReason.OTHER: N_("Otro motivo"),
}
INCIDENT_WORDS: dict[IncidentSort, str] = {
    IncidentSort.NOT_ADMITTED: N_("No se admitió a alguien"),
    IncidentSort.PARTNER_OUTSIDE: N_("Alguien esperaba afuera"),
    IncidentSort.CHILD_DISCLOSURE: N_("Aviso de una niña o un niño"),
    IncidentSort.THREAT_TO_STAFF: N_("Amenaza al equipo"),
    IncidentSort.LOST_PAPERS: N_("Papeles perdidos"),
    IncidentSort.HEALTH: N_("Salud"),
    IncidentSort.OTHER: N_("Otro"),
}
SERVICE_WORDS: dict[ServiceSort, str] = {
    ServiceSort.SHELTER: N_("Refugio"),
    ServiceSort.JUSTICE_CENTRE: N_("Centro de justicia"),
    ServiceSort.HEALTH: N_("Salud"),
    ServiceSort.PSYCHOTHERAPY: N_("Psicoterapia"),
    ServiceSort.LEGAL: N_("Asesoría legal"),
    ServiceSort.POLICE: N_("Policía"),
    ServiceSort.CIVIL_SOCIETY: N_("Organización civil"),
    ServiceSort.CHILDREN: N_("Niñas y niños"),
    ServiceSort.ECONOMIC: N_("Trabajo y apoyo económico"),
    ServiceSort.INTERPRETER: N_("Intérprete"),
    ServiceSort.EMERGENCY_LINE: N_("Línea de emergencia"),
    ServiceSort.OTHER: N_("Otro"),
}
