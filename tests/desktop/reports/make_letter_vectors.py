"""Writes tests/vectors/letter.json: `python -m tests.desktop.reports.make_letter_vectors`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.programme.letter_code import Statement
from desktop.services.letter_checks import LIST_LABEL, LetterList
from sync.batch.keys import public_key, signer

VECTORS = Path(__file__).parents[2] / "vectors" / "letter.json"
SIGNER, LEFT, STRANGER, COORDINATOR = (bytes([n]) * 32 for n in (11, 12, 13, 14))


def account(seed: bytes) -> bytes:
    return hashlib.sha256(public_key(seed)).digest()[:16]


def letter(number: int, by: bytes) -> Statement:
    bare = Statement(bytes(range(number, number + 16)), date(2026, 10, 8), account(by))
    return replace(bare, signature=signer(by)(bare.message()))


def vectors() -> dict[str, object]:
    good, old = letter(1, SIGNER), letter(2, SIGNER)
    kept, forged = letter(3, LEFT), letter(4, LEFT)
    found = LetterList(
        date(2026, 11, 22),
        {account(seed): public_key(seed) for seed in (SIGNER, LEFT)},
        {account(LEFT): frozenset({kept.hidden})},
        frozenset({old.hidden}),
    )
    data = found.packed()
    cases = {
        "valid": [good, kept],
        "superseded": [old],
        "altered": [replace(good, issued=date(2026, 10, 9)), replace(good, letter=bytes(16))],
        "unknown": [letter(5, STRANGER), forged],
    }
    return {
        "list": data.hex(),
        "list_key": public_key(COORDINATOR).hex(),
        "list_signature": signer(COORDINATOR)(LIST_LABEL + data).hex(),
        "answers": {answer: [each.text() for each in of] for answer, of in cases.items()},
        "no_codes": [good.text()[:-1], good.text()[:-1] + "B", "A" * 165, ""],
        "issued": good.issued.isoformat(),
        "signer_seed": SIGNER.hex(),
        "letter": good.letter.hex(),
    }


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(vectors(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
