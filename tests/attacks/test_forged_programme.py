"""Who opens the shared vault can write anything into it: also another programme's root of trust."""

from __future__ import annotations

import secrets
from contextlib import suppress

import pytest

from desktop.journal import meta
from desktop.programme.vocabulary import Stream
from desktop.services import roster as rosters
from desktop.services.entrance import sit_down
from desktop.trouble import Trouble
from desktop.vault.recovery_keys import RecoveryKeys
from desktop.vault.store import open_vaults, open_with_recovery
from desktop.vault.troubles import StrangeVault
from sync.batch.keys import batch_hash, programme_id, public_key, signer
from sync.batch.root_words import RecoveryEntry, certify, signed_by_root
from sync.batch.roster_entries import Entry, MemberEntry, RevocationEntry, open_roster
from tests.desktop.services.conftest import Crew, StillClock


def forge(crew: Crew, clock: StillClock, keys: RecoveryKeys, *more: Entry) -> None:
    """Barro, a facilitator of the men's groups, makes himself the root of everything."""
    root, chain = secrets.token_bytes(32), secrets.token_bytes(32)
    root_pub, card = public_key(root), crew.barro.card
    desk = sit_down(crew.folder, crew.barro, clock)
    shared = desk.shared
    assert shared is not None
    true = rosters.known(shared).roster
    entries: list[Entry] = [
        MemberEntry(one.sign_pub, one.box_pub, one.spaces) for one in true.members.values()
    ]
    recovery = RecoveryEntry(1, keys.boxes(), bytes(80), root_pub)
    entries += [signed_by_root(recovery, signer(root)), *more]
    certificate = certify(signer(root), root_pub, card.sign_pub, card.box_pub)
    batch = open_roster(
        certificate,
        entries,
        chain_pub=public_key(chain),
        sign_chain=signer(chain),
        sign_sealer=crew.barro.sign,
    )
    with shared.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE name LIKE 'roster %'")
        meta.put(connection, meta.PROGRAMME, programme_id(root_pub))
        meta.put(connection, f"roster {batch_hash(batch).hex()}", batch)
    desk.close()


@pytest.mark.parametrize("victim", ["nube", "colibri", "cigarra"])
@pytest.mark.parametrize("revoking", [False, True])
def test_a_forged_programme_in_the_shared_vault_opens_no_other_vault(
    crew: Crew, clock: StillClock, victim: str, revoking: bool
) -> None:
    keys = RecoveryKeys.draw(secrets.token_bytes)
    account = getattr(crew, victim)
    sit_down(crew.folder, account, clock).close()
    revoked = [RevocationEntry(crew.lluvia.card.id, {})] if revoking else []
    forge(crew, clock, keys, *revoked)
    with pytest.raises(StrangeVault):
        sit_down(crew.folder, account, clock)
    opened, _closed = open_with_recovery(crew.folder, keys)
    assert Stream.WOMEN not in {vault.stream for vault in opened}


def test_nor_does_it_for_somebody_who_works_here_for_the_first_time(
    crew: Crew, clock: StillClock
) -> None:
    keys = RecoveryKeys.draw(secrets.token_bytes)
    forge(crew, clock, keys, RevocationEntry(crew.nube.card.id, {}))
    with suppress(KeyError):
        del crew.lluvia.keepsakes["programme"]
    with suppress(Trouble):
        sit_down(crew.folder, crew.lluvia, clock).close()
    opened, _closed = open_with_recovery(crew.folder, keys)
    assert Stream.WOMEN not in {vault.stream for vault in opened}
    assert {each.epoch for each in open_vaults(crew.folder, crew.lluvia)} == {1}
