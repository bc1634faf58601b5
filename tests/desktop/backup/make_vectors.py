"""Writes tests/vectors/backup.json anew. Run by hand, and only when the format changes.

    python -m tests.desktop.backup.make_vectors

HPKE's and age's ephemeral keys are drawn anew, so each run differs.
"""

from __future__ import annotations

import base64
import json
import random
import tempfile
from pathlib import Path

from desktop.backup import facts
from desktop.backup.facts import Facts
from desktop.backup.make import make
from desktop.backup.makers import Signer
from desktop.host.files import write_atomic
from desktop.journal import witness
from desktop.journal.witness import Seen
from desktop.programme.vocabulary import Stream
from desktop.vault import recovery_file
from desktop.vault.accounts import create_account
from desktop.vault.database import checkpoint, make_engine, writing
from desktop.vault.recovery_keys import RecoveryKeys
from desktop.vault.store import create_vault
from sync.carriers import boxes
from tests.desktop.vault.make_vectors import PASSPHRASE, StoppedClock

TARGET = Path(__file__).parents[2] / "vectors" / "backup.json"


def main() -> None:
    draw = random.Random(2026).randbytes
    with tempfile.TemporaryDirectory() as name:
        folder, stick = Path(name) / "data", Path(name) / "stick"
        stick.mkdir()
        boxes.prepare(folder)
        account = create_account(folder, "Lupe", PASSPHRASE, random=draw)
        unlocked = create_vault(
            folder, Stream.WOMEN, [account.card], clock=StoppedClock(), random=draw
        )
        engine = make_engine(unlocked.path, unlocked.database_key)
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE word (text)")
            connection.exec_driver_sql("INSERT INTO word VALUES ('vereda')")
        checkpoint(engine)
        engine.dispose()
        seed = draw(32)
        write_atomic(boxes.transport_key_path(folder), seed)
        boxes.write_settings(folder, boxes.Settings(draw(16), "https://centro.example.org"))
        batch = boxes.put_batch(boxes.outbox(folder), draw(700))
        key = RecoveryKeys(draw(32)).of(Stream.WOMEN)
        recovery_file.keep(unlocked, key.card.box_pub)
        chain, incarnation = draw(16), draw(16)
        said = Facts(3, 17, {chain: 12})
        made = make(
            folder,
            stick,
            StoppedClock(),
            maker=Signer("account", account.card.sign_pub, account.sign),
            known={unlocked.vault_id: facts.seal_for(unlocked, said)},
            random=draw,
        )
        seen = witness._seal(unlocked, Seen(incarnation, {chain: 12}))
        restored = witness.restored_mark(incarnation)
        found = {
            "accounts": 1,
            "batches": [batch.name],
            "carried": {
                "courier": json.loads(boxes.settings_path(folder).read_text()),
                "transport": seed.hex(),
            },
            "counter": 1,
            "facts": {"chains": {chain.hex(): 12}, "operations": 17, "people": 3},
            "made_ms": StoppedClock().now_ms(),
            "restored": incarnation.hex(),
            "seen": {"chains": {chain.hex(): 12}, "incarnation": incarnation.hex()},
            "word": "vereda",
        }
        vectors = {
            "passphrase": PASSPHRASE,
            "identity": recovery_file.identity(key),
            "vault_key": unlocked.vault_key.hex(),
            "account": account.card.id.hex(),
            "box": account._private.box.private_bytes_raw().hex(),
            "name": made.name,
            "file": base64.b64encode(made.read_bytes()).decode(),
            "seen": base64.b64encode(seen).decode(),
            "restored": base64.b64encode(restored).decode(),
            "found": found,
        }
    TARGET.write_text(json.dumps(vectors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
