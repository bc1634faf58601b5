"""The tour's steps about one person: a first interview by keyboard, a referral, her page."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tour_team import PICTURES, TeamSteps

from desktop.programme.vocabulary import Outcome, ReferralState, ServiceSort
from desktop.services import directory, intake_views, referral_views

Key = Qt.Key
_LIMITS = (Key.Key_Return, *[Key.Key_1] * 5)
_SAFETY = (Key.Key_1, Key.Key_1, *[Key.Key_2] * 8)
_CONDITIONS = (Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_2)
_REASONS = (Key.Key_1, Key.Key_3)


class PeopleSteps(TeamSteps):
    """One woman comes in; everything is pressed, nothing clicked, up to the result."""

    person: bytes

    def interview_a_woman(self) -> str:
        assert self.play is not None
        self.play.window.activateWindow()
        self.play.show("intake")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        began, keys = time.monotonic(), 0
        for name, pressed in (
            ("limits", _LIMITS),
            ("basics", ()),
            ("safety", _SAFETY),
            ("conditions", _CONDITIONS),
            ("reasons", _REASONS),
        ):
            for key in pressed:
                QTest.keyClick(self._focus(), key)
                self.play.settle()
            self.picture(f"intake-{name}")
            self._on()
            keys += len(pressed) + 1
        self.picture("intake-result")
        QTest.keyClick(self._focus(), Key.Key_1)
        self.play.settle()
        self.person = page.interview.person
        self._on()
        (line,) = intake_views.of_person(self.desk.work, self.person)
        if line.decision is None or line.decision.outcome is not Outcome.ELIGIBLE:
            raise AssertionError("the interview has no result")
        took = time.monotonic() - began
        return f"{keys + 2} presses, {took:.1f} s, decided as the rule recommends"

    def refer_her(self) -> str:
        assert self.play is not None
        directory.add_starters(self.desk)
        self.play.show("referrals", self.person)
        page = self.play.window.shell.current  # type: ignore[union-attr]
        page.new.click()
        self.play.settle()
        self._dialog().primary.click()
        self.play.settle()
        form = self._dialog()
        services = form.where.service  # type: ignore[attr-defined]
        # The last of the directory; after it comes "another one".
        services.setCurrentIndex(services.count() - 2)
        self.play.settle()
        form.grab().save(str(PICTURES / "referral-form.png"))
        form.primary.click()
        self.play.settle()
        (line,) = referral_views.of_person(self.desk.work, self.person)
        if line.state is not ReferralState.SENT or line.sort is ServiceSort.OTHER:
            raise AssertionError(f"the referral is {line}")
        self.picture("referrals")
        return f"to «{line.service_name}», looked after on {line.follow_up}"

    def open_her_page(self) -> str:
        assert self.play is not None
        self.play.show("person", self.person)
        self.picture("person")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        if page.found is None:
            raise AssertionError("her page shows nothing")
        if page.found.inside is None:
            return "a meeting is on: nothing but what a list shows"
        return f"{len(page.found.inside.events)} things on her time line"

    def _focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def _on(self) -> None:
        """Ctrl+Enter, from wherever the cursor is."""
        assert self.play is not None
        QTest.keyClick(self._focus(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.play.settle()
