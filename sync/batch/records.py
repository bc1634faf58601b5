"""From operations to a sealed file and back: whose they are, and their columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sync.batch.header import BatchKind, Header, Link
from sync.batch.heads import SECRET_BYTES, commit_message, next_head
from sync.batch.identities import OriginOf
from sync.batch.keys import HASH_BYTES, ID_BYTES, SIGNATURE_BYTES, Sign, is_signed
from sync.batch.operation import Operation, Origin
from sync.batch.pack import pack
from sync.batch.reason import BatchError, Reason
from sync.batch.seal import open_batch, seal
from sync.batch.unpack import unpack
from sync.batch.wire import Reader

BY_SEALER, LEFT_BEHIND = 0, 1
"""Who made the operations: the one who seals, or somebody whose work was left unsealed."""

SignPubOf = Callable[[bytes], bytes | None]
"""An account's Ed25519 public key, by account id; None when unknown."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The author's own word for operations that somebody else seals.

    Attributes:
        run_secret: 16 bytes that salt the operations' hashes.
        head_before: 32 bytes, the chain's head before the first operation.
        signature: the author's over commit_message(chain, last seq, head after).
    """

    run_secret: bytes
    head_before: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Records:
    """An opened records batch. `proof` is there, and was checked, when somebody else sealed."""

    ops: tuple[Operation, ...]
    origins: dict[bytes, Origin]
    author: bytes
    proof: Proof | None


def seal_records(
    link: Link,
    ops: Sequence[Operation],
    origin_of: OriginOf,
    *,
    epoch: int,
    space_key: bytes,
    salt: bytes,
    sealer: bytes,
    sign_chain: Sign,
    sign_sealer: Sign,
    proof: Proof | None = None,
) -> bytes:
    """The chain's next batch: one author's operations that follow `link`.

    `sealer` is the account id of who seals; when the author is somebody else
    `proof` must be theirs. Raises ValueError for what cannot be sealed.
    """
    if not ops or (ops[0].chain, ops[0].seq) != (link.chain, link.next_seq):
        raise ValueError("these operations do not come next in this chain")
    author = ops[0].author
    if author == sealer:
        front = bytes((BY_SEALER,))
    elif proof is None:
        raise ValueError("somebody else's operations need their signature")
    else:
        front = bytes((LEFT_BEHIND,)) + author
        front += proof.run_secret + proof.head_before + proof.signature
    header = link.next_header(
        BatchKind.RECORDS, count=len(ops), epoch=epoch, salt=salt, sealer=sealer
    )
    body = front + pack(ops, origin_of)
    return seal(header, body, space_key, sign_chain=sign_chain, sign_sealer=sign_sealer)


def open_records(
    data: bytes, header: Header, space_key: bytes | None, sign_pub_of: SignPubOf
) -> Records:
    """The operations in a verified records batch.

    `sign_pub_of` is asked for the author when somebody else sealed. Raises
    BatchError: WRONG_KEY, DAMAGED, NEWER, UNKNOWN_SIGNER, BAD_SIGNATURE and the rest.
    """
    source = Reader(open_batch(data, header, space_key))
    front = source.varint()
    if front > LEFT_BEHIND:
        raise BatchError(Reason.NEWER, "front of a records body")
    author, proof = header.sealer, None
    if front == LEFT_BEHIND:
        author = source.take(ID_BYTES)
        proof = Proof(
            source.take(SECRET_BYTES), source.take(HASH_BYTES), source.take(SIGNATURE_BYTES)
        )
    chain = header.chain
    ops, origins = unpack(source.take(source.left), chain, header.first_seq, author)
    if len(ops) != header.count:
        raise BatchError(Reason.DAMAGED, "not the operations announced")
    if proof is not None:
        _check_proof(proof, ops, sign_pub_of(author))
    return Records(tuple(ops), origins, author, proof)


def _check_proof(proof: Proof, ops: Sequence[Operation], sign_pub: bytes | None) -> None:
    if sign_pub is None:
        raise BatchError(Reason.UNKNOWN_SIGNER, "author")
    head = proof.head_before
    for op in ops:
        head = next_head(head, proof.run_secret, op)
    last = ops[-1]
    if not is_signed(sign_pub, proof.signature, commit_message(last.chain, last.seq, head)):
        raise BatchError(Reason.BAD_SIGNATURE, "author")
