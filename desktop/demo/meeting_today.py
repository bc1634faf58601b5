"""The two groups that meet today: the people and marks that the first look at the program shows."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.programme.vocabulary import Stream


@dataclass(frozen=True, slots=True)
class Running:
    """A group that meets today, as the pictures show it: people by folio, nickname, marks so far.

    Marks are P present, T late, S left early, N absent, E and C excused (ill, caring), X not
    admitted.
    """

    name: str
    place: str
    start_minute: int
    people: tuple[tuple[str, str, str], ...]

    @property
    def past(self) -> int:
        return len(self.people[0][2])


TODAY = {
    Stream.WOMEN: Running(
        "Grupo Jacaranda",
        "Casa Comunal",
        16 * 60,
        (
            ("4831", "Luna", "PPPPPP"),
            ("1768", "Ceiba", "PPNPPP"),
            ("9315", "Nube", "PTPPPP"),
            ("6252", "Río", "PPPCPP"),
            ("3589", "Flor", "PPPPPE"),
            ("8136", "Maíz", "PCPPTP"),
            ("2673", "Sol", "PPPPSP"),
            ("5420", "Brisa", "PPTPNN"),
        ),
    ),
    Stream.MEN: Running(
        "Grupo Encino",
        "Salón Encino",
        18 * 60,
        (
            ("7264", "Roble", "PPPP"),
            ("4093", "Cedro", "PPNP"),
            ("8517", "Monte", "PTPP"),
            ("2946", "Halcón", "PPPP"),
            ("6371", "Granizo", "PPPE"),
            ("5182", "Mezquite", "PPPP"),
            ("9705", "Viento", "PNXP"),
            ("3658", "Venado", "PPNN"),
        ),
    ),
}
