"""The tour's steps about group work: a plan to lead from, the close, the calendar, a letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import stage
from tour_people import PeopleSteps

from desktop.curriculum import shipped
from desktop.demo.build import ACCOUNTS, Size, build
from desktop.programme.vocabulary import SessionState, Stream
from desktop.reports.court_letter import court_letter
from desktop.services import attendance, close_meeting, courses, letters, orders, rooms
from desktop.services import leading_session as leading
from ui.printing import pdf_of

PLACE, MUNICIPALITY = "Casa Comunal", "San Isidro"
WORRY = "Llegó alguien nuevo a preguntar por el grupo."
MENS = next(each for each in ACCOUNTS if each.nickname == "Barro")


class GroupWorkSteps(PeopleSteps):
    """The first ones leave the first laptop's window open; the last one has its own."""

    def __init__(self, first: Path) -> None:
        super().__init__(first)
        self.demonstration = first.with_name("demonstration")

    def course_and_place(self) -> tuple[bytes, bytes]:
        """The outline for women, and a place that both programmes know."""
        shared = self.desk.shared
        assert shared is not None
        course = courses.add_shipped(shared, shipped.SLUGS[Stream.WOMEN], "es").created[0]
        return course, rooms.add_venue(shared, PLACE, MUNICIPALITY).created[0]

    def lead_the_meeting(self) -> str:
        assert self.play is not None
        self.play.show("lead", self.session)
        page = self.play.window.shell.current  # type: ignore[union-attr]
        self.picture("lead")
        for _part in ("what to bring", "the first step"):
            page.on.click()
            self.play.settle()
        found = leading.plan_for(self.desk, self.first, self.session)
        if found.plan is None or found.done != {1}:
            raise AssertionError(f"the step that was done is not on disk: {found.done}")
        self.picture("lead-second-step")
        return f"«{found.plan.title}», {len(found.plan.steps)} steps, the first one done"

    def close_the_meeting(self) -> str:
        assert self.play is not None
        self.play.show("attendance", self.session)
        page = self.play.window.shell.current  # type: ignore[union-attr]
        page.end.click()
        self.play.settle()
        if attendance.sheet(self.desk.work, self.session).state is not SessionState.HELD:
            raise AssertionError("the meeting did not end")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        for name in ("gate", "missed", "worry", "money", "next"):
            if name == "worry":
                page.steps[1].text.setPlainText(WORRY)
            self.picture(f"close-{name}")
            page.go_on()
            self.play.settle()
        facts = close_meeting.facts(self.desk.work, self.session)
        if facts.worry != WORRY or facts.next is None:
            raise AssertionError("the close was not kept")
        self.picture("today-after-the-close")
        return f"{len(facts.missed)} did not come, a worry kept, the next is on {facts.next.date}"

    def look_at_the_calendar(self) -> str:
        assert self.play is not None
        self.play.show("calendar")
        self.picture("calendar")
        taken = rooms.settle(self.desk)
        if taken:
            raise AssertionError("the calendar had not taken the group's days")
        page = self.play.window.shell.current  # type: ignore[union-attr]
        days = [day for day in page.view.days.values() if day.meetings]
        return f"{len(days)} meetings in sight, each with its place taken for the day"

    def print_a_letter(self) -> str:
        """In a demonstration, as who facilitates for men; the PDF stays in memory."""
        build(self.demonstration, Size.SMALL, date.today())
        play = stage.Play(self.demonstration)
        play.resize(1366, 768)
        play.unlock(MENS.nickname, MENS.passphrase)
        assert play.window.desk is not None
        work = play.window.desk.work
        (order,) = orders.list_orders(work, date.today())
        play.show("order", order.id)
        self.play = play
        self.picture("order")
        issued = letters.issue(work, order.id, date.today(), language="es", oficio="17")
        html = court_letter(issued.facts, issued.head, issued.code, "es", banner="DEMOSTRACIÓN")
        pdf = pdf_of(html)
        if not pdf.startswith(b"%PDF"):
            raise AssertionError("the letter is no PDF")
        letters.printed(work, issued.letter, date.today())
        play.close()
        self.play = None
        return (
            f"{order.verdict.attended} sessions, {order.verdict.unexcused} absences; "
            f"a PDF of {len(pdf):,} bytes, written nowhere"
        )
