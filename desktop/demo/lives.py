"""What is known of some people of today's groups beside their marks, and of a few who came back.

All of it is invented. A place is a town of the demonstration, so that it has a state's code and
no municipality's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.demo.invented import HOME_MUNICIPALITY
from desktop.programme.referrals import Urgency
from desktop.programme.scoring import NO, YES, Given
from desktop.programme.vocabulary import (
    Answer,
    CameBy,
    Disability,
    Interpreter,
    ReferralCause,
    ReferralState,
    RiskBand,
    Schooling,
    ServiceSort,
    SharedField,
    Stream,
)

_YES, _NO, _UNSAID = Answer
_WELL = {"safe_today": _YES, "steady": _YES, "group_fit": _YES, "can_come": _YES}
_COLIMA = "06"


def _here(locality: str = "") -> dict[str, str]:
    town = f"{locality}, {HOME_MUNICIPALITY}" if locality else HOME_MUNICIPALITY
    return {"place_code": _COLIMA, "place_name": town}


def _answers(
    worse: str = NO, threats: str = NO, weapon: str = "no", days: int = 0, helped: str = YES
) -> dict[str, Given]:
    """To every question of the example instrument; nobody was strangled."""
    told: dict[str, Given] = {"empeora": worse, "amenaza": threats, "cuello": NO}
    return {**told, "arma": weapon, "dias": days, "apoyo": helped}


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral of `days_ago`; `state` beside SENT came `after` days later.

    `look`: in how many days from today somebody looks again, None as its urgency says.
    """

    nickname: str
    service: str
    sort: ServiceSort
    cause: ReferralCause
    days_ago: int
    urgency: Urgency = Urgency.WHEN_POSSIBLE
    shared: tuple[SharedField, ...] = ()
    state: ReferralState = ReferralState.SENT
    after: int = 0
    look: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The example instrument asked `days_ago`, and the band that its answers come to."""

    nickname: str
    days_ago: int
    answers: Mapping[str, Given]
    band: RiskBand


@dataclass(frozen=True, slots=True)
class CameBack:
    """Somebody of an earlier group who asked for an interview again.

    `service` empty: no referral. The rule recommends what comes of the answers.
    """

    days_ago: int
    answers: Mapping[str, Answer]
    service: str = ""
    sort: ServiceSort = ServiceSort.OTHER


@dataclass(frozen=True, slots=True)
class Lives:
    """One stream's. `asked_well`: whose first interview is kept whole, with other answers."""

    details: Mapping[str, Mapping[str, Any]]
    asked_well: Mapping[str, Mapping[str, Answer]]
    came_back: tuple[CameBack, ...]
    sent: tuple[Sent, ...]
    risk: tuple[Asked, ...] = ()
    plan: Mapping[str, str] = field(default_factory=dict)
    withdrew: str = ""
    asks_access: str = ""
    kin: str = ""
    apart: str = ""
    alike: tuple[str, str] = ("", "")


JUSTICE, HEALTH, THERAPY = "Centro de Justicia Jacaranda", "Clínica del Pueblo", "Agua Mansa"
"""How the directory's own services begin or are called."""
PLANNED, PROTECTED = "Brisa", "Nube"
"""Who has a safety plan, and who a protection order."""
KEPT_AWAY = "Granizo"
"""To whom places are forbidden."""
HELPER = "Garza"
"""Who of the women's team declared kinship."""

LIVES: dict[Stream, Lives] = {
    Stream.WOMEN: Lives(
        details={
            "Luna": {
                **_here("La Ceiba"),
                "language": "nah",
                "interpreter": Interpreter.NOT_NEEDED,
                "indigenous": _YES,
                "schooling": Schooling.SECONDARY,
                "children": 2,
                "children_ages": "4 y 9",
                "disability": (Disability.NONE,),
                "pregnant": _NO,
                "came_by": CameBy.OWN_DECISION,
            },
            "Brisa": {
                **_here(),
                "language": "es",
                "indigenous": _NO,
                "schooling": Schooling.PRIMARY,
                "children": 3,
                "children_ages": "2, 6 y 11",
                "disability": (Disability.NONE,),
                "came_by": CameBy.REFERRED,
            },
            "Nube": {
                **_here("El Llano"),
                "language": "nah",
                "interpreter": Interpreter.ARRANGED,
                "indigenous": _YES,
                "schooling": Schooling.NONE,
                "children": 1,
                "children_ages": "15",
                "disability": (Disability.SEEING,),
            },
            "Maíz": {
                **_here("La Loma"),
                "language": "es",
                "schooling": Schooling.UPPER_SECONDARY,
                "children": 0,
                "pregnant": _YES,
            },
        },
        asked_well={
            "Luna": {"worse": _NO, "weapon": _NO, "strangled": _NO, "children_hurt": _NO},
            "Maíz": {"worse": _UNSAID, "pregnant": _YES},
        },
        came_back=(
            CameBack(20, {**_WELL, "can_come": _NO}),
            CameBack(
                4, {**_WELL, "group_fit": _NO}, f"Consultorio {THERAPY}", ServiceSort.PSYCHOTHERAPY
            ),
        ),
        sent=(
            Sent(
                "Brisa",
                JUSTICE,
                ServiceSort.JUSTICE_CENTRE,
                ReferralCause.RISK,
                days_ago=3,
                urgency=Urgency.THIS_WEEK,
                shared=(SharedField.NICKNAME, SharedField.SAFE_CONTACT, SharedField.CHILDREN),
                look=0,
            ),
            Sent(
                "Luna",
                f"Consultorio {THERAPY}",
                ServiceSort.PSYCHOTHERAPY,
                ReferralCause.ASKED_FOR,
                days_ago=25,
                shared=(SharedField.NICKNAME, SharedField.LANGUAGE),
                state=ReferralState.ATTENDED,
                after=9,
            ),
            Sent(
                "Maíz",
                HEALTH,
                ServiceSort.HEALTH,
                ReferralCause.ASKED_FOR,
                days_ago=6,
                shared=(SharedField.NICKNAME, SharedField.PREGNANCY),
                state=ReferralState.ACCEPTED,
                after=1,
                look=5,
            ),
            Sent(
                "Sol",
                JUSTICE,
                ServiceSort.JUSTICE_CENTRE,
                ReferralCause.ASKED_FOR,
                days_ago=12,
                state=ReferralState.REFUSED,
                why="Ahora no. Pidió que se le pregunte después.",
            ),
        ),
        risk=(
            Asked("Brisa", 35, _answers(weapon="cerca", days=5), RiskBand.LOW),
            Asked("Brisa", 14, _answers(YES, weapon="cerca", days=4), RiskBand.MIDDLE),
            Asked("Brisa", 3, _answers(YES, YES, "cerca", days=5, helped=NO), RiskBand.HIGH),
            Asked("Nube", 30, _answers(days=2), RiskBand.LOW),
            Asked("Nube", 9, _answers(YES, weapon="cerca", days=3), RiskBand.MIDDLE),
        ),
        plan={
            "signs": "Cuando llega y azota la puerta del corral.",
            "ways_out": "Por la cocina, al solar de la vecina.",
            "where_to": "Con mi hermana mayor; de noche, a la clínica.",
            "who_helps": "Mi hermana y la comadre de la tienda.",
        },
        withdrew="Ceiba",
        asks_access="Río",
        kin="Flor",
        apart="Sol",
        alike=("Azucena Ladera Manso", "Asusena Ladera Manzo"),
    ),
    Stream.MEN: Lives(
        details={
            "Roble": {
                **_here(),
                "language": "es",
                "indigenous": _NO,
                "schooling": Schooling.UPPER_SECONDARY,
                "children": 2,
                "children_ages": "7 y 10",
                "disability": (Disability.NONE,),
                "came_by": CameBy.OWN_DECISION,
            },
            "Viento": {
                **_here("El Sauce"),
                "language": "es",
                "schooling": Schooling.SECONDARY,
                "came_by": CameBy.COURT_ORDER,
            },
            "Venado": {
                **_here("Las Palmas"),
                "language": "nah",
                "interpreter": Interpreter.NOT_NEEDED,
                "indigenous": _YES,
                "schooling": Schooling.PRIMARY,
                "disability": (Disability.HEARING,),
                "came_by": CameBy.FAMILY,
            },
        },
        asked_well={"Roble": {"substances": _NO, "owns_it": _YES}},
        came_back=(CameBack(24, {**_WELL, "substances": _YES}),),
        sent=(
            Sent(
                "Venado",
                f"Consultorio {THERAPY}",
                ServiceSort.PSYCHOTHERAPY,
                ReferralCause.ASKED_FOR,
                days_ago=5,
                shared=(SharedField.NICKNAME, SharedField.LANGUAGE),
                state=ReferralState.ACCEPTED,
                after=2,
                look=6,
            ),
        ),
        apart="Cedro",
    ),
}
