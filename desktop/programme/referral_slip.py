"""The slip that goes with somebody to a service: what was agreed, and nothing more.

It never says of what programme, group or stream it comes: paper is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.programme.certificate import betraying
from desktop.programme.court_letter import Letterhead
from desktop.programme.directory import Service
from desktop.programme.referrals import may_be_told
from desktop.programme.text import fold
from desktop.programme.vocabulary import SharedField
from desktop.trouble import Message, say

_GROUP = "grup"


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that stands on the paper. `office` empty: a line to fill by hand.

    `address` is "" for a hidden one. `told` has only what was agreed and is known.
    """

    day: date
    folio: str
    office: str
    reply_to: str
    service: str
    phone: str
    address: str
    told: tuple[tuple[SharedField, Message], ...]


def compose(
    *,
    day: date,
    folio: str,
    head: Letterhead,
    service: Service,
    agreed: Iterable[SharedField],
    known: Iterable[tuple[SharedField, Message]],
    need: str,
    consents: bool,
    phone_safe: bool,
) -> Slip:
    """Put a slip together.

    Args:
        head: whose office sends it; a part that would say what the office does is left out.
        agreed: what the person chose; `known` is what her or his record says of any field.
        consents: whether the consent to be referred stands today.
    """
    words = dict(known)
    if need.strip():
        words[SharedField.NEED] = say("{words}", words=need.strip())
    fields = may_be_told(agreed, consents=consents, phone_safe=phone_safe)
    return Slip(
        day=day,
        folio=folio,
        office=_neutral(head.institution),
        reply_to=" · ".join(filter(None, (_neutral(head.address), _neutral(head.phone)))),
        service=service.name,
        phone=service.phone,
        address=service.printable_address,
        told=tuple((field, words[field]) for field in fields if field in words),
    )


def tells_too_much(text: str) -> bool:
    """Whether words would say what the programme is about, for whom, or that there is a group."""
    return bool(betraying(text)) or _GROUP in fold(text)


def _neutral(text: str) -> str:
    return "" if tells_too_much(text) else text.strip()
