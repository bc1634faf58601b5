"""A group's course in counts and folios, for whoever keeps the file. Nobody's name is on it."""

from __future__ import annotations

from desktop.i18n import _, language
from desktop.programme.group_papers import Completing, GroupSummary
from desktop.programme.vocabulary import EnrolmentState, Evaluation
from desktop.reports.code_words import (
    EVALUATION_WORDS,
    LEFT_WORDS,
    SKIPPED_WORDS,
    STANDING_WORDS,
)
from desktop.reports.letter_words import LANGUAGES
from desktop.reports.sheet_parts import facts, heading, section, sheet, table, words


def group_summary(summary: GroupSummary, *, demo: bool = False) -> str:
    """A page of HTML, on as many sheets as there are people."""
    by_folio = sorted(summary.people, key=lambda person: (person.folio, person.participant))
    return sheet(
        heading(_("Resumen · {group}").format(group=summary.name)),
        facts(_meetings(summary)),
        section(_("Personas")),
        facts(_standings(summary)),
        section(_("Por folio")),
        table(
            (_("Folio"), _("Sesiones"), _("Cómo quedó"), _("Evaluación final")),
            (18, 16, 40, 26),
            [_row(person) for person in by_folio],
        ),
        words(_counts_only(summary), "8pt"),
        demo=demo,
    )


def _meetings(summary: GroupSummary) -> list[tuple[str, object]]:
    short = LANGUAGES[language()].short
    told: list[tuple[str, object]] = [
        (_("Lugar"), summary.place or None),
        (_("Primera reunión"), short(summary.first) if summary.first else None),
        (_("Última reunión"), short(summary.last) if summary.last else None),
        (_("Sesiones del curso"), summary.sessions or None),
        (_("Sesiones que hubo"), summary.held),
    ]
    told += [
        (_("No hubo: {why}").format(why=_(SKIPPED_WORDS[reason])), count)
        for reason, count in sorted(summary.skipped.items())
    ]
    if summary.planned:
        told.append((_("Sin terminar o por venir"), summary.planned))
    if summary.closed_on:
        told.append((_("Grupo cerrado el"), short(summary.closed_on)))
    return told


def _standings(summary: GroupSummary) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [
        (_("Estuvieron alguna vez en el grupo"), len(summary.people)),
        (_("Terminaron el curso"), summary.standing(EnrolmentState.COMPLETED)),
        (_("En el grupo, sin terminar el curso"), summary.standing(EnrolmentState.ACTIVE)),
        (_("En pausa"), summary.standing(EnrolmentState.PAUSED)),
    ]
    told += [
        (_("Salieron: {why}").format(why=_(LEFT_WORDS[reason])), count)
        for reason, count in summary.left().items()
    ]
    pending = sum(person.evaluation_pending for person in summary.people)
    done = sum(person.evaluation is Evaluation.DONE for person in summary.people)
    return [
        *told,
        (_("Evaluaciones finales hechas"), done),
        (_("Evaluaciones finales pendientes"), pending),
    ]


def _row(person: Completing) -> tuple[str, str, str, str]:
    standing = _(STANDING_WORDS[person.state])
    if person.leave_reason is not None:
        standing = f"{standing}: {_(LEFT_WORDS[person.leave_reason])}"
    evaluation = _(EVALUATION_WORDS[person.evaluation]) if person.evaluation else "—"
    if person.evaluation_pending:
        evaluation = _(EVALUATION_WORDS[Evaluation.PENDING])
    return person.folio or "—", str(person.attended), standing, evaluation


def _counts_only(summary: GroupSummary) -> str:
    return _(
        "Terminar el curso es haber venido a {n} sesiones o más. Es una cuenta de asistencia: no "
        "es prueba de cambio ni de seguridad."
    ).format(n=summary.needed)
