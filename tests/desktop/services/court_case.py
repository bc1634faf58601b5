"""A man with an order at the men's laptop, for the tests of orders and of letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from desktop.journal.open_vault import OpenVault
from desktop.programme.court_letter import Letterhead
from desktop.programme.presets import preset
from desktop.programme.roles import Role
from desktop.programme.vocabulary import (
    AttendanceState,
)
from desktop.services import (
    attendance,
    groups,
    letterhead,
    letters,
    orders,
    people,
)
from desktop.services.entrance import Desk
from desktop.services.groups import NewGroup
from desktop.services.orders import OrderForm
from desktop.services.people import PersonForm

FIRST = date(2026, 1, 8)
TODAY = date(2026, 3, 20)
P, A, E, T = (
    AttendanceState.PRESENT,
    AttendanceState.ABSENT,
    AttendanceState.EXCUSED,
    AttendanceState.LATE,
)
HEAD = Letterhead(institution="Instituto de Prueba", signatory="Ana Ejemplo", post="Coordinadora")
FORM = OrderForm(
    court="Juzgado Segundo",
    addressee="Juez Segundo",
    city="Comala, Colima",
    case_number="123/2026",
    oficio="987",
    preset="us-vt",
    rule=preset("us-vt").rule,
)


@dataclass
class Man:
    """Somebody of a men's group with an order, and hands on his attendance."""

    vault: OpenVault
    group: bytes
    person: bytes
    order: bytes
    sessions: tuple[bytes, ...]

    def came(self, *states: AttendanceState | None, first: int = 0) -> None:
        for session, state in zip(self.sessions[first:], states, strict=False):
            if state is not None:
                attendance.mark(self.vault, session, self.person, state)
            attendance.finish(self.vault, session)

    def verdict(self, today: date = TODAY) -> orders.OrderLine:
        return orders.get_order(self.vault, self.order, today).line


@pytest.fixture
def man(mens_desk: Desk) -> Man:
    vault = mens_desk.work
    group = groups.create_group(
        vault, NewGroup("Grupo Encino", start_date=FIRST, start_minute=960)
    ).created[0]
    form = PersonForm(nickname="Roble", name="Juan Ejemplo Pérez")
    person = people.add_person(vault, form, group=group).created[0]
    order = orders.enter_order(vault, person, FORM).created[0]
    sessions = tuple(each.id for each in groups.get_group(vault, group).sessions)
    return Man(vault, group, person, order, sessions)


def put_head(vault: OpenVault, head: Letterhead = HEAD) -> None:
    """As a coordinator's desk does, who is not at hand in every test."""

    class Coordination:
        work, role = vault, Role.COORDINATOR

    letterhead.keep(Coordination(), head)  # type: ignore[arg-type]


def write(man: Man, today: date = TODAY, **values: str) -> letters.Issued:
    told = {"language": "es", "oficio": "1/2026"} | values
    return letters.issue(man.vault, man.order, today, **told)
