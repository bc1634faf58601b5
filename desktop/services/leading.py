"""Who may be given groups to lead: the wall's rules, applied before a name is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.programme.roles import Place, may_lead
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.group_views import MemberLine, list_members
from sync.batch.keys import ID_BYTES

if TYPE_CHECKING:
    from desktop.services.entrance import Desk


def who_may_lead(desk: Desk) -> list[MemberLine]:
    """Members of the open stream, without those who coordinate both or have no access now.

    Who has no account here was named by somebody and stays.
    """
    members = list_members(desk.work)
    if desk.shared is None:
        return members
    roster = rosters.known(desk.shared).roster
    told = rosters.details(desk.shared, roster)

    def may(member: MemberLine) -> bool:
        account = _account(member)
        if account is None or roster.member(account) is None:
            return True
        if roster.revoked(account):
            return False
        # Sites that nobody described, as in an older programme, are of this stream.
        where = places.places_of(account, roster, told) or (Place(desk.work.stream),)
        return may_lead(places.role_of(account, roster, told), where)

    return [member for member in members if may(member)]


def _account(member: MemberLine) -> bytes | None:
    try:
        account = bytes.fromhex(member.account)
    except ValueError:
        return None
    return account if len(account) == ID_BYTES else None
