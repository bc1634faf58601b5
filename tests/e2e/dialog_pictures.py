"""Every dialog that the buttons of a person's pages open, each sort once, as it opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QPushButton
from stage import Play

from desktop.services import people
from ui.widgets.dialog import Dialog, on_screen

PAGES = (
    *("consents", "missing", "referrals", "risk", "plan", "protection", "rights", "person"),
    *("forbidden", "eligibility", "wordings", "instruments", "services"),
)
_NEVER = ("Bloquear", "Lock", "Borrar", "Erase", "Retirar")
_BUTTONS_MAX = 30


def dialogs(play: Play) -> Iterator[tuple[str, Dialog]]:
    """The pages of somebody about whom there is something on each of them."""
    desk, shell = play.window.desk, play.window.shell
    assert desk is not None
    assert shell is not None
    nicknames = {each.nickname: each.id for each in people.list_people(desk.work)}
    person = nicknames.get("Brisa") or nicknames.get("Granizo")
    seen: set[str] = set()
    for name in PAGES:
        if name not in shell.room.pages:
            continue
        for place in range(_BUTTONS_MAX):
            play.show(name, person)
            page = shell.current
            if hasattr(page, "now"):
                # At an hour when nobody meets.
                page.now = lambda: datetime.now().replace(hour=2)
                play.show(name, person)
            found = [each for each in page.findChildren(QPushButton) if _is_pressed(each)]
            if place >= len(found):
                break
            found[place].click()
            play.settle()
            for dialog in on_screen():
                if type(dialog).__name__ not in seen:
                    seen.add(type(dialog).__name__)
                    yield f"{name}-{type(dialog).__name__}", dialog
            for dialog in on_screen():
                dialog.reject()
            play.settle()


def _is_pressed(each: QPushButton) -> bool:
    words = f"{each.text()} {each.accessibleName()}"
    shown = each.isVisible() and each.isEnabled()
    return shown and not any(word in words for word in _NEVER)
