"""Everything between an unlocked account and an open desk: what was learned since is done first.

The shared vault opens before any stream's, and what waits in the inbox about people
counts at once: who was revoked is shown out, who remains gets vaults with other keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from desktop.host.clock import Clock
from desktop.journal.open_vault import OpenVault
from desktop.programme.roles import SERVES, Role
from desktop.programme.vocabulary import Stream
from desktop.services import (
    allegiance,
    erasing,
    grants,
    joining_records,
    places,
    remembered,
    renewal,
)
from desktop.services import roster as rosters
from desktop.services.entrance import AccessEnded, Desk, Farewell, NotYourStream
from desktop.services.leaving import show_out, why_nothing_opens
from desktop.services.new_vault import belong, enter_due_sites, new_vault
from desktop.services.recovery import ensure_recovery_slots
from desktop.services.seat import CAN_WAIT, Seat, programme_of
from desktop.services.waiting_rosters import keep_waiting
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.familiar import by_age, make_familiar
from desktop.vault.notices import OTHER_FILE_DAMAGED, STRANGE_FILE
from desktop.vault.store import UnlockedVault, open_vaults
from desktop.vault.troubles import NoAccess


def open_desk(
    folder: Path,
    account: UnlockedAccount,
    clock: Clock,
    *,
    stream: Stream | None,
    farewell: Farewell | None,
) -> Desk:
    """See entrance.sit_down."""
    seat = Seat(folder, account, clock, {})
    for unlocked in open_vaults(folder, account):
        seat.mine.setdefault(unlocked.stream, unlocked)
    if not seat.mine:
        raise why_nothing_opens(seat)
    with ExitStack() as opening:
        shared = _open_shared(seat, farewell)
        if shared is not None:
            opening.callback(shared.close)
            _begin_streams(seat, shared)
        streams = _streams(seat)
        chosen = _choice(seat, streams, stream)
        work = shared if chosen is Stream.SHARED else seat.open(seat.mine[chosen])
        if work is None:
            raise NoAccess
        opening.callback(work.close)
        if stream is not None and stream in streams:
            streams = (stream, *(other for other in streams if other is not stream))
        desk = seat.desk(work, shared, streams)
        if shared is not None:
            _settle(seat, desk, shared)
        opening.pop_all()
    return desk


# --- what must be done before a stream's vault opens ---------------------------------


def _open_shared(seat: Seat, farewell: Farewell | None) -> OpenVault | None:
    """The shared vault, once everything that the roster says was done; None when damaged.

    Raises: AccessEnded, StrangeVault.
    """
    unlocked = seat.mine.get(Stream.SHARED)
    if unlocked is None:
        if _is_damaged(seat):
            return None
        show_out(seat, None, farewell)  # the others have renewed the shared vault already
        raise AccessEnded
    shared = seat.open(unlocked)
    try:
        allegiance.require(seat, shared)
        _learn(seat, shared)
        if seat.roster.revoked(seat.me):
            show_out(seat, shared, farewell)
            raise AccessEnded
        due = [each for each in seat.mine.values() if renewal.is_due(shared, each, seat.roster)]
        if not due:
            return shared
    except BaseException:
        shared.close()
        raise
    shared.close()
    for each in due:
        _renew(seat, each)
    return seat.open(seat.mine[Stream.SHARED])


def _is_damaged(seat: Seat) -> bool:
    damage = (OTHER_FILE_DAMAGED, STRANGE_FILE)
    return any(notice in damage for each in seat.mine.values() for notice in each.notices)


def _learn(seat: Seat, shared: OpenVault) -> None:
    try:
        seat.roster = keep_waiting(shared, seat.folder).roster
        if remembered.is_behind(seat.account, seat.roster):
            seat.roster = keep_waiting(shared, seat.folder, everywhere=True).roster
    except CAN_WAIT:
        seat.roster = rosters.known(shared).roster
    seat.told = rosters.details(shared, seat.roster)
    seat.behind = remembered.is_behind(seat.account, seat.roster)
    if seat.behind:
        seat.notices.append(remembered.BEHIND)


def _renew(seat: Seat, unlocked: UnlockedVault) -> None:
    try:
        renewed, notices = renewal.renew(
            seat.folder, unlocked, seat.account.card, seat.roster, seat.clock
        )
    except CAN_WAIT:
        notices = [renewal.NOT_YET]
    else:
        seat.mine[unlocked.stream] = renewed
    seat.notices += [notice for notice in notices if notice not in seat.notices]


# --- which streams -----------------------------------------------------------------------


def _begin_streams(seat: Seat, shared: OpenVault) -> None:
    """A vault for a stream of which this account was given a space and never had a vault here.

    Not for one whose vault is here and does not open: that would hide the damage.
    """
    if _is_damaged(seat) or not places.entitled(seat.me, seat.roster, seat.told):
        return
    known = {*seat.mine, *by_age(seat.account)}
    given = {space for (space, _), grant in seat.roster.grants.items() if seat.me in grant.sealed}
    for space in sorted(given):
        stream = places.stream_of(space, seat.told)
        if stream is None or stream in known or not seat.roster.may_write(seat.me, space):
            continue
        known.add(stream)
        with suppress(*CAN_WAIT), _vault_for(seat, stream, shared) as vault:
            seat.mine[stream] = vault.unlocked
            make_familiar(seat.account, {stream: vault.vault_id})


@contextmanager
def _vault_for(seat: Seat, stream: Stream, shared: OpenVault) -> Iterator[OpenVault]:
    programme, demo = programme_of(shared)
    with new_vault(seat.folder, stream, seat.account, programme, seat.clock, demo=demo) as vault:
        grants.take_grants((vault, shared), seat.account, seat.roster)
        yield vault


def _streams(seat: Seat) -> tuple[Stream, ...]:
    """Those that this account may open, the one it knows longest first.

    The files alone do not decide: a slot that the rules refuse is not used.
    """
    if seat.role not in SERVES:
        return ()
    written = {place.stream for place in places.places_of(seat.me, seat.roster, seat.told)}
    ages = by_age(seat.account)
    here = [stream for stream in seat.mine if stream is not Stream.SHARED]
    # A false word about the sites must not shut anybody out who has a slot.
    here = [stream for stream in here if stream in written] or here
    here.sort(key=lambda stream: ages.index(stream) if stream in ages else len(ages))
    if seat.role is Role.COORDINATOR and seat.roster.policy_both_streams:
        return tuple(here)
    return tuple(here[:1])


def _choice(seat: Seat, streams: tuple[Stream, ...], wanted: Stream | None) -> Stream:
    """Raises: NotYourStream, NoAccess."""
    if wanted is not None and wanted not in streams:
        raise NotYourStream
    if streams:
        return wanted or streams[0]
    if seat.role is Role.FACILITATOR:
        raise NoAccess
    return Stream.SHARED  # a coordinator without records still tends the team


# --- the desk ----------------------------------------------------------------------------


def _settle(seat: Seat, desk: Desk, shared: OpenVault) -> None:
    """What the roster asks of the open vaults, each step again at the next time if it failed."""
    with suppress(*CAN_WAIT):
        programme, demo = programme_of(shared)
        for vault in desk.vaults:
            belong(vault, programme, demo=demo)
            renewal.begin_incarnation(vault)
        grants.take_grants(desk.vaults, seat.account, seat.roster)
        for vault in desk.vaults:
            enter_due_sites(vault)
        erasing.carry_out(desk.vaults, seat.roster)
        for vault in desk.vaults:
            joining_records.settle(vault)
        if seat.behind:
            return  # what is missing might say whose keys and slots these are
        if desk.role is Role.COORDINATOR:
            roster = rosters.open_chain(shared, seat.account, seat.folder, seat.roster)
            seat.roster = grants.give_due(desk.vaults, seat.account, seat.folder, roster)
        ensure_recovery_slots(desk.vaults, seat.roster)
        remembered.remember(seat.account, seat.roster)
