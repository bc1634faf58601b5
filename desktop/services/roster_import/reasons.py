"""Reasons for attending, from the words that lists use to the programme's codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.programme.text import fold
from desktop.programme.vocabulary import Reason

_WORDING: tuple[tuple[Reason, str], ...] = (
    (Reason.MANDATED, r"obligatori|\bjuez|\bjuzgado|judicial|\border\b|mandat|sentencia|court"),
    (
        Reason.STOP_USING_VIOLENCE,
        r"dejar de (ejercer|usar|ser|violentar|agredir|golpear|maltratar)|no ser violent"
        r"|controlar (mi|su|el) (enojo|violencia|agresi)|stop (using|perpetrat|being violent)",
    ),
    (
        Reason.LEAVE_VIOLENT_RELATIONSHIP,
        r"(salir|dejar|terminar|separar)\w*( de)?( la| una| su| esa)? (relacion|violencia|situacion"
        r" de violencia)|leave .*(relationship|violen)",
    ),
    (Reason.SOMEONE_TO_TALK_TO, r"hablar|platicar|escuch|desahog|someone to talk|to talk to"),
    (Reason.REESTABLISH_RELATIONSHIP, r"(re(e)?stablec|recuper|volver).*relacion|re-?establish"),
    (Reason.FAMILY_RELATIONS, r"relacion\w* (\w+ )?familia|familia|family relation"),
    (Reason.UNSAID, r"^(no (dice|dijo|sabe|quiere decir|especifica\w*)|prefiere no decir)$"),
)
_SPLIT = re.compile(r"\s*[;,/|+]\s*|\s+y\s+(?=[a-z]+ar\b|[a-z]+er\b|[a-z]+ir\b)")


def read_reasons(text: str) -> tuple[Reason, ...]:
    """Codes in the order written, the first being the main one; () for a blank cell.

    What the codes do not name is OTHER: its words belong in the note.
    """
    found: list[Reason] = []
    for part in _SPLIT.split(fold(text).strip(" .")):
        found += [reason for reason in _named_in(part) if reason not in found]
    return tuple(found)


def _named_in(part: str) -> Iterator[Reason]:
    if not part:
        return
    for reason, wording in _WORDING:
        if re.search(wording, part):
            yield reason
            return
    yield Reason.OTHER
