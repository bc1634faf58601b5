"""What may be kept of a course and of a plan, whether it was typed here or came in a folder."""

from __future__ import annotations

import re
import unicodedata

from desktop.curriculum.flaws import Flaw
from desktop.curriculum.model import (
    ABOUT_MAX,
    COURSE_MINUTES_MIN,
    LINE_MAX,
    MATERIALS_MAX,
    MINUTES_MAX,
    PLAN_BYTES_MAX,
    PLANS_MAX,
    SHORT_MAX,
    STEPS_MAX,
    TEXT_MAX,
    VERSION_MAX,
    CourseFile,
    Plan,
)
from desktop.programme.vocabulary import Stream
from desktop.trouble import say

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
_NO_CHARACTERS = frozenset("\ufeff\ufffe\uffff")


def check_course(course: CourseFile) -> None:
    """Every rule of a tidy course, its plans' too. Raises: Flaw; of a plan it says which."""
    check_head(course)
    if [plan.ordinal for plan in course.plans] != list(range(1, len(course.plans) + 1)):
        raise ValueError("plans are numbered from 1 without gaps")
    for plan in course.plans:
        check_plan(plan)


def check_head(course: CourseFile) -> None:
    """The rules of everything but the plans themselves. Raises: Flaw."""
    if not _SLUG.fullmatch(course.slug):
        raise Flaw(
            say("El nombre corto del curso (slug) no es posible."),
            say("Use sólo letras sin acento, números y guiones, por ejemplo: mujeres-25."),
            "slug",
        )
    if not _LANGUAGE.fullmatch(course.language):
        raise Flaw(
            say("El idioma (language) no es un código conocido."),
            say("Escriba, por ejemplo, es para español o en para inglés."),
            "language",
        )
    if course.stream not in (Stream.WOMEN, Stream.MEN):
        raise Flaw(
            say("No dice para quién es el curso (stream)."),
            say("Escriba women si es para mujeres o men si es para hombres."),
            "stream",
        )
    _check_line(course.title, "title", needed=True)
    _check_text(course.about, ABOUT_MAX, "about")
    if not COURSE_MINUTES_MIN <= course.minutes <= MINUTES_MAX:
        raise Flaw(
            say("La duración de las sesiones no es posible."),
            say(
                "Escriba los minutos, de {least} a {most}.",
                least=COURSE_MINUTES_MIN,
                most=MINUTES_MAX,
            ),
            "minutes",
        )
    if not 1 <= course.version <= VERSION_MAX:
        raise Flaw(
            say("El número de versión no es posible."),
            say("Escriba un número del 1 al {most}.", most=VERSION_MAX),
            "version",
        )
    if not 1 <= len(course.plans) <= PLANS_MAX:
        raise Flaw(
            say("Un curso tiene de 1 a {most} sesiones.", most=PLANS_MAX),
            say("Agregue o quite sesiones."),
            "sessions",
        )


def check_plan(plan: Plan) -> None:
    """The rules of one tidy plan. Raises: Flaw."""
    _check_line(plan.title, "title", needed=True)
    _check_line(plan.module, "module")
    _check_text(plan.aim, SHORT_MAX, "aim")
    _check_text(plan.bring, SHORT_MAX, "bring")
    _check_minutes(plan.minutes, "minutes")
    if len(plan.steps) > STEPS_MAX:
        raise Flaw(
            say("La sesión tiene demasiados pasos."),
            say("Deje {most} pasos o menos.", most=STEPS_MAX),
            f"steps.{STEPS_MAX + 1}",
        )
    for number, step in enumerate(plan.steps, start=1):
        place = f"steps.{number}"
        _check_line(step.title, place, needed=True)
        _check_minutes(step.minutes, place)
        _check_text(step.text, TEXT_MAX, place)
    for name in ("closing", "homework", "notes"):
        _check_text(getattr(plan, name), TEXT_MAX, name)
    _check_materials(plan)
    if _bytes_of(plan) > PLAN_BYTES_MAX:
        raise Flaw(
            say("La sesión es demasiado larga para guardarse."),
            say("Acorte los textos, o reparta la sesión en dos."),
        )


def _check_materials(plan: Plan) -> None:
    if len(plan.materials) > MATERIALS_MAX:
        raise Flaw(
            say("La sesión tiene demasiados materiales."),
            say("Deje {most} materiales o menos.", most=MATERIALS_MAX),
            "materials",
        )
    for sha256 in plan.materials:
        if not _SHA256.fullmatch(sha256):
            raise Flaw(
                say("La clave de un material no es posible: son 64 letras y números."),
                say("Quite esa línea; después agregue el material desde Vereda."),
                "materials",
            )
    if len(set(plan.materials)) < len(plan.materials):
        raise Flaw(
            say("Un material está dos veces."), say("Deje cada material una vez."), "materials"
        )


def _check_line(text: str, place: str, *, needed: bool = False) -> None:
    if needed and not text:
        if place.startswith("steps."):
            raise Flaw(
                say("Un paso no tiene título."), say("Escriba cómo se llama el paso."), place
            )
        raise Flaw(say("Falta el título."), say("Escriba un título."), place)
    _check_text(text, LINE_MAX, place)


def _check_text(text: str, most: int, place: str) -> None:
    if len(text) > most:
        raise Flaw(
            say("Un texto es demasiado largo: {length} letras.", length=len(text)),
            say("Escríbalo en {most} letras o menos.", most=most),
            place,
        )
    if has_unseen(text):
        raise Flaw(
            say("Un texto tiene signos que no se ven ni se pueden guardar."),
            say("Bórrelos y escriba de nuevo esa parte."),
            place,
        )


def _check_minutes(minutes: int, place: str) -> None:
    if not 0 <= minutes <= MINUTES_MAX:
        raise Flaw(
            say("Los minutos no son posibles."),
            say("Escriba un número del 0 al {most}.", most=MINUTES_MAX),
            place,
        )


def has_unseen(text: str) -> bool:
    """Whether a character is none that a text may hold: control, surrogate, separator."""
    return any(
        sign != "\n" and (unicodedata.category(sign) in _UNSEEN or sign in _NO_CHARACTERS)
        for sign in text
    )


def _bytes_of(plan: Plan) -> int:
    texts = [plan.title, plan.module, plan.aim, plan.bring, plan.closing, plan.homework, plan.notes]
    texts += [part for step in plan.steps for part in (step.title, step.text)]
    return sum(len(text.encode()) for text in texts)
