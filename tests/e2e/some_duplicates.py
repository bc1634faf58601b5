"""Two pairs that sound alike, and one that was joined."""

from __future__ import annotations

from datetime import date

from desktop.services import duplicates, joining_records, people
from desktop.services.entrance import Desk
from desktop.services.people import PersonForm

_NAMES = ("Ximena Dzul Pech", "Jimena Tzul Pech", "Ma. Gpe. Ek Chan", "María Guadalupe Ec Chan")


def some_duplicates(desk: Desk, today: date) -> None:
    """Once for a desk. These are people of their own: what others show stays as it is."""
    if duplicates.likely(desk.work) or joining_records.joined(desk.work):
        return
    for number, name in enumerate(_NAMES):
        people.add_person(
            desk.work,
            PersonForm(
                nickname=f"Zarza {number + 1}",
                name=name,
                birth="1984",
                locality="San Isidro",
            ),
        )
    one, other = (
        people.add_person(desk.work, PersonForm(nickname=nickname)).created[0]
        for nickname in ("Zorzal", "Zumaque")
    )
    joining_records.join(desk.work, one, other, today)
