"""Groups in words: their meetings, how people stand in them, whom they take."""

from __future__ import annotations

from desktop.i18n import N_, _, ngettext
from desktop.programme.vocabulary import EnrolmentState, Intake, LeaveReason, Stream
from desktop.services.course_views import CourseLine
from desktop.services.group_views import GroupPerson

INTAKE_WORDS: dict[Intake, str] = {
    Intake.OPEN: N_("Abierto: se puede entrar cuando ya empezó"),
    Intake.CLOSED: N_("Cerrado: cuando empieza ya no entra nadie"),
}

LEAVE_WORDS: dict[LeaveReason, str] = {
    LeaveReason.UNKNOWN: N_("No se sabe"),
    LeaveReason.WORK: N_("Trabajo"),
    LeaveReason.CARE: N_("Cuidar a alguien"),
    LeaveReason.HEALTH: N_("Salud"),
    LeaveReason.TRANSPORT: N_("Camino o transporte"),
    LeaveReason.MOVED_AWAY: N_("Se fue a vivir a otro lugar"),
    LeaveReason.SAFETY: N_("Seguridad"),
    LeaveReason.NOT_FOR_ME: N_("El grupo no era lo que buscaba"),
    LeaveReason.REFERRED: N_("Pasó a otro servicio"),
    LeaveReason.DISMISSED: N_("El equipo terminó su participación"),
    LeaveReason.ORDER_ENDED: N_("Terminó su orden del juzgado"),
    LeaveReason.DIED: N_("Falleció"),
    LeaveReason.OTHER: N_("Otro motivo"),
}
"""In no words that blame. TRANSFERRED is an act of its own."""


def leave_reasons(stream: Stream) -> list[LeaveReason]:
    """Those to choose from; court orders are the men's stream's."""
    left_out = {LeaveReason.ORDER_ENDED} if stream is Stream.WOMEN else set()
    return [reason for reason in LEAVE_WORDS if reason not in left_out]


def course_words(course: CourseLine) -> str:
    """Its title and length, and what tells it from another of the same title."""
    told = ngettext("{title} · {n} sesión", "{title} · {n} sesiones", course.sessions)
    words = told.format(title=course.title, n=course.sessions)
    if course.version > 1:
        words += " · " + _("versión {n}").format(n=course.version)
    if course.language != "es":
        words += f" · {course.language}"
    return words


def standing(person: GroupPerson, joined_late: bool) -> str:
    """What is worth saying about how somebody stands; "" for who is simply there."""
    since = f"{person.since.day}/{person.since.month}" if person.since else ""
    if person.state is EnrolmentState.PAUSED:
        return _("en pausa desde {day}").format(day=since) if since else _("en pausa")
    if person.moved_to:
        return _("pasó a {group}").format(group=person.moved_to)
    if person.state is EnrolmentState.LEFT:
        return _("salió el {day}").format(day=since) if since else _("salió")
    if person.state is EnrolmentState.COMPLETED:
        return _("terminó")
    if person.elsewhere:
        return _("también en {group}").format(group=person.elsewhere)
    return _("desde {day}").format(day=since) if joined_late and since else ""
