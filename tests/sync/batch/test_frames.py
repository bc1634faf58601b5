"""An exchange can be read in any pieces, proves who speaks, and stays within its limits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.batch.frames import FRAME_MAX_BYTES, Answer, FrameDecoder, Hello, encode_request, frames
from sync.batch.keys import batch_hash, public_key, signer
from sync.batch.reason import BatchError, Reason
from sync.batch.receipt import Cursor, Head, Receipt
from sync.batch.remarks import Remark, Remarked
from sync.batch.wire import put_varint
from tests.sync.batch.world import fixed

TRANSPORT, SERVER = fixed("transport", 32), fixed("server", 32)
PROGRAMME = fixed("programme")

positions = st.integers(0, 2**53 - 1)
heads = st.builds(
    Head, st.binary(min_size=16, max_size=16), positions, st.binary(min_size=32, max_size=32)
)
cursors = st.builds(Cursor, st.binary(min_size=8, max_size=8), positions)
eight = st.binary(min_size=8, max_size=8)
batches = st.lists(st.binary(max_size=50), max_size=4)


@st.composite
def hellos(draw: st.DrawFn) -> Hello:
    return Hello(
        PROGRAMME,
        fixed("device"),
        nonce=draw(eight),
        at_ms=draw(positions),
        epoch=draw(eight),
        heads=tuple(draw(st.lists(heads, max_size=3))),
        cursors=tuple(draw(st.lists(cursors, max_size=3))),
    )


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    return Receipt(
        PROGRAMME,
        nonce=draw(eight),
        server_ms=draw(positions),
        epoch=draw(eight),
        heads=tuple(draw(st.lists(heads, max_size=3))),
        cursors=tuple(draw(st.lists(cursors, max_size=3))),
        more=draw(st.booleans()),
    )


@given(hellos(), batches, st.integers(1, 40))
def test_a_request_read_in_any_pieces_is_what_was_sent(
    hello: Hello, files: list[bytes], piece: int
) -> None:
    hashes = [batch_hash(data) for data in files]
    signed = hello.sign(signer(TRANSPORT), hashes)
    request = encode_request(signed, files)
    decoder = FrameDecoder()
    parts = [
        part
        for start in range(0, len(request), piece)
        for part in decoder.feed(request[start : start + piece])
    ]
    decoder.finish()
    heard = Hello.decode(parts[0])
    assert heard == signed
    assert parts[1:] == files
    heard.verify(public_key(TRANSPORT), hashes)
    with pytest.raises(BatchError):
        heard.verify(public_key(SERVER), hashes)
    with pytest.raises(BatchError):
        heard.verify(public_key(TRANSPORT), [*hashes, fixed("one more", 32)])
    with pytest.raises(BatchError):
        replace(heard, at_ms=heard.at_ms ^ 1).verify(public_key(TRANSPORT), hashes)


@given(receipts(), batches)
def test_an_answer_counts_only_whole_and_signed_by_a_known_server(
    receipt: Receipt, files: list[bytes]
) -> None:
    remarks = (Remark(0, Remarked.WAITS, Reason.GAP.name),)
    for said in ((), remarks):
        answer = replace(Answer(receipt, tuple(files)).sign(signer(SERVER)), remarks=said)
        heard = Answer.decode(answer.encode(), PROGRAMME)
        assert heard == answer
        heard.receipt.verify([public_key(TRANSPORT), public_key(SERVER)])
    for wrong in (
        [public_key(TRANSPORT)],
        [],
    ):
        with pytest.raises(BatchError):
            heard.receipt.verify(wrong)
    elsewhere = Receipt.decode(answer.receipt.encode(), fixed("another programme"))
    with pytest.raises(BatchError):
        elsewhere.verify([public_key(SERVER)])
    with pytest.raises(BatchError):
        Answer.decode(answer.receipt.encode(), PROGRAMME)


def test_an_answer_with_batches_exchanged_or_missing_is_refused() -> None:
    receipt = Receipt(PROGRAMME, fixed("nonce", 8), 5, fixed("epoch", 8))
    answer = Answer(receipt, (b"one", b"two")).sign(signer(SERVER))
    told = answer.receipt.encode()
    for data, reason in (
        (frames(told, b"two", b"one"), Reason.DAMAGED),
        (frames(told, b"one"), Reason.CUT),
        (frames(told, b"one", b"two")[:-1], Reason.CUT),
        (b"", Reason.CUT),
    ):
        with pytest.raises(BatchError) as caught:
            Answer.decode(data, PROGRAMME)
        assert caught.value.reason is reason


def test_every_flipped_bit_of_a_receipt_is_found() -> None:
    head = Head(fixed("chain"), 7, fixed("hash", 32))
    receipt = Receipt(PROGRAMME, fixed("nonce", 8), 5, fixed("epoch", 8), (head,))
    data = receipt.sign(signer(SERVER)).encode()
    for n in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[n // 8] ^= 1 << n % 8
        with pytest.raises(BatchError):
            Receipt.decode(bytes(flipped), PROGRAMME).verify([public_key(SERVER)])


def test_a_frame_announced_too_large_is_refused_before_it_comes() -> None:
    announced = bytearray()
    put_varint(announced, FRAME_MAX_BYTES + 1)
    with pytest.raises(BatchError) as caught:
        FrameDecoder().feed(bytes(announced))
    assert caught.value.reason is Reason.TOO_LARGE
    with pytest.raises(BatchError) as caught:
        FrameDecoder(count_max=3).feed(bytes(4))
    assert caught.value.reason is Reason.TOO_LARGE
    with pytest.raises(BatchError):
        FrameDecoder().feed(b"\xff" * 11)
