"""The code on a letter to a court: what it says, as bytes, and as the letters of its QR.

A random number, a day, an account and a signature: it tells of nobody and of no court.
docs/formats/letter.md describes it. Whether the signature holds is said elsewhere.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import date

MAGIC = b"VL"
VERSION = 1
ID_BYTES = 16
DAY_BYTES = 4
SIGNATURE_BYTES = 64
SIGNED_BYTES = len(MAGIC) + 1 + ID_BYTES + DAY_BYTES + ID_BYTES
CODE_BYTES = SIGNED_BYTES + SIGNATURE_BYTES
CODE_CHARS = 165
"""Of base32 without padding: letters and digits that a QR code holds most tightly."""
SIGNED_LABEL = b"vereda letter v1\0"
HIDDEN_LABEL = b"vereda letter id v1\0"
HIDDEN_BYTES = 16
_BLANK = re.compile(r"[\s-]+")


class NoLetterCode(ValueError):
    """The text is not the code of a letter, or one of a later version."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a code says.

    Attributes:
        letter: 16 random bytes, another for each letter.
        issued: the day that stands on it.
        signer: the account that signed.
        signature: Ed25519, over `message()`.
    """

    letter: bytes
    issued: date
    signer: bytes
    signature: bytes = b""

    def message(self) -> bytes:
        """What the signer signs."""
        return SIGNED_LABEL + self._signed()

    def packed(self) -> bytes:
        return self._signed() + self.signature

    def text(self) -> str:
        """As it stands in the QR code."""
        return base64.b32encode(self.packed()).decode().rstrip("=")

    @property
    def hidden(self) -> bytes:
        """How lists name the letter, so that nobody who has a list can make a code of it."""
        return hidden(self.letter)

    def _signed(self) -> bytes:
        day = self.issued.toordinal().to_bytes(DAY_BYTES, "big")
        return MAGIC + bytes([VERSION]) + self.letter + day + self.signer


def hidden(letter: bytes) -> bytes:
    """The first 16 bytes of SHA-256 over a label and the letter's number."""
    return hashlib.sha256(HIDDEN_LABEL + letter).digest()[:HIDDEN_BYTES]


def read_text(text: str) -> Statement:
    """A code as it was typed or scanned: spaces, dashes, small letters. Raises: NoLetterCode."""
    letters = _BLANK.sub("", text).upper()
    if len(letters) != CODE_CHARS:
        raise NoLetterCode("another length")
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        raise NoLetterCode("other letters") from None
    if base64.b32encode(data).decode().rstrip("=") != letters:
        raise NoLetterCode("spelled in a second way")
    return read_bytes(data)


def read_bytes(data: bytes) -> Statement:
    """Raises: NoLetterCode."""
    if len(data) != CODE_BYTES or not data.startswith(MAGIC) or data[len(MAGIC)] != VERSION:
        raise NoLetterCode("no letter of this version")
    at = len(MAGIC) + 1
    letter, day = data[at : at + ID_BYTES], data[at + ID_BYTES : at + ID_BYTES + DAY_BYTES]
    signer = data[at + ID_BYTES + DAY_BYTES : SIGNED_BYTES]
    try:
        issued = date.fromordinal(int.from_bytes(day, "big"))
    except (ValueError, OverflowError):
        raise NoLetterCode("no day") from None
    return Statement(letter, issued, signer, data[SIGNED_BYTES:])
