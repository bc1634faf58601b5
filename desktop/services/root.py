"""What the programme's root key alone decides: who coordinates, and whether over both streams."""

from __future__ import annotations

from pathlib import Path

from desktop.programme.roles import Role, refusal
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.authority import NotAllowed, authority_of
from desktop.services.entrance import Desk
from desktop.services.refusals import NotFound
from desktop.trouble import say
from sync.batch.root_words import PolicyEntry, certify, signed_by_root


def make_coordinator(folder: Path, desk: Desk, account: bytes) -> None:
    """The root key certifies somebody of the team as a coordinator, of what they hold.

    Raises: NotTheFounder, NotTheRoot, NotFound, NotAllowed, DiskFull, ReadOnlyFolder.
    """
    by = authority_of(desk)
    root = by.as_root()
    member = by.roster.member(account)
    if member is None or by.roster.revoked(account):
        raise NotFound
    held = places.places_of(account, by.roster, by.told)
    both = by.roster.policy_both_streams
    if held and (why := refusal(Role.COORDINATOR, held, both_allowed=both)):
        raise NotAllowed(why)
    if not held:
        raise NotAllowed(say("Quien coordina trabaja en un programa; esta persona no."))
    if not member.coordinator:
        rosters.append(
            by.shared, desk.account, folder, (certify(*root, member.sign_pub, member.box_pub),)
        )


def set_policy(folder: Path, desk: Desk, both: bool) -> None:
    """Whether a coordinator may hold both streams; everybody sees it. Durable.

    Who holds both keeps both keys when it is taken back, but the program opens one.
    Raises: NotTheFounder, NotTheRoot, DiskFull, ReadOnlyFolder.
    """
    by = authority_of(desk)
    sign, root_pub = by.as_root()
    if by.roster.policy_both_streams == both:
        return
    word = PolicyEntry(by.roster.policy_revision + 1, both, root_pub)
    rosters.append(by.shared, desk.account, folder, (signed_by_root(word, sign),))
