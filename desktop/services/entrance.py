"""From a passphrase to an open desk: one account, its vaults, and nothing else's.

The unlock window imports this before anybody has typed a letter, so whatever is
heavy (SQLAlchemy, cryptography) is imported by the call, not by the module.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.clock import Clock, SystemClock
from desktop.programme.vocabulary import Stream
from desktop.services.refusals import Refusal
from desktop.trouble import Message, say
from desktop.vault import tries

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.vault.accounts import UnlockedAccount
    from desktop.vault.store import UnlockedVault


class AccountGone(Refusal):
    """The account's file is not in this folder any more."""

    def __init__(self) -> None:
        super().__init__(
            say("Esa cuenta ya no está en este equipo."),
            say("Elija otra cuenta o avise a su coordinación."),
        )


@dataclass
class Desk:
    """What one account has open: its stream's vault, the shared one, and what to tell.

    `site_name` is the home site's; `notices` say what opening had to mend.
    """

    account: UnlockedAccount
    work: OpenVault
    shared: OpenVault | None
    nickname: str
    site_name: str
    is_demo: bool
    notices: list[Message] = field(default_factory=list)

    @property
    def vaults(self) -> tuple[OpenVault, ...]:
        return (self.work,) if self.shared is None else (self.work, self.shared)

    def close(self) -> None:
        """Close every vault. Keys stay in memory until the process ends."""
        with ExitStack() as closing:
            for vault in self.vaults:
                closing.callback(vault.close)


def enter(folder: Path, account_id: bytes, passphrase: str, clock: Clock | None = None) -> Desk:
    """Unlock an account of the data folder and open what is its own.

    Takes as long as the key derivation. Raises: WrongPassphrase, TooSoon,
    DamagedAccount, DamagedHeader, DamagedDatabase, NewerVersion, NoAccess, AccountGone.
    """
    from desktop.vault.accounts import unlock_account

    clock = clock or SystemClock()
    try:
        account = unlock_account(folder, account_id, passphrase, clock)
    except KeyError:
        raise AccountGone from None
    return sit_down(folder, account, clock)


def wait_s(folder: Path, account_id: bytes, clock: Clock | None = None) -> float:
    """Seconds that the lock screen counts down before `enter` tries again, 0.0 to 60.0."""
    return tries.wait_s(folder, account_id, clock or SystemClock())


def sit_down(folder: Path, account: UnlockedAccount, clock: Clock) -> Desk:
    """Open the vaults of an account that is already unlocked. Raises as `enter` does."""
    from desktop.journal import meta
    from desktop.journal.open_vault import OpenVault
    from desktop.services.space_keys import keep_promises
    from desktop.vault.store import open_vaults
    from desktop.vault.troubles import NoAccess

    mine: dict[Stream, UnlockedVault] = {}
    for unlocked in open_vaults(folder, account):
        mine.setdefault(unlocked.stream, unlocked)
    common = mine.pop(Stream.SHARED, None)
    if not mine:
        raise NoAccess
    with ExitStack() as opening:
        work = OpenVault.open(mine[min(mine)], account, clock)
        opening.callback(work.close)
        shared = OpenVault.open(common, account, clock) if common else None
        if shared:
            opening.callback(shared.close)
        for vault in (work, shared):
            if vault is not None:
                keep_promises(vault)
        with work.read() as connection:
            is_demo = meta.get(connection, meta.DEMONSTRATION) is not None
        desk = Desk(
            account=account,
            work=work,
            shared=shared,
            nickname=account.card.nickname,
            site_name=next((space.name for space in work.spaces if space.home), ""),
            is_demo=is_demo,
            notices=[*account.notices, *work.notices, *(shared.notices if shared else ())],
        )
        opening.pop_all()
    return desk
