"""What is told once a desk has opened: what opening met, and what an account still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import tell
from desktop.trouble import say
from ui.pages.welcome.calls import CODE_LOST

if TYPE_CHECKING:
    from desktop.services.entrance import Desk

NO_CODE = say("Su cuenta no tiene código de recuperación. Haga uno en Ajustes.")


def of_opening(desk: Desk, *, unlocked: bool) -> list[str]:
    """What opening this desk met, each sentence once.

    Who has just unlocked also hears that nothing would replace a forgotten phrase.
    """
    told = list(dict.fromkeys(tell(notice) for notice in desk.notices))
    lacks = not desk.is_demo and not desk.account.has_recovery_code
    if unlocked and lacks and CODE_LOST not in desk.notices:
        told.append(tell(NO_CODE))
    return told
