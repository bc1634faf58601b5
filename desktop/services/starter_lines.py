"""Lines that serve all of Mexico, to begin a directory with. None of them is verified here.

Numbers change, and no program can call: each is loaded as "sin verificar", for the team to
call before it is handed to anybody. Source: the numbers as their services publish them.
"""

from __future__ import annotations

from desktop.programme.directory import Service
from desktop.programme.vocabulary import ServiceSort

STARTER_LINES = (
    Service(
        name="Emergencias",
        sort=ServiceSort.EMERGENCY_LINE,
        phone="911",
        hours="Todos los días, a toda hora",
        cost="Gratuito",
    ),
    Service(
        name="Línea 079",
        sort=ServiceSort.EMERGENCY_LINE,
        phone="079, opción 1",
        cost="Gratuito",
    ),
    Service(
        name="Denuncia anónima",
        sort=ServiceSort.POLICE,
        phone="089",
        cost="Gratuito",
    ),
    Service(
        name="Línea de la Vida",
        sort=ServiceSort.HEALTH,
        phone="800 911 2000",
        hours="Todos los días, a toda hora",
        cost="Gratuito",
    ),
    Service(
        name="SAPTEL, apoyo psicológico por teléfono",
        sort=ServiceSort.PSYCHOTHERAPY,
        phone="55 5259 8121",
        hours="Todos los días, a toda hora",
    ),
    Service(
        name="Red Nacional de Refugios",
        sort=ServiceSort.SHELTER,
        phone="800 822 4460",
    ),
)
