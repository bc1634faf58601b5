"""Instruments that Vereda brings along: one structure that waits for permission, one example.

Neither is offered before a coordinator adds it.
"""

from __future__ import annotations

from desktop.programme.instrument_rules import yes_no
from desktop.programme.scoring import Band, Condition, Instrument, Item, ItemKind, Option
from desktop.programme.vocabulary import Permission, RiskBand

EPV_R = Instrument(
    slug="epv-r",
    language="es",
    version="por confirmar",
    title="EPV-R: sin reactivos, en espera de permiso",
    source=(
        "20 reactivos (Echeburúa y otros, 2010). En la validación de Chihuahua (Reveles "
        "Valenzuela y otros, 2020; n = 591) cada reactivo pesó 3, 2 o 1 y el corte fue 21; el "
        "peso de cada uno y su redacción están por confirmar con sus autores."
    ),
    about=(
        "Mientras tanto anote el resultado de la hoja. Con el permiso, cargue el archivo que "
        "tenga las preguntas y sus puntos."
    ),
    permission=Permission.PENDING,
    items=tuple(
        Item(f"r{n}", f"Reactivo {n}", ItemKind.YES_NO, yes_no(None, 0, critical=False))
        for n in range(1, 21)
    ),
)
"""Its points are not known, so nothing here can be asked or scored."""


def _yes_no(id_: str, text: str, weight: int, *rules: Condition, grave: bool = False) -> Item:
    options = yes_no(weight, 0, critical=grave)
    return Item(id_, text, ItemKind.YES_NO, options, only_if=rules)


EXAMPLE = Instrument(
    slug="ejemplo-vereda",
    language="es",
    version="1",
    title="Ejemplo de Vereda: no es un instrumento validado",
    source="Escrito por el equipo de Vereda para mostrar cómo se usa. Nadie lo ha validado.",
    about=(
        "Sirve para conocer la pantalla. No lo use para decidir sobre una persona: para eso "
        "anote el resultado de un instrumento validado."
    ),
    permission=Permission.OURS,
    items=(
        _yes_no(
            "empeora", "En el último mes, ¿las agresiones han sido más seguidas o más fuertes?", 2
        ),
        _yes_no("amenaza", "¿Ha habido amenazas de muerte?", 3, grave=True),
        Item(
            "cuello",
            "¿Ha habido apretones en el cuello, o algo que no dejara respirar?",
            ItemKind.YES_NO,
            yes_no(3, 0, critical=True),
            strangulation=True,
        ),
        Item(
            "arma",
            "¿Qué tan a la mano hay un arma o un machete?",
            ItemKind.CHOICE,
            (
                Option(0, id="no", text="No hay"),
                Option(1, id="cerca", text="Se puede conseguir"),
                Option(3, True, "casa", "Está en la casa"),
            ),
        ),
        _yes_no(
            "usada",
            "¿Se ha usado para amenazar o herir?",
            3,
            Condition("arma", equals="casa"),
            grave=True,
        ),
        Item(
            "dias",
            "En los últimos siete días, ¿cuántos días hubo miedo de volver a casa?",
            ItemKind.NUMBER,
            (Option(0), Option(1, least=1), Option(2, least=4)),
            least=0,
            most=7,
        ),
        Item(
            "apoyo",
            "¿Hay alguien de confianza a quien acudir hoy mismo?",
            ItemKind.YES_NO,
            yes_no(0, 1, critical=False),
        ),
    ),
    bands=(
        Band(0, 3, RiskBand.LOW),
        Band(4, 7, RiskBand.MIDDLE),
        Band(8, 12, RiskBand.HIGH),
        Band(13, 17, RiskBand.EXTREME),
    ),
)

SHIPPED: tuple[Instrument, ...] = (EXAMPLE, EPV_R)
