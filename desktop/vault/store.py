"""The vaults of a data folder: making them, and opening those that an account may open.

File names are random and say nothing; a vault is `<stem>.db` with its header
in `<stem>.key` and a second copy in `<stem>.key2`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop.host.clock import Clock
from desktop.host.files import make_private
from desktop.programme.vocabulary import Stream
from desktop.trouble import Message, Trouble
from desktop.vault import header, header_file
from desktop.vault.account_file import AccountCard
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cipher import create_database
from desktop.vault.header import NotMine, OpenHeader, Random
from desktop.vault.notices import OTHER_FILE_DAMAGED, about_header
from desktop.vault.tagged import Damaged, Newer
from desktop.vault.troubles import DamagedHeader, NewerVersion, telling
from desktop.vault.twin import Twin

FOLDER = "vaults"
DATABASE_SUFFIX = ".db"
HEADER_SUFFIX = ".key"
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
    stem = random(STEM_BYTES).hex()
    with telling(), ExitStack() as undoing:
        make_private(folder / FOLDER)
        undoing.callback(_remove_database, _database(folder, stem))
        create_database(_database(folder, stem), opened.database_key())
        _twin(folder, stem).write(opened.encode(random))
        undoing.pop_all()
    return _unlocked(folder, stem, opened, [])


def open_vaults(folder: Path, account: UnlockedAccount) -> list[UnlockedVault]:
    """Every vault of the data folder with a slot for this account, `shared` last.

    Whose a damaged file is cannot be known. It does not stop somebody whose own
    records open; the first vault's notices then say so. Empty when there is no
    slot and no damage.
    Raises: DamagedHeader or NewerVersion when neither women's nor men's records
    open and a file has this trouble.
    """
    opened: list[UnlockedVault] = []
    troubles: list[Trouble] = []
    for stem in _stems(folder):
        try:
            reading = _twin(folder, stem).read(lambda file: header.open_for(account, file))
        except NotMine:
            continue
        except Newer:
            troubles.append(NewerVersion())
        except Damaged:
            troubles.append(DamagedHeader(stem))
        else:
            notices = about_header(reading.condition)
            opened.append(_unlocked(folder, stem, reading.value, notices))
    if troubles and all(vault.stream is Stream.SHARED for vault in opened):
        raise troubles[0]
    opened.sort(key=lambda vault: (vault.stream is Stream.SHARED, vault.stream, vault.vault_id))
    if troubles:
        opened[0].notices.append(OTHER_FILE_DAMAGED)
    return opened


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


def holders(vault: UnlockedVault) -> list[bytes]:
    """Account ids that have a slot, in the order of their slots."""
    return [holder for holder in _current(vault).holders if holder is not None]


def _current(vault: UnlockedVault) -> OpenHeader:
    """The header as it lies on disk now."""
    twin = _twin(vault.path.parent.parent, vault.path.stem)
    code = header.stream_code(vault.stream)
    try:
        return twin.read(lambda file: header.open_with(vault.vault_key, code, file)).value
    except Newer:
        raise NewerVersion from None
    except Damaged:
        raise DamagedHeader(vault.path.stem) from None


def _rewrite(vault: UnlockedVault, opened: OpenHeader, random: Random) -> None:
    with telling():
        _twin(vault.path.parent.parent, vault.path.stem).write(opened.encode(random))


def _unlocked(folder: Path, stem: str, opened: OpenHeader, notices: list[Message]) -> UnlockedVault:
    return UnlockedVault(
        vault_id=opened.header.vault_id,
        stream=opened.stream,
        epoch=opened.header.epoch,
        path=_database(folder, stem),
        database_key=opened.database_key(),
        notices=notices,
        vault_key=opened.vault_key,
    )


def _database(folder: Path, stem: str) -> Path:
    return folder / FOLDER / f"{stem}{DATABASE_SUFFIX}"


def _remove_database(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _twin(folder: Path, stem: str) -> Twin:
    return Twin.at(folder / FOLDER / f"{stem}{HEADER_SUFFIX}", header_file.SHAPE)


def _stems(folder: Path) -> list[str]:
    """Stems that have a header or a database."""
    vaults = folder / FOLDER
    files = [*vaults.glob(f"*{HEADER_SUFFIX}*"), *vaults.glob(f"*{DATABASE_SUFFIX}")]
    return sorted({path.stem for path in files})
