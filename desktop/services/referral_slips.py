"""The slip of a referral as it may be printed today, by what the person agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.programme.court_letter import Letterhead
from desktop.programme.directory import Service
from desktop.programme.referral_slip import Slip, compose
from desktop.programme.referrals import is_offered
from desktop.programme.vocabulary import Purpose, ReferralState
from desktop.services import certificates, consent_reading, directory, letterhead
from desktop.services.directory import DirectoryDamaged
from desktop.services.referral_facts import phone_is_safe, told
from desktop.services.referral_views import ReferralLine, line_of
from desktop.services.referrals import NotSafeForHer, ReferralsEnded
from desktop.services.refusals import Refusal
from desktop.services.unsafe_services import not_for
from desktop.trouble import say

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.services.entrance import Desk


class NothingToPrint(Refusal):
    """The person did not want to go, shares nothing, or no longer needs to."""

    def __init__(self) -> None:
        super().__init__(
            say("De esta canalización no se imprime nada."),
            say("Nada se comparte, o ya terminó. Si la persona cambió de opinión, ofrézcale otra."),
        )


def slip(desk: Desk, referral: bytes, today: date) -> Slip:
    """What the paper would say today.

    Raises: NotConsented while the consent to be referred does not stand, NotSafeForHer,
    NothingToPrint, ReferralsEnded, NotFound, RecordClosed.
    """
    work = desk.work
    head = office(work)
    services = _services(desk)
    with work.read() as connection:
        line = line_of(connection, work, referral)
        if line.ended:
            raise ReferralsEnded
        if not line.shared or line.state in (ReferralState.REFUSED, ReferralState.CLOSED):
            raise NothingToPrint
        consent_reading.require(connection, work, line.participant, Purpose.REFERRAL)
        if line.service in not_for(connection, line.participant):
            raise NotSafeForHer
        return compose(
            day=today,
            folio=line.folio,
            head=head,
            service=_service(line, services, work),
            agreed=line.shared,
            known=told(connection, line.participant, line.shared, today),
            need=line.need,
            consents=True,
            phone_safe=phone_is_safe(connection, line.participant),
        )


def office(vault: OpenVault) -> Letterhead:
    """Whose office sends: the letterhead, or the institution that certificates name."""
    head = letterhead.read(vault)
    if head.institution:
        return head
    return replace(head, institution=certificates.read(vault).institution)


def _services(desk: Desk) -> dict[bytes, Service]:
    """Also retired ones: a slip goes to where the person agreed to go."""
    try:
        return {line.id: line.about for line in directory.list_services(desk, retired=True)}
    except DirectoryDamaged:
        return {}


def _service(line: ReferralLine, services: dict[bytes, Service], vault: OpenVault) -> Service:
    """As the directory has it now; by its name alone where it does not, or may not be shown."""
    found = services.get(line.service) if line.service else None
    if found is None or not is_offered(
        found.sort, vault.stream, address_hidden=found.address_hidden
    ):
        return Service(name=line.service_name, sort=line.sort)
    return found
