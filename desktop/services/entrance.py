"""From a passphrase to an open desk: one account, its vaults, and nothing else's.

The unlock window imports this before anybody has typed a letter, so whatever is
heavy (SQLAlchemy, cryptography) is imported by the call; what opening takes is in opening.py.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.host.clock import Clock, SystemClock
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services.refusals import Refusal
from desktop.trouble import Exit, Message, Trouble, say
from desktop.vault import tries

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault
    from desktop.vault.accounts import UnlockedAccount


class AccountGone(Refusal):
    """The account's file is not in this folder any more."""

    def __init__(self) -> None:
        super().__init__(
            say("Esa cuenta ya no está en esta computadora."),
            say("Elija otra cuenta o avise a su coordinación."),
        )


class AccessEnded(Trouble):
    """Somebody of the coordination ended this account's access; it opens nothing here now."""

    exit_status = Exit.REFUSED

    def __init__(self) -> None:
        super().__init__(
            happened=say("El acceso de esta cuenta terminó."),
            safe=say("Lo que guardó antes no se perdió: queda para su coordinación."),
            next_step=say("Si cree que es un error, hable con su coordinación."),
        )


class NotYourStream(Refusal):
    """The account does not open that stream, or the programme lets it open one alone."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta cuenta no abre los registros de ese programa."),
            say("Siga con los que tiene abiertos."),
        )


@dataclass
class Desk:
    """What one account has open: its stream's vault, the shared one, and what to tell.

    Attributes:
        work: the stream's vault; for an evaluator and a steward the shared one.
        shared: None only while its file is damaged.
        site_name: the home site's.
        notices: what opening had to mend, and what it learned.
        role: what this account does here, by the roster's word.
        streams: those that it may open, the one that it works in first.
        behind: whether the roster has lost batches that this account had seen: then
            nothing about the team is changed.
    """

    account: UnlockedAccount
    work: OpenVault
    shared: OpenVault | None
    nickname: str
    site_name: str
    is_demo: bool
    notices: list[Message] = field(default_factory=list)
    role: Role = Role.FACILITATOR
    streams: tuple[Stream, ...] = ()
    behind: bool = False

    @property
    def me(self) -> bytes:
        """The account's id."""
        return self.account.card.id

    @property
    def both(self) -> bool:
        """Whether this account may `turn` to the other stream: a coordinator, by policy."""
        return len(self.streams) > 1

    @property
    def vaults(self) -> tuple[OpenVault, ...]:
        """What is open, each vault once, the work first."""
        if self.shared is None or self.shared is self.work:
            return (self.work,)
        return (self.work, self.shared)

    def close(self) -> None:
        """Close every vault. Keys stay in memory until the process ends."""
        with ExitStack() as closing:
            for vault in self.vaults:
                closing.callback(vault.close)


Farewell = Callable[[Desk], object]
"""What is done with the desk of somebody whose access has ended, once, before it closes:
whoever calls `enter` passes what seals everything (`sync.client.outbox`)."""


def enter(
    folder: Path,
    account_id: bytes,
    passphrase: str,
    clock: Clock | None = None,
    *,
    stream: Stream | None = None,
    farewell: Farewell | None = None,
) -> Desk:
    """Unlock an account of the data folder and open what is its own.

    Takes as long as the key derivation; where somebody's access has ended since the
    last time, a new key for each vault more (about 1 s for 100 MB).
    Raises: WrongPassphrase, TooSoon, DamagedAccount, DamagedHeader, DamagedDatabase,
    NewerVersion, NoAccess, AccountGone, AccessEnded.
    """
    from desktop.vault.accounts import unlock_account

    clock = clock or SystemClock()
    try:
        account = unlock_account(folder, account_id, passphrase, clock)
    except KeyError:
        raise AccountGone from None
    return sit_down(folder, account, clock, stream=stream, farewell=farewell)


def wait_s(folder: Path, account_id: bytes, clock: Clock | None = None) -> float:
    """Seconds that the lock screen counts down before `enter` tries again, 0.0 to 60.0."""
    return tries.wait_s(folder, account_id, clock or SystemClock())


def sit_down(
    folder: Path,
    account: UnlockedAccount,
    clock: Clock,
    *,
    stream: Stream | None = None,
    farewell: Farewell | None = None,
) -> Desk:
    """Open the vaults of an account that is already unlocked. Raises as `enter` does.

    Args:
        stream: which to work in, for who may choose; None for the first.
        farewell: see there. Without it an ended account is refused and keeps its slots,
            since what it wrote last might lie in no batch yet.

    Raises also: NotYourStream.
    """
    from desktop.services.opening import open_desk

    return open_desk(folder, account, clock, stream=stream, farewell=farewell)


def turn(folder: Path, desk: Desk, stream: Stream, clock: Clock | None = None) -> Desk:
    """Close a desk and sit the same person down with the other stream.

    Raises: NotYourStream, and then `desk` stays open; else as `sit_down`.
    """
    if stream not in desk.streams:
        raise NotYourStream
    desk.close()
    return sit_down(folder, desk.account, clock or SystemClock(), stream=stream)
