"""Epochs of a space's key; grants for many people, cut so that each part fits a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.batch.keys import KEY_BYTES
from sync.batch.roster_entries import GrantEntry

FIRST_EPOCH = 1
EPOCH_RANDOM_BYTES = 2
FIRST_ROTATED_EPOCH = 1 << 8 * EPOCH_RANDOM_BYTES
"""Keys of earlier epochs came with vaults and invitations, and no grant names all who have them."""
LEAP_MAX = 64
"""Turns of the key that a laptop may never hear of, of coordinators whose word counts no more."""
GRANT_INFO = b"vereda grant 1"
PROOF_INFO = b"vereda grant proof 1"
PART_MAX_KEYS = 400
"""About 40 kB: what a link that breaks may cost, and far below a body's limit."""
_ENTRY_COSTS_KEYS = 1
"""An entry's own fields take less than one more sealed key."""


def next_epoch(latest: int, random: Callable[[int], bytes]) -> int:
    """Greater than `latest`, and not what a coordinator draws who rotates at the same time."""
    drawn = int.from_bytes(random(EPOCH_RANDOM_BYTES), "big")
    bits = 8 * EPOCH_RANDOM_BYTES
    return ((latest >> bits) + 1 << bits) | drawn


def leaps(latest: int, epoch: int) -> bool:
    """Whether an epoch is too far above the latest one known to be anybody's next.

    Whoever wrote it would have used up the numbers, and no later key could shut them out.
    """
    bits = 8 * EPOCH_RANDOM_BYTES
    return (epoch >> bits) - (latest >> bits) > LEAP_MAX


def grant_info(programme: bytes, space: bytes, epoch: int, earlier: bytes | None) -> bytes:
    """The HPKE info that a granted key is sealed under.

    `earlier` is the space's key of any epoch before; it proves that whoever rotates had
    the keys, so that a coordinator of the men's stream cannot slip a key of her own into
    a women's space. None for somebody who had no key of this space: who has one already
    believes nothing that was sealed without.
    """
    told = programme + space + epoch.to_bytes(8, "big")
    if earlier is None:
        return GRANT_INFO + told
    proof = HKDF(SHA256(), KEY_BYTES, salt=None, info=PROOF_INFO + told).derive(earlier)
    return GRANT_INFO + told + proof


def grant_entries(grants: Iterable[GrantEntry]) -> list[tuple[GrantEntry, ...]]:
    """The same grants in parts, each for one `append_entries`. Empty grants are left out."""
    parts: list[tuple[GrantEntry, ...]] = []
    part: list[GrantEntry] = []
    room = PART_MAX_KEYS
    for grant in grants:
        left = sorted(grant.sealed.items())
        while left:
            if room <= _ENTRY_COSTS_KEYS:
                parts.append(tuple(part))
                part, room = [], PART_MAX_KEYS
            fits = left[: room - _ENTRY_COSTS_KEYS]
            left = left[len(fits) :]
            part.append(GrantEntry(grant.space, grant.epoch, dict(fits)))
            room -= len(fits) + _ENTRY_COSTS_KEYS
    if part:
        parts.append(tuple(part))
    return parts
