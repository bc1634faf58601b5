"""Reading stored codes and dates: other versions and other laptops may have sent any."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import TypeVar

from desktop.programme.vocabulary import Reason, SessionState

Code = TypeVar("Code", bound=IntEnum)


def known(codes: type[Code], code: int | None) -> Code | None:
    """The code's meaning, None when there is none or this version does not know it."""
    try:
        return None if code is None else codes(code)
    except ValueError:
        return None


def session_state(code: int | None) -> SessionState:
    """Nothing said is planned. An unknown state reads as held: its list is not to be touched."""
    state = known(SessionState, code or 0)
    return SessionState.HELD if state is None else state


def several(codes: type[Code], text: str | None) -> tuple[Code, ...]:
    """Codes joined by commas, without those that this version does not know."""
    numbers = (int(part) for part in (text or "").split(",") if len(part) < 4 and part.isdecimal())
    return tuple(code for number in numbers if (code := known(codes, number)) is not None)


def reasons(text: str | None) -> tuple[Reason, ...]:
    """Why somebody attends, as `several`."""
    return several(Reason, text)


def day(text: str | None) -> date | None:
    """An ISO date, None for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
