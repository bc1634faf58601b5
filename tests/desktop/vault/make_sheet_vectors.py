"""Writes tests/vectors/recovery.json anew. By hand, and only when the format changes.

shamir-mnemonic draws its own random bytes, so every run gives other sheets.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import tempfile
from pathlib import Path

from desktop.host.clock import SystemClock
from desktop.programme.vocabulary import Stream
from desktop.vault.recovery_keys import box_code, holder_card
from desktop.vault.recovery_sheets import Ceremony, series
from desktop.vault.store import create_vault
from sync.batch.keys import programme_id, public_key

REVISION = 3


def main(target: Path) -> None:
    root, space_key = os.urandom(32), os.urandom(32)
    root_pub = public_key(root)
    programme = programme_id(root_pub)
    held = Ceremony.hold(programme, REVISION, os.urandom)
    boxes = held.keys.boxes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        card = holder_card(boxes[box_code(Stream.WOMEN)])
        vault = create_vault(folder, Stream.WOMEN, [card], clock=SystemClock())
        header = vault.path.with_suffix(".key").read_bytes()
    vector = {
        "format": "docs/formats/recovery.md, version 1",
        "programme": programme.hex(),
        "revision": REVISION,
        "sheets": [" ".join(sheet.words) for sheet in held.sheets],
        "space_key": space_key.hex(),
        "root_pub": root_pub.hex(),
        "root_wrapped": held.keys.wrap_root(root, space_key, root_pub, os.urandom).hex(),
        "header": base64.b64encode(header).decode(),
        "found": {
            "secret": held.keys.secret.hex(),
            "series": series(programme, REVISION),
            "boxes": {str(code): box.hex() for code, box in boxes.items()},
            "holders": {str(code): holder_card(box).id.hex() for code, box in boxes.items()},
            "root": root.hex(),
            "vault_key": vault.vault_key.hex(),
            "stream": box_code(Stream.WOMEN),
        },
    }
    target.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
