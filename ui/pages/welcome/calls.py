"""What the first run asks of the rooms below, on the database thread. Heavy imports wait here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.programme.vocabulary import Stream
from desktop.services import keys
from desktop.trouble import Trouble, say

if TYPE_CHECKING:
    from desktop.backup.verify import Report
    from desktop.services.entrance import Desk

REQUEST_NAME = "solicitud.vrq"
CODE_LOST = say("Su código de recuperación no se guardó. Haga otro en Ajustes.")


@dataclass(frozen=True)
class Newcomer:
    """Whom an account is made for; `typed` is the recovery code as read back from paper."""

    nickname: str
    passphrase: str = field(repr=False)
    code: keys.NewCode = field(repr=False)
    typed: str = field(repr=False)


def found(folder: Path, who: Newcomer, stream: Stream, site: str, municipality: str) -> Desk:
    """Begin a programme and let the code open its founder's account. Raises as founding does."""
    from desktop.services.founding import found_programme

    desk = found_programme(
        folder, who.nickname, who.passphrase, stream, site, municipality=municipality
    )
    try:
        keys.keep_code(desk.account, who.passphrase, who.code, who.typed)
    except (Trouble, OSError):
        # The programme stands; begun again it would be refused.
        desk.notices.append(CODE_LOST)
    return desk


def ask_to_join(folder: Path, who: Newcomer) -> bool:
    """Make the account and the request that waits; whether its code opens it too.

    Raises as write_request.
    """
    from desktop.vault.accounts import unlock_account
    from sync.client.invitation import decode_request
    from sync.client.joining import write_request

    request = write_request(folder, who.nickname, who.passphrase)
    try:
        account = unlock_account(folder, decode_request(request).account, who.passphrase)
        keys.keep_code(account, who.passphrase, who.code, who.typed)
    except (Trouble, OSError):
        return False
    return True


def ask_again(folder: Path, account: bytes, passphrase: str) -> None:
    """A request for an account that is here and opens nothing. Raises as joining.ask_again."""
    from sync.client.joining import ask_again

    ask_again(folder, account, passphrase)


def is_again(folder: Path) -> bool:
    """Whether the request that waits is for an account that was here before."""
    from sync.client.joining import AGAIN_FILE

    return (folder / AGAIN_FILE).exists()


def save_request(folder: Path, place: Path) -> str:
    """Put a copy of the request that waits into a folder, beside others' requests; its name there.

    Raises: DiskFull, ReadOnlyFolder, NotLetOut.
    """
    from desktop.services.papers import free_name
    from sync.client.joining import write_request

    target = free_name(place, REQUEST_NAME)
    write_request(folder, "", "", target)
    return target.name


def withdraw(folder: Path) -> None:
    from sync.client.withdrawal import withdraw

    withdraw(folder)


def waits(folder: Path) -> bool:
    """Whether a request of this laptop waits for its invitation."""
    from sync.client.joining import waiting_request

    return waiting_request(folder) is not None


def request_bytes(folder: Path) -> bytes:
    """The request that waits."""
    from sync.client.joining import waiting_request

    return waiting_request(folder) or b""


def words_of_file(data: bytes) -> str:
    """The six words of a request or an invitation."""
    from sync.client.six_words import words_of

    return words_of(data)


def read_invitation(path: Path) -> bytes:
    """An invitation's bytes. Raises: BadInvitation."""
    from sync.client.joining import read_invitation

    return read_invitation(path)


def join(folder: Path, passphrase: str, invitation: bytes) -> Desk | None:
    """Take the invitation in and sit down. Raises as `accept` does.

    None when it was taken in and the desk did not open: the lock screen says why.
    """
    from desktop.services.entrance import enter
    from sync.client.invitation import decode_request
    from sync.client.joining import accept, waiting_request

    request = waiting_request(folder)
    accept(folder, passphrase, invitation)
    try:
        return enter(folder, decode_request(request or b"").account, passphrase)
    except Trouble:
        return None


def verify(
    path: Path, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Report:
    """Read a backup to its end. Raises: BadCopy, NewerVersion, NoCopyThere, Cancelled."""
    from desktop.backup.verify import verify

    return verify(path, progress=progress, cancelled=cancelled)


def may_restore(folder: Path) -> bool:
    """Whether a backup would cover nothing here."""
    from desktop.backup.restore import may_restore

    return may_restore(folder)


def restore(
    path: Path,
    folder: Path,
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    """Put a backup into this folder; whole, or nothing of it. Raises as `verify`, and
    AlreadyFounded, NoRoom, DiskFull, ReadOnlyFolder.
    """
    from desktop.backup.restore import restore

    restore(path, folder, progress=progress, cancelled=cancelled)
