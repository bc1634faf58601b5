"""One line of the list of what left, and that list as bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from desktop.trouble import Message


@dataclass(frozen=True)
class Paper:
    """Something readable that left.

    Attributes:
        what: what it holds, without naming anybody.
        path: the file; on a stick, below its mount point; "" for what was printed.
        stick: the stick's name, "" for the laptop's own disk or a printer.
        mark: `Stick.mark` of that stick.
        at_ms: when, by this laptop's clock.
        digest: SHA-256 of the file, hex; "" while it is being written, and for print.
        settled_ms: when it was deleted or marked as taken care of; None until then.
    """

    id: str
    what: Message
    path: str
    stick: str
    mark: str
    at_ms: int
    digest: str = ""
    settled_ms: int | None = None

    @property
    def printed(self) -> bool:
        return not self.path


_FIELDS = [field.name for field in fields(Paper)]


def pack(papers: Sequence[Paper]) -> bytes:
    """The list as JSON."""
    listed = [asdict(each) for each in papers]
    return json.dumps(listed, ensure_ascii=False, default=str).encode()


def unpack(data: bytes) -> list[Paper]:
    """The reverse of `pack`; what a later version added is left out. Empty when it is no list."""
    try:
        return [_paper(each) for each in json.loads(data)]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []  # damaged: nobody is kept from letting out because of a list


def _paper(read: dict[str, Any]) -> Paper:
    known = {name: read[name] for name in _FIELDS if name in read}
    return Paper(**{**known, "what": _message(read["what"])})


def _message(read: Any) -> Any:
    """A message, and those among its values, as `asdict` wrote them."""
    if not isinstance(read, dict):
        return read
    return Message(read["text"], {name: _message(each) for name, each in read["values"].items()})
