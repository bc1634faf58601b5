"""Registers whose protective value holds while laptops disagree, until somebody settles it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.programme.schema import ENROLMENT, NOTICE, PARTICIPANT, SERVICE
from desktop.programme.vocabulary import LeaveReason, NoticeAnswer, NoticeContact

Rank = Callable[[tuple[Any, ...]], int]
"""How protective a register's stored values are; the highest is shown."""


def _phone(values: tuple[Any, ...]) -> int:
    """A phone that one laptop calls unsafe is not called; one that nobody asked about neither."""
    _, safe = values
    return {0: 2, None: 1}.get(safe, 0)


def _agreement(values: tuple[Any, ...]) -> int:
    """Of two call cards the one that names more care holds: what not to say weighs most.

    A card that one laptop emptied never beats one that another filled.
    """
    who, hours, pretext, avoid, _confirmed = values
    return 8 * bool(avoid) + 4 * bool(pretext) + 2 * bool(hours) + bool(who)


def _contact(values: tuple[Any, ...]) -> int:
    """Nobody is looked for while one laptop holds that it is not safe, or that she refused."""
    contact, answer, _offered, _by, _on = values
    return 2 * int(contact == NoticeContact.NOT_SAFE) + int(answer == NoticeAnswer.REFUSED)


def _address(values: tuple[Any, ...]) -> int:
    """Where one laptop hides an address it stays hidden, whatever another wrote meanwhile."""
    _where, hidden = values
    return bool(hidden)


def _gone(values: tuple[Any, ...]) -> int:
    """Who died is not called because a colleague noted meanwhile that she or he moved away."""
    reason, _moved_to = values
    return int(reason == LeaveReason.DIED)


PROTECTIVE: dict[tuple[int, int], Rank] = {
    (PARTICIPANT.number, PARTICIPANT.register_of("phone_safe").number): _phone,
    (PARTICIPANT.number, PARTICIPANT.register_of("contact_who").number): _agreement,
    (ENROLMENT.number, ENROLMENT.register_of("leave_reason").number): _gone,
    (NOTICE.number, NOTICE.register_of("contact").number): _contact,
    (SERVICE.number, SERVICE.register_of("address_hidden").number): _address,
}
"""By kind and register. Every other register shows its latest value."""
