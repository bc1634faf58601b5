"""Who may be given groups to lead: the wall's rules, when a name is offered and when it is kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from desktop.programme.roles import Place, may_lead
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.attendance import set_facilitators, sheet
from desktop.services.group_views import MemberLine, list_members
from desktop.services.refusals import BadForm, NotFound, Refusal
from desktop.trouble import say
from sync.batch.keys import ID_BYTES

if TYPE_CHECKING:
    from desktop.changes import Changes
    from desktop.services.entrance import Desk


class MayNotLead(Refusal):
    """The rules of the roles give this person no groups of this stream."""

    def __init__(self, nickname: str) -> None:
        super().__init__(
            say("{nickname} no puede facilitar este grupo.", nickname=nickname),
            say("Elija a alguien que facilite en este programa y tenga acceso."),
        )


def who_may_lead(desk: Desk, already: Collection[bytes | None] = ()) -> list[MemberLine]:
    """Members of the open stream, without those who coordinate both or have no access now.

    Who has no account here was named by somebody and stays, and so does who leads `already`.
    """
    members = list_members(desk.work)
    if desk.shared is None:
        return members
    roster = rosters.known(desk.shared).roster
    told = rosters.details(desk.shared, roster)

    def may(member: MemberLine) -> bool:
        account = _account(member)
        if member.id in already or account is None or roster.member(account) is None:
            return True
        if roster.revoked(account):
            return False
        # Sites that nobody described, as in an older programme, are of this stream.
        where = places.places_of(account, roster, told) or (Place(desk.work.stream),)
        return may_lead(places.role_of(account, roster, told), where)

    return [member for member in members if may(member)]


def require_may_lead(
    desk: Desk,
    lead: bytes | None,
    colead: bytes | None,
    already: Collection[bytes | None] = (),
) -> None:
    """Whoever is named now may lead or does `already`, and they are two people; None is nobody.

    Raises: MayNotLead, BadForm, NotFound.
    """
    if lead is not None and lead == colead:
        raise BadForm(
            say("Facilita y cofacilita es la misma persona."),
            say("Elija a dos personas distintas, o deje una vacía."),
        )
    named = {member for member in (lead, colead) if member is not None} - set(already)
    if not named:
        return
    may = {member.id for member in who_may_lead(desk)}
    for member in list_members(desk.work):
        if member.id in named - may:
            raise MayNotLead(member.nickname)
    if named - may:
        raise NotFound


def name_for_meeting(
    desk: Desk, session: bytes, lead: bytes | None, colead: bytes | None
) -> Changes:
    """Say who leads one meeting, by the same rules; None falls back to the group's.

    Raises: MayNotLead, BadForm, NotFound.
    """
    now = sheet(desk.work, session)
    require_may_lead(desk, lead, colead, (now.lead_id, now.colead_id))
    return set_facilitators(desk.work, session, lead, colead)


def _account(member: MemberLine) -> bytes | None:
    try:
        account = bytes.fromhex(member.account)
    except ValueError:
        return None
    return account if len(account) == ID_BYTES else None
