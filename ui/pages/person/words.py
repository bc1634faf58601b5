"""The symbols of what happened, how it is filtered, and a standing in words."""

from __future__ import annotations

from datetime import date
from enum import Enum

from desktop.i18n import N_, _
from desktop.programme.vocabulary import EnrolmentState
from desktop.services.profile import Place
from desktop.services.timeline import EventSort
from ui.dates import full_date

SYMBOLS: dict[EventSort, str] = {
    EventSort.INTAKE: "chat-circle",
    EventSort.CONSENT: "check-square",
    EventSort.ATTENDANCE: "calendar-blank",
    EventSort.STANDING: "users-three",
    EventSort.REFERRAL: "arrow-square-out",
    EventSort.RISK: "chart-line",
    EventSort.PLAN: "note",
    EventSort.PROTECTION: "shield-check",
    EventSort.ORDER: "scales",
    EventSort.CALL: "phone",
    EventSort.WORDS: "quotes",
    EventSort.RIGHT: "identification-card",
    EventSort.OTHER: "warning",
}

SECTION_SYMBOLS: dict[str, str] = {
    "intake": "chat-circle",
    "consents": "check-square",
    "missing": "user",
    "referrals": "arrow-square-out",
    "risk": "chart-line",
    "plan": "note",
    "protection": "shield-check",
    "orders": "scales",
    "order": "scales",
    "forbidden": "map-pin",
    "rights": "identification-card",
    "call": "phone",
    "back": "pause-circle",
}


class Shown(Enum):
    """What the list of events shows: its word, and the sorts that it takes."""

    ALL = (N_("Todo"), frozenset(EventSort))
    GROUP = (N_("Grupo"), frozenset({EventSort.ATTENDANCE, EventSort.STANDING}))
    CALLS = (N_("Llamadas"), frozenset({EventSort.CALL}))
    ASKED = (
        N_("Entrevistas"),
        frozenset({EventSort.INTAKE, EventSort.CONSENT, EventSort.RIGHT}),
    )
    SUPPORT = (
        N_("Apoyos"),
        frozenset({EventSort.REFERRAL, EventSort.RISK, EventSort.PLAN, EventSort.PROTECTION}),
    )
    WORDS = (N_("Sus palabras"), frozenset({EventSort.WORDS}))
    COURT = (N_("Juzgado"), frozenset({EventSort.ORDER}))
    OTHER = (N_("Otros"), frozenset({EventSort.OTHER}))

    @property
    def word(self) -> str:
        return _(self.value[0])

    @property
    def sorts(self) -> frozenset[EventSort]:
        return self.value[1]


def standing(place: Place) -> tuple[str, str]:
    """A group and how somebody stands in it, with the tone of its chip."""
    group, since = place.group_name or _("Grupo"), _since(place.since)
    if place.state is EnrolmentState.PAUSED:
        words = _("En pausa desde el {day} · {group}") if since else _("En pausa · {group}")
        return words.format(day=since, group=group), "amber"
    if place.state is EnrolmentState.COMPLETED:
        return _("Terminó el curso · {group}").format(group=group), "info"
    if place.state is EnrolmentState.LEFT:
        return _("Salió · {group}").format(group=group), "info"
    return group, "accent"


def _since(on: date | None) -> str:
    return full_date(on) if on else ""
