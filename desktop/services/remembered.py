"""How far an account has seen the team's roster, kept where only its owner writes: its keepsakes.

Whoever opens the shared vault can take batches out of it, and with one a revocation
would be forgotten. An account that remembers more than the vault says so, and changes
nothing about the team until the batches have come again.
"""

from __future__ import annotations

from contextlib import suppress

from desktop.services.seat import CAN_WAIT
from desktop.trouble import say
from desktop.vault.accounts import UnlockedAccount
from sync.batch.keys import ID_BYTES
from sync.batch.roster import Roster

KEEPSAKE = "roster heads"
"""Value: a chain's id and, as eight bytes, its last batch that was seen, one after the other."""
_NUMBER_BYTES = 8
_STEP = ID_BYTES + _NUMBER_BYTES

BEHIND = say(
    "Faltan avisos del equipo que esta cuenta ya conocía; quizá alguien cambió los archivos. "
    "Envíe y reciba, y vuelva a entrar."
)


def is_behind(account: UnlockedAccount, roster: Roster) -> bool:
    """Whether a roster chain is shorter here than this account has seen it."""
    return any(number > _length(roster, chain) for chain, number in _seen(account).items())


def remember(account: UnlockedAccount, roster: Roster) -> None:
    """From now on a shorter roster is noticed. A disk that takes nothing keeps nobody out."""
    seen = _seen(account)
    heads = {
        chain: max(seen.get(chain, 0), _length(roster, chain)) for chain in {*seen, *roster.links}
    }
    if heads != seen:
        packed = (
            chain + number.to_bytes(_NUMBER_BYTES, "big") for chain, number in sorted(heads.items())
        )
        with suppress(*CAN_WAIT, OSError):
            account.keepsakes[KEEPSAKE] = b"".join(packed)


def _length(roster: Roster, chain: bytes) -> int:
    link = roster.link(chain)
    return link.number if link else 0


def _seen(account: UnlockedAccount) -> dict[bytes, int]:
    kept = account.keepsakes.get(KEEPSAKE, b"")
    return {
        kept[at : at + ID_BYTES]: int.from_bytes(kept[at + ID_BYTES : at + _STEP], "big")
        for at in range(0, len(kept), _STEP)
    }
