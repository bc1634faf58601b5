"""Who may hold what: the roles of a team, and the wall between the two streams in one table.

Nobody serves women and men in one municipality: the two live there side by side.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from desktop.programme.text import fold
from desktop.programme.vocabulary import Stream
from desktop.trouble import Message, say


class Role(StrEnum):
    """What somebody does in the programme. The words travel sealed: never change one."""

    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"
    EVALUATOR = "evaluator"
    STEWARD = "steward"


SERVES = frozenset({Role.FACILITATOR, Role.COORDINATOR})
"""Roles that open records of people. An evaluator reads counts, a steward tends the server."""

ROLE_WORDS: dict[Role, Message] = {
    Role.FACILITATOR: say("Facilita grupos"),
    Role.COORDINATOR: say("Coordina"),
    Role.EVALUATOR: say("Evalúa"),
    Role.STEWARD: say("Cuida el servidor"),
}
"""What somebody does, as people say it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works. `municipality` may be empty while nobody said it."""

    stream: Stream
    site: str = ""
    municipality: str = ""


def refusal(role: Role, places: Collection[Place], *, both_allowed: bool) -> Message | None:
    """Why somebody of this role may not hold these places; None when they may.

    Args:
        places: all of them, what somebody has and what is to be added. Those of the
            shared stream are everybody's and count for nothing.
        both_allowed: the programme's policy lets a coordinator hold both streams.
    """
    streams = {place.stream for place in places} - {Stream.SHARED}
    if role not in SERVES:
        if streams:
            return say("Esta persona no abre registros de ningún programa: sólo cifras y el envío.")
        return None
    if not streams:
        return say("Falta decir en qué programa trabaja.")
    if len(streams) == 1 or (role is Role.COORDINATOR and both_allowed):
        return None
    if role is Role.COORDINATOR:
        return say(
            "En este programa una coordinadora no puede tener los registros de mujeres "
            "y los de hombres."
        )
    where = served_twice(places)
    if where is not None:
        return say(
            "Nadie atiende a mujeres y a hombres en un mismo municipio ({municipality}).",
            municipality=where,
        )
    return say("Quien facilita trabaja con mujeres o con hombres, nunca con los dos.")


def may_lead(role: Role, places: Collection[Place]) -> bool:
    """Whether groups may be given to somebody: who coordinates both streams leads none."""
    streams = {place.stream for place in places} - {Stream.SHARED}
    return role in SERVES and len(streams) == 1


def served_twice(places: Collection[Place]) -> str | None:
    """A municipality where these places are of women and of men; None when there is none.

    Compared without accents, case and outer blanks; the unnamed one is no municipality.
    """
    seen: dict[str, set[Stream]] = {}
    for place in places:
        if place.stream is Stream.SHARED:
            continue
        name = " ".join(fold(place.municipality).split())
        streams = seen.setdefault(name, set())
        streams.add(place.stream)
        if name and len(streams) > 1:
            return place.municipality.strip()
    return None
