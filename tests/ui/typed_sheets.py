"""Typing recovery sheets back, on the page and at the lock screen."""

from __future__ import annotations

from collections.abc import Callable

from tests.e2e.stage import Play
from ui.widgets.sheet_words import TypedWords

Opening = Callable[..., Play]
PHRASE = "tapanco ocre birote atole"


def write(fields: TypedWords, words: tuple[str, ...]) -> None:
    for place, field in fields.fields.items():
        field.setText(words[place - 1][:4])
