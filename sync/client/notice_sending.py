"""Send a notice across the wall: sealed at once to the other team, kept as sealed bytes alone.

It enters neither the journal nor a draft, and this account opens it no more. The outbox
keeps its file among the others: that there was one, never about whom.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.journal import meta, outbox
from desktop.programme.text import collate
from desktop.programme.vocabulary import NoticeSort, NoticeUrgency, Stream
from desktop.services import places
from desktop.services import roster as rosters
from desktop.services.entrance import Desk
from desktop.services.refusals import Refusal
from desktop.trouble import say
from desktop.vault.sealing import seal_to
from sync.batch.header import BatchKind, read_label
from sync.batch.keys import batch_hash
from sync.batch.notice import (
    ONCE_BYTES,
    TEXT_MAX_BYTES,
    Notice,
    NoticeTooLong,
    pack_notice,
    seal_notice,
)
from sync.batch.roster import Roster
from sync.client.outbox import write_out

__all__ = ["TEXT_MAX_BYTES", "Words", "send", "spaces_to_tell"]

Random = Callable[[int], bytes]
NO_TIME = 0
"""When a notice was sealed is not written down."""
CALL_SOMEBODY = say("Si urge, llame a la guardia o a su coordinación.")


class TooLong(Refusal):
    """More than one notice holds; none of it was sent."""

    def __init__(self) -> None:
        super().__init__(
            say("El aviso es demasiado largo."),
            say("Deje lo necesario para actuar y envíelo de nuevo."),
        )


class NothingWritten(Refusal):
    """A notice without words."""

    def __init__(self) -> None:
        super().__init__(say("El aviso está vacío."), say("Escriba qué pasó y envíelo de nuevo."))


class NobodyToTell(Refusal):
    """This laptop knows nobody of the other team to whom it could be sealed."""

    def __init__(self) -> None:
        super().__init__(
            say("Esta computadora no conoce a nadie que pueda leer el aviso."), CALL_SOMEBODY
        )


class NotFromHere(Refusal):
    """Notices go one way, from the men's programme."""

    def __init__(self) -> None:
        super().__init__(say("Desde aquí no se envían avisos."), CALL_SOMEBODY)


@dataclass(frozen=True, slots=True)
class Words:
    """What the form holds. Nothing of it is kept here once it was sent."""

    sort: NoticeSort
    urgency: NoticeUrgency
    text: str
    day: date


def send(desk: Desk, folder: Path, words: Words, random: Random = secrets.token_bytes) -> None:
    """Seal a notice and put it on its way. Durable when it returns.

    Raises: NotFromHere, NothingWritten, TooLong, NobodyToTell, DiskFull, ReadOnlyFolder.
    """
    if desk.work.stream is not Stream.MEN:
        raise NotFromHere
    if desk.shared is None:
        raise NobodyToTell
    if not words.text.strip():
        raise NothingWritten
    try:
        plain = pack_notice(
            Notice(
                sort=words.sort,
                urgency=words.urgency,
                day=words.day.isoformat(),
                text=words.text,
                once=random(ONCE_BYTES),
            )
        )
    except NoticeTooLong:
        raise TooLong from None
    roster = rosters.known(desk.shared).roster
    spaces = spaces_to_tell(desk, roster)
    if not spaces:
        raise NobodyToTell
    with desk.work.read() as connection:
        demo = meta.get(connection, meta.DEMONSTRATION) == b"1"
    files = [
        seal_notice(
            plain,
            programme=roster.programme,
            space=space,
            sender=desk.me,
            receivers=_receivers(roster, space, desk.me),
            random=random,
            seal_to=seal_to,
            sign_sealer=desk.account.sign,
            demo=demo,
        )
        for space in spaces
    ]
    with desk.work.transaction() as connection:
        for data in files:
            label = read_label(data)
            sealed = outbox.Sealed(
                batch_hash(data),
                BatchKind.NOTICE,
                label.space or b"",
                label.chain,
                label.number,
                label.first_seq,
                label.count,
            )
            outbox.keep_batch(connection, sealed, data, NO_TIME)
    write_out(desk.work, folder)


def spaces_to_tell(desk: Desk, roster: Roster) -> list[bytes]:
    """The women's spaces of the sender's municipality where somebody reads; else all of them.

    Which spaces are theirs and where is what coordinators wrote into the roster.
    """
    if desk.shared is None:
        return []
    told = rosters.details(desk.shared, roster)
    here = told.spaces.get(desk.work.home)
    theirs = [
        space
        for space, site in sorted(told.spaces.items())
        if places.stream_of(space, told) is Stream.WOMEN
        and not any(space == own.id for own in desk.work.spaces)
        and _receivers(roster, space, desk.me)
    ]
    if here is None or not here.municipality:
        return theirs
    town = collate(here.municipality)
    near = [space for space in theirs if collate(told.spaces[space].municipality) == town]
    return near or theirs


def _receivers(roster: Roster, space: bytes, sender: bytes) -> dict[bytes, bytes]:
    """Who works there and is not revoked, but never the sender: nobody reads what they sent."""
    return {one.id: one.box_pub for one in roster.members_of(space) if one.id != sender}
