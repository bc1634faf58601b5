"""Ending somebody's access: one word in the roster, from which everything else follows.

That word is durable first. New keys for this laptop's vaults and spaces are then what
sitting down does on every laptop that has learned of it, so a kill leaves nothing half.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.clock import Clock, SystemClock
from desktop.journal import quarantine
from desktop.journal.links import link_of
from desktop.journal.open_vault import OpenVault
from desktop.programme.roles import Role
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.adding import add_here
from desktop.services.authority import Authority, authority_of
from desktop.services.bookings import local_today
from desktop.services.entrance import Desk, sit_down
from desktop.services.holdings import opened, vaults_of
from desktop.services.home import own_member
from desktop.services.open_points import in_group
from desktop.services.passing_on import Passing, Seat, begin, take_seat, withdraw_open
from desktop.services.refusals import NotFound, Refusal
from desktop.trouble import say
from desktop.vault.troubles import telling
from sync.batch.header import read_label
from sync.batch.reason import BatchError, Reason
from sync.batch.root_words import CoordinatorEnd, signed_by_root
from sync.batch.roster_entries import DeviceEnd, Entry, RevocationEntry
from sync.carriers import boxes

if TYPE_CHECKING:
    from sqlalchemy import Connection

_WRITTEN = (
    "SELECT id, batch_number FROM chain WHERE batch_number > 0 AND (opener = ? OR EXISTS "
    "(SELECT 1 FROM op WHERE place BETWEEN no << 40 AND (no + 1 << 40) - 1 "
    "AND author_no = (SELECT no FROM author WHERE account = ?)))"
)


_LED = """
SELECT id, facilitator, cofacilitator FROM grp
WHERE ?1 IN (facilitator, cofacilitator) AND NOT deleted AND NOT coalesce(closed, 0)
"""


class NotYourself(Refusal):
    """Who revokes must remain, or nobody might."""

    def __init__(self) -> None:
        super().__init__(
            say("Nadie puede quitarse el acceso a su propia cuenta."),
            say("Pídalo a otra persona del equipo."),
        )


class LastOfAll(Refusal):
    """Nobody else holds the keys of these records, and there are no recovery sheets."""

    def __init__(self) -> None:
        super().__init__(
            say("Nadie más abre esos registros: sin esa cuenta se perderían."),
            say("Agregue antes a otra persona, o haga las hojas de recuperación."),
        )


@dataclass(frozen=True, slots=True)
class Late:
    """A batch of somebody whose access had ended, kept aside until somebody decides.

    Attributes:
        at_ms: when it came, by this laptop's clock.
        size: of the file, in bytes.
    """

    hash: bytes
    account: bytes
    nickname: str
    at_ms: int
    size: int


def revoke(
    folder: Path,
    desk: Desk,
    account: bytes,
    *,
    devices: Collection[bytes] = (),
    clock: Clock | None = None,
) -> Desk:
    """End an account's access for good, and with `devices` what those laptops may pull.

    Durable when it returns, and everywhere else from when it is learned. `desk` is
    closed; go on with the one returned, or enter again after a Trouble. Takes about
    1 s for 100 MB. What is known here of their work counts; what comes later waits
    for `accept_late`; so whoever calls seals what is pending here before. Needs no signal.
    Raises: NotYourself, NotFound, NotTheFounder, LastOfAll; NotTheRoot for a
    coordinator; and as `sit_down`.
    """
    if account == desk.me:
        raise NotYourself
    by = authority_of(desk)
    member = by.roster.member(account)
    if member is None:
        raise NotFound
    _require_others(by, account)
    entries: list[Entry] = []
    if member.coordinator:
        sign, root_pub = by.as_root()
        end = CoordinatorEnd(account, by.roster.chains_of(account), root_pub)
        entries.append(signed_by_root(end, sign))
    cut_offs = dict(_written(by.shared, account))
    for unlocked in vaults_of(folder, desk).values():
        with opened(desk, unlocked, desk.work.clock) as vault:
            cut_offs |= _written(vault, account)
    entries.append(RevocationEntry(account, cut_offs))
    entries += [DeviceEnd(device) for device in sorted(devices)]
    rosters.append(by.shared, desk.account, folder, entries)
    stream = desk.work.stream if desk.work.stream in desk.streams else None
    desk.close()
    return sit_down(folder, desk.account, clock or SystemClock(), stream=stream)


def replace(
    folder: Path,
    desk: Desk,
    account: bytes,
    nickname: str,
    passphrase: str,
    *,
    devices: Collection[bytes] = (),
    clock: Clock | None = None,
) -> Desk:
    """Put somebody new in the place of another on this laptop: role, stream, groups; then revoke.

    Raises as `add_here` and `revoke`; each part is whole when the next begins, and after
    a kill the old account is still there to be revoked.
    """
    by = authority_of(desk)
    if account == desk.me:
        raise NotYourself
    if by.roster.member(account) is None:
        raise NotFound
    _require_others(by, account)
    role = places.role_of(account, by.roster, by.told)
    if role is Role.COORDINATOR:
        by.as_root()
    streams = {place.stream for place in places.places_of(account, by.roster, by.told)}
    new = add_here(folder, desk, nickname, passphrase, role, sorted(streams), clock)
    for stream, unlocked in vaults_of(folder, desk).items():
        if stream in streams:
            with opened(desk, unlocked, desk.work.clock) as vault:
                hand_over(vault, account, new)
    return revoke(folder, desk, account, devices=devices, clock=clock)


def hand_over(work: OpenVault, old: bytes, new: bytes) -> int:
    """Give one account's open groups to another; how many. One transaction.

    They change hands at once, since a group must not be left to somebody whose access
    ends. What is open in each is offered to the new one all the same, to be accepted one
    by one; what the old one was handing over or receiving is taken back.
    """
    today = local_today(work.clock)
    with work.read() as connection:
        before, after = (_member(connection, account) for account in (old, new))
        giver = own_member(connection, work)
        led = connection.exec_driver_sql(_LED, (before,)).fetchall() if before else []
    if before is None or after is None:
        return 0
    points = {bytes(group): in_group(work, group, today) for group, _, _ in led}
    with work.write() as journal:
        for group, first, second in led:
            kept = withdraw_open(journal, group, {before}, after)
            for seat, sits in zip(Seat, (first, second), strict=True):
                if sits != before:
                    continue
                take_seat(journal, group, seat, after)
                if not kept and giver != after:
                    offered = [point for point in points[group] if point.offered]
                    begin(journal, Passing(group, giver, after, seat, today), offered)
                    kept = True
    return len(led)


def list_late(desk: Desk) -> list[Late]:
    """Batches put aside because their author's access had ended, oldest first."""
    if desk.shared is None:
        return []
    roster = rosters.known(desk.shared).roster
    people = rosters.details(desk.shared, roster).people
    found = []
    for vault in desk.vaults:
        for aside in quarantine.list_put_aside(vault):
            if aside.reason != Reason.REVOKED.name:
                continue
            account = _author(vault, quarantine.bytes_put_aside(vault, aside.hash))
            nickname = people[account].nickname if account in people else ""
            found.append(Late(aside.hash, account, nickname, aside.at_ms, aside.size))
    return sorted(found, key=lambda late: (late.at_ms, late.hash))


def accept_late(folder: Path, desk: Desk, hash_: bytes) -> None:
    """Let a late batch in, and those before it in its chain: everywhere, by the roster's word.

    It goes back to the inbox, where the next intake takes it. Raises: NotTheFounder,
    NotFound, DiskFull, ReadOnlyFolder.
    """
    by = authority_of(desk)
    for vault in desk.vaults:
        try:
            data = quarantine.bytes_put_aside(vault, hash_)
        except KeyError:
            continue
        label = read_label(data)
        # Whoever of them sealed it or made it: what comes in is this chain up to here. Who
        # sealed a notice works in none of these spaces.
        raised = [
            RevocationEntry(member.id, {label.chain: label.number})
            for member in by.roster.members.values()
            if (last := by.roster.cut_off(member.id, label.chain)) is not None
            and last < label.number
            and (
                member.id == label.sealer
                or any(space.id in member.spaces for space in vault.spaces)
            )
        ]
        if not raised:
            raise NotFound
        rosters.append(by.shared, desk.account, folder, raised)
        with telling():
            boxes.put_batch(boxes.inbox(folder), data)
        return
    raise NotFound


def _member(connection: Connection, account: bytes) -> bytes | None:
    """The member record of an account, the oldest where there are several."""
    row = connection.exec_driver_sql(
        "SELECT id FROM member WHERE account = ? AND NOT deleted ORDER BY id LIMIT 1",
        (account.hex(),),
    ).fetchone()
    return bytes(row[0]) if row else None


def _require_others(by: Authority, account: bytes) -> None:
    """Raises: LastOfAll when some space's keys would be nobody's."""
    member = by.roster.members[account]
    if by.roster.recovery is not None:
        return
    for space in member.spaces:
        if all(one.id == account for one in by.roster.members_of(space)):
            raise LastOfAll


def _written(vault: OpenVault, account: bytes) -> list[tuple[bytes, int]]:
    """Chains here in which somebody wrote, and the last batch of each that is known."""
    with vault.read() as connection:
        rows = connection.exec_driver_sql(_WRITTEN, (account, account)).fetchall()
    return [(bytes(chain), int(last)) for chain, last in rows]


def _author(vault: OpenVault, data: bytes) -> bytes:
    """Who sealed a batch: its label says it, or its chain does; b"" when neither."""
    try:
        label = read_label(data)
    except BatchError:
        return b""
    if label.sealer is not None:
        return label.sealer
    with vault.read() as connection:
        link = link_of(connection, label.chain)
    return link.opener if link else b""
