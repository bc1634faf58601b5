"""Whether a batch may enter: its place in the chain, its signatures, and the roster's word.

A notice has a rule of its own: whoever is in the programme may put one into a space of others.
"""

from __future__ import annotations

from sync.batch.header import BatchKind, Header, Link, read_label
from sync.batch.notice import require_form
from sync.batch.reason import BatchError, Reason
from sync.batch.roster import Roster
from sync.batch.seal import verify


def admit(data: bytes, link: Link | None, roster: Roster) -> Header:
    """The full header of a batch that is next in its chain and signed by who may write.

    `link` is what is known of its chain, None when nothing is. For every kind but
    rosters, which `Roster.apply` takes, and notices. Raises BatchError: UNKNOWN_CHAIN, GAP and
    UNKNOWN_SIGNER mean that it should wait; REPEATED and FORK are for the caller to
    compare; the rest means quarantine.
    """
    label = read_label(data)
    header = (link or Link.opened_by(label)).complete(label)
    if header.kind == BatchKind.NOTICE:
        raise BatchError(Reason.NOT_ALLOWED, "a notice among other batches")
    if header.programme != roster.programme:
        raise BatchError(Reason.NOT_ALLOWED, "another programme")
    member = roster.member(header.sealer)
    if member is None:
        raise BatchError(Reason.UNKNOWN_SIGNER)
    verify(data, header, member.sign_pub)
    if not roster.may_write(header.sealer, header.space):
        raise BatchError(Reason.NOT_ALLOWED, "space")
    return header


def admit_notice(data: bytes, roster: Roster) -> Header:
    """The full header of a notice that a member signed, to a space that has members.

    Which spaces are those of the other stream only a laptop knows, by its vaults. What a
    revoked person signed is for `within_cut_off`. Raises BatchError: UNKNOWN_SIGNER means
    that it should wait, the rest quarantine.
    """
    label = read_label(data)
    require_form(label, data)
    header = Link.opened_by(label).complete(label)
    if header.programme != roster.programme:
        raise BatchError(Reason.NOT_ALLOWED, "another programme")
    member = roster.member(header.sealer)
    if member is None:
        raise BatchError(Reason.UNKNOWN_SIGNER)
    verify(data, header, member.sign_pub)
    if not any(header.space in one.spaces for one in roster.members.values()):
        raise BatchError(Reason.NOT_ALLOWED, "a space of nobody")
    return header


def within_cut_off(header: Header, roster: Roster, author: bytes | None = None) -> None:
    """Whether an admitted batch needs no review. `author`: who made what somebody else sealed.

    The server never asks: it stores what is signed. Raises BatchError(REVOKED).
    """
    for account in {header.sealer, author or header.sealer}:
        last = roster.cut_off(account, header.chain)
        if last is not None and header.number > last:
            raise BatchError(Reason.REVOKED, f"number {header.number} over {last}")
