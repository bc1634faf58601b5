"""One row of a list as a person to create, with what is doubtful or wrong about it.

Nothing here knows the vault; what a row cannot know by itself is judged in preview.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from desktop.programme.dates import Doubt, Reading, read_date
from desktop.programme.folio import is_folio
from desktop.programme.headings import Column, Layout
from desktop.programme.intake_answers import ADULT_YEARS
from desktop.programme.person_fields import is_birth
from desktop.programme.text import fold
from desktop.programme.vocabulary import Reason, Stream
from desktop.services.people import LONGEST, PersonForm
from desktop.services.roster_import.phones import read_phone
from desktop.services.roster_import.reasons import read_reasons
from desktop.services.roster_import.table import Line, text_of
from desktop.trouble import Message, say

OLDEST_YEARS = 110
CELL_MAX_CHARS = 2_000
NAME_MAX_CHARS = 120
_BLANKS = (
    "-;--;---;s/d;sd;n/d;nd;n/a;na;s/n;x;?;no;no sabe;no dice;no tiene;sin dato;sin datos;"
    "sin telefono;ninguno;ninguna;pendiente;unknown;none"
)
_NO_DATA = frozenset(_BLANKS.split(";"))
"""How lists say, folded, that nothing is known."""
_TOTALS = re.compile(r"(sub)?total(es)?\b.*|suma\b.*")
_NOT_A_NAME = re.compile(r"[\d@:;=<>{}\[\]|\\/]|https?")
_YES, _NO = frozenset(("si", "s", "x", "1", "yes", "y")), frozenset(("no", "n", "0"))
_SEXES = {
    Stream.WOMEN: frozenset(("m", "mujer", "f", "femenino", "femenina", "fem", "female", "woman")),
    Stream.MEN: frozenset(("h", "hombre", "m", "masculino", "masc", "male", "man")),
}
_DOUBT_SENTENCES = {
    Doubt.CENTURY: say("El año venía con dos cifras: se entendió {shown}."),
    Doubt.MONTH_FIRST: say("La fecha traía primero el mes: se entendió {shown}."),
    Doubt.SERIAL: say("La fecha venía como un número: se entendió {shown}."),
    Doubt.DAY_MISSING: say("La fecha no trae día: se guarda solo el año, {shown}."),
    Doubt.AHEAD: say("La fecha todavía no llega: {shown}."),
}


class Verdict(IntEnum):
    """What may become of a row; a worse verdict wins."""

    CREATE = 0
    DOUBTFUL = 1
    REFUSED = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: where it stands, what it would create, and why it may not.

    `cells` is the row as it was, for the list of refused rows.
    """

    number: int
    form: PersonForm
    why: tuple[Message, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass
class _Judgement:
    """Gathers the reasons while a row is read."""

    verdict: Verdict = Verdict.CREATE
    why: list[Message] = field(default_factory=list)

    def doubt(self, reason: Message) -> None:
        self.verdict = max(self.verdict, Verdict.DOUBTFUL)
        self.why.append(reason)

    def refuse(self, reason: Message) -> None:
        self.verdict = Verdict.REFUSED
        self.why.append(reason)


def read_row(line: Line, layout: Layout, stream: Stream, today: date) -> tuple[Row, Verdict]:
    """Understand one line. `today` settles ages, centuries and what lies ahead."""
    judgement = _Judgement()
    cells = _Cells(line, layout, judgement)
    _check_whole(line, judgement)
    name = _name(cells, judgement)
    folio, old_folio = _folio(cells)
    nickname = cells.text(Column.NICKNAME)
    if not (name or nickname or folio or old_folio):
        judgement.refuse(say("No trae nombre, apodo ni folio."))
    elif _TOTALS.fullmatch(fold(name or nickname)):
        judgement.refuse(say("Parece un renglón de totales."))
    intake = _intake(cells, judgement, today)
    birth = _birth(cells, judgement, today, intake or today)
    phone = _phone(cells, judgement)
    _check_sex(cells.text(Column.SEX), stream, judgement)
    reasons = read_reasons(cells.text(Column.REASON))
    notes = [cells.text(Column.NOTE)]
    if old_folio:
        notes.append(f"Folio anterior: {old_folio}")
    if Reason.OTHER in reasons:
        notes.append(f"Motivo: {cells.text(Column.REASON)}")
    if birth and not is_birth(birth, today):
        notes.append(f"Nacimiento: {birth}")
        birth = ""
    form = PersonForm(
        folio=folio,
        nickname=nickname,
        name=name,
        birth=birth,
        phone=phone,
        phone_safe=_yes_or_no(text_of(cells.value(Column.PHONE_SAFE))),
        reasons=tuple(sorted(reasons)),
        main_reason=reasons[0] if reasons else None,
        note=". ".join(note for note in notes if note),
        locality=cells.text(Column.LOCALITY),
        intake_date=intake,
    )
    for column, longest in LONGEST.items():
        if (typed := len(getattr(form, column))) > longest:
            judgement.refuse(say("Es demasiado texto para una columna: {n} letras.", n=typed))
    shown = tuple(text[:CELL_MAX_CHARS] for text in line.texts())
    return Row(line.number, form, tuple(judgement.why), shown), judgement.verdict


class _Cells:
    """The cells of a line by what they mean; what cannot be trusted is doubted once."""

    def __init__(self, line: Line, layout: Layout, judgement: _Judgement) -> None:
        self._line = line
        self._places = layout.places
        for place in sorted(line.unresolved & set(layout.places.values())):
            judgement.doubt(say("La columna {n} es una fórmula sin resultado.", n=place + 1))
        for column, place in layout.places.items():
            text = text_of(self.value(column))
            if _formula_like(text, column):
                judgement.doubt(
                    say("La columna {n} empieza como fórmula; se toma como texto.", n=place + 1)
                )

    def value(self, column: Column) -> object:
        place = self._places.get(column)
        return (
            self._line.cells[place] if place is not None and place < len(self._line.cells) else None
        )

    def text(self, column: Column) -> str:
        text = text_of(self.value(column))
        return "" if fold(text).strip(" .") in _NO_DATA else text

    def has(self, column: Column) -> bool:
        return column in self._places


def _formula_like(text: str, column: Column) -> bool:
    if text[:1] in ("=", "@"):
        return True
    return column is not Column.PHONE and len(text) > 1 and text[0] in "+-" and text not in _NO_DATA


def _check_whole(line: Line, judgement: _Judgement) -> None:
    if line.runaway:
        judgement.refuse(say("Parece que faltan unas comillas: el renglón se junta con otros."))
    longest = max((len(text) for text in line.texts()), default=0)
    if longest > CELL_MAX_CHARS:
        judgement.refuse(say("Una celda trae un texto enorme ({n} letras).", n=f"{longest:,}"))


def _name(cells: _Cells, judgement: _Judgement) -> str:
    name = cells.text(Column.NAME)
    surnames = " ".join(
        filter(None, (cells.text(Column.SURNAME), cells.text(Column.SECOND_SURNAME)))
    )
    if not surnames and name.count(",") == 1:
        surnames, name = (part.strip() for part in name.split(","))
    whole = " ".join(filter(None, (name, surnames)))
    if _NOT_A_NAME.search(whole) or len(whole) > NAME_MAX_CHARS:
        judgement.doubt(say("El nombre no parece un nombre."))
    return whole[:CELL_MAX_CHARS]


def _folio(cells: _Cells) -> tuple[str, str]:
    """A folio that may be kept, or the old one: letters or few digits can tell place and order."""
    text = cells.text(Column.FOLIO)
    return (text, "") if is_folio(text) else ("", text)


def _date(cells: _Cells, column: Column, judgement: _Judgement, today: date) -> Reading | None:
    if not cells.text(column):
        return None
    reading = read_date(cells.value(column), today)
    if reading is None:
        text = cells.text(column)[:40]
        judgement.doubt(say("No se entendió la fecha «{written}»; se deja sin dato.", written=text))
        return None
    for doubt in sorted(reading.doubts, key=lambda each: each.name):
        template = _DOUBT_SENTENCES[doubt]
        judgement.doubt(Message(template.text, {"shown": _shown(reading)}))
    return reading


def _shown(reading: Reading) -> str:
    """Day first, as the list has it; a year alone stays a year."""
    return "/".join(reversed(reading.iso.split("-")))


def _intake(cells: _Cells, judgement: _Judgement, today: date) -> date | None:
    reading = _date(cells, Column.INTAKE, judgement, today)
    if reading is None or len(reading.iso) != len("2026-01-01"):
        return None
    return date.fromisoformat(reading.iso)


def _birth(cells: _Cells, judgement: _Judgement, today: date, asked_on: date) -> str:
    reading = _date(cells, Column.BIRTH, judgement, today)
    if reading is None:
        return _birth_from_age(cells.text(Column.AGE), judgement, asked_on)
    latest = reading.latest()
    grown_up = (latest.year + ADULT_YEARS, latest.month, latest.day)
    if grown_up > (today.year + (len(reading.iso) == 4), today.month, today.day):
        _refuse_minor(judgement)
    elif today.year - reading.year > OLDEST_YEARS:
        judgement.doubt(say("La fecha de nacimiento da más de {n} años.", n=OLDEST_YEARS))
    return reading.iso


def _birth_from_age(text: str, judgement: _Judgement, asked_on: date) -> str:
    """The likelier year of birth; preview.py tells that it is one year more or less."""
    found = re.fullmatch(r"(\d{1,3})(\.0)?( *a[nñ]os?)?", text)
    if found is None:
        if text:
            judgement.doubt(
                say("No se entendió la edad «{written}»; se deja sin dato.", written=text[:40])
            )
        return ""
    age = int(found[1])
    if age < ADULT_YEARS:
        _refuse_minor(judgement)
    elif age > OLDEST_YEARS:
        judgement.doubt(say("La edad es de más de {n} años; se deja sin dato.", n=OLDEST_YEARS))
        return ""
    return str(asked_on.year - age)


def _refuse_minor(judgement: _Judgement) -> None:
    judgement.refuse(
        say("Tiene menos de {n} años: no entra a grupo; pida apoyo de protección a la niñez.",
            n=ADULT_YEARS)
    )  # fmt: skip


def _phone(cells: _Cells, judgement: _Judgement) -> str:
    text = cells.text(Column.PHONE)
    phone = read_phone(text)
    if phone is None:
        if text:
            judgement.doubt(say("El teléfono no trae números; se deja sin dato."))
        return ""
    if not phone.whole:
        judgement.doubt(say("Al teléfono le faltan o le sobran números."))
    elif not phone.alone:
        judgement.doubt(say("Trae más de un teléfono: se guarda solo el primero."))
    return phone.text


def _check_sex(text: str, stream: Stream, judgement: _Judgement) -> None:
    """A list that mixes women and men must not bring one stream's people into the other's vault."""
    said = fold(text)
    other = {Stream.WOMEN: Stream.MEN, Stream.MEN: Stream.WOMEN}.get(stream)
    if other and said in _SEXES[other] and said not in _SEXES[stream]:
        judgement.doubt(
            say("La columna «{written}» no corresponde a estos grupos.", written=text[:20])
        )


def _yes_or_no(text: str) -> bool | None:
    said = fold(text).strip(" .")
    return True if said in _YES else False if said in _NO else None
