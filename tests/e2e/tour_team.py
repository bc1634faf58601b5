"""The tour's steps about people: somebody enters on the same laptop, and her access ends."""

from __future__ import annotations

import time
from pathlib import Path

import stage
from PySide6.QtTest import QTest

from desktop.i18n import _
from desktop.programme.roles import Role
from desktop.services import attendance, counts
from desktop.services.entrance import Desk
from desktop.vault.cards import list_accounts
from ui.pages.team.person_row import PersonRow
from ui.widgets.big_choice import BigChoice
from ui.widgets.dialog import Dialog

PICTURES = Path("build/tour")
NICKNAME_A, NICKNAME_C = "Colibrí", "Lluvia"
PHRASE_A = "siembra de temporal en la ladera"


class TeamSteps:
    """Each step leaves the coordinator at her desk on the first laptop."""

    def __init__(self, first: Path) -> None:
        self.first = first
        self.session = b""
        self.phrase_c = ""
        self.play: stage.Play | None = None
        self.number = 0

    def picture(self, name: str) -> None:
        assert self.play is not None
        self.number += 1
        self.play.grab(PICTURES / f"{self.number:02d}-{name}.png")

    @property
    def desk(self) -> Desk:
        assert self.play is not None
        assert self.play.window.desk is not None
        return self.play.window.desk

    def add_a_facilitator(self) -> str:
        assert self.play is not None
        self.play.show("team")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        self.picture("team")
        page.add.click()
        for answer in ("En ésta", "Facilita grupos", "Mujeres"):
            self.play.settle()
            self._choice(_(answer)).click()
        self.play.settle()
        form = self._dialog().newcomer  # type: ignore[attr-defined]
        form.nickname.setText(NICKNAME_C)
        self.phrase_c = form.phrase.phrase
        form.again.line.setText(self.phrase_c)
        self._dialog().grab().save(str(PICTURES / "team-newcomer.png"))
        self._dialog().primary.click()
        self.play.until("the new account", lambda: len(list_accounts(self.first)) == 2)
        self.play.settle()
        self.picture("team-of-two")
        return f"{NICKNAME_C} typed a phrase of five words herself"

    def switch_user(self) -> str:
        took = self._sit(NICKNAME_C, self.phrase_c)
        if self.desk.role is not Role.FACILITATOR:
            raise AssertionError(f"{NICKNAME_C} is a {self.desk.role}")
        sheet = attendance.sheet(self.desk.work, self.session)
        self._sit(NICKNAME_A, PHRASE_A)
        return f"Today after {took:.2f} s, she sees {sheet.marked} marks; and back again"

    def publish_counts(self) -> str:
        assert self.play is not None
        attendance.finish(self.desk.work, self.session)
        self.play.show("counts")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        page.tell.click()
        self.play.settle()
        self._dialog().grab().save(str(PICTURES / "counts-preview.png"))
        self._dialog().primary.click()
        self.play.settle()
        self.picture("counts")
        assert self.desk.shared is not None
        (line,) = counts.published(self.desk.shared)
        return f"one line for {line.month:%Y-%m}, {line.told.held} meeting(s), no name in it"

    def end_her_access(self) -> str:
        assert self.play is not None
        self.play.show("team")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        row = next(r for r in page.findChildren(PersonRow) if r.person.nickname == NICKNAME_C)
        row.click()
        self.play.settle()
        self._choice(_("Quitar acceso")).click()
        self.play.settle()
        self._dialog().grab().save(str(PICTURES / "team-what-happens.png"))
        began = time.monotonic()
        self._dialog().primary.click()
        self.play.until("other keys", lambda: self.play.window.shell.current is not page)  # type: ignore[union-attr]
        took = time.monotonic() - began
        self.play.settle()
        self.picture("team-after")
        return f"{len(self.desk.vaults)} vaults have other keys after {took:.2f} s"

    def refuse_her_phrase(self) -> str:
        assert self.play is not None
        self.play.lock()
        self.play = stage.Play(self.first)
        self.play.resize(1366, 768)
        page = self.play.window.currentWidget()
        place = [card.nickname for card in list_accounts(self.first)].index(NICKNAME_C)
        page.people.button(place).click()  # type: ignore[attr-defined]
        QTest.keyClicks(page.phrase, self.phrase_c)  # type: ignore[attr-defined]
        page.enter.click()  # type: ignore[attr-defined]
        self.play.settle()
        if self.play.window.desk is not None:
            raise AssertionError("who has no access any more came in")
        for each in self._dialogs():
            each.reject()
        self.play.settle()
        self.picture("refused")
        self.play.close()
        self.play = stage.Play(self.first)
        self.play.resize(1366, 768)
        self.play.unlock(NICKNAME_A, PHRASE_A)
        return "her phrase opens nothing; the coordinator's opens all"

    def _sit(self, nickname: str, phrase: str) -> float:
        """Lock, and unlock as somebody; seconds until Today shows."""
        assert self.play is not None
        self.play.lock()
        self.play = stage.Play(self.first)
        self.play.resize(1366, 768)
        return self.play.unlock(nickname, phrase)

    def _dialogs(self) -> list[Dialog]:
        assert self.play is not None
        every = self.play.app.topLevelWidgets()
        return [each for each in every if isinstance(each, Dialog) and each.isVisible()]

    def _dialog(self) -> Dialog:
        return self._dialogs()[0]

    def _choice(self, answer: str) -> BigChoice:
        found = self._dialog().findChildren(BigChoice)
        return next(c for c in found if c.isVisible() and c.accessibleName() == answer)
