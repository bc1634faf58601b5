"""A roster as people really keep one: for the tour, the screenshots and the tests of the page."""

from __future__ import annotations

from pathlib import Path

LINES = (
    "PROGRAMA;;;;;",
    "Apellidos;Nombre(s);Apodo;Fecha de nac.;Tel.;Color favorito",
    "Arroyo Claro;Nieve;Luna;3/11/1984;555 010 0001;azul",
    "Monte Verde;Rosa;Ceiba;12-ene-1990;555 010 0002;verde",
    "Lago Hondo;Alba;Nube;1979;;",
    ";;;;;",
    "Peña Alta;Clara;Río;31/2/1988;555 010 0004;rojo",
    "Arroyo Claro;Nieve;Luna;3/11/1984;555 010 0001;azul",
    "Campo Llano;Estrella;Flor;07/09/93;;",
    "Cerro Azul;Violeta;Maíz;5 de mayo de 1985;555 010 0007;",
    "Valle Hondo;Marina;Sol;1992;;",
    "=2+2;Brisa;Brisa;1991;;",
    ";;;;555 010 0099;",
    "Bosque Nuevo;Perla;Perla;20/08/2015;;",
)


def untidy_csv(path: Path) -> Path:
    """Semicolons, Windows-1252, a title row, duplicates, an impossible date, a formula, a minor."""
    path.write_bytes("\r\n".join(LINES).encode("cp1252"))
    return path
