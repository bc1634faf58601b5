"""Sending somebody to a service: offer, write down, follow until it is known how it went.

Nothing is sent by the program. What may be told of a person is what she or he chose, and
only while the consent to be referred stands; without it the person goes by herself or himself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.programme.referrals import (
    BEGINNINGS,
    WAITING,
    Urgency,
    latest_look,
    look_again,
    needs_why,
)
from desktop.programme.schema import REFERRAL
from desktop.programme.vocabulary import (
    Purpose,
    ReferralCause,
    ReferralState,
    ServiceSort,
    SharedField,
)
from desktop.services import consent_reading
from desktop.services.closeness import require_open
from desktop.services.home import own_member, require_known
from desktop.services.open_calls import dead
from desktop.services.referral_views import ReferralLine, line_of
from desktop.services.refusals import BadForm, Refusal
from desktop.services.typed import a_line, a_text
from desktop.services.unsafe_services import not_for
from desktop.trouble import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.changes import Changes
    from desktop.journal.open_vault import OpenVault

TEXT_MAX_CHARS = 2_000
"""Of a note, of what somebody needs, of a reason."""
NAME_MAX_CHARS = 300
_YEARS_AHEAD = timedelta(days=366)


class ReferralsEnded(Refusal):
    """The person died: nobody is referred any more."""

    def __init__(self) -> None:
        super().__init__(
            say("A esta persona ya no se le canaliza."),
            say("Está anotado su fallecimiento. Si es un error, corríjalo en sus datos."),
        )


class NotSafeForHer(Refusal):
    """The person said that this service is not safe for her or him."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese servicio no es seguro para esta persona."),
            say("Elija otro. Si la persona cambió de opinión, anótelo antes en el directorio."),
        )


class ReasonNeeded(Refusal):
    """A correction, or giving up, says why."""

    def __init__(self) -> None:
        super().__init__(
            say("Falta decir por qué."),
            say("Escriba en pocas palabras por qué cambia o se cierra."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """What is written down of an offer.

    `service` None: a service that the directory does not have, by its name. `state` is SENT,
    or REFUSED for who did not want it, with her or his word in `why` where there is one.
    `follow_up` None takes the day that follows from the urgency.
    """

    cause: ReferralCause
    on: date
    urgency: Urgency = Urgency.WHEN_POSSIBLE
    service: bytes | None = None
    service_name: str = ""
    sort: ServiceSort = ServiceSort.OTHER
    shared: tuple[SharedField, ...] = ()
    need: str = ""
    follow_up: date | None = None
    note: str = ""
    state: ReferralState = ReferralState.SENT
    why: str = ""


def make(vault: OpenVault, person: bytes, new: NewReferral) -> Changes:
    """Write a referral down, also one that was refused; its id is in `created`.

    Raises: BadForm, NotConsented when something would be told without consent, NotSafeForHer,
    ReferralsEnded, NotFound, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        require_known(connection, "participant", person)
        require_open(connection, vault, person)
        _require_alive(connection, person)
        refused = new.state is ReferralState.REFUSED
        name = a_line(new.service_name, NAME_MAX_CHARS)
        _require_sound(new, name)
        if new.service is not None and not refused and new.service in not_for(connection, person):
            raise NotSafeForHer
        shared = () if refused else tuple(each for each in SharedField if each in new.shared)
        need = a_text(new.need, TEXT_MAX_CHARS) if SharedField.NEED in shared else None
        if shared:
            consent_reading.require(connection, vault, person, Purpose.REFERRAL)
        told = {
            "note": a_text(new.note, TEXT_MAX_CHARS),
            "follow_up": None if refused else _first_look(new).isoformat(),
            "sent_on": None if refused else new.on.isoformat(),
            "made_by": own_member(connection, vault),
        }
        return journal.record(
            REFERRAL.new(
                participant=person,
                service=new.service,
                sort=new.sort,
                service_name=name,
                shared_fields=",".join(str(int(each)) for each in shared) or None,
                shared_text=need,
                state=new.state,
                state_on=new.on.isoformat(),
                state_why=a_text(new.why, TEXT_MAX_CHARS),
                urgency=new.urgency,
                cause=new.cause,
                **{column: value for column, value in told.items() if value is not None},
            )
        )


def set_state(
    vault: OpenVault,
    referral: bytes,
    state: ReferralState,
    on: date,
    why: str = "",
    *,
    look: date | None = None,
) -> Changes:
    """Write down what came of it. Settles what two laptops noted differently.

    While it still waits somebody looks again on `look`, or when its urgency says; one that the
    service could not be reached for is looked after the same day.
    Raises: ReasonNeeded, BadForm, ReferralsEnded, NotFound, RecordClosed.
    """
    with vault.write() as journal:
        connection = journal.connection
        line = line_of(connection, vault, referral)
        reason = a_text(why, TEXT_MAX_CHARS)
        if needs_why(line.state, state) and reason is None:
            raise ReasonNeeded
        if line.sent_on is not None and on < line.sent_on:
            raise BadForm(
                say("Ese día es anterior al día en que se envió."), say("Revise la fecha.")
            )
        drafts = [REFERRAL.of(referral, state=state, state_on=on.isoformat(), state_why=reason)]
        if state in WAITING:
            _require_alive(connection, line.participant)
            again = look or _next_look(line, state, on)
            _require_day(again, state, on)
            drafts.append(REFERRAL.of(referral, follow_up=again.isoformat()))
            if state is ReferralState.SENT:
                drafts.append(REFERRAL.of(referral, sent_on=on.isoformat()))
        return journal.record(*drafts)


def put_off(vault: OpenVault, referral: bytes, day: date, *, today: date) -> Changes:
    """Look again on another day. What was only sent, in a week at the most.

    Raises: BadForm, NotFound, RecordClosed.
    """
    with vault.write() as journal:
        line = line_of(journal.connection, vault, referral)
        if not line.waits:
            raise BadForm(
                say("Esta canalización ya no espera nada."),
                say("Si algo cambió, anote primero qué pasó."),
            )
        _require_day(day, line.state, today)
        return journal.record(REFERRAL.of(referral, follow_up=day.isoformat()))


def share(
    vault: OpenVault, referral: bytes, shared: tuple[SharedField, ...], need: str = ""
) -> Changes:
    """The person chose again what may be told.

    Raises: NotConsented, BadForm, NotFound, RecordClosed.
    """
    _require_words(shared, need)
    with vault.write() as journal:
        connection = journal.connection
        line = line_of(connection, vault, referral)
        chosen = tuple(each for each in SharedField if each in shared)
        if chosen:
            consent_reading.require(connection, vault, line.participant, Purpose.REFERRAL)
        told = a_text(need, TEXT_MAX_CHARS) if SharedField.NEED in chosen else None
        fields = ",".join(str(int(each)) for each in chosen) or None
        return journal.record(REFERRAL.of(referral, shared_fields=fields, shared_text=told))


def _require_alive(connection: Connection, person: bytes) -> None:
    if person in dead(connection):
        raise ReferralsEnded


def _require_sound(new: NewReferral, name: str | None) -> None:
    if new.state not in BEGINNINGS:
        raise BadForm(
            say("Una canalización empieza enviada o rechazada."), say("Anote después qué pasó.")
        )
    if new.state is ReferralState.REFUSED:
        return
    if name is None:
        raise BadForm(say("Falta decir a dónde."), say("Elija un servicio o escriba cuál es."))
    _require_words(new.shared, new.need)
    if new.follow_up is not None:
        _require_day(new.follow_up, new.state, new.on)


def _require_words(shared: tuple[SharedField, ...], need: str) -> None:
    if SharedField.NEED in shared and not need.strip():
        raise BadForm(
            say("Falta escribir qué necesita."),
            say("Escríbalo con la persona, o quite esa línea de lo que se comparte."),
        )


def _require_day(again: date, state: ReferralState, today: date) -> None:
    """A day to look again lies ahead, and near enough that nothing is forgotten."""
    if not today <= again <= today + _YEARS_AHEAD:
        raise BadForm(
            say("Ese día no sirve para volver a ver cómo va."),
            say("Elija un día de hoy en adelante."),
        )
    last = latest_look(state, today)
    if last is not None and again > last:
        raise BadForm(
            say("Lo que nadie ha contestado se vuelve a ver en siete días o menos."),
            say("Elija un día más cercano. Se puede aplazar otra vez."),
        )


def _first_look(new: NewReferral) -> date:
    return new.follow_up or look_again(new.urgency, new.on)


def _next_look(line: ReferralLine, state: ReferralState, on: date) -> date:
    return on if state is ReferralState.UNREACHABLE else look_again(line.urgency, on)
