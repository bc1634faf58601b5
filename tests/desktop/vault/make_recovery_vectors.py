"""Writes tests/vectors/vault_recovery.json anew. By hand, and only when the format changes."""

from __future__ import annotations

import base64
import json
import random
import sys
import tempfile
from pathlib import Path

from desktop.vault import recovery_code
from desktop.vault.accounts import create_account

SPELLED = 4


def main(target: Path) -> None:
    draw = random.Random(2015).randbytes
    code = recovery_code.new_code(draw)
    with tempfile.TemporaryDirectory() as name:
        account = create_account(Path(name), "Lupe", "el río baja crecido", random=draw)
        account.set_recovery_code(code, random=draw)
        (file,) = Path(name).glob("accounts/*.acct")
        others = [recovery_code.new_code(draw) for _ in range(SPELLED)]
        vector = {
            "format": "docs/formats/vault.md, version 1.0",
            "account": base64.b64encode(file.read_bytes()).decode(),
            "recovery_code": recovery_code.spell(code),
            "found": {"account_id": account.card.id.hex(), "code": code.hex()},
            "spelled": {each.hex(): recovery_code.spell(each) for each in [bytes(17), *others]},
        }
    target.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
