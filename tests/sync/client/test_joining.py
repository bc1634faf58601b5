"""Two files let a laptop in; anything else is refused before a thing is made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgpack
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.services import founding
from desktop.services.founding import NotTheFounder
from desktop.services.staging import AlreadyFounded
from desktop.trouble import Exit
from desktop.vault.accounts import list_accounts, unlock_account
from desktop.vault.sealing import open_sealed, seal_to
from desktop.vault.troubles import WrongPassphrase
from sync.client import joining
from sync.client.invitation import (
    INVITATION_INFO,
    INVITATION_MAGIC,
    REQUEST_DOMAIN,
    BadInvitation,
    decode_invitation,
    decode_request,
    encode_invitation,
)
from sync.client.six_words import words_of
from tests.sync.client.conftest import Laptop, Programme, flipped

VECTOR = Path(__file__).parents[2] / "vectors" / "invitation.json"
PHRASE = "otra frase de prueba más"


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has written its request."""
    folder = tmp_path_factory.mktemp("asked") / "third"
    joining.write_request(folder, "Duna", PHRASE)
    return folder


@pytest.fixture
def third(asked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(asked, tmp_path / "third"))


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_asked_again_the_same_request_waits(third: Path, tmp_path: Path) -> None:
    once = joining.waiting_request(third)
    assert joining.write_request(third, "Otra", "da lo mismo", tmp_path / "stick.vrq") == once
    assert (tmp_path / "stick.vrq").read_bytes() == once


def test_a_laptop_where_somebody_works_keeps_its_keys(first: Laptop) -> None:
    before = everything(first.folder)
    with pytest.raises(AlreadyFounded):
        joining.write_request(first.folder, "Duna", PHRASE)
    assert everything(first.folder) == before


def test_only_a_coordinator_invites(programme: Programme, first: Laptop, third: Path) -> None:
    first.reopen(programme.man)
    before = first.outbox()
    request = joining.waiting_request(third)
    assert request is not None
    with pytest.raises(NotTheFounder):
        joining.invite(first.desk, first.folder, request)
    assert first.outbox() == before


def test_a_wrong_passphrase_makes_nothing(first: Laptop, third: Path) -> None:
    invitation = invite(first, third)
    before = everything(third)
    with pytest.raises(WrongPassphrase):
        joining.accept(third, "no es esta frase", invitation)
    after = {name: data for name, data in everything(third).items() if name in before}
    assert after == before
    assert not (third / "vaults").exists()


def invite(first: Laptop, third: Path) -> bytes:
    request = joining.waiting_request(third)
    assert request is not None
    return joining.invite(first.desk, first.folder, request)


def test_an_invitation_for_somebody_else_or_of_a_forger_makes_nothing(
    first: Laptop, third: Path, tmp_path: Path, open_laptop: Callable[..., Laptop]
) -> None:
    request = joining.waiting_request(third)
    assert request is not None
    box_pub = decode_request(request).box_pub
    real = invite(first, third)
    desk = founding.found_programme(
        tmp_path / "other", "Otra", "una frase de otra gente", first.work.stream, "Lejos"
    )
    try:
        elsewhere = decode_invitation_of(desk, tmp_path)
    finally:
        desk.close()
    stranger = replace(elsewhere, programme=bytes(16))
    forged = [
        encode_invitation(stranger, box_pub),
        encode_invitation(replace(elsewhere, rosters=()), box_pub),
        encode_invitation(elsewhere, box_pub),
        INVITATION_MAGIC + seal_to(box_pub, b"\xc1", INVITATION_INFO),
        INVITATION_MAGIC + seal_to(box_pub, b"\x91" * 5000, INVITATION_INFO),
        INVITATION_MAGIC + seal_to(box_pub, msgpack.packb({"programme": 1}), INVITATION_INFO),
        flipped(real, 8 * 60),
        real[:-1],
        request,
        b"",
    ]
    before = everything(third)
    for data in forged:
        with pytest.raises(BadInvitation) as told:
            joining.accept(third, PHRASE, data)
        assert told.value.exit_status == Exit.BAD_FILE
        assert everything(third) == before
    joining.accept(third, PHRASE, real)
    assert not (third / ".founding").exists()


def decode_invitation_of(desk: founding.Desk, home: Path) -> joining.Invitation:
    """What another programme would say to somebody of its own."""
    request = joining.write_request(home / "fourth", "Nadie", PHRASE)
    data = joining.invite(desk, home / "other", request)
    (card,) = list_accounts(home / "fourth")
    return decode_invitation(unlock_account(home / "fourth", card.id, PHRASE), data)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300) | st.binary(max_size=200).map(b"VrQ1".__add__))
def test_no_bytes_are_taken_for_a_request(data: bytes) -> None:
    with pytest.raises(BadInvitation):
        decode_request(data)


@pytest.mark.parametrize(
    "nickname",
    ["a\nb", "a\x1b[2Jb", "a\u202eb", "a\u2066b", "a\u200bb", "a\0", " ", "a" * 65, "ñ" * 33],
)
def test_a_nickname_that_could_deceive_whoever_reads_it_is_no_request(
    asked: Path, nickname: str
) -> None:
    request = joining.waiting_request(asked)
    assert request is not None
    told = decode_request(request)
    mine = Ed25519PrivateKey.generate()
    public = mine.public_key().public_bytes_raw()
    body = msgpack.packb([nickname, public, told.box_pub, told.transport_pub])
    with pytest.raises(BadInvitation):
        decode_request(b"VrQ1" + mine.sign(REQUEST_DOMAIN + body) + body)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_request_with_one_bit_turned_is_refused_and_reads_other_words(
    asked: Path, data: st.DataObject
) -> None:
    request = joining.waiting_request(asked)
    assert request is not None
    turned = flipped(request, data.draw(st.integers(0, len(request) * 8 - 1)))
    assert words_of(turned) != words_of(request)
    with pytest.raises(BadInvitation):
        decode_request(turned)


def test_a_file_that_is_missing_or_endless_is_told(third: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInvitation):
        joining.read_request(tmp_path / "nothing")
    with pytest.raises(BadInvitation):
        joining.read_request(Path("/dev/zero"))
    with pytest.raises(BadInvitation):
        joining.accept_file(third, PHRASE, tmp_path)


# --- docs/formats/invitation.md, read by an independent hand -----------------------


def test_the_vector_reads_as_the_format_says() -> None:
    vector = json.loads(VECTOR.read_text(encoding="utf-8"))
    request = bytes.fromhex(vector["request"])
    assert request[:4] == b"VrQ1"
    nickname, sign_pub, box_pub, transport_pub = msgpack.unpackb(request[68:])
    Ed25519PublicKey.from_public_bytes(sign_pub).verify(
        request[4:68], REQUEST_DOMAIN + request[68:]
    )
    assert nickname == vector["nickname"]
    assert words_of(request) == vector["six_words"]
    told = decode_request(request)
    assert (told.sign_pub, told.box_pub, told.transport_pub) == (sign_pub, box_pub, transport_pub)

    box = X25519PrivateKey.from_private_bytes(bytes.fromhex(vector["box_seed"]))
    assert box.public_key().public_bytes_raw() == box_pub
    invitation = bytes.fromhex(vector["invitation"])
    assert invitation[:4] == b"VrI1"
    plain = msgpack.unpackb(
        open_sealed(box, invitation[4:], b"vereda invitation 1"), strict_map_key=False
    )
    assert plain["programme"].hex() == vector["programme"]
    assert plain["server"] == vector["server"]
    assert [[stream, id_.hex()] for stream, id_, _, _ in plain["spaces"]] == vector["spaces"]

    class Owner:
        """What an unlocked account does with the box key."""

        @staticmethod
        def open_sealed(sealed: bytes, info: bytes) -> bytes:
            return open_sealed(box, sealed, info)

    read = decode_invitation(Owner(), invitation)  # type: ignore[arg-type]
    assert read.programme == plain["programme"]
    read.require_for(told.account, told.transport_pub)
