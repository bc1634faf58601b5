"""A stage for the real window: offscreen, on a real data folder, played as a person would.

Used by the tour, the screenshots and the tests of pages. Time-outs are generous
and end in an error that names what was waited for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.host.clock import SystemClock
from desktop.services.entrance import sit_down
from desktop.vault.accounts import UnlockedAccount
from desktop.vault.cards import list_accounts
from ui.app import start
from ui.link import LOCKED_STATUS
from ui.pages.unlock.page import UnlockPage

PATIENCE_S = 30.0


class Play:
    """One window, from its lock screen on."""

    def __init__(self, folder: Path, language: str = "es") -> None:
        self.folder = folder
        self.strict = True
        """A trouble ends the play; otherwise it shows as it would to a person."""
        self.troubles: list[BaseException] = []
        self.ended: int | None = None
        self.app, self.window = start(["--data", str(folder), "--language", language])
        self.window.ended.connect(self._on_ended)
        self.settle()

    def _on_ended(self, status: int) -> None:
        self.ended = status

    def until(self, what: str, done: Callable[[], bool]) -> None:
        """Let the window work until something is true."""
        began = time.monotonic()
        while not done():
            if self.troubles:
                raise self.troubles[0]
            if time.monotonic() - began > PATIENCE_S:
                raise TimeoutError(f"waited {PATIENCE_S:.0f} s for: {what}")
            self.app.processEvents()
            time.sleep(0.002)

    def settle(self) -> None:
        """Let everything that was asked for be done and painted."""
        for _ in range(3):
            self.app.processEvents()
            self.until("the database thread", lambda: not self.window.tasks.busy)
        self.app.processEvents()
        self._let_go()

    def _let_go(self) -> None:
        """Delete what was to be deleted later; only a real event loop does it by itself."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def sit(self, account: UnlockedAccount) -> None:
        """Open the desk of an account that is unlocked already: no key derivation."""
        self.window.tasks.run(
            sit_down, self.folder, account, SystemClock(), then=self.window._on_desk
        )
        self._opened()

    def unlock(self, nickname: str, phrase: str) -> float:
        """Choose a nickname and type the phrase; seconds until Today shows."""
        page = self.window.currentWidget()
        assert isinstance(page, UnlockPage)
        place = [card.nickname for card in list_accounts(self.folder)].index(nickname)
        page.people.button(place).click()
        page.phrase.clear()
        QTest.keyClicks(page.phrase, phrase)
        began = time.monotonic()
        page.enter.click()
        self.until("the vault to open", lambda: self.window.desk is not None)
        took = time.monotonic() - began
        self._opened()
        return took

    def _opened(self) -> None:
        self.until("the vault to open", lambda: self.window.desk is not None)
        self.settle()
        shell = self.window.shell
        assert shell is not None
        show = shell.on_trouble

        def on_trouble(problem: BaseException) -> None:
            if self.strict:
                self.troubles.append(problem)
            else:
                show(problem)

        shell.on_trouble = on_trouble  # type: ignore[method-assign]
        for page_made in shell.made():
            page_made.troubled.connect(on_trouble)

    def lock(self) -> None:
        """Ctrl+L, until the process would end."""
        self.window.lock()
        self.until("the lock", lambda: self.ended is not None)
        assert self.ended == LOCKED_STATUS
        self.close()

    def close(self) -> None:
        """Take this window away, as the end of its process would."""
        self.strict = False
        self.settle()
        # Also without a desk: a call may still be answering to a window that goes.
        self.window.tasks.finish()
        if self.window.desk is not None:
            self.window.desk.close()
        self.window.deleteLater()
        self.app.processEvents()
        self._let_go()

    def show(self, name: str, argument: object = None) -> None:
        assert self.window.shell is not None
        self.window.shell.show_page(name, argument)
        self.settle()

    def resize(self, width: int, height: int) -> None:
        self.window.resize(width, height)
        self.settle()

    def grab(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.app.processEvents()
        if not self.window.grab().save(str(path)):
            raise OSError(f"no picture could be written to {path}")

    def _is_checked(self) -> bool:
        assert self.window.shell is not None
        return self.window.shell.current.again.isEnabled()  # type: ignore[attr-defined]

    def show_close(self) -> bool:
        """The close of the fullest meeting of the last week, at its fullest step."""
        from datetime import date, timedelta

        from desktop.programme.vocabulary import SessionState
        from desktop.services import group_views

        assert self.window.desk is not None
        work = self.window.desk.work
        groups = [group_views.get_group(work, each.id) for each in group_views.list_groups(work)]
        ended = [
            line
            for group in groups
            for line in group.sessions
            if line.state is SessionState.HELD and line.date <= date.today()
        ]
        if not ended:
            return False
        lately = date.today() - timedelta(days=7)
        fullest = max(ended, key=lambda line: (line.date >= lately, line.marked, line.date))
        self.show("close", fullest.id)
        assert self.window.shell is not None
        for _step in range(3):
            self.window.shell.current.go_on()  # type: ignore[attr-defined]
        self.settle()
        return True

    def show_library(self) -> None:
        """The library with a few materials."""
        from tests.e2e import some_materials

        assert self.window.desk is not None
        some_materials.bring(self.window.desk, self.folder)
        self.show("library")

    def show_sheet(self, session: bytes) -> None:
        """The page of a paper list that was printed for this meeting."""
        from random import Random

        from desktop.services import paper_sheets

        assert self.window.desk is not None
        if not paper_sheets.of_session(self.window.desk.work, session):
            paper_sheets.new_sheet(self.window.desk.work, session, Random(4))
        self.show("sheet", session)

    def show_lead(self, group: bytes, session: bytes) -> None:
        """A session with a plan to lead from, whose first step is done."""
        from desktop.services import leading_session, planning
        from tests.e2e.some_course import offered_and_draft

        assert self.window.desk is not None
        offered, _draft = offered_and_draft(self.window.desk)
        planning.change_course(self.window.desk, group, offered)
        leading_session.tick(self.window.desk.work, session, 1)
        self.show("lead", session)

    def show_incidents(self, session: bytes) -> None:
        """What happened at a meeting, one thing open and one settled."""
        from datetime import date

        from desktop.programme.vocabulary import IncidentSort
        from desktop.services import incidents
        from desktop.services.incidents import Happening

        assert self.window.desk is not None
        work = self.window.desk.work
        if not incidents.of_session(work, session):
            today = date.today()
            incidents.note(work, session, Happening(IncidentSort.PARTNER_OUTSIDE, today))
            health = incidents.note(work, session, Happening(IncidentSort.HEALTH, today))
            incidents.settle(work, health.created[0], "La vio el centro de salud.", today)
        self.show("incidents")

    def show_risk(self) -> Iterator[str]:
        """Somebody's results, an instrument being asked, and the instruments there are."""
        from datetime import date, datetime

        from tests.e2e.some_risk import some_risk

        assert self.window.desk is not None
        assert self.window.shell is not None
        person, instrument = some_risk(self.window.desk, date.today())
        self.show("risk", person)
        page = self.window.shell.current
        # At an hour when nobody meets.
        page.now = lambda: datetime.now().replace(hour=2)  # type: ignore[attr-defined]
        self.show("risk", person)
        yield "risk"
        self.show("risk_hold", (person, instrument))
        yield "risk_hold"
        self.show("instruments")
        yield "instruments"

    def show_intake(self) -> Iterator[str]:
        """A first interview from step to step, as somebody in danger answers."""
        from desktop.programme.vocabulary import Answer, Outcome

        self.show("intake")
        assert self.window.shell is not None
        page = self.window.shell.current
        consent = page.steps.all[0]  # type: ignore[attr-defined]
        yield "intake-1-limits"
        consent.heard.click()
        self.settle()
        yield "intake-1"
        for each in consent.card.rows.values():
            each.yes.click()
        self.settle()
        danger = {"alone": Answer.YES, "safe_today": Answer.NO, "steady": Answer.YES}
        for column, answer in danger.items():
            page.keep(answers={column: answer})  # type: ignore[attr-defined]
        for step in range(1, 6):
            page.go_to(step)  # type: ignore[attr-defined]
            self.settle()
            yield f"intake-{step + 1}"
        page.steps.result.outcome.buttons[Outcome.ELIGIBLE].click()  # type: ignore[attr-defined]
        self.settle()
        yield "intake-6-otherwise"

    def show_notices(self) -> Iterator[str]:
        """The list of notices, and one of them."""
        from tests.e2e.some_notice import some_notice

        assert self.window.desk is not None
        notice = some_notice(self.window.desk)
        for name, argument in (("notices", None), ("notice_read", notice)):
            self.show(name, argument)
            yield name

    def show_courses(self) -> Iterator[str]:
        """The list, a course that is offered, and a draft's session while it is written."""
        from tests.e2e.some_course import offered_and_draft

        assert self.window.desk is not None
        offered, draft = offered_and_draft(self.window.desk)
        for name, argument in (("courses", None), ("course", offered), ("course_plan", (draft, 8))):
            self.show(name, argument)
            yield name

    def show_person(self) -> None:
        """The hub of somebody who came often, at an hour when nobody meets."""
        from datetime import datetime

        from desktop.services import group_views, people

        assert self.window.desk is not None
        assert self.window.shell is not None
        work = self.window.desk.work
        longest = max(group_views.list_groups(work), key=lambda line: line.held)
        known = {each.nickname: each.id for each in people.list_people(work)}
        # In a demonstration she has a referral, results, a plan and a call to make.
        person = known.get("Brisa") or group_views.get_group(work, longest.id).people[0].id
        self.show("person", person)
        page = self.window.shell.current
        page.now = lambda: datetime.now().replace(hour=2)  # type: ignore[attr-defined]
        self.show("person", person)

    def show_duplicates(self) -> None:
        """Pairs to look at, and one that was joined."""
        from datetime import date

        from tests.e2e.some_duplicates import some_duplicates

        assert self.window.desk is not None
        some_duplicates(self.window.desk, date.today())
        self.show("duplicates")

    def show_consents(self) -> Iterator[str]:
        """What is missing of one person, her consents, and the texts that she heard."""
        from desktop.services import people

        assert self.window.desk is not None
        self.show("missing", people.list_people(self.window.desk.work)[0].id)
        yield "missing"
        self.show("consents", people.list_people(self.window.desk.work)[0].id)
        yield "consents"
        self.show("wordings")
        yield "wordings"
        self.show("eligibility")
        yield "eligibility"

    def show_referrals(self) -> None:
        """Of one person, in every state that waits."""
        from datetime import date

        from tests.e2e.some_referrals import some_referrals

        assert self.window.desk is not None
        self.show("referrals", some_referrals(self.window.desk, date.today()))

    def show_rights(self) -> Iterator[str]:
        """What one person asked for about her data, and everything that was asked."""
        from datetime import date

        from tests.e2e.some_rights import some_rights

        assert self.window.desk is not None
        person = some_rights(self.window.desk, date.today())
        for name, argument in (("rights", None), ("rights_of_one", person)):
            self.show("rights", argument)
            yield name

    def show_safety(self) -> Iterator[str]:
        """The plan and the protection orders of one woman, with something on them."""
        from datetime import date, timedelta

        from desktop.services import people, protections, safety_plans

        assert self.window.desk is not None
        work, today = self.window.desk.work, date.today()
        person = people.list_people(work)[0].id
        if not safety_plans.get(work, person).begun:
            safety_plans.write(work, person, "ways_out", "Por la cocina, al solar de la vecina.")
            safety_plans.agree(work, person, today, today + timedelta(days=30))
            form = protections.ProtectionForm(
                authority="Juzgado Segundo de lo Familiar",
                measures="No acercarse a menos de 200 metros.",
                issued_on=today - timedelta(days=55),
                expires_text="60 días",
                expires_on=today + timedelta(days=5),
            )
            order = protections.enter(work, person, form).created[0]
            protections.note_breach(work, order, today, "Llegó a la hora de la salida.")
        for name in ("plan", "protection"):
            self.show(name, person)
            yield name

    def show_services(self, roster: Path | None = None) -> Iterator[str]:
        """Organisations, and a list of services that is written next to `roster`."""
        from datetime import date

        from tests.e2e.some_services import services_csv, some_organisations

        assert self.window.desk is not None
        some_organisations(self.window.desk, date.today())
        self.show("organisations")
        yield "organisations"
        path = services_csv(roster.with_name("servicios.csv"), self.window.desk) if roster else None
        self.show("services_import", path)
        yield "services_import"

    def every_page(self, roster: Path | None = None) -> Iterator[str]:
        """Each page of the open window in turn, by name."""
        from datetime import datetime

        from desktop.services import today

        assert self.window.desk is not None
        found = today.today(self.window.desk.work, datetime.now())
        everyday = ("today", "groups", "calendar", "people", "team", "counts")
        for name in (*everyday, "sync", "settings", "doctor", "papers", "services"):
            self.show(name)
            if name == "doctor":
                self.until("the check-up", self._is_checked)
            yield name
        yield from self.show_services(roster)
        yield from self.show_consents()
        self.show_person()
        yield "person"
        if found.next is not None:
            self.show("group", found.next.group)
            yield "group"
            for name in ("closing", "paper", "handover"):
                self.show(name, found.next.group)
                yield name
            self.show("attendance", found.next.session)
            yield "attendance"
            self.show_sheet(found.next.session)
            yield "sheet"
        if self.show_close():
            yield "close"
        yield from self.show_courses()
        if found.next is not None:
            self.show_lead(found.next.group, found.next.session)
            yield "lead"
            self.show_incidents(found.next.session)
            yield "incidents"
        for name in self.show_intake():
            if name == "intake-3":
                yield "intake"
        yield from self.show_notices()
        yield from self.show_safety()
        yield from self.show_rights()
        yield from self.show_risk()
        self.show_referrals()
        yield "referrals"
        self.show_duplicates()
        yield "duplicates"
        self.show_library()
        yield "library"
        self.show("import", roster)
        yield "import"
