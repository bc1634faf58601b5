"""One question to the server and its answer: built, sent, and checked while it streams in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sync.batch.frames import FrameDecoder, Hello, encode_request
from sync.batch.header import read_label
from sync.batch.keys import Sign, batch_hash
from sync.batch.reason import BatchError
from sync.batch.receipt import BATCHES_MAX, Receipt, digest_of
from sync.batch.remarks import Remark, decode_remarks
from sync.carriers.boxes import inbox_room, put_batch
from sync.carriers.cargo import Piece
from sync.carriers.http import Line
from sync.carriers.trouble import BadAnswer, CarrierTrouble, CutOff, InboxFull, WrongServer


@dataclass
class Reply:
    """What came back; also of use when it broke off, since batches are kept as they come.

    Attributes:
        receipt: verified; None until it came.
        hashes: of the batches kept in the inbox, in order.
        newest: per chain, the last (number, hash) of them.
        handed: the whole request went up.
        remarks: what the server says about batches that it did not simply take.
    """

    receipt: Receipt | None = None
    receipt_bytes: bytes = b""
    hashes: list[bytes] = field(default_factory=list)
    newest: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    handed: bool = False
    bytes_up: int = 0
    bytes_down: int = 0
    trouble: CarrierTrouble | None = None


def ask(
    line: Line,
    hello: Hello,
    load: Sequence[Piece],
    *,
    sign: Sign,
    server_pub: bytes,
    inbox: Path,
    sent: Callable[[int], None] | None = None,
) -> Reply:
    """Send a hello and a load; keep the batches of the answer in the inbox.

    What goes wrong on the way is in the reply's `trouble`. Raises OSError when
    this laptop cannot read its load or keep what came.
    """
    batches = [piece.read() for piece in load]
    hello = hello.sign(sign, [piece.hash for piece in load])
    body = encode_request(hello, batches)
    reply = Reply()
    hearing = _Hearing(reply, hello, server_pub, inbox)

    def count(up: int) -> None:
        reply.bytes_up = up
        reply.handed = up == len(body)
        if sent is not None:
            sent(up)

    try:
        line.exchange(body, hearing.take, count)
        hearing.finish()
    except BatchError:
        reply.trouble = BadAnswer()
    except CarrierTrouble as trouble:
        reply.trouble = trouble
    return reply


class _Hearing:
    """Reads an answer as it comes: receipt first, then batches, then remarks."""

    def __init__(self, reply: Reply, hello: Hello, server_pub: bytes, inbox: Path) -> None:
        self._reply = reply
        self._hello = hello
        self._server_pub = server_pub
        self._inbox = inbox
        self._room = inbox_room(inbox)
        self._decoder = FrameDecoder(count_max=BATCHES_MAX + 2)

    def take(self, piece: bytes) -> None:
        """Raises BatchError, CarrierTrouble, OSError."""
        self._reply.bytes_down += len(piece)
        for part in self._decoder.feed(piece):
            receipt = self._reply.receipt
            if receipt is None:
                self._take_receipt(part)
            elif len(self._reply.hashes) < receipt.batches:
                self._take_batch(part)
            else:
                self._reply.remarks += decode_remarks(part)

    def finish(self) -> None:
        """The answer has ended. Raises BatchError, CutOff, BadAnswer."""
        self._decoder.finish()
        receipt = self._reply.receipt
        if receipt is None:
            raise BadAnswer
        if len(self._reply.hashes) < receipt.batches:
            raise CutOff
        if digest_of(self._reply.hashes) != receipt.digest:
            raise BadAnswer

    def _take_receipt(self, part: bytes) -> None:
        receipt = Receipt.decode(part, self._hello.programme)
        try:
            receipt.verify([self._server_pub])
        except BatchError:
            raise WrongServer from None
        if receipt.nonce != self._hello.nonce:
            raise BadAnswer
        self._reply.receipt, self._reply.receipt_bytes = receipt, part

    def _take_batch(self, part: bytes) -> None:
        label = read_label(part)
        self._room -= len(part)
        if self._room < 0:
            raise InboxFull
        put_batch(self._inbox, part)
        hash_ = batch_hash(part)
        self._reply.hashes.append(hash_)
        self._reply.newest[label.chain] = (label.number, hash_)
