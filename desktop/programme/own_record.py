"""What a person is told of what is kept about her or him, column by column, in plain words.

Every column of every kind that can hang on a person stands here, told or withheld: a test
walks them. Withheld is what others wrote or said, and who they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from desktop.programme.consent import HOW_WORDS, PURPOSE_WORDS, STATE_WORDS
from desktop.programme.happenings import SORT_WORDS, WAY_HOME_WORDS
from desktop.programme.own_record_codes import (
    ALLOWANCE_WORDS,
    ANSWER_WORDS,
    ATTENDANCE_WORDS,
    CALL_WORDS,
    CAME_BY_WORDS,
    ENROLMENT_WORDS,
    EVALUATION_WORDS,
    INTERPRETER_WORDS,
    LEAVE_WORDS,
    ORDER_WORDS,
    OUTCOME_WORDS,
    PROTECTION_WORDS,
    QUESTION_WORDS,
    REASON_WORDS,
    SCHOOLING_WORDS,
    WORDS_WORDS,
)
from desktop.programme.referrals import DISABILITY_WORDS
from desktop.programme.referrals import STATE_WORDS as REFERRAL_WORDS
from desktop.programme.rights import OUTCOME_WORDS as RIGHT_OUTCOMES
from desktop.programme.rights import SORT_WORDS as RIGHT_SORTS
from desktop.programme.risk_words import BAND_WORDS
from desktop.programme.safety_plan import PAPER_WORDS
from desktop.programme.schema import (
    ALLOWANCE,
    APART,
    ATTENDANCE,
    BREACH,
    CALL,
    CLOSENESS,
    CONSENT,
    COURT_ORDER,
    ENROLMENT,
    FORBIDDEN,
    INCIDENT,
    INTAKE,
    LETTER,
    MERGE,
    OWN_WORDS,
    PARTICIPANT,
    PROTECTION,
    RECOGNISED,
    REFERRAL,
    RIGHT,
    RISK,
    SAFETY_PLAN,
    UNSAFE_SERVICE,
    Kind,
)
from desktop.programme.violence_words import FORM_WORDS
from desktop.trouble import Message, say


class As(Enum):
    """How a stored value reads: CENTS are hundredths of a peso, SERVICE and the like a name."""

    TEXT = 1
    DAY = 2
    YES_NO = 3
    NUMBER = 4
    CENTS = 5
    CODE = 6
    CODES = 7
    SERVICE = 8
    GROUP = 9
    SESSION = 10


@dataclass(frozen=True)
class Told:
    """One column: what it is called, and how its value reads. `words` for CODE and CODES."""

    name: Message
    read: As = As.TEXT
    words: Mapping[Any, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class Chapter:
    """What one kind of record tells, one after the other, and what of it is withheld."""

    kind: Kind
    title: Message
    told: Mapping[str, Told]
    withheld: frozenset[str] = frozenset()


def _code(name: Message, words: Mapping[Any, Message]) -> Told:
    return Told(name, As.CODE, words)


def _day(name: Message) -> Told:
    return Told(name, As.DAY)


_DAY = _day(say("Día"))
_SAID = say("Lo que dijo")
_SESSION = Told(say("Reunión"), As.SESSION)
CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        PARTICIPANT,
        say("Quién es"),
        {
            "folio": Told(say("Folio")),
            "nickname": Told(say("Apodo")),
            "name": Told(say("Nombre")),
            "birth": Told(say("Nacimiento")),
            "phone": Told(say("Teléfono")),
            "phone_safe": Told(say("¿Es seguro llamarle?"), As.YES_NO),
            "contact_hours": Told(say("A qué hora")),
            "contact_pretext": Told(say("Con qué pretexto")),
            "contact_avoid": Told(say("Qué no decir")),
            "contact_confirmed": _day(say("Confirmado")),
            "reasons": Told(say("Por qué viene"), As.CODES, REASON_WORDS),
            "main_reason": _code(say("Motivo principal"), REASON_WORDS),
            "intake_date": _day(say("Primera entrevista")),
            "locality": Told(say("Localidad")),
            "place_name": Told(say("Lugar")),
            "place_code": Told(say("Clave del lugar")),
            "language": Told(say("Lengua")),
            "interpreter": _code(say("Intérprete"), INTERPRETER_WORDS),
            "indigenous": _code(say("Se considera indígena"), ANSWER_WORDS),
            "schooling": _code(say("Escolaridad"), SCHOOLING_WORDS),
            "disability": Told(say("Dificultades"), As.CODES, DISABILITY_WORDS),
            "pregnant": _code(say("Embarazo"), ANSWER_WORDS),
            "pregnant_on": _day(say("Embarazo, dicho el")),
            "children": Told(say("Hijas e hijos"), As.NUMBER),
            "children_ages": Told(say("Edades")),
            "curp": Told(say("CURP")),
            "came_by": _code(say("Cómo llegó"), CAME_BY_WORDS),
            "kept_until": _day(say("Se conserva hasta")),
        },
        frozenset({"site", "note", "contact_who", "died", "died_on", "not_asked", "kept_why"}),
    ),
    Chapter(
        CONSENT,
        say("Lo que aceptó"),
        {
            "ordinal": _code(say("Para qué"), PURPOSE_WORDS),
            "state": _code(say("Respuesta"), {k: v for k, v in STATE_WORDS.items() if k}),
            "how": _code(say("Cómo"), HOW_WORDS),
            "on_date": _DAY,
            "language": Told(say("Lengua")),
        },
        frozenset({"wording", "note", "taken_by"}),
    ),
    Chapter(
        INTAKE,
        say("Entrevistas"),
        {
            "on_date": _DAY,
            "limits": _code(say("Oyó lo que no puede quedar en secreto"), ANSWER_WORDS),
            **{column: _code(name, ANSWER_WORDS) for column, name in QUESTION_WORDS.items()},
            "assault_hours": Told(say("Horas desde entonces"), As.NUMBER),
            "hopes": Told(say("Lo que espera")),
            "outcome": _code(say("Qué se decidió"), OUTCOME_WORDS),
            "until": _day(say("Se vuelve a ver el")),
            "decided_on": _day(say("Decidido el")),
        },
        frozenset(
            {
                *("held_by", "limits_wording", "recommended", "rule", "referral", "why"),
                *("decided_by", "note"),
            }
        ),
    ),
    Chapter(
        ENROLMENT,
        say("Grupos"),
        {
            "grp": Told(say("Grupo"), As.GROUP),
            "state": _code(say("Cómo está"), ENROLMENT_WORDS),
            "since": _day(say("Desde")),
            "leave_reason": _code(say("Por qué salió"), LEAVE_WORDS),
            "moved_to": Told(say("Pasó a"), As.GROUP),
            "evaluation": _code(say("Evaluación final"), EVALUATION_WORDS),
        },
        frozenset({"why"}),
    ),
    Chapter(
        ATTENDANCE,
        say("Asistencia"),
        {"session": _SESSION, "state": _code(say("Asistencia"), ATTENDANCE_WORDS)},
        frozenset({"detail", "note", "taken_by", "correction"}),
    ),
    Chapter(
        ALLOWANCE,
        say("Apoyos para transporte o comida"),
        {
            "session": _SESSION,
            "cents": Told(say("Pesos"), As.CENTS),
            "what": _code(say("Para"), ALLOWANCE_WORDS),
        },
    ),
    Chapter(
        OWN_WORDS,
        say("Sus palabras"),
        {"session": _SESSION, "sort": _code(say("Qué es"), WORDS_WORDS), "text": Told(_SAID)},
    ),
    Chapter(
        RECOGNISED,
        say("Formas de violencia que nombró"),
        {
            "session": _SESSION,
            "forms": Told(
                _SAID, As.CODES, {form: short for form, (short, _long) in FORM_WORDS.items()}
            ),
        },
    ),
    Chapter(
        CALL,
        say("Veces que se le buscó"),
        {
            "on_date": _DAY,
            "outcome": _code(say("Qué pasó"), CALL_WORDS),
            "next_date": _day(say("Volver a buscar el")),
        },
        frozenset({"grp", "note", "answers", "lifts"}),
    ),
    Chapter(
        REFERRAL,
        say("Servicios a los que se le mandó"),
        {
            "service": Told(say("Servicio"), As.SERVICE),
            "service_name": Told(say("Nombre que dio")),
            "shared_text": Told(say("Lo que se compartió")),
            "state": _code(say("Cómo va"), REFERRAL_WORDS),
            "state_on": _day(say("Desde")),
            "sent_on": _day(say("Enviada")),
            "follow_up": _day(say("Se vuelve a ver el")),
        },
        frozenset({"sort", "shared_fields", "state_why", "urgency", "note", "made_by", "cause"}),
    ),
    Chapter(
        RISK,
        say("Cuestionarios de riesgo"),
        {
            "instrument": Told(say("Cuestionario")),
            "on_date": _DAY,
            "score": Told(say("Puntos"), As.NUMBER),
            "band": _code(say("Nivel"), BAND_WORDS),
            "strangled": _code(say("¿Le apretaron el cuello?"), ANSWER_WORDS),
            "review_on": _day(say("Se vuelve a ver el")),
        },
        frozenset({"version", "held_by", "answers", "critical", "note", "reviewed_by"}),
    ),
    Chapter(
        SAFETY_PLAN,
        say("Plan de seguridad"),
        {
            "signs": Told(say("Señales")),
            "ways_out": Told(say("Salidas")),
            "where_to": Told(say("A dónde ir")),
            "children": Told(say("Hijas e hijos")),
            "bag": Told(say("Qué llevar")),
            "phone": Told(say("Teléfono")),
            "money": Told(say("Dinero")),
            "signal": Told(say("Señal acordada")),
            "living_apart": Told(say("Si ya no viven en la misma casa")),
            "strength": Told(say("Lo que le da fuerza")),
            "agreed_on": _day(say("Hecho el")),
            "review_on": _day(say("Se vuelve a ver el")),
            "paper": _code(say("Dónde está el papel"), PAPER_WORDS),
            "paper_on": _day(say("Impreso el")),
            "declined": Told(say("No lo quiso"), As.YES_NO),
            "declined_on": _day(say("No lo quiso el")),
        },
        frozenset({"ordinal", "who_helps", "agreed_with"}),
    ),
    Chapter(
        PROTECTION,
        say("Órdenes de protección"),
        {
            "authority": Told(say("Autoridad")),
            "case_number": Told(say("Expediente")),
            "measures": Told(say("Medidas")),
            "issued_on": _day(say("Dada el")),
            "expires_text": Told(say("Vence, como dice la orden")),
            "expires_on": _day(say("Vence el")),
            "state": _code(say("Cómo está"), PROTECTION_WORDS),
            "state_on": _day(say("Desde")),
        },
        frozenset({"state_why", "note"}),
    ),
    Chapter(
        BREACH,
        say("Veces que no se cumplió una orden"),
        {
            "on_date": _DAY,
            "what": Told(_SAID),
            "told_on": _day(say("Avisado el")),
        },
        frozenset({"protection", "told_to"}),
    ),
    Chapter(
        FORBIDDEN,
        say("Lugares y horas que no le tocan"),
        {
            "places": Told(say("Lugares")),
            "hours": Told(say("Horas")),
            "until_text": Told(say("Hasta, como dice la orden")),
            "until_on": _day(say("Hasta")),
            "ended_on": _day(say("Terminó el")),
        },
        frozenset({"ended_why"}),
    ),
    Chapter(
        COURT_ORDER,
        say("Órdenes del juzgado"),
        {
            "court": Told(say("Juzgado")),
            "addressee": Told(say("A quién se dirige")),
            "city": Told(say("Ciudad")),
            "case_number": Told(say("Expediente")),
            "oficio": Told(say("Oficio")),
            "required": Told(say("Sesiones que pide"), As.NUMBER),
            "max_consecutive": Told(say("Faltas seguidas que permite"), As.NUMBER),
            "max_total": Told(say("Faltas en total que permite"), As.NUMBER),
            "deadline": _day(say("Fecha límite")),
            "received_on": _day(say("Recibida el")),
            "counts_from": _day(say("Cuenta desde")),
            "state": _code(say("Cómo está"), ORDER_WORDS),
            "closed_on": _day(say("Cerrada el")),
        },
        frozenset(
            {
                *("preset", "late_limit_min", "early_limit_min", "makeups"),
                *("makeup_within_days", "excused_counts", "why", "note"),
            }
        ),
    ),
    Chapter(
        LETTER,
        say("Oficios que se imprimieron"),
        {
            "serial": Told(say("Número"), As.NUMBER),
            "issued_on": _DAY,
            "oficio": Told(say("Oficio")),
            "superseded_on": _day(say("Dejó de valer el")),
        },
        frozenset({"court_order", "ordinal", "language", "statement", "why", "signatory"}),
    ),
    Chapter(
        INCIDENT,
        say("Lo que pasó en una reunión"),
        {
            "session": _SESSION,
            "sort": _code(say("Qué pasó"), SORT_WORDS),
            "on_date": _DAY,
            "way_home": _code(say("Cómo volvió"), WAY_HOME_WORDS),
            "settled_on": _day(say("Resuelto el")),
        },
        frozenset({"note", "settled_how"}),
    ),
    Chapter(
        UNSAFE_SERVICE,
        say("Servicios que no son seguros para usted"),
        {
            "service": Told(say("Servicio"), As.SERVICE),
            "said_on": _day(say("Dicho el")),
            "ended": Told(say("Ya no es así"), As.YES_NO),
        },
    ),
    Chapter(
        RIGHT,
        say("Solicitudes sobre sus datos"),
        {
            "sort": _code(say("Qué pidió"), RIGHT_SORTS),
            "asked_on": _DAY,
            "asked": Told(_SAID),
            "due_on": _day(say("Se contesta a más tardar el")),
            "outcome": _code(say("Respuesta"), RIGHT_OUTCOMES),
            "outcome_on": _day(say("Contestada el")),
            "outcome_why": Told(say("Por qué")),
        },
        frozenset({"confirmed_by", "confirmed_on", "taken_by", "authority"}),
    ),
)

OF_OTHERS: tuple[Kind, ...] = (CLOSENESS, APART, MERGE)
"""Kinds that say who somebody else is: nothing of them is told."""
