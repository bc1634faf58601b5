"""The ceremony of the recovery sheets, and the slots that the vaults keep for their keys.

Whoever holds the programme's root key draws a secret and splits it on three sheets of
paper; the roster then tells every laptop which keys to let in. Using the sheets is in
restoring.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.journal import meta
from desktop.journal.spaces import latest_epoch, space_key
from desktop.services import roster as rosters
from desktop.services.authority import authority_of
from desktop.services.entrance import Desk
from desktop.services.refusals import Refusal
from desktop.trouble import Trouble, say
from desktop.vault import recovery_file
from desktop.vault.recovery_keys import box_code, holder_card
from desktop.vault.recovery_sheets import SHEETS, WORD_LIST, WORDS, Ceremony, Sheet, word_of
from desktop.vault.sheet_troubles import BadSheet, WordsMissing, WrongWord
from desktop.vault.store import add_slot, holders, remove_slot
from desktop.vault.troubles import telling
from sync.batch.root_words import RecoveryEntry, signed_by_root
from sync.batch.roster import Roster

if TYPE_CHECKING:
    from desktop.journal.open_vault import OpenVault

__all__ = [
    "SHEETS",
    "WORDS",
    "WORDS_BACK",
    "WORD_LIST",
    "BadSheet",
    "Ceremony",
    "CeremonyOvertaken",
    "Sheet",
    "begin",
    "check_back",
    "check_whole",
    "ensure_recovery_slots",
    "finish",
    "places_to_type",
    "revision",
    "word_of",
]

WORDS_BACK = 6
"""Of a sheet that was printed. One written by hand is typed back whole: hands slip."""
EPOCH_BYTES = 8
_SAME_ON_ALL_SHEETS = 3
"""The first words say series and kind: typing them back would show nothing."""
_HOLDER = "recovery holder"
"""Fact of a vault: the id under which the recovery key of now holds its slot."""

_REVISION = "recovery revision"
"""Fact of a vault: the highest of those whose keys it was to let in."""


class CeremonyOvertaken(Refusal):
    """Another laptop has held a ceremony meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            say("Mientras tanto llegaron otras hojas, hechas en otra computadora."),
            say("Rompa estas tres hojas; valen las otras. O empiece de nuevo."),
        )


def revision(desk: Desk) -> int:
    """Of the sheets that count now; 0 before the first ceremony."""
    if desk.shared is None:
        return 0
    return _revision(rosters.known(desk.shared).roster)


def begin(desk: Desk) -> Ceremony:
    """Draw a secret and three sheets. Nothing is kept: to cancel, forget what is returned.

    Raises: NotTheFounder for who is no coordinator, NotTheRoot.
    """
    by = authority_of(desk)
    by.as_root()
    return Ceremony.hold(by.roster.programme, _revision(by.roster) + 1, secrets.token_bytes)


def places_to_type() -> tuple[int, ...]:
    """Which words of a printed sheet to type back, in order, from 1."""
    places = range(_SAME_ON_ALL_SHEETS + 1, WORDS + 1)
    return tuple(sorted(secrets.SystemRandom().sample(places, WORDS_BACK)))


def check_back(sheet: Sheet, typed: Mapping[int, str]) -> None:
    """Whether these words, by their place, are the sheet's. Raises: WrongWord for the first not."""
    if len(typed) < WORDS_BACK:
        raise WrongWord
    for place, text in sorted(typed.items()):
        if word_of(text) != sheet.words[place - 1]:
            raise WrongWord(place)


def check_whole(sheet: Sheet, typed: Sequence[str]) -> None:
    """As `check_back`, for every word in order. Raises: WordsMissing, WrongWord."""
    if len(typed) != WORDS:
        raise WordsMissing(len(typed), WORDS)
    check_back(sheet, dict(enumerate(typed, 1)))


def finish(
    folder: Path, desk: Desk, ceremony: Ceremony, typed: Sequence[Mapping[int, str]]
) -> None:
    """Let the sheets count, once all three were typed back. Earlier ones end. Durable.

    The roster's batch is the one moment: a kill before it leaves no ceremony, after it
    a whole one, and whoever enters next gives each vault its slot. Earlier sheets open
    a vault until it has another epoch, if somebody kept its old header.
    Raises: WrongWord, NotTheFounder, NotTheRoot, CeremonyOvertaken, DiskFull, ReadOnlyFolder.
    """
    by = authority_of(desk)
    sign, root_pub = by.as_root()
    if len(typed) != SHEETS:
        raise ValueError("three sheets are typed back")
    for sheet, back in zip(ceremony.sheets, typed, strict=True):
        check_back(sheet, back)
    if _revision(by.roster) >= ceremony.revision:
        raise CeremonyOvertaken
    epoch = latest_epoch(by.shared, by.shared.home)
    wrapped = ceremony.keys.wrap_root(
        desk.account.keepsakes[rosters.ROOT_KEEPSAKE],
        space_key(by.shared, by.shared.home, epoch),
        root_pub,
        secrets.token_bytes,
    )
    entry = RecoveryEntry(
        ceremony.revision,
        ceremony.keys.boxes(),
        epoch.to_bytes(EPOCH_BYTES, "big") + wrapped,
        root_pub,
    )
    word = signed_by_root(entry, sign)
    roster = rosters.append(by.shared, desk.account, folder, (word,))
    ensure_recovery_slots(desk.vaults, roster)


def ensure_recovery_slots(vaults: Iterable[OpenVault], roster: Roster) -> None:
    """Give each vault the slot of the recovery keys that count now, and take the earlier ones'.

    Again changes nothing. A disk that takes nothing keeps nobody out: the slot is then
    added when somebody enters next.
    """
    if roster.recovery is None:
        return
    for vault in vaults:
        box = roster.recovery.boxes.get(box_code(vault.stream))
        if box is not None:
            with suppress(Trouble):
                _ensure_slot(vault, box, roster.recovery.revision)


def _ensure_slot(vault: OpenVault, box: bytes, revision: int) -> None:
    """Never of sheets that were replaced: who opens the shared vault may put its lists back."""
    with vault.read() as connection:
        known = int.from_bytes(meta.get(connection, _REVISION) or b"", "big")
    if revision < known:
        return
    if revision > known:
        with vault.transaction() as connection:
            meta.put(connection, _REVISION, revision.to_bytes(EPOCH_BYTES, "big"))
    card = holder_card(box)
    there = holders(vault.unlocked)
    if card.id not in there:
        add_slot(vault.unlocked, card)
    with vault.read() as connection:
        before = meta.get(connection, _HOLDER)
    if before == card.id:
        return
    if before is not None:
        with telling():  # the next backup writes it for the keys of now
            recovery_file.path_of(vault.unlocked.path).unlink(missing_ok=True)
    if before in there:
        remove_slot(vault.unlocked, before)
    with vault.transaction() as connection:
        meta.put(connection, _HOLDER, card.id)


def _revision(roster: Roster) -> int:
    return 0 if roster.recovery is None else roster.recovery.revision
