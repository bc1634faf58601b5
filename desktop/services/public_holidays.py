"""Mexico's public holidays, from the `holidays` package, which is imported when first used.

It takes about 0.1 s and 15 MB, so nothing that opens at the start imports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from desktop.programme.states import state_code

_LANGUAGES = {"es": "es", "en": "en_US"}


def public_holidays(
    state_name: str, first: date, last: date, language: str = "es"
) -> Iterator[tuple[date, str]]:
    """The days of rest by law from first to last, both included, with their names, in order.

    Source: Ley Federal del Trabajo, article 74, as the package knows it. It knows no
    holidays of single states yet; should it learn them, a state that is known has its own.
    Elections (fraction IX) are set year by year and are written down as local dates.
    """
    for year in range(first.year, last.year + 1):
        for on, name in _year(year, state_code(state_name), _LANGUAGES.get(language, "es")):
            if first <= on <= last:
                yield on, name


@cache
def _year(year: int, state: str | None, language: str) -> tuple[tuple[date, str], ...]:
    from holidays import country_holidays
    from holidays.countries.mexico import Mexico

    known = state if state in Mexico.subdivisions else None
    found = country_holidays("MX", years=year, subdiv=known, language=language)
    return tuple(sorted(found.items()))
