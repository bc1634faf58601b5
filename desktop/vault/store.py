"""The vaults of a data folder: making them, and opening those that an account may open.

File names are random and say nothing; a vault is `<stem>.db` with its header
in `<stem>.key` and a second copy in `<stem>.key2`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.host.clock import Clock
from desktop.host.files import make_private
from desktop.programme.vocabulary import Stream
from desktop.trouble import Message, Trouble
from desktop.vault import header, rekey
from desktop.vault.account_file import AccountCard
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cipher import create_database
from desktop.vault.familiar import strangers
from desktop.vault.header import NotMine, Opener, OpenHeader, Random
from desktop.vault.notices import OTHER_FILE_DAMAGED, STRANGE_FILE, about_header
from desktop.vault.places import Place, list_places
from desktop.vault.recovery_keys import RecoveryKey, RecoveryKeys
from desktop.vault.tagged import Damaged, Newer
from desktop.vault.troubles import DamagedHeader, NewerVersion, StrangeVault, telling
from desktop.vault.twin import Reading

STEM_BYTES = 8


@dataclass
class UnlockedVault:
    """A vault whose keys are in memory; its database is opened by `database.make_engine`.

    Attributes:
        epoch: counts the keys that this vault has had, from 1.
        path: the database file.
        database_key: 32 bytes, of this file and this epoch.
        vault_key: 32 bytes, from which this file's other keys follow.
        notices: what the opening had to mend.
    """

    vault_id: bytes
    stream: Stream
    epoch: int
    path: Path
    database_key: bytes = field(repr=False)
    notices: list[Message] = field(default_factory=list)
    vault_key: bytes = field(default=b"", repr=False)


def create_vault(
    folder: Path,
    stream: Stream,
    members: Sequence[AccountCard],
    *,
    clock: Clock,
    random: Random = secrets.token_bytes,
) -> UnlockedVault:
    """Make an empty vault in the data folder that opens for `members`. Durable when it returns.

    The header is written last: a database without one is a making that was cut short.
    Raises: ValueError without members; DiskFull, ReadOnlyFolder.
    """
    opened = header.new_header(stream, members, began_ms=clock.now_ms(), random=random)
    place = Place(folder, random(STEM_BYTES).hex())
    with telling(), ExitStack() as undoing:
        make_private(place.database.parent)
        undoing.callback(_remove_database, place.database)
        create_database(place.database, opened.database_key())
        place.header.write(opened.encode(random))
        undoing.pop_all()
    return _unlocked(place, opened, [])


def open_vaults(folder: Path, account: UnlockedAccount) -> list[UnlockedVault]:
    """Every vault of the data folder with a slot for this account, `shared` last.

    Whose a damaged file is cannot be known. It does not stop somebody whose own
    records open; the first vault's notices then say so. So it is with a vault that
    takes the place of the one in which this account has worked (familiar.py).
    Empty when there is no slot and no damage.
    Raises: DamagedHeader, NewerVersion or StrangeVault when neither women's nor
    men's records open and a file has this trouble.
    """
    found: dict[Place, Reading[OpenHeader]] = {}
    troubles: list[Trouble] = []
    for place in list_places(folder):
        try:
            found[place] = _read(place, account)
        except NotMine:
            continue
        except Newer:
            troubles.append(NewerVersion())
        except Damaged:
            troubles.append(DamagedHeader(place.stem))
    strange = strangers(account, [reading.value for reading in found.values()])
    opened = [
        _unlocked(place, reading.value, about_header(reading.condition))
        for place, reading in found.items()
        if reading.value not in strange
    ]
    if strange:
        troubles.insert(0, StrangeVault())
    if troubles and all(vault.stream is Stream.SHARED for vault in opened):
        raise troubles[0]
    opened.sort(key=lambda vault: (vault.stream is Stream.SHARED, vault.stream, vault.vault_id))
    if troubles:
        opened[0].notices.append(STRANGE_FILE if strange else OTHER_FILE_DAMAGED)
    return opened


def open_with_recovery(folder: Path, keys: RecoveryKeys) -> tuple[list[UnlockedVault], int]:
    """Every vault of the data folder with a slot for these recovery keys, and how many have none.

    The count includes damaged files and those of a newer version. Empty when the
    sheets are other ones. Raises: StrangeVault when two vaults claim one stream:
    nothing here tells which of them is true.
    """
    openers = [keys.of(stream) for stream in Stream]
    opened: list[UnlockedVault] = []
    closed = 0
    for place in list_places(folder):
        try:
            reading = _read_for_any(place, openers)
        except (NotMine, Newer, Damaged):
            closed += 1
        else:
            opened.append(_unlocked(place, reading.value, about_header(reading.condition)))
    if len({vault.stream for vault in opened}) < len(opened):
        raise StrangeVault
    return opened, closed


def add_slot(
    vault: UnlockedVault, card: AccountCard, *, random: Random = secrets.token_bytes
) -> None:
    """Let another account open this vault. Its passphrase is not needed. Durable when it returns.

    Raises: DamagedHeader, NewerVersion, DiskFull, ReadOnlyFolder.
    """
    _rewrite(vault, _current(vault).with_slot(card, random), random)


def remove_slot(
    vault: UnlockedVault, account_id: bytes, *, random: Random = secrets.token_bytes
) -> None:
    """Take an account's slot away; only a new epoch takes back a key it may have kept.

    Raises: KeyError when it has none; DamagedHeader, NewerVersion, DiskFull, ReadOnlyFolder.
    """
    _rewrite(vault, _current(vault).without_slot(account_id, random), random)


def rekey_vault(
    vault: UnlockedVault,
    members: Sequence[AccountCard],
    *,
    clock: Clock,
    random: Random = secrets.token_bytes,
) -> UnlockedVault:
    """Begin an epoch whose key only `members` get: what revoking is. The vault as it opens now.

    The vault's database must be closed. A kill at any moment leaves the epoch before
    or this one, with every row. Takes about 1 s for 100 MB on two cores.
    Raises: ValueError without members; DiskFull when twice the database has no
    room, ReadOnlyFolder, Busy, DamagedHeader, DamagedDatabase, NewerVersion.
    """
    place, current = Place.of_database(vault.path), _current(vault)
    following = current.next_epoch(members, began_ms=clock.now_ms(), random=random)
    condition = rekey.begin_epoch(place, current, following, following.encode(random))
    return _unlocked(place, following, about_header(condition))


def holders(vault: UnlockedVault) -> list[bytes]:
    """Account ids that have a slot, in the order of their slots."""
    return [holder for holder in _current(vault).holders if holder is not None]


def _read_for_any(place: Place, keys: Sequence[RecoveryKey]) -> Reading[OpenHeader]:
    """As `_read`, for the one of these keys that is of the vault's own stream."""
    for key in keys:
        with suppress(NotMine):
            reading = _read(place, key)
            if reading.value.stream is not key.stream:
                raise Damaged("another stream's recovery key")
            return reading
    raise NotMine


def _read(place: Place, account: Opener) -> Reading[OpenHeader]:
    """The header that holds, for this account. Raises NotMine, Newer, Damaged."""
    reading = place.header.read(lambda file: header.open_for(account, file))
    if place.next_header.exists():
        return replace(reading, value=rekey.settle(place, account, reading.value))
    return reading


def _current(vault: UnlockedVault) -> OpenHeader:
    """The header as it lies on disk now."""
    place = Place.of_database(vault.path)
    code = header.stream_code(vault.stream)
    try:
        return place.header.read(lambda file: header.open_with(vault.vault_key, code, file)).value
    except Newer:
        raise NewerVersion from None
    except Damaged:
        raise DamagedHeader(place.stem) from None


def _rewrite(vault: UnlockedVault, opened: OpenHeader, random: Random) -> None:
    with telling():
        Place.of_database(vault.path).header.write(opened.encode(random))


def _unlocked(place: Place, opened: OpenHeader, notices: list[Message]) -> UnlockedVault:
    return UnlockedVault(
        vault_id=opened.header.vault_id,
        stream=opened.stream,
        epoch=opened.header.epoch,
        path=place.database,
        database_key=opened.database_key(),
        notices=notices,
        vault_key=opened.vault_key,
    )


def _remove_database(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
