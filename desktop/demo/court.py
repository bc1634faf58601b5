"""What the men's coordination adds: the course is read, a letterhead, a judge's order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.demo.invented import HOME_MUNICIPALITY, MARK
from desktop.programme.court_letter import Letterhead
from desktop.programme.court_rule import CourtRule
from desktop.services import courses, letterhead, orders, people

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

ORDERED_FOLIO = "9705"
"""Whoever brings the order: his marks stand in meeting_today.py."""
_REQUIRED, _IN_A_ROW, _IN_ALL = 20, 2, 2
_RECEIVED_DAYS_AGO = 40
_HEAD = Letterhead(
    institution=f"Instituto Regional de Convivencia {MARK}",
    area="Atención a grupos",
    address=f"Calle de los Pirules 8, {HOME_MUNICIPALITY}",
    phone="555 010 0190",
    signatory="Mtra. Encina Ribera Clara",
    post="Coordinadora regional",
)
_REVIEW = "Leído por la psicóloga y la abogada del equipo; se ajustaron los ejemplos."


def settle_in(desk: Desk, course: bytes, today: date) -> None:
    """What stands before the first group begins: the men's course is read, and a letterhead."""
    courses.record_review(desk, course, _REVIEW, today)
    letterhead.keep(desk, _HEAD)


def bring_order(desk: Desk, today: date) -> None:
    """An order that allows two absences, and he has both."""
    person = next(each.id for each in people.list_people(desk.work) if each.folio == ORDERED_FOLIO)
    received = today - timedelta(days=_RECEIVED_DAYS_AGO)
    orders.enter_order(
        desk.work,
        person,
        orders.OrderForm(
            court=f"Juzgado Segundo de lo Familiar {MARK}",
            addressee="C. Jueza Segunda de lo Familiar",
            city=HOME_MUNICIPALITY,
            case_number=f"123/{received.year}",
            oficio="418",
            rule=CourtRule(
                required=_REQUIRED,
                max_consecutive=_IN_A_ROW,
                max_total=_IN_ALL,
                counts_from=received,
            ),
            received_on=received,
        ),
    )
