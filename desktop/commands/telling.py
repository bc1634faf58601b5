"""How verbs print what they have to say."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from desktop.i18n import tell
from desktop.trouble import Exit, Message, Trouble


def print_all(messages: Iterable[Message]) -> None:
    """One line each, to stdout."""
    for message in messages:
        print(tell(message))


def print_trouble(trouble: Trouble) -> Exit:
    """Its three sentences, to stderr; its exit status."""
    print(*map(tell, trouble.sentences), sep="\n", file=sys.stderr)
    return trouble.exit_status
