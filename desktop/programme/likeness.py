"""How alike two people are by what a form knows of them; nothing here decides that they are one."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.programme.sound_alike import Sounds, count
from desktop.programme.text import fold
from desktop.trouble import Message, say

ENOUGH = 70
"""From this score on somebody is asked."""
_WHOLE, _PART, _BUT_ONE = 90, 75, 55
_NICKNAME, _NAMELESS_BIRTH = 30, 25
_SAME_YEAR, _NEAR_YEAR, _PLACE = 15, 10, 15
_YEARS = 1
"""Who told an age and not a date may be a year older. More than that is somebody else."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What two people are compared by. Everything may be empty.

    `birth` is a year or an ISO date; `place_code` INEGI's; `locality` as it was typed.
    """

    words: tuple[Sounds, ...] = ()
    nickname: str = ""
    birth: str = ""
    place_code: str = ""
    locality: str = ""
    town: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "town", fold(self.locality).strip() if self.locality else "")


@dataclass(frozen=True, slots=True)
class Alike:
    """`score` from 0; `why` is what coincides, and never says the thing itself."""

    score: int
    why: Message


def compare(one: Traits, other: Traits) -> Alike:
    """How alike they are, and by what."""
    years = _years_apart(one.birth, other.birth)
    if years is not None and years > _YEARS:
        return Alike(0, _why(name=False, birth=False, place=False))
    name = _name_score(one.words, other.words)
    nickname = bool(one.nickname) and fold(one.nickname) == fold(other.nickname)
    place = _same_place(one, other)
    score = name + _PLACE * place
    if years is not None:
        score += _NEAR_YEAR if years else _SAME_YEAR
    if not name and (not one.words or not other.words) and nickname:
        # Nobody wrote a name: a nickname is drawn from a short list, so it takes all three.
        exact = years == 0 and one.birth == other.birth
        score = _NICKNAME + _NAMELESS_BIRTH * exact + _PLACE * place
    return Alike(score, _why(name=bool(name), birth=years is not None, place=place))


def _name_score(one: tuple[Sounds, ...], other: tuple[Sounds, ...]) -> int:
    few, many = sorted((len(one), len(other)))
    if few < 2:
        return _BUT_ONE if few == many == 1 and count(one, other) == 1 else 0
    met = count(one, other)
    if met == many:
        return _WHOLE
    if met == few:
        return _PART
    # In a village many share both surnames: who differs by the given name is somebody else.
    given = count(one[:1], other[:1]) == 1
    return _BUT_ONE if given and met == few - 1 and met >= 2 else 0


def _years_apart(one: str, other: str) -> int | None:
    """None where one of them is not known."""
    if not (one[:4].isdecimal() and other[:4].isdecimal()):
        return None
    return abs(int(one[:4]) - int(other[:4]))


def _same_place(one: Traits, other: Traits) -> bool:
    if one.place_code and other.place_code:
        shorter, longer = sorted((one.place_code, other.place_code), key=len)
        # The state alone is no place: half of the programme lives there.
        return len(shorter) > 2 and longer.startswith(shorter)
    return bool(one.town) and one.town == other.town


def _why(*, name: bool, birth: bool, place: bool) -> Message:
    match name, birth, place:
        case True, True, True:
            return say("El nombre suena igual, y el año y la localidad coinciden.")
        case True, True, False:
            return say("El nombre suena igual y el año de nacimiento coincide.")
        case True, False, True:
            return say("El nombre suena igual y la localidad coincide.")
        case True, False, False:
            return say("El nombre suena igual.")
        case False, True, True:
            return say("El apodo, el año y la localidad coinciden.")
        case _:
            return say("El apodo coincide.")
