"""What may be kept of an instrument, whoever wrote its file; every refusal names the item."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from desktop.programme.scoring import (
    NO,
    YES,
    Condition,
    Instrument,
    Item,
    ItemKind,
    Option,
    reach,
)
from desktop.programme.vocabulary import Permission
from desktop.trouble import Message, say

ITEMS_MAX = 100
OPTIONS_MAX = 9
"""Each has a key of its own, 1 to 9."""
STEPS_MAX = 20
RULES_MAX = 5
POINTS_MAX = 100
NUMBER_MAX = 100_000
TEXT_MAX, LINE_MAX, OPTION_MAX, ABOUT_MAX, VERSION_MAX = 600, 120, 160, 2_000, 20

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_ID = re.compile(r"[a-z][a-z0-9_-]{0,23}")
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})


class InstrumentFlaw(Exception):
    """Something in an instrument that cannot be kept.

    Attributes:
        what: what is wrong, in one sentence.
        instead: what to write or do.
        item: the id of the item that it is about, or its place like "#101"; "" for the whole.
    """

    def __init__(self, what: Message, instead: Message, item: str = "") -> None:
        super().__init__(str(what))
        self.what = what
        self.instead = instead
        self.item = item


def check(instrument: Instrument) -> None:
    """Every rule of the format. Raises: InstrumentFlaw."""
    _check_head(instrument)
    if not 1 <= len(instrument.items) <= ITEMS_MAX:
        over = f"#{ITEMS_MAX + 1}" if instrument.items else ""
        raise too_many_items(over)
    seen: dict[str, Item] = {}
    for place, item in enumerate(instrument.items, start=1):
        _check_id(item.id, place)
        if item.id in seen:
            raise InstrumentFlaw(
                say("Hay dos preguntas con el mismo nombre corto (id)."),
                say("Dele a cada una el suyo."),
                item.id,
            )
        _check_item(item, instrument.permission)
        for rule in item.only_if:
            _check_rule(rule, item, seen)
        seen[item.id] = item
    _check_bands(instrument)


def too_many_items(item: str) -> InstrumentFlaw:
    return InstrumentFlaw(
        say("Un instrumento tiene de 1 a {most} preguntas.", most=ITEMS_MAX),
        say("Quite o agregue preguntas."),
        item,
    )


def _check_head(instrument: Instrument) -> None:
    if not _SLUG.fullmatch(instrument.slug):
        raise InstrumentFlaw(
            say("El nombre corto del instrumento (slug) no es posible."),
            say("Use sólo letras sin acento, números y guiones, por ejemplo: mi-escala."),
        )
    if not _LANGUAGE.fullmatch(instrument.language):
        raise InstrumentFlaw(
            say("El idioma (language) no es un código conocido."),
            say("Escriba, por ejemplo, es para español o en para inglés."),
        )
    for name, text, most in (
        ("version", instrument.version, VERSION_MAX),
        ("title", instrument.title, LINE_MAX),
        ("source", instrument.source, TEXT_MAX),
    ):
        if not text:
            raise InstrumentFlaw(
                say("Falta «{name}» al principio del archivo.", name=name),
                say("Escriba el título, la versión y de dónde viene el instrumento."),
            )
        _check_text(text, most, "", lines=name == "source")
    _check_text(instrument.about, ABOUT_MAX, "", lines=True)


def _check_id(id_: str, place: int) -> None:
    if not _ID.fullmatch(id_):
        raise InstrumentFlaw(
            say("El nombre corto (id) de una pregunta no es posible."),
            say("Use letras sin acento y números, y empiece con una letra, por ejemplo: p1."),
            f"#{place}",
        )


def _check_item(item: Item, permission: Permission) -> None:
    pending = permission is Permission.PENDING
    if not item.text and not pending:
        raise InstrumentFlaw(
            say("Una pregunta no tiene texto."), say("Escriba la pregunta."), item.id
        )
    _check_text(item.text, TEXT_MAX, item.id, lines=True)
    for option in item.options:
        if option.points is None and not pending:
            raise InstrumentFlaw(
                say("No dice cuántos puntos vale una respuesta."),
                say("Escriba los puntos; 0 si no suma."),
                item.id,
            )
        if option.points is not None and not 0 <= option.points <= POINTS_MAX:
            raise InstrumentFlaw(
                say("Los puntos de una respuesta no son posibles."),
                say("Escriba un número de 0 a {most}: ninguna respuesta resta.", most=POINTS_MAX),
                item.id,
            )
    if item.kind is ItemKind.NUMBER:
        _check_number(item)
    elif item.kind is ItemKind.CHOICE:
        _check_choice(item)
    if item.strangulation and item.kind is not ItemKind.YES_NO:
        raise InstrumentFlaw(
            say("La pregunta por estrangulamiento se contesta con sí o no."),
            say("Escriba kind: yes_no en esa pregunta."),
            item.id,
        )


def _check_choice(item: Item) -> None:
    ids = [option.id for option in item.options]
    if not 2 <= len(ids) <= OPTIONS_MAX:
        raise InstrumentFlaw(
            say("Una pregunta de opciones tiene de 2 a {most}.", most=OPTIONS_MAX),
            say("Agregue o quite opciones."),
            item.id,
        )
    if len(set(ids)) < len(ids) or not all(_ID.fullmatch(each) for each in ids):
        raise InstrumentFlaw(
            say("Los nombres cortos (id) de las opciones no son posibles o se repiten."),
            say("Use letras sin acento y números, y dele a cada opción el suyo."),
            item.id,
        )
    for option in item.options:
        if not option.text:
            raise InstrumentFlaw(
                say("Una opción no tiene texto."), say("Escriba qué dice la opción."), item.id
            )
        _check_text(option.text, OPTION_MAX, item.id)


def _check_number(item: Item) -> None:
    if not 0 <= item.least < item.most <= NUMBER_MAX:
        raise InstrumentFlaw(
            say("El número más chico y el más grande de una pregunta no son posibles."),
            say("Escriba least y most, de 0 a {most}.", most=NUMBER_MAX),
            item.id,
        )
    starts = [step.least for step in item.options]
    rising = all(one < other for one, other in pairwise(starts))
    begins = starts[:1] == [item.least] and starts[-1] <= item.most
    if not (begins and rising and len(starts) <= STEPS_MAX):
        raise InstrumentFlaw(
            say("Los escalones de puntos de una pregunta no son posibles."),
            say("El primero empieza en el número más chico, y cada uno después del anterior."),
            item.id,
        )


def _check_rule(rule: Condition, item: Item, earlier: dict[str, Item]) -> None:
    about = earlier.get(rule.item)
    if about is None:
        raise InstrumentFlaw(
            say("La regla para saltar una pregunta nombra a otra que no viene antes."),
            say("Una regla sólo mira respuestas anteriores; así no se forma un círculo."),
            item.id,
        )
    bounds = [each for each in (rule.at_least, rule.at_most) if each is not None]
    if about.kind is ItemKind.NUMBER:
        fits = rule.equals is None and bool(bounds) and all(0 <= n <= NUMBER_MAX for n in bounds)
    else:
        fits = not bounds and rule.equals in [option.id for option in about.options]
    if not fits or len(item.only_if) > RULES_MAX:
        raise InstrumentFlaw(
            say("La regla para saltar una pregunta no se entiende."),
            say("Escriba item y luego is (yes, no o una opción), o at_least o at_most."),
            item.id,
        )


def _check_bands(instrument: Instrument) -> None:
    bands = instrument.bands
    if not bands:
        return
    fewest, most = reach(instrument)
    whole = bands[0].first <= fewest and most <= bands[-1].last
    pairs = list(pairwise(bands))
    joined = all(one.last + 1 == other.first for one, other in pairs)
    rising = all(one.band < other.band for one, other in pairs)
    if not (whole and joined and rising and all(each.first <= each.last for each in bands)):
        raise InstrumentFlaw(
            say(
                "Los niveles no cubren todos los puntos, de {fewest} a {most}.",
                fewest=fewest,
                most=most,
            ),
            say("Escríbalos en orden, sin huecos y sin que se encimen."),
        )


def _check_text(text: str, most: int, item: str, *, lines: bool = False) -> None:
    if len(text) > most:
        raise InstrumentFlaw(
            say("Un texto es demasiado largo: {length} letras.", length=len(text)),
            say("Escríbalo en {most} letras o menos.", most=most),
            item,
        )
    allowed = "\n" if lines else ""
    if any(unicodedata.category(sign) in _UNSEEN and sign not in allowed for sign in text):
        raise InstrumentFlaw(
            say("Un texto tiene signos que no se ven ni se pueden guardar."),
            say("Bórrelos y escriba de nuevo esa parte."),
            item,
        )


def yes_no(points: int | None, points_no: int, *, critical: bool) -> tuple[Option, Option]:
    """The two answers of a yes_no item. Where the yes is not known yet, nor is the no."""
    none_yet = points is None
    return Option(points, critical, YES), Option(None if none_yet else points_no, False, NO)
