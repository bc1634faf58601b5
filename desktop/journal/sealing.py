"""Sealing what is pending into batches and keeping their exact bytes; files are somebody else's."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.journal.outbox import Sealed
from desktop.journal.spaces import latest_epoch, space_key
from desktop.journal.unsealed import Unsealed, keep_sealed, next_unsealed
from sync.batch.header import SALT_BYTES, Link
from sync.batch.keys import signer
from sync.batch.records import Proof, seal_records

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault, Random


def seal_next(
    vault: OpenVault, random: Random = secrets.token_bytes
) -> tuple[Sealed, bytes] | None:
    """Seal the next batch's worth and keep it; None when nothing is pending.

    Raises: KeyError for a space whose key is not here, and as `OpenVault.transaction`.
    """
    pending = next_unsealed(vault)
    if pending is None:
        return None
    data, opener = _seal(vault, pending, random)
    return keep_sealed(vault, pending, data, opener), data


def seal_all(vault: OpenVault, random: Random = secrets.token_bytes) -> None:
    """Seal everything; what has no key yet stays pending. The next write-out makes the files."""
    with suppress(KeyError):
        while seal_next(vault, random) is not None:
            pass


def _seal(vault: OpenVault, pending: Unsealed, random: Random) -> tuple[bytes, bytes]:
    """The file of the chain's next batch, and who opened the chain."""
    me = vault.account.card.id
    link = pending.link
    if not link.opener:
        link = Link(link.programme, link.space, link.chain_pub, me, link.demo)
    epoch = latest_epoch(vault, link.space)
    proof = None
    if pending.author != me:
        proof = Proof(pending.run_secret, pending.head_before, pending.signature)
    data = seal_records(
        link,
        pending.operations,
        pending.origins.get,
        epoch=epoch,
        space_key=space_key(vault, link.space, epoch),
        salt=random(SALT_BYTES),
        sealer=me,
        sign_chain=signer(pending.chain_seed),
        sign_sealer=vault.account.sign,
        proof=proof,
    )
    return data, link.opener
