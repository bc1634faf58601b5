"""Roles in plain words: what somebody does here, and what the person can see."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.i18n import N_, _
from desktop.programme.roles import Place, Role
from desktop.programme.text import collate
from desktop.programme.vocabulary import Stream
from desktop.services.team import Person
from ui.widgets.stream_switch import STREAM_WORDS

ROLE_SYMBOLS: dict[Role, str] = {
    Role.FACILITATOR: "users-three",
    Role.COORDINATOR: "handshake",
    Role.EVALUATOR: "chart-bar",
    Role.STEWARD: "hard-drives",
}
ROLE_SEES: dict[Role, str] = {
    Role.FACILITATOR: N_("Ve y anota grupos y personas de un solo programa: mujeres u hombres."),
    Role.COORDINATOR: N_("Ve todo lo de su programa, agrega personas al equipo y quita accesos."),
    Role.EVALUATOR: N_("Ve cifras por sede y mes. Ninguna persona y ningún grupo."),
    Role.STEWARD: N_("Lleva archivos cifrados que no puede leer. No ve personas ni grupos."),
}
_ITS_SITES = N_("Podrá leer y anotar lo de las sedes elegidas, también lo anterior.")
ROLE_GETS: dict[Role, str] = {
    Role.FACILITATOR: _ITS_SITES,
    Role.COORDINATOR: N_(
        "Podrá leer y anotar lo de las sedes elegidas, también lo anterior, agregar personas y "
        "quitar accesos."
    ),
    Role.EVALUATOR: N_("Podrá leer las cifras publicadas. Ninguna persona y ningún grupo."),
    Role.STEWARD: N_("Llevará archivos que no puede leer. No verá personas ni grupos."),
}
"""What an invitation gives, said before it is made."""


def where(places: Iterable[Place]) -> str:
    """Sites by stream: "Mujeres: San Isidro, Arroyo Seco · Hombres: San Isidro"."""
    by_stream: dict[Stream, set[str]] = {}
    for place in places:
        if place.stream is not Stream.SHARED:
            by_stream.setdefault(place.stream, set()).add(place.site)
    parts = []
    for stream, word in STREAM_WORDS.items():
        if stream in by_stream:
            sites = ", ".join(sorted(filter(None, by_stream[stream]), key=collate))
            parts.append(f"{_(word)}: {sites}" if sites else _(word))
    return " · ".join(parts)


def standing(person: Person, *, silent: bool) -> tuple[str, str, str]:
    """The state in a word or two, with its tone and icon. `silent`: nothing of theirs came yet."""
    if person.ended:
        return _("Acceso terminado"), "plain", "prohibit"
    if person.me:
        return _("Usted"), "info", "user-circle"
    if silent:
        return _("Aún no llega nada suyo"), "amber", "clock"
    return _("Con acceso"), "good", "check-circle"


def is_silent(person: Person, heard: frozenset[bytes], open_stream: Stream) -> bool:
    """Whether somebody who writes what is open here, elsewhere, has not been heard of."""
    writes_here = any(place.stream is open_stream for place in person.places)
    return writes_here and not person.here and person.account not in heard
