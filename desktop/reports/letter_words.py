"""The words of a letter to a court, in its two languages: a court reads them, not the window.

They stand side by side, whatever language the program speaks, so that who reviews them
sees both. The sentence of what is certified is the programme's own and never changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

CERTIFIES_ES = "Acredita asistencia. No acredita cambio de conducta ni ausencia de riesgo."
CERTIFIES_EN = (
    "It certifies attendance. It does not certify a change in conduct or the absence of risk."
)

_MONTHS_ES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"),
    *("agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that a letter says of its own. `long` is a date in words, `short` in a table."""

    long: Callable[[str, date], str]
    short: Callable[[date], str]
    number: str
    case: str
    answering: str
    present: str
    opening: str
    replaces: str
    required: str
    not_said: str
    attended: str
    absent: str
    allowed_total: str
    allowed_row: str
    days_attended: str
    days_absent: str
    none: str
    certifies: str
    sincerely: str
    seal: str
    checks: str


ES = Words(
    long=lambda city, day: f"{city}, a {day.day} de {_MONTHS_ES[day.month - 1]} de {day.year}",
    short=lambda day: f"{day.day} {_MONTHS_ES[day.month - 1][:3]} {day.year}",
    number="Oficio: {n}",
    case="Expediente: {n}",
    answering="En relación con su oficio: {n}",
    present="P r e s e n t e",
    opening=(
        "Por este medio se informa de la asistencia de {name} a las sesiones grupales que se le "
        "ordenaron en el expediente {case}, con corte a la fecha de este oficio."
    ),
    replaces="Este oficio sustituye a los anteriores sobre la misma orden.",
    required="Sesiones que pide la orden",
    not_said="no lo dice",
    attended="Sesiones a las que asistió",
    absent="Faltas que cuentan según la orden",
    allowed_total="Faltas que la orden permite en total",
    allowed_row="Faltas seguidas que la orden permite",
    days_attended="Fechas de asistencia",
    days_absent="Fechas de las faltas que cuentan",
    none="Ninguna.",
    certifies=CERTIFIES_ES,
    sincerely="Atentamente",
    seal="Sello",
    checks=(
        "Este código dice sólo si el oficio sigue vigente o fue sustituido. Se comprueba sin "
        "internet con la página que entrega la institución."
    ),
)

EN = Words(
    long=lambda city, day: f"{city}, {_MONTHS_EN[day.month - 1]} {day.day}, {day.year}",
    short=lambda day: f"{_MONTHS_EN[day.month - 1][:3]} {day.day}, {day.year}",
    number="Letter No.: {n}",
    case="Case No.: {n}",
    answering="Regarding your letter No.: {n}",
    present="To the court:",
    opening=(
        "This letter reports the attendance of {name} at the group sessions ordered in case "
        "{case}, up to the date of this letter."
    ),
    replaces="This letter replaces the earlier ones about the same order.",
    required="Sessions that the order asks for",
    not_said="not stated",
    attended="Sessions attended",
    absent="Absences that count under the order",
    allowed_total="Absences that the order allows in all",
    allowed_row="Absences in a row that the order allows",
    days_attended="Dates attended",
    days_absent="Dates of the absences that count",
    none="None.",
    certifies=CERTIFIES_EN,
    sincerely="Sincerely",
    seal="Seal",
    checks=(
        "This code tells only whether the letter still stands or was replaced. It is checked "
        "without internet on the page that the institution hands out."
    ),
)

LANGUAGES = {"es": ES, "en": EN}
