"""Court orders: enter, correct, close. They exist in the men's stream alone.

Whether an order is kept is computed when it is read (order_views.py) and starts nothing.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.programme.court_rule import CourtRule
from desktop.programme.schema import COURT_ORDER
from desktop.programme.vocabulary import OrderState, Stream
from desktop.services.closeness import require_open
from desktop.services.home import require_known
from desktop.services.order_views import (
    LetterLine,
    Needing,
    OpenOrder,
    OrderDetail,
    OrderForm,
    OrderLine,
    get_order,
    list_orders,
    needing,
    open_in,
)
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

__all__ = [
    "LetterLine",
    "Needing",
    "OpenOrder",
    "OrderDetail",
    "OrderForm",
    "OrderLine",
    "close_order",
    "edit_order",
    "enter_order",
    "get_order",
    "list_orders",
    "needing",
    "open_in",
    "reopen_order",
]

NUMBER_MAX = 999


class NoOrdersHere(Refusal):
    """This vault is not the men's stream's."""

    def __init__(self) -> None:
        super().__init__(
            say("Aquí no se anotan órdenes de un juez."),
            say("Siga con los registros de este programa."),
        )


def enter_order(vault: OpenVault, person: bytes, form: OrderForm) -> Changes:
    """Keep an order that somebody brings; a person may have several. The id is in `created`.

    Raises: NoOrdersHere, BadForm, NotFound, RecordClosed.
    """
    require_men(vault)
    values = {name: value for name, value in _values(form).items() if value is not None}
    with vault.write() as journal:
        require_known(journal.connection, "participant", person)
        require_open(journal.connection, vault, person)
        return journal.record(COURT_ORDER.new(participant=person, **values))


def edit_order(vault: OpenVault, order: bytes, form: OrderForm) -> Changes:
    """Correct what was copied; only what differs is written.

    Raises: NoOrdersHere, BadForm, NotFound.
    """
    require_men(vault)
    values = _values(form)
    with vault.write() as journal:
        require_order(journal.connection, vault, order)
        return journal.record(COURT_ORDER.of(order, **values))


def close_order(vault: OpenVault, order: bytes, on: date, why: str = "") -> Changes:
    """No more is asked of it. Its letters stay as they are. Raises: NoOrdersHere, NotFound."""
    require_men(vault)
    with vault.write() as journal:
        require_order(journal.connection, vault, order)
        return journal.record(
            COURT_ORDER.of(
                order,
                state=OrderState.CLOSED,
                closed_on=on.isoformat(),
                why=why.strip() or None,
            )
        )


def reopen_order(vault: OpenVault, order: bytes) -> Changes:
    """It counts again. Raises: NoOrdersHere, NotFound."""
    require_men(vault)
    with vault.write() as journal:
        require_order(journal.connection, vault, order)
        return journal.record(COURT_ORDER.of(order, state=OrderState.OPEN))


def require_men(vault: OpenVault) -> None:
    """Raises: NoOrdersHere."""
    if vault.stream is not Stream.MEN:
        raise NoOrdersHere


def require_order(connection: Connection, vault: OpenVault, order: bytes) -> None:
    """Raises: NotFound, RecordClosed."""
    found = connection.exec_driver_sql(
        "SELECT participant FROM court_order WHERE id = ? AND NOT deleted", (order,)
    ).fetchone()
    if found is None:
        raise NotFound
    require_open(connection, vault, found[0])


def _values(form: OrderForm) -> dict[str, Any]:
    """What a form says of each column. Raises: BadForm."""
    rule = form.rule
    _require_sensible(rule)
    texts = {
        name: getattr(form, name).strip() or None
        for name in ("court", "addressee", "city", "case_number", "oficio", "preset", "note")
    }
    return texts | {
        "required": rule.required,
        "max_consecutive": rule.max_consecutive,
        "max_total": rule.max_total,
        "late_limit_min": rule.late_limit_min,
        "early_limit_min": rule.early_limit_min,
        "makeups": rule.makeups,
        "makeup_within_days": rule.makeup_within_days,
        "excused_counts": rule.excused_allowed,
        "deadline": _iso(rule.deadline),
        "counts_from": _iso(rule.counts_from),
        "received_on": _iso(form.received_on),
    }


def _require_sensible(rule: CourtRule) -> None:
    numbers = [getattr(rule, each.name) for each in fields(rule)]
    if any(isinstance(each, int) and not 0 <= each <= NUMBER_MAX for each in numbers):
        raise BadForm(
            say("Un número de la orden no puede ser."), say("Escriba números de 0 a 999.")
        )
    if rule.required == 0:
        raise BadForm(
            say("La orden pide cero sesiones."),
            say("Si la orden no dice cuántas, deje vacío el número."),
        )
    if rule.deadline and rule.counts_from and rule.deadline < rule.counts_from:
        raise BadForm(
            say("La fecha límite es anterior al primer día que cuenta."),
            say("Revise las dos fechas en la orden."),
        )


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
