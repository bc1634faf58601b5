"""The dialogs about QR codes over a newcomer's waiting screen, for the screenshots."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import stage

from sync.client.qr_parts import split
from ui.pages.team.shown import show_invitation
from ui.widgets.dialog import Dialog, on_screen

INVITATION_BYTES = 5_000
SEED = 7


def pictures(play: stage.Play, stem: Path, sizes: tuple[tuple[int, int], ...]) -> None:
    """Each dialog at each size of the window."""
    for size in sizes:
        play.resize(*size)
        for name, dialog in _dialogs(play):
            dialog.grab().save(f"{stem}-{name}-{size[0]}x{size[1]}.png")
            dialog.reject()
            play.settle()


def _dialogs(play: stage.Play) -> Iterator[tuple[str, Dialog]]:
    waiting = play.window.currentWidget().step  # type: ignore[attr-defined]
    data = random.Random(SEED).randbytes(INVITATION_BYTES)

    def opened() -> Dialog:
        play.settle()
        return on_screen()[0]

    waiting.show_code.click()
    yield "request", opened()
    waiting.read_codes.click()
    read = opened()
    for part in split(data)[2:6]:
        read._take([part])  # type: ignore[attr-defined]
    read._take([b"https://example.org"])  # type: ignore[attr-defined]
    read._tell()  # type: ignore[attr-defined]
    yield "reading", read
    show_invitation(waiting, data)
    yield "invitation", opened()
