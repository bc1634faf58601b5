"""The directory as a sheet: its columns and the words in them, written and read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from desktop.programme import headings
from desktop.programme.vocabulary import ServiceSort

SHEET = "Servicios"
YES, NO = "sí", "no"


class ServiceColumn(Enum):
    """A column of the sheet, in its order; the value is the heading that is written."""

    NAME = "Servicio"
    SORT = "Qué es"
    MUNICIPALITY = "Municipio"
    PHONE = "Teléfono"
    HOURS = "Horario"
    ADDRESS = "Domicilio"
    HIDDEN = "Domicilio oculto"
    LANGUAGES = "Lenguas"
    WHEELCHAIR = "Silla de ruedas"
    ACCESS = "Cómo se entra"
    COST = "Costo"
    ABOUT = "Algo más"
    ORGANISATION = "Organización"
    VERIFIED = "Verificado el"
    """Written, and never taken in: somebody else's call is not ours."""


_ALSO: Mapping[ServiceColumn, str] = {
    ServiceColumn.NAME: "nombre; nombre servicio; institución; dependencia; name; service",
    ServiceColumn.SORT: "tipo; tipo servicio; clase; giro; sort; type",
    ServiceColumn.MUNICIPALITY: "ciudad; lugar; municipality",
    ServiceColumn.PHONE: "número telefónico; teléfono 1; celular; phone",
    ServiceColumn.HOURS: "horario atención; hora; hours",
    ServiceColumn.ADDRESS: "dirección; ubicación; address",
    ServiceColumn.HIDDEN: "dirección oculta; hidden address",
    ServiceColumn.LANGUAGES: "lengua que atienden; idioma; lengua; languages",
    ServiceColumn.WHEELCHAIR: "acceso silla ruedas; accesible; wheelchair",
    ServiceColumn.ACCESS: "requisito; acceso; cómo entrar; access",
    ServiceColumn.COST: "precio; cuota; cost",
    ServiceColumn.ABOUT: "nota; observaciones; comentario; descripción; notes",
    ServiceColumn.ORGANISATION: "organismo; organisation; organization",
    ServiceColumn.VERIFIED: "verificado; fecha verificación; verified",
}

SORT_NAMES: Mapping[ServiceSort, str] = {
    ServiceSort.SHELTER: "Refugio",
    ServiceSort.JUSTICE_CENTRE: "Centro de justicia",
    ServiceSort.HEALTH: "Salud",
    ServiceSort.PSYCHOTHERAPY: "Psicoterapia",
    ServiceSort.LEGAL: "Asesoría legal",
    ServiceSort.POLICE: "Policía",
    ServiceSort.CIVIL_SOCIETY: "Organización civil",
    ServiceSort.CHILDREN: "Niñas y niños",
    ServiceSort.ECONOMIC: "Trabajo y apoyo económico",
    ServiceSort.INTERPRETER: "Intérprete",
    ServiceSort.EMERGENCY_LINE: "Línea de emergencia",
    ServiceSort.OTHER: "Otro",
}
"""As written in a sheet, in Spanish whatever the window speaks: files travel between teams."""

_SORTS_ALSO: Mapping[ServiceSort, str] = {
    ServiceSort.SHELTER: "albergue; casa de acogida; shelter",
    ServiceSort.JUSTICE_CENTRE: "centro de justicia para las mujeres; CJM; justice centre",
    ServiceSort.HEALTH: "centro de salud; hospital; clínica; médico; health",
    ServiceSort.PSYCHOTHERAPY: "psicología; apoyo psicológico; terapia; psychotherapy",
    ServiceSort.LEGAL: "legal; jurídico; asesoría jurídica; abogada",
    ServiceSort.POLICE: "seguridad pública; ministerio público; fiscalía; police",
    ServiceSort.CIVIL_SOCIETY: "asociación civil; OSC; ONG; sociedad civil; civil society",
    ServiceSort.CHILDREN: "DIF; infancia; protección a la niñez; children",
    ServiceSort.ECONOMIC: "empleo; trabajo; apoyo económico; economic",
    ServiceSort.INTERPRETER: "traductora; traductor; interpretación; interpreter",
    ServiceSort.EMERGENCY_LINE: "línea telefónica; emergencia; línea de ayuda; emergency line",
    ServiceSort.OTHER: "otra; other",
}


@dataclass(frozen=True)
class ServiceHeadings:
    """Which place of a row holds what, and the headings that are not used."""

    places: Mapping[ServiceColumn, int]
    unused: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """A name, and at least one thing more to tell it from any list of names."""
        return ServiceColumn.NAME in self.places and len(self.places) > 1


def understand(texts: Sequence[str]) -> ServiceHeadings:
    """Read a row of headings, without case, accents, plurals and small words."""
    places: dict[ServiceColumn, int] = {}
    unused: list[str] = []
    for place, text in enumerate(texts):
        column = _columns().get(headings.words(text)) if text.strip() else None
        if column is not None and column not in places:
            places[column] = place
        elif text.strip():
            unused.append(" ".join(text.split()))
    return ServiceHeadings(places, tuple(unused))


def sort_of(text: str) -> ServiceSort | None:
    """What a cell calls it; None when these words are none of ours."""
    return _sorts().get(headings.words(text))


@cache
def _columns() -> dict[tuple[str, ...], ServiceColumn]:
    return {
        headings.words(form): column
        for column in ServiceColumn
        for form in (column.value, *_ALSO[column].split(";"))
    }


@cache
def _sorts() -> dict[tuple[str, ...], ServiceSort]:
    return {
        headings.words(form): sort
        for sort, name in SORT_NAMES.items()
        for form in (name, *_SORTS_ALSO[sort].split(";"))
    }
