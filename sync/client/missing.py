"""Asking the server again for what was pulled once and is not here, as after damage to a file."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

from desktop.journal import meta
from desktop.journal.open_vault import OpenVault
from desktop.vault.troubles import telling
from sync.batch.header import Label
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder
from sync.client.arrived import lacks_earlier
from sync.client.second_try import late_chains

ASK_AGAIN_AFTER_MS = 24 * 3_600_000
"""Labels are not signed, so what they seem to lack may cost one whole pull a day."""
ASKED_AGAIN_MS = "asked again ms"
"""In the shared vault: this laptop's clock when everything was last asked for again."""


def ask_for_missing(
    vaults: Sequence[OpenVault], shared: OpenVault, folder: Path, left: Sequence[Label]
) -> None:
    """Ask for what the batches that are `left` in the inbox wait for.

    Once for the same gaps, since perhaps the server has not got it either, and once a
    day for whatever gaps. What waits behind a batch that waits for review lacks nothing.
    """
    lacking = [label for label in left if lacks_earlier(vaults, label)]
    if lacking:
        reviewed = late_chains(vaults)
        lacking = [label for label in lacking if label.chain not in reviewed]
    if not lacking:
        return
    gaps = {(label.chain.hex(), label.number) for label in lacking}
    name = hashlib.sha256(repr(sorted(gaps)).encode()).hexdigest()[:16]
    with contextlib.suppress(BadFolder), telling():
        settings = boxes.read_settings(folder)
        if settings is None or settings.again == name or not _may_ask_again(shared):
            return
        boxes.ask_again(folder, name)


def _may_ask_again(shared: OpenVault) -> bool:
    """Note that it was asked. A clock that was set back counts as another day."""
    now_ms = shared.clock.now_ms()
    with shared.transaction() as connection:
        last_ms = meta.get(connection, ASKED_AGAIN_MS)
        if last_ms is not None and 0 <= now_ms - int(last_ms) < ASK_AGAIN_AFTER_MS:
            return False
        meta.put(connection, ASKED_AGAIN_MS, b"%d" % now_ms)
    return True
