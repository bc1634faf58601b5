"""What was half typed when a lock came: kept in the vault it was meant for, offered once more.

A draft is no record: it never travels, has no history, and shows to nobody but who typed it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.journal import meta

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

DRAFT_MAX_CHARS = 65536
"""More than any dialog holds; what is longer is not kept."""


def keep(vault: OpenVault, about: str, fields: Mapping[str, str]) -> None:
    """Keep what the dialog `about` this holds, in place of an earlier draft. Durable.

    Raises: DiskFull, ReadOnlyFolder.
    """
    text = json.dumps(dict(fields), ensure_ascii=False)
    if len(text) <= DRAFT_MAX_CHARS:
        with vault.transaction() as connection:
            meta.put(connection, _name(vault, about), text.encode())


def find(vault: OpenVault, about: str) -> dict[str, str]:
    """What was kept of the dialog `about` this, nothing when there is no draft."""
    with vault.read() as connection:
        kept = meta.get(connection, _name(vault, about))
    return {} if kept is None else json.loads(kept)


def drop(vault: OpenVault, about: str) -> None:
    """Forget a draft; its bytes are overwritten (`secure_delete`)."""
    with vault.transaction() as connection:
        meta.remove(connection, _name(vault, about))


def _name(vault: OpenVault, about: str) -> str:
    """Several accounts may share a vault: each has drafts of its own."""
    return f"draft {vault.account.card.id.hex()} {about}"
