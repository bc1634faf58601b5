"""Two recovery sheets open a laptop whose people are all gone: a new account on every vault.

What the sheets lead to is the programme itself: the account is a coordinator's, certified
by the recovered root key, and every other laptop takes its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.host.clock import Clock, SystemClock
from desktop.journal.open_vault import OpenVault
from desktop.journal.spaces import space_key
from desktop.programme.roles import Role
from desktop.programme.vocabulary import Stream
from desktop.services import roster as rosters
from desktop.services.recovery import EPOCH_BYTES
from desktop.services.refusals import Refusal
from desktop.services.staging import made_beside
from desktop.trouble import Message, say
from desktop.vault.account_file import check_nickname
from desktop.vault.accounts import create_account
from desktop.vault.cards import list_accounts
from desktop.vault.phrases import check_phrase
from desktop.vault.recovery_keys import RecoveryKeys, WrongSecret
from desktop.vault.recovery_sheets import Sheet, join, read_sheet
from desktop.vault.sheet_troubles import SheetsOpenNothing
from desktop.vault.store import add_slot, open_with_recovery, remove_slot
from sync.batch.keys import public_key, signer
from sync.batch.root_words import PolicyEntry, signed_by_root
from sync.batch.roster import Roster
from sync.batch.roster_entries import DeviceEntry, Entry, MemberEntry
from sync.batch.roster_names import Details, Person
from sync.carriers import boxes
from sync.carriers.trouble import BadFolder


class BadNickname(Refusal):
    """The lock screen cannot show it, or shows it already."""

    def __init__(self) -> None:
        super().__init__(
            say("Ese apodo no se puede usar: ya hay uno igual aquí, o no se puede mostrar."),
            say("Escriba otro apodo, con letras y espacios."),
        )


class SheetsReplaced(Refusal):
    """The sheets open files here, but do not lead to the root key any more."""

    def __init__(self) -> None:
        super().__init__(
            say("Esas hojas ya no son las que cuentan: hay otras más nuevas."),
            say("Busque las hojas más nuevas, o pruebe en otra computadora."),
        )


@dataclass(frozen=True)
class Restored:
    """What two sheets brought back.

    Attributes:
        account: id of the new account; it opens by its passphrase.
        streams: whose vaults opened here.
        closed: vaults that did not: made before the sheets and not opened since, or damaged.
        coordinator: false while the shared vault is among them; then no roster says so.
        both_now: the programme's policy did not let one person open both streams; now it does.
        notices: what opening had to mend, or that the files are a restored copy.
    """

    account: bytes
    streams: frozenset[Stream]
    closed: int
    coordinator: bool
    both_now: bool
    notices: tuple[Message, ...] = ()


def read_typed(folder: Path, typed: Sequence[str]) -> Sheet:
    """One sheet, for the programme whose files lie here. Raises as `read_sheet`."""
    return read_sheet(typed, _programme(folder))


def restore_with_sheets(
    folder: Path,
    sheets: tuple[Sheet, Sheet],
    nickname: str,
    passphrase: str,
    clock: Clock | None = None,
) -> Restored:
    """Open every vault here by two sheets of `read_typed`, for a new account. Durable.

    Nobody is taken out: whoever had access still has it. A kill leaves nothing that shows;
    it is simply done again.
    Raises: SameSheet, SheetsApart, SheetsOpenNothing, SheetsReplaced, BadNickname,
    PassphraseShort, PassphraseGuessable, StrangeVault, DamagedDatabase, NewerVersion,
    DiskFull, ReadOnlyFolder, Busy.
    """
    clock = clock or SystemClock()
    check_phrase(passphrase, (nickname,))
    _check_nickname(folder, nickname)
    keys = join(*sheets)
    opened, closed = open_with_recovery(folder, keys)
    if not opened:
        raise SheetsOpenNothing
    with made_beside(folder) as aside, ExitStack() as undoing:
        account = create_account(aside, nickname, passphrase)
        with ExitStack() as closing:
            vaults: list[OpenVault] = []
            for unlocked in opened:
                vaults.append(OpenVault.open(unlocked, account, clock))
                closing.callback(vaults[-1].close)
            for unlocked in opened:
                add_slot(unlocked, account.card)
                undoing.callback(remove_slot, unlocked, account.card.id)
            said = _enter_into_roster(folder, vaults, keys)
            told = {str(each): each for vault in vaults for each in vault.notices}
        undoing.pop_all()
    streams = frozenset(vault.stream for vault in opened)
    return Restored(
        account.card.id,
        streams,
        closed,
        coordinator=Stream.SHARED in streams,
        both_now=any(isinstance(entry, PolicyEntry) for entry in said),
        notices=tuple(told.values()),
    )


def _enter_into_roster(
    folder: Path, vaults: Sequence[OpenVault], keys: RecoveryKeys
) -> list[Entry]:
    """Open a roster chain in the name of the root key. What it says, nothing without a roster."""
    shared = next((vault for vault in vaults if vault.stream is Stream.SHARED), None)
    if shared is None:
        return []
    roster, account = rosters.known(shared).roster, shared.account
    root = _root(shared, roster, keys)
    account.keepsakes[rosters.ROOT_KEEPSAKE] = root
    spaces = frozenset(space.id for vault in vaults for space in vault.spaces)
    entries: list[Entry] = [MemberEntry(account.card.sign_pub, account.card.box_pub, spaces)]
    with suppress(BadFolder):  # a laptop without its key lets another one carry for it
        transport = boxes.transport_key(folder).public_key().public_bytes_raw()
        entries.append(DeviceEntry(transport, spaces))
    if len(vaults) == len(Stream) and not roster.policy_both_streams:
        # Two holders together may open both streams. That one person now does is no secret:
        # the policy says it to everybody, and the root key can take it back.
        policy = PolicyEntry(roster.policy_revision + 1, True, public_key(root))
        entries.append(signed_by_root(policy, signer(root)))
    if _programme(folder) is None:
        # A restored copy comes without; what it carries of them opens for its own accounts.
        boxes.write_settings(folder, boxes.Settings(roster.programme, demo=roster.demo))
    told = Details(people={account.card.id: Person(account.card.nickname, Role.COORDINATOR)})
    rosters.begin(shared, account, folder, entries, told)
    return entries


def _root(shared: OpenVault, roster: Roster, keys: RecoveryKeys) -> bytes:
    """The root seed. Raises: SheetsReplaced, also while the space key of then is not here."""
    entry = roster.recovery
    if entry is None:
        raise SheetsReplaced
    epoch = int.from_bytes(entry.root_wrapped[:EPOCH_BYTES], "big")
    try:
        key = space_key(shared, shared.home, epoch)
        return keys.unwrap_root(entry.root_wrapped[EPOCH_BYTES:], key, entry.root_pub)
    except (KeyError, WrongSecret):
        raise SheetsReplaced from None


def _programme(folder: Path) -> bytes | None:
    try:
        settings = boxes.read_settings(folder)
    except BadFolder:
        return None
    return None if settings is None else settings.programme


def _check_nickname(folder: Path, nickname: str) -> None:
    try:
        check_nickname(nickname)
    except ValueError:
        raise BadNickname from None
    if any(card.nickname.casefold() == nickname.casefold() for card in list_accounts(folder)):
        raise BadNickname
