"""Three sheets of 33 words, of which any two give the secret of a ceremony: SLIP-39, 2 of 3.

`shamir-mnemonic` splits, joins and checks; here is what our sheets are, and which
word to look at when a typed one is wrong. It draws its own random bytes, from `secrets`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shamir_mnemonic import EncryptedMasterSecret, MnemonicError, Share, recover_ems, split_ems
from shamir_mnemonic.rs1024 import verify_checksum
from shamir_mnemonic.shamir import ShareGroup
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from desktop.vault.recovery_keys import SECRET_BYTES, RecoveryKeys
from desktop.vault.sheet_troubles import (
    OtherKindOfSheet,
    OtherProgramme,
    SameSheet,
    SheetsApart,
    SwappedWords,
    UnknownWord,
    WordsMissing,
    WrongWord,
)

Random = Callable[[int], bytes]

SHEETS, NEEDED = 3, 2
WORDS = 33
UNIQUE_LETTERS = 4
"""No two words of the list begin with the same four letters."""
REVISIONS_MAX = 64
"""Ceremonies that a programme may hold: more would make the sheets' numbers guessable by chance."""

WORD_LIST = tuple(WORDLIST)

_SERIES_LABEL = b"vereda recovery sheets v1"
_SERIES_BITS = 15
_EXTENDABLE = True
_ITERATION_EXPONENT = 0
_NO_PASSPHRASE = b""
_CHECKSUM_TEXT = b"shamir_extendable"
_BY_START = {word[:UNIQUE_LETTERS]: word for word in WORDLIST}


@dataclass(frozen=True)
class Sheet:
    """What one holder keeps. `number` is 1 to 3."""

    number: int
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Ceremony:
    """The three sheets and what they lead to. Nothing of it is on any disk.

    `revision` counts the programme's ceremonies, from 1.
    """

    revision: int
    keys: RecoveryKeys
    sheets: tuple[Sheet, ...]

    @classmethod
    def hold(cls, programme: bytes, revision: int, random: Random) -> Ceremony:
        """Draw a secret and split it. Raises ValueError after 64 ceremonies."""
        if not 1 <= revision <= REVISIONS_MAX:
            raise ValueError(f"a programme has at most {REVISIONS_MAX} ceremonies")
        keys = RecoveryKeys.draw(random)
        whole = EncryptedMasterSecret.from_master_secret(
            keys.secret,
            _NO_PASSPHRASE,
            series(programme, revision),
            _EXTENDABLE,
            _ITERATION_EXPONENT,
        )
        ((*shares,),) = split_ems(1, [(NEEDED, SHEETS)], whole)
        sheets = tuple(Sheet(share.index + 1, tuple(share.words())) for share in shares)
        return cls(revision, keys, sheets)


def series(programme: bytes, revision: int) -> int:
    """The number, 15 bits, that the first two words of a ceremony's sheets say.

    SLIP-39 lets it be random; made of the programme's id it tells sheets of another
    programme before a second one is typed.
    """
    digest = hashlib.sha256(_SERIES_LABEL + programme + revision.to_bytes(4, "big")).digest()
    return int.from_bytes(digest[:2], "big") >> (16 - _SERIES_BITS)


def word_of(typed: str) -> str | None:
    """The word that was meant; its first four letters are enough. None for no word of the list."""
    letters = typed.strip().lower()
    if letters in WORD_INDEX_MAP:
        return letters
    word = _BY_START.get(letters[:UNIQUE_LETTERS])
    return word if word is not None and word.startswith(letters) else None


def read_sheet(typed: Sequence[str], programme: bytes | None = None) -> Sheet:
    """The sheet that was typed, word by word.

    Takes up to 1.5 s to say which word is wrong, and no time otherwise.
    `programme` is whose files lie here, None when unknown.
    Raises: WordsMissing, UnknownWord, WrongWord, SwappedWords, OtherKindOfSheet,
    OtherProgramme.
    """
    words: list[str] = []
    for place, text in enumerate(typed, 1):
        word = word_of(text)
        if word is None:
            raise UnknownWord(place)
        words.append(word)
    if len(words) != WORDS:
        raise WordsMissing(len(words), WORDS)
    share = _share(words)
    if programme is not None and not _is_of(share, programme):
        raise OtherProgramme
    return Sheet(share.index + 1, tuple(words))


def join(first: Sheet, second: Sheet) -> RecoveryKeys:
    """The secret of two sheets of one ceremony, in any order. Raises: SameSheet, SheetsApart."""
    group = ShareGroup()
    try:
        for sheet in (first, second):
            group.add(Share.from_mnemonic(" ".join(sheet.words)))
        if len({share.index for share in group}) < NEEDED:
            raise SameSheet if first.words == second.words else SheetsApart
        return RecoveryKeys(recover_ems({0: group}).decrypt(_NO_PASSPHRASE))
    except MnemonicError:
        raise SheetsApart from None


def _share(words: Sequence[str]) -> Share:
    if not _holds([WORD_INDEX_MAP[word] for word in words]):
        raise _what_is_wrong(words)
    try:
        share = Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        raise OtherKindOfSheet from None
    shape = (share.group_threshold, share.group_count, share.group_index, share.member_threshold)
    if (
        shape != (1, 1, 0, NEEDED)
        or share.index >= SHEETS
        or len(share.value) != SECRET_BYTES
        or share.iteration_exponent != _ITERATION_EXPONENT
    ):
        raise OtherKindOfSheet
    return share


def _is_of(share: Share, programme: bytes) -> bool:
    known = (series(programme, revision) for revision in range(1, REVISIONS_MAX + 1))
    return share.identifier in known


def _what_is_wrong(words: Sequence[str]) -> WrongWord | SwappedWords:
    """Which word to look at. The right one is not told: two guesses must not make a sheet.

    The checksum tells apart any two sheets that differ in up to three words, so when one
    other word at one place makes it hold, that place is where the slip is.
    """
    numbers = [WORD_INDEX_MAP[word] for word in words]
    for at in range(len(numbers) - 1):
        swapped = [*numbers]
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        if _holds(swapped):
            return SwappedWords(at + 1)
    for at in range(len(numbers)):
        tried = [*numbers]
        for tried[at] in range(len(WORDLIST)):
            if _holds(tried):
                return WrongWord(at + 1)
    return WrongWord()


def _holds(numbers: Sequence[int]) -> bool:
    return bool(verify_checksum(numbers, _CHECKSUM_TEXT))
