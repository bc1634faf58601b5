"""Which passphrases are good enough, and five words for who would rather not invent one.

The lists and the estimator load when they are first asked.
"""

from __future__ import annotations

import math
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.vault.troubles import PassphraseGuessable, PassphraseShort

PASSPHRASE_MIN_CHARS = 15
GUESSES_MIN_LOG10 = 13.0
"""Of an own phrase, as zxcvbn counts: 150 years at 2,000 guesses a second."""
OFFERED_WORDS = 5
_ESTIMATED_CHARS = 72
"""zxcvbn takes no more, and needs no more to be convinced."""


@dataclass(frozen=True)
class OfferedPhrase:
    """Words drawn by lot. `bits` is what guessing costs somebody who knows the list."""

    text: str
    bits: float


def offer_phrase(draw: Callable[[int], int] = secrets.randbelow) -> OfferedPhrase:
    """Five words that every keyboard types: none has an accent or ñ.

    Args:
        draw: a number from 0 to below its argument, each as likely.
    """
    words = _plain_words()
    text = ""
    # One in some thousands happens to be a phrase that `check_phrase` would refuse.
    while guesses_log10(text) < GUESSES_MIN_LOG10:
        text = " ".join(words[draw(len(words))] for _ in range(OFFERED_WORDS))
    return OfferedPhrase(text, OFFERED_WORDS * math.log2(len(words)))


def check_phrase(phrase: str, personal: Iterable[str] = ()) -> None:
    """Refuse a new passphrase that would protect nobody.

    Args:
        personal: what somebody who knows the person tries first, such as the nickname.

    Raises: PassphraseShort, PassphraseGuessable.
    """
    if len(unicodedata.normalize("NFC", phrase)) < PASSPHRASE_MIN_CHARS:
        raise PassphraseShort(PASSPHRASE_MIN_CHARS)
    if guesses_log10(phrase, personal) < GUESSES_MIN_LOG10:
        raise PassphraseGuessable


def guesses_log10(phrase: str, personal: Iterable[str] = ()) -> float:
    """How many tries the phrase withstands, as a power of ten."""
    from zxcvbn import zxcvbn

    from desktop.vault.common_spanish import PHRASES, WORDS

    likely = [_folded(word) for word in personal]
    likely += [*PHRASES, *WORDS, *(_folded(word) for word in _plain_words())]
    folded = _folded(phrase)
    if not folded:
        return 0.0
    # The estimator takes blanks for hard to guess, and they are not.
    together = "".join(char for char in folded if char.isalnum())
    return min(
        float(zxcvbn(each[:_ESTIMATED_CHARS], user_inputs=likely)["guesses_log10"])
        for each in (folded, together or folded)
    )


def _plain_words() -> tuple[str, ...]:
    from desktop.vault.words import known_words

    return tuple(word for word in known_words() if word.isascii())


def _folded(text: str) -> str:
    """Small letters without accents, as whoever guesses writes them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))
