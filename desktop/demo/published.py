"""The pilot's published figures, which the demonstration adds up to.

Source: INSP pilot of re-education groups, January 2011 (see docs/field.md). The
source gives no figures by municipality, group or age, nor which state had which
average: in the demonstration those are invented.
"""

from __future__ import annotations

from fractions import Fraction

from desktop.programme.vocabulary import Reason, Stream

PEOPLE = {Stream.WOMEN: 2_052, Stream.MEN: 1_257}
"""3,309 participants, 62 % women and 38 % men."""

ADHERENT_SESSIONS = 13
"""Who came this often or more counts as medium to high adherence."""
ADHERENT_PEOPLE = 595
"""18 % attended 13 sessions or more."""

LOWEST_AVERAGE, HIGHEST_AVERAGE = 4, 10
"""Sessions attended on average, across the eight states."""

STATES = (
    "Colima",
    "Sonora",
    "Yucatán",
    "Zacatecas",
    "Campeche",
    "Querétaro",
    "Tabasco",
    "Veracruz",
)
"""The four of 2008, then the four of 2010."""

REASONS: dict[Stream, dict[Reason, Fraction]] = {
    Stream.WOMEN: {
        Reason.FAMILY_RELATIONS: Fraction(50, 100),
        Reason.LEAVE_VIOLENT_RELATIONSHIP: Fraction(15, 100),
        Reason.SOMEONE_TO_TALK_TO: Fraction(15, 100),
    },
    Stream.MEN: {
        Reason.FAMILY_RELATIONS: Fraction(47, 100),
        Reason.STOP_USING_VIOLENCE: Fraction(12, 100),
        Reason.REESTABLISH_RELATIONSHIP: Fraction(8, 100),
        Reason.MANDATED: Fraction(63, 1_257),
    },
}
"""Main reason for attending, as a share of the stream. What the source leaves out is OTHER."""
