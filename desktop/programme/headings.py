"""Column headings of rosters as people write them, and what they stand for.

A heading that names somebody else (a partner, a tutor, an aggressor) is never
taken for the person's own name or telephone: only whole headings match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum


class Column(Enum):
    """What a column of a roster tells about the person of each row."""

    FOLIO = "folio"
    NICKNAME = "nickname"
    NAME = "name"
    SURNAME = "surname"
    SECOND_SURNAME = "second surname"
    BIRTH = "birth"
    AGE = "age"
    PHONE = "phone"
    PHONE_SAFE = "phone safe"
    INTAKE = "intake"
    LOCALITY = "locality"
    REASON = "reason"
    NOTE = "note"
    SEX = "sex"


WHO = frozenset({Column.FOLIO, Column.NICKNAME, Column.NAME, Column.SURNAME})
"""A roster needs at least one of these."""

_LONG_FORM = {
    "fec": "fecha", "fech": "fecha", "f": "fecha", "nac": "nacimiento", "nacim": "nacimiento",
    "tel": "telefono", "telef": "telefono", "tfno": "telefono", "cel": "celular",
    "movil": "celular", "num": "numero", "no": "numero", "nro": "numero", "nom": "nombre",
    "nomb": "nombre", "ap": "apellido", "apell": "apellido", "pat": "paterno", "mat": "materno",
    "loc": "localidad", "mpio": "municipio", "mun": "municipio", "col": "colonia",
    "ing": "ingreso", "inscr": "inscripcion", "obs": "observacion", "observaciones": "observacion",
    "whats": "whatsapp", "razones": "razon",
}  # fmt: skip
_SMALL_WORDS = frozenset(
    ("de", "del", "la", "las", "el", "los", "lo", "y", "e", "en", "al", "su", "sus", "o", "of")
)

_MEANINGS: tuple[tuple[Column, str], ...] = (
    (Column.FOLIO, "folio; numero folio; clave; expediente; numero expediente; codigo; id;"
                   " case number"),
    (Column.NICKNAME, "apodo; sobrenombre; alias; nombre lista; como quiere que le digan;"
                      " nickname"),
    (Column.NAME, "nombre completo; nombre apellido; apellido nombre; full name"),
    (Column.NAME, "nombre; nombre persona; nombre participante; nombre usuaria; nombre usuario;"
                  " nombre beneficiaria; participante; persona; asistente; usuaria; usuario;"
                  " name; first name; given name; nombre pila"),
    (Column.SURNAME, "apellido; primer apellido; apellido paterno; paterno; surname; last name;"
                     " family name"),
    (Column.SECOND_SURNAME, "segundo apellido; apellido materno; materno"),
    (Column.BIRTH, "fecha nacimiento; nacimiento; fn; ano nacimiento; fecha nacio; cuando nacio;"
                   " date birth; birth date; birthdate; dob; birthday; year birth"),
    (Column.AGE, "edad; edad ano; ano cumplido; ano edad; age"),
    (Column.PHONE, "telefono; celular; telefono celular; numero telefono; numero celular;"
                   " numero telefonico; telefono contacto; numero contacto; whatsapp; telefono 1;"
                   " telefono casa; phone; phone number; mobile; telephone"),
    (Column.PHONE_SAFE, "telefono seguro; es seguro llamar; seguro llamar; se puede llamar;"
                        " puede llamar; llamar; safe phone; safe to call; phone safe"),
    (Column.INTAKE, "fecha ingreso; ingreso; fecha inscripcion; inscripcion; fecha alta; alta;"
                    " fecha registro; fecha entrada; fecha inicio; fecha entrevista;"
                    " fecha ingreso grupo; intake; intake date; start date;"
                    " date registered; enrolment date"),
    (Column.LOCALITY, "localidad; comunidad; poblado; poblacion; pueblo; rancheria; ejido;"
                      " lugar residencia; donde vive; locality; village; town"),
    (Column.LOCALITY, "colonia; barrio; municipio; municipality"),
    (Column.REASON, "motivo; motivo ingreso; motivo asistencia; motivo consulta; razon;"
                    " motivo por que asiste; por que viene; por que asiste; reason"),
    (Column.NOTE, "nota; observacion; comentario; note; comment; remark"),
    (Column.SEX, "sexo; genero; sex; gender; h m; m h; f m"),
)  # fmt: skip


def words(heading: str) -> tuple[str, ...]:
    """A heading's words without accents, plurals, abbreviations and small words."""
    text = re.sub(r"\(\s*e?s\s*\)", "", heading.casefold())
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text)
    found = re.findall(r"[^\W_]+", text)
    if len(found) > 1 or found not in (["f"], ["no"]):
        found = [_LONG_FORM.get(word, word) for word in found if word not in _SMALL_WORDS]
    return tuple(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found)


_BY_WORDS: dict[tuple[str, ...], tuple[int, Column]] = {}
for _rank, (_column, _forms) in enumerate(_MEANINGS):
    for _form in _forms.split(";"):
        _BY_WORDS.setdefault(words(_form), (_rank, _column))


@dataclass(frozen=True)
class Layout:
    """Which place of a row holds what, and the headings that are not used."""

    places: Mapping[Column, int]
    unused: tuple[str, ...]

    @property
    def usable(self) -> bool:
        return not WHO.isdisjoint(self.places)


def meaning(heading: str) -> tuple[int, Column] | None:
    """What a heading stands for and its rank: of two that mean the same, the lower is meant."""
    whole = _BY_WORDS.get(words(heading))
    if whole is not None or "(" not in heading:
        return whole
    return _BY_WORDS.get(words(re.sub(r"\((?!\s*e?s\s*\))[^)]*\)?", " ", heading)))


def understand(headings: Sequence[str]) -> Layout:
    """Read a row of headings. A row that is not one gives a layout that is not usable."""
    best: dict[Column, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        found = meaning(heading)
        if found is not None and (found[1] not in best or found[0] < best[found[1]][0]):
            best[found[1]] = found[0], place
    places = {column: place for column, (_, place) in best.items()}
    taken = set(places.values())
    unused = tuple(
        " ".join(heading.split())
        for place, heading in enumerate(headings)
        if place not in taken and heading.strip()
    )
    return Layout(places, unused)
