"""Two organisations with agreements, one about to end; a sheet of services with every outcome."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from desktop.programme.agreements import Agreement
from desktop.programme.vocabulary import ServiceSort
from desktop.services import directory, organisations
from desktop.services.entrance import Desk
from desktop.services.organisations import Organisation


def some_organisations(desk: Desk, today: date) -> None:
    """Once made they are left as they stand."""
    if organisations.list_organisations(desk):
        return
    told = (
        (
            Organisation(
                name="Red de la Ladera",
                contact="Señora Olmo",
                phone="312 555 0130",
                municipality="Comala",
                about="Se reúnen los martes.",
            ),
            Agreement(
                what="Acompañar a quien presenta una denuncia",
                signed_on=today - timedelta(days=350),
                until=today + timedelta(days=15),
            ),
        ),
        (
            Organisation(name="Centro de salud San Isidro", sort=ServiceSort.HEALTH),
            Agreement(what="Atender sin cita a quien se canaliza"),
        ),
    )
    for about, agreement in told:
        made = organisations.add(desk, about).created[0]
        organisations.agree(desk, made, agreement)


def services_csv(path: Path, desk: Desk) -> Path:
    """One new, one that changes, one doubtful, two refused."""
    known = directory.list_services(desk)[0].about
    rows = (
        ("Servicio", "Tipo", "Municipio", "Teléfono", "Horario", "Lenguas", "Color"),
        ("Clínica de la Ladera", "Salud", "Comala", "312 555 0140", "8 a 15", "náhuatl", "azul"),
        (known.name, "", known.municipality, known.phone, "A toda hora, también domingos", "", ""),
        ("Casa de tejidos", "Nave", "Comala", "312 555 0141", "", "", ""),
        ("", "Salud", "Comala", "312 555 0142", "", "", ""),
        ("Sin camino", "Salud", "Comala", "", "", "", ""),
    )
    lines = (",".join(f'"{cell}"' for cell in row) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
