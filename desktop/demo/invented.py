"""Places, people and groups of the demonstration, invented so that anybody sees it.

Persons are named after things of nature; no name comes from any source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from desktop.programme.folio import draw_folio
from desktop.programme.names import NICKNAMES
from desktop.programme.vocabulary import LeaveReason, Reason, SkipReason, Stream


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MARK = "(demostración)"
HOME_SITE = f"San Isidro {MARK}"
HOME_STATE = "Colima"
HOME_MUNICIPALITY = "San Isidro"

MUNICIPALITIES = {
    "Colima": ("San Isidro", "Villa Jacaranda", "Puerto Lucero"),
    "Sonora": ("Valle Cenzontle", "Médano Claro", "Villa Mezquite"),
    "Yucatán": ("Puerto Ceiba", "Villa Cenote", "Loma Caracol"),
    "Zacatecas": ("Cerro Nube", "Villa Obsidiana", "Llano Gavilán"),
    "Campeche": ("Puerto Brisa", "Estero Garza", "Villa Caoba"),
    "Querétaro": ("Valle Encino", "Cañada Lirio", "Villa Cuarzo"),
    "Tabasco": ("Río Cacao", "Laguna Tucán", "Villa Manglar"),
    "Veracruz": ("Puerto Palma", "Loma Vainilla", "Villa Llovizna"),
}
PLACES = {
    Stream.WOMEN: ("Casa Comunal", "Biblioteca Luciérnaga", "Salón Azahar"),
    Stream.MEN: ("Salón Encino", "Casa del Ejido", "Auditorio Pirul"),
}
"""No place is in both lists: groups of the two streams never meet in the same one."""
TEAM: dict[Stream, tuple[str, ...]] = {
    Stream.WOMEN: _words("""
        Colibrí Calandria Garza Tórtola Gaviota Golondrina Chachalaca Urraca Alondra Codorniz
        Oropéndola Primavera Zumbadora Cigüeña Cotorra Lechuza Perdiz Grulla Torcaza Chipe
        Guacamaya Tángara Jacana Chara
    """),
    Stream.MEN: _words("""
        Barro Adobe Teja Cantera Basalto Granito Arcilla Pizarra Tezontle Mármol Cobre Hierro
        Cal Grava Tepetate Talavera Yeso Caliza Ocre Pómez Sílex Ladrillo Bronce Estaño
    """),
}
"""Nicknames of facilitators, three a state; nobody works in both streams."""

_LANDS = _words("Arroyo Bosque Ladera Monte Laguna Peñasco Llano Ribera Sierra Manantial Risco")
_LIGHTS = _words("Claro Sereno Azul Alto Hondo Manso Quieto Largo Dorado Fresco Temprano Lejano")
_LOCALITIES = ("La Ceiba", "El Llano", "Las Palmas", "La Loma", "El Sauce", "Agua Mansa")
SKIPS = (SkipReason.HARVEST, SkipReason.ROAD, SkipReason.HOLIDAY)
LEAVES = (
    *(LeaveReason.UNKNOWN, LeaveReason.UNKNOWN, LeaveReason.WORK, LeaveReason.MOVED_AWAY),
    *(LeaveReason.CARE, LeaveReason.TRANSPORT, LeaveReason.HEALTH, LeaveReason.NOT_FOR_ME),
)


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist."""

    folio: str
    nickname: str
    name: str
    birth: str
    phone: str
    phone_safe: bool | None
    locality: str
    reason: Reason
    intake: date


class Inventor:
    """Invents people of one stream; folios never repeat."""

    def __init__(self, rng: Random, reserved_folios: tuple[str, ...]) -> None:
        self._rng = rng
        self._folios = set(reserved_folios)

    def person(
        self, reason: Reason, first_meeting: date, folio: str = "", nickname: str = ""
    ) -> Invented:
        """Somebody whose intake was in the weeks before the first meeting."""
        rng = self._rng
        if not folio:
            folio = draw_folio(self._folios, rng)
            self._folios.add(folio)
        intake = first_meeting - timedelta(days=rng.randrange(2, 20))
        born = intake - timedelta(days=rng.randrange(19 * 366, 64 * 365))
        words = rng.choice(NICKNAMES), rng.choice(_LANDS), rng.choice(_LIGHTS)
        has_phone = rng.random() < 0.7
        return Invented(
            folio=folio,
            nickname=nickname or rng.choice(NICKNAMES),
            name=" ".join(words),
            birth=born.isoformat() if rng.random() < 0.8 else str(born.year),
            phone=f"555 010 {rng.randrange(10_000):04}" if has_phone else "",
            phone_safe=rng.choice((True, True, False, None)) if has_phone else None,
            locality=rng.choice(_LOCALITIES),
            reason=reason,
            intake=intake,
        )
