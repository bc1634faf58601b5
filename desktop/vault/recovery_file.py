"""A vault's database key in an age file, for the programme's recovery key of its stream.

With it a backup opens by the stock `age` tool and any SQLCipher 4 reader, when this
program is gone. docs/formats/backup.md has the lines.
"""

from __future__ import annotations

from pathlib import Path

from desktop.host.files import write_atomic
from desktop.vault.bech32 import spell
from desktop.vault.recovery_keys import RecoveryKey
from desktop.vault.store import UnlockedVault

SUFFIX = ".age"
_RECIPIENT, _IDENTITY = "age", "age-secret-key-"


def keep(unlocked: UnlockedVault, box_pub: bytes) -> None:
    """Write it anew beside the vault. Durable when it returns. Raises OSError."""
    import pyrage

    lines = (
        "vereda recovery v1",
        f"vault {unlocked.vault_id.hex()}",
        f"epoch {unlocked.epoch}",
        f"key {unlocked.database_key.hex()}",
        "",
    )
    recipient = pyrage.x25519.Recipient.from_str(spell(_RECIPIENT, box_pub))
    sealed = pyrage.encrypt("\n".join(lines).encode("ascii"), [recipient])
    write_atomic(path_of(unlocked.path), bytes(sealed))


def path_of(database: Path) -> Path:
    """Where the file of the vault with this database lies."""
    return database.with_suffix(SUFFIX)


def identity(key: RecoveryKey) -> str:
    """A recovery key as the stock `age` tool takes it: "AGE-SECRET-KEY-1..."."""
    return spell(_IDENTITY, key.box.private_bytes_raw()).upper()
