"""Instruments that others hold and whose results are entered here, with what is known of each.

No wording of theirs is in Vereda. Figures that nobody has confirmed with the authors are marked
so: a cut-off proposes a level, and whoever enters the result says which one the paper says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from desktop.programme.vocabulary import RiskBand, Stream
from desktop.trouble import Message, say

REVIEW_DAYS = 7
"""After so many days a high result is looked at again, unless whoever entered it says when."""


class InstrumentState(IntEnum):
    """Whether a loaded instrument is offered. Results that it gave stay as they are."""

    OFFERED = 1
    PUT_AWAY = 2


@dataclass(frozen=True, slots=True)
class CutOff:
    """From so many points on, that level; `confirmed` by its authors or by the programme."""

    points: int
    band: RiskBand
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class NamedInstrument:
    """One that is known by name. `least` and `most` None: no sum of points is known.

    `women_only`: it asks a woman about what she lives.
    """

    slug: str
    title: str
    about: Message
    source: str
    least: int | None = None
    most: int | None = None
    cut_offs: tuple[CutOff, ...] = ()
    women_only: bool = False

    def fits(self, stream: Stream) -> bool:
        return stream is Stream.WOMEN or not self.women_only

    def proposed(self, points: int) -> RiskBand | None:
        """The level that a cut-off proposes; None below all: few points are not safety."""
        reached = [each.band for each in self.cut_offs if points >= each.points]
        return max(reached) if reached else None


NAMED: tuple[NamedInstrument, ...] = (
    NamedInstrument(
        "epv-r",
        "EPV-R",
        say(
            "20 reactivos. En Chihuahua (591 casos) cada uno pesó 3, 2 o 1 y se propuso el corte "
            "de 21 puntos. Por confirmar con sus autores."
        ),
        "Echeburúa y otros, 2010; Reveles Valenzuela y otros, 2020 (sens. 70 %, esp. 87 %)",
        least=0,
        most=60,
        cut_offs=(CutOff(21, RiskBand.HIGH),),
    ),
    NamedInstrument(
        "danger-assessment",
        "Danger Assessment",
        say(
            "20 preguntas con peso y un calendario. Los cortes de 14 y 18 puntos están por "
            "confirmar: escriba el nivel que dice la hoja."
        ),
        "Campbell y otras, 2009",
        cut_offs=(CutOff(14, RiskBand.HIGH), CutOff(18, RiskBand.EXTREME)),
        women_only=True,
    ),
    NamedInstrument(
        "da-5",
        "DA-5",
        say(
            "5 preguntas. El corte de 4 está por confirmar. Un sí a estrangulamiento pide "
            "atención médica, sea cual sea la suma."
        ),
        "Messing, Campbell y Snider, 2017",
        least=0,
        most=5,
        cut_offs=(CutOff(4, RiskBand.HIGH),),
        women_only=True,
    ),
    NamedInstrument(
        "odara",
        "ODARA",
        say(
            "13 reactivos que se llenan con registros de la policía. Aquí sólo se anota el "
            "resultado; el corte de 7 está por confirmar."
        ),
        "Hilton y otros, 2004",
        least=0,
        most=13,
        cut_offs=(CutOff(7, RiskBand.HIGH),),
    ),
    NamedInstrument(
        "sara",
        "SARA",
        say("Con licencia. El nivel lo decide quien la aplica; no se suman puntos."),
        "Kropp y Hart",
    ),
    NamedInstrument(
        "b-safer",
        "B-SAFER",
        say("Con licencia. El nivel lo decide quien la aplica; no se suman puntos."),
        "Kropp, Hart y Belfrage",
    ),
    NamedInstrument(
        "insp-severidad",
        "Escala de violencia e índice de severidad (INSP)",
        say("27 reactivos en cuatro factores. No conocemos sus pesos: anote el nivel de la hoja."),
        "Valdez-Santiago y otras, Instituto Nacional de Salud Pública, 2006",
        women_only=True,
    ),
)


def named(slug: str) -> NamedInstrument | None:
    return next((each for each in NAMED if each.slug == slug), None)


def for_stream(stream: Stream) -> tuple[NamedInstrument, ...]:
    """Those whose results may be entered about people of a stream."""
    return tuple(each for each in NAMED if each.fits(stream))
