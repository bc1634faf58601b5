"""Which vaults an account has worked in, kept where only its owner can write: its keepsakes.

Whoever can write to the disk can make a vault whose slot opens for a `box_pub`
that they read from an account file. Its MAC holds, since they chose its key; but
they cannot sign the account file, so they cannot make it familiar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from desktop.programme.vocabulary import Stream
from desktop.trouble import Trouble
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.header import OpenHeader, stream_code
from desktop.vault.header_file import VAULT_ID_BYTES

FAMILIAR_KEEPSAKE = "vaults"
"""Value: a byte for the stream and 16 for the vault's id, one after the other, oldest first."""
_ENTRY_BYTES = 1 + VAULT_ID_BYTES


def strangers(account: UnlockedAccount, opened: Sequence[OpenHeader]) -> list[OpenHeader]:
    """Those that claim a stream which is another vault's; never to be written into.

    The first vault that opens for a stream becomes the familiar one. When there
    are two before any is familiar, nothing tells which is true: both are strangers.
    """
    familiar = _familiar(account)
    found: list[OpenHeader] = []
    for stream in sorted({one.stream for one in opened}):
        claims = [one for one in opened if one.stream is stream]
        if stream in familiar:
            found += [one for one in claims if one.header.vault_id != familiar[stream]]
        elif len(claims) == 1:
            familiar[stream] = claims[0].header.vault_id
        else:
            found += claims
    _keep(account, familiar)
    return found


def make_familiar(account: UnlockedAccount, vaults: Mapping[Stream, bytes]) -> None:
    """These vault ids stand for their streams from now on, whatever did before.

    For vaults that the account's owner has just asked for. Raises: DiskFull, ReadOnlyFolder.
    """
    account.keepsakes[FAMILIAR_KEEPSAKE] = _packed(_familiar(account) | dict(vaults))


def by_age(account: UnlockedAccount) -> list[Stream]:
    """The streams in whose vaults this account has worked, the first one first."""
    return list(_familiar(account))


def _familiar(account: UnlockedAccount) -> dict[Stream, bytes]:
    kept = account.keepsakes.get(FAMILIAR_KEEPSAKE, b"")
    entries = [kept[at : at + _ENTRY_BYTES] for at in range(0, len(kept), _ENTRY_BYTES)]
    by_code = {stream_code(stream): stream for stream in Stream}
    return {by_code[entry[:1]]: entry[1:] for entry in entries if entry[:1] in by_code}


def _keep(account: UnlockedAccount, familiar: dict[Stream, bytes]) -> None:
    kept = _packed(familiar)
    if kept == account.keepsakes.get(FAMILIAR_KEEPSAKE, b""):
        return
    with suppress(Trouble, OSError):  # a full or read-only disk keeps nobody from their records
        account.keepsakes[FAMILIAR_KEEPSAKE] = kept


def _packed(familiar: Mapping[Stream, bytes]) -> bytes:
    return b"".join(stream_code(stream) + vault_id for stream, vault_id in familiar.items())
