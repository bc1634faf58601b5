"""A notice opens for its receivers alone, says nothing by its length, and admits nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.batch.admission import admit, admit_notice
from sync.batch.header import BatchKind, Link, read_label
from sync.batch.keys import public_key, signer
from sync.batch.notice import (
    TEXT_MAX_BYTES,
    Notice,
    NoticeTooLong,
    notice_id,
    open_notice,
    pack_notice,
    read_notice,
    receivers_of,
)
from sync.batch.reason import BatchError, Reason
from sync.batch.roster import Roster
from sync.batch.roster_merge import Member, Merged
from sync.batch.seal import finish, seal
from tests.sync.batch import independent_notice, notices
from tests.sync.batch.notices import Someone, Wall, drawing
from tests.sync.batch.world import fixed


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(notices.PATH.read_text(encoding="utf-8"))
    return found


def roster_of(wall: Wall, *people: Someone) -> Roster:
    """Receivers work in the space; whoever else is named works elsewhere."""
    members = {
        one.id: Member(one.id, one.sign_pub, one.box_pub, frozenset({space}))
        for one, space in (
            *((one, wall.space) for one in wall.receivers),
            *((one, fixed("own space")) for one in people or (wall.sender,)),
        )
    }
    return Roster(wall.programme, _merged=Merged(members))


def refused(data: bytes, roster: Roster) -> Reason:
    with pytest.raises(BatchError) as caught:
        admit_notice(data, roster)
    return caught.value.reason


def test_the_kept_file_opens_for_each_receiver(kept: dict[str, Any]) -> None:
    wall, data = Wall(), bytes.fromhex(kept["file"])
    header = admit_notice(data, roster_of(wall))
    for one in wall.receivers:
        plain = open_notice(data, header, one.id, one.open)
        assert read_notice(plain) == wall.notice()
        assert notice_id(wall.programme, wall.sender.id, plain).hex() == kept["id"]


def test_a_reader_written_from_the_page_alone_reads_the_kept_file(kept: dict[str, Any]) -> None:
    data = bytes.fromhex(kept["file"])
    sender = bytes.fromhex(kept["sender"]["sign_pub"])
    for one in kept["receivers"]:
        told = independent_notice.read(
            data, sender, bytes.fromhex(one["id"]), bytes.fromhex(one["box_seed"])
        )
        assert told == {"id": kept["id"], **kept["notice"]}


def test_neither_the_sender_nor_anybody_else_of_the_programme_opens_it() -> None:
    wall = Wall()
    data = wall.seal()
    header = admit_notice(data, roster_of(wall))
    for one in (wall.sender, Someone("stranger")):
        with pytest.raises(KeyError):
            open_notice(data, header, one.id, one.open)
        for account in receivers_of(data):
            with pytest.raises(BatchError):
                open_notice(data, header, account, one.open)
    with pytest.raises(ValueError, match="receivers"):
        wall.seal(receivers={wall.sender.id: wall.sender.box_pub})


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(st.characters(codec=None), max_size=900),
    sort=st.integers(0, 65535),
    urgency=st.integers(0, 65535),
)
def test_whatever_is_written_comes_back_and_is_as_long_as_any_other(
    text: str, sort: int, urgency: int
) -> None:
    notice = Notice(sort, urgency, "2026-01-31", text, fixed("once"))
    plain = pack_notice(notice)
    assert len(plain) == 4096
    assert read_notice(plain) == notice


def test_too_much_text_is_refused_never_cut() -> None:
    wall = Wall()
    assert read_notice(pack_notice(wall.notice("ñ" * (TEXT_MAX_BYTES // 2)))).text.endswith("ñ")
    with pytest.raises(NoticeTooLong):
        pack_notice(wall.notice("ñ" * (TEXT_MAX_BYTES // 2 + 1)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_changed_bit_is_admitted(data: st.DataObject) -> None:
    wall = Wall()
    whole = bytearray(wall.seal())
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BatchError):
        admit_notice(bytes(whole), roster_of(wall))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=4096))
def test_no_plain_text_of_a_hostile_member_does_more_than_be_damaged(plain: bytes) -> None:
    for each in (plain, (plain[:4000] + b"\x80").ljust(4096, b"\0")):
        assert reason_of(each) in (None, Reason.DAMAGED)


def reason_of(plain: bytes) -> Reason | None:
    try:
        read_notice(plain)
    except BatchError as error:
        return error.reason
    return None


def test_who_is_not_in_the_programme_waits_and_a_space_of_nobody_is_refused() -> None:
    wall = Wall()
    assert refused(wall.seal(), roster_of(wall, Someone("other"))) is Reason.UNKNOWN_SIGNER
    assert refused(wall.seal(space=fixed("nowhere")), roster_of(wall)) is Reason.NOT_ALLOWED
    elsewhere = wall.seal(programme=fixed("another programme"))
    assert refused(elsewhere, roster_of(wall)) is Reason.NOT_ALLOWED


def test_a_notice_that_carries_anything_else_is_refused() -> None:
    wall = Wall()
    link = Link(wall.programme, wall.space, public_key(fixed("c", 32)), wall.sender.id)
    signs = {"sign_chain": signer(fixed("c", 32)), "sign_sealer": wall.sender.sign}
    plain = link.next_header(
        BatchKind.NOTICE, count=0, epoch=1, salt=fixed("s"), sealer=wall.sender.id
    )
    key = fixed("space key", 32)
    for header in (plain, replace(plain, count=3), replace(plain, epoch=2)):
        data = seal(header, b"records" * 20, key, **signs)
        assert refused(data, roster_of(wall)) in (Reason.NOT_ALLOWED, Reason.DAMAGED)
    records = seal(replace(plain, kind=BatchKind.RECORDS), b"", key, **signs)
    assert refused(records, roster_of(wall)) is Reason.NOT_ALLOWED


def test_a_second_batch_is_no_notice_and_a_notice_is_no_other_batch() -> None:
    wall = Wall()
    data = wall.seal()
    label = read_label(data)
    link = Link.opened_by(label)
    with pytest.raises(BatchError) as caught:
        admit(data, None, roster_of(wall))
    assert caught.value.reason is Reason.NOT_ALLOWED
    seed = drawing("notice")(32)
    link = link.after(link.complete(label), data)
    header = link.next_header(
        BatchKind.NOTICE, count=0, epoch=1, salt=fixed("s"), sealer=wall.sender.id
    )
    clear = header.clear(len(data) - len(label.clear) - 128)
    body = data[len(label.clear) : -128]
    second = finish(header, clear, body, sign_chain=signer(seed), sign_sealer=wall.sender.sign)
    assert refused(second, roster_of(wall)) is Reason.NOT_ALLOWED


def test_nobody_passes_on_a_notice_as_their_own() -> None:
    wall, thief = Wall(), Someone("thief")
    data = wall.seal()
    label = read_label(data)
    seed = fixed("thief's chain", 32)
    header = replace(
        Link.opened_by(label).complete(label),
        chain_pub=public_key(seed),
        sealer=thief.id,
        opener=thief.id,
    )
    body = data[len(label.clear) : -128]
    stolen = finish(
        header,
        header.clear(len(body)),
        body,
        sign_chain=signer(seed),
        sign_sealer=thief.sign,
    )
    admitted = admit_notice(stolen, roster_of(wall, thief))
    for one in wall.receivers:
        with pytest.raises(BatchError):
            open_notice(stolen, admitted, one.id, one.open)
