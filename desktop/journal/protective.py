"""Registers whose protective value holds while laptops disagree, until somebody settles it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.programme.schema import (
    APART,
    CLOSENESS,
    CONSENT,
    ENROLMENT,
    ERASURE,
    FORBIDDEN,
    INTAKE,
    NOTICE,
    PARTICIPANT,
    PROTECTION,
    REFERRAL,
    RISK,
    SERVICE,
    UNSAFE_SERVICE,
    Kind,
)
from desktop.programme.vocabulary import (
    Answer,
    ConsentState,
    LeaveReason,
    NoticeAnswer,
    NoticeContact,
    Outcome,
    ProtectionState,
    ReferralState,
)

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


def _consent(values: tuple[Any, ...]) -> int:
    """What somebody withdrew stays withdrawn, what somebody refused stays refused."""
    state = values[0]
    return {ConsentState.WITHDRAWN: 2, ConsentState.REFUSED: 1}.get(state, 0)


def _danger(values: tuple[Any, ...]) -> int:
    """Of two answers the one that says there is danger."""
    return int(values[0] == Answer.YES)


def _not_sure(values: tuple[Any, ...]) -> int:
    """Of two answers to whether all is well, the one that says it is not."""
    return {Answer.NO: 2, Answer.UNSAID: 1}.get(values[0], 0)


def _outcome(values: tuple[Any, ...]) -> int:
    """A referral is not lost because a colleague found meanwhile that the person may come."""
    outcome, _recommended, _rule, _until, referral = values[:5]
    rank = {Outcome.REFERRED: 2, Outcome.DEFERRED: 1}.get(outcome, 0)
    return 2 * rank + int(referral is not None)


_FOLLOWED = (
    ReferralState.CLOSED,
    ReferralState.ATTENDED,
    ReferralState.REFUSED,
    ReferralState.ACCEPTED,
    ReferralState.SENT,
    ReferralState.UNREACHABLE,
)
"""From what needs nobody any more to what needs somebody most."""


def _followed(values: tuple[Any, ...]) -> int:
    """A referral stays open while one laptop holds that somebody must look after it."""
    return _FOLLOWED.index(values[0]) if values[0] in _FOLLOWED else 0


def _result(values: tuple[Any, ...]) -> int:
    """Of two results the higher one, and a yes to strangulation above all."""
    _answers, score, band, critical, strangled = values
    hundred = 100 * int(band or 0) + 10 * bool(critical)
    return 1000 * int(strangled == Answer.YES) + hundred + int(bool(score))


def _in_force(values: tuple[Any, ...]) -> int:
    """An order counts while one laptop holds that it is in force."""
    return int(values[0] != ProtectionState.ENDED)


def _holds(values: tuple[Any, ...]) -> int:
    """What keeps somebody apart holds until everybody has ended it."""
    return int(not values[0])


def _closed_to(values: tuple[Any, ...]) -> int:
    """A record stays closed while one laptop holds that it is."""
    _relation, _on, ended = values
    return int(not ended)


def _dead(values: tuple[Any, ...]) -> int:
    """Who died is not called because another laptop had not heard of it."""
    died, _on = values
    return int(bool(died))


def _confirmed(values: tuple[Any, ...]) -> int:
    """What two coordinators decided is not hidden by another request for the same."""
    _asked_by, confirmed_by, _on = values
    return int(confirmed_by is not None)


def _in(kind: Kind, column: str) -> tuple[int, int]:
    return kind.number, kind.register_of(column).number


PROTECTIVE: dict[tuple[int, int], Rank] = {
    _in(PARTICIPANT, "phone_safe"): _phone,
    _in(PARTICIPANT, "contact_who"): _agreement,
    _in(ENROLMENT, "leave_reason"): _gone,
    _in(NOTICE, "contact"): _contact,
    _in(SERVICE, "address_hidden"): _address,
    _in(PARTICIPANT, "died"): _dead,
    _in(CONSENT, "state"): _consent,
    _in(INTAKE, "alone"): _not_sure,
    _in(INTAKE, "safe_today"): _not_sure,
    **{
        _in(INTAKE, column): _danger
        for column in (
            "worse",
            "weapon",
            "death_threat",
            "strangled",
            "children_hurt",
            "pregnant",
            "assault",
            "minor",
        )
    },
    _in(INTAKE, "outcome"): _outcome,
    _in(REFERRAL, "state"): _followed,
    _in(CLOSENESS, "relation"): _closed_to,
    _in(APART, "ended"): _holds,
    _in(UNSAFE_SERVICE, "ended"): _holds,
    _in(RISK, "band"): _result,
    _in(PROTECTION, "state"): _in_force,
    _in(FORBIDDEN, "ended_on"): _holds,
    _in(ERASURE, "asked_by"): _confirmed,
}
"""By kind and register. Every other register shows its latest value."""
