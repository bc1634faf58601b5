"""Opening and changing a vault header with keys: slots, directory and MAC.

A slot seals the vault key to one account. Nothing in the clear says whose it
is: an account tries them all, and the MAC under the key it finds decides.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from desktop.programme.vocabulary import Stream
from desktop.vault import header_file, tagged
from desktop.vault.account_file import ACCOUNT_ID_BYTES, AccountCard
from desktop.vault.header_file import SLOT_STEP, SLOTS_MAX, Header
from desktop.vault.sealing import KEY_BYTES, NotSealedToMe, derive, seal_to
from desktop.vault.tagged import Damaged, Tagged, u32

Random = Callable[[int], bytes]

_STREAM_CODES = {Stream.WOMEN: 1, Stream.MEN: 2, Stream.SHARED: 3}
_STREAMS = {code: stream for stream, code in _STREAM_CODES.items()}
_SLOT_LABEL = b"vereda vault slot v1"
_MAC_LABEL = b"vereda vault header v1"
_DIRECTORY_LABEL = b"vereda vault directory v1"
_DATABASE_LABEL = b"vereda database v1"
_NONCE_BYTES = 12
_MOMENT_BYTES = 8
_NOBODY = bytes(ACCOUNT_ID_BYTES)


class NotMine(Exception):
    """No slot of a header opens for this account."""


class Opener(Protocol):
    """Who may hold a slot: an unlocked account, or one of the programme's recovery keys."""

    @property
    def card(self) -> AccountCard: ...
    def open_sealed(self, sealed: bytes, info: bytes) -> bytes: ...


@dataclass(frozen=True)
class OpenHeader:
    """A header whose MAC holds under the vault key.

    Attributes:
        holders: account id of each slot's owner, None for a decoy.
        began_ms: when this epoch began, as the laptop's wall clock claimed.
    """

    header: Header
    stream: Stream
    vault_key: bytes = field(repr=False)
    holders: tuple[bytes | None, ...]
    began_ms: int

    def database_key(self) -> bytes:
        """The key of this epoch's database file."""
        return derive(self.vault_key, _DATABASE_LABEL, _place(self.header))

    def with_slot(self, card: AccountCard, random: Random) -> OpenHeader:
        """The next revision, which also opens for `card`. Needs no passphrase of theirs."""
        if card.id in self.holders:
            return self
        slots, holders = list(self.header.slots), list(self.holders)
        if None not in holders:
            if len(slots) == SLOTS_MAX:
                raise ValueError(f"a vault has at most {SLOTS_MAX} slots")
            slots += [_decoy(random) for _ in range(SLOT_STEP)]
            holders += [None] * SLOT_STEP
        number = holders.index(None)
        info = slot_info(self.header, number)
        slots[number] = seal_to(card.box_pub, self._secret(), info)
        holders[number] = card.id
        return self._next(slots, holders)

    def without_slot(self, account_id: bytes, random: Random) -> OpenHeader:
        """The next revision, in which a decoy stands where this account's slot was.

        It does not take back what the account already knows; only a new epoch does.
        Raises KeyError when the account has no slot.
        """
        if account_id not in self.holders:
            raise KeyError(account_id.hex())
        slots, holders = list(self.header.slots), list(self.holders)
        number = holders.index(account_id)
        slots[number], holders[number] = _decoy(random), None
        return self._next(slots, holders)

    def next_epoch(
        self, members: Sequence[AccountCard], *, began_ms: int, random: Random
    ) -> OpenHeader:
        """The same vault under another key, for `members` alone. Raises ValueError for none."""
        before = self.header
        follows = replace(before, epoch=before.epoch + 1, revision=0, slots=(), directory=b"")
        return _with_members(replace(self, header=follows), members, began_ms, random)

    def encode(self, random: Random) -> bytes:
        """The whole file: a fresh directory, the MAC, the checksum."""
        nonce = random(_NONCE_BYTES)
        listed = self.began_ms.to_bytes(_MOMENT_BYTES, "big")
        listed += b"".join(holder or _NOBODY for holder in self.holders)
        key = derive(self.vault_key, _DIRECTORY_LABEL, self.header.vault_id)
        sealed = ChaCha20Poly1305(key).encrypt(nonce, listed, _place(self.header))
        body = replace(self.header, directory=nonce + sealed).body()
        return tagged.close(body, _mac(self.vault_key, self.header.vault_id, body))

    def _secret(self) -> bytes:
        return self.vault_key + stream_code(self.stream)

    def _next(self, slots: Sequence[bytes], holders: Sequence[bytes | None]) -> OpenHeader:
        header = replace(self.header, slots=tuple(slots), revision=self.header.revision + 1)
        return replace(self, header=header, holders=tuple(holders))


def new_header(
    stream: Stream, members: Sequence[AccountCard], *, began_ms: int, random: Random
) -> OpenHeader:
    """The first epoch of a vault that does not exist yet. Raises ValueError without members."""
    header = Header(
        random(header_file.VAULT_ID_BYTES), epoch=1, revision=0, slots=(), directory=b""
    )
    return _with_members(OpenHeader(header, stream, b"", (), began_ms), members, began_ms, random)


def open_for(account: Opener, file: Tagged) -> OpenHeader:
    """Try every slot. Raises NotMine when none opens, Damaged when what opens is not true."""
    header = header_file.interpret(file)
    for number, slot in enumerate(header.slots):
        try:
            secret = account.open_sealed(slot, slot_info(header, number))
        except NotSealedToMe:
            continue
        opened = open_with(secret[:KEY_BYTES], secret[KEY_BYTES:], file)
        if opened.holders[number] != account.card.id:
            raise Damaged("the directory names somebody else")
        return opened
    raise NotMine


def open_with(vault_key: bytes, stream_code: bytes, file: Tagged) -> OpenHeader:
    """A header under a vault key that is known. Raises Damaged when its MAC does not hold."""
    header = header_file.interpret(file)
    if not hmac.compare_digest(_mac(vault_key, header.vault_id, file.body), file.seal):
        raise Damaged("MAC")
    stream = _STREAMS.get(int.from_bytes(stream_code, "big"))
    if stream is None:
        raise Damaged("stream")
    key = derive(vault_key, _DIRECTORY_LABEL, header.vault_id)
    nonce, sealed = header.directory[:_NONCE_BYTES], header.directory[_NONCE_BYTES:]
    try:
        listed = ChaCha20Poly1305(key).decrypt(nonce, sealed, _place(header))
    except (InvalidTag, ValueError):
        raise Damaged("directory") from None
    if len(listed) != _MOMENT_BYTES + ACCOUNT_ID_BYTES * len(header.slots):
        raise Damaged("directory")
    ids = listed[_MOMENT_BYTES:]
    holders = tuple(ids[at : at + ACCOUNT_ID_BYTES] for at in range(0, len(ids), ACCOUNT_ID_BYTES))
    return OpenHeader(
        header,
        stream,
        vault_key,
        holders=tuple(None if holder == _NOBODY else holder for holder in holders),
        began_ms=int.from_bytes(listed[:_MOMENT_BYTES], "big"),
    )


def stream_code(stream: Stream) -> bytes:
    """One byte for a stream, as a slot holds it beside the vault key."""
    return bytes([_STREAM_CODES[stream]])


def slot_info(header: Header, number: int) -> bytes:
    """What a slot is bound to, so that it opens in no other place, vault or epoch."""
    return _SLOT_LABEL + _place(header) + number.to_bytes(2, "big")


def _with_members(
    empty: OpenHeader, members: Sequence[AccountCard], began_ms: int, random: Random
) -> OpenHeader:
    """The first revision of an epoch, under a fresh key."""
    if not members:
        raise ValueError("a vault that nobody opens would lose what it is given")
    opened = replace(empty, vault_key=random(KEY_BYTES), holders=(), began_ms=began_ms)
    for card in members:
        opened = opened.with_slot(card, random)
    return replace(opened, header=replace(opened.header, revision=1))


def _place(header: Header) -> bytes:
    return header.vault_id + u32(header.epoch)


def _mac(vault_key: bytes, vault_id: bytes, body: bytes) -> bytes:
    return hmac.digest(derive(vault_key, _MAC_LABEL, vault_id), body, "sha256")


def _decoy(random: Random) -> bytes:
    """Random bytes sealed to a key that nobody keeps: it looks like any slot."""
    nobody = X25519PrivateKey.from_private_bytes(random(KEY_BYTES)).public_key()
    return seal_to(nobody.public_bytes_raw(), random(KEY_BYTES + 1), _SLOT_LABEL)
