"""An account at a laptop while its desk is being opened: what is its own, and what was learned."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from desktop.host.clock import Clock
from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import places
from desktop.services.entrance import Desk
from desktop.trouble import Message
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.store import UnlockedVault
from desktop.vault.troubles import Busy, DiskFull, ReadOnlyFolder
from sync.batch.roster import Roster
from sync.batch.roster_names import Details

CAN_WAIT = (DiskFull, ReadOnlyFolder, Busy)
"""A disk that takes nothing keeps nobody from their records: what is due is done next time."""


@dataclass
class Seat:
    """One account and what of the laptop's files opens for it."""

    folder: Path
    account: UnlockedAccount
    clock: Clock
    mine: dict[Stream, UnlockedVault]
    notices: list[Message] = field(default_factory=list)
    roster: Roster = field(default_factory=lambda: Roster.empty(b""))
    told: Details = field(default_factory=Details)
    behind: bool = False
    """Whether batches of the roster are gone that this account had seen."""

    @property
    def me(self) -> bytes:
        return self.account.card.id

    @property
    def role(self) -> Role:
        return places.role_of(self.me, self.roster, self.told)

    def open(self, unlocked: UnlockedVault) -> OpenVault:
        return OpenVault.open(unlocked, self.account, self.clock)

    def desk(self, work: OpenVault, shared: OpenVault | None, streams: tuple[Stream, ...]) -> Desk:
        """What this account has open, with everything that there is to tell."""
        with work.read() as connection:
            is_demo = meta.get(connection, meta.DEMONSTRATION) is not None
        told = [*self.account.notices, *self.notices, *work.notices]
        if shared is not None and shared is not work:
            told += shared.notices
        return Desk(
            account=self.account,
            work=work,
            shared=shared,
            nickname=self.account.card.nickname,
            site_name=next((space.name for space in work.spaces if space.home), ""),
            is_demo=is_demo,
            notices=told,
            role=self.role,
            streams=streams,
            behind=self.behind,
        )


def programme_of(shared: OpenVault) -> tuple[bytes, bool]:
    """Whose a vault is, and whether it is a demonstration's."""
    with shared.read() as connection:
        return (
            meta.get(connection, meta.PROGRAMME) or b"",
            meta.get(connection, meta.DEMONSTRATION) == b"1",
        )
