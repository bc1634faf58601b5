"""What bytes of a stranger may do to this laptop: nothing. One function for each door.

`make fuzz` feeds them by coverage (run.py), the tests with hypothesis; a broken
promise is an AssertionError, and any exception that a door does not name is one too.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop.programme.vocabulary import Stream
from desktop.vault import header, header_file, keepsakes, passphrase, recovery_code, tagged
from desktop.vault.account_file import LAYOUT as ACCOUNT
from desktop.vault.account_file import PASSPHRASE_WRAP, AccountFile
from desktop.vault.accounts import UnlockedAccount, create_account
from desktop.vault.header import NotMine
from desktop.vault.private_keys import accept
from desktop.vault.tagged import Damaged, Newer
from desktop.vault.troubles import MistypedCode
from sync.batch.keys import public_key, signer
from sync.batch.reason import BatchError
from sync.batch.roster_entries import (
    DeviceEnd,
    GrantEntry,
    MemberEntry,
    RevocationEntry,
    RosterBody,
    certify,
    read_body,
    write_body,
)
from sync.client.invitation import BadInvitation, decode_invitation, decode_request

CODE_BITS = 130
FLOOR = (64 * 1024, 3, 4)
"""KiB, passes and lanes of Argon2id: RFC 9106, section 4, second recommended option."""


@dataclass(frozen=True)
class Laptop:
    """A vault header, who opens it, who does not, and the account file of the first."""

    holder: UnlockedAccount
    stranger: UnlockedAccount
    header: bytes
    account: bytes
    vault_key: bytes


@cache
def laptop() -> Laptop:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        holder = create_account(folder, "Colibrí", "lluvia mansa sobre cinco jacarandas")
        (file,) = (folder / "accounts").glob("*.acct")
        stranger = create_account(folder, "Barro", "piedra lisa bajo siete encinos")
        opened = header.new_header(Stream.WOMEN, [holder.card], began_ms=0, random=_counting())
        return Laptop(
            holder,
            stranger,
            opened.encode(_counting()),
            file.read_bytes(),
            opened.vault_key,
        )


def seeds() -> dict[str, list[bytes]]:
    """Where each target begins."""
    here = laptop()
    code = recovery_code.spell(recovery_code.new_code(_counting()))
    return {
        "header": [here.header],
        "account": [here.account],
        "keepsakes": [keepsakes.pack({}), keepsakes.pack({"a": b"1", "b": b""})],
        "code": [code.encode(), code.lower().replace("-", " ").encode()],
        "roster": _rosters(),
        "request": [b"VrQ1" + bytes(80)],
        "invitation": [b"VrI1" + bytes(80)],
    }


def _rosters() -> list[bytes]:
    one, other, space = bytes(range(32)), bytes(range(1, 33)), bytes(16)
    entries = (
        certify(signer(one), public_key(one), other, one),
        MemberEntry(one, other, frozenset({space, space[::-1]})),
        RevocationEntry(space, {space: 7}),
        DeviceEnd(space),
        GrantEntry(space, 1 << 16 | 5, {space: bytes(80)}),
    )
    return [write_body(RosterBody((entry,), b"")) for entry in entries]


def summed(data: bytes) -> bytes:
    """The same bytes under a right checksum, which keeps nobody out."""
    return tagged.close(data[: -tagged.CHECKSUM_BYTES], b"")


def a_header(data: bytes) -> None:
    """Nobody gets in by a header that the key's owner did not write, nor by another slot."""
    here = laptop()
    try:
        file = header_file.SHAPE.copy(data).file
    except (Damaged, Newer):
        return
    for account in (here.holder, here.stranger):
        try:
            opened = header.open_for(account, file)
        except (Damaged, NotMine):
            continue
        assert account is here.holder, "a stranger opened a slot"
        assert opened.vault_key == here.vault_key, "another key was believed"
        assert data == here.header, "a header that nobody wrote was believed"


def an_account(data: bytes) -> None:
    """A file that its owner did not sign is refused; one that she did sign keeps the floor."""
    here = laptop()
    try:
        believed = accept(tagged.read(ACCOUNT, data))
    except (Damaged, Newer):
        pass
    else:
        assert data == here.account, "an account file that nobody signed was believed"
        _keeps_floor(believed)
    _signed_by_owner(here, data)


def _signed_by_owner(here: Laptop, data: bytes) -> None:
    """Also who can sign, as an older program of the owner's, cannot make guessing cheap."""
    end = -ACCOUNT.seal_bytes - tagged.CHECKSUM_BYTES
    body = data[:end]
    seal = here.holder.sign(b"vereda account v1" + body)
    with contextlib.suppress(Damaged, Newer):
        _keeps_floor(accept(tagged.read(ACCOUNT, tagged.close(body, seal))))


def _keeps_floor(file: AccountFile) -> None:
    wrapped = file.wraps[PASSPHRASE_WRAP]
    cost = [int.from_bytes(wrapped[at : at + 4], "big") for at in (1, 5, 9)]
    assert all(asked >= least for asked, least in zip(cost, FLOOR, strict=True)), cost
    passphrase.cost_of(wrapped)


def some_keepsakes(data: bytes) -> None:
    try:
        kept = keepsakes.unpack(data)
    except Damaged:
        return
    assert keepsakes.unpack(keepsakes.pack(kept)) == kept


def a_code(data: bytes) -> None:
    """What is read as a code has 130 bits, and its own spelling is read as the same."""
    try:
        code = recovery_code.read(data.decode("utf-8", "replace"))
    except MistypedCode:
        return
    assert int.from_bytes(code, "big").bit_length() <= CODE_BITS
    assert recovery_code.read(recovery_code.spell(code)) == code


def a_roster(data: bytes) -> None:
    with contextlib.suppress(BatchError):
        read_body(data)


def a_request(data: bytes) -> None:
    with contextlib.suppress(BadInvitation):
        decode_request(data)


def an_invitation(data: bytes) -> None:
    with contextlib.suppress(BadInvitation):
        decode_invitation(laptop().holder, data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "header": a_header,
    "account": an_account,
    "keepsakes": some_keepsakes,
    "code": a_code,
    "roster": a_roster,
    "request": a_request,
    "invitation": an_invitation,
}
SUMMED = frozenset({"header", "account"})
"""Formats that end in a checksum: fuzzed under a right one too, or nothing gets past it."""


def _counting() -> Callable[[int], bytes]:
    """Bytes that differ each time and are the same in each run."""
    state = 0

    def random(length: int) -> bytes:
        nonlocal state
        state += 1
        return bytes((state * 31 + at * 7) & 0xFF for at in range(length))

    return random
