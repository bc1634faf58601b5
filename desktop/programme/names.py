"""The list of nicknames offered to people: things of nature, nobody's given name.

A person chooses one, so that the folio and this word can stand for her or him on
screen and on paper while the group is in the room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

_WORDS = """
    Abedul Abeja Acacia Agave Aguamiel Águila Aire Albahaca Álamo Alcatraz Alga Alhelí Aloe
    Alondra Alpaca Altura Amapola Amaranto Amatista Ardilla Arena Arroyo Atardecer Avellana
    Avena Azafrán Azahar Ballena Bambú Barranca Barro Begonia Bosque Brisa Brote Bugambilia
    Cacao Cactus Calandria Caléndula Camino Canela Caoba Caracol Cardenal Cardón Carrizo Cascada
    Castaño Cedro Ceiba Cenote Cenzontle Cereza Cielo Ciprés Ciruela Clavel Coral Cometa Copal
    Colina Cuarzo Cumbre Delfín Desierto Duna Durazno Ébano Eclipse Encino Enebro Espiga Espuma
    Estero Eucalipto Flor Fresno Fuente Galaxia Garza Gaviota Geranio Girasol Golondrina Granizo
    Grillo Guayaba Guayacán Halcón Helecho Hibisco Hierba Higuera Hoja Horizonte Huerta Huizache
    Iguana Isla Jacaranda Jaspe Jícara Jilguero Laguna Laurel Lavanda Libélula Lirio Llano
    Llovizna Lluvia Loma Lucero Luciérnaga Luna Madroño Maguey Maíz Malva Manantial Manglar
    Mango Mandarina Manzanilla Manzano Mar Marea Mariposa Menta Mezquite Miel Mirlo Mirto Monte
    Montaña Musgo Naranjo Nardo Niebla Nieve Nogal Nopal Nube Obsidiana Océano Ocote Olivo Ónix
    Orquídea Oyamel Palma Palmera Papaya Parota Pensamiento Petirrojo Piedra Pino Pirul Playa
    Pradera Quetzal Rama Remanso Río Roble Rocío Sabino Salvia Sauce Selva Semilla Sendero
    Sierra Sol Tabachín Tejocote Tierra Tomillo Toronjil Tortuga Trébol Trigo Tucán Tulipán
    Turquesa Valle Venado Verano Viento Volcán Zafiro Zarzamora
"""
NICKNAMES: tuple[str, ...] = tuple(_WORDS.split())


def offer_nickname(used: Iterable[str], rng: Random) -> str:
    """One of the nicknames that the fewest people use, drawn by lot."""
    uses = Counter(used)
    fewest = min(uses[nickname] for nickname in NICKNAMES)
    return rng.choice([nickname for nickname in NICKNAMES if uses[nickname] == fewest])
