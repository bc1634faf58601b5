"""Taking somebody's access away on this laptop: other keys for the vaults and for later batches."""

from __future__ import annotations

from pathlib import Path

from desktop.host.clock import Clock, SystemClock
from desktop.services.entrance import Desk, sit_down
from desktop.services.refusals import Refusal
from desktop.services.space_keys import promise
from desktop.trouble import say
from desktop.vault.cards import list_accounts
from desktop.vault.store import holders, rekey_vault

_LEFT_OUT = say(
    "Una cuenta que no está en este equipo perdió su acceso; cuando vuelva, déselo otra vez."
)


class NothingToTake(Refusal):
    """The account opens none of the vaults that this desk has open."""

    def __init__(self) -> None:
        super().__init__(
            say("Esa cuenta no abre ninguno de los archivos que usted tiene abiertos."),
            say("Pida que lo haga quien trabaja con los mismos grupos."),
        )


class NotYourself(Refusal):
    """Who revokes must remain, or nobody might."""

    def __init__(self) -> None:
        super().__init__(
            say("Nadie puede quitarse el acceso a su propia cuenta."),
            say("Pídalo a otra persona del equipo."),
        )


def revoke(folder: Path, desk: Desk, account_id: bytes, clock: Clock | None = None) -> Desk:
    """Take an account's access to every vault that this desk has open. Durable when it returns.

    Each of those vaults gets another key, with slots for the other members only, and
    each of its spaces another key for later batches. `desk` is closed; go on with the
    one returned, or enter again after a Trouble. After a kill or a Trouble call it
    again; what was begun is ended by whoever enters first. Takes about 1 s for 100 MB.
    It needs no signal, and it reaches this laptop only.
    Raises: NotYourself, NothingToTake, DiskFull, ReadOnlyFolder, Busy, DamagedHeader.
    """
    clock = clock or SystemClock()
    mine = desk.account.card
    if account_id == mine.id:
        raise NotYourself
    theirs = [vault for vault in desk.vaults if account_id in holders(vault.unlocked)]
    if not theirs:
        raise NothingToTake
    for vault in theirs:
        promise(vault)
    desk.close()
    cards = {card.id: card for card in list_accounts(folder)} | {mine.id: mine}
    left_out = False
    for vault in theirs:
        staying = [each for each in holders(vault.unlocked) if each != account_id]
        members = [cards[each] for each in staying if each in cards]
        left_out = left_out or len(members) < len(staying)
        rekey_vault(vault.unlocked, members, clock=clock)
    desk = sit_down(folder, desk.account, clock)
    if left_out:
        desk.notices.append(_LEFT_OUT)
    return desk
