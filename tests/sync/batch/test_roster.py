"""The roster says who belongs, proves itself, and is the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import msgpack
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.batch.admission import admit
from sync.batch.header import NO_SPACE, Link, read_label
from sync.batch.keys import chain_id, device_id, programme_id, public_key, signer
from sync.batch.padding import pad
from sync.batch.reason import BatchError, Reason
from sync.batch.roster import Roster, Server
from sync.batch.roster_entries import (
    Certificate,
    DeviceEntry,
    Entry,
    MemberEntry,
    ServerEntry,
    append_entries,
    certify,
    open_roster,
    read_body,
)
from sync.batch.roster_names import Details, Person, Site, open_details, seal_details
from sync.batch.seal import open_batch
from tests.sync.batch.world import Person as Somebody
from tests.sync.batch.world import World, fixed, person

OTHER_SPACE = fixed("another space")
TRANSPORT = public_key(fixed("transport", 32))


def _certificate(world: World, who: Somebody) -> Certificate:
    return certify(signer(world.root), public_key(world.root), who.sign_pub, who.box_pub)


def _opening(world: World, coordinator: Somebody, *entries: Entry, sealed: bytes = b"") -> bytes:
    seed = fixed(f"roster chain of {coordinator.id.hex()}", 32)
    return open_roster(
        _certificate(world, coordinator),
        entries,
        chain_pub=public_key(seed),
        sign_chain=signer(seed),
        sign_sealer=coordinator.sign,
        sealed=sealed,
    )


def _appended(roster: Roster, coordinator: Somebody, *entries: Entry) -> bytes:
    seed = fixed(f"roster chain of {coordinator.id.hex()}", 32)
    link = roster.link(chain_id(public_key(seed)))
    assert link is not None
    return append_entries(link, entries, sign_chain=signer(seed), sign_sealer=coordinator.sign)


def _member(who: Somebody, *spaces: bytes) -> MemberEntry:
    return MemberEntry(who.sign_pub, who.box_pub, frozenset(spaces))


def test_a_new_programme_knows_who_writes_and_which_laptop_reads(world: World) -> None:
    boss, author = person("boss"), world.author
    opening = _opening(
        world,
        boss,
        _member(author, world.space),
        DeviceEntry(TRANSPORT, frozenset({world.space})),
        ServerEntry(fixed("receipt key", 32), "https://example.org"),
    )
    roster = Roster.empty(world.programme).apply(opening)
    assert roster.may_write(author.id, world.space)
    assert not roster.may_write(author.id, OTHER_SPACE)
    assert not roster.may_write(boss.id, world.space)
    member = roster.member(boss.id)
    assert member is not None
    assert member.coordinator
    assert roster.may_pull(device_id(TRANSPORT), world.space)
    assert not roster.may_pull(device_id(TRANSPORT), OTHER_SPACE)
    assert not roster.may_pull(fixed("unknown device"), world.space)
    assert roster.servers == (Server(fixed("receipt key", 32), "https://example.org"),)
    more = _appended(roster, boss, _member(author, OTHER_SPACE))
    later = roster.apply(more)
    assert later.may_write(author.id, world.space)
    assert later.may_write(author.id, OTHER_SPACE)
    assert later.apply(opening).apply(more) is later


def test_two_coordinators_batches_give_one_roster_in_any_order(world: World) -> None:
    one, other = person("one"), person("other")
    empty = Roster.empty(world.programme)
    first = _opening(world, one, _member(world.author, world.space))
    second = _appended(empty.apply(first), one, DeviceEntry(TRANSPORT, frozenset({OTHER_SPACE})))
    third = _opening(
        world,
        other,
        _member(world.author, OTHER_SPACE),
        _member(one, world.space),
        DeviceEntry(TRANSPORT, frozenset({world.space})),
    )
    states = []
    for order in permutations((first, second, third)):
        roster, waiting = empty, list(order)
        while waiting:
            data = waiting.pop(0)
            try:
                roster = roster.apply(data)
            except BatchError:  # its chain is not open yet
                waiting.append(data)
        states.append((dict(roster.members), dict(roster.devices), roster.servers, roster.hashes))
    assert all(state == states[0] for state in states)


def test_nobody_becomes_a_coordinator_without_the_root_key(world: World) -> None:
    impostor = replace(world, root=fixed("another root", 32))
    thief = person("thief")
    empty = Roster.empty(world.programme)
    for data, reason in (
        (_opening(impostor, thief), Reason.NOT_ALLOWED),
        (_with_certificate(world, thief, _certificate(world, world.author)), Reason.NOT_ALLOWED),
        (_with_certificate(world, thief, _forged(world, thief)), Reason.BAD_SIGNATURE),
    ):
        with pytest.raises(BatchError) as caught:
            empty.apply(data)
        assert caught.value.reason is reason


def _forged(world: World, who: Somebody) -> Certificate:
    own = certify(who.sign, public_key(world.root), who.sign_pub, who.box_pub)
    assert programme_id(own.root_pub) == world.programme
    return own


def _with_certificate(world: World, who: Somebody, certificate: Certificate) -> bytes:
    seed = fixed("thief's chain", 32)
    link = Link(world.programme, NO_SPACE, public_key(seed), who.id)
    return append_entries(link, [certificate], sign_chain=signer(seed), sign_sealer=who.sign)


def test_a_member_cannot_write_into_a_coordinators_chain(world: World) -> None:
    boss = person("boss")
    roster = Roster.empty(world.programme).apply(
        _opening(world, boss, _member(world.author, world.space))
    )
    forged = replace(boss, seed=world.author.seed)
    data = _appended(roster, replace(boss), _member(world.author, OTHER_SPACE))
    assert roster.apply(data).may_write(world.author.id, OTHER_SPACE)
    seed = fixed(f"roster chain of {boss.id.hex()}", 32)
    link = roster.link(chain_id(public_key(seed)))
    assert link is not None
    stolen = append_entries(
        link,
        [_member(world.author, OTHER_SPACE)],
        sign_chain=signer(seed),
        sign_sealer=forged.sign,
    )
    with pytest.raises(BatchError) as caught:
        roster.apply(stolen)
    assert caught.value.reason is Reason.BAD_SIGNATURE


def test_the_server_admits_only_what_members_may_write(world: World) -> None:
    boss = person("boss")
    empty = Roster.empty(world.programme)
    data = world.seal(world.link(), world.marks(2))
    stranger = empty.apply(_opening(world, boss))
    elsewhere = empty.apply(_opening(world, boss, _member(world.author, OTHER_SPACE)))
    welcome = empty.apply(_opening(world, boss, _member(world.author, world.space)))
    for roster, reason in (
        (stranger, Reason.UNKNOWN_SIGNER),
        (elsewhere, Reason.NOT_ALLOWED),
        (Roster.empty(fixed("another programme")), Reason.NOT_ALLOWED),
    ):
        with pytest.raises(BatchError) as caught:
            admit(data, None, roster)
        assert caught.value.reason is reason
    header = admit(data, None, welcome)
    assert header.count == 2
    link = world.link().after(header, data)
    second = world.seal(link, world.marks(1, first_seq=3))
    assert admit(second, link, welcome).number == 2
    with pytest.raises(BatchError) as caught:
        admit(second, None, welcome)
    assert caught.value.reason is Reason.UNKNOWN_CHAIN


def test_details_travel_sealed_and_the_clear_part_has_none(world: World) -> None:
    key = fixed("shared space key", 32)
    details = Details(
        {world.author.id: Person("Lucero", "facilitator"), world.colleague.id: Person("Ñandú")},
        {world.space: Site("women", "San Isidro", "Ixtapa")},
        {device_id(TRANSPORT): "Lucero"},
    )
    sealed = seal_details(details, key, programme=world.programme, salt=fixed("salt"))
    opening = _opening(world, person("boss"), _member(world.author, world.space), sealed=sealed)
    for word in (b"Lucero", b"facilitator", b"San Isidro", b"women", b"Ixtapa"):
        assert word not in opening
    roster = Roster.empty(world.programme).apply(opening)
    assert open_details(roster.sealed[0], key, programme=world.programme) == details
    with pytest.raises(BatchError) as caught:
        open_details(roster.sealed[0], fixed("wrong", 32), programme=world.programme)
    assert caught.value.reason is Reason.WRONG_KEY


def test_nicknames_of_a_programme_from_before_roles_are_still_read(world: World) -> None:
    key = fixed("shared space key", 32)
    old = _sealed(world, key, [(world.author.id, "Lucero")])
    assert open_details(old, key, programme=world.programme) == Details(
        {world.author.id: Person("Lucero", "")}
    )


def test_later_details_win_and_what_a_newer_version_adds_is_skipped(world: World) -> None:
    key = fixed("shared space key", 32)
    account = world.author.id
    newer = _sealed(world, key, {1: [(account, "Sauce", "steward", "?")], 9: [1], "x": 2})
    read = open_details(newer, key, programme=world.programme)
    assert read == Details({account: Person("Sauce", "steward")})
    earlier = Details({account: Person("Lucero"), world.space: Person("Ñandú")}, {}, {b"d": "x"})
    assert earlier | read == Details(
        {account: Person("Sauce", "steward"), world.space: Person("Ñandú")}, {}, {b"d": "x"}
    )
    assert not Details()


@pytest.mark.parametrize(
    "told",
    [7, "x", [(b"short", "x")], {1: [(bytes(16),)]}, {1: [(bytes(16), "x" * 201, "")]}, {2: 3}],
)
def test_details_that_make_no_sense_are_damage(world: World, told: object) -> None:
    key = fixed("shared space key", 32)
    with pytest.raises(BatchError) as caught:
        open_details(_sealed(world, key, told), key, programme=world.programme)
    assert caught.value.reason is Reason.DAMAGED


def _sealed(world: World, key: bytes, told: object) -> bytes:
    """As docs/formats/batch.md says, whatever is told."""
    salt = fixed("salt")
    cipher = ChaCha20Poly1305(
        HKDF(SHA256(), 32, salt=salt, info=b"vereda roster names 1").derive(key)
    )
    return salt + cipher.encrypt(bytes(12), pad(msgpack.packb(told)), world.programme)


def test_entries_of_a_later_version_are_skipped_and_damaged_ones_are_not() -> None:
    newer = msgpack.packb({1: [[11, {1: b"x"}], [77, {}]], 9: "?"})
    assert read_body(newer).entries == (None, None)
    for broken in ({}, {1: [[2, {}]]}, {1: [[3, {1: b"short", 2: []}]]}, [1], {1: 7}):
        with pytest.raises(BatchError) as caught:
            read_body(msgpack.packb(broken))
        assert caught.value.reason is Reason.DAMAGED


def test_every_flipped_bit_of_a_roster_batch_is_found(world: World) -> None:
    opening = _opening(world, person("boss"), _member(world.author, world.space))
    empty = Roster.empty(world.programme)
    header = Link.opened_by(read_label(opening)).complete(read_label(opening))
    assert open_batch(opening, header, None)
    for n in range(len(opening)):
        flipped = bytearray(opening)
        flipped[n] ^= 1 << n % 8
        with pytest.raises(BatchError):
            empty.apply(bytes(flipped))
