"""Writes tests/vectors/vault.json anew. Run by hand, and only when the format changes.

The keys come from a seed; HPKE's ephemeral keys do not, so each run differs.
"""

from __future__ import annotations

import base64
import json
import random
import sys
import tempfile
from pathlib import Path

from desktop.programme.vocabulary import Stream
from desktop.vault.accounts import create_account
from desktop.vault.database import checkpoint, make_engine, writing
from desktop.vault.store import create_vault

PASSPHRASE = "el ri\u0301o baja crecido"
BEGAN_MS = 1_294_000_000_000


class StoppedClock:
    """A clock for vectors: one moment, no boot."""

    def now_ms(self) -> int:
        return BEGAN_MS

    def monotonic_ms(self) -> int:
        return 0

    def boot(self) -> bytes:
        return bytes(8)


def main(target: Path) -> None:
    draw = random.Random(2011).randbytes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        account = create_account(folder, "Lupe", PASSPHRASE, random=draw)
        account.keepsakes["root"] = draw(32)
        vault = create_vault(
            folder, Stream.WOMEN, [account.card], clock=StoppedClock(), random=draw
        )
        engine = make_engine(vault.path, vault.database_key)
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE vector (body TEXT)")
            connection.exec_driver_sql("INSERT INTO vector VALUES ('vereda entre pueblos')")
        checkpoint(engine)
        engine.dispose()
        (account_file,) = (folder / "accounts").glob("*.acct")
        files = {
            "account": account_file,
            "header": vault.path.with_suffix(".key"),
            "database": vault.path,
        }
        vector = {
            "format": "docs/formats/vault.md, version 1.0",
            "passphrase": PASSPHRASE,
            "files": {
                kind: base64.b64encode(path.read_bytes()).decode() for kind, path in files.items()
            },
            "found": {
                "nickname": "Lupe",
                "account_id": account.card.id.hex(),
                "keepsakes": {key: kept.hex() for key, kept in account.keepsakes.items()},
                "vault_id": vault.vault_id.hex(),
                "stream": vault.stream.value,
                "began_ms": BEGAN_MS,
                "database_key": vault.database_key.hex(),
                "rows": [["vereda entre pueblos"]],
            },
        }
    target.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
