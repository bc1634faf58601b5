"""Somebody fills the inbox with lists of people that nobody can check."""

from __future__ import annotations

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.services import roster as rosters
from desktop.services import team
from desktop.services.entrance import AccessEnded, sit_down
from sync.batch.keys import chain_id, programme_id, public_key, signer
from sync.batch.root_words import certify
from sync.batch.roster import Roster
from sync.batch.roster_entries import DeviceEnd, append_entries, open_roster
from sync.carriers import boxes
from tests.desktop.services.conftest import Crew, StillClock

FLOOD = 100


def unknown_chain(count: int) -> list[bytes]:
    """Second batches of a chain whose first one never comes."""
    root, person, chain = (secrets.token_bytes(32) for _ in range(3))
    box = X25519PrivateKey.generate().public_key().public_bytes_raw()
    certificate = certify(signer(root), public_key(root), public_key(person), box)
    signing = {"sign_chain": signer(chain), "sign_sealer": signer(person)}
    first = open_roster(certificate, [], chain_pub=public_key(chain), **signing)
    roster = Roster.empty(programme_id(public_key(root))).apply(first)
    link = roster.link(chain_id(public_key(chain)))
    assert link is not None
    ends = (DeviceEnd(secrets.token_bytes(16)) for _ in range(count))
    return [append_entries(link, [end], **signing) for end in ends]


def test_lists_that_nobody_can_check_stay_out_of_the_vault_and_hide_no_revocation(
    crew: Crew, twin: Crew, clock: StillClock
) -> None:
    before = sit_down(twin.folder, twin.lluvia, clock)
    assert before.shared is not None
    kept = rosters.batches(before.shared)
    before.close()
    for data in unknown_chain(FLOOD):
        boxes.put_batch(boxes.inbox(twin.folder), data)
    hers = sit_down(twin.folder, twin.lluvia, clock)
    assert hers.shared is not None
    assert rosters.batches(hers.shared) == kept
    hers.close()
    desk = sit_down(crew.folder, crew.colibri, clock)
    team.revoke(crew.folder, desk, crew.nube.card.id, clock=clock).close()
    for path in boxes.batch_files(boxes.outbox(crew.folder)):
        boxes.put_batch(boxes.inbox(twin.folder), path.read_bytes())
    with pytest.raises(AccessEnded):
        sit_down(twin.folder, twin.nube, clock)
