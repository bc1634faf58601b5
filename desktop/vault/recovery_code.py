"""The recovery code: 130 random bits on paper, which wrap an account's private keys once more.

Spelling and wrap are in docs/formats/vault.md. The code is not stretched: Argon2id
makes guessing a short secret dear, and nobody guesses 130 bits.
"""

from __future__ import annotations

from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.vault.passphrase import NONCE_BYTES, TAG_BYTES
from desktop.vault.sealing import KEY_BYTES, derive
from desktop.vault.tagged import Damaged
from desktop.vault.troubles import MistypedCode

CODE_BITS = 130
CODE_BYTES = 17
HKDF_OF_CODE = 2
"""The derivation's number in a wrap; 1 is Argon2id's."""
WRAP_BYTES = 1 + NONCE_BYTES + 2 * KEY_BYTES + TAG_BYTES

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U."""
GROUP_CHARS = 4
_DATA_CHARS, _CHECK_CHARS = 26, 2
_CHECK_PRIME = 1021
"""The largest prime below 32². A wrong character, or two exchanged neighbours, change the rest."""
_CHAR_BITS = 5
_LOOK_ALIKES = str.maketrans("ILO", "110")
_LABEL = b"vereda recovery wrap v1"


def new_code(random: Callable[[int], bytes]) -> bytes:
    """A fresh code: 130 random bits, right-aligned in 17 bytes."""
    drawn = int.from_bytes(random(CODE_BYTES), "big")
    return (drawn >> (CODE_BYTES * 8 - CODE_BITS)).to_bytes(CODE_BYTES, "big")


def spell(code: bytes) -> str:
    """A code as it is printed: seven groups of four, the last two characters a checksum."""
    number = int.from_bytes(code, "big")
    checked = number << (_CHECK_CHARS * _CHAR_BITS) | number % _CHECK_PRIME
    count = _DATA_CHARS + _CHECK_CHARS
    places = range((count - 1) * _CHAR_BITS, -1, -_CHAR_BITS)
    spelled = "".join(ALPHABET[checked >> place & 31] for place in places)
    return "-".join(spelled[at : at + GROUP_CHARS] for at in range(0, count, GROUP_CHARS))


def read(typed: str) -> bytes:
    """The code that was typed. Small letters, blanks and look-alikes are forgiven.

    Raises: MistypedCode for what no sheet can say.
    """
    chars = "".join(char for char in typed.upper() if not (char.isspace() or char in "-‐–—_."))
    chars = chars.translate(_LOOK_ALIKES)
    if len(chars) != _DATA_CHARS + _CHECK_CHARS or not set(chars) <= set(ALPHABET):
        raise MistypedCode
    checked = 0
    for char in chars:
        checked = checked << _CHAR_BITS | ALPHABET.index(char)
    number, check = divmod(checked, 1 << (_CHECK_CHARS * _CHAR_BITS))
    if number % _CHECK_PRIME != check:
        raise MistypedCode
    return number.to_bytes(CODE_BYTES, "big")


def wrap(code: bytes, secret: bytes, purpose: bytes, nonce: bytes) -> bytes:
    """`secret`, 64 bytes, under a code. `purpose` says whose and which wrap it is."""
    derivation = bytes([HKDF_OF_CODE])
    key = derive(code, _LABEL, purpose)
    return derivation + nonce + AESGCM(key).encrypt(nonce, secret, derivation + purpose)


def unwrap(code: bytes, wrapped: bytes, purpose: bytes) -> bytes | None:
    """The secret, or None when the code is another. Raises Damaged."""
    check_wrap(wrapped)
    nonce, sealed = wrapped[1 : 1 + NONCE_BYTES], wrapped[1 + NONCE_BYTES :]
    try:
        return AESGCM(derive(code, _LABEL, purpose)).decrypt(nonce, sealed, wrapped[:1] + purpose)
    except InvalidTag:
        return None


def check_wrap(wrapped: bytes) -> None:
    """Raises Damaged for a wrap of another length or derivation."""
    if len(wrapped) != WRAP_BYTES or wrapped[0] != HKDF_OF_CODE:
        raise Damaged("recovery wrap")
