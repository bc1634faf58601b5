"""The two files by which a laptop joins, as bytes: see docs/formats/invitation.md.

Reading them is strict, since anybody may put a file on a stick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgpack

from desktop.programme.vocabulary import Stream
from desktop.trouble import Exit, Message, Trouble, say
from desktop.vault.account_file import check_nickname
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.sealing import NotSealedToMe, seal_to
from sync.batch.header import read_label
from sync.batch.keys import ID_BYTES, KEY_BYTES, SIGNATURE_BYTES, account_id, device_id, is_signed
from sync.batch.limits import NUMBER_MAX
from sync.batch.reason import BatchError
from sync.batch.roster import Roster

REQUEST_MAGIC = b"VrQ1"
INVITATION_MAGIC = b"VrI1"
REQUEST_DOMAIN = b"vereda request 1\0"
INVITATION_INFO = b"vereda invitation 1"
FILE_MAX_BYTES = 16_000_000
TEXT_MAX_CHARS = 200
SPACES_MAX = 64
"""Sites of a stream, and the shared space."""


class BadInvitation(Trouble):
    """A request or an invitation that cannot be used."""

    exit_status = Exit.BAD_FILE

    def __init__(self, happened: Message) -> None:
        super().__init__(
            happened=happened,
            safe=say("Nada se cambió en esta computadora."),
            next_step=say("Pida a su coordinación que haga el archivo otra vez."),
        )


@dataclass(frozen=True, slots=True)
class Request:
    """Public keys of who asks and of the laptop, and the nickname to show."""

    nickname: str
    sign_pub: bytes
    box_pub: bytes
    transport_pub: bytes

    @property
    def account(self) -> bytes:
        return account_id(self.sign_pub, self.box_pub)


@dataclass(frozen=True, slots=True)
class InvitedSpace:
    """A space to take part in. `keys` are by epoch, from 1: history too."""

    stream: Stream
    id: bytes
    name: str
    keys: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a laptop must know to take part.

    Attributes:
        server: the address, "" when none is known yet.
        server_key: what signs its receipts, None when it was never met.
        rosters: every roster batch, in any order.
    """

    programme: bytes
    demo: bool
    server: str
    server_key: bytes | None
    rosters: tuple[bytes, ...]
    spaces: tuple[InvitedSpace, ...]

    def by_stream(self) -> dict[Stream, list[InvitedSpace]]:
        """The spaces that each vault takes part in; the first is the one that it writes into."""
        found: dict[Stream, list[InvitedSpace]] = {}
        for space in self.spaces:
            found.setdefault(space.stream, []).append(space)
        return found

    def roster(self) -> Roster:
        """The roster that it brings. Raises: BatchError."""
        roster = Roster.empty(self.programme)
        for data in self.rosters_in_order():
            roster = roster.apply(data)
        return roster

    def rosters_in_order(self) -> list[bytes]:
        """Each chain from its oldest. Raises: BatchError."""
        return sorted(self.rosters, key=lambda data: read_label(data).number)

    def require_for(self, account: bytes, transport_pub: bytes) -> None:
        """Raises: BadInvitation unless the roster lets this person and laptop in, here.

        Both streams are for a coordinator alone, and only where the root key's policy says so.
        """
        try:
            roster = self.roster()
        except BatchError:
            raise BadInvitation(
                say("La invitación trae una lista que no es de confianza.")
            ) from None
        device = device_id(transport_pub)
        member = roster.member(account)
        streams = {space.stream for space in self.spaces} - {Stream.SHARED}
        both = member is not None and member.coordinator and roster.policy_both_streams
        if (
            roster.demo != self.demo
            or roster.revoked(account)
            or (len(streams) > 1 and not both)
            or not all(
                roster.may_write(account, space.id) and roster.may_pull(device, space.id)
                for space in self.spaces
            )
        ):
            raise BadInvitation(say("La invitación no es para esta cuenta en esta computadora."))


def read_file(path: Path) -> bytes:
    """The bytes of a request or an invitation. Raises: BadInvitation."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_MAX_BYTES + 1)
    except OSError:
        raise BadInvitation(say("El archivo no se puede leer.")) from None
    if len(data) > FILE_MAX_BYTES:
        raise BadInvitation(say("El archivo es demasiado grande."))
    return data


def encode_request(account: UnlockedAccount, transport_pub: bytes) -> bytes:
    """The request of an account on a laptop, signed by the account."""
    card = account.card
    body = msgpack.packb([card.nickname, card.sign_pub, card.box_pub, transport_pub])
    return b"".join((REQUEST_MAGIC, account.sign(REQUEST_DOMAIN + body), body))


def decode_request(data: bytes) -> Request:
    """Read a request and check that its owner signed it. Raises: BadInvitation."""
    begins = len(REQUEST_MAGIC) + SIGNATURE_BYTES
    signature, body = data[len(REQUEST_MAGIC) : begins], data[begins:]
    try:
        if not data.startswith(REQUEST_MAGIC):
            raise ValueError
        nickname, sign_pub, box_pub, transport = msgpack.unpackb(body, max_str_len=TEXT_MAX_CHARS)
        check_nickname(_text(nickname))  # it is shown before anybody compares words
        request = Request(
            nickname, *(_sized(key, KEY_BYTES) for key in (sign_pub, box_pub, transport))
        )
    except (ValueError, TypeError, RecursionError):
        raise BadInvitation(say("Ese archivo no es una solicitud.")) from None
    if not is_signed(request.sign_pub, signature, REQUEST_DOMAIN + body):
        raise BadInvitation(say("La solicitud está dañada."))
    return request


def encode_invitation(invitation: Invitation, box_pub: bytes) -> bytes:
    """The invitation, sealed to who asked. Raises: BadInvitation for a key that seals nothing."""
    plain = msgpack.packb(
        {
            "programme": invitation.programme,
            "demo": invitation.demo,
            "server": invitation.server,
            "server_key": invitation.server_key,
            "rosters": list(invitation.rosters),
            "spaces": [
                [space.stream.value, space.id, space.name, dict(space.keys)]
                for space in invitation.spaces
            ],
        }
    )
    try:
        return INVITATION_MAGIC + seal_to(box_pub, plain, INVITATION_INFO)
    except ValueError:
        raise BadInvitation(say("La solicitud está dañada.")) from None


def decode_invitation(account: UnlockedAccount, data: bytes) -> Invitation:
    """Open and check an invitation. Raises: BadInvitation."""
    if not data.startswith(INVITATION_MAGIC):
        raise BadInvitation(say("Ese archivo no es una invitación."))
    try:
        plain = account.open_sealed(data[len(INVITATION_MAGIC) :], INVITATION_INFO)
    except NotSealedToMe:
        raise BadInvitation(say("La invitación es para otra persona, o está dañada.")) from None
    try:
        return _invitation(msgpack.unpackb(plain, strict_map_key=False))
    except (KeyError, TypeError, ValueError, RecursionError):
        raise BadInvitation(say("La invitación está dañada.")) from None


def _invitation(told: Any) -> Invitation:
    server_key = told["server_key"]
    spaces = tuple(_space(*each) for each in told["spaces"])
    shared = [space for space in spaces if space.stream is Stream.SHARED]
    if len(shared) != 1 or len(spaces) > SPACES_MAX:
        raise ValueError("one shared space, and few others")
    if len({space.id for space in spaces}) != len(spaces):
        raise ValueError("a space twice")
    return Invitation(
        programme=_sized(told["programme"], ID_BYTES),
        demo=bool(told["demo"]),
        server=_text(told["server"], at_least=0),
        server_key=None if server_key is None else _sized(server_key, KEY_BYTES),
        rosters=tuple(_sized(each) for each in told["rosters"]),
        spaces=spaces,
    )


def _space(stream: str, id_: bytes, name: str, keys: dict[int, bytes]) -> InvitedSpace:
    if not keys or any(type(n) is not int or not 1 <= n <= NUMBER_MAX for n in keys):
        raise ValueError("epochs count from 1")
    return InvitedSpace(
        Stream(stream),
        _sized(id_, ID_BYTES),
        _text(name, at_least=0),
        {epoch: _sized(key, KEY_BYTES) for epoch, key in keys.items()},
    )


def _sized(value: Any, size: int | None = None) -> bytes:
    if not isinstance(value, bytes) or (size is not None and len(value) != size):
        raise ValueError("not the bytes expected")
    return value


def _text(value: Any, *, at_least: int = 1) -> str:
    if not isinstance(value, str) or not at_least <= len(value) <= TEXT_MAX_CHARS:
        raise ValueError("not the text expected")
    return value
